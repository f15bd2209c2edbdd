"""The result of a proof: of each subject, where what identified it is still met.

What is left after mending is a finding (``findings.py``), and an item says what its findings say:
``restate`` is asked when the proof is filed, and again whenever one is settled.
"""

from odoo.tools import SQL

from .. import scratch
from ..coverage.undecided import Undecided, models_sql, says_more_sql
from .classify import classify
from .identifiers import forget
from .places import fill_places
from .verdict import judge

#: a finding that is as good as a record that was acted on: {state: what became of it}
OUTCOMES = {"open": "failed", "redacted": "redacted", "gone": "erased", "kept": "kept"}
#: rows of files that could not be read, of one run
UNREAD_LISTED = 1000
#: how many subjects are unproven by now the planner can't know: it takes them for one, and would
#: look through all unread files once for each
MANY_PLANNER = {"enable_nestloop": "off"}


def file_result(env, run):
    """Say of each subject what the search saw and what nobody decided on, and forget what
    identified it.
    """
    Undecided(env, run).settle()
    fill_places(env, run)
    classify(env)
    _store_findings(env, run)
    _store_unread(env, run)
    _store_searched(env, run)
    searched = SQL(
        """item.run_id = %s AND (item.state = 'unproven' OR EXISTS (
           SELECT FROM privacy_finding finding WHERE finding.item_id = item.id))""", run.id)
    restate(env, searched)
    judge(env, run)
    env["privacy.evidence"]._record_proof(run)
    forget(env, run)
    _trim_unread(env, run)
    env["privacy.run.item"].invalidate_model(flush=False)


def note_unread(env, run, unread):
    """Remember which files could not be searched.

    :param unread: [(ids of attachments, name in the filestore, reason)]
    """
    rows = [(attachment, name, reason) for ids, name, reason in unread for attachment in ids]
    if rows:
        env.cr.execute(SQL(
            """INSERT INTO privacy_unread_file (run_id, attachment_ref, store_name, reason)
               SELECT %s, COALESCE(attachment, 0), name, reason
                 FROM unnest(%s::int[], %s::varchar[], %s::varchar[])
                      AS file (attachment, name, reason)
               ON CONFLICT DO NOTHING""",
            run.id, *(list(column) for column in zip(*rows, strict=True))))


def _store_findings(env, run):
    """Make a finding of each place that is neither shared nor kept."""
    env.cr.execute(SQL(
        """INSERT INTO privacy_finding (run_id, item_id, partner_ref, model, table_name,
                  column_name, res_id, kinds, why, state)
           SELECT %s, place.item_ref, item.partner_ref, place.model, place.table_name,
                  place.column_name, place.row_ref, place.kinds,
                  CASE place.what WHEN 'mend' THEN 'still'
                       WHEN 'left' THEN 'unmapped' ELSE place.what END, 'open'
             FROM privacy_place place
             JOIN privacy_run_item item ON item.id = place.item_ref
            WHERE place.what NOT IN ('shared', 'kept')
            ORDER BY place.item_ref, place.model, place.column_name, place.row_ref""", run.id))


def _store_unread(env, run):
    """Make a finding of each file of a subject's own that could not be searched."""
    if not env["privacy.unread.file"].search_count([("run_id", "=", run.id)], limit=1):
        return
    selects = list(_own_files(env, run))
    with scratch.local_settings(env.cr, **MANY_PLANNER):
        _file_unread(env, run, SQL(" UNION ").join(selects))


def _file_unread(env, run, own):
    env.cr.execute(SQL(
        """INSERT INTO privacy_finding (run_id, item_id, partner_ref, model, table_name,
                  column_name, res_id, kinds, why, state)
           SELECT DISTINCT %s, item.id, item.partner_ref, 'ir.attachment', 'ir_attachment',
                  'file', file.id, '', 'unread', 'open'
             FROM (%s) own (file_id, partner_id)
             JOIN ir_attachment file ON file.id = own.file_id
             JOIN privacy_run_item item ON item.partner_id = own.partner_id
            WHERE item.run_id = %s AND item.state = 'unproven'
              AND NOT EXISTS (SELECT FROM privacy_kept_item kept
                               WHERE (kept.model, kept.res_id, kept.partner_ref)
                                     = ('ir.attachment', file.id, item.partner_ref)
                                 AND kept.settled_on IS NULL)""",
        run.id, own, run.id))


