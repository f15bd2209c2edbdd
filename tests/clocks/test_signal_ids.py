"""Ids grow without end, as rows are deleted and made again; a mark has 14 bits for a signal."""

from odoo.api import SUPERUSER_ID
from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ...core.errors import BadPlan
from ...engine.clocks.marks import SIGNALS, SignalNumbers
from ..common import TODAY, PrivacyCommon

#: the first id that 14 bits cannot hold, one above, and the last that PostgreSQL gives
LARGE = (2**14, 20_000, 2**31 - 1)
MAIL = ("mail", "2024-05-04 10:00:00")
MAILED = ("counting", "interaction", "2027-05-04")


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestSignalIds(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # what other tests have committed was looked at on another day
        cls.timers.refresh(full=True)

    def _with_id(self, signal_id, vals):
        """Create a signal with this very id."""
        self.env.cr.execute(SQL("ALTER SEQUENCE privacy_signal_id_seq RESTART WITH %s", signal_id))
        signal = self.env["privacy.signal"].create(vals)
        self.assertEqual(signal.id, signal_id)
        return signal

    def _moved(self, xml_id, signal_id):
        """Put a signal with this id in the place of one that the module brought."""
        seeded = self.env.ref(f"cloudpepper_privacy.{xml_id}")
        (vals,) = seeded.copy_data({"code": f"{seeded.code} {signal_id}"})
        seeded.active = False
        return self._with_id(signal_id, vals)

    def _written(self, signal_id, code="written"):
        """Create a signal of this id that sees messages which the contact wrote."""
        return self._with_id(signal_id, {
            "name": "Written", "code": f"{code} {signal_id}", "kind": "interaction",
            "model_name": "mail.message", "path": "author_id", "date_field": "date",
            "domain": "[('message_type', '=', 'email')]",
        })

    def _only(self, signal):
        """Let no other signal see interactions."""
        others = self.env["privacy.signal"].search([("kind", "=", "interaction")]) - signal
        others.active = False

    def _timer(self, contact, code):
        return self.timers.search([("partner_id", "=", contact.id), ("rule_id.code", "=", code)])

    def test_a_signal_of_any_id_starts_the_clock_and_is_named_as_what_did(self):
        for signal_id in LARGE:
            with self.subTest(signal_id):
                signal = self._written(signal_id)
                self._only(signal)
                contact, silent = self._contact(facts=(MAIL,)), self._contact()
                for full in (False, True):
                    self.timers.refresh(full=full)
                    timer = self._timer(contact, "communication")
                    self.assertEqual(self._clocks(contact)["communication"], MAILED)
                    self.assertEqual((timer.signal_id, timer.signal_res_id),
                                     (signal, contact.message_ids.id))
                    self.assertEqual(timer.date_start.isoformat(), "2024-05-04")
                    self.assertIn("2024-05-04", timer.sentence)
                    other = self._timer(silent, "communication")
                    self.assertEqual(other.reason, "creation")
                    self.assertFalse(other.signal_id or other.signal_res_id)
                self.assertEqual(self.timers.refresh(full=True), 0)

    def test_the_sentence_names_the_document_that_a_signal_of_any_id_saw(self):
        for signal_id in LARGE:
            with self.subTest(signal_id), self.env.cr.savepoint() as savepoint:
                signal = self._moved("signal_invoice", signal_id)
                contact = self._contact(facts=(("invoice", "2020-02-29"),))
                move = self.env["account.move"].search([
                    ("partner_id", "=", contact.id), ("move_type", "=", "out_invoice")])
                self.env["privacy.signal"].search(
                    [("kind", "=", "billing"), ("id", "!=", signal.id)]).active = False
                self.timers.refresh()
                timer = self._timer(contact, "billing")
                self.assertEqual((timer.signal_id, timer.signal_res_id), (signal, move.id))
                self.assertIn(move.name, timer.sentence)
                self.assertIn("2027-12-31", timer.sentence)
                savepoint.rollback()

    def test_what_a_signal_of_any_id_saw_is_remembered_and_what_a_person_deletes_is_not(self):
        for signal_id in LARGE:
            with self.subTest(signal_id):
                signal = self._written(signal_id)
                self._only(signal)
                kept, undone = self._contact(facts=(MAIL,)), self._contact(facts=(MAIL,))
                self.timers.refresh()
                message = kept.message_ids.id
                kept.message_ids.with_user(SUPERUSER_ID).unlink()
                undone.message_ids.with_user(self.admin).sudo().unlink()
                for full in (False, True):
                    self.timers.refresh(full=full)
                    timer = self._timer(kept, "communication")
                    self.assertEqual(self._clocks(kept)["communication"], MAILED)
                    self.assertEqual((timer.signal_id, timer.signal_res_id), (signal, message))
                    self.assertEqual(self._timer(undone, "communication").reason, "creation")

    def test_an_archived_signal_of_a_large_id_is_remembered_too(self):
        signal = self._written(20_000)
        self._only(signal)
        contact = self._contact(facts=(MAIL,))
        self.timers.refresh()
        contact.message_ids.with_user(SUPERUSER_ID).unlink()
        signal.active = False
        self.timers.refresh(full=True)
        self.assertEqual(self._timer(contact, "communication").signal_id, signal)

    def test_of_two_signals_on_one_day_the_later_made_one_is_named(self):
        early, late = self._written(16_000, "early"), self._written(40_000, "late")
        self._only(early | late)
        contact = self._contact(facts=(MAIL,))
        self.timers.refresh()
        self.assertEqual(self._timer(contact, "communication").signal_id, late)
        late.active = False
        self.timers.refresh(full=True)
        self.assertEqual(self._timer(contact, "communication").signal_id, early)

    def test_more_signals_than_a_mark_can_number_are_refused(self):
        self.assertEqual(SignalNumbers(range(1, SIGNALS + 1)).number(SIGNALS), SIGNALS)
        with self.assertRaises(BadPlan):
            SignalNumbers(range(SIGNALS + 1))
