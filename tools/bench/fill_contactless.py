"""Subscribers and leads of nobody: one of each made through the ORM, its row multiplied in sets.

The oldest quarter was silent for four years and more, so that all of them are due; the others
signed up within the last two.
"""

from odoo.tools import SQL

#: how many there are of each for a database of 20,000 contacts
SUBSCRIBERS, LEADS = 20_000, 10_000
CREATED = """now() AT TIME ZONE 'UTC' - make_interval(days => CASE WHEN n <= %s / 4
             THEN 1500 + n %% 2500 ELSE 1 + n %% 700 END)"""


#: moments of a lead that say when somebody was last at work on it
MOVES = ("date_open", "date_last_stage_update", "write_date")


def due(parameters):
    """Return how many of them are due."""
    share = parameters["contacts"] / 20_000
    return int(SUBSCRIBERS * share) // 4 + int(LEADS * share) // 4


def measure(env, parameters):
    """Fill; return {table: rows}."""
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
    _follow(env, subscriber.subscription_ids, "contact_id", subscriber)
    _multiply(env, lead, "email_from", "lead", leads, "contact_name", MOVES)
    for record in (subscriber, lead):
        _follow(env, record.message_ids, "res_id", record)
        _follow(env, record.message_follower_ids, "res_id", record)
    env.cr.execute("ANALYZE")
    return {"mailing_contact": subscribers, "crm_lead": leads}


def _multiply(env, record, address, who, count, name, moments=()):
    """Copy a record's row; each copy has an address, a name and moments of its own."""
    created = SQL(CREATED, count)
    dates = SQL(", ").join(SQL("%s, %s", moment, created) for moment in ("create_date", *moments))
    _copy(env, record, SQL(
        """jsonb_build_object(
               %s, %s || n || '@nobody.example', 'email_normalized', %s || n || '@nobody.example',
               %s, 'Person ' || chr(97 + n %% 26) || 'x' || n, %s)""",
        address, who, who, name, dates), SQL("generate_series(1, %s) n", count))


def _follow(env, records, link, owner):
    """Copy what Odoo wrote beside a record for each of its copies."""
    for record in records:
        _copy(env, record, SQL("jsonb_build_object(%s, own.id)", link), SQL(
            "(SELECT id FROM %s WHERE id != %s) own", SQL.identifier(owner._table), owner.id))


def _copy(env, record, values, source):
    """Insert a row like a record's for each row of a source, with other values."""
    table = SQL.identifier(record._table)
    env.cr.execute(SQL(
        """INSERT INTO %s SELECT made.* FROM %s sample, %s,
                  jsonb_populate_record(sample, jsonb_build_object('id', nextval(%s)) || %s) made
            WHERE sample.id = %s""",
        table, table, source, f"{record._table}_id_seq", values, record.id))