def _own_files(env, run):
    """Yield SQL of (attachment, contact) of files that could not be read: what a person posted,
    and what hangs on the contact or on a record that links to it. The pictures of fields are the
    map's to decide.
    """
    unread = SQL(
        """SELECT file.id, file.res_model, file.res_id, file.create_uid FROM ir_attachment file
             JOIN privacy_unread_file unread ON unread.attachment_ref = file.id
            WHERE unread.run_id = %s
              AND NOT (unread.reason = 'picture' AND file.res_field IS NOT NULL)""", run.id)
    models = [name for (name,) in env.execute_query(SQL(
        "SELECT DISTINCT res_model FROM (%s) file WHERE res_model IS NOT NULL", unread))
        if name in env and env.registry.is_an_ordinary_table(env[name])]
    yield SQL("SELECT file.id, users.partner_id FROM (%s) file "
              "JOIN res_users users ON users.id = file.create_uid AND users.share", unread)
    for name in models:
        links = [field.name for field in env[name]._fields.values() if field.store
                 and field.type == "many2one" and field.comodel_name == "res.partner"]
        for link in ("id",) if name == "res.partner" else links:
            yield SQL(
                """SELECT file.id, record.%s FROM (%s) file
                     JOIN %s record ON record.id = file.res_id WHERE file.res_model = %s""",
                SQL.identifier(link), unread, SQL.identifier(env[name]._table), name)


def _store_searched(env, run):
    """Say of each subject in how many places somebody else has the same, and why it could not be
    searched for. Whom an earlier run has anonymised was searched for then.
    """
    env.cr.execute(SQL(
        """WITH known AS (
               SELECT item.id, count(identifier.id) AS count FROM privacy_run_item item
                 LEFT JOIN privacy_run_identifier identifier ON identifier.item_ref = item.id
                WHERE item.run_id = %(run)s AND item.state = 'unproven' GROUP BY item.id
           ), shared AS (
               SELECT item_ref, count(*)::int AS count
                 FROM privacy_place WHERE what = 'shared' GROUP BY 1)
           UPDATE privacy_run_item item
              SET shared = COALESCE(shared.count, 0),
                  unsearched = CASE WHEN known.count != item.identifiers THEN 'identifiers_lost'
                                    WHEN known.count = 0 AND NOT EXISTS (
                                         SELECT FROM privacy_run_item before
                                          WHERE before.partner_ref = item.partner_ref
                                            AND before.id < item.id AND before.whole
                                            AND before.identifiers > 0)
                                    THEN 'nothing_to_search' END
             FROM known LEFT JOIN shared ON shared.item_ref = known.id
            WHERE known.id = item.id""", run=run.id))


def _trim_unread(env, run):
    """Delete what nobody would read one by one: pictures, and what is more than a list."""
    env.cr.execute(SQL(
        """DELETE FROM privacy_unread_file WHERE run_id = %s AND (reason = 'picture' OR id NOT IN (
               SELECT id FROM privacy_unread_file WHERE run_id = %s AND reason != 'picture'
                ORDER BY id LIMIT %s))""", run.id, run.id, UNREAD_LISTED))
    env["privacy.unread.file"].invalidate_model(flush=False)


def restate(env, where):
    """Let items say what their findings say: state, sums, lines and what is still met.

    A place that is another person's is none of the subject's. Where the details have gone, the sums
    stay as they are; what a batch itself has left is incomplete until the next one. Lines of
    findings are marked, so that they are made anew and nothing else is.

    :param SQL where: condition on ``item``
    """
    env.flush_all()
    outcome = SQL(" ").join(SQL("WHEN %s THEN %s", state, what)
                            for state, what in OUTCOMES.items())
    sums = SQL(", ").join(
        SQL("%(name)s = item.%(name)s + CASE WHEN item.detail IS NULL THEN 0 "
            "ELSE COALESCE(line.%(name)s, 0) - COALESCE(old.%(name)s, 0) END",
            name=SQL.identifier(name)) for name in ("found", *_SUMS))
    env.cr.execute(SQL(
        """WITH asked AS MATERIALIZED (SELECT item.id FROM privacy_run_item item WHERE %(where)s),
           line AS (%(line)s), old AS (%(old)s), met AS (%(met)s)
           UPDATE privacy_run_item item
              SET %(sums)s,
                  detail = jsonb_path_query_array(item.detail, '$[*] ? (!(exists(@.finding)))')
                           || COALESCE(line.detail, '[]'),
                  residue = CASE WHEN NOT COALESCE(item.reason, '') LIKE 'left: %%'
                                 THEN met.residue END,
                  %(words)s
             FROM asked
             LEFT JOIN line ON line.item_id = asked.id
             LEFT JOIN old ON old.item_id = asked.id
             LEFT JOIN met ON met.item_id = asked.id
            WHERE asked.id = item.id""",
        where=where, sums=sums, line=_lines_sql(outcome), old=_old_lines_sql(), met=_MET_SQL,
        words=_words_sql()))
    env["privacy.run.item"].invalidate_model(flush=False)


