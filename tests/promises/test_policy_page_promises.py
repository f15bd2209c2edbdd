"""P17, and what the public page shows of P5, P6, P7 and P12: tried from outside."""

import re

from odoo.tests import HttpCase, freeze_time, tagged

from ...engine.access.facts import Facts
from ...engine.policy_page.announcing import Announcing
from ..builders.policies import PolicyCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestPolicyPagePromises(PolicyCommon, HttpCase):
    def _read(self, path="/privacy/policy"):
        self.env.flush_all()
        found = self.url_open(f"{path}?company={self.company.id}")
        self.env.invalidate_all()
        self.assertEqual(found.status_code, 200)
        return found.text

    def _article(self, path="/privacy/policy"):
        return re.search(r'<article id="policy".*?</article>', self._read(path), re.S).group()

    def test_p17_a_changed_period_is_on_the_page_in_clocks_and_letters_at_once(self):
        """P17: the policy changes; page, clocks and letters follow, and people are told."""
        person = self._contact("Ada", [("mail", "2026-05-04 10:00:00")], email="ada@p.example")
        self.timers.refresh(person)
        self._published()
        self.assertIn("Until 3 years after the last interaction", self._article())
        rule = self.rule.with_user(self.officer).sudo(False)
        rule.period_count = 4
        self.timers.refresh(person)
        self.assertIn("Until 4 years after the last interaction", self._article())
        self.assertEqual(self._clocks(person)["communication"][2], "2030-05-04")
        request = self.env["privacy.request"].create({
            "company_id": self.company.id, "partner_ids": [(6, 0, person.ids)],
            "right_ids": [(0, 0, {"kind": "access"})]})
        stored = Facts(self.env, request)._storage(self.rule._categories())
        self.assertIn("2030-05-04", [each.get("until") for each in stored])

    def test_p17_a_version_stays_under_its_link_and_says_what_changed(self):
        self._published()
        self.rule.period_count = 4
        second = self._published(effective_date=TODAY)
        self.assertIn("Until 3 years", self._article("/privacy/policy/1"))
        self.assertIn("not in force any more", self._read("/privacy/policy/1"))
        text = self._read()
        self.assertIn(f"Version <span>{second.number}</span>", text)
        self.assertIn("in force from <span>23 November 2026</span>", text)
        self.assertRegex(text, r"from “Until 3 years[^”]*” to “Until 4 years")

    def test_p17_a_material_change_is_announced_once(self):
        person = self._contact("Ada", [("mail", "2026-05-04 10:00:00")], email="ada@p.example")
        self.timers.refresh(person)
        self._published()
        self.rule.period_count = 4
        version = self._published(material=True, effective_date="2027-01-01")
        version.action_announce()
        for _call in range(30):
            Announcing(self.env).work()
        mails = self.env["mail.mail"].search([("email_to", "=", "ada@p.example")])
        self.assertEqual(len(mails), 1)
        self.assertIn("Our privacy policy has changed", mails.subject)

    def test_p6_p7_each_recipient_abroad_is_named_with_country_and_ground(self):
        self._published()
        article = " ".join(self._article().split())
        for name in ("Amazon Web Services", "Stripe", "Klaviyo"):
            self.assertRegex(article, rf"<strong>{name}</strong> \(United States\): Standard "
                                      r"Contractual Clauses, Decision \(EU\) 2021/914")
        self.assertIn("copy of the safeguards", article)
        self.env.ref("cloudpepper_privacy.recipient_stripe").write(
            {"transfer_ground": "dpf", "scc_module": False})
        self.assertRegex(" ".join(self._article().split()),
                         r"<strong>Stripe</strong> \(United States\): EU-US Data Privacy")

    def test_p12_the_authority_stands_on_every_page(self):
        self._published()
        for path in ("/privacy", "/privacy/policy", "/privacy/policy/1"):
            self.assertIn("High Street 1, 1000 Brussels", self._read(path))
        self.company.privacy_authority = False
        self.assertIn("Drukpersstraat 35", self._article())

    def test_p5_no_decision_by_machine_unless_the_company_says_so(self):
        self._published()
        self.assertIn("We take no decision about you", self._article())
        self.company.privacy_automated = "A score decides on credit."
        article = self._article()
        self.assertIn("A score decides on credit.", article)
        self.assertNotIn("We take no decision", article)
