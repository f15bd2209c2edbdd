"""Carries a plan out, in sets: erase, mask, redact. The ORM is the default; named shortcuts in
SQL (``shortcuts.py``) are taken for the heavy models while they are safe.
"""

from odoo.exceptions import UserError
from odoo.tools import SQL

from ..optout.erased import Erased
from .beside import beyond_hook
from .contacts import Contacts
from .decide import until_of
from .redact import Redaction
from .shortcuts import Shortcuts
from .tell import Conditions, blank, empty_columns, empty_words, tell
from .values import PLACEHOLDER, empty_history, must_say, stays_as_is


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
        Erased(self.env).remember(self.plan)
        shortcuts, taken = Shortcuts(self.env, self.plan), set()
        units = self.plan.units()
        self._empty_contacts(units)
        self._blank([unit for unit in units if unit[1] == "mask" and not shortcuts.method(unit)])
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

    def _empty_contacts(self, units):
        """Empty the contacts that go before anything else: whoever writes down a record that is
        linked to one of them writes down its name.
        """
        masks = [unit for unit in units if unit[:2] == ("res.partner", "mask")]
        if masks:
            contacts = self.env["res.partner"].browse(self.plan.records(*masks))
            Contacts(self.env, self.plan).empty_columns(contacts)

    def _blank(self, units):
        """Empty the fields of all records before anybody is told of the first: what is emptied
        because of one row of the map is written down with what another row empties.
        """
        for unit in units:
            model, names = self.env[unit[0]], unit[2]
            if self.gateway._hook("mask", unit[0]):
                names = tuple(beyond_hook(model, names))
            if names:
                columns = [name for name in names if _has_column(model._fields[name])]
                blank(model.browse(self.plan.records(unit)), columns)
                self.plan.blanked.add((unit[0], names))
        self.env.invalidate_all(flush=False)

    def _act_or_keep(self, unit, records):
        """Erase what Odoo lets go of, and keep what it protects; masks are all or nothing.

        A module that refuses a deletion says so with a UserError: that record is kept with its
        ground and does not stop the rest.
        """
        model_name, act, names = unit
        if act == "mask":
            self._mask(records, names)
            return
        if not records:
            return
        try:
            with self.env.cr.savepoint():
                self.plan.rewritten[records._table] += empty_words(records)
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

    def _mask(self, records, names):
        """Empty fields as the model's hook does, and those that it does not as all others."""
        hook = self.gateway._hook("mask", records._name)
        beyond = beyond_hook(records, names) if hook else names
        if own := [name for name in names if name not in beyond]:
            hook(self.plan, records, own)
        if beyond:
            self.mask(records, beyond)

    # === EMPTY FIELDS === #

    def mask(self, records, names):
        """Empty fields, and tell whoever overrides ``write``: the same values for the whole set;
        required text says a placeholder.

        Of links to contacts only the subjects' own go; translations go in every language, and
        values of a company in every company.
        """
        if not records:
            return
        fields = records._fields
        links = [name for name in names if fields[name].type == "many2many"]
        self._mask_links(records, links)
        own = [fields[name] for name in names if fields[name].compute and fields[name].store]
        with self.env.protecting([*own, *stays_as_is(records)], records):
            columns = [name for name in names if _has_column(fields[name])]
            if (records._name, tuple(names)) in self.plan.blanked:
                records.modified(columns)
            else:
                empty_columns(records, columns)
            self.env.flush_all()
            told = [name for name in names if name not in links and not fields[name].translate
                    and name not in Conditions(records).unique]
            refused = tell(records, {
                name: PLACEHOLDER if must_say(records, name) else False for name in told})
            self._erase_files(records.browse(refused), [
                name for name in told if not fields[name].column_type])
            # the ORM has written the value of one company
            empty_columns(records, [name for name in told if fields[name].company_dependent])
            self.env.flush_all()
        empty_history(records, names)

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

    def _erase_files(self, records, names):
        """Delete the files that Odoo keeps for fields without a column."""
        if records and names:
            self.env["ir.attachment"].search([
                ("res_model", "=", records._name), ("res_field", "in", names),
                ("res_id", "in", records.ids)]).unlink()

    def mask_by_sql(self, records, names):
        """Empty columns where the model's ``write`` would tell people or touch other values."""
        empty_columns(records, names)


def _has_column(field):
    return bool(field.column_type) and field.type != "many2many"
