import csv
import io

from odoo import models
from odoo.tools import SQL

from ...core.identity.identifiers import Identifier
from ...core.identity.parallel_matcher import ParallelMatcher

#: identifiers that are searched for in one pass
AT_ONCE = 100_000
#: {table: columns that say who a living contact, user or company is}
HOLDERS = {
    "res_partner": ("name", "complete_name", "commercial_company_name", "company_name", "email",
                    "email_normalized", "phone", "phone_sanitized", "vat", "company_registry",
                    "street", "street2"),
    "res_partner_bank": ("acc_number", "sanitized_acc_number", "acc_holder_name"),
    "res_users": ("login", "signature"),
    "res_company": ("name", "email", "phone"),
}
#: the contact that a row of these tables belongs to
WHO = {
    "res_partner": SQL("SELECT id FROM res_partner WHERE id = hit.row_ref"),
    "res_partner_bank": SQL("SELECT partner_id FROM res_partner_bank WHERE id = hit.row_ref"),
    "res_users": SQL("SELECT partner_id FROM res_users WHERE id = hit.row_ref"),
    "res_company": SQL("SELECT partner_id FROM res_company WHERE id = hit.row_ref"),
}


class PrivacyProof(models.AbstractModel):
    """The proof of a run: what identified its subjects, and where that is still met.

    Identifiers are taken down before a batch erases them, searched for once a run, and deleted
    when the result is filed. A value that a living contact, user or company has too is theirs:
    it counts as shared. A record kept with a ground is kept. Anything else is left, and its
    place is named by table, column and ids of rows.
    """

    _name = "privacy.proof"
    _description = "Proof of Erasure"

    # === TAKE DOWN === #

    def _take_down(self, run):
        """Remember what identifies the whole contacts of ``privacy_subject``.

        To be called before anything is emptied, in the transaction that empties it. Values
        travel by COPY: PostgreSQL logs statements that fail.
        """
        self.env.cr.execute(SQL(
            """DELETE FROM privacy_run_identifier identifier USING privacy_subject subject
                WHERE identifier.item_ref = subject.item_id"""))
        items = dict(self.env.execute_query(
            SQL("SELECT partner_id, item_id FROM privacy_subject WHERE whole")))
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(
            (run.id, items[subject], *identifier)
            for subject, identifier in self.env["privacy.gateway"]._mentions().identities()
            if subject in items)
        text.seek(0)
        self.env.cr.copy_expert(
            "COPY privacy_run_identifier (run_ref, item_ref, kind, value) "
            "FROM STDIN (FORMAT csv)", text)

    # === SEARCH === #

    def _matcher(self, run, after):
        """Return (what finds identifiers of a run, the last of them, or None where it has all).

        Equal ones of several subjects are one. Very many are searched for in several passes, so
        that memory does not grow with the run.

        :param int after: the last one of the pass before, 0 for the first
        """
        rows = self.env.execute_query(SQL(
            """SELECT min(id), kind, value FROM privacy_run_identifier
                WHERE run_ref = %s GROUP BY kind, value HAVING min(id) > %s
                ORDER BY 1 LIMIT %s""", run.id, after, AT_ONCE + 1))
        pairs = ((key, Identifier(kind, value)) for key, kind, value in rows[:AT_ONCE])
        return ParallelMatcher(pairs), rows[AT_ONCE - 1][0] if len(rows) > AT_ONCE else None

    def _note(self, run, table, hits):
        """Remember where identifiers were met: [(column, row id, key)]."""
        self.env.cr.execute(SQL(
            """INSERT INTO privacy_run_hit
                      (run_ref, table_name, column_name, row_ref, identifier_ref)
               SELECT %s, %s, * FROM unnest(%s::varchar[], %s::int[], %s::int[])""",
            run.id, table, [column for column, _row, _key in hits],
            [row for _column, row, _key in hits], [key for _column, _row, key in hits],
        ))

    # === FILE === #

    def _file(self, run):
        """Say of each subject what the search saw, and forget what identified it."""
        self.env.cr.execute(
            "DROP TABLE IF EXISTS pg_temp.privacy_met, pg_temp.privacy_place")
        self._fill_met(run)
        self._fill_places(run)
        self._store(run)
        self.env["privacy.verdict"]._judge(run)
        self.env["privacy.evidence"]._record_proof(run)
        for table in ("privacy_run_identifier", "privacy_run_hit"):
            self.env.cr.execute(
                SQL("DELETE FROM %s WHERE run_ref = %s", SQL.identifier(table), run.id))
        self.env["privacy.run.item"].invalidate_model(flush=False)

    def _fill_met(self, run):
        """Fill ``privacy_met`` with (item, contact, hit's columns, whose it is) of each hit of an
        identifier of each subject.
        """
        who = SQL(" ").join(
            SQL("WHEN hit.table_name = %s AND hit.column_name = ANY(%s) THEN (%s)",
                table, list(columns), WHO[table])
            for table, columns in HOLDERS.items()
        )
        self.env.cr.execute(SQL(
            """CREATE TEMPORARY TABLE privacy_met ON COMMIT DROP AS
               WITH known AS (
                   SELECT item_ref, min(id) OVER (PARTITION BY kind, value) AS identifier_ref
                     FROM privacy_run_identifier WHERE run_ref = %(run)s)
               SELECT known.item_ref, item.partner_ref, hit.identifier_ref, hit.table_name,
                      hit.column_name, hit.row_ref, CASE %(who)s END AS holder,
                      hit.table_name = 'res_company' AS company
                 FROM known
                 JOIN privacy_run_hit hit ON hit.run_ref = %(run)s
                      AND hit.identifier_ref = known.identifier_ref
                 JOIN privacy_run_item item ON item.id = known.item_ref""",
            run=run.id, who=who))
        self.env.cr.execute("ANALYZE privacy_met")

    def _fill_places(self, run):
        """Fill ``privacy_place`` with (item, table, column, row, what it is): shared, kept, left.
        """
        models_of = {model._table: name for name, model in self.env.registry.items()
                     if model._auto and not model._abstract}
        self.env.cr.execute(SQL(
            """CREATE TEMPORARY TABLE privacy_place ON COMMIT DROP AS
               WITH shared AS (
                   SELECT DISTINCT met.item_ref, met.identifier_ref FROM privacy_met met
                     JOIN res_partner partner ON partner.id = met.holder
                    WHERE partner.privacy_anonymised_on IS NULL OR met.company
               ), each AS (
                   SELECT met.item_ref, met.partner_ref, met.table_name, met.column_name,
                          met.row_ref, bool_and(shared.item_ref IS NOT NULL) AS shared
                     FROM privacy_met met
                     LEFT JOIN shared ON shared.item_ref = met.item_ref
                      AND shared.identifier_ref = met.identifier_ref
                    GROUP BY 1, 2, 3, 4, 5)
               SELECT each.item_ref, COALESCE(model.name, each.table_name) AS model,
                      each.column_name, each.row_ref,
                      CASE WHEN each.shared THEN 'shared'
                           WHEN EXISTS (SELECT FROM privacy_kept_item kept
                                         WHERE kept.model = model.name
                                           AND kept.res_id = each.row_ref
                                           AND kept.partner_ref = each.partner_ref
                                           AND kept.settled_on IS NULL) THEN 'kept'
                           ELSE 'left' END AS what
                 FROM each
                 LEFT JOIN unnest(%s::varchar[], %s::varchar[]) AS model (table_name, name)
                   ON model.table_name = each.table_name""",
            list(models_of), list(models_of.values())))
        self.env.cr.execute("ANALYZE privacy_place")

    def _store(self, run):
        """Write each subject's result: complete, with kept items, incomplete, or unproven."""
        self.env.cr.execute(SQL(
            """WITH line AS (
                   SELECT item_ref, model, column_name, count(*)::int AS count,
                          (array_agg(row_ref ORDER BY row_ref))[:20] AS ids
                     FROM privacy_place WHERE what = 'left' GROUP BY 1, 2, 3
               ), found AS (
                   SELECT item_ref, sum(count)::int AS count,
                          jsonb_agg(jsonb_build_object('model', model, 'field', column_name,
                              'outcome', 'failed', 'ground', 'found', 'until', '', 'count', count)
                              ORDER BY model, column_name) AS detail,
                          jsonb_agg(jsonb_build_object('model', model, 'field', column_name,
                              'count', count, 'ids', ids) ORDER BY model, column_name) AS residue,
                          string_agg(DISTINCT model, ', ' ORDER BY model) AS models
                     FROM line GROUP BY 1
               ), shared AS (
                   SELECT item_ref, count(*)::int AS count
                     FROM privacy_place WHERE what = 'shared' GROUP BY 1
               ), known AS (
                   SELECT item.id AS item_ref, item.identifiers != count(identifier.id) AS lost
                     FROM privacy_run_item item
                     LEFT JOIN privacy_run_identifier identifier ON identifier.item_ref = item.id
                    WHERE item.run_id = %(run)s AND item.state = 'unproven' GROUP BY item.id)
               UPDATE privacy_run_item item
                  SET state = CASE WHEN found.count > 0 THEN 'incomplete'
                                   WHEN known.lost THEN 'unproven'
                                   WHEN item.kept > 0 THEN 'kept' ELSE 'done' END,
                      reason = CASE WHEN found.count > 0 THEN 'found: ' || found.models
                                    WHEN known.lost THEN 'identifiers_lost'
                                    ELSE item.reason END,
                      residue = found.residue, shared = COALESCE(shared.count, 0),
                      detail = COALESCE(item.detail, '[]') || COALESCE(found.detail, '[]'),
                      found = item.found + COALESCE(found.count, 0),
                      failed = item.failed + COALESCE(found.count, 0)
                 FROM known
                 LEFT JOIN found ON found.item_ref = known.item_ref
                 LEFT JOIN shared ON shared.item_ref = known.item_ref
                WHERE known.item_ref = item.id""",
            run=run.id))
