from dateutil.relativedelta import relativedelta
from odoo import fields, models


class PrivacyTechnical(models.AbstractModel):
    """Deletes technical rows and web analytics by their own date (P8), by the data map."""

    _name = "privacy.technical"
    _description = "Deletion of Technical Rows"

    def _delete_expired(self, now=None):
        """Delete what is past its rule's period; return ``{model: number of rows}``.

        Rules in review wait for an officer like all others. Rows of held contacts stay, and a
        hold for a security investigation keeps all of them (R15).
        """
        now = now or fields.Datetime.now()
        counts = {}
        if self.env["privacy.run"]._stopped() or self._investigation():
            return counts
        rules = self.env["privacy.rule"].search([
            ("action", "=", "delete_rows"), ("mode", "=", "automatic"),
        ])
        for rule in rules:
            before = now - relativedelta(**{rule.period_unit: rule.period_count})
            rows = self.env["privacy.map"].search([
                ("category_id", "=", rule.category_id.id), ("date_field", "!=", False),
            ])
            for row in rows._readable():
                counts[row.model_name] = self._delete_rows(row, before)
            self._file(rule, counts)
        return counts

    def _investigation(self):
        """Whether a hold keeps all technical rows."""
        today = self.env["privacy.timer"]._today()
        return self.env["privacy.hold"].search_count([
            ("technical", "=", True), ("released_on", "=", False),
            "|", ("date_end", "=", False), ("date_end", ">=", today),
        ], limit=1)

    def _delete_rows(self, row, before):
        limit, deleted = self.env["privacy.run"]._batch_size() * 10, 0
        gateway = self.env["privacy.gateway"]._acting()
        after = 0
        while expired := row._expired(before, after, limit):
            partners = self.env["res.partner"].browse({p for _id, p in expired if p})
            spared = partners._privacy_spared()
            ids = [record for record, partner in expired if partner not in spared]
            gateway._erase(gateway.env[row.model_name].browse(ids), ())
            deleted += len(ids)
            after = expired[-1][0]
        return deleted

    def _file(self, rule, counts):
        if any(counts.values()):
            self.env["privacy.evidence"]._file([
                {"act": "delete_rows", "rules": rule.ids, "counts": counts}
            ])
