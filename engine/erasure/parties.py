"""Two people of one record, both due, in the hands of two workers at once.

Each worker would take the other's person for one who stays, keep what they share, and nobody
would erase it (write skew, which REPEATABLE READ allows). So a worker for whose plan it mattered
that somebody else lives locks that person's item, where it is to do; between two who each hold
the other's, the one with the lower contact goes first.
"""

from odoo.tools import SQL

#: models of which single rows stay because another party posted or follows: SQL of that party
SINGLE = {
    "mail.followers": """SELECT plan.subject, f.partner_id AS party FROM privacy_plan plan
                           JOIN mail_followers f ON f.id = plan.record
                          WHERE plan.model = 'mail.followers' AND plan.ground = 'shared'""",
    "ir.attachment": """SELECT plan.subject, m.author_id AS party FROM privacy_plan plan
                          JOIN message_attachment_rel rel ON rel.attachment_id = plan.record
                          JOIN mail_message m ON m.id = rel.message_id
                         WHERE plan.model = 'ir.attachment' AND plan.ground = 'shared'""",
}
THREADS = """WITH mine AS (
                SELECT DISTINCT plan.subject, shared.model, shared.res_id FROM privacy_plan plan
                  JOIN mail_message m ON m.id = plan.record
                  JOIN privacy_shared shared
                    ON (shared.model, shared.res_id) = (m.model, m.res_id)
                 WHERE plan.model = 'mail.message')
             SELECT mine.subject, m.author_id AS party FROM mine
               JOIN mail_message m ON (m.model, m.res_id) = (mine.model, mine.res_id)
              UNION
             SELECT mine.subject, rel.res_partner_id FROM mine
               JOIN mail_message m ON (m.model, m.res_id) = (mine.model, mine.res_id)
               JOIN mail_message_res_partner_rel rel ON rel.mail_message_id = m.id
              UNION
             SELECT mine.subject, f.partner_id FROM mine
               JOIN mail_followers f ON (f.res_model, f.res_id) = (mine.model, mine.res_id)
              UNION
             SELECT subject, res_id FROM mine WHERE model = 'res.partner'"""


def hold_parties(env, plan):
    """Lock the items of those who mattered, until the commit.

    :raise psycopg2.errors.LockNotAvailable: where another worker acts on one of them now; the
        batch is then tried again, after that worker's commit
    """
    parties = _parties_to_do(env, plan)
    first = [item for item, lower in parties if lower]
    env.cr.execute(SQL(
        "SELECT FROM privacy_run_item WHERE id = ANY(%s) FOR UPDATE NOWAIT", first))
    # touched, so that a claim whose snapshot is older than this commit fails and reads again
    env.cr.execute(SQL(
        """UPDATE privacy_run_item SET state = state WHERE id IN (
           SELECT id FROM privacy_run_item WHERE id = ANY(%s) FOR UPDATE SKIP LOCKED)""",
        [item for item, _lower in parties]))


def _parties_to_do(env, plan):
    """Return [(item id, whether the party is lower than one of ours)] over running runs."""
    selects = _parties_selects(env, plan)
    if not selects:
        return []
    return env.execute_query(SQL(
        """SELECT item.id, bool_or(item.partner_id < pair.subject)
             FROM (%s) pair
             JOIN privacy_run_item item ON item.partner_id = pair.party
              AND item.state = 'todo'
             JOIN privacy_run run ON run.id = item.run_id AND run.state = 'running'
            WHERE pair.party NOT IN (SELECT partner_id FROM privacy_subject)
            GROUP BY item.id ORDER BY item.id""",
        SQL(" UNION ").join(SQL("SELECT * FROM (%s) each", one) for one in selects)))


def _parties_selects(env, plan):
    """Return SQL of (subject, party) wherever the plan differs because of a party."""
    steps = env.execute_query(SQL(
        "SELECT DISTINCT entry, model, act, ground = 'shared' FROM privacy_plan"))
    acts = {entry.key: entry.shared_act for entry in plan.compiled() if entry.parties}
    shared = {entry for entry, _model, act, kept in steps
              if entry in acts and (kept or act == acts[entry])}
    untouched = {entry for (entry,) in env.execute_query(SQL(
        "SELECT DISTINCT entry FROM privacy_untouched")) if entry in acts}
    rows = env["privacy.map"].sudo()
    selects = [
        SQL("""SELECT plan.subject, other.party FROM %(steps)s plan
                 JOIN (%(parties)s) other ON other.record = plan.record
                WHERE plan.entry = %(entry)s""",
            steps=SQL.identifier(table), entry=entry,
            parties=rows.browse(entry)._parties_sql(table))
        for table, entries in (("privacy_plan", shared), ("privacy_untouched", untouched))
        for entry in sorted(entries)
    ]
    models_kept = {model for _entry, model, _act, kept in steps if kept}
    selects += [SQL(SINGLE[model]) for model in sorted(models_kept) if model in SINGLE]
    if any(model == "mail.message" for _entry, model, _act, _kept in steps):
        selects += _thread_selects(env)
    return selects


def _thread_selects(env):
    ((some,),) = env.execute_query(SQL("SELECT EXISTS (SELECT FROM privacy_shared)"))
    return [SQL(THREADS)] if some else []
