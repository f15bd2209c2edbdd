"""What the module itself has kept long enough, deleted with Odoo's daily vacuum."""

from dateutil.relativedelta import relativedelta
from odoo import fields
from odoo.fields import Domain
from odoo.tools import SQL

from .acting import acting_env
from .runs.summary import Summary
from .settings import Settings

#: how long the module keeps its own data: {setting: (unit, default, least, most)}
PERIODS = {
    "keep_preview_days": ("days", 90, 1, 3650),
    "keep_detail_months": ("months", 12, 1, 120),
    "keep_run_months": ("months", 120, 12, 1200),
    "keep_consent_months": ("months", 36, 1, 1200),
    "keep_pending_days": ("days", 14, 1, 90),
    "keep_hold_months": ("months", 60, 1, 1200),
    "keep_exit_task_months": ("months", 60, 12, 1200),
    "keep_request_months": ("months", 36, 1, 1200),
    "keep_breach_months": ("months", 60, 12, 1200),
    "keep_package_days": ("days", 14, 1, 365),
    "keep_notice_days": ("days", 90, 7, 3650),
    "keep_evidence_months": ("months", 120, 36, 1200),
}
#: how long a mail stays that an officer saw to ask for nothing
KEEP_DISMISSED = relativedelta(days=30)
#: records of one deletion; the rest waits for the next call
LIMIT = 1000
#: rows of one deletion by SQL
ROWS = LIMIT * 100


