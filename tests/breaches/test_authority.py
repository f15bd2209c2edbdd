"""Notices to the authority: in phases, in four languages, with a digest, and sent when an officer
says so.
"""

import base64
import hashlib

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..builders.breaches import BreachCommon

FRIDAY = "2026-11-20 22:00:00"
LATE = "2026-11-24 10:00:00"


@tagged("post_install", "-at_install")
@freeze_time(FRIDAY)
class TestAuthority(BreachCommon):
    def _notice(self, breach, phase="initial", lang="en_US"):
        self._step(breach, "notice", phase=phase, lang=lang)
        return breach.with_user(self.officer).notice_ids[-1:]

    def _sent(self, notice, moment=None, **vals):
        notice.write({"sent_by_way": "form", "sent_on": moment or notice.prepared_on,
                      "receipt": "DOS-2026-77", **vals})
        notice.action_sent()

    def test_a_first_notice_may_leave_open_what_a_final_one_may_not(self):
        breach = self._breach()
        first = self._notice(breach)
        self.assertIn("Measures", first.left_open)
        self._sent(first)
        with self.assertRaisesRegex(UserError, "Missing: .*Likely Consequences"):
            self._notice(breach, "final")

    def test_the_pdf_is_kept_with_its_digest_and_addressed_to_the_authority(self):
        self.company.privacy_authority = False
        notice = self._notice(self._full())
        self.assertEqual(
            notice.digest, hashlib.sha256(base64.b64decode(notice.pdf)).hexdigest())
        self.assertIn("Drukpersstraat", notice.authority)
        self.assertEqual(notice.state, "prepared")
        self.assertFalse(notice.left_open)

    def test_the_controller_s_country_says_which_authority(self):
        self.company.write({"privacy_authority": False, "privacy_controller_country": "NL"})
        self.assertIn("Autoriteit Persoonsgegevens", self._notice(self._full()).authority)

    def test_without_an_authority_nothing_is_prepared(self):
        self.company.write({"privacy_authority": False, "privacy_controller_country": "US"})
        breach = self._full()
        with self.assertRaisesRegex(UserError, "supervisory authority"):
            self._notice(breach)
        self.assertFalse(breach.notice_ids)

    def test_the_notice_says_what_the_law_asks_in_its_order(self):
        breach = self._full(delay_reason="It was a holiday")
        notice = self._notice(breach)
        text = base64.b64decode(notice.pdf).decode()
        parts = ["Initial notification", "Aware of the breach since", "(a) Nature", "On Friday",
                 "Contacts of customers", "(b) Data protection officer", "Privacy desk",
                 "(c) Likely consequences", "Unwanted mail.", "(d) Measures", "rights narrowed",
                 "Reasons for the delay", "It was a holiday"]
        places = [text.find(part) for part in parts]
        self.assertNotIn(-1, places, dict(zip(parts, places, strict=True)))
        self.assertEqual(places, sorted(places))

    def test_nothing_is_sent_before_an_officer_says_how_and_when(self):
        breach = self._full()
        notice = self._notice(breach)
        self.assertFalse(breach.notified_on)
        with self.assertRaisesRegex(UserError, "when the notice went out"):
            notice.action_sent()
        with freeze_time("2026-11-20 23:00:00"):
            with self.assertRaisesRegex(UserError, "not in the future"):
                self._sent(notice, "2026-11-21 23:00:00")
            self._sent(notice, "2026-11-20 22:30:00")
        self.assertEqual((notice.state, breach.state, breach.standing),
                         ("sent", "notified", "told"))
        self.assertEqual(str(breach.notified_on), "2026-11-20 22:30:00")
        with self.assertRaises(AccessError):
            notice.write({"receipt": "Another"})
        with self.assertRaisesRegex(UserError, "stays"):
            notice.unlink()

    def test_an_auditor_records_nothing_as_sent(self):
        notice = self._notice(self._full())
        with self.assertRaises(AccessError):
            notice.with_user(self.auditor).action_sent()
        self.assertEqual(notice.state, "prepared")

    def test_after_72_hours_the_reasons_are_demanded(self):
        breach = self._full()
        early = self._notice(breach)
        with freeze_time(LATE):
            with self.assertRaisesRegex(UserError, "reasons for the delay"):
                self._notice(breach)
            with self.assertRaisesRegex(UserError, "reasons for the delay"):
                self._sent(early, LATE)
            breach.delay_reason = "The supplier told us late"
            late = self._notice(breach)
            self._sent(late, LATE)
        self.assertEqual(breach.state, "notified")
        self.assertEqual(early.state, "prepared")

    def test_phases_come_in_their_order(self):
        breach = self._full()
        with self.assertRaisesRegex(UserError, "comes after"):
            self._notice(breach, "follow_up")
        self._sent(self._notice(breach))
        with self.assertRaisesRegex(UserError, "first notice"):
            self._notice(breach)
        self._sent(self._notice(breach, "follow_up"))
        self._sent(self._notice(breach, "final"))
        self.assertEqual(breach.notice_ids.mapped("phase"), ["initial", "follow_up", "final"])

    def test_what_was_left_open_is_said_before_it_is_closed(self):
        breach = self._full(people_number=0)
        self._sent(self._notice(breach))
        self._assess(breach, "risk")
        with self.assertRaisesRegex(UserError, "in phases"):
            self._step(breach, "close", why="Done")
        breach.people_number = 20
        self._sent(self._notice(breach, "final"))
        self._step(breach, "close", why="Done")
        self.assertEqual(breach.state, "closed")

    def test_a_processor_notifies_no_authority(self):
        with self.assertRaisesRegex(UserError, "no processor"):
            self._notice(self._full(role="processor"))

    def test_a_drill_s_notice_says_so(self):
        text = base64.b64decode(self._notice(self._full(drill=True)).pdf).decode()
        self.assertIn("DRILL", text)

    def test_it_becomes_a_pdf(self):
        notice = self._notice(self._full(drill=True))
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        with self.allow_pdf_render():
            content, kind = report._render_qweb_pdf(
                "cloudpepper_privacy.privacy_breach_notice_report", notice.ids)
        self.assertEqual((kind, content[:4]), ("pdf", b"%PDF"))
