"""Beside many modules: the coverage report, and the queries that one subject costs."""

from odoo import sql_db
from odoo.tools import SQL

from . import inside
from .people import person

#: subjects of a batch; as many go before them, so that nothing is read for the first time
BATCH = 500
OLD = "2015-01-05 09:00:00"


def measure(env, parameters):
    """Return seconds of the report, its counts, and queries of a run of one batch."""
    seconds, report = [], None
    for _round in range(parameters["rounds"]):
        env.invalidate_all()
        # nothing of what an earlier report has read
        env.registry.clear_all_caches()
        with inside.clock() as taken:
            report = env["privacy.coverage"].report()
        seconds += taken
    env["ir.config_parameter"].set_param("cloudpepper_privacy.batch_size", str(BATCH))
    contacts = _silent(env, 2 * BATCH)
    queries = [_queries(env, contacts[start:start + BATCH]) for start in (0, BATCH)]
    modules = env["ir.module.module"].search_count([("state", "=", "installed")])
    return {"seconds": min(seconds), "decided": report["decided"], "modules": modules,
            "undecided": report["undecided"], "queries": queries[1], "batch": BATCH}


def _silent(env, count):
    """Make contacts that wrote once, long ago, and are due as a whole."""
    rows = [person(number) for number in range(count)]
    contacts = env["res.partner"].with_context(tracking_disable=True).create([
        {"name": f"{given} {family}", "email": email, "phone": phone, "street": street,
         "zip": code} for _n, given, family, email, phone, street, code, _vat in rows])
    messages = env["mail.message"].create([
        {"model": "res.partner", "res_id": contact.id, "author_id": contact.id,
         "message_type": "email", "body": "<p>Hello</p>", "date": OLD} for contact in contacts])
    env.flush_all()
    for records in (contacts, messages):
        env.cr.execute(SQL("UPDATE %s SET create_date = %s WHERE id = ANY(%s)",
                           SQL.identifier(records._table), OLD, records.ids))
    env.cr.commit()
    env["privacy.timer"].refresh(contacts)
    env.cr.commit()
    return contacts


def _queries(env, contacts):
    """Return the queries of carrying out an approved run of these, its proof included."""
    run = env["privacy.run"].preview(contacts)
    run.action_approve()
    env.cr.commit()
    before = sql_db.sql_counter
    run._work()
    if run.batches != 1 or run.subjects != len(contacts) or run.failed:
        raise RuntimeError(f"{run.state}: {run.batches} batches, {run.subjects}, {run.failed}")
    return sql_db.sql_counter - before
