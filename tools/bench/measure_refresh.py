"""The refresh: from nothing, with nothing changed, and after a hundred changes."""

from odoo.tools import SQL

from . import inside

#: tables that the refresh fills
TABLES = ("privacy_timer", "privacy_subject_purpose")
CHANGES = 100


def measure(env, parameters):
    """Return lists of seconds, one entry a round, of the parts that were asked for."""
    _vacuum(env)
    return {
        name: PARTS[name](env, parameters["rounds"], parameters) for name in parameters["parts"]
    }


def _vacuum(env):
    """Let no part pay for what the generator or the part before it left behind."""
    env.cr.commit()
    connection = env.cr._cnx
    connection.autocommit = True
    env.cr._obj.execute("VACUUM (ANALYZE)")
    connection.autocommit = False


def _empty(env):
    env.cr.execute(SQL("TRUNCATE %s, privacy_outbox", SQL(", ").join(map(SQL.identifier, TABLES))))
    env.invalidate_all()
    env.cr.commit()


def _first(env, rounds, _parameters):
    """Fill empty tables."""
    seconds = []
    for _round in range(rounds):
        _empty(env)
        with inside.clock() as taken:
            changed = env["privacy.timer"].refresh(full=True)
            env.cr.commit()
        seconds += taken
        rows = _rows(env)
        if changed != rows or rows < 2 * _parameters["contacts"]:
            raise RuntimeError(f"{changed} changed, {rows} rows")
    return seconds


def _rows(env):
    return sum(
        env.execute_query(SQL("SELECT count(*) FROM %s", SQL.identifier(table)))[0][0]
        for table in TABLES
    )


def _insert(env, rounds, _parameters):
    """Fill the same, emptied tables with the same rows from a copy: one INSERT ... SELECT each."""
    env["privacy.timer"].refresh(full=True)
    for table in TABLES:
        env.cr.execute(SQL("CREATE TABLE %s AS SELECT * FROM %s ORDER BY id",
                           SQL.identifier(f"bench_{table}"), SQL.identifier(table)))
    env.cr.commit()
    seconds = []
    for _round in range(rounds):
        _empty(env)
        with inside.clock() as taken:
            for table in TABLES:
                env.cr.execute(SQL("INSERT INTO %s SELECT * FROM %s", SQL.identifier(table),
                                   SQL.identifier(f"bench_{table}")))
            env.cr.commit()
        seconds += taken
    return seconds


def _full(env, rounds, _parameters):
    """Compare everything and find nothing to change."""
    env["privacy.timer"].refresh(full=True)
    env.cr.commit()
    seconds = []
    for _round in range(rounds):
        with inside.clock() as taken:
            changed = env["privacy.timer"].refresh(full=True)
            env.cr.commit()
        seconds += taken
        if changed:
            raise RuntimeError(f"{changed} changed, and nothing had")
    return seconds


def _aggregates(env, rounds, parameters):
    """The bare aggregates over the signals' tables, see aggregates.sql."""
    statements = [part for part in parameters["aggregates"].split(";") if part.strip()]
    seconds = []
    for _round in range(rounds):
        with inside.clock() as taken:
            for statement in statements:
                env.cr.execute(statement)
            env.cr.commit()
        seconds += taken
    return seconds


def _incremental(env, rounds, _parameters):
    """Drain the outbox after 50 new messages and 50 new invoices."""
    env["privacy.timer"].refresh(full=True)
    env.cr.commit()
    seconds = []
    for number in range(rounds):
        _change(env, number)
        with inside.clock() as taken:
            changed = env["privacy.timer"].refresh()
            env.cr.commit()
        seconds += taken
        if changed < CHANGES:
            raise RuntimeError(f"{changed} changed after {CHANGES} changes")
    return seconds


def _change(env, number):
    """As people do it: 50 contacts write, 50 others get an invoice."""
    half = CHANGES // 2
    partners = inside.oldest(env, CHANGES, number * CHANGES)
    env["mail.message"].create([{
        "model": "res.partner", "res_id": partner.id, "message_type": "email",
        "author_id": partner.id, "body": "<p>Once more</p>",
        "subtype_id": env.ref("mail.mt_comment").id,
    } for partner in partners[:half]])
    inside.draft(env, partners[half:]).action_post()
    env.cr.commit()


PARTS = {"first": _first, "insert": _insert, "full": _full, "aggregates": _aggregates,
         "incremental": _incremental}
