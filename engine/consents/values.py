"""What a consent says, and what follows from it: its codes, its moments, its state."""

from datetime import datetime, time

from odoo import fields

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


def filled(consents, vals):
    """Return values of a new row with what follows from them.

    :param privacy.consent.record consents: of the environment
    :param dict vals: as ``create`` takes them
    """
    vals = dict(vals)
    moment = vals.get("given_at")
    if moment and not vals.get("date_given"):
        vals["date_given"] = fields.Date.context_today(
            consents, fields.Datetime.to_datetime(moment))
    if not moment:
        vals["given_at"] = moment_of(
            consents.env, vals.get("date_given") or fields.Date.context_today(consents))
    if vals.get("date_withdrawn"):
        vals.update(withdrawn(consents.env, vals))
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
