from odoo import api, fields, models

from ...engine.policy_page.comparison import Comparison


class PrivacyPolicySentence(models.Model):
    """A sentence of a policy from before, and whether the records say the same today."""

    _name = "privacy.policy.sentence"
    _description = "Sentence of an Imported Policy"
    _order = "version_id, sequence, id"
    _rec_name = "text"

    version_id = fields.Many2one(
        "privacy.policy.version", required=True, index=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(related="version_id.company_id", store=True)
    sequence = fields.Integer(readonly=True)
    section = fields.Char(readonly=True)
    text = fields.Text(required=True, readonly=True)
    verdict = fields.Selection(
        [("same", "Says the same"), ("differs", "Differs"), ("none", "Not in the records")],
        compute="_compute_verdict", compute_sudo=True)
    told = fields.Text(
        string="In the Records", compute="_compute_verdict", compute_sudo=True,
        help="What the records say, where they speak of it.")

    @api.depends("text", "version_id")
    @api.depends_context("lang")
    def _compute_verdict(self):
        for version, sentences in self.grouped("version_id").items():
            found = Comparison(self.env, version).verdicts(sentences)
            for sentence in sentences:
                sentence.verdict, sentence.told = found[sentence]
