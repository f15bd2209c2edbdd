"""A breach that concerns very many people: how long it takes to list them, and to queue a notice to
each in batches, stopped once and gone on with.
"""

from unittest.mock import patch

from odoo.addons.cloudpepper_privacy.engine.breaches.affected import Affected
from odoo.addons.cloudpepper_privacy.engine.breaches.telling import Telling
from odoo.addons.cloudpepper_privacy.engine.transaction import Transaction
from odoo.tools import SQL

from . import inside

CITY, DOMAIN = "Benchtown of Breaches", "breach-bench.example"
#: batches after which the officer stops
BEFORE_STOP = 3


def measure(env, parameters):
    """Return seconds of listing ``people`` by records and by a list of addresses, of queueing
    notices to ``told`` of them, and how many were written to twice or not at all.
    """
    _fill(env, parameters["people"])
    found = {"records_s": [], "list_s": []}
    for _round in range(parameters["rounds"]):
        found["records_s"].append(_listed(env, parameters, by_list=False))
        found["list_s"].append(_listed(env, parameters, by_list=True))
    return {**found, **_told(env, parameters["told"])}


def _fill(env, people):
    """Make contacts, rows as the modules that are there have them."""
    sample = env["res.partner"].create({"name": "Person", "city": "Elsewhere", "lang": "en_US"})
    env.flush_all()
    env.cr.execute(SQL(
        """INSERT INTO res_partner
           SELECT made.* FROM res_partner sample, generate_series(1, %(people)s) n,
                  jsonb_populate_record(sample, jsonb_build_object(
                      'id', nextval('res_partner_id_seq'), 'commercial_partner_id', NULL,
                      'name', 'Person ' || n, 'complete_name', 'Person ' || n,
                      'email', 'p' || n || '@' || %(domain)s,
                      'email_normalized', 'p' || n || '@' || %(domain)s,
                      'city', %(city)s)) made
            WHERE sample.id = %(sample)s""",
        people=people, domain=DOMAIN, city=CITY, sample=sample.id))
    env.cr.execute("ANALYZE res_partner")
    env.cr.commit()


def _breach(env):
    return env["privacy.breach"].create({
        "title": "Measured", "facts": "Measured.", "nature": "Your address was lost.",
        "consequences": "Unwanted mail.", "measures": "Rights were narrowed.",
        "contact_point": "Privacy desk", "advice": "Be careful."})


def _listed(env, parameters, by_list):
    """Return the seconds of listing everybody; the list is taken back afterwards."""
    people, affected = parameters["people"], Affected(env, _breach(env))
    addresses = [f"p{number}@{DOMAIN}" for number in range(1, people + 1)] if by_list else []
    with inside.clock() as seconds:
        count = affected.of_list(env["res.partner"], addresses) if by_list else (
            affected.of_records("res.partner", [("city", "=", CITY)]))
        env.flush_all()
    env.cr.rollback()
    if count != people:
        raise RuntimeError(f"{count} of {people} were listed")
    return seconds[0]


def _told(env, people):
    """Queue notices, stop after some batches, go on; return seconds, and who got none or two."""
    breach = _breach(env)
    first = env["res.partner"].search([("city", "=", CITY)], limit=people, order="id")
    Affected(env, breach).of_list(first, [])
    breach.sudo().write({"people_decision": "tell", "telling": "running"})
    env.cr.commit()
    commits, commit = [], Transaction.commit

    def stopping(transaction, processed=0):
        commits.append(processed)
        if len(commits) == BEFORE_STOP:
            breach.sudo().telling = "stopped"
        return commit(transaction, processed)

    with inside.clock() as seconds:
        with patch.object(Transaction, "commit", stopping):
            Telling(env, breach).work()
        waiting = env["privacy.breach.subject"].search_count(
            [("breach_id", "=", breach.id), ("state", "=", "waiting")])
        breach.sudo().telling = "running"
        Telling(env, breach).work()
    mails = env.execute_query(SQL(
        """SELECT line.id, count(mail.id) FROM privacy_breach_subject line
             LEFT JOIN mail_message message ON message.model = 'privacy.breach.subject'
                       AND message.res_id = line.id
             LEFT JOIN mail_mail mail ON mail.mail_message_id = message.id
            WHERE line.breach_id = %s GROUP BY line.id""", breach.id))
    return {"told_s": seconds[0], "waited_when_stopped": waiting,
            "twice": sum(count > 1 for _line, count in mails),
            "never": sum(not count for _line, count in mails), "told": len(mails)}
