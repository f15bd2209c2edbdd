"""Values of our own records as somebody enters them: in a form, by a call, from a file.

The client of a browser sends what its fields can hold; a call or an import sends anything. What no
column holds is refused here in words, before the database would in its own, and text is kept
without what nobody typed (``core/text/entered.py``).
"""

import math
from datetime import date, datetime

from odoo import fields
from odoo.exceptions import ValidationError

from ..const import MODULE
from ..core.text import entered
from .acting import is_acting
from .refusals import too_large

#: models of others that have fields of ours which people write
EXTENDED = frozenset(("res.partner", "res.company", "res.config.settings"))
#: bytes of one line (a row of an index holds no more), characters of a text
LINE, TEXT = 2000, 1_000_000
#: years in which something that concerns a living person may lie
YEARS = range(1900, 2200)
#: what an integer column and an id hold
LEAST, MOST = -2**31, 2**31 - 1
#: kinds of fields whose text is kept in lines, and as one
TEXTS, LINES = ("text", "html"), ("char",)


def is_ours(model, names):
    """Whether values of a model are ours to check."""
    # other modules have models of this prefix too (privacy_lookup)
    own = model._name.startswith("privacy.") and model._original_module == MODULE
    return own or model._name in EXTENDED and any(name.startswith("privacy_") for name in names)


def words_of(env, value):
    """Return words that a call gives, without what nobody typed; None and nothing as they are.

    :raise ValidationError: where they are no words
    """
    if value and not isinstance(value, str):
        raise ValidationError(env._("Words are wanted here."))
    return value and entered.words(value)


def ids_of(env, given):
    """Return the ids of records that a call names: records, their ids, or one id.

    :raise ValidationError: where an id is none
    """
    ids = getattr(given, "ids", given) or ()
    ids = [ids] if isinstance(ids, int) else ids
    if not isinstance(ids, (list, tuple, set)) or not all(map(_is_id, ids)):
        raise ValidationError(env._("Records are named by their ids here."))
    return list(ids)


class Entered:
    """Values for records of one model.

    :param model: records, or none of them
    """

    def __init__(self, model):
        self.model, self.env = model, model.env

    def each(self, vals_list):
        """Return values of new records: :meth:`values` of each."""
        return [self.values(vals) for vals in vals_list]

    def values(self, vals):
        """Return values as they may be stored.

        :param dict vals: {field: value}, as ``create`` and ``write`` take them
        :raise ValidationError: naming the field, where no column could hold it
        """
        if is_acting(self.env) or not is_ours(self.model, vals):
            return vals
        return {name: self._value(self.model._fields.get(name), value)
                for name, value in vals.items()}

    def _value(self, field, value):
        if field is None or value is None or value is False:
            return value
        if self.model._name in EXTENDED and not field.name.startswith("privacy_"):
            return value
        read = self.READERS.get(field.type)
        return read(self, field, value) if read else value

    # === EACH KIND === #

    def _text(self, field, value):
        if not isinstance(value, (str, bytes, int, float)):
            raise self._wrong(field)
        if not isinstance(value, str):
            return value
        size = len(value) if field.type in TEXTS else len(value.encode("utf-8", "replace"))
        if size > (TEXT if field.type in TEXTS else LINE) and not self.env.su:
            raise too_large(self.env._(
                "%(field)s: this text is too long.", field=self._name(field)))
        # markup keeps its class, which says that it may be shown as such
        return type(value)(entered.words(value))

    def _day(self, field, value):
        if not isinstance(value, (date, datetime)):
            try:
                value = fields.Date.to_date(value) if field.type == "date" \
                    else fields.Datetime.to_datetime(value)
            except (TypeError, ValueError):
                raise self._wrong(field) from None
        if value and value.year not in YEARS and not self.env.su:
            raise ValidationError(self.env._(
                "%(field)s: a day lies between the years %(first)s and %(last)s. Leave it empty "
                "where there is none.", field=self._name(field), first=YEARS[0], last=YEARS[-1]))
        return value

    def _number(self, field, value):
        try:
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            raise self._wrong(field) from None
        if not math.isfinite(number) or field.type == "integer" and not LEAST <= number <= MOST:
            raise self._wrong(field)
        return value

    def _choice(self, field, value):
        known = field.get_values(self.env) if field.type == "selection" else None
        if not isinstance(value, str) or known is not None and value and value not in known:
            raise self._wrong(field)
        return value

    def _content(self, field, value):
        if isinstance(value, str) and not value.isascii():
            raise self._wrong(field)
        return value

    def _link(self, field, value):
        # pairs of id and name are what reading gives
        told = value[0] if isinstance(value, (list, tuple)) and len(value) == 2 else value
        if value and not _is_id(told) and not _is_record(told):
            raise self._wrong(field)
        return value

    def _links(self, field, value):
        if _is_record(value):
            return value
        if not isinstance(value, (list, tuple)) or not all(map(_is_command, value)):
            raise self._wrong(field)
        return value

    READERS = {
        **dict.fromkeys((*TEXTS, *LINES), _text), **dict.fromkeys(("date", "datetime"), _day),
        **dict.fromkeys(("integer", "float"), _number), "selection": _choice,
        "binary": _content,
        "many2one": _link, **dict.fromkeys(("one2many", "many2many"), _links),
    }

    # === WHAT IS SAID === #

    def _wrong(self, field):
        return ValidationError(self.env._(
            "%(field)s cannot be this.", field=self._name(field)))

    def _name(self, field):
        return field._description_string(self.env)


def _is_id(value):
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= MOST


def _is_record(value):
    """Whether it is a record, or the id of one that is not stored yet."""
    return hasattr(value, "ids") or hasattr(value, "origin")


def _is_command(value):
    """Whether it is one of Odoo's commands for several records (``fields.Command``), or an id."""
    if not isinstance(value, (list, tuple)):
        return _is_id(value) or _is_record(value)
    code = value[0] if value else None
    if not isinstance(code, int) or not 0 <= code <= 6:
        return False
    if code == 6:
        return len(value) == 3 and isinstance(value[2], (list, tuple, set)) and all(
            _is_id(each) or _is_record(each) for each in value[2])
    if code in (0, 1):
        return len(value) == 3 and isinstance(value[2], dict)
    return code == 5 or len(value) >= 2 and (
        _is_id(value[1]) or _is_record(value[1]))
