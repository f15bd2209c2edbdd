"""The temporary tables of a proof: who fills them, who reads them."""

from typing import NamedTuple

from odoo.tools import SQL


class Table(NamedTuple):
    """A temporary table, for the time of one transaction.

    :ivar str name: in PostgreSQL
    :ivar str columns: names and types
    :ivar str holds: what a row is
    :ivar tuple filled_by: modules of the engine that write rows
    :ivar tuple read_by: modules of the engine that read them
    """

    name: str
    columns: str
    holds: str
    filled_by: tuple
    read_by: tuple

    @property
    def sql(self):
        """The table's name in a statement."""
        return SQL.identifier(self.name)


MET = Table(
    "privacy_met",
    "item_ref int, partner_ref int, identifier_ref int, table_name varchar, column_name varchar,"
    " row_ref int, holder int, company bool",
    "a place where an identifier of a subject was met, and the contact that the place belongs to",
    ("proof.result",), ("proof.result",),
)
PLACE = Table(
    "privacy_place",
    "item_ref int, model varchar, column_name varchar, row_ref int, what varchar",
    "a place where a subject was met, and what that is: shared, kept or left",
    ("proof.result",), ("proof.result",),
)
LINKED = Table(
    "privacy_linked", "partner_id int, tables jsonb",
    "a subject, and the tables that still link to it", ("proof.verdict",), ("proof.verdict",),
)


def create(cr, table, select):
    """Make a table anew, and let the planner know how large it is.

    :param Table table: which
    :param SQL select: SELECT of its rows, its columns in order
    """
    names = SQL(", ").join(
        SQL.identifier(column.split()[0]) for column in table.columns.split(","))
    cr.execute(SQL("DROP TABLE IF EXISTS pg_temp.%s", table.sql))
    cr.execute(SQL("CREATE TEMPORARY TABLE %s (%s) ON COMMIT DROP AS %s", table.sql, names, select))
    cr.execute(SQL("ANALYZE %s", table.sql))
