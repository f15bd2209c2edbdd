"""The tags of contacts, as their clocks, consents and holds ask for them (R14)."""

from odoo.tools import SQL

from .families import CONTACTS
from .follow import follow
from .holds import Holds

#: subjects with a clock and without any basis, or from the day after their last one ended
NO_BASIS = """SELECT timed.partner_id, basis.id, NULL::int, NULL::int, 'none', NULL::int,
              CASE WHEN max(grounded.date_until) < DATE '9999-12-31'
                   THEN max(grounded.date_until) + 1 END, NULL::date
         FROM (SELECT DISTINCT family.partner_id FROM privacy_timer timer
                 JOIN privacy_family family ON %s) timed
         JOIN privacy_legal_basis basis ON basis.code = 'none'
         LEFT JOIN grounded ON grounded.partner_id = timed.partner_id
        GROUP BY timed.partner_id, basis.id
       HAVING count(grounded.partner_id) = 0 OR bool_and(grounded.date_until IS NOT NULL)"""


class Tags:
    """Writes ``privacy_subject_purpose``, but for the officers' own rows.

    :param Whose whose: contacts, or subjects without one (``families.py``)
    """

    def __init__(self, env, whose=CONTACTS):
        self.env, self.whose = env, whose
        self.today = env["privacy.timer"]._today()

    def contacts_past(self):
        """Return the ids of contacts whose running or held tag has ended by its date."""
        rows = self.env.execute_query(SQL(
            """SELECT DISTINCT partner_id FROM privacy_subject_purpose
                WHERE situation IN ('running', 'hold') AND date_until < %s
                  AND manual IS NOT TRUE AND partner_id IS NOT NULL""",
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
        """Return the tags that the timers, consents and holds ask for, one row each."""
        return SQL(
            """WITH grounded AS (%s UNION ALL %s UNION ALL %s)
               SELECT DISTINCT ON (partner_id, basis_id, purpose_id, company_id) *
                 FROM (SELECT * FROM grounded UNION ALL %s) tag
                ORDER BY partner_id, basis_id, purpose_id, company_id,
                         date_until DESC NULLS FIRST""",
            self._tags_of_timers(), self._tags_of_consents(), self._tags_of_holds(),
            SQL(NO_BASIS, self._of_family("timer")),
        )

    def _of_family(self, alias):
        """Return the condition that a row of the module's is of the subject ``family``."""
        return self.whose.same(alias, SQL("family.partner_id"))

    def _situation_sql(self):
        """The situation that a timer puts a subject in; NULL where it says nothing."""
        return SQL(
            """CASE WHEN rule.start_event = 'relationship_end' THEN
                         CASE WHEN timer.state IN ('running', 'suspended')
                                OR timer.date_start > %s THEN 'running' ELSE 'former' END
                    WHEN rule.start_event = 'departure' THEN 'former'
                    WHEN rule.start_event = 'last_interaction'
                         AND timer.reason IN ('interaction', 'under_way', 'doubtful')
                         AND timer.state != 'done' AND family.partner_id NOT IN (
                         SELECT related.partner_id FROM privacy_timer other
                           JOIN privacy_family related ON %s
                           JOIN privacy_rule ON privacy_rule.id = other.rule_id
                          WHERE privacy_rule.start_event = 'relationship_end') THEN 'prospect'
               END""",
            self.today, self.whose.same("other", SQL("related.partner_id")),
        )

    def _tags_of_timers(self):
        # the situation is found once for each timer, and not once more for each line
        return SQL(
            """SELECT timer.partner_id, line.basis_id, line.purpose_id, timer.company_id,
                      line.situation, timer.id AS timer_id,
                      CASE WHEN line.situation != 'running' AND timer.date_start <= %(today)s
                           THEN timer.date_start END AS date_from,
                      CASE WHEN line.situation = 'running' AND timer.date_start > %(today)s
                           THEN timer.date_start ELSE timer.date_until END AS date_until
                 FROM (SELECT timer.id, family.partner_id, timer.date_start, timer.date_until,
                              rule.company_id, %(situation)s AS situation
                         FROM privacy_timer timer
                         JOIN privacy_family family ON %(of_family)s
                         JOIN privacy_rule rule ON rule.id = timer.rule_id OFFSET 0) timer
                 JOIN privacy_purpose_line line ON line.situation = timer.situation
                 JOIN privacy_purpose purpose ON purpose.id = line.purpose_id AND purpose.active
                  AND COALESCE(purpose.company_id, timer.company_id, 0)
                      = COALESCE(timer.company_id, purpose.company_id, 0)""",
            today=self.today, situation=self._situation_sql(),
            of_family=self._of_family("timer"),
        )

    def _tags_of_consents(self):
        return SQL(
            """SELECT consent.partner_id, line.basis_id, consent.purpose_id, NULL::int,
                      'consent', NULL::int, max(consent.date_given), NULL::date
                 FROM privacy_consent_record consent
                 JOIN privacy_family family ON family.partner_id = consent.partner_id
                 JOIN privacy_purpose_line line ON line.purpose_id = consent.purpose_id
                      AND line.situation = 'consent'
                WHERE consent.date_withdrawn IS NULL AND consent.active
                GROUP BY consent.partner_id, line.basis_id, consent.purpose_id"""
        )

    def _tags_of_holds(self):
        return SQL(
            """SELECT held.partner_id, line.basis_id, line.purpose_id, NULL::int, 'hold',
                      NULL::int, min(held.date_start), max(held.date_end)
                 FROM (%s) held
                 JOIN privacy_family family ON family.partner_id = held.partner_id
                 JOIN privacy_purpose_line line ON line.situation = 'hold'
                GROUP BY held.partner_id, line.basis_id, line.purpose_id""",
            Holds(self.env).sql(self.today),
        )
