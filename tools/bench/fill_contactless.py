"""Subscribers and leads of nobody: one of each made through the ORM, its row multiplied in sets.

The oldest quarter was silent for four years and more, so that all of them are due; the others
signed up within the last two.
"""

from odoo.tools import SQL

#: how many there are of each for a database of 20,000 contacts
SUBSCRIBERS, LEADS = 20_000, 10_000
CREATED = """now() AT TIME ZONE 'UTC' - make_interval(days => CASE WHEN n <= %s / 4
             THEN 1500 + n %% 2500 ELSE 1 + n %% 700 END)"""


def measure(env, parameters):
    """Fill; return {table: rows}."""
    env = env(context={**env.context, "tracking_disable": True, "mail_create_nolog": True,
                       "mail_create_nosubscribe": True, "mail_notrack": True})
    share = parameters["contacts"] / 20_000
    mailing_list = env["mailing.list"].create({"name": "News"})
    subscriber = env["mailing.contact"].create({
        "name": "Sample", "email": "sample@list.example", "list_ids": [(6, 0, mailing_list.ids)]})
    lead = env["crm.lead"].create({
        "name": "Question", "type": "lead", "contact_name": "Sample",
        "email_from": "sample@lead.example", "description": "<p>Please call me.</p>"})
    env.flush_all()
    subscribers, leads = int(SUBSCRIBERS * share), int(LEADS * share)
    _multiply(env, subscriber, "email", "subscriber", subscribers, "name")
    _multiply(env, subscriber.subscription_ids, None, None, subscribers, None)
    _multiply(env, lead, "email_from", "lead", leads, "contact_name")
    env.cr.execute("ANALYZE")
    return {"mailing_contact": subscribers, "crm_lead": leads}


def _multiply(env, record, address, who, count, name):
    """Copy a record's row; each copy has an address and a name of its own.

    Subscriptions have none: they follow the subscribers' ids.
    """
    table = SQL.identifier(record._table)
    values = SQL("jsonb_build_object('id', nextval(%s))", f"{record._table}_id_seq")
    if address:
        values = SQL(
            """%s || jsonb_build_object(%s, %s || n || '@nobody.example', 'email_normalized',
                     %s || n || '@nobody.example', %s, 'Person ' || chr(97 + n %% 26) || 'x' || n,
                     'create_date', %s)""",
            values, address, who, who, name, SQL(CREATED, count))
    else:
        values = SQL("%s || jsonb_build_object('contact_id', own.id)", values)
    source = SQL("generate_series(1, %s) n", count)
    if not address:
        source = SQL(
            """(SELECT id, row_number() OVER (ORDER BY id) AS n FROM mailing_contact
                 WHERE id != %s) own""", record.contact_id.id)
    env.cr.execute(SQL(
        """INSERT INTO %s SELECT made.* FROM %s sample, %s,
                  jsonb_populate_record(sample, %s) made WHERE sample.id = %s""",
        table, table, source, values, record.id))
