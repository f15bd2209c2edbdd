"""What must not stay as it is, counted: what the desk shows in red, and the machine itself."""

from datetime import datetime, timedelta

from odoo import fields
from odoo.tools import SQL

from ...core.health.answers import Check
from ..contactless.missing_key import MissingKey
from ..desk.needs import cards
from ..due import due_sql
from ..evidence import keys
from ..settings import Settings
from .verified import Verified

#: figures of the desk that are not red there, and yet leave something undone for good
ALSO = (("coverage", "undecided"),)
#: days after its last day that somebody may still be there: the night, and a weekend without one
GRACE = 3
#: hours that a scheduled action may be late
LATE = 2
#: hours without a batch after which a run stands still: the proof has none, and may take a night
STILL = {"running": 2, "proving": 24}
#: hours within which the evidence is verified, which happens each day
VERIFIED = 48


def checks(env):
    """Return the :class:`Check` of each thing, counted with the reader's rights.

    What concerns the whole database is counted for all of it, and names nobody.
    """
    return [*_red_figures(env), *(check(env) for check in ORDER)]


def _red_figures(env):
    return [Check(f"{card.key}_{figure.key}", f"{card.title}: {figure.words}",
                  env[card.model].search_count(figure.domain))
            for card in cards(env) if env[card.model].has_access("read")
            for figure in card.figures
            if figure.tone == "danger" or (card.key, figure.key) in ALSO]


def _stopped(env):
    return Check("stopped", env._("All erasing is stopped"), int(Settings(env).stopped()))


def _overdue(env):
    """Whom an automatic run would have taken days ago: asked as the run asks."""
    today = env["privacy.timer"]._today()
    run = env(su=True)["privacy.run"].new({
        "kind": "retention", "automatic": True, "on_date": today - timedelta(days=GRACE)})
    ((count,),) = env(su=True).execute_query(SQL(
        "SELECT count(*) FROM (%s) overdue", due_sql(run.env, run)))
    return Check("overdue", env._("Still there days after their last day, under automatic rules"),
                 count)


def _still(env):
    now = fields.Datetime.now()
    under_way = env(su=True)["privacy.run"].search([("state", "in", tuple(STILL))])
    still = under_way.filtered(
        lambda run: max(run.date_started or run.create_date, run.last_batch_on or datetime.min)
        < now - timedelta(hours=STILL[run.state]))
    return Check("runs_still", env._("Runs that stand still"), len(still))


def _actions(env):
    """Scheduled actions of this module that are off, fail, or are not called."""
    since = fields.Datetime.now() - timedelta(hours=LATE)
    ((count,),) = env(su=True).execute_query(SQL(
        """SELECT count(*) FROM ir_cron cron
             JOIN ir_model_data data ON data.model = 'ir.cron' AND data.res_id = cron.id
            WHERE data.module = 'cloudpepper_privacy'
              AND (cron.active AND (cron.nextcall < %s OR cron.failure_count > 0)
                   OR NOT cron.active AND data.name !~ '^ir_cron_run_')""", since))
    return Check("scheduled_actions", env._("Scheduled actions that are off, late or fail"), count)


def _keys(env):
    missing = bool(MissingKey(env).warning()) + (keys.signing_key() is None)
    return Check("keys", env._("Keys outside the database that cannot be read"), missing)


def _evidence(env):
    broken = Verified(env).last().get("ok") is False
    return Check("evidence", env._("Evidence that does not verify"), int(broken))


def _unverified(env):
    at = Verified(env).last().get("at")
    late = not at or at < fields.Datetime.now() - timedelta(hours=VERIFIED)
    return Check("evidence_unverified", env._("Evidence that was not verified for two days"),
                 int(late))


#: what is asked beside the desk's figures, in this order
ORDER = (_stopped, _overdue, _still, _actions, _keys, _evidence, _unverified)
