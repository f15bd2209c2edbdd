from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...engine.acting import acting_env

#: what a required text says when it was emptied
PLACEHOLDER = "Anonymised"
#: the same in a column of translations
EMPTIED = '{"en_US": "Anonymised"}'
#: years that a protected record is kept where the law at hand gives no end (R13)
STATUTORY_YEARS = 7
#: figures of the company's own that Odoo would compute anew from what is emptied: the odds of a
#: lead, and with them a forecast, do not move because somebody is anonymised
STAYS_AS_IS = {"crm.lead": (
    "automated_probability", "probability", "is_automated_probability", "won_status",
    "prorated_revenue", "recurring_revenue_prorated", "recurring_revenue_monthly_prorated",
)}


class PrivacyGateway(models.AbstractModel):
    """The one door to other models' records: it decides, erases, masks, redacts and checks.

    Nothing else in this module writes to a record that it does not own. Methods for one model
    are found by name (``_mask_res_partner``, ``_decide_mail_message``), so that another module
    adds a model by adding a method. It works on the plan of ``runs/plan.py``.
    """

    _name = "privacy.gateway"
    _description = "Privacy Gateway"

    def _acting(self):
        """Return the gateway in the engine's environment."""
        return self.with_env(acting_env(self.env))

    def _own_method(self, verb, model_name):
        return getattr(self, f"_{verb}_{model_name.replace('.', '_')}", None)

    # === ACT === #

    def _apply(self):
        """Carry out the plan in sets; everything is flushed through the engine's environment."""
        plan, shortcut = self.env["privacy.plan"], set()
        units = plan._units()
        for unit in units:
            model_name, act, _names = unit
            fast = self._shortcut(unit)
            if fast:
                # what is done to one row in several steps is one statement for all of them
                if (act, model_name) not in shortcut:
                    shortcut.add((act, model_name))
                    fast([other for other in units
                          if other[:2] == unit[:2] and self._shortcut(other)])
            elif act == "redact":
                self._redact(unit)
                after = self._own_method("redacted", model_name)
                if after:
                    after(unit)
            else:
                method = self._own_method(act, model_name) or getattr(self, f"_{act}")
                records = self.env[model_name].browse(plan._records(unit)).exists()
                self._act_or_keep(unit, method, records)
        self.env.flush_all()

    def _shortcut(self, unit):
        """Return the shortcut for a unit, or None; links have no column that one could empty."""
        model_name, act, names = unit
        fast = self._fast_method(act, model_name)
        if fast and act == "mask":
            fields = [self.env[model_name]._fields[name] for name in names]
            if any(not field.column_type for field in fields):
                return None
        return fast

    def _act_or_keep(self, unit, method, records):
        """Erase what Odoo lets go of, and keep what it protects; masks are all or nothing.

        A module that refuses a deletion says so with a UserError: that record is kept with its
        ground and does not stop the rest.
        """
        if unit[1] != "erase":
            method(records, unit[2])
            return
        if not records:
            return
        try:
            with self.env.cr.savepoint():
                method(records, unit[2])
        except UserError:
            self.env.invalidate_all(flush=False)
            if len(records) > 1:
                middle = len(records) // 2
                self._act_or_keep(unit, method, records[:middle])
                self._act_or_keep(unit, method, records[middle:])
                return
            self.env["privacy.plan"]._keep(
                unit[0], SQL("plan.record = %s", records.id), "protected", self._until(unit[0])
            )

    def _erase(self, records, _fields):
        records.unlink()

    def _mask(self, records, fields):
        """Empty fields: the same values for the whole set; required text says a placeholder.

        Of links to contacts only the subjects' own go; translations go in every language.
        """
        links = [name for name in fields if records._fields[name].type == "many2many"]
        translated = [name for name in fields if records._fields[name].translate]
        self._mask_links(records, links)
        if translated:
            self._mask_by_sql(records, translated)
        values = {
            name: PLACEHOLDER if records._fields[name].required else False
            for name in fields if name not in (*links, *translated)
        }
        with self.env.protecting(self._stays_as_is(records), records):
            records.write(values)
            self.env.flush_all()

    def _mask_links(self, records, names):
        """Take the subjects who go out of links from these records."""
        self.env.flush_all()
        for name in names:
            field = records._fields[name]
            self.env.cr.execute(SQL(
                """DELETE FROM %s rel USING privacy_subject subject
                    WHERE rel.%s = ANY(%s) AND rel.%s = subject.partner_id AND subject.whole""",
                SQL.identifier(field.relation), SQL.identifier(field.column1), records.ids,
                SQL.identifier(field.column2),
            ))
        records.invalidate_recordset(names, flush=False)

    def _stays_as_is(self, records):
        """Return the computed fields that masking leaves as they were."""
        names = STAYS_AS_IS.get(records._name, ())
        return [records._fields[name] for name in names if name in records._fields]

    # === CHECK === #

    def _look_again(self):
        """Fill ``privacy_left`` with (subject, model) of what is still there.

        Records to erase must be gone, and none may have come in meanwhile; masked and redacted
        ones are read column by column.
        """
        self.env.cr.execute(
            "CREATE TEMPORARY TABLE privacy_left (subject int, model varchar) ON COMMIT DROP"
        )
        plan = self.env["privacy.plan"]
        for unit in plan._units():
            getattr(self, f"_left_{unit[1]}")(unit)
        for entry in self._entries_written():
            self.env.cr.execute(
                SQL(
                    """INSERT INTO privacy_left SELECT subject, %s FROM (%s) located
                        WHERE NOT EXISTS (SELECT FROM privacy_plan step WHERE step.model = %s
                              AND step.record = located.record AND step.act != 'erase')""",
                    entry.model, self.env["privacy.map"].browse(entry.key)._located_sql(),
                    entry.model,
                )
            )

    def _entries_written(self):
        """Return the entries to erase whose table this transaction wrote new versions to.

        PostgreSQL counts them; where it does not (``track_counts`` off) all are looked at.
        """
        ((counted,),) = self.env.execute_query(SQL("SELECT current_setting('track_counts')"))
        rows = self.env.execute_query(
            SQL("SELECT relname FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd > 0")
        )
        written = {name for (name,) in rows}
        return [
            entry for entry in self.env["privacy.plan"]._entries_due()
            if entry.act == "erase"
            and (counted != "on" or self.env[entry.model]._table in written)
        ]

    def _left_erase(self, unit):
        self._note_left(unit, SQL("TRUE"))

    def _left_mask(self, unit):
        """Note the records whose fields still say something."""
        method = self._own_method("left", unit[0])
        if method:
            left = method(self.env["privacy.plan"]._records(unit))
            self._note_left(unit, SQL("record.id = ANY(%s)", left))
            return
        model = self.env[unit[0]]
        said = [self._says_sql(model, model._fields[name]) for name in unit[2]]
        self._note_left(unit, SQL("(%s)", SQL(" OR ").join(said)))

    def _note_left(self, unit, where):
        self.env.cr.execute(
            SQL(
                """INSERT INTO privacy_left SELECT plan.subject, plan.model
                     FROM privacy_plan plan JOIN %s record ON record.id = plan.record
                    WHERE %s AND %s""",
                SQL.identifier(self.env[unit[0]]._table),
                self.env["privacy.plan"]._unit_sql(unit), where,
            )
        )

    def _says_sql(self, model, field):
        """Return the condition that a field of ``record`` says something, read from its column."""
        if field.type == "many2many":
            return SQL(
                """EXISTS (SELECT FROM %s rel JOIN privacy_subject subject
                              ON subject.partner_id = rel.%s AND subject.whole
                            WHERE rel.%s = record.id)""",
                SQL.identifier(field.relation), SQL.identifier(field.column2),
                SQL.identifier(field.column1),
            )
        if not field.column_type:
            return SQL(
                """EXISTS (SELECT FROM ir_attachment a WHERE a.res_model = %s
                            AND a.res_field = %s AND a.res_id = record.id)""",
                model._name, field.name,
            )
        column = SQL.identifier("record", field.name)
        if field.translate or field.company_dependent or field.type not in ("char", "text", "html"):
            if field.type in ("integer", "float", "monetary", "boolean"):
                return SQL("COALESCE(%s::text, '0') NOT IN ('0', 'false')", column)
            return SQL("COALESCE(%s, %s::jsonb) != %s::jsonb", column, EMPTIED, EMPTIED) \
                if field.translate else SQL("%s IS NOT NULL", column)
        return SQL("COALESCE(%s, '') NOT IN ('', %s)", column, PLACEHOLDER)

    def _until(self, model_name, alias="plan"):
        """Return SQL of the end of keeping a record of a model that the law gives none for.

        31 December of the record's year plus the statutory years (R13).
        """
        model = self.env[model_name]
        created = SQL("now()")
        if model._log_access:
            created = SQL("(SELECT create_date FROM %s WHERE id = %s)",
                          SQL.identifier(model._table), SQL.identifier(alias, "record"))
        return year_end(created)


def year_end(moment):
    """Return SQL of 31 December of a moment's year plus the statutory years (R13)."""
    return SQL(
        "make_date(EXTRACT(year FROM COALESCE(%s, now()))::int + %s, 12, 31)",
        moment, STATUTORY_YEARS,
    )
