from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...engine.acting import is_acting
from ...engine.consents.texts import digests_of
from ...engine.entered import Entered


class PrivacyConsentText(models.Model):
    """The words that people agree to, for one purpose: a version of them (Art. 7(1)).

    Once somebody has agreed to a version it is not edited: other words are a new version. The
    hash of each language shows that they are the same words still.
    """

    _name = "privacy.consent.text"
    _description = "Words of a Consent"
    _order = "purpose_id, version desc, id desc"

    purpose_id = fields.Many2one(
        "privacy.purpose", required=True, index=True, ondelete="restrict")
    version = fields.Integer(readonly=True, copy=False, help="Counted for each purpose.")
    body = fields.Text(required=True, translate=True, help="The words that people agree to.")
    digests = fields.Json(
        compute="_compute_digests", string="SHA-256", help="{language: hash of its words}")
    active = fields.Boolean(default=True)

    _version_uniq = models.Constraint(
        "UNIQUE(purpose_id, version)", "This purpose has a text of this version.")

    @api.depends("purpose_id.name", "version")
    def _compute_display_name(self):
        for text in self:
            text.display_name = f"{text.purpose_id.name} v{text.version}"

    @api.depends("body")
    def _compute_digests(self):
        for text in self:
            text.digests = digests_of(text)

    @api.constrains("body")
    def _check_body(self):
        if any(not (text.body or "").strip() for text in self):
            raise ValidationError(self.env._("A text says something."))

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = Entered(self).each(vals_list)
        versions = {}
        for vals in vals_list:
            purpose = vals.get("purpose_id")
            if purpose not in versions:
                versions[purpose] = self.sudo().with_context(active_test=False).search(
                    [("purpose_id", "=", purpose)], order="version desc", limit=1).version
            versions[purpose] += 1
            vals["version"] = versions[purpose]
        return super().create(vals_list)

    def write(self, vals):
        vals = Entered(self).values(vals)
        if not is_acting(self.env):
            self._check_written(vals)
        return super().write(vals)

    def _update_field_translations(self, field_name, translations, digest=None, source_lang=""):
        if field_name == "body":
            self._check_written({"body": translations})
        return super()._update_field_translations(field_name, translations, digest, source_lang)

    def _check_written(self, vals):
        if not {"body", "purpose_id", "version"}.isdisjoint(vals) and self._in_use():
            raise AccessError(self.env._(
                "Somebody has agreed to these words: other words are a new version."))
        if "version" in vals:
            raise AccessError(self.env._("Versions are counted, not chosen."))

    def _in_use(self):
        consents = self.env["privacy.consent.record"].sudo().with_context(active_test=False)
        return bool(consents.search_count([("text_id", "in", self.ids)], limit=1))

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_used(self):
        if self._in_use():
            raise UserError(self.env._(
                "Somebody has agreed to these words: they stay as evidence."))
