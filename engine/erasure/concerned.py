"""Which companies have records of whom a run is about, and who is left to somebody else (R16).

A contact that several companies share goes by somebody who may act for all of them. Who is beyond
a run's reach is taken out of its plan before anything is decided on, in a preview as in a batch.
"""

from odoo.tools import SQL

from .. import scratch
from ..companies import RecordCompanies, own_company
from ..locate import Locator

#: why a contact is no longer the run's
REASON = "companies"


def note_companies(plan):
    """Fill ``privacy_concerned``: the companies of the subjects, of all that links to them (an
    invoice loses its customer's name, whatever the plan does to it), and of what else the plan
    found.
    """
    cr, companies = plan.env.cr, RecordCompanies(plan.env)
    scratch.fill(cr, scratch.CONCERNED, SQL(
        """SELECT partner.id AS subject, partner.company_id FROM privacy_subject subject
             JOIN res_partner partner ON partner.id = subject.partner_id
            WHERE partner.company_id IS NOT NULL
            UNION ALL
           SELECT subject.partner_id, contactless.company_id FROM privacy_subject subject
             JOIN privacy_contactless contactless ON contactless.id = -subject.partner_id
            WHERE contactless.company_id IS NOT NULL"""))
    for model, located in Locator(plan.env, plan).linked(own_company):
        cr.execute(SQL(
            """INSERT INTO privacy_concerned
               SELECT DISTINCT located.subject, record.%(company)s FROM (%(located)s) located
                 JOIN %(table)s record ON record.id = located.record
                WHERE record.%(company)s IS NOT NULL""",
            company=SQL.identifier(own_company(model)), table=SQL.identifier(model._table),
            located=located))
    for (model,) in plan.env.execute_query(SQL("SELECT DISTINCT model FROM privacy_plan")):
        records = SQL("SELECT record FROM privacy_plan WHERE model = %s", model)
        found = companies.sql(model, records)
        if found:
            cr.execute(SQL(
                """INSERT INTO privacy_concerned
                   SELECT DISTINCT plan.subject, found.company_id FROM privacy_plan plan
                     JOIN (%s) found ON found.record = plan.record WHERE plan.model = %s""",
                found, model))


def companies_of(plan):
    """Return the pairs (contact, company) of a plan: who has records of whom."""
    note_companies(plan)
    return plan.env.execute_query(SQL(
        "SELECT DISTINCT subject, company_id FROM privacy_concerned"))


class Concerned:
    """The companies of a plan's subjects.

    :ivar list left: ids of the contacts that were taken out of the plan
    """

    def __init__(self, plan):
        self.env, self.plan = plan.env, plan
        self.left = []
        self._several = self._are_there_several()

    def _are_there_several(self):
        """Whether there is more than one company at all."""
        ((count,),) = self.env.execute_query(SQL("SELECT count(*) FROM res_company"))
        return count > 1

    # === IN THE PLAN === #

    def locate(self):
        """Locate the records of the subjects, and leave out whoever is beyond the run's reach."""
        Locator(self.env, self.plan).locate()
        if not self._several:
            return
        note_companies(self.plan)
        self._leave_out()
        if self.left:
            # who stays is another party now of what they share with the others
            Locator(self.env, self.plan).locate()

    def _leave_out(self):
        reach = self.plan.run.reach
        if reach is None or reach is False:
            return
        rows = self.env.execute_query(SQL(
            "SELECT DISTINCT subject FROM privacy_concerned WHERE company_id != ALL(%s)",
            list(reach)))
        self.left = [subject for (subject,) in rows]
        for table in (scratch.SUBJECT, scratch.CONCERNED):
            column = SQL("partner_id" if table is scratch.SUBJECT else "subject")
            self.env.cr.execute(SQL(
                "DELETE FROM %s WHERE %s = ANY(%s)", table.sql, column, self.left))

    # === WHAT THE RUN KEEPS OF IT === #

    def store(self, item_ids):
        """Say on the items and on the run which companies are concerned, and who was left out.

        An item is of the one company that is concerned; where several are, or none, it is of none.

        :param list item_ids: ids of privacy.run.item whose outcome was stored
        """
        if not self._several:
            return
        run = self.plan.run
        self.env.cr.execute(SQL(
            """UPDATE privacy_run_item item SET company_id = each.company_id
                 FROM (SELECT subject.item_id, CASE WHEN count(DISTINCT concerned.company_id) = 1
                              THEN min(concerned.company_id) END AS company_id
                         FROM privacy_subject subject
                         LEFT JOIN privacy_concerned concerned
                           ON concerned.subject = subject.partner_id
                        GROUP BY subject.item_id) each
                WHERE item.id = each.item_id
                  AND item.company_id IS DISTINCT FROM each.company_id""",))
        self.env.cr.execute(SQL(
            """UPDATE privacy_run_item SET reason = %s, company_id = NULL
                WHERE id = ANY(%s) AND partner_ref = ANY(%s)""", REASON, list(item_ids), self.left))
        self.env.cr.execute(SQL(
            """INSERT INTO privacy_run_res_company_rel (privacy_run_id, res_company_id)
               SELECT DISTINCT %(run)s::int, company_id FROM privacy_concerned
                WHERE company_id NOT IN (
                      SELECT res_company_id FROM privacy_run_res_company_rel
                       WHERE privacy_run_id = %(run)s)
               ON CONFLICT DO NOTHING""", run=run.id))
        self.env["privacy.run.item"].invalidate_model(["company_id", "reason"], flush=False)
        run.invalidate_recordset(["company_ids"], flush=False)
