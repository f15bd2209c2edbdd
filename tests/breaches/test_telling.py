"""Telling people: in their language, in batches, stopped and gone on with, nobody twice, and proof
of who got it.
"""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ...engine.breaches import telling
from ...engine.breaches.telling import Batch, Telling
from ..builders.breaches import BreachCommon

FRIDAY = "2026-11-20 22:00:00"
LINE = "privacy.breach.subject"


@tagged("post_install", "-at_install")
@freeze_time(FRIDAY)
class TestTelling(BreachCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.env["res.partner"].create([
            {"name": f"Person {number}", "email": f"p{number}@many.example", "lang": "en_US"}
            for number in range(7)])
        cls.startClassPatcher(patch.object(telling, "BATCH", 3))

    def _mails(self, breach):
        return self.env["mail.mail"].search([
            ("model", "=", LINE), ("res_id", "in", breach.sudo().subject_ids.ids)])

    def _work(self, breach):
        self.breaches._cron_tell()
        breach.invalidate_recordset()
        return self._mails(breach)

    def _states(self, breach):
        lines = breach.sudo().subject_ids
        lines.invalidate_recordset()
        return lines.mapped("state")

    # === WHAT IS WRITTEN === #

    def test_everybody_gets_one_mail_with_what_the_law_asks(self):
        breach = self._to_tell(self.people)
        breach.action_start()
        mails = self._work(breach)
        self.assertEqual(sorted(mails.mapped("email_to")), sorted(self.people.mapped("email")))
        for part in (breach.nature, breach.consequences, breach.measures, breach.advice,
                     "Privacy desk", "Own Controller BV"):
            with self.subTest(part):
                self.assertIn(part, mails[0].body_html)
        self.assertEqual(breach.telling, "done")
        self.assertFalse(mails.mail_message_id[0].body, "the text is kept once, by the breach")

    def test_each_in_their_language_and_not_before_the_words_are_there(self):
        self.env["res.lang"]._activate_lang("nl_BE")
        self.people[0].lang = "nl_BE"
        breach = self._to_tell(self.people[:2])
        with self.assertRaisesRegex(UserError, "not written in: .*(Dutch|Nederlands)"):
            breach.action_start()
        dutch = breach.with_context(lang="nl_BE")
        dutch.write({"nature": "Uw adres is verstuurd.", "consequences": "Ongewenste mail.",
                     "measures": "De lijst is gewist.", "advice": "Let op."})
        breach.action_start()
        by_address = {mail.email_to: mail.body_html for mail in self._work(breach)}
        self.assertIn("Uw adres is verstuurd.", by_address["p0@many.example"])
        self.assertIn(breach.nature, by_address["p1@many.example"])

    def test_nothing_begins_before_what_people_are_told_is_written(self):
        breach = self._to_tell(self.people, nature=False)
        with self.assertRaisesRegex(UserError, "What People Are Told"):
            breach.action_start()
        self.assertEqual(breach.telling, "none")

    def test_nobody_is_told_before_an_officer_has_decided_so(self):
        breach = self._full()
        self._affect(breach, way="list", partner_ids=[(6, 0, self.people.ids)])
        with self.assertRaisesRegex(UserError, "Decide first"):
            breach.action_start()
        for user in self.auditor, self.user:
            with self.subTest(user.login), self.assertRaises(AccessError):
                breach.with_user(user).action_start()

    # === BATCHES === #

    def test_stopped_and_gone_on_with_nobody_is_written_to_twice(self):
        breach = self._to_tell(self.people)
        breach.action_start()
        self.assertEqual(Telling(self.env, self.breaches)._batch(), 3)
        breach.action_stop()
        self.assertEqual(len(self._work(breach)), 3, "nobody while it is stopped")
        self.assertEqual(breach.telling, "stopped")
        breach.action_start()
        mails = self._work(breach)
        self.assertEqual(len(mails), 7)
        self.assertEqual(len(set(mails.mapped("email_to"))), 7)

    def test_a_batch_that_fails_takes_its_mails_back(self):
        breach = self._to_tell(self.people)
        breach.action_start()
        queue = Batch._queue

        def failing(batch, lines, lang, addresses):
            queue(batch, lines, lang, addresses)
            raise ZeroDivisionError

        with patch.object(Batch, "_queue", failing), self.assertRaises(ZeroDivisionError), \
                self.env.cr.savepoint():
            Telling(self.env, self.breaches)._batch()
        self.assertEqual(set(self._states(breach)), {"waiting"})
        self.assertEqual(len(self._work(breach)), 7)

    def test_who_comes_later_is_told_when_an_officer_goes_on(self):
        breach = self._to_tell(self.people[:2])
        breach.action_start()
        self._work(breach)
        self._affect(breach, way="list", partner_ids=[(6, 0, self.people.ids)])
        self.assertEqual(breach.telling, "stopped")
        breach.action_start()
        self.assertEqual(len(self._work(breach)), 7)

    # === WHO IS NOT WRITTEN TO, AND WHO IS === #

    def test_restriction_hold_and_refusal_do_not_stop_what_the_law_asks(self):
        self.people[0].privacy_restricted = True
        self._tell_hold(self.people[1], False)
        self.env["mail.blacklist"]._add(self.people[2].email)
        breach = self._to_tell(self.people[:3])
        breach.action_start()
        self._leave(self._work(breach))
        self.assertEqual(self._states(breach), ["sent"] * 3)

    def test_who_was_erased_since_is_not_written_to(self):
        breach = self._to_tell(self.people[:2])
        self._date(self.people[0], "privacy_anonymised_on", "2026-11-19")
        breach.action_start()
        self.assertEqual(self._work(breach).mapped("email_to"), ["p1@many.example"])
        self.assertEqual(self._states(breach), ["erased", "queued"])

    def test_two_lines_of_one_person_are_one_mail(self):
        breach = self._to_tell(self.people[:2])
        breach.sudo().subject_ids[1].partner_id = self.people[0]
        breach.action_start()
        self.assertEqual(len(self._work(breach)), 1)
        self.assertEqual(self._states(breach), ["queued", "same"])

    def test_somebody_without_a_contact_is_told_at_the_address_of_their_records(self):
        self.env["mail.blacklist"]._add("lead@mail.example")
        self.timers.refresh(full=True)
        breach = self._to_tell(self.people[:1])
        self._affect(breach, way="list", addresses="lead@mail.example")
        breach.action_start()
        self.assertIn("lead@mail.example", self._work(breach).mapped("email_to"))

    # === WHAT BECAME OF THEM === #

    def test_what_left_is_sent_and_the_address_goes_with_the_mail(self):
        breach = self._to_tell(self.people[:2])
        breach.action_start()
        mails = self._work(breach)
        self.assertEqual(self._states(breach), ["queued"] * 2)
        self._leave(mails)
        self.assertEqual(self._states(breach), ["sent"] * 2)
        self.assertFalse(mails.exists())
        self.assertTrue(all(breach.sudo().subject_ids.mapped("told_on")))

    def test_what_could_not_leave_and_what_came_back_goes_by_post(self):
        self.people[0].write({"street": "Dorp 1", "zip": "9300", "city": "Aalst",
                              "country_id": self.env.ref("base.be").id})
        breach = self._to_tell(self.people[:2])
        breach.action_start()
        self._leave(self._work(breach))
        for line in breach.sudo().subject_ids:
            message = self.env["mail.message"].browse(line.message_ref)
            self.env["mail.thread"]._routing_handle_bounce(None, {
                "bounced_email": line.partner_id.email, "bounced_partner": line.partner_id,
                "bounced_msg_ids": [message.message_id], "bounced_message": message,
                "email_from": "MAILER-DAEMON", "to": "x", "message_id": "y", "body": ""})
        self.assertEqual(self._states(breach), ["letter", "unreachable"])
        self.assertTrue(all(breach.sudo().subject_ids.mapped("bounced_on")))

    def test_letters_are_one_pdf_and_posted_when_an_officer_says_so(self):
        self.people[:2].write({"email": False, "street": "Dorp 1", "zip": "9300",
                               "city": "Aalst"})
        breach = self._to_tell(self.people[:2])
        breach.action_start()
        self._work(breach)
        self.assertEqual(breach.letter_count, 2)
        breach.action_print_letters()
        html, _kind = self.env["ir.actions.report"].with_user(self.officer)._render_qweb_html(
            "cloudpepper_privacy.privacy_breach_letters", breach.ids)
        for part in ("Person 0", "Person 1", "Dorp 1", breach.nature):
            with self.subTest(part):
                self.assertIn(part, html.decode())
        breach.action_posted()
        self.assertEqual(self._states(breach), ["posted"] * 2)
        with self.assertRaisesRegex(UserError, "No letter waits"):
            breach.action_posted()

    def test_in_a_drill_nothing_leaves(self):
        breach = self._to_tell(self.people, drill=True)
        breach.action_start()
        self.assertFalse(self._work(breach))
        self.assertEqual(set(self._states(breach)), {"drill"})
        self.assertEqual(breach.telling, "done")

    def test_it_is_not_closed_before_everybody_was_told(self):
        breach = self._to_tell(self.people)
        breach.sudo().write({"state": "notified", "notified_on": FRIDAY})
        with self.assertRaisesRegex(UserError, "still wait"):
            self._step(breach, "close", why="Done")
        breach.action_start()
        self._work(breach)
        self._step(breach, "close", why="Done")
        with self.assertRaises(UserError):
            breach.sudo().subject_ids[0].unlink()
