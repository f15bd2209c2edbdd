"""One batch of a run: read again who is due, plan, act, look again, settle.

The order stands in :meth:`Batch._act`. It never commits; ``runs/worker.py`` does, batch by batch.
It logs and stores ids, counts and class names, never a value of a record.
"""

import logging
from traceback import walk_tb

from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL, mute_logger

from ...core.evidence import plan_digest
from ..clocks.refresh import Refresh
from ..contactless import missing_key
from ..contactless.address_keys import secret
from ..coverage.ties import Ties
from ..disclosures.of_run import remember
from ..plan import Plan
from ..proof.identifiers import take_down
from ..subjects import Subjects
from .act import Act
from .check import Check
from .concerned import Concerned
from .decide import Decision
from .listeners import Listeners
from .parties import hold_parties
from .property_links import PropertyLinks
from .settle import remember_kept, settle, store_items
from .sweep import fill_swept
from .threads import record_bypass

_logger = logging.getLogger(__name__)
#: this addon
OURS = __name__.split(".")[2]


class Batch:
    """Does what is due of claimed contacts, and stores what came of it."""

    def __init__(self, env, run):
        self.env, self.run = env, run

    def process(self, item_ids):
        """Carry out one claimed batch.

        :param list item_ids: ids of privacy.run.item, already locked with their contacts
        """
        # tags are for readers and wait; who is due is asked for now
        item_ids = self._with_a_key(item_ids)
        if not item_ids:
            return
        subjects = self._subjects(item_ids)
        Refresh(self.env).run([subject for subject in subjects if subject > 0], tags=False)
        if subjects and subjects[0] < 0:
            Refresh(self.env).run_waiting()
        self._act_or_halve(item_ids)
        self.env.flush_all()
        stay = self._subjects(item_ids, ("dropped", "failed", "incomplete"))
        self.env["privacy.outbox"]._note(
            "res.partner", [subject for subject in stay if subject > 0])

    def _with_a_key(self, item_ids):
        """Return the items that can be done: without the key of addresses nobody says which
        records are theirs who have no contact; they are left, and due again in a later run.
        """
        if secret():
            return item_ids
        items = self.env["privacy.run.item"].browse(item_ids)
        waiting = items.filtered(lambda item: item.partner_ref < 0)
        waiting.write({
            "state": "dropped", "reason": missing_key.REASON, "digest": "", "detail": [],
            **dict.fromkeys((*plan_digest.OUTCOMES, "found"), 0)})
        missing_key.MissingKey(self.env).tell()
        return (items - waiting).ids

    def _subjects(self, item_ids, states=None):
        """Return the subjects of items, ascending: ids of contacts, and minus those of subjects
        without one.

        :param states: only of items in these states
        """
        in_state = SQL("state = ANY(%s)", list(states)) if states else SQL("TRUE")
        rows = self.env.execute_query(SQL(
            "SELECT partner_ref FROM privacy_run_item WHERE id = ANY(%s) AND %s ORDER BY 1",
            item_ids, in_state))
        return [subject for (subject,) in rows]

    def _act_or_halve(self, item_ids):
        """Act on all; on an error split in two until the faulty subject stands alone."""
        try:
            # a failed statement would put the record's values in the server log
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                self._act(item_ids)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:
            self.env.invalidate_all(flush=False)
            if len(item_ids) > 1:
                middle = len(item_ids) // 2
                for half in (item_ids[:middle], item_ids[middle:]):
                    self._act_or_halve(half)
                return
            self._fail(item_ids, _reason(error))

    def _act(self, item_ids):
        """Plan, act, and look again: what the second look finds was not done."""
        with Plan(self.env, self.run) as plan:
            concerned = make_plan(plan, item_ids, again=True)
            hold_parties(plan.env, plan)
            take_down(plan.env, plan, self.run)
            Ties(plan.env, self.run).note_planned()
            remember(plan.env)
            record_bypass(plan.acting, plan)
            with Listeners(plan.acting, plan).watched():
                Act(plan.acting, plan).apply()
                links = PropertyLinks(plan.acting)
                links.cut()
            Check(plan.acting, plan).look_again()
            links.look_again()
            settle(self.env)
            store_items(self.env, item_ids, acted=True)
            concerned.store(item_ids)
            remember_kept(self.env, plan)

    def _fail(self, item_ids, reason):
        """Mark a faulty subject: its savepoint took back whatever had been done.

        What was planned of it counts as failed; the contact itself, where nothing was.
        """
        item = self.env["privacy.run.item"].browse(item_ids)
        _logger.warning("Run %s: contact %s failed: %s", self.run.id, item.partner_ref, reason)
        planned = item.found > item.kept
        item.write({
            "state": "failed", "reason": reason, "digest": "",
            **dict.fromkeys(plan_digest.OUTCOMES, 0),
            "kept": item.kept if planned else 0,
            "failed": item.found - item.kept if planned else 1,
            "found": item.found if planned else 1,
            "detail": item.detail if planned else [{
                "model": "res.partner", "field": "", "outcome": "failed", "ground": "",
                "until": "", "count": 1}],
        })


def make_plan(plan, item_ids, again=False):
    """Plan items of a run; nothing but temporary tables is written.

    :param list item_ids: ids of privacy.run.item
    :param bool again: read once more who is due; items approved by then not due any more have
        no subject
    :return: which companies are concerned
    :rtype: Concerned
    """
    Subjects(plan.env, plan).of_run(item_ids, again)
    fill_swept(plan)
    concerned = Concerned(plan)
    concerned.locate()
    Decision(plan.acting, plan).decide()
    return concerned


def _reason(error):
    """Return why a subject failed, without the error's text: it may quote the record.

    The class of the error, what PostgreSQL names, and the module whose code it came from: where
    a condition of the database is named, whoever called has no part in it.
    """
    diag = getattr(error, "diag", None)
    parts = [type(error).__name__]
    if diag is not None:
        parts += [diag.table_name, diag.constraint_name, diag.column_name]
    module = "" if diag is not None and diag.constraint_name else _module_of(error)
    return " ".join(part for part in (*parts, module and f"({module})") if part)


def _module_of(error):
    """Return the addon in whose code an error was raised; "" for this one and the framework."""
    names = [frame.f_globals.get("__name__", "") for frame, _line in walk_tb(error.__traceback__)]
    addons = [name.split(".")[2] for name in names if name.startswith("odoo.addons.")]
    return addons[-1] if addons and addons[-1] not in ("base", OURS) else ""
