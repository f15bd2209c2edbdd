"""Who acts: the environment in which the engine touches other people's records."""

from contextlib import contextmanager
from weakref import WeakSet

from odoo.addons.account.models.mail_message import bypass_token
from odoo.http import request

from .settings import Settings

#: proof that a call comes from the engine: an object that no RPC call can forge
TOKEN = object()
#: what of the caller's context the engine takes along: how to say things, for which companies,
#: and the scheduler's own count of what is done. Whatever else it opens or shuts stays outside
CARRIED = frozenset((
    "lang", "tz", "allowed_company_ids", "cron_id", "cron_end_time", "ir_cron_progress_id",
    "lastcall", "job_uuid"))
#: cursors in whose transaction records of others are erased at this moment
_QUIET = WeakSet()


def is_acting(env):
    """Whether this environment is the engine's own."""
    return env.context.get("privacy_acting") is TOKEN


def acting_env(env):
    """Return the engine's environment: superuser, no tracking, no notification, archived records
    included. What flushes must be this environment too, or a recompute logs what was just erased
    (``mail/models/mail_thread.py``).
    """
    carried = {key: value for key, value in env.context.items() if key in CARRIED}
    return env(su=True, context={
        **carried, "privacy_acting": TOKEN, "tracking_disable": True, "mail_notrack": True,
        "mail_auto_subscribe_no_notify": True, "mail_create_nolog": True, "active_test": False,
        "no_mail_to_attendees": True, "dont_notify": True, **audit_bypass(env)})


def is_scheduled(env):
    """Whether a scheduled action is at work: its key in the context of a person's call is none."""
    return bool(env.context.get("cron_id")) and not request


def is_quiet(env):
    """Whether records of others are erased at this moment in this transaction, whatever context
    a module calls with: nobody is written to because of it.
    """
    return env.cr in _QUIET


@contextmanager
def quiet(cr):
    """Let nobody be written to in a block."""
    _QUIET.add(cr)
    try:
        yield
    finally:
        _QUIET.discard(cr)


def audit_bypass(env):
    """Return the context under which Odoo lets protected audit messages go.

    Empty unless an officer switched it on; whoever uses it files ``act='audit_bypass'``. The
    token is an object of this process: no caller from outside can send it.
    """
    env["ir.config_parameter"].flush_model()
    return {"bypass_audit": bypass_token} if Settings(env).text("audit_bypass") else {}
