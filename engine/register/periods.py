"""How long data are kept, in words: the one source of these sentences.

The register, the policy's page and the answer to a request for access say what stands here, and
what stands here is read from the retention rules that run (``privacy.rule``), so that none of them
can say another period than the clocks count. Nothing is typed or stored.

::

    periods = Periods(env, company, lang="nl_BE")
    for each in periods.every():                # one Keeping for each rule, then the vouchers
        print(each.name, each.sentence, each.facts())
    periods.by_category()                       # {code of a category: (Keeping, ...)}
    periods.of_purpose(purpose)                 # (Keeping, ...) of a privacy.purpose

Source: Art. 5(1)(e), 13(2)(a), 15(1)(d), 30(1)(f) GDPR.
"""

from typing import NamedTuple

from odoo.fields import Domain

from ..access.language import in_lang

#: what a sentence is of, where no rule makes it: the books' vouchers (R9), a hold (R15)
VOUCHERS, HOLD = "vouchers", "hold"


class Keeping(NamedTuple):
    """How long data of some categories are kept.

    :ivar str code: of the rule; ``vouchers`` of what the books keep, ``hold`` of a claim
    :ivar str name: of the rule, in the language asked for
    :ivar tuple categories: codes of the categories that it covers
    :ivar int count: of units, 0 where an event alone ends it
    :ivar str unit: days, months, years
    :ivar str event: what the period starts at: ``start_event`` of the rule, ``book_year_end`` of
        vouchers, ``hold`` of a claim
    :ivar bool from_year_end: counted from 31 December of the event's year
    :ivar str action: what happens then: anonymise, erase, delete_rows, task; "" where nothing
        happens by itself
    :ivar bool hosted: of data that customers keep in what is hosted for them: the company is
        processor of them (Art. 28)
    :ivar str until: until when, a sentence without its full stop
    :ivar str then: what happens then, a sentence; may be empty
    :ivar str ground: why the period is what it is; may be empty
    """

    code: str
    name: str
    categories: tuple
    count: int
    unit: str
    event: str
    from_year_end: bool
    action: str
    hosted: bool
    until: str
    then: str
    ground: str

    @property
    def sentence(self):
        """Until when, and what happens then."""
        return f"{self.until}. {self.then}".strip()

    def facts(self):
        """Return what it says, in no language: for digests, differences and comparisons."""
        return {"code": self.code, "categories": list(self.categories), "count": self.count,
                "unit": self.unit, "event": self.event, "from_year_end": self.from_year_end,
                "action": self.action}


def period_words(env, count, unit):
    """Return a period in words: 7 years, 1 month.

    :param int count: how many
    :param str unit: days, months or years
    """
    one = {"days": env._("1 day"), "months": env._("1 month"), "years": env._("1 year")}
    if count == 1 and unit in one:
        return one[unit]
    units = dict(env["privacy.rule"]._fields["period_unit"]._description_selection(env))
    return f"{count} {units.get(unit, '')}".strip()


