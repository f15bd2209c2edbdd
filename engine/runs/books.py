"""The hash chains of the books around a run: nothing was done to them, and here is the proof."""

from collections import defaultdict

from odoo.addons.account.models.account_move import MAX_HASH_VERSION
from odoo.tools import SQL

from ...core.evidence import odoo_hashchain as hashchain

#: entries read at once; memory stays flat however long a chain is
CHUNK = 2000


class RunBooks:
    """What a run touches of the chains, verified before it acts and after it."""

    def __init__(self, env, run):
        self.env, self.run = env, run

    def before(self):
        """Verify what the run touches before it acts; once per run, and file it.

        A book that was broken before is not the run's: it goes on, and evidence and summary
        say so.

        :return: whether all chains held
        """
        run = self.run
        if not run.books:
            books = Books(self.env)
            stretches = books.touched(
                SQL("SELECT partner_ref FROM privacy_run_item WHERE run_id = %s", run.id))
            run.books = {"stretches": stretches, "before": books.verify(stretches)}
            self._record("before", self.broken_before())
        return not self.broken_before()

    def after(self):
        """Verify the same stretches at the end, compare, and file it.

        :return: False where a chain is worse than before; the run must then not end as done
        """
        run = self.run
        if not run.books:
            return True
        after = Books(self.env).verify(run.books["stretches"])
        worse = hashchain.broken_since(run.books["before"], after)
        run.books = {**run.books, "after": after, "worse": worse}
        self._record("after", worse)
        if worse:
            run._add_note(self.env._(
                "Hash chains of the books that held before do not hold any more: %s.",
                ", ".join(worse),
            ))
        return not worse

    def broken_before(self):
        """Return the keys of chains that did not hold before the run."""
        results = (self.run.books or {}).get("before", {})
        return [key for key, result in results.items() if result["ok"] is False]

    def summary(self):
        """Return chains and entries looked at, and the chains broken before and since."""
        books = self.run.books or {}
        return {
            "chains": len(books.get("before", {})),
            "moves": sum(result["moves"] for result in books.get("before", {}).values()),
            "broken_before": self.broken_before(),
            "broken_since": books.get("worse", []),
        }

    def _record(self, moment, broken):
        """Add one row of evidence: each stretch with its ends, counts and last hash."""
        run = self.run
        chains = {key: {**run.books["stretches"][key], **result}
                  for key, result in run.books[moment].items()}
        self.env["privacy.evidence"]._record([{
            "act": f"books_{moment}", "run": run.id, "digest": run.digest or None,
            "counts": {"chains": chains, "broken": broken,
                       "moves": sum(result["moves"] for result in chains.values())},
        }])


