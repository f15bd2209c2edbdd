"""Whatever is changed in the records, the page, the clocks and the letters say the same
(hypothesis): page, clocks and answers to requests read one source, and this would see a second.
"""

from datetime import date

from odoo.tests import freeze_time, tagged

from ...core.policy.periods import last_day
from ...engine.access.facts import Facts
from ...engine.policy_page.facts import PolicyFacts
from ...engine.policy_page.versions import Versions
from ..builders.policies import PolicyCommon
from ..common import TODAY
from ..properties import (
    HealthCheck,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
    settings,
    st,
)

TALKED = date(2026, 5, 4)


class Changes(RuleBasedStateMachine):
    """An officer changes records of the test's company, and companies join; each time it is asked
    whether all say the same.
    """

    case, agree = None, None

    def __init__(self):
        super().__init__()
        self.savepoint = self.case.env.cr.savepoint()
        self.case.joined = []

    def teardown(self):
        self.savepoint.close(rollback=True)

    @rule(count=st.integers(1, 9), unit=st.sampled_from(("months", "years")),
          year_end=st.booleans())
    def period(self, count, unit, year_end):
        self.case.rule.write({"period_count": count, "period_unit": unit,
                         "from_year_end": year_end})

    @rule(years=st.integers(0, 12))
    def vouchers(self, years):
        self.case.company.privacy_voucher_years = years

    @rule(model=st.sampled_from(("privacy.recipient", "privacy.purpose")),
          number=st.integers(0, 20), active=st.booleans())
    def row(self, model, number, active):
        every = self.case.env[model].with_context(active_test=False).search([])
        every[number % len(every)].active = active

    @rule(name=st.sampled_from(("One BV", "Two BV")))
    def controller(self, name):
        self.case.company.privacy_controller_name = name

    @rule()
    def company(self):
        if len(self.case.joined) < 2:
            name = f"Joining {len(self.case.joined)}"
            other = self.case.env["res.company"].create({"name": name})
            self.case.env["privacy.recipient"].create({
                "name": f"Only of {other.name}", "role": "processor", "group": "operations",
                "company_id": other.id, "country_id": self.case.env.ref("base.be").id})
            self.case.joined.append(other)

    @invariant()
    def records_agree(self):
        self.agree()


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestAgreement(PolicyCommon):
    def test_no_change_of_the_records_makes_them_disagree(self):
        version, self.joined = self._published(), []
        person = self._contact("Ada", [("mail", "2026-05-04 10:00:00")], email="ada@p.example")
        request = self.env["privacy.request"].create({
            "company_id": self.company.id, "partner_ids": [(6, 0, person.ids)],
            "right_ids": [(0, 0, {"kind": "access"})]})
        run_state_machine_as_test(
            type("Machine", (Changes,), {"case": self, "agree": staticmethod(
                lambda: self._agree(version, person, request))}), settings=settings(
                max_examples=12, stateful_step_count=6, deadline=None,
                suppress_health_check=list(HealthCheck)))

    def _agree(self, version, person, request):
        self.timers.refresh(person)
        self.env.invalidate_all()
        _lang, html = Versions(self.env, self.company).live(version)
        facts = PolicyFacts(self.env, self.company, "en_US").all()
        self._periods_agree(facts, html, person)
        names = {each["name"] for each in facts["recipients"]}
        active = self.env["privacy.recipient"].search(
            [("company_id", "in", (False, self.company.id))])
        self.assertEqual(names, {*active.mapped("name")})
        letter = Facts(self.env, request)
        self.assertEqual(letter._controller()["name"], facts["controller"][0]["name"])
        self.assertIn(facts["controller"][0]["name"], html)
        self.assertIn(facts["authority"][0]["lines"][0], letter._complaint())
        self.assertIn(facts["authority"][0]["lines"][0], html)
        purposes = self.env["privacy.purpose"].search(
            [("company_id", "in", (False, self.company.id))])
        self.assertEqual({each["name"] for each in facts["purposes"]}, {*purposes.mapped("name")})
        for other in self.joined:
            self._other_agrees(other, facts)

    def _other_agrees(self, other, facts):
        """What a company that joined says is what all say, and what is its own; the first one's
        page says nothing of it.
        """
        theirs = PolicyFacts(self.env, other, "en_US").all()
        own = {f"Only of {other.name}"}
        self.assertEqual({each["name"] for each in theirs["recipients"]},
                         {each["name"] for each in facts["recipients"]} | own)
        self.assertEqual(theirs["controller"][0]["name"], other.name)
        years = {each["code"]: (each["count"], each["unit"]) for each in facts["periods"]}
        for each in theirs["periods"]:
            if each["code"] != "vouchers":
                self.assertEqual((each["count"], each["unit"]), years[each["code"]])

    def _periods_agree(self, facts, html, person):
        """What the page says of a period is what the clock of a person has counted."""
        said = {each["code"]: each for each in facts["periods"]}
        for each in said.values():
            self.assertIn(each["sentence"].replace("&", "&amp;"), html)
        clock = self.timers.search(
            [("partner_id", "=", person.id), ("rule_id", "=", self.rule.id)])
        period = self.rule._period()
        told = said["communication"]
        self.assertEqual((told["count"], told["unit"]), (period.count, period.unit))
        self.assertEqual(clock.date_until, last_day(TALKED, period, told["from_year_end"]))
        years = self.company.privacy_voucher_years
        self.assertEqual("vouchers" in said, bool(years))
        if years:
            self.assertEqual(said["vouchers"]["count"], years)
