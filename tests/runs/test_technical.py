"""Technical rows go by their own date; holds and the kill switch keep them."""

from odoo.tests import freeze_time, tagged

from ...engine.technical import Technical
from ..common import TODAY, PrivacyCommon


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestTechnical(PrivacyCommon):
    def _device(self, user, moment):
        return self.env["res.device.log"].create({
            "session_identifier": "b" * 42, "user_id": user.id, "ip_address": "192.0.2.9",
            "last_activity": moment,
        })

    def _automatic(self):
        self.env["privacy.rule"].search([("action", "=", "delete_rows")]).mode = "automatic"

    def _delete(self):
        return Technical(self.env).delete_expired()

    def test_rows_past_twelve_months_go_and_younger_ones_stay(self):
        old = self._device(self.staff, "2025-11-22 23:59:59")
        young = self._device(self.staff, "2025-11-23 00:00:01")
        self._automatic()
        counts = self._delete()
        self.assertFalse(old.exists())
        self.assertTrue(young.exists())
        self.assertEqual(counts["res.device.log"], 1)
        evidence = self.env["privacy.evidence"].search([("act", "=", "delete_rows")], limit=1)
        self.assertEqual(evidence.counts["res.device.log"], 1)

    def test_in_review_nothing_goes(self):
        old = self._device(self.staff, "2020-01-01 00:00:00")
        self._delete()
        self.assertTrue(old.exists())

    def test_rows_of_a_held_contact_stay(self):
        contact = self._contact(facts=(("portal", True), ("hold", None)))
        user = contact.with_context(active_test=False).user_ids
        held, free = (self._device(who, "2020-01-01 00:00:00") for who in (user, self.staff))
        self._automatic()
        self._delete()
        self.assertTrue(held.exists())
        self.assertFalse(free.exists())

    def _log(self, text):
        row = self.env["ir.logging"].create({
            "name": "odoo", "type": "server", "level": "INFO", "path": "x", "func": "x",
            "line": "1", "message": text})
        self._date(row, "create_date", "2020-01-01 00:00:00")
        return row

    def test_rows_that_name_a_held_contact_without_a_link_stay(self):
        contact = self._contact("Quirinus Zwaluwnest", facts=(("hold", None),))
        held, free = self._log("Mail from Quirinus Zwaluwnest refused"), self._log("Started")
        self._automatic()
        self._delete()
        self.assertEqual((held.exists(), free.exists()), (held, free.browse()))
        contact.privacy_restricted = True
        self.env["privacy.hold"].search([("partner_ids", "in", contact.ids)]).action_release()
        self._delete()
        self.assertTrue(held.exists(), "restricted is spared as well")
        contact.privacy_restricted = False
        self._delete()
        self.assertFalse(held.exists())

    def test_traces_of_a_mailing_to_a_held_address_stay(self):
        if "mailing.trace" not in self.env:
            self.skipTest("mass_mailing is not installed")
        contact = self._contact("Held", email="held@mail.example")
        # an address that two have is the held one's all the same
        self._contact("Beside", email="held@mail.example")
        self._tell_hold(contact, None)
        traces = [self.env["mailing.trace"].create({
            "model": "mailing.contact", "res_id": 10**6 + n, "email": email})
            for n, email in enumerate(("Held <HELD@mail.example>", "free@mail.example"))]
        for trace in traces:
            self._date(trace, "create_date", "2020-01-01 00:00:00")
        self._automatic()
        self._delete()
        self.assertEqual([bool(trace.exists()) for trace in traces], [True, False])

    def test_a_held_visitor_and_what_they_looked_at_stay(self):
        if "website.visitor" not in self.env:
            self.skipTest("website is not installed")
        contact = self._contact(facts=(("hold", None),))
        visitors = [self.env["website.visitor"].create({
            "access_token": token, "last_connection_datetime": "2020-01-01 00:00:00",
            **({"partner_id": contact.id} if number == 0 else {})})
            for number, token in enumerate((str(contact.id), "f" * 32))]
        tracks = [self.env["website.track"].create({
            "visitor_id": visitor.id, "url": "/shop",
            "visit_datetime": "2020-01-01 00:00:00"}) for visitor in visitors]
        self._automatic()
        self._delete()
        for rows in (visitors, tracks):
            self.assertEqual([bool(row.exists()) for row in rows], [True, False])

    def test_rows_of_a_held_person_without_a_contact_stay(self):
        if "mailing.trace" not in self.env:
            self.skipTest("mass_mailing is not installed")
        self.env["mailing.contact"].create({"name": "Q", "email": "only@mail.example"})
        self.timers.refresh(full=True)
        subject = self.env["privacy.contactless"].search([
            ("model", "=", "mailing.contact")], order="id desc", limit=1)
        self.env["privacy.hold"].create({
            "name": "Case", "reason": "x", "contactless_ids": [(6, 0, subject.ids)]})
        trace = self.env["mailing.trace"].create({
            "model": "mailing.contact", "res_id": 10**6, "email": "only@mail.example"})
        self._date(trace, "create_date", "2020-01-01 00:00:00")
        self._automatic()
        self._delete()
        self.assertTrue(trace.exists())

    def test_a_security_investigation_keeps_all_of_them(self):
        old = self._device(self.staff, "2020-01-01 00:00:00")
        hold = self.env["privacy.hold"].create(
            {"name": "Incident 3", "reason": "Investigation", "technical": True})
        self._automatic()
        self._delete()
        self.assertTrue(old.exists())
        hold.action_release()
        self._delete()
        self.assertFalse(old.exists())

    def test_the_kill_switch_keeps_them(self):
        old = self._device(self.staff, "2020-01-01 00:00:00")
        self._automatic()
        self.env["ir.config_parameter"].set_param("cloudpepper_privacy.stop", "True")
        self._delete()
        self.assertTrue(old.exists())

    def test_web_analytics_go_after_fourteen_months_where_a_website_is_installed(self):
        if "website.visitor" not in self.env:
            self.skipTest("website is not installed")
        visitors = [
            self.env["website.visitor"].create(
                {"access_token": str(n) * 32, "last_connection_datetime": moment})
            for n, moment in enumerate(("2025-09-22 00:00:00", "2025-10-22 00:00:00"))
        ]
        self._automatic()
        self._delete()
        self.assertEqual([bool(visitor.exists()) for visitor in visitors], [False, True])

    def test_a_task_that_was_done_starts_the_one_after_it(self):
        contact = self._contact(facts=(("ended", "2026-10-01"),))
        self.timers.refresh()
        task = self.timers.search([
            ("partner_id", "=", contact.id), ("rule_id.code", "=", "hosted")])
        self.assertTrue(task.is_due)
        tasks = self.env["privacy.exit.task"].search(
            task.with_user(self.officer).action_open_task()["domain"])
        tasks.write({"evidence_text": "job 42", "return_state": "waived", "return_text": "mail"})
        tasks.with_user(self.officer).action_done()
        clocks = self._clocks(contact)
        self.assertEqual(clocks["hosted"][0], "done")
        self.assertEqual(clocks["backup"], ("counting", "task_done", "2027-02-21"))
        self.assertTrue(self.env["privacy.evidence"].search([
            ("act", "=", "task_done"), ("partner_ref", "=", contact.id)]))