class Books:
    """Which hash chains some contacts' entries stand in, and whether these hold.

    Odoo's own check needs accounting rights and reads the whole book record by record. Here a
    chain is looked at where the run can reach it: from the entry before the first touched one
    to the entry after the last touched one, which closes the stretch with its own hash. Each
    link needs the stored hash before it and nothing else, so what lies outside stays unread.
    """

    def __init__(self, env):
        self.env = env

    # === WHICH STRETCHES === #

    def touched(self, subjects):
        """Return the stretches of chains that hold secured entries of these contacts.

        :param SQL subjects: a SELECT of contact ids
        :return: ``{key: {"journal", "secure", "first", "last", "low", "high", "start"}}``:
            ids of the first and the last touched entry, and the numbers (in the chain's own
            order) of the first touched entry, of the neighbours on both sides. The key is
            ``"journal id:id of the first touched entry"``: a sequence's prefix is free text.
        """
        for name in ("account.move", "account.move.line", "privacy.run.item"):
            self.env[name].flush_model()
        rows = self.env.execute_query_dict(
            SQL(
                """WITH subject AS MATERIALIZED (%(subjects)s),
                touched AS (
                    SELECT id FROM account_move WHERE partner_id IN (SELECT * FROM subject)
                     UNION
                    SELECT id FROM account_move
                     WHERE commercial_partner_id IN (SELECT * FROM subject)
                     UNION
                    SELECT move_id FROM account_move_line
                     WHERE partner_id IN (SELECT * FROM subject)),
                entry AS (
                    SELECT move.id, move.journal_id, COALESCE(secure_sequence_number, 0) > 0
                           AS secure,
                           CASE WHEN secure_sequence_number > 0 THEN ''
                                ELSE sequence_prefix END AS prefix,
                           CASE WHEN secure_sequence_number > 0 THEN secure_sequence_number
                                ELSE sequence_number END AS number
                      FROM account_move move JOIN touched USING (id)
                     WHERE inalterable_hash IS NOT NULL)
                SELECT journal_id AS journal, secure, prefix, min(number) AS start,
                       max(number) AS finish,
                       (array_agg(id ORDER BY number, id))[1] AS first,
                       (array_agg(id ORDER BY number DESC, id DESC))[1] AS last
                  FROM entry GROUP BY journal_id, secure, prefix
                 ORDER BY journal_id, secure, prefix""",
                subjects=subjects,
            )
        )
        names = ("journal", "secure", "first", "last", "start")
        return {
            f"{row['journal']}:{row['first']}": {**{name: row[name] for name in names}, **bounds}
            for row, bounds in zip(rows, self._neighbours(rows), strict=True)
        }

    def _neighbours(self, rows):
        """Return [{"low", "high"}]: the numbers just outside of each stretch, or its ends."""
        return self.env.execute_query_dict(
            SQL(
                """SELECT COALESCE(CASE WHEN chain.secure THEN
                       (SELECT max(secure_sequence_number) FROM account_move
                         WHERE journal_id = chain.journal AND inalterable_hash IS NOT NULL
                           AND secure_sequence_number BETWEEN 1 AND chain.start - 1)
                   ELSE
                       (SELECT max(sequence_number) FROM account_move
                         WHERE journal_id = chain.journal AND inalterable_hash IS NOT NULL
                           AND COALESCE(secure_sequence_number, 0) = 0
                           AND sequence_prefix = chain.prefix AND sequence_number < chain.start)
                   END, chain.start) AS low,
                   COALESCE(CASE WHEN chain.secure THEN
                       (SELECT min(secure_sequence_number) FROM account_move
                         WHERE journal_id = chain.journal AND inalterable_hash IS NOT NULL
                           AND secure_sequence_number > chain.finish)
                   ELSE
                       (SELECT min(sequence_number) FROM account_move
                         WHERE journal_id = chain.journal AND inalterable_hash IS NOT NULL
                           AND COALESCE(secure_sequence_number, 0) = 0
                           AND sequence_prefix = chain.prefix AND sequence_number > chain.finish)
                   END, chain.finish) AS high
                     FROM (%s) chain ORDER BY chain.no""",
                _chains_sql(rows),
            )
        )

    # === VERIFY === #

    def verify(self, stretches):
        """Recompute the hashes of these stretches from the tables.

        One pass over all of them through a cursor, two statements per :data:`CHUNK` entries.

        :param dict stretches: see :meth:`touched`
        :return: ``{key: {"moves": int, "ok": bool or None, "bad": int, "first_bad": move id or
            None, "last": hash}}``; ``ok`` is None where a module hashes other fields than Odoo
        """
        keys = list(stretches)
        found = {key: hashchain.Stretch() for key in keys}
        if not keys:
            return {}
        for rows in self._entries([stretches[key] for key in keys]):
            lines = self._lines([row[1] for row in rows])
            for number, ref, verify, stored, *entry in rows:
                stretch = found[keys[number]]
                if verify:
                    stretch.feed(ref, stored, entry, lines[ref])
                else:
                    stretch.skip(stored)
        results = {key: stretch.result() for key, stretch in found.items()}
        if not self._hashes_like_odoo():
            for result in results.values():
                result["ok"] = None
        return results

    def _hashes_like_odoo(self):
        """Whether entries are hashed over the fields that the verifier knows."""
        if MAX_HASH_VERSION != max(hashchain.FIELDS):
            return False
        move, line = self.env["account.move"], self.env["account.move.line"]
        return all(
            (tuple(move.with_context(hash_version=version)._get_integrity_hash_fields()),
             tuple(line.with_context(hash_version=version)._get_integrity_hash_fields())) == known
            for version, known in hashchain.FIELDS.items()
        )

    def _entries(self, stretches):
        """Yield lists of (stretch number, id, verify, hash, name, date, journal, company).

        In the order of each chain; ``verify`` is false for the entry before the stretch. Before
        the first entry of a prefix comes the last one that an older Odoo had secured with a
        number across the whole journal, as in Odoo's own check.
        """
        self.env.execute_query(
            SQL(
                """DECLARE privacy_books NO SCROLL CURSOR FOR
                SELECT chain.no, move.id, move.number >= chain.start, move.hash, move.name,
                       move.date::text, chain.journal, move.company_id
                  FROM (%(chains)s) chain
                 CROSS JOIN LATERAL (
                    SELECT id, sequence_number AS number, inalterable_hash AS hash, name, date,
                           company_id FROM account_move
                     WHERE NOT chain.secure AND journal_id = chain.journal
                       AND sequence_prefix = chain.prefix
                       AND sequence_number BETWEEN chain.low AND chain.high
                       AND COALESCE(secure_sequence_number, 0) = 0
                     UNION ALL
                    SELECT id, secure_sequence_number, inalterable_hash, name, date,
                           company_id FROM account_move
                     WHERE chain.secure AND journal_id = chain.journal
                       AND secure_sequence_number BETWEEN chain.low AND chain.high
                     UNION ALL
                    (SELECT id, -1, inalterable_hash, name, date, company_id FROM account_move
                      WHERE NOT chain.secure AND chain.low = chain.start
                        AND journal_id = chain.journal AND sequence_prefix = chain.prefix
                        AND inalterable_hash IS NOT NULL AND secure_sequence_number > 0
                      ORDER BY secure_sequence_number DESC LIMIT 1)) move
                 WHERE move.hash IS NOT NULL
                 ORDER BY chain.no, move.number, move.id""",
                chains=_chains_sql(self._prefixed(stretches)),
            )
        )
        while rows := self.env.execute_query(SQL("FETCH %s FROM privacy_books", CHUNK)):
            yield rows
        self.env.execute_query(SQL("CLOSE privacy_books"))

    def _prefixed(self, stretches):
        """Return the stretches with their prefix, read from whichever end still stands."""
        ends = [stretch[end] for stretch in stretches for end in ("first", "last")]
        prefixes = dict(self.env.execute_query(
            SQL("SELECT id, sequence_prefix FROM account_move WHERE id = ANY(%s)", ends)
        ))
        return [
            {**stretch, "prefix": prefixes.get(stretch["first"], prefixes.get(stretch["last"]))}
            for stretch in stretches
        ]

    def _lines(self, move_ids):
        """Return ``{move id: [(id, label, debit, credit, account, partner, decimals)]}``."""
        lines = defaultdict(list)
        for move_id, *line in self.env.execute_query(
            SQL(
                """SELECT line.move_id, line.id, line.name, debit::float8, credit::float8,
                          account_id, partner_id, COALESCE(currency.decimal_places, 0)
                     FROM account_move_line line
                     LEFT JOIN res_currency currency ON currency.id = line.currency_id
                    WHERE line.move_id = ANY(%s)""",
                move_ids,
            )
        ):
            lines[move_id].append(line)
        return lines


def _chains_sql(rows):
    """Return SQL of (journal, secure, prefix, start, finish, low, high, no), no from 0."""
    return SQL(
        """SELECT journal, secure, prefix, start, finish, low, high, place - 1 AS no
             FROM unnest(%s::int[], %s::bool[], %s::varchar[], %s::int[], %s::int[], %s::int[],
                         %s::int[])
             WITH ORDINALITY AS chain(journal, secure, prefix, start, finish, low, high, place)""",
        *([row.get(name) for row in rows]
          for name in ("journal", "secure", "prefix", "start", "finish", "low", "high")),
    )
