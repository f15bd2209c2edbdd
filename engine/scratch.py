"""What ends with the block that made it: planner settings."""

from contextlib import contextmanager

from odoo.tools import SQL
from psycopg2.extensions import TRANSACTION_STATUS_INTRANS


@contextmanager
def planner(cr, **settings):
    """Let PostgreSQL plan the statements of a block in another way, and afterwards as before.

    Two queries, however many settings. A transaction that failed, or that ended within the
    block, is left alone: PostgreSQL itself takes the settings back.

    :param settings: value of each setting, by its name (``work_mem="64MB"``)
    """
    if not settings:
        yield
        return
    given = {name: str(value) for name, value in settings.items()}
    before = _change(cr, given)
    try:
        yield
    finally:
        if not cr.closed and cr._cnx.get_transaction_status() == TRANSACTION_STATUS_INTRANS:
            _change(cr, before)


def _change(cr, settings):
    """Change settings until the transaction ends; return what they were."""
    cr.execute(SQL(
        """WITH given AS MATERIALIZED (
               SELECT name, value, current_setting(name) AS before
                 FROM unnest(%s::text[], %s::text[]) AS setting (name, value))
           SELECT name, before, set_config(name, value, TRUE) FROM given""",
        list(settings), list(settings.values())))
    return {name: before for name, before, _after in cr.fetchall()}
