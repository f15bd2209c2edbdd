"""How many queries more contacts cost: runs of 50 and of 500 in one batch each."""

from odoo import sql_db

from . import inside

SMALL, LARGE = 50, 500


def measure(env, _parameters):
    """Return the queries of carrying out an approved run of each size.

    A run before them fills what a process caches once (views of tables, rules, parameters).
    """
    env["ir.config_parameter"].set_param("cloudpepper_privacy.batch_size", str(2 * LARGE))
    figures, start = {}, 0
    for label, count in (("warm", SMALL), ("small", SMALL), ("large", LARGE)):
        run = env["privacy.run"].preview(inside.oldest(env, count, start))
        run.action_approve()
        env.cr.commit()
        before = sql_db.sql_counter
        done = env["privacy.run"].execute()
        figures[label] = sql_db.sql_counter - before
        if done != run or run.state != "done" or run.batches != 1 or run.subjects != count:
            raise RuntimeError(f"{label}: {run.state}, {run.batches} batches, {run.subjects}")
        start += count
    return {**figures, "more": LARGE - SMALL}
