"""What an officer does about a place where the proof has still met somebody.

Each act ends with a search of the place, and the items of its subjects then say what was seen:
who has no open finding left is complete, or complete with kept items.
"""

from odoo.exceptions import UserError
from odoo.tools import SQL

from .. import scratch
from ..settings import Settings
from .classify import can_be_redacted, held_records
from .mend import Mending, look_again
from .places import fill_places
from .result import restate
from .verdict import judge_again

#: places that are looked at once more, as a condition on ``privacy_place``
ASKED = SQL("what = 'asked'")


class Findings:
    """Acts on findings that are open; in the name of who presses the button.

    :param findings: privacy.finding
    """

    def __init__(self, env, findings):
        self.env = env(su=True)
        self.findings = findings.with_env(self.env)

    # === ACTS === #

    def redact(self):
        """Redact here, by the same gate as a run; what the books protect is kept instead.

        :raise UserError: where there is no text of a record, or somebody holds the record
        """
        if Settings(self.env).stopped():
            raise UserError(self.env._("Everything is stopped in the settings: lift that first."))
        self._check_redactable()
        for run, findings in self.findings.grouped("run_id").items():
            if not self._fill(run, findings):
                raise UserError(self.env._(
                    "What identified the person is not known any more, so that nothing can be "
                    "redacted here: look by hand, and say what it is."))
            Mending(self.env, run).act(ASKED, in_items=False)
            self._store_redacted(run, findings)
        self._settle(self.findings)

    def search(self):
        """Search the places again, for who changed something there by hand.

        :return: the findings that are still open
        """
        for run, findings in self.findings.grouped("run_id").items():
            known = self._fill(run, findings)
            unread = look_again(self.env, run, ASKED) if known else ()
            fill_places(self.env, run)
            self.env.cr.execute(SQL(
                """UPDATE privacy_finding finding SET why = 'file', kinds = place.kinds
                     FROM privacy_place place
                    WHERE finding.id = ANY(%s) AND finding.why = 'unread'
                      AND (place.item_ref, place.table_name, place.row_ref)
                          = (finding.item_id, finding.table_name, finding.res_id)""",
                findings.ids))
            self.env.cr.execute(SQL(
                """UPDATE privacy_finding finding
                      SET state = 'gone', settled_on = now() AT TIME ZONE 'UTC'
                    WHERE id = ANY(%s) AND state = 'open' AND why != 'blind' AND NOT %s
                      AND NOT (why = 'unread' AND res_id = ANY(%s))
                      AND item_id IN (SELECT item_ref FROM privacy_run_identifier)""",
                findings.ids, _STILL, list(unread)))
            self._forget_hits(run)
        self._settle(self.findings)
        return self.findings.filtered(lambda finding: finding.state == "open")

    def decide(self, state, reason, ground=False, until=False):
        """Say that a place is another person's, or kept on a ground until a day.

        :param str state: ``other`` or ``kept``
        """
        self.findings.write({
            "state": state, "reason": reason, "ground": ground, "until": until,
            "settled_by_id": self.env.uid, "settled_on": self.env.cr.now()})
        self.env.flush_all()
        if state == "kept":
            self.env.cr.execute(SQL(
                """INSERT INTO privacy_kept_item (run_ref, partner_ref, model, res_id, ground,
                          until, company_id)
                   SELECT finding.run_id, finding.partner_ref, finding.model,
                          COALESCE(finding.res_id, 0), finding.ground, finding.until,
                          item.company_id
                     FROM privacy_finding finding
                     JOIN privacy_run_item item ON item.id = finding.item_id
                    WHERE finding.id = ANY(%s)
                   ON CONFLICT (model, res_id, partner_ref)
                   DO UPDATE SET run_ref = EXCLUDED.run_ref, ground = EXCLUDED.ground,
                                 until = EXCLUDED.until, settled_on = NULL""", self.findings.ids))
            self.env["privacy.kept.item"].invalidate_model(flush=False)
        self._settle(self.findings)

    # === HOW === #

    def _check_redactable(self):
        for (model, column), findings in self.findings.grouped(
                lambda finding: (finding.model, finding.column_name)).items():
            if not can_be_redacted(self.env, model, column):
                raise UserError(self.env._(
                    "There is no text of a record to redact here: open it, change or delete it by "
                    "hand, and search again."))
            if held_records(self.env, model, findings.mapped("res_id")):
                raise UserError(self.env._(
                    "This record belongs to a contact on hold or restricted, and stays as it is: "
                    "keep it until that has ended."))

    def _fill(self, run, findings):
        """Fill ``privacy_place`` with findings whose subject can still be searched for, and with
        what else is open of them: it may be a copy of what is redacted. Return how many.
        """
        self.env.flush_all()
        self.env.cr.execute(SQL(
            """SELECT FROM privacy_run_item WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE""",
            findings.item_id.ids))
        return scratch.fill(self.env.cr, scratch.PLACE, SQL(
            """SELECT item_id, partner_ref, model, table_name, column_name, res_id, kinds,
                      CASE WHEN id = ANY(%(ids)s) THEN 'asked' ELSE 'beside' END
                 FROM privacy_finding finding
                WHERE state = 'open' AND run_id = %(run)s
                  AND (id = ANY(%(ids)s) OR item_id = ANY(%(items)s)
                       AND why NOT IN ('file', 'unread', 'blind'))
                  AND item_id IN (SELECT item_ref FROM privacy_run_identifier)""",
            ids=findings.ids, run=run.id, items=findings.item_id.ids))

    def _store_redacted(self, run, findings):
        """Say of each finding whether it is redacted, kept by the books, or still met."""
        self.env.cr.execute(SQL(
            """UPDATE privacy_finding finding
                  SET state = CASE WHEN kept.id IS NOT NULL THEN 'kept'
                                   WHEN %(still)s THEN 'open' ELSE 'redacted' END,
                      why = CASE WHEN kept.id IS NULL AND %(still)s THEN 'still'
                                 ELSE finding.why END,
                      ground = kept.ground, until = kept.until,
                      settled_by_id = %(user)s, settled_on = now() AT TIME ZONE 'UTC'
                 FROM privacy_finding self
                 LEFT JOIN privacy_kept_item kept ON kept.settled_on IS NULL
                  AND (kept.model, kept.res_id, kept.partner_ref)
                      = (self.model, self.res_id, self.partner_ref)
                WHERE self.id = finding.id AND finding.id = ANY(%(ids)s)
                  AND finding.state = 'open'
                  AND finding.item_id IN (SELECT item_ref FROM privacy_run_identifier)""",
            still=_STILL, user=self.env.uid, ids=findings.ids))
        self.env.cr.execute(SQL(
            """UPDATE privacy_finding finding
                      SET state = 'gone', settled_on = now() AT TIME ZONE 'UTC'
                WHERE item_id = ANY(%s) AND state = 'open' AND run_id = %s
                  AND why NOT IN ('file', 'unread', 'blind') AND NOT %s
                  AND item_id IN (SELECT item_ref FROM privacy_run_identifier)""",
            findings.item_id.ids, run.id, _STILL))
        self._forget_hits(run)

    def _forget_hits(self, run):
        self.env.cr.execute(SQL("DELETE FROM privacy_run_hit WHERE run_ref = %s", run.id))
        self.findings.invalidate_recordset(flush=False)

    def _settle(self, findings):
        """Let the items say what their findings say; what identified who is settled is gone."""
        self.env.flush_all()
        items = findings.item_id
        where = SQL("item.id = ANY(%s)", items.ids)
        restate(self.env, where)
        judge_again(self.env, where)
        self.env.cr.execute(SQL(
            """DELETE FROM privacy_run_identifier known WHERE item_ref = ANY(%s)
                  AND NOT EXISTS (SELECT FROM privacy_finding finding
                       WHERE finding.item_id = known.item_ref AND finding.state = 'open')""",
            items.ids))
        items.invalidate_recordset(flush=False)
        self._record(findings.filtered(lambda finding: finding.state != "open"))

    def _record(self, findings):
        """File a row of evidence for each that is settled: where and how, and nobody's words."""
        if findings:
            self.env["privacy.evidence"]._record([
                {"act": "finding", "run": finding.run_id.id, "partner": finding.partner_ref,
                 "counts": {"model": finding.model, "field": finding.column_name,
                            "record": finding.res_id, "outcome": finding.state,
                            **({"ground": finding.ground, "until": str(finding.until)}
                               if finding.state == "kept" else {})}} for finding in findings])


#: whether a finding's subject is still met at its place
_STILL = SQL(
    """EXISTS (SELECT FROM privacy_place place
                WHERE place.item_ref = finding.item_id AND place.table_name = finding.table_name
                  AND place.column_name = finding.column_name
                  AND place.row_ref IS NOT DISTINCT FROM finding.res_id)""")
