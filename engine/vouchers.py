"""How long the vouchers of the books are kept (R9): what the law of a company's country asks, what
is set, and who said so.

An officer's word is on record before anything that stood in the books goes: set under *Settings*,
or else given with the approval of the preview that showed the period.
"""

from odoo import fields
from odoo.tools import SQL

from ..core.policy import statutory
from .clocks.policy import policy_changed

#: models whose posted records are documents of the books
BOOK_DOCUMENTS = ("account.move", "account.payment", "account.bank.statement.line", "pos.order")
#: years that the settings let an officer choose from
MOST_YEARS = 50


class Vouchers:
    """The vouchers' period of companies."""

    def __init__(self, env):
        self.env = env(su=True)

    # === WARN === #

    def shorter(self, companies):
        """Return [(company, its law or None)] of those that keep vouchers shorter than their
        country asks, and of those whose country's law is not known here, as long as no officer
        has answered for it.

        :param res.company companies: which are looked at
        """
        found = []
        for company in companies.with_env(self.env):
            law = statutory.law_of(company.country_id.code)
            if law is None and not company.privacy_voucher_chosen_on:
                found.append((company, None))
            elif law is not None and company.privacy_voucher_years < law.years:
                found.append((company, law))
        return found

    def warnings(self, companies):
        """Return a sentence for each of :meth:`shorter`, in the reader's language; and one where
        documents of the books are no vouchers any more.
        """
        said = [self._warning(company, law) for company, law in self.shorter(companies)]
        dropped = self.dropped()
        if dropped:
            said.append(self.env._(
                "No vouchers any more, and kept as long as the retention rule says alone: "
                "%(signals)s. The law asks for the same years of them (Configuration > Signals).",
                signals=", ".join(dropped.mapped("name"))))
        return said

    def dropped(self):
        """Return the signals of documents of the books that an officer has taken the mark of a
        voucher from, or archived.
        """
        signals = self.env["privacy.signal"].with_context(active_test=False).search([
            ("model_name", "in", BOOK_DOCUMENTS), ("kind", "in", ("billing", "named"))])
        return signals.filtered(lambda signal: not (signal.voucher and signal.active)
                                and not signal._is_resting())

    def warning_of(self, run):
        """Return what an officer reads before approving a run that takes whoever stands in the
        books; False where nothing is to be said.
        """
        if (run.state not in ("preview", "waiting") or not run._origin
                or not self.ends_books(run._origin)):
            return False
        return "\n".join(self.warnings(self.env["res.company"].search([]))) or False

    def _warning(self, company, law):
        values = {"company": company.name, "years": company.privacy_voucher_years}
        if law is None:
            return self.env._(
                "%(company)s keeps vouchers for %(years)s years. What the law of its country asks "
                "is not known here: say it under Settings > Privacy.", **values)
        values |= {"accounting": law.accounting, "tax": law.tax, "law": law.source}
        return self.env._(
            "%(company)s keeps vouchers for %(years)s years. Its country asks %(accounting)s years "
            "for accounting and %(tax)s for tax, from the end of the book year (%(law)s).",
            **values)

    # === ON RECORD === #

    def say(self, company, years):
        """Set the years of a company, and file that an officer said so; also where they stay.

        :param res.company company: one
        """
        company = company.with_env(self.env)
        if company.privacy_voucher_years != years:
            company.privacy_voucher_years = years
        else:
            self.choose(company, {company.id: years})

    def choose(self, companies, before):
        """File what an officer has set, and let clocks follow; what makes more contacts due waits
        (R18).

        :param res.company companies: whose years were just written
        :param dict before: {company id: years before}
        """
        companies.with_env(self.env).privacy_voucher_chosen_on = fields.Datetime.now()
        self._record(companies, before)
        if any(company.privacy_voucher_years < before[company.id] for company in companies):
            self.env["privacy.rule"]._all_wait()
        policy_changed(self.env)

    def answer(self, run):
        """File, before a run takes anybody who stood in the books, the years of the companies of
        which nobody has said anything: who approved the run has read them in its preview.
        """
        if not self.ends_books(run):
            return
        open_ones = self.env["res.company"].search([("privacy_voucher_chosen_on", "=", False)])
        open_ones.privacy_voucher_chosen_on = fields.Datetime.now()
        self._record(open_ones, {}, run)

    def ends_books(self, run):
        """Whether the run takes contacts because a clock of the relationship has ended."""
        run.env.flush_all()
        ((some,),) = self.env.execute_query(SQL(
            """SELECT EXISTS (SELECT FROM privacy_run_item item
                 JOIN privacy_timer timer ON timer.partner_id = item.partner_id
                 JOIN privacy_rule rule ON rule.id = timer.rule_id
                WHERE item.run_id = %s AND item.whole AND item.state = 'todo'
                  AND rule.start_event = 'relationship_end')""", run.id))
        return some

    def _record(self, companies, before, run=None):
        rows = []
        for company in companies:
            law = statutory.law_of(company.country_id.code)
            rows.append({"act": "vouchers", "run": run.id if run else None, "company": company.id,
                         "counts": {
                             "years": company.privacy_voucher_years,
                             "before": before.get(company.id),
                             "country": company.country_id.code or None,
                             "asked": law.years if law else None}})
        if rows:
            self.env["privacy.evidence"]._record(rows)
