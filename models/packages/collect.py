from odoo import models

from ...engine.locate import Locator
from ...engine.plan import Plan
from ...engine.subjects import Subjects

#: what is made for an answer is no part of it
MADE = ("privacy.package", "privacy.redaction")


class PrivacyCollect(models.AbstractModel):
    """Finds every record of a person (Art. 15(1) and (3))."""

    _name = "privacy.collect"
    _description = "Collecting of a Person's Data"

    def _locate(self, partners):
        if not partners:
            return []
        plan = Plan(self.sudo().env).__enter__()
        Subjects(plan.env, plan).of_contacts(
            partners, bool(self.env.context.get("privacy_by_login")))
        return Locator(plan.env, plan).find_person(MADE)

    def _accounts(self, partners):
        """Return the contacts and the addresses below them, which have no life of their own."""
        return self.env["res.partner"].sudo().with_context(active_test=False).search([
            ("privacy_anonymised_on", "=", False), "|", ("id", "in", partners.ids),
            "&", ("type", "!=", "contact"), ("parent_id", "in", partners.ids)])
