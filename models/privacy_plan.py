from odoo import models
from odoo.tools import SQL

from ..core import plan as plans

#: temporary tables of one transaction; they hold ids, acts and grounds, and the subjects'
#: addresses as long as the batch runs, because what is found by address has no other tie
TABLES = ("privacy_subject", "privacy_plan", "privacy_left")
#: rows from which a temporary table is worth an ANALYZE
MANY = 100


class PrivacyPlan(models.AbstractModel):
    """The plan of a batch, made in the database: who, which records, and what becomes of them.

    ``privacy_subject``: one row per contact with what of it is due; ``privacy_plan``: one row
    per record (see :class:`..core.plan.Step`); ``privacy_left``: what the second look found.
    All three end with the transaction. The number of statements depends on the map alone.
    """

    _name = "privacy.plan"
    _description = "Plan of a Batch"

    def _make(self, run, item_ids, again=False):
        """Fill the plan of these items; nothing but temporary tables is written.

        :param bool again: read once more who is due; items approved by then not due any more
            have no subject
        """
        self.env.flush_all()
        for table in TABLES:
            self.env.cr.execute(SQL("DROP TABLE IF EXISTS pg_temp.%s", SQL.identifier(table)))
        self._fill_subjects(run, list(item_ids), again)
        self._fill_addresses()
        gateway = self.env["privacy.gateway"]._acting()
        gateway._fill_mentions()
        self._fill_plan()
        gateway._decide()

    # === WHO === #

    def _fill_subjects(self, run, item_ids, again):
        """Who is acted on, and what of them: what was approved, and of that what is due."""
        whole, categories, due = SQL("item.whole"), SQL("item_codes.codes"), SQL()
        if again:
            whole = SQL("item.whole AND due.whole")
            categories = SQL(
                """CASE WHEN item.whole THEN COALESCE(due.categories, '{}')
                        WHEN due.whole THEN item_codes.codes
                        ELSE ARRAY(SELECT unnest(item_codes.codes)
                                   INTERSECT SELECT unnest(due.categories)) END"""
            )
            scope = SQL("SELECT partner_id FROM privacy_run_item WHERE id = ANY(%s)", item_ids)
            due = SQL("JOIN (%s) due ON due.partner_id = item.partner_id",
                      self.env["privacy.engine"]._due_sql(run, scope))
        self.env.cr.execute(
            SQL(
                """CREATE TEMPORARY TABLE privacy_subject ON COMMIT DROP AS
                   SELECT item_id, partner_id, whole, categories,
                          NULL::varchar AS email, NULL::varchar AS phone
                     FROM (SELECT item.id AS item_id, item.partner_id, %s AS whole,
                                  %s AS categories
                             FROM privacy_run_item item
                            CROSS JOIN LATERAL (SELECT COALESCE(
                                  string_to_array(item.categories, ', '), '{}')::text[] AS codes)
                                  item_codes
                             %s
                            WHERE item.id = ANY(%s) AND item.partner_id = item.partner_ref) each
                    WHERE whole OR cardinality(categories) > 0""",
                whole, categories, due, item_ids,
            )
        )
        self.env.cr.execute("CREATE UNIQUE INDEX ON privacy_subject (partner_id)")
        self.env.cr.execute("ANALYZE privacy_subject")

    def _fill_addresses(self):
        """Give subjects the addresses that lead to them alone.

        An address that another living contact has too leads to nobody.
        """
        if not self.env["privacy.map"]._matches_addresses():
            return
        for column, field in (("email", "email_normalized"), ("phone", "phone_sanitized")):
            self.env.cr.execute(
                SQL(
                    """UPDATE privacy_subject subject SET %(column)s = partner.%(field)s
                         FROM res_partner partner
                        WHERE partner.id = subject.partner_id AND partner.%(field)s != ''
                          AND NOT EXISTS (
                              SELECT FROM res_partner other
                               WHERE other.%(field)s = partner.%(field)s
                                 AND other.privacy_anonymised_on IS NULL
                                 AND other.id NOT IN (SELECT partner_id FROM privacy_subject))""",
                    column=SQL.identifier(column), field=SQL.identifier(field),
                )
            )

    def _due_codes(self):
        """Return (whether a whole contact is due, category codes due) over all subjects."""
        ((whole, codes),) = self.env.execute_query(
            SQL(
                """SELECT bool_or(whole), array_agg(DISTINCT code) FROM privacy_subject
                     LEFT JOIN LATERAL unnest(categories) code ON TRUE"""
            )
        )
        return whole, set(codes or ())

    # === WHAT === #

    def _fill_plan(self):
        """Locate the records of all entries that are due, an INSERT for each entry."""
        self.env.cr.execute(
            """CREATE TEMPORARY TABLE privacy_plan (entry int, model varchar, subject int,
                      record int, act varchar, fields varchar, ground varchar, until date)
               ON COMMIT DROP"""
        )
        entries, seen, mixed = self._entries_due(), {}, set()
        for number, entry in enumerate(entries):
            again = entry.model in seen
            added = self._locate(entry, again)
            if again and (entry.act == "erase") != (seen[entry.model] == "erase"):
                mixed.add(entry.model)
            seen[entry.model] = entry.act
            if added > MANY and any(later.model == entry.model for later in entries[number + 1:]):
                # without it PostgreSQL takes the table for empty and compares row by row
                self.env.cr.execute("ANALYZE privacy_plan")
        if mixed:
            # a record that goes needs no field emptied before
            self.env.cr.execute(
                SQL(
                    """DELETE FROM privacy_plan step USING privacy_plan gone
                        WHERE gone.model = step.model AND gone.record = step.record
                          AND gone.act = 'erase' AND step.act != 'erase'
                          AND step.model = ANY(%s)""",
                    sorted(mixed),
                )
            )
        self.env.cr.execute("ANALYZE privacy_plan")

    def _entries_due(self):
        whole, codes = self._due_codes()
        return [entry for entry in self.env["privacy.map"]._compiled()
                if whole or entry.category in codes]

    def _locate(self, entry, again):
        """Add the records of one entry; a record is planned once for each thing done to it.

        :return: how many were added
        """
        fresh = SQL("TRUE")
        if again:
            fresh = SQL(
                """NOT EXISTS (SELECT FROM privacy_plan step
                    WHERE step.model = %s AND step.record = located.record
                      AND (step.act = 'erase' OR (step.act, step.fields) = (%s, %s)
                           AND (step.act != 'redact' OR step.subject = located.subject)))""",
                entry.model, entry.act, ",".join(entry.fields),
            )
        self.env.cr.execute(
            SQL(
                """INSERT INTO privacy_plan
                   SELECT %s, %s, subject, record, %s, %s, '', NULL FROM (%s) located WHERE %s""",
                entry.key, entry.model, entry.act, ",".join(entry.fields),
                self.env["privacy.map"].browse(entry.key)._located_sql(), fresh,
            )
        )
        return self.env.cr.rowcount

    def _entries(self):
        """Return the entries that hold steps, in acting order."""
        rows = self.env.execute_query(SQL("SELECT DISTINCT entry FROM privacy_plan"))
        held = {entry for (entry,) in rows}
        return [entry for entry in self.env["privacy.map"]._compiled() if entry.key in held]

    def _units(self):
        """Return [(model, act, fields tuple)] of what is to be done, in acting order."""
        rows = self.env.execute_query(
            SQL("SELECT DISTINCT entry, model, act, fields FROM privacy_plan WHERE act != 'keep'")
        )
        order = {entry.key: n for n, entry in enumerate(self.env["privacy.map"]._compiled())}
        units = {}
        for _entry, model, act, names in sorted(rows, key=lambda row: order[row[0]]):
            units[model, act, tuple(names.split(",")) if names else ()] = True
        return list(units)

    def _unit_sql(self, unit, alias="plan"):
        """Return the condition for the steps of a unit."""
        model, act, names = unit
        return SQL(
            "(%(t)s.model, %(t)s.act, %(t)s.fields) = (%(model)s, %(act)s, %(names)s)",
            t=SQL.identifier(alias), model=model, act=act, names=",".join(names),
        )

    def _records(self, unit):
        """Return the ids of the records of a unit, ascending."""
        rows = self.env.execute_query(
            SQL("SELECT DISTINCT record FROM privacy_plan plan WHERE %s ORDER BY record",
                self._unit_sql(unit))
        )
        return [record for (record,) in rows]

    # === DECIDE === #

    def _keep(self, model, where, ground, until):
        """Keep records instead of acting on them.

        :param SQL where: condition on ``plan``
        :param str ground: code of why
        :param SQL until: date until which they are kept (R13)
        """
        self._change(model, where, "keep", (), ground, until)

    def _change(self, model, where, act, names, ground="", until=None):
        self.env.cr.execute(
            SQL(
                """UPDATE privacy_plan plan SET act = %s, fields = %s, ground = %s, until = %s
                    WHERE plan.model = %s AND plan.act != 'keep' AND %s""",
                act, ",".join(names), ground, until or SQL("NULL"), model, where,
            )
        )

    # === WHAT CAME OF IT === #

    def _digests(self):
        """Return ``{subject: digest}``: the SQL twin of :func:`..core.plan.digest_of`."""
        return dict(self.env.execute_query(self._digest_sql()))

    def _digest_sql(self):
        return SQL(
            """SELECT subject, encode(sha256(convert_to(
                      string_agg(line || E'\n', '' ORDER BY line COLLATE "C"), 'UTF8')), 'hex')
                      AS digest
                 FROM (SELECT subject, concat_ws('|', model, record, act, fields, ground,
                              COALESCE(to_char(until, 'YYYY-MM-DD'), '')) AS line
                         FROM privacy_plan) step
                GROUP BY subject"""
        )

    def _detail_sql(self):
        """SQL of (subject, detail, found, erased, masked, redacted, kept)."""
        return SQL(
            """SELECT subject, jsonb_agg(jsonb_build_object('model', model, 'field', field,
                      'outcome', outcome, 'ground', ground, 'until', until, 'count', count)
                      ORDER BY model, field, outcome, ground, until) AS detail,
                      sum(count)::int AS found,
                      COALESCE(sum(count) FILTER (WHERE outcome = 'erased'), 0)::int AS erased,
                      COALESCE(sum(count) FILTER (WHERE outcome = 'masked'), 0)::int AS masked,
                      COALESCE(sum(count) FILTER (WHERE outcome = 'redacted'), 0)::int AS redacted,
                      COALESCE(sum(count) FILTER (WHERE outcome = 'kept'), 0)::int AS kept
                 FROM (SELECT subject, model, fields AS field, ground,
                              CASE act %s END AS outcome,
                              COALESCE(to_char(until, 'YYYY-MM-DD'), '') AS until,
                              count(*)::int AS count
                         FROM privacy_plan GROUP BY subject, model, fields, ground, act, until
                      ) line
                GROUP BY subject""",
            SQL(" ").join(SQL("WHEN %s THEN %s", act, outcome)
                          for act, outcome in plans.OUTCOME.items()),
        )
