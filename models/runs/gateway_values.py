from odoo import models
from odoo.tools import SQL

from .gateway import PLACEHOLDER


class PrivacyGateway(models.AbstractModel):
    """One column, several values: a text of each language, a value of each company."""

    _inherit = "privacy.gateway"

    def _mask(self, records, fields):
        """Empty fields: what the ORM writes reaches one language and one company alone, so
        the others follow.
        """
        done = super()._mask(records, fields)
        several = [name for name in fields if self._holds_several(records._fields[name])]
        if several:
            self._empty_several(records, several)
        return done

    def _holds_several(self, field):
        return bool(field.store and (field.translate or field.company_dependent))

    def _empty_several(self, records, names):
        """Empty columns of every language and company by one statement, and let what is
        computed from them follow.
        """
        values = SQL(", ").join(
            SQL("%s = %s", SQL.identifier(name), self._nothing_sql(records._fields[name]))
            for name in names
        )
        self.env.cr.execute(SQL(
            "UPDATE %s SET %s WHERE id = ANY(%s)", SQL.identifier(records._table), values,
            records.ids))
        records.invalidate_recordset(names, flush=False)
        records.modified(names)

    def _nothing_sql(self, field):
        """Return the value of such a column that says nothing in any language or company."""
        if field.required and field.translate:
            return SQL("jsonb_build_object('en_US', %s)", PLACEHOLDER)
        return SQL("NULL")

    def _says_sql(self, model, field):
        if not field.column_type or not self._holds_several(field):
            return super()._says_sql(model, field)
        return SQL(
            """EXISTS (SELECT FROM jsonb_each_text(%s) each
                        WHERE COALESCE(each.value, '') NOT IN ('', 'false', %s))""",
            SQL.identifier("record", field.name), PLACEHOLDER,
        )
