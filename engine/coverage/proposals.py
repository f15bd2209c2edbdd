"""What is proposed for fields that nothing decides yet."""

from odoo.tools import SQL

from ...core.policy import coverage
from .ways import Ways

#: models that a record of the books is linked to
BOOKS = {"account.move", "account.payment", "sale.order", "purchase.order", "payment.transaction"}


class Proposals:
    """Proposes an act, a way and a category for undecided fields."""

    def __init__(self, env):
        self.env = env

    def of(self, columns):
        """Return {(model, field): proposal} of undecided fields; one query."""
        ways = Ways(self.env)
        ways = {name: ways.of(self.env[name]) for name in {column.model for column in columns}}
        unique = unique_columns(self.env, sorted(self.env[name]._table for name in ways))
        return {
            column.key: self._proposal(column, ways[column.model], unique) for column in columns
        }

    def _proposal(self, column, ways, unique):
        model = self.env[column.model]
        field = model._fields[column.name]
        own = [way for way in ways if way[1] == "partner" and "." not in way[0]]
        if coverage.is_link_to_person(column):
            ways = [way for way in ways if way[0].partition(".")[0] == column.name]
        return coverage.propose(
            column, ways[0] if ways else (),
            required=field.required or field in self.env.registry.not_null_fields
            or getattr(field, "ondelete", None) == "cascade",
            unique=(model._table, column.name) in unique,
            shared=len(own) > 1 or any(model._fields[path].type == "many2many"
                                       for path, _match in own),
            billing=any(link.type == "monetary" or link.comodel_name in BOOKS
                        for link in model._fields.values()),
        )


def unique_columns(env, tables):
    """Return {(table, column)} of the columns that unique indexes stand on, primary keys
    left out; what an index computes from columns counts.
    """
    return set(env.execute_query(SQL(
        """SELECT DISTINCT t.relname, a.attname FROM pg_index i
             JOIN pg_class t ON t.oid = i.indrelid
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0
            WHERE i.indisunique AND NOT i.indisprimary AND t.relname = ANY(%s)
              AND t.relnamespace = current_schema::regnamespace
              AND (a.attnum = ANY(i.indkey::int2[]) OR EXISTS (
                   SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
                      AND d.refobjid = t.oid AND d.refobjsubid = a.attnum))""",
        tables)))
