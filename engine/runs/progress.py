"""How far runs are: read from their items and their evidence, never written."""

import logging
import time

from dateutil.relativedelta import relativedelta
from odoo import fields
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

#: the log gets at most one line in so many seconds, for each run and process
LOG_SECONDS = 10
#: the rate is that of so many batches, the latest ones of all workers
RECENT_BATCHES = 20
#: {(database, run id): (monotonic seconds, contacts left, contacts in all)} of the last line
_last_lines = {}


class Progress:
    """Figures of runs.

    Several workers share a run; a counter on its row would make them collide. What a worker has
    committed is visible to all, so every figure is that of the whole run.
    """

    def __init__(self, env):
        self.env = env

    # === FIGURES === #

    def figures(self, runs):
        """Return ``{run: {"planned", "handled", "batches", "counted_at", "last_batch_on",
        "rate", "expected_end"}}``: contacts, batches, contacts per second, moments.
        """
        counts = {run.id: (0, 0) for run in runs}
        for run, state, count in self.env["privacy.run.item"]._read_group(
            [("run_id", "in", runs.ids)], ["run_id", "state"], ["__count"]
        ):
            handled, planned = counts[run.id]
            counts[run.id] = handled + (count if state != "todo" else 0), planned + count
        batches = {run_id: each
                   for run_id, *each in self.env.execute_query(self.batches_sql(runs.ids))}
        now = fields.Datetime.now()
        figures = {}
        for run in runs:
            handled, planned = counts[run.id]
            number, last, recent, seconds = batches.get(run.id, (0, False, 0, 0))
            rate = self._rate(run, handled, recent, seconds)
            figures[run] = {
                "planned": planned, "handled": handled, "batches": number, "counted_at": now,
                "last_batch_on": last, "rate": rate,
                "expected_end": self._expected_end(run, planned - handled, rate, now),
            }
        return figures

    def _rate(self, run, handled, recent, seconds):
        """Return contacts per second, 0 where nothing can be said yet.

        :param int recent: contacts in the latest batches
        :param float seconds: from the start of the first of these until now
        """
        if run.state == "running":
            return recent / seconds if seconds > 0 else 0.0
        if not run.date_started or not run.date_done:
            return 0.0
        took = (run.date_done - run.date_started).total_seconds()
        return handled / max(took, 1)

    def _expected_end(self, run, left, rate, now):
        if run.state != "running" or not left or not rate:
            return False
        return now + relativedelta(seconds=round(left / rate))

    def batches_sql(self, run_ids):
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
            run_ids, RECENT_BATCHES,
        )

    # === LOG === #

    def log(self, run):
        """Say in the log how far the run is: ids and counts only, one query, throttled.

        To be called right after a batch was committed and before the commit that the next claim
        begins with. The rate is that of all workers since this process's last line.
        """
        key, now = (self.env.cr.dbname, run.id), time.monotonic()
        last = _last_lines.get(key)
        if last and now - last[0] < LOG_SECONDS:
            return
        left, planned = self._left_and_planned(run, last)
        _last_lines[key] = (now, left, planned)
        rate = (last[1] - left) / (now - last[0]) if last else 0
        if rate > 0:
            _logger.info(
                "Run %s: %s of %s contacts done, %s left, %.1f per second, ends in %.0f s",
                run.id, planned - left, planned, left, rate, left / rate,
            )
        else:
            _logger.info("Run %s: %s of %s contacts done, %s left",
                         run.id, planned - left, planned, left)

    def _left_and_planned(self, run, last):
        """Return both counts; how many were planned does not change and is counted once."""
        planned = SQL("%s", last[2]) if last else SQL("count(*)")
        todo = SQL("AND state = 'todo'") if last else SQL()
        ((left, total),) = self.env.execute_query(
            SQL(
                """SELECT count(*) FILTER (WHERE state = 'todo'), %s
                     FROM privacy_run_item WHERE run_id = %s %s""",
                planned, run.id, todo,
            )
        )
        return left, total

    def log_end(self, run):
        """Say how the run ended, whatever the throttle."""
        _last_lines.pop((self.env.cr.dbname, run.id), None)
        _logger.info(
            "Run %s ended as %s: %s contacts, %s incomplete, %s batches; found %s, erased %s, "
            "masked %s, redacted %s, kept %s, failed %s", run.id, run.state, run.subjects,
            run.incomplete, run.batches, run.found, run.erased, run.masked, run.redacted,
            run.kept, run.failed,
        )
