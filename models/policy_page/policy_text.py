from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.policy_page.prose import check_text


class PrivacyPolicyText(models.Model):
    """A section of the policy: words, and placeholders for what the records say.

    A change is seen by nobody outside before a version is published.
    """

    _name = "privacy.policy.text"
    _description = "Section of the Policy"
    _order = "sequence, id"

    name = fields.Char(string="Heading", required=True, translate=True)
    code = fields.Char(required=True, help="Short technical name: a company's own section takes "
                       "the place of everybody's with the same code.")
    body = fields.Text(
        required=True, translate=True,
        help="Plain text. An empty line ends a paragraph, “- ” begins an item of a list. "
        "{controller.name} is put into a sentence; {purposes}, {categories}, {recipients}, "
        "{transfers}, {periods}, {rights}, {automated}, {authority}, {controller} and {links} "
        "stand alone, and what the records say takes their place.")
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", ondelete="cascade", help="Empty: a section of every company's policy.")
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0)) WHERE active", "Another section has this code.")

    @api.constrains("name", "body")
    def _check_placeholders(self):
        for text in self:
            if not (text.body or "").strip():
                raise ValidationError(self.env._("A section says something."))
            check_text(self.env, text.name)
            check_text(self.env, text.body)

    # === CRUD METHODS === #

    def _update_field_translations(self, field_name, translations, digest=None, source_lang=""):
        """A translation is checked as the words themselves are."""
        for words in translations.values():
            if isinstance(words, str):
                check_text(self.env, words)
        return super()._update_field_translations(field_name, translations, digest, source_lang)