class Housekeeping:
    """Each ``gc_*`` deletes in sets, leaves one row of evidence with counts, and returns
    ``(done, remaining)`` as Odoo's vacuum asks. The switch that stops all erasing stops these
    too.
    """

    def __init__(self, env):
        self.env = env

    # === PERIODS === #

    def period(self, name):
        """Return a setting of :data:`PERIODS`, whatever the parameter holds, within its bounds."""
        _unit, default, least, most = PERIODS[name]
        number = Settings(self.env).number(name, default)
        return int(min(max(number, least), most)) if number == number else default

    def before(self, name):
        """Return the day before which something has been kept long enough."""
        period = relativedelta(**{PERIODS[name][0]: self.period(name)})
        return self.env["privacy.timer"]._today() - period

    # === DELETE === #

    def record(self, counts):
        """File one row of evidence: how many records of which model have gone."""
        counts = {model: count for model, count in counts.items() if count}
        if counts:
            self.env["privacy.evidence"]._record([{"act": "housekeeping", "counts": counts}])

    def _stopped(self):
        return Settings(self.env).stopped()

    def _unlink(self, records):
        """Delete what was found, one record more than :data:`LIMIT` telling that more is left."""
        some = records[:LIMIT]
        done = len(some)
        some.unlink()
        self.record({records._name: done})
        return done, len(records) - done

    def _find(self, model, domain):
        return model.search(domain, limit=LIMIT + 1, order="id")

    def _delete_rows(self, model, query):
        """Delete by a statement that returns the ids; it deletes at most :data:`ROWS`."""
        rows = self.env.execute_query(query)
        self.env[model].invalidate_model(flush=False)
        self.record({model: len(rows)})
        return len(rows), int(len(rows) == ROWS)

    # === RUNS === #

    def gc_previews(self):
        """Previews and cancelled runs of which nothing was ever carried out."""
        if self._stopped():
            return 0, 0
        return self._unlink(self._find(self.env["privacy.run"], [
            ("state", "in", ("preview", "cancelled")), ("date_started", "=", False),
            ("create_date", "<", self.before("keep_preview_days")),
        ]))

    def gc_run_details(self):
        """What a run found of each contact, and the link to it: the sums stay, and the number."""
        if self._stopped():
            return 0, 0
        runs = self._find(self.env["privacy.run"], Domain("details_gone_on", "=", False)
                          & self._ended("keep_detail_months"))
        some = runs[:LIMIT]
        self.record({"privacy.run.item": self._drop_details(some)})
        return len(some), len(runs) - len(some)

    def _drop_details(self, runs):
        """Delete the links and details of these runs' items, and keep the sums; return of how
        many items.
        """
        for run in runs:
            run.lines = Summary(self.env, run).lines()
        runs.details_gone_on = self.env["privacy.timer"]._today()
        rows = self.env.execute_query(SQL(
            """UPDATE privacy_run_item SET partner_id = NULL, contactless_id = NULL,
                      detail = NULL
                WHERE run_id = ANY(%s) RETURNING id""", runs.ids,
        ))
        self.env.cr.execute(SQL(
            """DELETE FROM privacy_finding WHERE run_id = ANY(%(runs)s) AND state != 'open';
               DELETE FROM privacy_unread_file WHERE run_id = ANY(%(runs)s)""", runs=runs.ids))
        for model in ("privacy.run.item", "privacy.finding", "privacy.unread.file"):
            self.env[model].invalidate_model(flush=False)
        return len(rows)

    def gc_runs(self):
        """Runs that ended long ago, with their sums; their evidence has a period of its own."""
        if self._stopped():
            return 0, 0
        return self._unlink(self._find(self.env["privacy.run"], self._ended("keep_run_months")))

    def _ended(self, name):
        """Return the domain of runs that were carried out and ended before a period."""
        before = self.before(name)
        return (
            Domain("state", "in", ("done", "incomplete")) & Domain("date_done", "<", before)
            | Domain("state", "=", "cancelled") & Domain("date_started", "<", before)
        )

    def gc_kept_items(self):
        """Kept records that an officer dealt with as long ago as the details of runs stay."""
        if self._stopped():
            return 0, 0
        return self._delete_rows("privacy.kept.item", SQL(
            """DELETE FROM privacy_kept_item WHERE id IN (
               SELECT id FROM privacy_kept_item WHERE settled_on < %s ORDER BY id LIMIT %s)
               RETURNING id""",
            self.before("keep_detail_months"), ROWS,
        ))

    # === CONTACTS === #

    def gc_consents(self):
        """Consents withdrawn long ago, once their withdrawal has had its effect.

        They stay where a clock still waits for it, where an older consent would come back into
        force without them, and where the contact is held or restricted (R15).
        """
        if self._stopped():
            return 0, 0
        self.env.flush_all()
        today = self.env["privacy.timer"]._today()
        rows = self.env.execute_query(SQL(
            """SELECT consent.id FROM privacy_consent_record consent
                 LEFT JOIN privacy_consent_record correct ON correct.corrects_id = consent.id
                 LEFT JOIN res_partner partner ON partner.id = consent.partner_id
                WHERE CASE WHEN consent.active AND consent.state = 'expired'
                           THEN consent.date_until
                           WHEN consent.active THEN consent.date_withdrawn
                           WHEN correct.id IS NULL THEN '-infinity'
                           ELSE correct.date_withdrawn END < %s
                  AND partner.privacy_restricted IS NOT TRUE
                  AND NOT EXISTS (SELECT FROM (%s) held WHERE held.partner_id = partner.id)
                  AND NOT EXISTS (
                      SELECT FROM privacy_timer timer
                        JOIN privacy_rule rule ON rule.id = timer.rule_id
                       WHERE timer.partner_id = partner.id AND timer.reason = 'opt_out'
                         AND rule.start_event = 'opt_out' AND timer.state != 'done')
                  AND NOT EXISTS (
                      SELECT FROM privacy_consent_record older
                       WHERE older.partner_id = consent.partner_id
                         AND older.state = 'given' AND older.active
                         AND older.date_given <= consent.date_withdrawn)
                ORDER BY consent.id LIMIT %s""",
            self.before("keep_consent_months"), self.env["privacy.hold"]._on_hold_sql(today),
            LIMIT + 1,
        ))
        consents = acting_env(self.env)["privacy.consent.record"]
        return self._unlink(consents.browse(i for (i,) in rows))

    def gc_holds(self):
        """Holds that were released or ended long ago, with their case and conversation."""
        if self._stopped():
            return 0, 0
        before = self.before("keep_hold_months")
        return self._unlink(self._find(
            acting_env(self.env)["privacy.hold"],
            Domain("released_on", "<", before)
            | Domain("released_on", "=", False) & Domain("date_end", "<", before)))

    def gc_exit_tasks(self):
        """Tasks outside the database that were done or called off long ago, with what showed it."""
        if self._stopped():
            return 0, 0
        before = self.before("keep_exit_task_months")
        return self._unlink(self._find(
            acting_env(self.env)["privacy.exit.task"],
            Domain("state", "=", "done") & Domain("done_on", "<", before)
            | Domain("state", "=", "called_off") & Domain("called_off_on", "<", before)))

    def gc_requests(self):
        """Requests that were answered or dropped long ago, with their conversation."""
        if self._stopped():
            return 0, 0
        before = self.before("keep_request_months")
        return self._unlink(self._find(
            acting_env(self.env)["privacy.request"],
            Domain("state", "=", "answered") & Domain("answered_on", "<", before)
            | Domain("state", "=", "dropped") & Domain("write_date", "<", before)))

    def gc_breaches(self):
        """Breaches that ended long ago, with their log, lists and notices, and the empty messages
        of their mails.
        """
        if self._stopped():
            return 0, 0
        found = self._find(acting_env(self.env)["privacy.breach"], [
            ("state", "in", ("closed", "unfounded")),
            ("closed_on", "<", self.before("keep_breach_months"))])
        some = found[:LIMIT]
        for lines in (some.subject_ids, some.customer_ids):
            self.env["mail.message"].sudo().search([
                ("model", "=", lines._name), ("res_id", "in", lines.ids)]).unlink()
        return self._unlink(found)

    def gc_mails(self):
        """Mails that asked for nothing, a month after an officer saw that."""
        if self._stopped():
            return 0, 0
        return self._unlink(self._find(acting_env(self.env)["privacy.request.mail"], [
            ("state", "=", "dismissed"),
            ("seen_on", "<", self.env["privacy.timer"]._today() - KEEP_DISMISSED)]))

    def gc_packages(self):
        """Packages that nobody may fetch any more, with their files; also while all erasing is
        stopped: a copy that was made for somebody is no record of ours.
        """
        packages = self._find(self.env["privacy.package"].sudo(), [
            ("state", "!=", "deleted"), ("expires_on", "<=", fields.Datetime.now())])
        packages[:LIMIT]._delete()
        return min(len(packages), LIMIT), max(len(packages) - LIMIT, 0)

    # === OUTBOX === #

    def gc_outbox(self):
        """Notes that say nothing more: repeated ones, and those of models that are gone.

        All others are the refresh's to take, within minutes; none is dropped unread. Notes that
        the refresh holds locked are its own.
        """
        self.env["privacy.signal"].flush_model(["model_name"])
        return self._delete_rows("privacy.outbox", SQL(
            """DELETE FROM privacy_outbox WHERE id IN (
               SELECT id FROM privacy_outbox WHERE id IN (
                      SELECT id FROM (SELECT id, row_number() OVER (
                             PARTITION BY model, res_id, forget ORDER BY id DESC) AS place
                        FROM privacy_outbox) note WHERE place > 1)
                   OR model != ALL(%s) AND model NOT IN (SELECT model_name FROM privacy_signal)
                ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED) RETURNING id""",
            list(self.env.registry), ROWS,
        ))
