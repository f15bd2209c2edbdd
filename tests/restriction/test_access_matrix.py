"""Roles against models, methods and fields: all there is is decided, each cell is tried.

What has to be decided is read from the registry: whoever adds a model, a field, a public method or
a page says in ``access_matrix.tsv`` who may use it, or this fails.
"""

import logging
import os

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..builders import matrix
from ..builders.matrix import LETTERS, READS, decisions, may
from ..builders.matrix_figures import counts, figures_in, with_figures
from ..builders.roles import (
    FAILED,
    LET,
    LOGGERS,
    NOTHING,
    REFUSED,
    SAID_NO,
    SUPERUSER,
    Cell,
    Roles,
    line,
)
from ..common import TODAY

DOC = matrix.MATRIX.parents[2] / "doc" / "access.md"
_logger = logging.getLogger(__name__)
#: what a method does on models without the field that it is about: nothing, or it stumbles
ELSEWHERE = {"active": "n", "sequence": "*", "name": "*", "create_uid": "*"}
#: {use: what fields_get says of fields that can be used so}
KINDS = {"sort": "sortable", "group": "groupable", "search": "searchable"}
#: {type: another value than the one that there is}
OTHER = {
    "boolean": lambda value: not value, "integer": lambda value: (value or 0) + 1000,
    "float": lambda value: (value or 0) + 1, "char": lambda value: f"{value or ''}x",
    "text": lambda value: f"{value or ''}x", "html": lambda value: f"<p>{value or ''}x</p>",
    "date": lambda value: "2026-11-01" if str(value) != "2026-11-01" else "2026-11-02",
    "datetime": lambda _value: "2026-11-02 08:00:00"}
