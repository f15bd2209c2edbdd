"""R6b: what is under way keeps whoever it names, by any link, as long as it is alive."""

from datetime import datetime

from odoo.tests import freeze_time, new_test_user, tagged

from ..builders.under_way import UnderWayCommon
from ..common import TODAY


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestUnderWay(UnderWayCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # what other tests have committed was looked at on another day
        cls.timers.refresh(full=True)

    # === WITHOUT ANYTHING === #

    def test_a_silent_contact_of_2010_goes(self):
        self._assert_due(self._contact())

    # === SALES === #

    def test_an_open_quotation_keeps_its_customer_and_one_untouched_since_2012_does_not(self):
        contact = self._contact()
        order = self._order(contact)
        self._assert_spared(contact, f"quotation {order.name} of")
        self._age(order)
        self._assert_due(contact)

    def test_a_quotation_sent_to_the_customer_keeps_too(self):
        contact = self._contact()
        order = self._order(contact)
        order.action_quotation_sent()
        self._assert_spared(contact, order.name)

    def test_a_cancelled_quotation_keeps_nobody(self):
        contact = self._contact()
        self._order(contact)._action_cancel()
        self._assert_due(contact)

    def test_an_old_quotation_that_a_colleague_answers_is_alive_again(self):
        contact = self._contact()
        order = self._order(contact)
        self._age(order)
        self._assert_due(contact, carry_out=False)
        order.message_post(body="One more week", message_type="comment")
        self._assert_spared(contact, order.name)

    def test_an_old_quotation_that_housekeeping_writes_on_stays_dead(self):
        contact = self._contact()
        order = self._order(contact)
        self._age(order)
        robot = self.env.ref("base.partner_root")
        order.sudo().message_post(body="Expired", message_type="comment", author_id=robot.id)
        order.sudo().note = "<p>Touched by a script</p>"
        self._assert_due(contact)

    def test_an_order_keeps_whoever_gets_the_invoice_or_the_goods(self):
        customer, payer, receiver, other = (
            self._contact(name) for name in ("Buyer", "Payer", "Receiver", "Nobody"))
        order = self._order(customer, partner_invoice_id=payer.id, partner_shipping_id=receiver.id)
        order.action_confirm()
        for contact in (customer, payer, receiver):
            self._assert_spared(contact, f"order {order.name} of")
        self._assert_due(other)

    def test_an_order_untouched_for_the_rules_period_keeps_no_address(self):
        customer, payer = self._contact("Buyer"), self._contact("Payer")
        order = self._order(customer, partner_invoice_id=payer.id)
        order.action_confirm()
        self._age(order, "2021-05-04 10:00:00")
        self.timers.refresh(full=True)
        self.assertEqual(self._clocks(customer)["billing"][0], "suspended",
                         "seven years are not over")
        self._assert_due(payer)

    def test_an_order_of_a_contact_person_keeps_its_company(self):
        company = self._contact("Buyers Ltd", is_company=True)
        person = self._contact("Its Buyer", parent_id=company.id)
        order = self._order(person)
        for contact in (company, person):
            self._assert_spared(contact, order.name)

    # === PURCHASES === #

    def test_an_open_request_for_quotation_keeps_the_vendor(self):
        contact = self._contact()
        order = self._as("purchase.order").create({"partner_id": contact.id})
        self._assert_spared(contact, f"request for quotation {order.name}")
        self._age(order)
        self._assert_due(contact)

    # === BOOKS === #

    def test_a_draft_invoice_keeps_customer_and_delivery_address(self):
        customer, receiver = self._contact("Buyer"), self._contact("Receiver")
        move = self._move(customer, TODAY)
        if "partner_shipping_id" in move._fields:
            move.partner_shipping_id = receiver
            self._assert_spared(receiver, "is not posted")
        self._assert_spared(customer, "is not posted")
        self._age(move)
        self._assert_due(customer)

    def _entry(self, *partners, accounts=("receivable", "revenue")):
        return self.env["account.move"].create({
            "move_type": "entry", "journal_id": self.company_data["default_journal_misc"].id,
            "line_ids": [(0, 0, {
                "name": "Opening", "partner_id": partner.id, "debit": debit, "credit": 10 - debit,
                "account_id": self.company_data[f"default_account_{account}"].id})
                for partner, account, debit in zip(partners, accounts, (10, 0), strict=True)]})

    def test_a_draft_entry_keeps_whom_its_receivable_or_payable_line_names(self):
        for accounts in (("receivable", "revenue"), ("payable", "revenue")):
            with self.subTest(accounts):
                contact = self._contact()
                move = self._entry(contact, self.env["res.partner"], accounts=accounts)
                self._assert_spared(contact, "is not posted")
                self._age(move)
                self._assert_due(contact, carry_out=False)
                move.message_post(body="To be checked", message_type="comment",
                                  author_id=self.staff.partner_id.id)
                self._assert_spared(contact, "is not posted")

    def test_a_draft_entry_without_such_a_line_or_one_called_off_keeps_nobody(self):
        contact, other = self._contact("Named"), self._contact("Called off")
        self._entry(contact, contact, accounts=("expense", "revenue"))
        self._entry(other, other).button_cancel()
        self._assert_due(contact)
        self._assert_due(other)

    def test_a_preview_of_everybody_names_who_is_kept_by_it_too(self):
        contact = self._contact("Somebody With A Draft")
        self._move(contact, TODAY)
        self.timers.refresh(full=True)
        run = self.runs.with_user(self.reader).sudo(False).preview()
        told = run.web_read({"not_due_table": {}, "next_step": {}, "asked_refs": {}})
        self.assertIn(contact.name, told[0]["not_due_table"])
        self.assertNotIn(contact.id, run.item_ids.mapped("partner_ref"))

    def test_a_cancelled_draft_keeps_nobody(self):
        contact = self._contact()
        self._move(contact, TODAY).button_cancel()
        self._assert_due(contact)

    def test_an_online_payment_that_is_pending_keeps_the_payer(self):
        contact = self._contact()
        transaction = self._transaction(contact, "pending")
        # its number is shown to who acts for the company that is paid
        self._assert_spared(contact, "is pending")
        self._age(transaction, fields=("create_date", "last_state_change"))
        self._assert_due(contact)

    def test_an_online_payment_that_failed_keeps_nobody(self):
        contact = self._contact()
        self._transaction(contact, "error")
        self._assert_due(contact)

    # === PEOPLE === #

    def test_an_opportunity_keeps_its_customer_until_it_is_lost_or_forgotten(self):
        for ending in ("lost", "old"):
            with self.subTest(ending):
                contact = self._contact()
                lead = self._as("crm.lead").create(
                    {"name": "Roof", "type": "opportunity", "partner_id": contact.id})
                self._assert_spared(contact, "Roof")
                if ending == "lost":
                    lead.action_set_lost()
                else:
                    self._age(lead, fields=("create_date", "date_open", "date_last_stage_update",
                                            "date_conversion"))
                self._assert_due(contact)

    def test_a_lead_with_the_address_alone_keeps_the_contact_that_has_it(self):
        contact = self._contact(email="ilse@lead.example")
        other = self._contact(email="other@lead.example")
        self._as("crm.lead").create(
            {"name": "Roof", "email_from": '"Ilse" <ILSE@lead.example>', "partner_id": False})
        self._assert_spared(contact, "Roof")
        self._assert_due(other)

    def test_an_open_task_keeps_its_customer(self):
        contact = self._contact()
        project = self._model("project.project").create({"name": "House"})
        task = self._as("project.task").create(
            {"name": "Paint", "project_id": project.id, "partner_id": contact.id})
        self._assert_spared(contact, "Paint")
        self._age(task, fields=("create_date", "date_assign", "date_last_stage_update"))
        self._assert_due(contact)

    def test_a_task_with_a_deadline_next_month_keeps_on_that_day(self):
        contact = self._contact()
        project = self._model("project.project").create({"name": "House"})
        task = self._as("project.task").create({
            "name": "Paint", "project_id": project.id, "partner_id": contact.id,
            "date_deadline": "2026-12-24 10:00:00"})
        self._age(task, fields=("create_date", "date_assign", "date_last_stage_update"))
        self.timers.refresh(full=True)
        self.assertEqual(self._clocks(contact)["communication"],
                         ("suspended", "under_way", "2029-12-24"))
        task.state = "1_done"
        self.timers.refresh(full=True)
        self.assertEqual(self._clocks(contact)["communication"],
                         ("counting", "interaction", "2029-12-24"))

    def test_a_meeting_tomorrow_keeps_who_is_invited_and_not_who_declined(self):
        contact, away = self._contact("Guest"), self._contact("Away")
        meeting = self._as("calendar.event").create({
            "name": "Kitchen", "start": "2026-11-24 10:00:00", "stop": "2026-11-24 11:00:00",
            "partner_ids": [(6, 0, (contact | away).ids)]})
        meeting.attendee_ids.filtered(lambda one: one.partner_id == away).do_decline()
        self._age(meeting.attendee_ids)
        self._assert_spared(contact, "Kitchen")
        self.assertEqual(self._clocks(contact)["communication"],
                         ("counting", "interaction", "2029-11-24"))
        self._assert_due(away)

    def test_of_meetings_for_years_ahead_the_next_one_counts(self):
        contact = self._contact()
        for year in (2027, 2028, 2031):
            meeting = self._as("calendar.event").create({
                "name": "Yearly", "start": f"{year}-01-04 10:00:00",
                "stop": f"{year}-01-04 11:00:00", "partner_ids": [(6, 0, contact.ids)]})
            self._age(meeting.attendee_ids)
        self.timers.refresh(full=True)
        self.assertEqual(self._clocks(contact)["communication"],
                         ("counting", "interaction", "2030-01-04"))

    def test_a_registration_keeps_until_its_event_by_contact_or_by_address_alone(self):
        by_link, by_mail = self._contact(), self._contact(email="els@event.example")
        event = self._model("event.event").create({
            "name": "Open day", "date_begin": "2026-12-10 09:00:00",
            "date_end": "2026-12-11 17:00:00"})
        registrations = self._as("event.registration").create([
            {"event_id": event.id, "name": "Ilse", "partner_id": by_link.id},
            {"event_id": event.id, "name": "Els", "email": "Els <ELS@event.example>"}])
        registrations[1].partner_id = False
        self._age(registrations)
        for contact in (by_link, by_mail):
            self._assert_spared(contact, "Open day")
            self.assertEqual(self._clocks(contact)["communication"],
                             ("counting", "interaction", "2029-12-11"))
        registrations.action_cancel()
        self._assert_due(by_link)
        self._assert_due(by_mail)

    def test_an_event_of_2013_keeps_nobody(self):
        contact = self._contact()
        event = self._model("event.event").create({
            "name": "Open day", "date_begin": "2013-01-10 09:00:00",
            "date_end": "2013-01-11 17:00:00"})
        registration = self._as("event.registration").create(
            {"event_id": event.id, "name": "Ilse", "partner_id": contact.id})
        self._age(registration)
        self._assert_due(contact)

    # === ACTIVITIES === #

    def _activity(self, record):
        return record.with_user(self.sales).activity_schedule(
            "mail.mail_activity_data_call", summary="Call back", date_deadline="2026-12-01")

    def test_an_activity_on_the_contact_keeps_it(self):
        contact = self._contact()
        activity = self._activity(contact)
        self._assert_spared(contact, "Call back")
        activity.with_user(self.sales).unlink()
        self._assert_due(contact)

    def test_an_activity_on_a_record_keeps_whom_the_record_names(self):
        contact, other = self._contact(), self._contact("Other")
        order = self._order(contact)
        self._order(other)._action_cancel()
        order._action_cancel()
        activity = self._activity(order)
        self._assert_spared(contact, "Call back")
        self._assert_due(other)
        activity.with_user(self.sales).unlink()
        self._assert_due(contact)

    def test_an_old_activity_whose_day_is_long_past_keeps_nobody(self):
        contact = self._contact()
        activity = self._activity(contact)
        self._age(activity)
        self.env.cr.execute("UPDATE mail_activity SET date_deadline = '2013-01-01' WHERE id = %s",
                            [activity.id])
        self._assert_due(contact)

    # === WHAT THE OUTBOX SEES === #

    def test_what_a_colleague_makes_reaches_the_clock_without_a_full_refresh(self):
        contact = self._contact()
        self.timers.refresh(full=True)
        self._order(contact)
        self.timers.refresh()
        self.assertEqual(self._clocks(contact)["communication"][:2], ("suspended", "under_way"))
        self.assertEqual(self.timers.refresh(full=True), 0, "the full refresh agrees")

    def test_a_colleagues_word_on_an_old_order_reaches_the_clock_too(self):
        contact = self._contact()
        order = self._order(contact)
        self._age(order)
        self.timers.refresh(full=True)
        self.assertEqual(self._clocks(contact)["communication"][0], "counting")
        order.message_post(body="One more week", message_type="comment")
        self.timers.refresh()
        self.assertEqual(self._clocks(contact)["communication"][:2], ("suspended", "under_way"))

    # === THE RACE === #

    def test_what_is_made_after_the_approval_is_seen_by_the_batch(self):
        contact, other = self._contact(), self._contact("Other")
        run = self.runs.preview(contact | other)
        self.assertEqual(run.subjects, 2)
        run.action_approve()
        self._order(contact)
        run._work()
        self.env.invalidate_all()
        self.assertFalse(contact.privacy_anonymised_on)
        self.assertTrue(other.privacy_anonymised_on)

    # === LATER === #

    def test_a_preview_of_a_day_to_come_knows_when_it_is_no_longer_alive(self):
        contact = self._contact()
        order = self._order(contact)
        self._age(order, "2025-05-04 10:00:00")
        self.timers.refresh(full=True)
        self.assertEqual(self._clocks(contact)["communication"],
                         ("suspended", "under_way", "2028-05-04"))
        self.assertEqual(self.runs.preview(contact, on_date="2028-05-04").subjects, 0)
        self.assertEqual(self.runs.preview(contact, on_date="2028-05-05").subjects, 1)

    # === WORDS === #

    def test_the_contact_says_what_is_under_way_today(self):
        contact = self._contact()
        order = self._order(contact)
        self._date(order, "create_date", datetime.fromisoformat(f"{TODAY} 09:00:00"))
        self.env["mail.message"].search(
            [("model", "=", "sale.order"), ("res_id", "=", order.id)]).unlink()
        order.action_confirm()
        self.env.cr.execute("UPDATE sale_order SET date_order = %s WHERE id = %s",
                            [f"{TODAY} 09:00:00", order.id])
        self.env["mail.message"].search(
            [("model", "=", "sale.order"), ("res_id", "=", order.id)]).unlink()
        self.timers.refresh(full=True)
        contact.invalidate_recordset()
        self.assertEqual(contact.privacy_sentence,
                         f"Kept, clock suspended: order {order.name} of today is not invoiced")

    def test_who_may_not_read_a_record_reads_no_name_of_it(self):
        contact = self._contact()
        self._as("crm.lead").create(
            {"name": "Secret roof", "type": "opportunity", "partner_id": contact.id})
        self.timers.refresh()
        outsider = new_test_user(self.env, "outsider", "base.group_user")
        for reader, reads in ((self.sales, True), (outsider, False)):
            contact.invalidate_recordset()
            sentence = contact.with_user(reader).privacy_sentence
            self.assertEqual("Secret roof" in sentence, reads, sentence)
        timers = self.timers.search([("partner_id", "=", contact.id)])
        told = timers.with_user(self.sales).sudo()._sentences(told=True)
        self.assertFalse([text for text in told.values() if "Secret" in text])
