from odoo import fields, models
from odoo.exceptions import UserError

from ...const import OFFICER


class PrivacyRequestRight(models.Model):
    """Rights that are answered and change no data: a human's review (Art. 22(3)), and what
    protects data outside the EEA (Art. 13(1)(f), 15(2), 46).
    """

    _inherit = "privacy.request.right"

    review_text = fields.Text(string="Human Review", readonly=True, copy=False)
    review_on = fields.Datetime(string="Reviewed On", readonly=True, copy=False)
    review_by_id = fields.Many2one(
        "res.users", string="Reviewed By", readonly=True, copy=False)

    # === NO AUTOMATED DECISION === #

    def _review(self, text):
        """Note that a human looked at the decision: who, when and with which result."""
        self.ensure_one()
        self.request_id._check_group(OFFICER)
        if self.kind != "automated" or self.state != "open" or not self._identified():
            raise UserError(self._refusals()["identity"])
        if not (text or "").strip():
            raise UserError(self.env._("Say what was looked at, and with which result."))
        self.sudo().write({"review_text": text, "review_on": fields.Datetime.now(),
                           "review_by_id": self.env.uid})
        self.request_id._record_evidence("request_reviewed")

    def _check_done_automated(self, _outcome):
        if not self.review_on:
            raise UserError(self.env._(
                "No human has looked at the decision yet: write down the review first."))

    def _letter_reviewed(self):
        return self.kind == "automated" and self.review_on and self.env._(
            "On %(day)s a human looked at it. The result: %(text)s",
            day=fields.Date.to_string(self.request_id._day(self.review_on)),
            text=self.review_text)

    # === SAFEGUARDS === #

    def _abroad(self):
        """Return the recipients outside the EEA, of this controller."""
        return self.request_id._recipients().filtered(
            lambda recipient: recipient.transfer_ground not in ("none", "unknown"))

    def _check_done_safeguards(self, outcome):
        missing = self._abroad().filtered(
            lambda each: each.transfer_ground == "scc" and not each.document_ids)
        if outcome == "granted" and missing:
            raise UserError(self.env._(
                "A copy of the safeguards is missing for: %s. Attach it to the recipient, or say "
                "“granted in part”.", ", ".join(missing.mapped("name"))))

    def _files_safeguards(self):
        return [(file.name, file.raw, file.mimetype)
                for file in self._abroad().sudo().document_ids]

    def _letter_transfers(self):
        """Return [(recipient, country, ground, safeguards)], for a copy of safeguards."""
        if self.kind != "safeguards" or self.outcome not in ("granted", "partly"):
            return []
        grounds = dict(self.env["privacy.recipient"]._fields["transfer_ground"]
                       ._description_selection(self.env))
        return [(each.name, each.country_id.name or "", grounds[each.transfer_ground],
                 each.safeguards or "") for each in self._abroad().with_env(self.env)]
