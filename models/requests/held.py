from odoo import models
from odoo.tools import SQL


class PrivacyHeld(models.AbstractModel):
    """What is held of one contact, and why: told to the person, live (Art. 13(2)(a), 15(1)).

    The data map says where it stands, the timers until when, the tags on which basis.
    """

    _name = "privacy.held"
    _description = "What Is Held of a Contact"

    def _of(self, partner):
        """Return what is held of a contact, a dict for each category that holds something.

        :return: ``{category, count, purposes, bases, timers}``: records, the count of what the
            map finds by index; sentences of the timers say until when and why
        """
        partner = partner.sudo()
        counts = self._counts(partner)
        timers = self.env["privacy.timer"].sudo().search([("partner_id", "=", partner.id)])
        tags = self.env["privacy.subject.purpose"].sudo().search([("partner_id", "=", partner.id)])
        held = []
        for category in self.env["privacy.category"].sudo().search([("active", "=", True)]):
            count = counts.get(category.code, 0)
            clocks = timers.filtered(lambda timer, c=category: c in (
                timer.rule_id.category_id | timer.rule_id.extra_category_ids))
            if not count and not clocks:
                continue
            used = tags.filtered(lambda tag, c=category: c in tag.purpose_id.category_ids)
            held.append({
                "category": category, "count": count, "timers": clocks,
                "purposes": used.purpose_id, "bases": used.basis_id,
            })
        return held

    def _counts(self, partner):
        """Return {category code: number of records}: what links to the contact, over the whole
        map in one statement.
        """
        self.env.flush_all()
        self.env["privacy.request"]._fill_subjects([(partner.id, None, None)])
        rows = self.env["privacy.map"].sudo()
        selects = [
            SQL("SELECT %s AS category, %s AS model, record FROM (%s) located",
                entry.category, entry.model, rows.browse(entry.key)._located_sql())
            for entry in self.env["privacy.plan"]._entries_filled()
            if entry.match == "partner" and not entry.words
        ]
        if not selects:
            return {}
        return dict(self.env.execute_query(SQL(
            """SELECT category, count(DISTINCT (model, record)) FROM (%s) found
                GROUP BY category""", SQL(" UNION ALL ").join(selects))))
