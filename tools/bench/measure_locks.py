"""A look from outside at how long a run's transactions hold contacts.

A row that a transaction has locked or changed carries its number until it ends. Reading both,
the rows' number and the list of transactions under way, holds nobody up: no lock is tried.
"""

import time

from odoo.tools import SQL

from . import inside

PAUSE = 0.01
#: one contact in so many is looked at
SAMPLE = 20
LOCKED = """SELECT DISTINCT l.transactionid::text FROM pg_locks l
 WHERE l.locktype = 'transactionid' AND l.granted AND l.mode = 'ExclusiveLock'
   AND l.transactionid IN (SELECT xmax FROM res_partner WHERE id = ANY(%s))"""


def measure(env, parameters):
    """Return the longest time from the first to the last sight of a lock, in seconds.

    What lies between two looks is added: the true time is never longer than what is said.
    """
    ids = inside.oldest(env, parameters["subjects"]).ids[::SAMPLE]
    env.cr.commit()
    spans, last = {}, time.monotonic()
    inside.say("probe", parameters["folder"])
    while not inside.heard("executed", parameters["folder"]):
        before = last
        rows = env.execute_query(SQL(LOCKED, ids))
        env.cr.commit()
        last = time.monotonic()
        for (transaction,) in rows:
            first = spans.get(transaction, (before, last))[0]
            spans[transaction] = (first, last)
        time.sleep(PAUSE)
    if not spans:
        raise RuntimeError("no lock was seen")
    longest = [end - begin for begin, end in spans.values()]
    return {"longest": max(longest) + PAUSE, "transactions": len(spans)}
