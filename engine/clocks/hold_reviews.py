"""Holds are looked at again: an officer is asked whether the case still needs them."""

from ...const import MODULE
from ..requests.reminders import Reminders

ACTIVITY = f"{MODULE}.mail_activity_type_hold_review"


class HoldReviews:
    """Asks officers, once for each day of review."""

    def __init__(self, env):
        self.env = env(su=True)

    def ask(self):
        """Make an activity for each hold in force whose day has come and that has none."""
        today = self.env["privacy.timer"]._today()
        holds = self.env["privacy.hold"].search([
            ("state", "=", "active"), ("review_on", "<=", today)])
        asked = self._activities(holds).mapped("res_id")
        model, kind = self.env["ir.model"]._get("privacy.hold"), self.env.ref(ACTIVITY)
        holds = holds.filtered(lambda hold: hold.id not in asked)
        officers = {company: self._officer(company)
                    for company in [*holds.company_id, self.env["res.company"]]}
        self.env["mail.activity"].create([{
            "activity_type_id": kind.id, "res_model_id": model.id, "res_id": hold.id,
            "user_id": officers[hold.company_id].id, "date_deadline": today,
            "summary": self.env._("Does the case still need this hold?")} for hold in holds])

    def drop(self, holds):
        """It was looked at, or is over."""
        self._activities(holds).unlink()

    def _activities(self, holds):
        return self.env["mail.activity"].search([
            ("activity_type_id", "=", self.env.ref(ACTIVITY).id),
            ("res_model", "=", "privacy.hold"), ("res_id", "in", holds.ids)])

    def _officer(self, company):
        of_company = self.env["privacy.request"].new({
            "company_id": (company or self.env.company).id})
        return Reminders(self.env, of_company).officer()
