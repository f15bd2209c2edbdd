from odoo import models
from odoo.tools import SQL

from ...core.evidence import plan_digest as plans

#: temporary tables of one transaction; they hold ids, acts and grounds, and the subjects'
#: addresses as long as the batch runs, because what is found by address has no other tie
TABLES = ("privacy_subject", "privacy_plan", "privacy_located", "privacy_unit", "privacy_left")
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
        # what a batch reads is a small part of each table: looked up by index, which is in
        # memory, and not by walking through all of it; other cores are for other workers
        self.env.cr.execute(
            """SET LOCAL random_page_cost = 1.1; SET LOCAL max_parallel_workers_per_gather = 0;
               SET LOCAL enable_mergejoin = off; SET LOCAL default_statistics_target = 10;
               SET LOCAL work_mem = '64MB'""")
        for table in TABLES:
            self.env.cr.execute(SQL("DROP TABLE IF EXISTS pg_temp.%s", SQL.identifier(table)))
        self._fill_subjects(run, list(item_ids), again)
        self._fill_swept(run)
        gateway = self.env["privacy.gateway"]._acting()
        gateway._fill_mentions()
        self._fill_plan()
        gateway._decide()
        self._drop_covered()
        self._fill_units()

    # === WHO === #

    def _fill_subjects(self, run, item_ids, again, alone=True):
        """Who is acted on, and what of them: what was approved, and of that what is due.

        :param bool alone: only addresses that lead to one contact
        """
        whole, categories, asked, due = SQL("item.whole"), SQL("item_codes.codes"), SQL(), SQL()
        if again:
            whole = SQL("item.whole AND due.whole")
            categories = SQL(
                """CASE WHEN item.whole THEN COALESCE(due.categories, '{}')
                        WHEN due.whole THEN item_codes.codes
                        ELSE ARRAY(SELECT unnest(item_codes.codes)
                                   INTERSECT SELECT unnest(due.categories)) END"""
            )
            scope = SQL("SELECT partner_id FROM privacy_run_item WHERE id = ANY(%s)", item_ids)
            # asked once: a planner that expects few rows would ask again for each
            asked = SQL("due AS MATERIALIZED (%s),",
                        self.env["privacy.engine"]._due_sql(run, scope))
            due = SQL("JOIN due ON due.partner_id = item.partner_id")
        self.env.cr.execute(
            SQL(
                """CREATE TEMPORARY TABLE privacy_subject ON COMMIT DROP AS
                   WITH %s of_item AS (
                       SELECT item.id AS item_id, item.partner_id, %s AS whole, %s AS categories
                         FROM privacy_run_item item
                        CROSS JOIN LATERAL (SELECT COALESCE(
                              string_to_array(item.categories, ', '), '{}')::text[] AS codes)
                              item_codes
                         %s
                        WHERE item.id = ANY(%s) AND item.partner_id = item.partner_ref
                   ), each AS MATERIALIZED (
                       SELECT * FROM of_item WHERE whole OR cardinality(categories) > 0
                   )
                   SELECT item_id, partner_id, whole, categories, %s AS email, %s AS phone
                     FROM each""",
                asked, whole, categories, due, item_ids,
                *self._addresses_sql(alone, _is_by_login(run)),
            )
        )
        self.env.cr.execute("CREATE UNIQUE INDEX ON privacy_subject (partner_id)")
        self.env.cr.execute("ANALYZE privacy_subject")

    def _addresses_sql(self, alone, by_login):
        """Return SQL of the mail address and of the number of ``each.partner_id``.

        :param bool by_login: a portal login alone says who it is: anybody may type an address or
            a number there, at any time, so that only an address which is the login itself counts
        """
        email = self._address_sql("email_normalized", alone)
        if not by_login:
            return email, self._address_sql("phone_sanitized", alone)
        email = SQL(
            """(SELECT address FROM (SELECT %s AS address) typed WHERE EXISTS (
                SELECT FROM res_users login WHERE login.partner_id = each.partner_id
                   AND lower(btrim(login.login)) = typed.address))""", email)
        return email, SQL("NULL::varchar")

    def _address_sql(self, field, alone):
        """Return SQL of the address of ``each.partner_id``.

        ``alone``: an address that another living contact has too leads to nobody; ``each`` names
        the subjects of the batch.
        """
        if not self.env["privacy.map"]._matches_addresses():
            return SQL("NULL::varchar")
        return SQL(
            """(SELECT partner.%(field)s FROM res_partner partner
                 WHERE partner.id = each.partner_id AND partner.%(field)s != ''
                   AND %(alone)s)""",
            field=SQL.identifier(field), alone=SQL(
                """NOT EXISTS (
                       SELECT FROM res_partner other
                        WHERE other.%(field)s = partner.%(field)s
                          AND other.privacy_anonymised_on IS NULL
                          AND other.id NOT IN (SELECT partner_id FROM each))""",
                field=SQL.identifier(field)) if alone else SQL("TRUE"),
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
               ON COMMIT DROP;
               CREATE TEMPORARY TABLE privacy_located (entry int, subject int, record int)
               ON COMMIT DROP"""
        )
        groups, seen, mixed = self._together(self._entries_due()), {}, set()
        counted, hanging = set(), False
        for number, group in enumerate(groups):
            model, act = group[0].model, group[0].act
            again = model in seen
            if group[0].match == "hang" and not hanging:
                hanging = True
                self.env.cr.execute("ANALYZE privacy_plan")
            added = self._locate(group, again)
            if again and (act == "erase") != (seen[model] == "erase"):
                mixed.add(model)
            seen[model] = act
            if (added > MANY and model not in counted
                    and any(later[0].model == model for later in groups[number + 1:])):
                # without it PostgreSQL takes the table for empty and compares row by row
                counted.add(model)
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
        """Return the entries that may lead to something, in acting order."""
        return self._entries_filled()

    def _entries_filled(self):
        """Return the entries whose category is due and on whose path no table is empty."""
        whole, codes = self._due_codes()
        entries = [entry for entry in self.env["privacy.map"]._compiled()
                   if whole or entry.category in codes]
        rows = self.env["privacy.map"]
        tables = {entry: rows.browse(entry.key)._tables() for entry in entries}
        filled = self._filled(sorted(set().union(*tables.values())))
        return [entry for entry in entries if filled.issuperset(tables[entry])]

    def _filled(self, tables):
        """Return those of the tables that hold a row."""
        if not tables:
            return set()
        rows = self.env.execute_query(SQL(" UNION ALL ").join(
            SQL("SELECT %s WHERE EXISTS (SELECT FROM %s)", name, SQL.identifier(name))
            for name in tables
        ))
        return {name for (name,) in rows}

    def _together(self, entries):
        """Return the entries in lists: what stands in one is located by one statement.

        Several ways to the same text are one list, so that each text is read once.
        """
        groups = {}
        for entry in entries:
            text = entry.act == "redact" and not entry.parties
            kind = entry.key
            if text:
                # what hangs on records is located when those are, what names people by reading
                other = entry.match if entry.match in ("hang", "mention") else None
                kind = (entry.model, entry.fields, entry.category, other)
            groups.setdefault(kind, []).append(entry)
        return list(groups.values())

    def _locate(self, entries, again):
        """Add the records of entries; a record is planned once for each thing done to it.

        :param entries: one entry, or several ways to the same text
        :return: how many were added
        """
        entry = entries[0]
        found = self._found_sql(entries)
        if again:
            found = SQL("SELECT * FROM (%s) located WHERE %s", found, self._fresh_sql(entry))
        if entry.words and entry.match != "mention":
            found = self._mentioning_sql(entry, found)
            if not found:
                return 0
        self.env.cr.execute(
            SQL(
                """INSERT INTO privacy_plan
                   SELECT entry, %s, subject, record, %s, %s, %s, NULL FROM (%s) located""",
                entry.model, entry.act, ",".join(entry.fields), entry.ground, found,
            )
        )
        return self.env.cr.rowcount

    def _fresh_sql(self, entry):
        """Return the condition that a record goes not anyway, nor was found by an entry before."""
        return SQL(
            """NOT EXISTS (SELECT FROM privacy_plan step
                WHERE step.model = %s AND step.record = located.record
                  AND (step.act = 'erase' OR (step.act, step.fields) = (%s, %s)
                       AND (step.act != 'redact' OR step.subject = located.subject)))""",
            entry.model, entry.act, ",".join(entry.fields),
        )

    def _found_sql(self, entries):
        """Return SQL of (entry, subject, record) of entries that are located together."""
        for entry in entries:
            if entry.match == "mention":
                self.env["privacy.gateway"]._fill_named(
                    self.env["privacy.map"].browse(entry.key))
        ways = [
            SQL("SELECT %s AS entry, subject, record FROM (%s) way", entry.key,
                self.env["privacy.map"].browse(entry.key)._located_sql())
            for entry in entries
        ]
        if len(ways) == 1:
            return ways[0]
        return SQL("SELECT min(entry) AS entry, subject, record FROM (%s) way GROUP BY 2, 3",
                   SQL(" UNION ALL ").join(ways))

    def _mentioning_sql(self, entry, found):
        """Locate texts, and keep what mentions its subject; each is read once.

        :rtype: SQL, or None where there is no text
        """
        cr = self.env.cr
        cr.execute("DELETE FROM privacy_located")
        cr.execute(SQL("INSERT INTO privacy_located SELECT entry, subject, record FROM (%s) found",
                       found))
        if not cr.rowcount:
            return None
        if cr.rowcount > MANY:
            cr.execute("ANALYZE privacy_located")
        gateway = self.env["privacy.gateway"]
        gateway._fill_mentioned(entry.model, entry.words,
                                SQL("SELECT record, subject FROM privacy_located"))
        return SQL("SELECT entry, subject, record FROM privacy_located WHERE %s",
                   gateway._mentioned_sql(
                       SQL("privacy_located.record"), SQL("privacy_located.subject")))

    def _drop_covered(self):
        """Take out the redacting of what is emptied anyway."""
        self.env.cr.execute(
            """DELETE FROM privacy_plan step USING privacy_plan emptied
                WHERE step.act = 'redact' AND emptied.act = 'mask'
                  AND (emptied.model, emptied.record) = (step.model, step.record)
                  AND string_to_array(step.fields, ',') <@ string_to_array(emptied.fields, ',')""")

    def _fill_units(self):
        """Fill ``privacy_unit`` with what the plan holds: few rows that are read often."""
        self.env.cr.execute(
            """CREATE TEMPORARY TABLE privacy_unit ON COMMIT DROP AS
               SELECT DISTINCT entry, model, act, fields FROM privacy_plan"""
        )

    def _held(self):
        """Return [(entry, model, act, fields text)] of the plan, in acting order."""
        ((decided,),) = self.env.execute_query(SQL("SELECT to_regclass('pg_temp.privacy_unit')"))
        rows = self.env.execute_query(
            SQL("SELECT DISTINCT entry, model, act, fields FROM %s",
                SQL("privacy_unit") if decided else SQL("privacy_plan"))
        )
        order = {entry.key: n for n, entry in enumerate(self.env["privacy.map"]._compiled())}
        return sorted(rows, key=lambda row: order[row[0]])

    def _entries(self):
        """Return the entries that hold steps, in acting order."""
        held = {entry for entry, *_step in self._held()}
        return [entry for entry in self.env["privacy.map"]._compiled() if entry.key in held]

    def _units(self):
        """Return [(model, act, fields tuple)] of what is to be done, in acting order.

        What the act itself finds to keep leaves a unit without a step, and no harm.
        """
        return list(dict.fromkeys(
            (model, act, tuple(names.split(",")) if names else ())
            for _entry, model, act, names in self._held() if act != "keep"
        ))

    def _unit_sql(self, unit, alias="plan"):
        """Return the condition for the steps of a unit."""
        model, act, names = unit
        return SQL(
            "(%(t)s.model, %(t)s.act, %(t)s.fields) = (%(model)s, %(act)s, %(names)s)",
            t=SQL.identifier(alias), model=model, act=act, names=",".join(names),
        )

    def _together_sql(self, units, alias="plan"):
        """Return the condition for the steps of several units of one model and act."""
        (model, act), *others = {unit[:2] for unit in units}
        if others:
            raise ValueError("units of one model and act")
        return SQL(
            "(%(t)s.model, %(t)s.act) = (%(model)s, %(act)s) AND %(t)s.fields = ANY(%(names)s)",
            t=SQL.identifier(alias), model=model, act=act,
            names=[",".join(names) for _model, _act, names in units],
        )

    def _records(self, *units):
        """Return the ids of the records of units of one model and act, ascending."""
        rows = self.env.execute_query(
            SQL("SELECT DISTINCT record FROM privacy_plan plan WHERE %s ORDER BY record",
                self._together_sql(units))
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

    def _detail_sql(self, subjects):
        """SQL of (subject, detail, found, erased, masked, redacted, kept).

        :param SQL subjects: SELECT of the contacts that it is wanted of
        """
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
                         FROM privacy_plan WHERE subject IN (%s)
                        GROUP BY subject, model, fields, ground, act, until
                      ) line
                GROUP BY subject""",
            SQL(" ").join(SQL("WHEN %s THEN %s", act, outcome)
                          for act, outcome in plans.OUTCOME.items()), subjects,
        )


def _is_by_login(run):
    """Whether a portal login alone says who it is: it vouches for what links to the contact and
    for its mail address, not for a number that anybody may type there.
    """
    request = run.env["privacy.request"].sudo().browse(run.request_ref or ()).exists()
    return request.identity_method == "portal"
