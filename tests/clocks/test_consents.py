"""Consents are added to, never rewritten: each act stays, and is evidence (Art. 7(1) and (3))."""

from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ...engine.acting import acting_env
from ...engine.consents.withdrawing import Withdrawing
from ..builders.rpc import FORGED, REFUSALS, Rpc
from ..common import TODAY

WORDS = "Yes, send me the newsletter."


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestConsents(Rpc):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact = cls._contact("Quirinus Zwaluwnest", email="quirinus@zwaluwnest.example",
                                   facts=(("mail", "2026-05-04 10:00:00"),))
        cls.purpose = cls.env.ref("cloudpepper_privacy.purpose_marketing")
        cls.consents = cls.env["privacy.consent.record"]

    def _vals(self, **vals):
        return {"partner_id": self.contact.id, "purpose_id": self.purpose.id,
                "date_given": "2025-01-10", "source": "form", "statement": WORDS, **vals}

    def _given(self, **vals):
        return self.consents.create(self._vals(**vals))

    def _refuses(self, user, method, *args, error=UserError, **kwargs):
        with self.assertRaises(error), self.env.cr.savepoint(), mute_logger(*REFUSALS):
            self._rpc(user, "privacy.consent.record", method, *args, **kwargs)

    def _filed(self):
        rows = self.env["privacy.evidence"].search(
            [("partner_ref", "=", self.contact.id), ("act", "=like", "consent_%")], order="id")
        return [(row.act, row.uid_ref) for row in rows]

    # === WITHDRAWAL === #

    def test_a_privacy_user_withdraws_today(self):
        consent = self._given()
        self._rpc(self.user, "privacy.consent.record", "write", consent.ids,
                  {"date_withdrawn": TODAY})
        self.assertEqual(consent.date_withdrawn, date.fromisoformat(TODAY))
        other = self._given()
        self._rpc(self.user, "privacy.consent.record", "action_withdraw", other.ids)
        self.assertEqual(other.date_withdrawn, date.fromisoformat(TODAY))
        self.assertEqual(self._filed()[-1], ("consent_withdrawn", self.user.id))

    def test_nobody_undoes_or_moves_a_withdrawal(self):
        consent = self._given(date_withdrawn="2026-11-01")
        for user in (self.user, self.officer, self.env.ref("base.user_root")):
            for day in (False, "2026-11-23", "2026-10-01", "2027-01-01"):
                with self.subTest(user=user.login, day=day):
                    self._refuses(user, "write", consent.ids, {"date_withdrawn": day})
        for value in FORGED:
            self._refuses(self.officer, "write", consent.ids, {"date_withdrawn": False},
                          context={"privacy_acting": value, "install_mode": True})
        self.assertEqual(str(consent.date_withdrawn), "2026-11-01")
        self.timers.refresh()
        self.assertEqual(self._clocks(self.contact)["marketing"][1], "opt_out")

    def test_a_privacy_user_backdates_nothing_and_an_officer_not_into_the_future(self):
        consent = self._given()
        for day in ("2026-11-22", "2025-01-10", "2020-01-01"):
            self._refuses(self.user, "write", consent.ids, {"date_withdrawn": day},
                          error=AccessError)
        self._refuses(self.officer, "write", consent.ids, {"date_withdrawn": "2026-11-24"},
                      error=ValidationError)
        self._refuses(self.officer, "write", consent.ids, {"date_withdrawn": "2025-01-09"},
                      error=ValidationError)
        self._rpc(self.officer, "privacy.consent.record", "write", consent.ids,
                  {"date_withdrawn": "2026-11-20"})
        self.assertEqual(str(consent.date_withdrawn), "2026-11-20")

    def test_an_older_consent_brings_back_none_that_was_withdrawn(self):
        self._given(date_withdrawn="2026-11-01")
        for user in (self.user, self.officer):
            self._refuses(user, "create", self._vals(date_given="2026-10-31"))
        self._rpc(self.user, "privacy.consent.record", "create",
                  self._vals(date_given="2026-11-02"))
        other = self.env["privacy.purpose"].search([("id", "!=", self.purpose.id)], limit=1)
        self._rpc(self.user, "privacy.consent.record", "create",
                  self._vals(date_given="2026-10-31", purpose_id=other.id))

    def test_nobody_agrees_in_advance(self):
        for user in (self.user, self.officer):
            self._refuses(user, "create", self._vals(date_given="2026-11-24"),
                          error=ValidationError)
        self._refuses(self.user, "create", self._vals(date_withdrawn="2026-01-10"),
                      error=AccessError)
        self._rpc(self.officer, "privacy.consent.record", "create",
                  self._vals(date_withdrawn="2026-01-10"))

    # === WORDS === #

    def test_nobody_rewrites_what_was_agreed_to(self):
        consent = self._given()
        for user in (self.user, self.officer, self.env.ref("base.user_root")):
            for name, value in (("statement", "Everything"), ("source", "letter"),
                                ("date_given", "2019-01-01"), ("purpose_id", 1),
                                ("correction", "x")):
                with self.subTest(user=user.login, field=name):
                    self._refuses(user, "write", consent.ids, {name: value}, error=AccessError)
        for user in (self.user, self.officer):
            for name, value in (("partner_id", self.portal.partner_id.id), ("active", False)):
                with self.subTest(user=user.login, field=name):
                    self._refuses(user, "write", consent.ids, {name: value}, error=AccessError)
        self.assertEqual((consent.statement, consent.active), (WORDS, True))

    def test_nobody_deletes_a_consent(self):
        consent = self._given()
        for user in (self.user, self.officer, self.admin):
            for context in ({}, {"_force_unlink": True}):
                self._refuses(user, "unlink", consent.ids, context=context)
        with self.assertRaises(UserError):
            consent.unlink()
        acting_env(self.env)[consent._name].browse(consent.id).unlink()
        self.assertFalse(consent.exists())

    # === CORRECTIONS === #

    def _correction(self, consent, **vals):
        return self._vals(corrects_id=consent.id, correction="The year was read wrongly.", **vals)

    def test_a_correction_is_a_new_row_that_says_whose_it_is(self):
        wrong = self._given(date_given="2019-01-10")
        number = self._rpc(self.officer, "privacy.consent.record", "create",
                           self._correction(wrong, date_given="2025-01-10"))
        right = self.consents.browse(number)
        self.assertEqual((right.corrects_id, right.create_uid), (wrong, self.officer))
        self.assertEqual((wrong.active, str(wrong.date_given), wrong.statement),
                         (False, "2019-01-10", WORDS))
        self.assertEqual(self._filed(), [
            ("consent_given", self.env.uid), ("consent_corrected", self.officer.id)])

    def test_what_was_corrected_carries_nothing_any_more(self):
        wrong = self._given()
        self.timers.refresh()
        self.assertIn("consent", self._bases(self.contact))
        self._rpc(self.officer, "privacy.consent.record", "create",
                  self._correction(wrong, date_withdrawn="2025-03-01"))
        self.timers.refresh()
        self.assertNotIn("consent", self._bases(self.contact))
        self.assertEqual(self._clocks(self.contact)["marketing"][1], "opt_out")

    def test_officers_alone_correct_once_with_a_reason_and_the_same_contact(self):
        wrong = self._given()
        self._refuses(self.user, "create", self._correction(wrong), error=AccessError)
        self._refuses(self.officer, "create", {**self._correction(wrong), "correction": " "})
        self._refuses(self.officer, "create",
                      {**self._correction(wrong), "partner_id": self.portal.partner_id.id})
        self._rpc(self.officer, "privacy.consent.record", "create", self._correction(wrong))
        self._refuses(self.officer, "create", self._correction(wrong))

    def test_the_button_opens_the_new_row_with_what_was_said(self):
        wrong = self._given()
        self._refuses(self.user, "action_correct", wrong.ids, error=AccessError)
        action = self._rpc(self.officer, "privacy.consent.record", "action_correct", wrong.ids)
        self.assertEqual(action["context"]["default_corrects_id"], wrong.id)
        self.assertEqual(action["context"]["default_statement"], WORDS)

    # === EVIDENCE === #

    def test_each_act_is_evidence_whoever_does_it(self):
        consent = self._given()
        Withdrawing(self.env(user=self.officer.id)).withdraw(consent, "desk")
        self.assertEqual(self._filed(), [
            ("consent_given", self.env.uid), ("consent_withdrawn", self.officer.id)])
        row = self.env["privacy.evidence"].search([("act", "=", "consent_withdrawn")], limit=1)
        self.assertEqual((row.counts["consent"], row.counts["withdrawn"]), (consent.id, TODAY))
        self.assertNotIn("newsletter", str(row.counts))

    def test_the_evidence_knows_another_wording(self):
        digests = [self.env["privacy.evidence"].search(
            [("act", "=", "consent_given")], limit=1, order="id desc").digest
            for words in (WORDS, WORDS + "!", WORDS) if self._given(statement=words)]
        self.assertEqual(digests[0], digests[2])
        self.assertNotEqual(digests[0], digests[1])

    def test_acts_that_do_nothing_are_no_evidence(self):
        consent = self._given(date_withdrawn="2026-11-01")
        before = self._filed()
        consent.write({"date_withdrawn": "2026-11-01"})
        self._refuses(self.user, "action_withdraw", consent.ids)
        self.assertEqual(self._filed(), before)
