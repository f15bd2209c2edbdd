"""Whatever changes, register, periods, answers and clocks say the same (hypothesis)."""

from odoo.tests import freeze_time, tagged

from ...core.policy.periods import Period
from ...engine.access.inventory import Inventory
from ...engine.register.document import Document
from ...engine.register.periods import Periods
from ..builders.register import RegisterCommon
from ..common import TODAY
from ..properties import (
    HealthCheck,
    Phase,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
    settings,
    st,
)

RULES = ("billing", "communication", "marketing", "technical", "analytics")
PURPOSES = ("services", "billing", "enquiries", "news", "marketing", "analytics")
RECIPIENTS = ("stripe", "klaviyo", "crisp", "odoo", "grafana")
#: {unit: the words of one}
ONE = {"days": "1 day", "months": "1 month", "years": "1 year"}


class Changes(RuleBasedStateMachine):
    """An officer changes periods, recipients and purposes, and companies join, in any order."""

    case = None

    def __init__(self):
        super().__init__()
        self.savepoint = self.case.env.cr.savepoint()
        # a second, naive account of what was said
        self.periods = {code: (it.period_count, it.period_unit) for code, it in
                        ((code, self.case._ref(f"rule_{code}")) for code in RULES)}
        self.ended, self.dropped, self.received, self.joined = set(), set(), {}, []
        for code in PURPOSES:
            names = self.case._ref(f"purpose_{code}").recipient_ids.mapped("name")
            self.received[code] = {*names}

    def teardown(self):
        self.savepoint.rollback()
        self.savepoint.close(rollback=False)
        self.case.env.invalidate_all()

    @rule(code=st.sampled_from(RULES), count=st.integers(1, 30),
          unit=st.sampled_from(("days", "months", "years")))
    def change_a_period(self, code, count, unit):
        self.case._ref(f"rule_{code}").write({"period_count": count, "period_unit": unit})
        self.periods[code] = (count, unit)

    @rule(code=st.sampled_from(RULES))
    def end_or_restore_a_rule(self, code):
        it = self.case._ref(f"rule_{code}")
        it.active = not it.active
        self.ended ^= {code}

    @rule(code=st.sampled_from(PURPOSES), name=st.sampled_from(RECIPIENTS))
    def add_or_remove_a_recipient(self, code, name):
        recipient = self.case._ref(f"recipient_{name}")
        purpose = self.case._ref(f"purpose_{code}")
        if recipient in purpose.recipient_ids:
            purpose.recipient_ids -= recipient
            self.received[code] -= {recipient.name}
        else:
            purpose.recipient_ids |= recipient
            self.received[code] |= {recipient.name}

    @rule(code=st.sampled_from(PURPOSES))
    def drop_or_restore_a_purpose(self, code):
        purpose = self.case._ref(f"purpose_{code}")
        purpose.active = not purpose.active
        self.dropped ^= {code}

    @rule()
    def add_a_company(self):
        if len(self.joined) < 2:
            company = self.case.env["res.company"].create({"name": f"Joining {len(self.joined)}"})
            recipient = self.case.env["privacy.recipient"].create({
                "name": f"Only of {company.name}", "role": "processor", "group": "operations",
                "company_id": company.id, "country_id": self.case.env.ref("base.be").id})
            self.case.env["privacy.purpose"].create({
                "name": f"Purpose of {company.name}", "code": f"of_{company.id}",
                "company_id": company.id, "recipient_ids": [(6, 0, recipient.ids)]})
            self.joined.append(company)

    def _words(self, code):
        count, unit = self.periods[code]
        return ONE[unit] if count == 1 else f"{count} {unit}"

    @invariant()
    def the_register_has_what_was_said(self):
        rows = {row["code"]: row for row in self.case._register()["activities"]}
        for code in PURPOSES:
            if code in self.dropped:
                assert code not in rows
            else:
                told = {each.partition(": ")[0] for each in rows[code]["recipients"]}
                assert told == self.received[code], (code, told)

    @invariant()
    def each_company_has_what_is_everybodys_and_what_is_its_own(self):
        shared = {row["code"] for row in self.case._register()["activities"]}
        for company in self.joined:
            told = Document(self.case.env, company, "en_US").whole()
            own = f"of_{company.id}"
            rows = {row["code"]: row for row in told["activities"]}
            assert set(rows) == shared | {own}, (set(rows) ^ shared)
            assert rows[own]["recipients"] == [
                each for each in rows[own]["recipients"] if company.name in each] != []
            only = [each["name"] for each in told["recipients"] if "Only of" in each["name"]]
            assert only == [f"Only of {company.name}"], only
        assert not any("Joining" in str(row) for row in self.case._register()["activities"])

    @invariant()
    def periods_are_those_of_the_rules(self):
        told = {each.code: each for each in Periods(self.case.env, self.case.company).every()}
        for code in RULES:
            assert (code in told) != (code in self.ended)
            if code in told:
                it = self.case._ref(f"rule_{code}")
                assert self._words(code) in told[code].until
                assert it._period() == Period(told[code].count, told[code].unit)
                assert it.period_text == self._words(code)

    @invariant()
    def a_clock_and_a_person_are_told_the_same_period(self):
        self.case.env.flush_all()
        self.case.env.invalidate_all()
        timers = self.case.timers.search([("partner_id", "=", self.case.person.id)])
        for timer in timers.filtered(lambda each: each.rule_id.code in RULES):
            assert self._words(timer.rule_id.code) in timer.sentence, timer.sentence
        for held in Inventory(self.case.env).of(self.case.person):
            said = Periods(self.case.env, self.case.company).of_rows(held["category"])
            assert held["rows"] in (said[held["category"]], []), held["rows"]


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRegisterFollows(RegisterCommon):
    def test_register_periods_clocks_and_answers_follow_any_change(self):
        self.person = self._contact(
            "Ilse", email="ilse@vermeulen.example",
            facts=[("mail", "2026-05-04 10:00:00"), ("invoice", "2026-05-04")])
        self.timers.refresh()
        run_state_machine_as_test(
            type("Machine", (Changes,), {"case": self}),
            settings=settings(
                max_examples=12, stateful_step_count=8, deadline=None, database=None,
                phases=(Phase.explicit, Phase.generate), derandomize=True,
                suppress_health_check=list(HealthCheck)))
