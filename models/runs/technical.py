from dateutil.relativedelta import relativedelta
from odoo import fields, models

from ...engine.settings import Settings
from ...engine.transaction import Transaction
from ...engine.worker import batch_size


class PrivacyTechnical(models.AbstractModel):
    """Deletes technical rows and web analytics by their own date (P8), by the data map."""

    _name = "privacy.technical"
    _description = "Deletion of Technical Rows"

    def _delete_expired(self, now=None):
        """Delete what is past its rule's period; return ``{model: number of rows}``.

        Rules in review wait for an officer like all others. Rows of held contacts stay, and a
        hold for a security investigation keeps all of them (R15).
        """
        now, totals = now or fields.Datetime.now(), {}
        if self._investigation():
            return totals
        rules = self.env["privacy.rule"].search([
            ("action", "=", "delete_rows"), ("mode", "=", "automatic"),
        ])
        for rule in rules:
            before = now - relativedelta(**{rule.period_unit: rule.period_count})
            categories = rule.category_id | rule.extra_category_ids
            rows = self.env["privacy.map"].search([
                ("category_id", "in", categories.ids), ("date_field", "!=", False),
            ])
            for row in rows._readable():
                count = self._delete_rows(rule, row, before)
                totals[row.model_name] = totals.get(row.model_name, 0) + count
        return totals

    def _investigation(self):
        """Whether a hold keeps all technical rows."""
        today = self.env["privacy.timer"]._today()
        return self.env["privacy.hold"].search_count([
            ("technical", "=", True), ("released_on", "=", False),
            "|", ("date_end", "=", False), ("date_end", ">=", today),
        ], limit=1)

    def _delete_rows(self, rule, row, before):
        """Delete chunk by chunk, each filed and committed, until done or stopped (R18)."""
        gateway = self.env["privacy.gateway"]._acting()
        limit, after, deleted = batch_size(self.env) * 10, 0, 0
        while not Settings(self.env).stopped() and (expired := row._expired(before, after, limit)):
            partners = self.env["res.partner"].browse({p for _id, p in expired if p})
            spared = partners._privacy_spared()
            ids = [record for record, partner in expired if partner not in spared]
            gateway._erase(gateway.env[row.model_name].browse(ids), ())
            if ids:
                self.env["privacy.evidence"]._record([
                    {"act": "delete_rows", "rules": rule.ids,
                     "counts": {row.model_name: len(ids)}}
                ])
            deleted, after = deleted + len(ids), expired[-1][0]
            Transaction(self.env).commit()
        return deleted
