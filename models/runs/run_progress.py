import logging
import time

from dateutil.relativedelta import relativedelta
from odoo import fields, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

#: the log gets at most one line in so many seconds, for each run and process
LOG_SECONDS = 10
#: the rate is that of so many batches, the latest ones of all workers
RECENT_BATCHES = 20
#: {(database, run id): (monotonic seconds, contacts left, contacts in all)} of the last line
_last_lines = {}


class PrivacyRunProgress(models.Model):
    """How far a run is: read from its items and its evidence, never written.

    Several workers share a run; a counter on its row would make them collide. What a worker has
    committed is visible to all, so every figure is that of the whole run.
    """

    _inherit = "privacy.run"

    planned = fields.Integer(
        string="Contacts Planned", compute="_compute_progress", compute_sudo=True
    )
    handled = fields.Integer(
        string="Contacts Done", compute="_compute_progress", compute_sudo=True,
        help="Whatever became of them; those no longer due count too.",
    )
    batches = fields.Integer(
        string="Batches Done", compute="_compute_progress", compute_sudo=True
    )
    rate = fields.Float(
        string="Contacts per Second", digits=(12, 2), aggregator=None,
        compute="_compute_progress", compute_sudo=True,
        help="Of the latest batches while the run is on; of the whole run once it has ended.",
    )
    last_batch_on = fields.Datetime(
        compute="_compute_progress", compute_sudo=True
    )
    expected_end = fields.Datetime(compute="_compute_progress", compute_sudo=True)
    counted_at = fields.Datetime(
        string="Counted On", compute="_compute_progress", compute_sudo=True,
        help="When these figures were read. Refresh reads them again.",
    )

    def _compute_progress(self):
        counts = {run.id: (0, 0) for run in self}
        for run, state, count in self.env["privacy.run.item"]._read_group(
            [("run_id", "in", self.ids)], ["run_id", "state"], ["__count"]
        ):
            handled, planned = counts[run.id]
            counts[run.id] = handled + (count if state != "todo" else 0), planned + count
        batches = {run_id: each for run_id, *each in self.env.execute_query(self._batches_sql())}
        now = fields.Datetime.now()
        for run in self:
            handled, planned = counts.get(run.id, (0, 0))
            number, last, recent, seconds = batches.get(run.id, (0, False, 0, 0))
            run.update({
                "planned": planned, "handled": handled, "batches": number, "counted_at": now,
                "last_batch_on": last, "rate": run._rate(handled, recent, seconds),
            })
            run.expected_end = run._expected_end(planned - handled, now)

    def _rate(self, handled, recent, seconds):
        """Return contacts per second, 0 where nothing can be said yet.

        :param int recent: contacts in the latest batches
        :param float seconds: from the start of the first of these until now
        """
        if self.state == "running":
            return recent / seconds if seconds > 0 else 0.0
        if not self.date_started or not self.date_done:
            return 0.0
        took = (self.date_done - self.date_started).total_seconds()
        return handled / max(took, 1)

    def _expected_end(self, left, now):
        if self.state != "running" or not left or not self.rate:
            return False
        return now + relativedelta(seconds=round(left / self.rate))

    def _batches_sql(self):
        """Return SQL of (run id, batches, start of the latest, contacts in the latest ones, their
        seconds).

        The walk jumps from batch to batch along the index; its cost does not grow with the
        number of contacts.
        """
        return SQL(
            """SELECT run.id, each.number, each.last, recent.contacts, recent.seconds
                 FROM unnest(%s::int[]) AS run (id)
                 CROSS JOIN LATERAL (
                    WITH RECURSIVE walk AS (
                      (SELECT batch, at FROM privacy_evidence
                        WHERE run_ref = run.id AND batch IS NOT NULL ORDER BY batch LIMIT 1)
                       UNION ALL
                      SELECT next.batch, next.at FROM walk CROSS JOIN LATERAL (
                        SELECT batch, at FROM privacy_evidence
                         WHERE run_ref = run.id AND batch > walk.batch
                         ORDER BY batch LIMIT 1) next)
                    SELECT count(*)::int AS number, max(at) AS last,
                           (array_agg(batch ORDER BY at DESC, batch DESC))[:%s] AS latest
                      FROM walk) each
                 CROSS JOIN LATERAL (
                    SELECT count(*)::int AS contacts,
                           EXTRACT(epoch FROM clock_timestamp() AT TIME ZONE 'UTC' - min(at))::float
                           AS seconds
                      FROM privacy_evidence
                     WHERE run_ref = run.id AND batch = ANY(each.latest)) recent
                WHERE each.number > 0""",
            self.ids, RECENT_BATCHES,
        )

    # === ACTION METHODS === #

    def action_refresh(self):
        """Button: read the figures again; the form reloads, nothing is written."""
        self.check_access("read")
        return True

    # === LOG === #

    def _log_progress(self):
        """Say in the log how far the run is: ids and counts only, one query, throttled.

        To be called right after a batch was committed and before the commit that the next claim
        begins with. The rate is that of all workers since this process's last line.
        """
        self.ensure_one()
        key, now = (self.env.cr.dbname, self.id), time.monotonic()
        last = _last_lines.get(key)
        if last and now - last[0] < LOG_SECONDS:
            return
        left, planned = self._left_and_planned(last)
        _last_lines[key] = (now, left, planned)
        rate = (last[1] - left) / (now - last[0]) if last else 0
        if rate > 0:
            _logger.info(
                "Run %s: %s of %s contacts done, %s left, %.1f per second, ends in %.0f s",
                self.id, planned - left, planned, left, rate, left / rate,
            )
        else:
            _logger.info("Run %s: %s of %s contacts done, %s left",
                         self.id, planned - left, planned, left)

    def _left_and_planned(self, last):
        """Return both counts; how many were planned does not change and is counted once."""
        planned = SQL("%s", last[2]) if last else SQL("count(*)")
        todo = SQL("AND state = 'todo'") if last else SQL()
        ((left, total),) = self.env.execute_query(
            SQL(
                """SELECT count(*) FILTER (WHERE state = 'todo'), %s
                     FROM privacy_run_item WHERE run_id = %s %s""",
                planned, self.id, todo,
            )
        )
        return left, total

    def _log_end(self):
        """Say how it ended, whatever the throttle."""
        _last_lines.pop((self.env.cr.dbname, self.id), None)
        _logger.info(
            "Run %s ended as %s: %s contacts, %s incomplete, %s batches; found %s, erased %s, "
            "masked %s, redacted %s, kept %s, failed %s", self.id, self.state, self.subjects,
            self.incomplete, self.batches, self.found, self.erased, self.masked, self.redacted,
            self.kept, self.failed,
        )
