from odoo import api, fields, models

from ...engine.register.check import Check
from ...engine.register.controllers import controllers


class PrivacyProcessing(models.Model):
    """What is carried out on behalf of others: a line of the processor's register (Art. 30(2)).

    On whose behalf follows from the tags of customers: who is tagged for :attr:`purpose_id` as a
    running customer is a controller of what is processed here.
    """

    _name = "privacy.processing"
    _description = "Processing on Behalf of Customers"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    description = fields.Text(
        translate=True, string="What Is Done", help="The categories of processing.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", ondelete="cascade", help="Empty: of every company.")
    purpose_id = fields.Many2one(
        "privacy.purpose", string="Controllers: Customers Of", ondelete="restrict",
        help="Who is tagged as a running customer for this purpose is a controller on whose behalf "
             "this is done.")
    controller_count = fields.Integer(
        string="Controllers", compute="_compute_controller_count", compute_sudo=True)
    subject_category_ids = fields.Many2many("privacy.subject.category", string="Whose Data")
    data_text = fields.Text(
        string="Data", translate=True, help="What customers store, as far as the processor knows.")
    recipient_ids = fields.Many2many("privacy.recipient", string="Sub-Processors")
    measure_ids = fields.Many2many("privacy.measure", string="Measures")
    contract = fields.Char(
        translate=True, help="The agreement with the controllers (Art. 28(3)).")
    owner = fields.Char(
        string="Responsible Function", translate=True,
        help="A function or a department, and nobody's name.")
    review_date = fields.Date(string="Review By")
    todo = fields.Text(
        string="To Do", compute="_compute_todo", compute_sudo=True,
        help="What the register does not know yet.")

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "Another processing has this code.")

    @api.depends("purpose_id", "company_id")
    @api.depends_context("allowed_company_ids")
    def _compute_controller_count(self):
        for processing in self:
            processing.controller_count = len(controllers(
                self.env, processing.purpose_id, processing.company_id or self.env.company))

    @api.depends("description", "purpose_id", "subject_category_ids", "data_text", "contract",
                 "recipient_ids.todo", "measure_ids", "owner", "review_date")
    @api.depends_context("lang")
    def _compute_todo(self):
        check = Check(self.env, self.env.company)
        for processing in self:
            processing.todo = "\n".join(check.of_processing(processing))
