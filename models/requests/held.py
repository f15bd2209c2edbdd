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
        rows, plan = self.env["privacy.map"].sudo(), self.env["privacy.plan"]
        tables = {entry: rows.browse(entry.key)._tables() for entry in rows._compiled()
                  if entry.match == "partner" and not entry.words}
        filled = plan._filled(sorted(set().union(*tables.values())))
        selects = [
            SQL("SELECT %s AS category, %s AS model, record FROM (%s) located",
                entry.category, entry.model, rows.browse(entry.key)._located_sql())
            for entry in tables if filled.issuperset(tables[entry])
        ]
        if not selects:
            return {}
        # the statement brings the subjects along: a page that is shown creates no table
        return dict(self.env.execute_query(SQL(
            """WITH privacy_subject (item_id, partner_id, whole, categories, email, phone) AS (
                   VALUES (NULL::int, %s::int, TRUE, '{}'::text[], NULL::varchar, NULL::varchar))
               SELECT category, count(DISTINCT (model, record)) FROM (%s) found
                GROUP BY category""", partner.id, SQL(" UNION ALL ").join(selects))))
