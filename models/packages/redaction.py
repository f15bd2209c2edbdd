from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import OFFICER
from ...engine.labels import Labels

KINDS = [
    ("link", "Link to another person"), ("identifier", "Another person named in a text"),
    ("written", "Another person's words"), ("file", "File that names another person"),
]


class PrivacyRedaction(models.Model):
    """What the rights of others take out of a person's answer: where, and why; no value of it.

    Found by collecting; taken out until an officer has weighed both sides and releases it with a
    reason (Art. 15(4) and 20(4); EDPB 01/2022, 168 to 174).
    """

    _name = "privacy.redaction"
    _description = "Redaction in an Answer"
    _order = "request_id, model, res_id, id"
    _rec_name = "model"

    request_id = fields.Many2one(
        "privacy.request", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="request_id.company_id", store=True, index=True)
    model = fields.Char(string="Technical Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="model", required=True, readonly=True)
    field = fields.Char(string="Technical Field", required=True, readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    model_label = fields.Char(string="What", compute="_compute_labels", compute_sudo=True)
    field_label = fields.Char(string="Field", compute="_compute_labels", compute_sudo=True)
    reason = fields.Char(compute="_compute_labels", compute_sudo=True)
    state = fields.Selection(
        [("suggested", "To Review"), ("applied", "Taken Out"), ("released", "Released")],
        required=True, readonly=True, default="suggested", index=True,
        help="What waits for a review is taken out as well.")
    release_reason = fields.Char(
        string="Reason of the Release",
        help="Why the other person's rights do not stand against it. Name nobody.")
    reviewed_by_id = fields.Many2one("res.users", readonly=True)
    reviewed_on = fields.Datetime(readonly=True)

    _place_uniq = models.Constraint(
        "UNIQUE(request_id, model, res_id, field, kind)", "A place is redacted once.")

    @api.model
    def _reasons(self):
        """Return {kind: why it is taken out, as the person reads it}."""
        return {
            "link": self.env._(
                "Another person takes part: they are not named (Art. 15(4) GDPR)."),
            "identifier": self.env._(
                "Names, addresses or numbers of another person (Art. 15(4) GDPR)."),
            "written": self.env._("The words of another person (Art. 15(4) GDPR)."),
            "file": self.env._(
                "A file of another person, or that names one (Art. 15(4) GDPR)."),
        }

    @api.depends("model", "field", "kind")
    @api.depends_context("lang")
    def _compute_labels(self):
        labels, reasons = Labels(self.env), self._reasons()
        for row in self:
            row.model_label = labels.model(row.model)
            row.field_label = labels.field(row.model, row.field)
            row.reason = reasons.get(row.kind)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Collecting alone makes them."""
        if not self.env.su:
            raise AccessError(self.env._("Redactions are found by collecting."))
        return super().create(vals_list)

    def write(self, vals):
        """An officer writes the reason; buttons do the rest."""
        if not self.env.su and set(vals) - {"release_reason"}:
            raise AccessError(self.env._("A redaction is reviewed by its buttons."))
        return super().write(vals)

    # === ACTION METHODS === #

    def action_keep(self):
        """It stays taken out."""
        self._review("applied")
        return True

    def action_release(self):
        """The person gets it all the same.

        :raise UserError: without a reason
        """
        if self.filtered(lambda row: not (row.release_reason or "").strip()):
            raise UserError(self.env._(
                "Write down why the other person's rights do not stand against it."))
        self._review("released")
        return True

    def action_open_record(self):
        """Open the record that it is about, if the reader may."""
        self.ensure_one()
        return {"type": "ir.actions.act_window", "res_model": self.model, "res_id": self.res_id,
                "view_mode": "form"}

    def _review(self, state):
        self.check_access("write")
        for request in self.request_id:
            request._check_group(OFFICER)
        self.sudo().write({"state": state, "reviewed_by_id": self.env.uid,
                           "reviewed_on": fields.Datetime.now()})
        for request in self.request_id:
            rows = self.filtered(lambda row, request=request: row.request_id == request)
            self.env["privacy.evidence"].sudo()._record([{
                "act": f"redaction_{state}",
                "counts": {"request": request.id, "uid": self.env.uid, "redactions": len(rows)}}])