#: roles that may not export, whatever it is
OUTSIDE = ("p", "c")
#: whose records Odoo lets administrators alone export (mail/models/mail_message.py)
UNEXPORTED = ("mail.message",)
#: {model: (another model, its field that leads there)}: who may not sort does not do it from there
LEADING = {"res.partner": ("account.move", "partner_id"), "account.move":
           ("account.move.line", "move_id"), "res.users": ("res.users.settings", "user_id")}


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestAccessMatrix(Roles):
    def test_everything_that_is_there_is_decided_and_nothing_else(self):
        made, there = decisions(), matrix.all_there_is(self.env)
        rows = matrix.undecided(made, there)
        self.assertFalse(rows, matrix.how_to_add(rows))
        self.assertEqual(matrix.gone(made, there, self.env), [])

    def test_the_figures_of_the_documentation_can_be_made_again(self):
        figures = counts(decisions(), matrix.all_there_is(self.env))
        self.assertEqual((figures["undecided"], figures["decided"]), (0, figures["cells"]))
        text = DOC.read_text(encoding="utf-8")
        if os.environ.get("PRIVACY_MATRIX") == "write":
            text = with_figures(text, figures)
            DOC.write_text(text, encoding="utf-8")
        self.assertEqual(list(figures_in(text)), list(figures))

    def test_there_is_a_record_of_whatever_somebody_reads(self):
        self._start()
        bare = [name for name, who in decisions().model.items()
                if who["read"] != "-" and not self.env[name]._transient
                and not self.env[name].sudo().browse(self._ids("o", name)).exists()]
        self.assertEqual(bare, [], "nothing of these was made by builders/everything.py")

    # === METHODS === #

    def test_each_method_answers_each_role_as_decided(self):
        wrong = []
        with mute_logger(*LOGGERS):
            self._start()
            for model, method in matrix.methods_of(self.env):
                who, arguments = decisions().of("method", model, method)
                letters = self._letters(model, who)
                # what everybody may, whoever may least tries
                for letter in {"*": "p", "~": ""}.get(letters, LETTERS):
                    wrong += self._wrong(
                        Cell(letter, model, method, arguments, f"method {model}.{method}"), letters)
        _logger.info("Tried: %s", dict(self.tried))
        self.assertFalse(wrong, "\n".join(wrong))

    def _letters(self, model, who):
        """Return the letters of who may call a method."""
        who, _at, field = who.partition("@")
        if field and not self._has(model, field):
            return ELSEWHERE[field]
        return decisions().letters(model, who)

    def _has(self, model, field):
        return self.env[model]._rec_name if field == "name" else field in self.env[model]._fields

    # === FIELDS === #

    def test_who_reads_a_field_uses_it_and_who_does_not_learns_nothing_of_it(self):
        wrong = []
        with mute_logger(*LOGGERS):
            self._start()
            for model, names in self._fields_by_model():
                kinds = self.env[model].sudo().fields_get(attributes=list(KINDS.values()))
                for use in READS:
                    able = [name for name in names
                            if use not in KINDS or kinds[name].get(KINDS[use])]
                    for letter in LETTERS:
                        wrong += self._reading(letter, model, use, able)
        _logger.info("Tried: %s", dict(self.tried))
        self.assertFalse(wrong, "\n".join(wrong))

    def _fields_by_model(self):
        fields = {}
        for model, name in matrix.fields_of(self.env):
            fields.setdefault(model, []).append(name)
        return list(fields.items())

    def _reading(self, letter, model, use, names):
        """Try a use of fields as a role: those that it may at once, and where the model itself is
        closed to it; any other one by one. Return lines of what is not as decided.
        """
        made, open_to, closed = decisions(), [], []
        for name in names:
            letters = made.readers(model, name)
            (open_to if may(letters, letter) else closed).append(name)
        lines = self._used(letter, model, use, open_to, allowed=True)
        shut = model in made.model and not may(made.model[model]["read"], letter)
        for some in [closed] if shut and closed else [[name] for name in closed]:
            lines += self._used(letter, model, use, some, allowed=False)
        return lines

    def _used(self, letter, model, use, names, allowed):
        if not names:
            return []
        cell = Cell(letter, model, *self._call(model, use, names),
                    f"{use} {model}.{','.join(names)}")
        outcome = self._try(cell)
        if outcome in ((LET, NOTHING) if allowed else (REFUSED, NOTHING)):
            return []
        if allowed and use == "export" and outcome == REFUSED and model in UNEXPORTED:
            return []
        if use == "export" and outcome == SAID_NO and letter in OUTSIDE:
            # who may not export at all is told so before anybody looks at the fields
            return []
        if len(names) > 1:
            return [line for name in names
                    for line in self._used(letter, model, use, [name], allowed)]
        if outcome == FAILED and self._try(cell._replace(letter=SUPERUSER)) == FAILED:
            # a kind of field that nobody can use so
            return []
        return [line(cell, allowed, outcome)]

    def _call(self, model, use, names):
        """Return (method, arguments) of a use of fields."""
        domain = [["id", "in", self._ids("o", model)]]
        return {
            "read": ("read", [names]),
            "sort": ("search_read", [domain, ["id"], 0, 1, ",".join(names)]),
            "group": ("formatted_read_group", [
                domain, [self._grouped(model, name) for name in names], ["__count"]]),
            "search": ("search_count", [
                ["|"] * (len(names) - 1) + [[name, "=", False] for name in names]]),
            "export": ("export_data", [names]),
        }[use]

    def _grouped(self, model, name):
        dated = self.env[model]._fields[name].type in ("date", "datetime")
        return f"{name}:month" if dated else name

    def test_no_other_record_leads_to_a_field_that_is_not_read(self):
        wrong = []
        with mute_logger(*LOGGERS):
            self._start()
            for model, name in matrix.fields_of(self.env):
                if model in LEADING:
                    wrong += self._along(model, name)
        self.assertTrue(self.tried["along"])
        self.assertFalse(wrong, "\n".join(wrong))

    def _along(self, model, name):
        leading, field = LEADING[model]
        letters, wrong = decisions().readers(model, name), []
        grouped = f"{field}.{self._grouped(model, name)}"
        for method, arguments in (("search_count", [[[f"{field}.{name}", "=", False]]]),
                                  ("formatted_read_group", [[], [grouped], ["__count"]])):
            for letter in LETTERS:
                if not may(letters, letter):
                    outcome = self._try(Cell(letter, leading, method, arguments, "along"))
                    if outcome == LET:
                        wrong.append(f"{leading}.{field}.{name} {method} as {LETTERS[letter]}")
        return wrong

    def test_each_field_is_written_by_whom_it_is_decided(self):
        wrong = []
        with mute_logger(*LOGGERS):
            self._start()
            for model, name in matrix.fields_of(self.env):
                letters = decisions().letters(model, decisions().of("field", model, name)[1])
                vals = {name: self._other(model, name)}
                for letter in LETTERS:
                    wrong += self._wrong(
                        Cell(letter, model, "write", [vals], f"write {model}.{name}"), letters)
        _logger.info("Tried: %s", dict(self.tried))
        self.assertFalse(wrong, "\n".join(wrong))

    def _other(self, model, name):
        """Return another value than a record has, as a client would write it."""
        record = self.env[model].sudo().browse(self._ids("o", model)).exists()
        field = record._fields[name]
        value = record[name] if record else False
        if field.type == "many2one":
            other = [("id", "!=", value.id)] if record else []
            return self.env[field.comodel_name].sudo().search(other, limit=1).id
        if field.type in ("many2many", "one2many"):
            # a file is nobody's to take but its owner's
            known = field.type == "many2many" and field.comodel_name != "ir.attachment"
            other = self.env[field.comodel_name].sudo().search([], limit=1)
            return [[6, 0, other.ids if known else []]]
        if field.type == "selection":
            codes = field.get_values(self.env)
            return next((code for code in codes if code != value), False)
        if field.type in OTHER:
            return OTHER[field.type](value)
        return False
