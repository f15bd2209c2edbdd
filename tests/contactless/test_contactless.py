"""Whoever has an address and no contact is a data subject as everybody is (R0)."""

import json

from odoo.tests import freeze_time, tagged
from odoo.tools import SQL

from ...engine.optout.optout import OptOut
from ...engine.runs.journal import _subjects_sql
from ...engine.runs.replay import Replay
from ..builders.contactless import EMAIL, NAME, SILENT_SINCE, ContactlessCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestClocks(ContactlessCommon):
    def test_a_subscriber_has_a_clock_from_the_day_of_signing_up(self):
        subject = self._subjects(self._subscriber())
        clock = subject.timer_ids.filtered(lambda timer: timer.rule_id.code == "communication")
        self.assertEqual(
            (clock.state, clock.date_until.isoformat(), clock.is_due),
            ("counting", "2022-05-06", True))
        self.assertEqual(subject.kept_until.isoformat(), "2022-05-06")

    def test_records_of_one_address_are_one_subject_with_its_newest_trace(self):
        subscriber = self._subscriber()
        lead = self._nobodys_lead(created="2026-03-04 10:00:00", email_from=EMAIL.upper())
        subject = self._subjects(subscriber, lead)
        self.assertEqual(len(subject), 1)
        self.assertEqual(subject.last_trace.isoformat(), "2026-03-04")
        self.assertEqual(subject.kept_until.isoformat(), "2029-03-04")

    def test_a_new_record_of_another_company_makes_the_subject_everybodys(self):
        lead = self._nobodys_lead(company_id=self.company.id)
        subject = self._subjects(lead)
        self.assertEqual(subject.company_id, self.company)
        other = self.env["res.company"].create({"name": "Other"})
        self.env["crm.lead"].create({
            "name": "Again", "contact_name": NAME, "email_from": EMAIL, "company_id": other.id})
        self.timers.refresh()
        self.assertFalse(subject.company_id)
        self.timers.refresh(full=True)
        self.assertFalse(subject.company_id)

    def test_what_is_said_on_a_lead_is_a_trace(self):
        lead = self._nobodys_lead()
        self._message(self.staff.partner_id, "2025-02-03 10:00:00", model="crm.lead",
                      res_id=lead.id, message_type="comment")
        self.assertEqual(self._subjects(lead).last_trace.isoformat(), "2025-02-03")

    def test_what_a_robot_says_is_none(self):
        lead = self._nobodys_lead()
        self._message(self.env.ref("base.partner_root"), "2025-02-03 10:00:00", model="crm.lead",
                      res_id=lead.id, message_type="comment")
        self.assertEqual(self._subjects(lead).last_trace.isoformat(), "2019-05-06")

    def test_an_address_that_a_living_contact_has_is_the_contacts(self):
        subscriber = self._subscriber()
        self._contact(NAME, email=EMAIL)
        self.assertFalse(self._subjects(subscriber))

    def test_an_address_that_only_an_erased_contact_had_is_nobodys(self):
        subscriber = self._subscriber()
        contact = self._contact(NAME, email=EMAIL)
        self.env.flush_all()
        self.env.cr.execute(SQL(
            "UPDATE res_partner SET privacy_anonymised_on = %s WHERE id = %s", TODAY, contact.id))
        self.assertTrue(self._subjects(subscriber))

    def test_what_is_no_address_ties_nobody(self):
        typed = ["n/a", "-", "none@none", "@", "x@y"]
        subscribers = [self._subscriber(email=each) for each in typed]
        leads = [self._nobodys_lead(email_from=each, phone=phone)
                 for each, phone in zip(typed, ("-", "000000000", "n/a", "123", "1111 11111"),
                                        strict=True)]
        self.assertFalse(self._subjects(*subscribers, *leads))

    def test_a_lead_with_a_number_alone_is_a_subject_by_its_number(self):
        lead = self._nobodys_lead(email_from=False, phone="+32 470 55 66 77")
        self.assertEqual(self._subjects(lead).kind, "phone")

    def test_an_address_of_many_names_says_so(self):
        leads = [self._nobodys_lead(contact_name=name, email_from="info@bakker.example")
                 for name in ("Jan Bakker", "Piet Molenaar", "Els Visser")]
        self.assertTrue(self._subjects(*leads).many_names)
        self.assertFalse(self._subjects(self._subscriber()).many_names)

    def test_no_copy_of_the_address_is_made(self):
        subject = self._subjects(self._subscriber())
        [[row]] = self.env.execute_query(SQL(
            "SELECT to_jsonb(t)::text FROM privacy_contactless t WHERE id = %s", subject.id))
        self.assertNotIn("odile", row)
        self.assertNotIn("grandjean", row)
        self.assertEqual(len(json.loads(row)["key"]), 64)

    def test_a_new_record_moves_the_clock_within_minutes(self):
        subject = self._subjects(self._subscriber())
        self.env["crm.lead"].create({"name": "Again", "contact_name": NAME, "email_from": EMAIL})
        self.timers.refresh()
        self.assertEqual(subject.kept_until.isoformat()[:4], "2029")

    def test_who_becomes_a_contact_is_one_subject_with_its_holds(self):
        subject = self._subjects(self._subscriber())
        hold = self.env["privacy.hold"].create({
            "name": "Case 9", "reason": "Claim", "contactless_ids": [(6, 0, subject.ids)]})
        contact = self.env["res.partner"].create({"name": NAME, "email": EMAIL})
        self.timers.refresh()
        self.assertFalse(subject.exists())
        self.env.invalidate_all()
        self.assertEqual(hold.partner_ids, contact)

    def test_the_tag_of_a_silent_subscriber_is_no_basis(self):
        subject = self._subjects(self._subscriber())
        self.assertEqual(subject.tag_ids.basis_id.code, "none")

    def test_the_screen_shows_what_holds_today_and_not_what_comes_after_it(self):
        lately = self._nobodys_lead(created="2026-05-06 10:00:00")
        lately.message_post(body="Yes", message_type="comment",
                            author_id=self.staff.partner_id.id)
        subject = self._subjects(lately).with_user(self.user).sudo(False)
        self.assertEqual(set(subject.tag_ids.basis_id.mapped("code")),
                         {"legitimate_interests", "none"}, "the second begins when it ends")
        self.assertEqual(subject.basis_ids.mapped("code"), ["legitimate_interests"])
        silent = self._subjects(self._nobodys_lead(email_from="silent@nobody.example"))
        self.assertEqual(silent.with_user(self.user).basis_ids.mapped("code"), ["none"])

    def test_a_subscriber_whose_record_is_deleted_is_forgotten(self):
        subscriber = self._subscriber()
        subject = self._subjects(subscriber)
        subscriber.unlink()
        self.timers.refresh(full=True)
        self.assertFalse(subject.exists())

    def test_who_is_restricted_is_not_forgotten_with_the_record(self):
        subscriber = self._subscriber()
        subject = self._subjects(subscriber)
        subject.restricted = True
        subscriber.unlink()
        self.timers.refresh(full=True)
        self.assertTrue(subject.exists())

    def test_an_address_that_is_corrected_is_the_same_subject(self):
        subscriber = self._subscriber()
        subject = self._subjects(subscriber)
        subscriber.email = "odile@grandjean-corrected.example"
        self.timers.refresh()
        self.assertEqual(self._known(subscriber), subject)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestRun(ContactlessCommon):
    def test_who_is_silent_goes_and_the_proof_sees_nothing(self):
        subscriber, lead = self._subscriber(), self._nobodys_lead()
        subject = self._subjects(subscriber, lead)
        run = self._carry_out()
        item = self._item(run, subject)
        self.assertEqual((item.state, item.reason), ("done", ""))
        self.assertGreaterEqual(item.identifiers, 2)
        self.assertFalse(subscriber.exists())
        self.assertEqual((lead.contact_name, lead.email_from, lead.description),
                         (False, False, False))
        self.assertEqual(subject.erased_on.isoformat(), TODAY)
        self.assertEqual(self.runs.residue([EMAIL, NAME]), [])

    def test_who_was_active_stays(self):
        lead = self._nobodys_lead(created="2025-03-04 10:00:00")
        subject = self._subjects(lead)
        run = self._carry_out()
        self.assertFalse(self._item(run, subject))
        self.assertEqual(lead.email_from, EMAIL)

    def test_who_is_held_stays(self):
        subscriber = self._subscriber()
        subject = self._subjects(subscriber)
        self.env["privacy.hold"].create({
            "name": "Case 9", "reason": "Claim", "contactless_ids": [(6, 0, subject.ids)]})
        self.assertFalse(self._item(self._carry_out(), subject))
        self.assertTrue(subscriber.exists())

    def test_who_is_restricted_stays(self):
        subscriber = self._subscriber()
        subject = self._subjects(subscriber)
        subject.restricted = True
        self.assertFalse(self._item(self._carry_out(), subject))
        self.assertTrue(subscriber.exists())

    def test_what_comes_between_approval_and_run_keeps(self):
        subscriber = self._subscriber()
        subject = self._subjects(subscriber)
        run = self.runs.preview()
        run.action_approve()
        self.env["crm.lead"].create({"name": "Again", "contact_name": NAME, "email_from": EMAIL})
        run._work()
        self.env.invalidate_all()
        self.assertEqual(self._item(run, subject).state, "dropped")
        self.assertTrue(subscriber.exists())

    def test_who_becomes_a_contact_between_approval_and_run_stays(self):
        subscriber = self._subscriber()
        subject = self._subjects(subscriber)
        run = self.runs.preview()
        run.action_approve()
        self.env["res.partner"].create({"name": NAME, "email": EMAIL})
        run._work()
        self.env.invalidate_all()
        self.assertTrue(subscriber.exists())
        self.assertIn(run.item_ids.filtered(
            lambda item: item.partner_ref == -subject.id).state, ("dropped", "todo"))

    def test_an_opt_out_stays_in_force_when_the_subscriber_goes(self):
        self._need("mailing.contact")
        subscriber = self._subscriber()
        mailing_list = self.env["mailing.list"].create({"name": "News"})
        self.env["mailing.subscription"].create({
            "contact_id": subscriber.id, "list_id": mailing_list.id, "opt_out": True,
            "opt_out_datetime": SILENT_SINCE})
        subject = self._subjects(subscriber)
        item = self._item(self._carry_out(), subject)
        self.assertEqual(item.state, "done", item.reason)
        self.assertFalse(subscriber.exists())
        self.assertEqual(
            OptOut(self.env).refused([EMAIL], lists=mailing_list.ids), {EMAIL})

    def test_the_same_address_coming_back_is_somebody_new(self):
        subject = self._subjects(self._subscriber())
        self._carry_out()
        again = self._subscriber(created="2026-11-01 10:00:00")
        other = self._subjects(again)
        self.assertTrue(other)
        self.assertNotEqual(other, subject)
        self.assertEqual(other.kept_until.isoformat(), "2029-11-01")

    def test_the_evidence_has_a_row_and_no_address(self):
        subject = self._subjects(self._subscriber())
        run = self._carry_out()
        rows = self.env["privacy.evidence"].search([
            ("run_ref", "=", run.id), ("partner_ref", "=", -subject.id)])
        self.assertEqual(set(rows.mapped("act")), {"batch", "proof"})
        [[text]] = self.env.execute_query(SQL(
            "SELECT jsonb_agg(to_jsonb(t))::text FROM privacy_evidence t WHERE id = ANY(%s)",
            rows.ids))
        self.assertNotIn("grandjean", text.lower())
        self.assertIn(subject.sudo().key, text)

    def test_others_with_the_same_name_keep_theirs(self):
        subscriber = self._subscriber()
        other = self._nobodys_lead(
            created="2026-05-06 10:00:00", email_from="odile2@elsewhere.example")
        subject = self._subjects(subscriber)
        before = self._row(other)
        item = self._item(self._carry_out(), subject)
        self.assertEqual(self._row(other), before)
        self.assertEqual((item.state, item.shared > 0), ("done", True), item.reason)

    def test_an_opt_out_of_a_subscriber_starts_its_clock_within_minutes(self):
        self._need("mailing.contact")
        subject = self._subjects(self._subscriber(created="2026-05-06 10:00:00"))
        self.env["mail.blacklist"]._add(EMAIL)
        self.timers.refresh()
        self.assertIn("opt_out", subject.timer_ids.mapped("reason"))

    def test_a_restored_backup_erases_them_again(self):
        """The journal names the key of the address; who is there with it is erased again."""
        subject = self._subjects(self._subscriber())
        run = self._carry_out()
        self.assertEqual(self._item(run, subject).state, "done")
        lines = self.env.execute_query(_subjects_sql(run))
        [line] = [json.loads(text)["subject"] for (text,) in lines]
        self.assertEqual((line["model"], line["id"], line["key"]),
                         ("privacy.contactless", subject.id, subject.sudo().key))
        # as in a backup: the subscriber is there, and not known as erased
        again = self._subscriber()
        other = self._subjects(again)
        replay = Replay(self.env)
        subjects = [{"id": -line["id"], "created": None, "key": line["key"]}]
        replay._find_contactless(subjects)
        self.assertEqual(subjects[0]["id"], -other.id)
        self.assertEqual(replay._verdicts(run, subjects), {0: "ready"})
        subjects[0]["key"] = "0" * 64
        self.assertEqual(replay._verdicts(run, subjects), {0: "gone"})
