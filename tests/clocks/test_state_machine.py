"""Any history leads to the clocks that a second, naive reading of the rules gives (hypothesis).

The machine posts, pays, resets, mails, merges, archives, holds, releases, ends and reopens, in
any order; a plain model in Python, written from the rules and not from the SQL, says what the
clocks must be. After every step the outbox alone must have brought them there, and an
execution must have spared everybody who is held or not due.
"""

from datetime import date

from odoo.tests import freeze_time, tagged

from ...core.policy.periods import Period, last_day
from ...engine.clocks.refresh import Refresh
from ..builders.leaving import do_outside
from ..common import TODAY, PrivacyCommon
from ..properties import (
    HealthCheck,
    Phase,
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
    settings,
    st,
)

DAYS = st.dates(min_value=date(2012, 1, 1), max_value=date(2026, 11, 20))
WHO = st.integers(0, 1)
CREATED = date(2010, 1, 5)


class Facts:
    """What a naive clerk would write down about one contact."""

    def __init__(self):
        self.billed, self.unpaid, self.drafts, self.mails = [], [], [], []
        #: the day on which drafts were last touched: that of the test
        self.made = None
        self.ended = None
        self.holds = 0

    def communication(self):
        if self.drafts:
            return ("suspended", "under_way", last_day(self.made, Period(3, "years")).isoformat())
        start = max(self.mails, default=CREATED)
        return ("counting", "interaction" if self.mails else "creation",
                last_day(start, Period(3, "years")).isoformat())

    def billing(self):
        if self.unpaid:
            return ("suspended", "unpaid", None)
        last = max(self.billed, default=None)
        if self.drafts and (self.ended or last):
            return ("suspended", "under_way", last_day(self.made, Period(7, "years")).isoformat())
        if self.ended and (last is None or last <= self.ended):
            clock = self._seven("relationship_end", self.ended)
            # vouchers of a book year stay to the end of the seventh year after it (R9)
            floor = f"{last.year + 7}-12-31" if last else ""
            return ("counting", "statutory_floor", floor) if floor > clock[2] else clock
        return ("counting", "statutory_floor", f"{last.year + 7}-12-31") if last else None

    def _seven(self, reason, start):
        return ("counting", reason, last_day(start, Period(7, "years")).isoformat())

    def absorb(self, other):
        self.billed += other.billed
        self.unpaid += other.unpaid
        self.drafts += other.drafts
        self.made = self.made or other.made
        self.mails += other.mails
        self.holds += other.holds


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestStateMachine(PrivacyCommon):
    def test_any_history_leads_to_the_clocks_of_the_rules(self):
        case = self

        class Machine(History):
            test = case

        run_state_machine_as_test(Machine, settings=settings(
            max_examples=12, stateful_step_count=10, deadline=None, database=None,
            # shrinking posts thousands of invoices: the failing history is short enough to read
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck), print_blob=True,
        ))


class History(RuleBasedStateMachine):
    """Two contacts, and everything that can happen to them."""

    test = None

    def __init__(self):
        super().__init__()
        self.contacts = [self.test._contact("One"), self.test._contact("Other")]
        self.facts = [Facts(), Facts()]
        self.moves = [[], []]
        self.cases = [[], []]

    def _alive(self, who):
        return len(self.contacts) > who and not self.contacts[who].privacy_anonymised_on

    @rule(who=WHO, day=DAYS)
    def post(self, who, day):
        if self._alive(who):
            move = self.test._tell_unpaid(self.contacts[who], day)
            self.moves[who].append(move)
            self.facts[who].billed.append(day)
            self.facts[who].unpaid.append(move)

    @rule(who=WHO)
    def pay(self, who):
        if self._alive(who) and self.facts[who].unpaid:
            move = self.facts[who].unpaid.pop()
            self.test._pay(move)
            self.facts[who].billed.append(move.date)

    @rule(who=WHO)
    def reset_to_draft(self, who):
        if self._alive(who) and self.facts[who].unpaid:
            move = self.facts[who].unpaid.pop()
            move.button_draft()
            self.facts[who].billed.remove(move.date)
            self.facts[who].drafts.append(move)
            self.facts[who].made = self.test._made_on()

    @rule(who=WHO)
    def cancel_draft(self, who):
        if self._alive(who) and self.facts[who].drafts:
            self.facts[who].drafts.pop().button_cancel()

    @rule(who=WHO, day=DAYS)
    def mail(self, who, day):
        if self._alive(who):
            self.test._tell_mail(self.contacts[who], f"{day} 10:00:00")
            self.facts[who].mails.append(day)

    @rule(who=WHO, active=st.booleans())
    def archive(self, who, active):
        if self._alive(who):
            self.contacts[who].active = active

    @rule(who=WHO)
    def hold(self, who):
        if self._alive(who):
            self.cases[who].append(self.test._tell_hold(self.contacts[who], None))
            self.facts[who].holds += 1

    @rule(who=WHO)
    def release(self, who):
        if self._alive(who) and self.cases[who]:
            self.cases[who].pop().action_release()
            self.facts[who].holds -= 1

    @rule(who=WHO, day=DAYS)
    def end_or_reopen(self, who, day):
        if self._alive(who):
            self.contacts[who].privacy_relationship_end = day
            self.facts[who].ended = day

    @rule(who=WHO)
    def remove_outside(self, who):
        if self._alive(who):
            do_outside(self.test.env, self.contacts[who])

    @precondition(lambda self: len(self.contacts) == 2)
    @rule()
    def merge(self):
        if not (self._alive(0) and self._alive(1)):
            return
        self.test.env["base.partner.merge.automatic.wizard"]._merge(
            (self.contacts[0] | self.contacts[1]).ids, self.contacts[0]
        )
        target, source = self.facts
        target.ended = max(filter(None, (source.ended, target.ended)), default=None)
        target.absorb(source)
        self.moves[0] += self.moves.pop()
        self.cases[0] += self.cases.pop()
        self.contacts.pop()
        self.facts.pop()

    @rule(who=WHO)
    def execute(self, who):
        if not self._alive(who):
            return
        contact, facts = self.contacts[who], self.facts[who]
        self.test.env["ir.config_parameter"].set_param("cloudpepper_privacy.four_eyes", "")
        self.test.runs.execute(contact, approve=True)
        ended = [clock for clock in (facts.communication(), facts.billing()) if clock]
        whole = all(clock[0] == "counting" and clock[2] < TODAY for clock in ended)
        # what is still to be removed outside keeps nobody: its task knows what it needs
        spared = bool(facts.holds) or not whole
        assert bool(contact.privacy_anonymised_on) != spared
        if not facts.holds and facts.communication()[2] < TODAY:
            assert not contact.message_ids.filtered(lambda m: m.message_type == "email")

    @invariant()
    def clocks_are_what_the_rules_say(self):
        self.test.timers.refresh()
        for contact, facts in zip(self.contacts, self.facts, strict=True):
            if contact.privacy_anonymised_on:
                continue
            clocks = self.test._clocks(contact)
            expected = facts.communication()
            if clocks["communication"][0] == "done":
                expected = ("done", *expected[1:])
            assert clocks["communication"] == expected, (clocks, facts.__dict__)
            assert clocks.get("billing") == facts.billing(), (clocks, facts.__dict__)
        assert Refresh(self.test.env).run([c.id for c in self.contacts]) == 0
