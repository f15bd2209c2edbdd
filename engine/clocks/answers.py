"""When somebody was last at work on a record: what people wrote on it, and who moved it."""

from odoo.api import SUPERUSER_ID
from odoo.tools import SQL

#: what people said on records of a model, or moved; OdooBot and scheduled actions, which act as
#: it, answer nobody. Odoo notes a move as a notification of who moved it
SAID = """said.model = %s AND said.message_type IN ('email', 'comment', 'notification')
     AND said.author_id != (SELECT partner_id FROM res_users WHERE id = %s)"""


def answered_sql(model, query):
    """Return SQL of when somebody last wrote on a record of a query, or moved it."""
    return SQL("(SELECT max(said.date) FROM mail_message said WHERE said.res_id = %s AND %s)",
               SQL.identifier(query.table, "id"), SQL(SAID, model._name, SUPERUSER_ID))


def answered_join(model, query):
    """Join it, read once for all records of the model; return its column."""
    alias = query.make_alias(query.table, "answered")
    query.add_join(
        "LEFT JOIN", alias,
        SQL("(SELECT said.res_id, max(said.date) AS date FROM mail_message said"
            " WHERE %s GROUP BY said.res_id)", SQL(SAID, model._name, SUPERUSER_ID)),
        SQL("%s = %s", SQL.identifier(alias, "res_id"), SQL.identifier(query.table, "id")))
    return SQL.identifier(alias, "date")