class Periods:
    """The periods of one controller, in one language.

    :param env: environment; rules are read as superuser
    :param company: the controller: its own rules count, and those of every company
    :param str lang: code of an installed language; None: that of ``env``
    """

    def __init__(self, env, company, lang=None):
        self.env = in_lang(env(su=True), lang or env.lang)
        self._company = company.with_env(self.env)

    # === WHAT IS KEPT HOW LONG === #

    def every(self):
        """Return a :class:`Keeping` for each rule in force, in their order, then the vouchers'."""
        return (*(self._of_rule(rule) for rule in self.rules()), *self._vouchers())

    def by_category(self):
        """Return {code of a category: tuple of :class:`Keeping`} of every active category; an empty
        tuple where no rule ends it.
        """
        every = self.every()
        return {code: tuple(each for each in every if code in each.categories)
                for code in self.env["privacy.category"].search([]).mapped("code")}

    def of_purpose(self, purpose):
        """Return a tuple of :class:`Keeping`: how long data are kept that a purpose uses.

        What customers keep in what is hosted for them is no data of a purpose of the controller's,
        and periods of staff are for purposes of staff.
        """
        purpose = purpose.with_env(self.env)
        codes, about_staff = set(purpose.category_ids.mapped("code")), self._about_staff(purpose)
        found = [each for each in self.every() if codes.intersection(each.categories)
                 and not each.hosted and (about_staff or each.event != "departure")]
        if "hold" in purpose.line_ids.mapped("situation"):
            found.append(self._hold(purpose))
        return tuple(found)

    def hosted(self):
        """Return a tuple of :class:`Keeping` of what is hosted for customers (Art. 28(3)(g))."""
        return tuple(each for each in self.every() if each.hosted)

    def of_rows(self, categories):
        """Return {privacy.category: sentences} of what goes record by record, by its own date.

        :param privacy.category categories: that are asked about
        """
        rules = self.rules().filtered(lambda rule: rule.start_event == "row_date")
        return {category: [self._until(rule) for rule in rules if category in rule._categories()]
                for category in categories.with_env(self.env)}

    # === RULES === #

    def rules(self):
        """Return the rules in force for this controller."""
        return self.env["privacy.rule"].search(
            Domain("active", "=", True) & Domain("company_id", "in", (False, self._company.id)))

    def _of_rule(self, rule):
        return Keeping(
            rule.code, rule.name, tuple(rule._categories().sorted().mapped("code")),
            rule.period_count, rule.period_unit, rule.start_event, rule.from_year_end, rule.action,
            _is_hosted(rule), self._until(rule), self._then(rule.action), rule.ground or "")

    def _until(self, rule):
        """Return until when a rule keeps data, by its event (R1, R6, R7)."""
        period = rule.period_text
        words = {
            "relationship_end": self.env._(
                "While the relationship runs, and %s after its end", period),
            "contract_end": self.env._(
                "While the contract runs, and %s after its termination", period),
            "last_interaction": self.env._("Until %s after the last interaction", period),
            "departure": self.env._("While somebody is on the staff, and %s after leaving", period),
            "opt_out": self.env._(
                "Until an opt-out or the withdrawal of consent, and %s after it", period),
            "row_date": self.env._("Each record: %s after its own date", period),
            "task_done": self.env._(
                "Until %(period)s after the end of: %(before)s", period=period,
                before=rule.previous_rule_id.name or ""),
        }[rule.start_event]
        if not rule.from_year_end:
            return words
        return self.env._("%s, counted from the end of that year", words)

    def _then(self, action):
        return {
            "anonymise": self.env._("Then the person is made unrecognisable (anonymised)."),
            "erase": self.env._("Then the data are erased."),
            "delete_rows": self.env._("Then the record is deleted."),
            "task": self.env._(
                "Then they are removed where they are stored, and that is recorded."),
        }[action]

    # === WHAT NO RULE SAYS === #

    def _vouchers(self):
        """Return how long the books keep their vouchers, where the company has said so (R9)."""
        years = self._company.privacy_voucher_years
        if not years:
            return ()
        until = self.env._(
            "Invoices, payments and receipts, with whoever is named on them: at least %s from the "
            "end of the book year", period_words(self.env, years, "years"))
        return (Keeping(VOUCHERS, self.env._("Vouchers of the books"), ("account",), years, "years",
                        "book_year_end", True, "", False, until, "", ""),)

    def _hold(self, purpose):
        until = self.env._("Longer where a claim needs the data: until the claim is settled")
        return Keeping(HOLD, self.env._("Holds for claims"),
                       tuple(purpose.category_ids.mapped("code")), 0, "days", "hold", False, "",
                       False, until, "", "")

    def _about_staff(self, purpose):
        """Whether a purpose is about staff."""
        return any(purpose.subject_category_ids.mapped("staff"))


def _is_hosted(rule):
    """Whether a rule is of data hosted for customers: it starts at the end of their contract, or
    after a task that does.
    """
    seen = rule.browse()
    while rule.previous_rule_id and rule not in seen:
        seen |= rule
        rule = rule.previous_rule_id
    return rule.start_event == "contract_end"
