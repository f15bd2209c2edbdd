"""Tasks that are past their last day: officers hear of each, once."""

from ...const import MODULE
from ..requests.reminders import Reminders

ACTIVITY = f"{MODULE}.mail_activity_type_exit_task"


class Escalating:
    """Makes an activity for an officer of each task that is late."""

    def __init__(self, env):
        self.env = env(su=True)

    def run(self):
        """Escalate what nobody was told of; what a hold keeps is not late.

        :return: the tasks
        """
        today = self.env["privacy.timer"]._today()
        late = self.env["privacy.exit.task"].search([
            ("is_overdue", "=", True), ("escalated_on", "=", False)])
        held = self.env["privacy.hold"]._on_hold(late.mapped("partner_ref")) if late else ()
        late = late.filtered(lambda task: task.partner_ref not in held)
        late.escalated_on = today
        kind, model = self.env.ref(ACTIVITY), self.env["ir.model"]._get("privacy.exit.task")
        officers = {company: self._officer(company) for company in late.company_id} | {
            self.env["res.company"]: self._officer(self.env.company)}
        self.env["mail.activity"].create([{
            "activity_type_id": kind.id, "res_model_id": model.id, "res_id": task.id,
            "user_id": officers[task.company_id].id, "date_deadline": today,
            "summary": self.env._("Overdue since %(day)s: %(rule)s", day=task.date_due,
                                  rule=task.rule_id.name)} for task in late])
        return late

    def _officer(self, company):
        of_company = self.env["privacy.request"].new({"company_id": company.id})
        return Reminders(self.env, of_company).officer()
