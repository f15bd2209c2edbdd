"""Days and moments as a letter says them, in the reader's language."""

from datetime import date

import babel.dates
from odoo import fields
from odoo.tools.misc import babel_locale_parse


def long_day(env, day):
    """Return a day in words: 23 November 2026, 23 novembre 2026. The month is a word and the day
    comes first, in English too: no reader takes one for the other.

    :param day: a date, or a text of ISO 8601; nothing is an empty text
    """
    if not day:
        return ""
    value = date.fromisoformat(str(day)[:10])
    return babel.dates.format_date(value, format="long", locale=_locale(env))


def long_moment(env, moment, zone):
    """Return a moment in words, in the time of a place: 23 November 2026, 14:05.

    :param datetime.datetime moment: of UTC, without a zone
    :param str zone: name of a time zone
    """
    local = fields.Datetime.context_timestamp(env["res.lang"].with_context(tz=zone), moment)
    return f"{long_day(env, local.date())}, {local:%H:%M}"


def _locale(env):
    lang = env.lang or "en_US"
    return babel_locale_parse("en_GB" if lang.startswith("en") else lang)
