"""Whom a hold covers (R15): its contacts, on a company its persons too, and their addresses."""

from odoo.tools import SQL

from .marks import root_of


class Holds:
    """Asks the database whom the holds that are in force cover."""

    def __init__(self, env):
        self.env = env

    def sql(self, on_date):
        """Return SQL of (partner_id, hold_id, date_start, date_end) for each subject that a hold
        covers on a day, or will cover later; one without a contact by minus its id.
        """
        return SQL("%s UNION ALL %s", self._contacts_sql(on_date), _contactless_sql(on_date))

    def _contacts_sql(self, on_date):
        return SQL(
            """SELECT partner.id AS partner_id, hold.id AS hold_id, hold.date_start, hold.date_end
                 FROM privacy_hold hold
                 JOIN privacy_hold_res_partner_rel rel ON rel.privacy_hold_id = hold.id
                 JOIN (SELECT partner.id, held.id AS held_id
                         FROM res_partner partner
                        CROSS JOIN LATERAL (SELECT %s AS id) root
                        CROSS JOIN LATERAL (VALUES (partner.id),
                              (NULLIF(partner.commercial_partner_id, partner.id)),
                              (CASE WHEN root.id NOT IN (
                                    partner.id, COALESCE(partner.commercial_partner_id, 0))
                                    THEN root.id END)) AS held (id)
                      ) partner ON partner.held_id = rel.res_partner_id
                WHERE hold.released_on IS NULL
                  AND (hold.date_end IS NULL OR hold.date_end >= %s)""",
            root_of(SQL("partner")), on_date,
        )

    def contacts(self, partner_ids, on_date):
        """Return the subset of these contact ids that a hold covers."""
        self.env["privacy.hold"].flush_model()
        self.env["res.partner"].flush_model(["commercial_partner_id", "parent_id", "type"])
        rows = self.env.execute_query(SQL(
            "SELECT DISTINCT partner_id FROM (%s) held WHERE partner_id = ANY(%s)",
            self.sql(on_date), list(partner_ids),
        ))
        return {partner_id for (partner_id,) in rows}

    def covering(self, partners, on_date):
        """Return the pairs (hold id, contact id) that cover contacts and everybody below them."""
        if not self.env["privacy.hold"].sudo().search_count([("released_on", "=", False)], limit=1):
            return set()
        below = partners.with_context(active_test=False).sudo().search(
            [("id", "child_of", partners.ids)]
        )
        self.env.flush_all()
        return set(self.env.execute_query(SQL(
            "SELECT hold_id, partner_id FROM (%s) held WHERE partner_id = ANY(%s)",
            self.sql(on_date), below.ids,
        )))

    def due_counts(self, hold_ids, today):
        """Return {hold id: number of its contacts with a clock that has ended}."""
        self.env.flush_all()
        return dict(self.env.execute_query(SQL(
            """SELECT held.hold_id, count(DISTINCT held.partner_id)::int
                 FROM (%s) held
                 JOIN privacy_timer timer ON timer.partner_id = held.partner_id
                   OR timer.contactless_id = -held.partner_id
                 JOIN privacy_rule rule ON rule.id = timer.rule_id
                WHERE held.hold_id = ANY(%s) AND timer.state = 'counting'
                  AND timer.date_until < %s AND rule.action IN ('anonymise', 'erase')
                GROUP BY held.hold_id""",
            self.sql(today), hold_ids, today,
        )))


def _contactless_sql(on_date):
    return SQL(
        """SELECT -rel.privacy_contactless_id, hold.id, hold.date_start, hold.date_end
             FROM privacy_hold hold
             JOIN privacy_contactless_privacy_hold_rel rel ON rel.privacy_hold_id = hold.id
            WHERE hold.released_on IS NULL
              AND (hold.date_end IS NULL OR hold.date_end >= %s)""", on_date)
