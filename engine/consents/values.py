"""What a consent says, and what follows from it: its codes, its moments, its state."""

from datetime import datetime, time

from dateutil.relativedelta import relativedelta
from odoo import fields

from .texts import body_of

CHANNELS = [
    ("form", "Form"), ("banner", "Banner"), ("list", "Mailing List"), ("import", "Import"),
    ("desk", "Staff"), ("portal", "Portal"), ("letter", "Letter"), ("phone", "Phone"),
    ("system", "Other System")]
#: how it is taken back: as it is given, by the link of a mailing, or on the page of preferences
WITHDRAWN_BY = [*CHANNELS, ("mail", "Link of a Mailing"), ("preferences", "Preference Page")]
PROOFS = [
    ("none", "None"), ("double_opt_in", "Confirmed by the Link of a Mail"), ("login", "Login"),
    ("signed", "Signed"), ("source", "Reported by the Source")]
STATES = [
    ("pending", "To Be Confirmed"), ("given", "Given"), ("withdrawn", "Withdrawn"),
    ("expired", "Expired")]
#: where anybody may type any address: without a proof it is confirmed first
UNPROVEN = frozenset(("form", "banner", "list", "import", "system"))


def state_of(vals):
    """Return the state that a new row begins with.

    :param dict vals: of the row
    """
    if vals.get("date_withdrawn"):
        return "withdrawn"
    proven = vals.get("visitor_key") or (vals.get("proof") or "none") != "none"
    return "pending" if not proven and vals.get("channel") in UNPROVEN else "given"


def until(purpose, day):
    """Return the last day of a consent to a purpose, False where it has none.

    :param privacy.purpose purpose: with its months
    :param date day: on which it was given
    """
    months = purpose.sudo().consent_months
    return day + relativedelta(months=months) if months else False


def filled(consents, vals):
    """Return values of a new row with what follows from them.

    :param privacy.consent.record consents: of the environment
    :param dict vals: as ``create`` takes them
    """
    env, vals = consents.env, dict(vals)
    moment = vals.get("given_at")
    if moment and not vals.get("date_given"):
        vals["date_given"] = fields.Date.context_today(
            consents, fields.Datetime.to_datetime(moment))
    day = fields.Date.to_date(vals.get("date_given")) or fields.Date.context_today(consents)
    if not moment:
        vals["given_at"] = moment_of(env, day)
    vals.setdefault("state", state_of(vals))
    if vals["state"] == "given" and "date_until" not in vals and vals.get("purpose_id"):
        vals["date_until"] = until(env["privacy.purpose"].browse(vals["purpose_id"]), day)
    if vals.get("text_id") and not vals.get("statement"):
        vals["statement"] = body_of(
            env["privacy.consent.text"].browse(vals["text_id"]), vals.get("lang"))
    if vals.get("date_withdrawn"):
        vals.update(withdrawn(env, vals))
    return vals


def withdrawn(env, vals):
    """Return the values of a withdrawal that follow from its day.

    :param dict vals: with ``date_withdrawn``, and perhaps ``withdrawn_at``, ``withdrawn_by``
    """
    return {
        "state": "withdrawn",
        "withdrawn_at": vals.get("withdrawn_at") or moment_of(env, vals["date_withdrawn"]),
        "withdrawn_by": vals.get("withdrawn_by") or "desk"}


def moment_of(env, day):
    """Return now where the day is today, and else noon of it: nothing says more.

    :param day: a date, or what stands for one
    :rtype: datetime
    """
    day = fields.Date.to_date(day)
    if day == env["privacy.timer"]._today():
        return fields.Datetime.now()
    return datetime.combine(day, time(12))
