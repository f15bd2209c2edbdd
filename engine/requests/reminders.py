"""Never late: an activity for the officer, and a mail when the last day comes near or passes."""

from odoo import fields

from ...const import OFFICER
from ...core.policy import deadlines
from ...core.requests import rights as rules
from ..controller import Controller
from .paper import Paper

TODO = "mail.mail_activity_data_todo"
CONTROLLER = "cloudpepper_privacy.mail_activity_type_controller"


class Reminders:
    """Reminds whoever answers these requests."""

    def __init__(self, env, requests):
        self.env, self.requests = env, requests

    def officer(self):
        """Return the user who is reminded of one request where nobody has taken it."""
        company = self.requests.company_id
        officers = self.env.ref(OFFICER).sudo().all_user_ids.filtered(
            lambda user: company in user.company_ids and user.active and not user.share)
        own = officers - self.env.ref("base.user_root")
        return own[:1] or officers[:1] or self.env.user

    def plan(self):
        """Have the officer reminded a week before the last day, of a child's request at once."""
        for request in self.requests.sudo():
            request.activity_unlink([TODO])
            if request.state in rules.RUNNING and request.deadline:
                before = fields.Date.subtract(request.deadline, days=deadlines.AT_RISK)
                today = self.env["privacy.timer"]._today()
                request.activity_schedule(
                    TODO, min(before, today) if request.is_child else before,
                    summary=self.env._("Answer %(name)s by %(day)s", name=request.name,
                                       day=request.deadline),
                    user_id=request.user_id.id or Reminders(self.env, request).officer().id)

    def drop(self):
        """Nothing is left to remind of."""
        self.requests.activity_unlink([TODO])

    # === WARNINGS BY MAIL === #

    def warn_all(self):
        """Mark and mail in one transaction, so that nobody is mailed twice."""
        model = self.env["privacy.request"]
        running = model._read_group([("state", "in", rules.RUNNING)], ["company_id"])
        for (company,) in running:
            for standing in rules.WARNINGS:
                found = model.with_company(company).search([
                    ("standing", "=", standing), ("company_id", "=", company.id),
                    (f"warned_{standing}_on", "=", False)])
                Reminders(found.env, found).warn(standing)
        self.ask_for_controllers()

    def ask_for_controllers(self):
        """Have an officer of each company say who answers for its data: no answer goes out before.
        """
        for company in self.env["res.company"].sudo().search([]):
            partner = company.partner_id
            missing = Controller(self.env, company).missing()
            if not missing:
                partner.activity_unlink([CONTROLLER])
            elif not partner.activity_search([CONTROLLER]):
                of_company = self.requests.new({"company_id": company.id})
                partner.activity_schedule(
                    CONTROLLER, summary=self.env._("Missing: %s", ", ".join(missing)),
                    note=self.env._(
                        "Letters to people need it: Privacy > Configuration > Controller."),
                    user_id=Reminders(self.env, of_company).officer().id)

    def warn(self, standing):
        """Tell the officers by mail how their requests stand.

        :param str standing: one of :data:`..core.requests.rights.WARNINGS`
        """
        template = self.env.ref(f"cloudpepper_privacy.mail_template_request_{standing}").sudo()
        for request in self.requests.sudo():
            request[f"warned_{standing}_on"] = fields.Datetime.now()
            officer = request.user_id or Reminders(self.env, request).officer()
            if officer.email:
                local = request.with_context(lang=officer.lang)
                Paper.send(template.with_env(local.env), local, officer.email_formatted,
                           nameless=True, subtype_id=self.env.ref("mail.mt_note").id)
        self.requests._record_evidence(f"request_{standing}")

    def forget_warnings(self):
        """The last day has moved: warnings of the old one count no more."""
        self.requests.sudo().write({"warned_at_risk_on": False, "warned_overdue_on": False})
