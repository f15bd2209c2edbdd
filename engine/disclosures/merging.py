"""What is on record of merged contacts is on record of the one that stays: the merge's own SQL
would meet two rows of one recipient on it, and drop one.
"""

import json

from odoo import fields
from odoo.tools import SQL

from .refresh import KEEP_BOTH

COLUMNS = SQL(
    "recipient_id int, company_id int, category_id int, channel varchar, known varchar,"
    " first_at timestamp, last_at timestamp, date date, times int")


def take_disclosures(env, partner_ids):
    """Take what records show of contacts off them.

    :return: rows as :func:`give_disclosures` takes them
    """
    env["privacy.disclosure"].flush_model()
    rows = env.execute_query_dict(SQL(
        """DELETE FROM privacy_disclosure WHERE partner_id = ANY(%s) AND known != 'reported'
           RETURNING recipient_id, company_id, category_id, channel, known, first_at, last_at,
                     date, times""", partner_ids))
    env["privacy.disclosure"].invalidate_model(flush=False)
    return rows


def give_disclosures(env, rows, partner_id):
    """Give a contact what was on record of those who were merged into it."""
    if not rows:
        return
    now = fields.Datetime.now()
    given = json.dumps([{name: _plain(value) for name, value in row.items()} for row in rows])
    env.cr.execute(SQL(
        """INSERT INTO privacy_disclosure
                  (partner_id, recipient_id, company_id, category_id, channel, known, first_at,
                   last_at, date, times, create_date, write_date)
           SELECT %s, recipient_id, company_id, category_id, channel,
                  CASE WHEN bool_or(known = 'recorded') THEN 'recorded' ELSE 'presumed' END,
                  min(first_at), max(last_at), max(date), sum(times), %s, %s
             FROM jsonb_to_recordset(%s::jsonb) AS given (%s)
            GROUP BY recipient_id, company_id, category_id, channel
           %s""", partner_id, now, now, given, COLUMNS, KEEP_BOTH))
    env["privacy.disclosure"].invalidate_model(flush=False)


def _plain(value):
    return fields.Datetime.to_string(value) if hasattr(value, "hour") else (
        fields.Date.to_string(value) if hasattr(value, "year") else value)
