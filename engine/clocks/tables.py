"""How a temporary table of the refresh is made."""

from odoo.tools import SQL

#: rows of a temporary table that are read faster than an index is made for them
INDEXED = 200


def fill_table(cr, name, select, index=None):
    """Make a temporary table of this transaction, and let the planner know its size.

    :param SQL select: its rows
    :param str index: the column that it is looked up by
    :return: how many rows it has
    """
    table = SQL.identifier(name)
    cr.execute(SQL(
        "DROP TABLE IF EXISTS pg_temp.%s; CREATE TEMPORARY TABLE %s ON COMMIT DROP AS %s",
        table, table, select))
    count = cr.rowcount
    if index and count > INDEXED:
        cr.execute(SQL("CREATE INDEX ON %s (%s)", table, SQL.identifier(index)))
    if count:
        cr.execute(SQL("ANALYZE %s", table))
    return count
