"""Carries a plan out, in sets: erase, mask, redact. The ORM is the default; named shortcuts in
SQL (``shortcuts.py``) are taken for the heavy models while they are safe.
"""

from odoo.exceptions import UserError
from odoo.tools import SQL

from .decide import until_of
from .redact import Redaction
from .shortcuts import Shortcuts
from .values import EMPTIED, PLACEHOLDER, holds_several, stays_as_is


class Act:
    """Does to the records of others what a plan says; nothing else in the addon writes to them.

    Hooks of ``privacy.gateway`` (``_mask_<model>``, ``_erase_<model>``...) do it their own way,
    and call :meth:`mask`, :meth:`mask_by_sql` or the ORM for the rest.
    """

    def __init__(self, env, plan):
        self.env, self.plan = env, plan
        self.gateway = env["privacy.gateway"]

    def apply(self):
        """Carry the plan out; everything is flushed through the engine's environment."""
        shortcuts, taken = Shortcuts(self.env, self.plan), set()
        units = self.plan.units()
        for unit in units:
            model_name, act, _names = unit
            fast = shortcuts.method(unit)
            if fast:
                # what is done to one row in several steps is one statement for all of them
                if (act, model_name) not in taken:
                    taken.add((act, model_name))
                    fast([other for other in units
                          if other[:2] == unit[:2] and shortcuts.method(other)])
            elif act == "redact":
                Redaction(self.env, self.plan).redact(unit)
                after = self.gateway._hook("redacted", model_name)
                if after:
                    after(self.plan, unit)
            else:
                records = self.env[model_name].browse(self.plan.records(unit)).exists()
                self._act_or_keep(unit, records)
        self.env.flush_all()

    def _act_or_keep(self, unit, records):
        """Erase what Odoo lets go of, and keep what it protects; masks are all or nothing.

        A module that refuses a deletion says so with a UserError: that record is kept with its
        ground and does not stop the rest.
        """
        model_name, act, names = unit
        if act == "mask":
            (self.gateway._hook("mask", model_name) or self._mask)(self.plan, records, names)
            return
        if not records:
            return
        try:
            with self.env.cr.savepoint():
                (self.gateway._hook("erase", model_name) or self._erase)(self.plan, records)
        except UserError:
            self.env.invalidate_all(flush=False)
            if len(records) > 1:
                middle = len(records) // 2
                self._act_or_keep(unit, records[:middle])
                self._act_or_keep(unit, records[middle:])
                return
            self.plan.keep(model_name, SQL("plan.record = %s", records.id), "protected",
                           until_of(self.env, model_name))

    def _erase(self, _plan, records):
        records.unlink()

    def _mask(self, _plan, records, names):
        self.mask(records, names)

    # === EMPTY FIELDS === #

    def mask(self, records, names):
        """Empty fields: the same values for the whole set; required text says a placeholder.

        Of links to contacts only the subjects' own go; translations go in every language. What
        the ORM writes reaches one language and one company alone, so the others follow.
        """
        links = [name for name in names if records._fields[name].type == "many2many"]
        translated = [name for name in names if records._fields[name].translate]
        self._mask_links(records, links)
        if translated:
            self.mask_by_sql(records, translated)
        values = {
            name: PLACEHOLDER if records._fields[name].required else False
            for name in names if name not in (*links, *translated)
        }
        with self.env.protecting(stays_as_is(records), records):
            records.write(values)
            self.env.flush_all()
        several = [name for name in names if holds_several(records._fields[name])]
        if several:
            self._empty_several(records, several)

    def _mask_links(self, records, names):
        """Take the subjects who go out of links from these records."""
        self.env.flush_all()
        for name in names:
            field = records._fields[name]
            self.env.cr.execute(SQL(
                """DELETE FROM %s rel USING privacy_subject subject
                    WHERE rel.%s = ANY(%s) AND rel.%s = subject.partner_id AND subject.whole""",
                SQL.identifier(field.relation), SQL.identifier(field.column1), records.ids,
                SQL.identifier(field.column2)))
        records.invalidate_recordset(names, flush=False)

    def mask_by_sql(self, records, names):
        """Empty columns where the model's ``write`` would tell people or touch other values."""
        records.flush_recordset()
        self._update(records, names, _emptied)

    def _empty_several(self, records, names):
        """Empty columns of every language and company by one statement, and let what is
        computed from them follow.
        """
        self._update(records, names, _nothing_sql)

    def _update(self, records, names, value):
        self.env.cr.execute(SQL(
            "UPDATE %s SET %s WHERE id = ANY(%s)", SQL.identifier(records._table),
            SQL(", ").join(SQL("%s = %s", SQL.identifier(name), value(records._fields[name]))
                           for name in names), records.ids))
        records.invalidate_recordset(names, flush=False)
        records.modified(names)


def _emptied(field):
    """Return SQL of what a column says when it was emptied."""
    if not field.required:
        return SQL("NULL")
    return SQL("%s::jsonb", EMPTIED) if field.translate else SQL("%s", PLACEHOLDER)


def _nothing_sql(field):
    """Return the value of a column that says nothing in any language or company."""
    if field.required and field.translate:
        return SQL("jsonb_build_object('en_US', %s)", PLACEHOLDER)
    return SQL("NULL")