def _words_sql():
    """Return SQL that sets state and reason of an item."""
    undecided = SQL("item.undecided")
    return SQL(
        """state = CASE WHEN item.reason LIKE 'left: %%' THEN item.state
                               WHEN met.met > 0 OR %(undecided)s THEN 'incomplete'
                               WHEN item.unsearched IS NOT NULL OR met.open > 0 THEN 'unproven'
                               WHEN item.kept - COALESCE(old.kept, 0)
                                    + COALESCE(line.kept, 0) > 0 THEN 'kept'
                               ELSE 'done' END,
                  reason = CASE WHEN item.reason LIKE 'left: %%' THEN item.reason
                                WHEN met.met > 0 THEN 'found: ' || met.models
                                WHEN %(undecided)s THEN 'undecided: ' || %(models)s
                                WHEN item.unsearched IS NOT NULL THEN item.unsearched
                                WHEN met.open > 0 THEN 'unread_files' ELSE '' END""",
        undecided=says_more_sql(undecided), models=models_sql(undecided))


_SUMS = ("erased", "masked", "redacted", "kept", "failed")
#: what is open of each item, and where
_MET_SQL = SQL(
    """SELECT item_id, sum(met)::int AS met, sum(count)::int AS open,
              string_agg(DISTINCT model, ', ' ORDER BY model) FILTER (WHERE met > 0) AS models,
              jsonb_agg(jsonb_build_object('model', model, 'field', column_name, 'count', count,
                  'ids', ids) ORDER BY model, column_name) AS residue
         FROM (SELECT finding.item_id, model, column_name, count(*)::int AS count,
                      count(*) FILTER (WHERE why != 'unread') AS met,
                      (array_agg(res_id ORDER BY res_id))[:20] AS ids
                 FROM privacy_finding finding JOIN asked ON asked.id = finding.item_id
                WHERE finding.state = 'open' GROUP BY 1, 2, 3) place
        GROUP BY item_id""")


def _lines_sql(outcome):
    """Return SQL of (item_id, detail, found and each sum) of the findings of ``asked``."""
    return SQL(
        """SELECT item_id, sum(count)::int AS found, %s,
                  jsonb_agg(jsonb_build_object('model', model, 'field', field,
                      'outcome', outcome, 'ground', ground, 'until', until, 'count', count,
                      'finding', TRUE) ORDER BY model, field, outcome) AS detail
             FROM (SELECT finding.item_id, finding.model, finding.column_name AS field,
                          CASE finding.state %s END AS outcome,
                          CASE finding.state WHEN 'open' THEN 'found'
                               WHEN 'kept' THEN finding.ground ELSE '' END AS ground,
                          CASE finding.state WHEN 'kept'
                               THEN to_char(finding.until, 'YYYY-MM-DD') ELSE '' END AS until,
                          count(*)::int AS count
                     FROM privacy_finding finding JOIN asked ON asked.id = finding.item_id
                    WHERE finding.state != 'other' GROUP BY 1, 2, 3, 4, 5, 6) place
            GROUP BY item_id""",
        SQL(", ").join(
            SQL("COALESCE(sum(count) FILTER (WHERE outcome = %s), 0)::int AS %s", name,
                SQL.identifier(name)) for name in _SUMS), outcome)


def _old_lines_sql():
    """Return SQL of (item_id, found and each sum) of the lines that findings made before."""
    return SQL(
        """SELECT item.id AS item_id, sum((line ->> 'count')::int)::int AS found, %s
             FROM asked JOIN privacy_run_item item ON item.id = asked.id
            CROSS JOIN LATERAL jsonb_array_elements(item.detail) line
            WHERE line ? 'finding' GROUP BY item.id""",
        SQL(", ").join(
            SQL("COALESCE(sum((line ->> 'count')::int) FILTER (WHERE line ->> 'outcome' = %s), 0)"
                "::int AS %s", name, SQL.identifier(name)) for name in _SUMS))
