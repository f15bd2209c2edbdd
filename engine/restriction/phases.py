"""Phases of keeping: who is past active use and kept by a legal duty alone, in sets.

A contact goes to the archive by night, once every clock that is of no legal duty is done or past,
and comes back with whatever makes one run again: at once where somebody does that here, else with
the next refresh. The module's own table says who is there; nobody's edit of a contact meets it.
"""

from datetime import timedelta

from odoo import SUPERUSER_ID
from odoo.tools import SQL

from ...const import MODULE
from ..transaction import Transaction
from .restriction import Restriction

#: days that a contact stays back which somebody brought back, whatever its clocks say
BACK_DAYS = 30
#: a request that is not decided yet
OPEN_REQUESTS = ("received", "identity", "open")


class Phases:
    """Moves contacts to the archive and back."""

    def __init__(self, env):
        self.env = env(su=True)

    def night(self):
        """Bring the archive up to date with the clocks, for everybody.

        :return: (number of contacts that went there, number that came back)
        """
        self.env.flush_all()
        self._end_of_stay()
        back, gone = self._bring_back(SQL("TRUE")), self._close()
        if gone or back:
            self.env["privacy.evidence"]._record([
                {"act": "archive_night", "counts": {"closed": gone, "returned": back}}])
        self._changed()
        return gone, back

    def follow(self, contacts):
        """Bring back those of these contacts that are in active use again; return how many.

        :param SQL contacts: SELECT of their ids
        """
        if not Restriction(self.env).known().archive:
            return 0
        self.env.flush_all()
        back = self._bring_back(SQL("archived.partner_id IN (%s)", contacts))
        if back:
            self._changed()
        return back

    def among(self, ids):
        """Return those of these contact ids that are in the archive, or were brought back."""
        if not ids or not Restriction(self.env).known().archive:
            return set()
        return {contact for (contact,) in self.env.execute_query(SQL(
            "SELECT partner_id FROM privacy_archived WHERE partner_id = ANY(%s)", list(ids)))}

    def give_back(self, contacts):
        """Bring contacts back for some days: within these a new order keeps them, or nothing."""
        today = self.env["privacy.timer"]._today()
        until = today + timedelta(days=BACK_DAYS)
        self.env.cr.execute(SQL(
            """UPDATE privacy_archived SET back_until = %s WHERE partner_id IN (
                   SELECT id FROM res_partner WHERE id = ANY(%s) OR parent_id = ANY(%s)
                      AND COALESCE(type, 'contact') != 'contact')""",
            until, contacts.ids, contacts.ids))
        self._changed()

    # === MOVES === #

    def _end_of_stay(self):
        self.env.cr.execute(SQL(
            "UPDATE privacy_archived SET back_until = NULL WHERE back_until < %s",
            self.env["privacy.timer"]._today()))

    def _bring_back(self, where):
        self.env.cr.execute(SQL(
            """DELETE FROM privacy_archived archived
                WHERE %s AND NOT EXISTS (
                      SELECT FROM (%s) kept WHERE kept.id = archived.partner_id)""",
            where, self._kept_sql(SQL(
                """partner.id IN (SELECT archived.partner_id FROM privacy_archived archived
                                   WHERE %s UNION ALL
                                  SELECT address.parent_id FROM privacy_archived archived
                                    JOIN res_partner address ON address.id = archived.partner_id
                                   WHERE %s)""", where, where))))
        return self.env.cr.rowcount

    def _close(self):
        self.env.cr.execute(SQL(
            """INSERT INTO privacy_archived (partner_id, since)
               SELECT id, %s FROM (%s) kept
                WHERE NOT EXISTS (SELECT FROM privacy_archived archived
                                   WHERE archived.partner_id = kept.id)""",
            self.env["privacy.timer"]._today(), self._kept_sql(SQL("TRUE"))))
        return self.env.cr.rowcount

    def _changed(self):
        """Let everybody hear of an archive that has begun or ended, and fields be read again."""
        ((some,),) = self.env.execute_query(SQL("SELECT EXISTS (SELECT FROM privacy_archived)"))
        restriction = Restriction(self.env)
        if some != restriction.known().archive:
            restriction.reset()
        self.env["privacy.archived"].invalidate_model(flush=False)
        self.env["res.partner"].invalidate_model(
            ["privacy_archived_on", "privacy_sentence", "display_name"], flush=False)

    # === WHO === #

    def _kept_sql(self, where):
        """Return SQL of (id) of the contacts that a legal duty alone keeps, with their addresses.

        :param SQL where: condition over ``partner``
        """
        return SQL(
            """WITH RECURSIVE kept AS (
                   SELECT partner.id FROM res_partner partner WHERE %s AND %s
                    UNION
                   SELECT address.id FROM res_partner address
                     JOIN kept ON kept.id = address.parent_id
                    WHERE COALESCE(address.type, 'contact') != 'contact')
               SELECT id FROM kept""", where, self._alone_sql())

    def _alone_sql(self):
        """Return the condition that nothing but a legal duty keeps ``partner``."""
        today = self.env["privacy.timer"]._today()
        conditions = (
            SQL("""partner.privacy_anonymised_on IS NULL AND partner.privacy_restricted IS NOT TRUE
                   AND (partner.parent_id IS NULL
                        OR COALESCE(partner.type, 'contact') = 'contact')"""),
            self._switched_on_sql(), self._clocks_sql(today), self._stranger_sql(),
            SQL("partner.id NOT IN (SELECT partner_id FROM (%s) held WHERE partner_id > 0)",
                self.env["privacy.hold"]._on_hold_sql(today)),
            SQL("""partner.id NOT IN (
                   SELECT asked.res_partner_id FROM privacy_request_partner_rel asked
                     JOIN privacy_request request ON request.id = asked.privacy_request_id
                    WHERE request.state = ANY(%s))""", list(OPEN_REQUESTS)),
            # what an officer has said of it by hand
            SQL("""partner.id NOT IN (
                   SELECT tag.partner_id FROM privacy_subject_purpose tag
                     JOIN privacy_legal_basis basis ON basis.id = tag.basis_id
                    WHERE tag.manual AND tag.partner_id IS NOT NULL
                      AND basis.code != 'legal_obligation'
                      AND COALESCE(tag.date_until, 'infinity') >= %s)""", today),
        )
        return SQL(" AND ").join(conditions)

    def _switched_on_sql(self):
        """Return the condition that the contact's company closes its archive; of a contact that
        companies share, every one of them.
        """
        return SQL(
            """CASE WHEN partner.company_id IS NULL
                    THEN (SELECT bool_and(company.privacy_phases) FROM res_company company
                           WHERE company.active)
                    ELSE (SELECT company.privacy_phases FROM res_company company
                           WHERE company.id = partner.company_id) END IS TRUE""")

    def _clocks_sql(self, today):
        """Return the condition that a duty counts and no other clock does, of whoever is below a
        company neither (R2, R6b, R16).
        """
        # a task outside that is not done yet keeps its contact in active use
        asleep = SQL(
            """(timer.state = 'done' OR timer.state = 'counting' AND (
                rule.statutory IS TRUE
                OR rule.action != 'task' AND timer.date_until < %s))""", today)
        return SQL(
            """partner.id IN (
                   SELECT timer.partner_id FROM privacy_timer timer
                     JOIN privacy_rule rule ON rule.id = timer.rule_id
                    WHERE timer.partner_id IS NOT NULL GROUP BY 1
                   HAVING bool_and(%(asleep)s) AND bool_or(
                          rule.statutory AND timer.state = 'counting'
                          AND timer.date_until >= %(today)s))
               AND NOT EXISTS (
                   SELECT FROM privacy_timer timer
                     JOIN privacy_rule rule ON rule.id = timer.rule_id
                     JOIN res_partner below ON below.id = timer.partner_id
                    WHERE below.commercial_partner_id = partner.id AND below.id != partner.id
                      AND NOT %(asleep)s)""",
            asleep=asleep, today=today)

    def _stranger_sql(self):
        """Return the condition that the contact is no own company and no colleague."""
        return SQL(
            """partner.id NOT IN (SELECT partner_id FROM res_company) AND NOT EXISTS (
                   SELECT FROM res_users u WHERE u.partner_id = partner.id
                      AND (u.id = %s OR u.active AND u.share IS NOT TRUE))""", SUPERUSER_ID)


class Switch:
    """The setting of companies that closes their archive."""

    def __init__(self, env):
        self.env = env(su=True)

    def turned(self, companies, is_on):
        """File who turned it, and say so in the register; what was closed opens at once, the rest
        closes by night.
        """
        self.env["privacy.evidence"]._record([
            {"act": "archive_switch", "company": company.id, "counts": {"on": is_on}}
            for company in companies])
        for company in companies:
            self._measure(company, is_on)
        if not is_on:
            Phases(self.env).night()

    def _measure(self, company, is_on):
        """Let the company's register name the measure as long as it holds (Art. 30(1)(g))."""
        measures = self.env["privacy.measure"].with_context(active_test=False)
        mine = measures.search([("code", "=", "phases"), ("company_id", "=", company.id)])
        seeded = self.env.ref(f"{MODULE}.measure_phases", raise_if_not_found=False)
        if mine:
            mine.active = is_on
        elif is_on and seeded:
            seeded.copy({"company_id": company.id, "active": True})


def nightly(env):
    """The scheduled action: in a transaction of its own, since it may move many."""
    Transaction(env).commit()
    return Phases(env).night()
