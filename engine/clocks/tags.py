"""The tags of contacts, as the decision table, their clocks, consents and holds ask for them
(R14).
"""

from odoo.tools import SQL

from ..settings import Settings
from .families import CONTACTS
from .follow import follow
from .holds import Holds
from .situations import RECENT, situations_cte

#: subjects with a clock and without any basis, or from the day after their last one ended
NO_BASIS = """SELECT timed.partner_id, basis.id, NULL::int, NULL::int, 'none', NULL::int,
              CASE WHEN last.day < DATE '9999-12-31' THEN last.day + 1 END, NULL::date
         FROM (SELECT DISTINCT family.partner_id FROM privacy_timer timer
                 JOIN privacy_family family ON %s) timed
         JOIN privacy_legal_basis basis ON basis.code = 'none'
         LEFT JOIN (SELECT partner_id, max(date_until) AS day,
                           bool_and(date_until IS NOT NULL) AS ends
                      FROM grounded GROUP BY partner_id) last USING (partner_id)
        WHERE last.ends IS NOT FALSE"""


class Tags:
    """Writes ``privacy_subject_purpose``, but for the officers' own rows.

    :param Whose whose: contacts, or subjects without one (``families.py``)
    """

    def __init__(self, env, whose=CONTACTS):
        self.env, self.whose = env, whose
        self.today = env["privacy.timer"]._today()

    def contacts_past(self):
        """Return the ids of contacts of whom a tag has ended by its date that facts may renew."""
        rows = self.env.execute_query(SQL(
            """SELECT DISTINCT partner_id FROM privacy_subject_purpose
                WHERE situation IN ('running', 'customer', 'customer_talked', 'mailed', 'hold')
                  AND date_until < %s AND manual IS NOT TRUE AND partner_id IS NOT NULL""",
            self.today,
        ))
        return {partner_id for (partner_id,) in rows}

    def refresh(self, few=False):
        """Derive the tags of the subjects in ``privacy_family`` from their timers.

        :param bool few: whether these are few contacts
        :return: how many rows changed
        """
        return sum(follow(
            self.env["privacy.subject.purpose"], self._tags_sql(), self.whose,
            # as the unique index has it
            {"basis_id": None, "purpose_id": 0, "company_id": 0},
            ["situation", "timer_id", "date_from", "date_until"],
            by_hand="manual", few=few,
        ))

    def _tags_sql(self):
        """Return the tags that clocks, consents and holds ask for, one row each.

        Of several spans with one basis and purpose it is one from the first day to the last.
        """
        months = int(Settings(self.env).number("recent_billing_months", RECENT))
        return SQL(
            """WITH %s, grounded AS (%s UNION ALL %s UNION ALL %s)
               SELECT DISTINCT ON (partner_id, basis_id, purpose_id, company_id)
                      partner_id, basis_id, purpose_id, company_id, situation, timer_id,
                      NULLIF(min(COALESCE(date_from, DATE '-infinity')) OVER (PARTITION BY
                             partner_id, basis_id, purpose_id, company_id), DATE '-infinity')
                      AS date_from, date_until
                 FROM (SELECT * FROM grounded UNION ALL %s) tag
                ORDER BY partner_id, basis_id, purpose_id, company_id,
                         date_until DESC NULLS FIRST""",
            situations_cte(self._of_family("timer"), self.today, months, self._mailing()),
            self._tags_of_spans(), self._tags_of_consents(), self._tags_of_holds(),
            SQL(NO_BASIS, self._of_family("timer")),
        )

    def _of_family(self, alias):
        """Return the condition that a row of the module's is of the subject ``family``."""
        return self.whose.same(alias, SQL("family.partner_id"))

    def _tags_of_spans(self):
        """Return the tags of what clocks say, by the lines of the decision table."""
        return SQL(
            """SELECT span.partner_id, line.basis_id, line.purpose_id, span.company_id,
                      span.situation, span.timer_id, span.date_from,
                      NULLIF(span.date_until, DATE 'infinity') AS date_until
                 FROM spans span
                 JOIN privacy_purpose_line line ON line.situation = span.situation
                 JOIN privacy_purpose purpose ON purpose.id = line.purpose_id AND purpose.active
                  AND COALESCE(purpose.company_id, span.company_id, 0)
                      = COALESCE(span.company_id, purpose.company_id, 0)
                WHERE (span.date_from > span.date_until) IS NOT TRUE"""
        )

    def _mailing(self):
        """Return the ids of the purposes that use marketing data: their consent is one to mail."""
        return self.env["privacy.purpose"].with_context(active_test=False).search(
            [("category_ids.code", "=", "marketing")]).ids

    def _tags_of_consents(self):
        return SQL(
            """SELECT consent.partner_id, line.basis_id, consent.purpose_id, NULL::int,
                      'consent', NULL::int, max(consent.date_given),
                      NULLIF(max(COALESCE(consent.date_until, DATE 'infinity')), DATE 'infinity')
                 FROM privacy_consent_record consent
                 JOIN privacy_family family ON family.partner_id = consent.partner_id
                 JOIN privacy_purpose_line line ON line.purpose_id = consent.purpose_id
                      AND line.situation = 'consent'
                WHERE consent.state = 'given' AND consent.active
                  AND (consent.date_until IS NULL OR consent.date_until >= %s)
                GROUP BY consent.partner_id, line.basis_id, consent.purpose_id""",
            self.today,
        )

    def _tags_of_holds(self):
        return SQL(
            """SELECT held.partner_id, line.basis_id, line.purpose_id, NULL::int, 'hold',
                      NULL::int, min(held.date_start), max(held.date_end)
                 FROM (%s) held
                 JOIN privacy_hold hold ON hold.id = held.hold_id
                 JOIN privacy_family family ON family.partner_id = held.partner_id
                 JOIN privacy_purpose_line line ON line.situation = 'hold'
                  AND (COALESCE(line.hold_kind, '') = 'security') = (hold.kind = 'security')
                GROUP BY held.partner_id, line.basis_id, line.purpose_id""",
            Holds(self.env).sql(self.today),
        )
