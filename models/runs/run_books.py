from odoo import api, fields, models
from odoo.tools import SQL

from ...core.evidence import odoo_hashchain as hashchain


class PrivacyRunBooks(models.Model):
    """What a run did to the hash chains of the books: nothing, and here is the proof."""

    _inherit = "privacy.run"

    books = fields.Json(
        string="Hash Chains",
        readonly=True, copy=False,
        help="The stretches of hash chains that the run touches, verified before and after.",
    )
    books_text = fields.Text(string="Books", compute="_compute_books_text")

    @api.depends("books")
    @api.depends_context("lang")
    def _compute_books_text(self):
        for run in self:
            run.books_text = "\n".join(run._books_lines()) or False

    def _books_lines(self):
        books = self.books or {}
        before, after = books.get("before", {}), books.get("after")
        ends = {end for stretch in books.get("stretches", {}).values()
                for end in (stretch["first"], stretch["last"])}
        names = {move.id: move.name
                 for move in self.env["account.move"].sudo().browse(sorted(ends)).exists()}
        return [
            self.env._(
                "%(first)s to %(last)s: %(moves)s entries, %(before)s before, %(after)s after",
                first=names.get(stretch["first"], stretch["first"]),
                last=names.get(stretch["last"], stretch["last"]),
                moves=before[key]["moves"], before=self._books_verdict(before[key]),
                after=self._books_verdict(after[key]) if after else self.env._("not yet looked at"),
            )
            for key, stretch in books.get("stretches", {}).items()
        ]

    def _books_verdict(self, result):
        if result["ok"] is None:
            return self.env._("not verifiable")
        if result["ok"]:
            return self.env._("verified")
        return self.env._("broken at entry %s", result["first_bad"])

    # === HOOKS OF THE ENGINE === #

    def _books_before(self):
        """Verify what the run touches before it acts; once per run, and file it.

        A book that was broken before is not the run's: it goes on, and evidence and summary
        say so.

        :return: whether all chains held
        """
        self.ensure_one()
        if self.books:
            return not self._books_broken("before")
        books = self.env["privacy.books"]
        stretches = books._touched(
            SQL("SELECT partner_ref FROM privacy_run_item WHERE run_id = %s", self.id)
        )
        self.books = {"stretches": stretches, "before": books._verify(stretches)}
        self._record_books("before", self._books_broken("before"))
        return not self._books_broken("before")

    def _books_after(self):
        """Verify the same stretches at the end, compare, and file it.

        :return: False where a chain is worse than before; the run must then not end as done
        """
        self.ensure_one()
        if not self.books:
            return True
        after = self.env["privacy.books"]._verify(self.books["stretches"])
        worse = hashchain.broken_since(self.books["before"], after)
        self.books = {**self.books, "after": after, "worse": worse}
        self._record_books("after", worse)
        if worse:
            note = self.env._(
                "Hash chains of the books that held before do not hold any more: %s.",
                ", ".join(worse),
            )
            self.note = "\n".join(filter(None, (self.note, note)))
        return not worse

    def _books_broken(self, moment):
        """Return the keys of chains that did not hold at a moment."""
        results = (self.books or {}).get(moment, {})
        return [key for key, result in results.items() if result["ok"] is False]

    def _record_books(self, moment, broken):
        """Add one row of evidence: each stretch with its ends, counts and last hash."""
        chains = {key: {**self.books["stretches"][key], **result}
                  for key, result in self.books[moment].items()}
        self.env["privacy.evidence"]._record([{
            "act": f"books_{moment}", "run": self.id, "digest": self.digest or None,
            "counts": {"chains": chains, "broken": broken,
                       "moves": sum(result["moves"] for result in chains.values())},
        }])

    def summary(self):
        """Add ``books``: chains and entries looked at, chains broken before and since."""
        self.ensure_one()
        books = self.books or {}
        return {
            **super().summary(),
            "books": {
                "chains": len(books.get("before", {})),
                "moves": sum(result["moves"] for result in books.get("before", {}).values()),
                "broken_before": self._books_broken("before"),
                "broken_since": books.get("worse", []),
            },
        }
