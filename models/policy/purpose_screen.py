"""What the form of a purpose computes for its screen: what the register derives."""

from odoo import api, fields, models

from ...engine.register.check import Check
from ...engine.register.document import Document

#: {field of the screen: cell of the register}
CELLS = {"register_periods": "periods", "register_processors": "processors",
         "register_transfers": "safeguards", "register_joint": "joint"}


class PrivacyPurposeScreen(models.Model):
    """Computed for the screen: what stands in the register and nobody types."""

    _inherit = "privacy.purpose"

    register_periods = fields.Text(
        string="Kept", compute="_compute_register", compute_sudo=True,
        help="From the retention rules that run.")
    register_processors = fields.Text(
        string="Processors", compute="_compute_register", compute_sudo=True)
    register_transfers = fields.Text(
        string="Transfers Outside the EEA", compute="_compute_register", compute_sudo=True)
    register_joint = fields.Text(
        string="Joint Controllers", compute="_compute_register", compute_sudo=True)
    todo = fields.Text(
        string="To Do", compute="_compute_todo", compute_sudo=True,
        help="What the register does not know yet.")
    is_balanced = fields.Boolean(compute="_compute_is_balanced")

    @api.depends("line_ids.basis_id.code")
    def _compute_is_balanced(self):
        for purpose in self:
            purpose.is_balanced = "legitimate_interests" in purpose.line_ids.mapped(
                "basis_id.code")

    @api.depends("category_ids.rule_ids.period_text", "recipient_ids.todo", "line_ids.situation",
                 "subject_category_ids", "company_id")
    @api.depends_context("lang", "allowed_company_ids")
    def _compute_register(self):
        document = Document(self.env, self.env.company)
        for purpose in self:
            row = document.activity(purpose)
            for name, cell in CELLS.items():
                purpose[name] = "\n".join(row[cell])

    @api.depends("line_ids.basis_id", "category_ids.rule_ids", "category_ids.special",
                 "subject_category_ids", "recipient_ids.todo", "measure_ids", "description",
                 "owner", "source", "special_ground", "balancing", "balancing_date",
                 "balancing_result", "dpia", "dpia_reason", "dpia_date", "review_date")
    @api.depends_context("lang", "allowed_company_ids")
    def _compute_todo(self):
        check = Check(self.env, self.env.company)
        for purpose in self:
            purpose.todo = "\n".join(check.of_purpose(purpose))
