"""Which tables hold a row: of many modules most are empty, and need not be asked."""

from odoo.tools import SQL


def filled_tables(env, names):
    """Return those of the tables that hold a row."""
    if not names:
        return set()
    rows = env.execute_query(SQL(" UNION ALL ").join(
        SQL("SELECT %s WHERE EXISTS (SELECT FROM %s)", name, SQL.identifier(name))
        for name in names))
    return {name for (name,) in rows}
