from odoo import fields, models
from odoo.tools import SQL

#: ways to a record along which no index leads: the whole table is read
SWEPT = frozenset(("email", "phone", "number", "iban"))
#: subjects looked for in one reading: memory must not grow with the run
AT_ONCE = 20_000


class PrivacyPlan(models.AbstractModel):
    """Records along ways without an index, for a whole run at once.

    A batch that read them itself would read each such table once for a few hundred people. It
    asks again of each record that was found whether it is the person's; what comes in between
    is found by the run's proof.
    """

    _inherit = "privacy.plan"

    def _make(self, run, item_ids, again=False):
        if not run.swept_on:
            self._sweep(run)
        return super()._make(run, item_ids, again)

    def _sweep(self, run):
        """Fill ``privacy_run_place`` with where the subjects of a run that are to do are met."""
        self.env.flush_all()
        self.env.cr.execute(SQL("DELETE FROM privacy_run_place WHERE run_ref = %s", run.id))
        items = [item for (item,) in self.env.execute_query(SQL(
            "SELECT id FROM privacy_run_item WHERE run_id = %s AND state = 'todo' ORDER BY id",
            run.id))]
        for start in range(0, len(items), AT_ONCE):
            self._sweep_for(run, items[start:start + AT_ONCE])
        run.swept_on = fields.Datetime.now()
        self.env.cr.execute("ANALYZE privacy_run_place")

    def _sweep_for(self, run, item_ids):
        self.env.cr.execute("DROP TABLE IF EXISTS pg_temp.privacy_subject, pg_temp.privacy_swept")
        self._fill_subjects(run, item_ids, again=False, alone=False)
        for entry in self._entries_filled():
            if entry.match in SWEPT:
                row = self.env["privacy.map"].browse(entry.key)
                self.env.cr.execute(SQL(
                    """INSERT INTO privacy_run_place (run_ref, entry, record, partner_ref)
                       SELECT %s, %s, record, subject FROM (%s) located""",
                    run.id, row.id, row._located_sql(sweep=True)))

    def _fill_swept(self, run):
        """Fill ``privacy_swept`` with (entry, record, subject) of the subjects of this batch."""
        self.env.cr.execute("DROP TABLE IF EXISTS pg_temp.privacy_swept")
        self.env.cr.execute(SQL(
            """CREATE TEMPORARY TABLE privacy_swept ON COMMIT DROP AS
               SELECT place.entry, place.record, place.partner_ref AS subject
                 FROM privacy_run_place place
                 JOIN privacy_subject subject ON subject.partner_id = place.partner_ref
                WHERE place.run_ref = %s""", run.id))
        self.env.cr.execute("ANALYZE privacy_swept")

    def _entries_due(self):
        """Leave out the ways along which the run has met nobody of this batch."""
        met = {entry for (entry,) in self.env.execute_query(
            SQL("SELECT DISTINCT entry FROM privacy_swept"))}
        return [entry for entry in super()._entries_due()
                if entry.match not in SWEPT or entry.key in met]


class PrivacyMap(models.Model):
    _inherit = "privacy.map"

    def _way_sql(self, model, query):
        """Look along a way without an index at what the run has met there alone."""
        ways, match = super()._way_sql(model, query)
        if self.match not in SWEPT or self.env.context.get("privacy_sweep"):
            return ways, match
        return (
            SQL("%s JOIN privacy_swept swept ON swept.entry = %s AND swept.record = %s",
                ways, self.id, SQL.identifier(query.table, "id")),
            SQL("%s AND swept.subject = subject.partner_id", match),
        )
