"""A silent person goes, and in the applications nothing of theirs is left; the figures stay."""

from odoo.tests import freeze_time, tagged

from ..common import TODAY
from ..map_common import EMAIL, LONG_AGO, NAME, PHONE, TEXT, WORD, MapCommon


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestMapApps(MapCommon):
    def _gone_from(self, run, *records):
        """Check that the run is complete and that no mark of the person is left."""
        for record in records:
            self.assertEqual(self._marks_left(record), [], record._name)
        self.assertEqual(run.item_ids.mapped("state"), ["done"], run.item_ids.mapped("reason"))

    def _erased_talk(self, talk):
        self.assertEqual([bool(record.exists()) for record in talk], [False] * len(talk))

    # === CRM === #

    def test_a_lead_loses_the_person_and_stays_in_the_pipeline(self):
        self._need("crm.lead")
        person = self._person()
        lead = self._lead(person)
        talk = self._talk(lead, person)
        figures = (lead.stage_id, lead.expected_revenue, lead.team_id, lead.active)
        run = self._run(person)
        self._gone_from(run, lead)
        self._erased_talk(talk)
        self.assertEqual((lead.stage_id, lead.expected_revenue, lead.team_id, lead.active), figures)
        self.assertEqual(lead.partner_id, person)

    def test_leads_tied_to_nobody_are_found_by_mail_and_by_phone(self):
        self._need("crm.lead")
        person = self._person()
        by_mail = self._lead(phone=False)
        by_phone = self._lead(email_from=False, phone="0470 98 76 54")
        talk = self._talk(by_mail, person) + self._talk(by_phone, person)
        self.assertFalse(by_mail.partner_id | by_phone.partner_id)
        run = self._run(person)
        self._gone_from(run, by_mail, by_phone)
        self._erased_talk(talk)

    def test_an_address_that_a_living_contact_has_too_leads_to_nobody(self):
        self._need("crm.lead")
        person, other = self._person(), self._living(email=EMAIL, phone=PHONE)
        lead = self._lead()
        row = self._row(lead)
        self._run(person)
        # in its texts the name of who went is not read, and all else of it stays
        for named in (f"{NAME}'s", f"{NAME} ("):
            row = row.replace(named, named.replace(NAME, "[anonymised]"))
        self.assertEqual(self._row(lead), row)
        self.assertTrue(other.email)

    def test_a_lead_of_somebody_else_with_the_same_address_is_not_taken(self):
        self._need("crm.lead")
        person, other = self._person(), self._living()
        lead = self._lead(contact_name="Bertrand", email_from=other.email)
        lead.partner_id = other
        # an old copy of the address, as SQL or an import leaves it
        self.env.flush_all()
        self.env.cr.execute("UPDATE crm_lead SET email_from = %s, email_normalized = %s "
                            "WHERE id = %s", [EMAIL, EMAIL, lead.id])
        lead.invalidate_recordset()
        message = self._say(lead, other, "<p>Mine</p>")
        rows = [self._row(lead), self._row(message)]
        self._run(person)
        self.assertEqual([self._row(lead), self._row(message)], rows)

    # === SALES === #

    def test_an_old_order_loses_the_person_and_keeps_the_sale(self):
        self._need("sale.order")
        person = self._person()
        order, quotation = self._order(person), self._order(person, state="draft")
        talk = self._talk(order, person)
        figures = order.read(["name", "amount_total", "date_order", "state", "partner_id"])
        run = self._run(person)
        self._gone_from(run, order, quotation, order.order_line)
        self._erased_talk(talk)
        after = order.read(["name", "amount_total", "date_order", "state"])
        for name in ("name", "amount_total", "date_order", "state"):
            self.assertEqual(after[0][name], figures[0][name])
        self.assertEqual(order.partner_id, person)
        self.assertEqual(order.order_line.name, "Hosting for [anonymised]")
        self.assertEqual(order.order_line.price_unit, 99.0)

    def test_a_former_customers_order_loses_the_conversation_and_keeps_the_contract(self):
        self._need("sale.order")
        person = self._person(facts=(("mail", "2022-05-04 10:00:00"), ("invoice", "2021-03-31")))
        order = self._order(person)
        self._date(order, "date_order", "2021-03-31 10:00:00")
        message, file, activity = self._talk(order, person)
        note = self._say(order, self.staff.partner_id, "<p>Order confirmed</p>")
        note.message_type = "notification"
        rows = [self._row(order), self._row(note)]
        self._run(person)
        self.assertFalse(message.exists())
        self.assertTrue(file.exists() and activity.exists())
        self.assertEqual([self._row(order), self._row(note)], rows)
        self.assertEqual((person.name, person.email), (NAME, EMAIL))

    def test_the_billing_identity_survives_the_emptying_of_the_conversation(self):
        self._need("crm.lead", "project.task", "hr.applicant")
        person = self._person(facts=(("mail", "2022-05-04 10:00:00"), ("invoice", "2021-03-31")))
        lead, task, applicant = self._lead(person), self._task(person), self._applicant(person)
        row = person.read(["name", "email", "phone", "street", "active"])
        run = self._run(person)
        self.assertEqual(person.read(["name", "email", "phone", "street", "active"]), row)
        self.assertFalse(run.item_ids.whole)
        self.assertFalse(lead.email_from or lead.description or applicant.email_from)
        self.assertFalse(task.description or task.html_field_history)

    # === CALENDAR === #

    def test_a_meeting_with_staff_alone_goes(self):
        self._need("calendar.event")
        person = self._person()
        meeting = self._meeting(person | self.staff.partner_id)
        attendees = meeting.attendee_ids
        run = self._run(person)
        self.assertEqual(run.item_ids.state, "done", run.item_ids.reason)
        self.assertFalse(meeting.exists() or attendees.exists())

    def test_a_meeting_on_the_persons_lead_goes_too(self):
        self._need("calendar.event", "crm.lead")
        person = self._person()
        lead = self._lead(person)
        meeting = self._meeting(self.staff.partner_id, opportunity_id=lead.id)
        self._old(lead)  # the meeting was noted on it
        self._run(person)
        self.assertFalse(meeting.exists())

    # === EVENTS === #

    def test_a_registration_loses_the_person_and_still_counts(self):
        self._need("event.registration")
        person = self._person()
        linked, by_mail = self._registration(person), self._registration()
        silent = self._registration(person, email=False)
        answers = self._answer(linked) | self._answer(by_mail) | self._answer(silent)
        talk = self._talk(linked, person) + self._talk(by_mail, person)
        states = [linked.state, by_mail.state]
        run = self._run(person)
        self._gone_from(run, linked, by_mail, silent)
        self.assertFalse(answers.exists())
        self._erased_talk(talk)
        self.assertEqual([linked.state, by_mail.state], states)

    # === PROJECTS === #

    def test_a_task_loses_the_person_and_keeps_staffs_title(self):
        self._need("project.task")
        person = self._person()
        linked, by_mail = self._task(person), self._task(name="Ticket")
        talk = self._talk(linked, person) + self._talk(by_mail, person)
        self.assertIn(WORD, str(linked.html_field_history))
        run = self._run(person)
        self._gone_from(run, linked, by_mail)
        self._erased_talk(talk)
        self.assertEqual(linked.name, "Printer of [anonymised]")

    # === RECRUITMENT === #

    def test_an_application_loses_the_person_and_stays_in_the_figures(self):
        self._need("hr.applicant")
        person = self._person()
        linked = self._applicant(person)
        by_mail = self._applicant()
        by_mail.with_context(active_test=False)
        self.env.cr.execute("UPDATE hr_applicant SET partner_id = NULL WHERE id = %s",
                            [by_mail.id])
        by_mail.invalidate_recordset()
        talk = self._talk(linked, person) + self._talk(by_mail, person)
        run = self._run(person)
        self._gone_from(run, linked, by_mail)
        self._erased_talk(talk)
        self.assertTrue(linked.active and linked.stage_id == by_mail.stage_id)

    # === SURVEYS, RATINGS === #

    def test_answers_in_own_words_go_and_the_participation_stays(self):
        self._need("survey.user_input")
        person = self._person()
        linked, line = self._survey(person)
        by_mail, other_line = self._survey()
        run = self._run(person)
        self._gone_from(run, linked, by_mail)
        self.assertFalse((line | other_line).exists())
        self.assertEqual(linked.state, "done")

    def test_a_rating_keeps_its_stars_and_loses_its_words(self):
        self._need("rating.rating", "project.task")
        person = self._person()
        rating = self._rating(person, self._task(person))
        run = self._run(person)
        self._gone_from(run, rating)
        self.assertEqual((rating.rating, rating.consumed), (4, True))

    # === MARKETING === #

    def _subscriber(self, email=EMAIL, **vals):
        mailing_list = self.env["mailing.list"].create({"name": "News"})
        return self.env["mailing.contact"].create({
            "name": NAME, "email": email, "company_name": WORD,
            "subscription_ids": [(0, 0, {"list_id": mailing_list.id, **vals})]})

    def _trace(self, record, email=EMAIL):
        mailing = self.env["mailing.mailing"].create({
            "subject": "News", "body_html": "<p>News</p>",
            "mailing_model_id": self.env["ir.model"]._get_id(record._name)})
        return self._make("mailing.trace", **{
            "model": record._name, "res_id": record.id, "email": email, "trace_status": "open",
            "mass_mailing_id": mailing.id, "failure_reason": f"unknown user {EMAIL}"})

    def test_a_subscriber_known_by_address_alone_goes_and_the_mailing_keeps_its_figures(self):
        self._need("mailing.contact")
        person = self._person()
        subscriber = self._subscriber()
        traces = self._trace(subscriber) | self._trace(person)
        run = self._run(person)
        self.assertFalse(subscriber.exists())
        self._gone_from(run, traces)
        self.assertEqual(traces.mapped("trace_status"), ["open", "open"])

    def test_an_opt_out_stays_in_force_and_the_address_it_is_about_goes(self):
        self._need("mailing.contact")
        person = self._person()
        gone = self._subscriber(opt_out=True, opt_out_datetime=LONG_AGO)
        left = gone.subscription_ids.list_id
        other = self._subscriber("other@mail.example")
        refused = self._old(self.env["mail.blacklist"]._add(EMAIL))
        row = self._row(other)
        self._run(person)
        self.assertFalse(gone.exists() or refused.exists())
        self.assertEqual(self._row(other), row)
        optouts = self.env["privacy.optout"].search([])
        self.assertEqual({(each.origin, each.list_ref) for each in optouts},
                         {("blacklist", 0), ("list", left.id)})

    def test_text_messages_go_by_link_and_by_number(self):
        self._need("sms.sms")
        person = self._person()
        linked = self._make("sms.sms", number=PHONE, body=NAME, partner_id=person.id)
        by_number = self._make("sms.sms", number="+32470987654", body=NAME)
        other = self._make("sms.sms", number="+32470987655", body="Somebody else")
        self._run(person)
        self.assertEqual([bool(sms.exists()) for sms in (linked, by_number, other)],
                         [False, False, True])

    # === CHAT === #

    def test_a_live_chat_with_staff_goes_and_the_session_counts(self):
        self._need("im_livechat.channel")
        person = self._person()
        chat = self._channel("livechat", person)
        text = self._say(chat, person, TEXT) | self._say(chat, self.staff.partner_id, "<p>Hi</p>")
        run = self._run(person)
        self._gone_from(run, chat)
        self.assertFalse(text.exists())
        self.assertNotIn(person, chat.channel_member_ids.partner_id)

    def test_a_direct_chat_with_staff_goes(self):
        self._need("discuss.channel")
        person = self._person()
        chat = self._channel("chat", person)
        text = self._say(chat, self.staff.partner_id, f"<p>Hi {NAME}</p>")
        self._run(person)
        self.assertFalse(chat.exists() or text.exists())

    def test_a_guest_who_left_the_address_is_nobody_any_more(self):
        self._need("mail.guest", "im_livechat.channel")
        person = self._person()
        guest = self._make("mail.guest", name=NAME, email=EMAIL)
        chat = self._channel("livechat", self.env["res.partner"])
        self.env["discuss.channel.member"].create({
            "channel_id": chat.id, "guest_id": guest.id, "livechat_member_type": "visitor"})
        text = self._say(chat, person, TEXT, author_id=False, author_guest_id=guest.id)
        run = self._run(person)
        self._gone_from(run, guest, chat)
        self.assertFalse(text.exists())

    # === WEBSITE, PURCHASES, POST === #

    def test_visits_tied_to_the_person_go(self):
        self._need("website.visitor")
        person = self._person()
        visitor = self._make("website.visitor", access_token=str(person.id))
        track = self.env["website.track"].create({"visitor_id": visitor.id, "url": f"/{WORD}"})
        self.assertEqual(visitor.partner_id, person)
        self._run(person)
        self.assertFalse(visitor.exists() or track.exists())

    def test_a_suppliers_order_keeps_number_and_amount(self):
        self._need("purchase.order")
        person = self._person()
        product = self.env["product.product"].create({"name": "Paper"})
        order = self._make(
            "purchase.order", partner_id=person.id, partner_ref=NAME, note=TEXT,
            order_line=[(0, 0, {"product_id": product.id, "name": f"Paper of {NAME}",
                                "product_qty": 1, "price_unit": 5.0})])
        talk = self._talk(order, person)
        figures = (order.name, order.amount_total, order.partner_id)
        run = self._run(person)
        self._gone_from(run, order, order.order_line)
        self._erased_talk(talk)
        self.assertEqual((order.name, order.amount_total, order.partner_id), figures)

    def test_a_delivery_note_loses_instructions_and_signature(self):
        self._need("stock.picking")
        person = self._person()
        kind = self.env["stock.picking.type"].search([("code", "=", "outgoing")], limit=1)
        picking = self._make(
            "stock.picking", partner_id=person.id, picking_type_id=kind.id, note=TEXT,
            signature=self._pixel(), location_id=kind.default_location_src_id.id,
            location_dest_id=self.env.ref("stock.stock_location_customers").id)
        name = picking.name
        run = self._run(person)
        self._gone_from(run, picking)
        self.assertEqual((picking.name, picking.partner_id), (name, person))

    def test_a_letters_copy_of_the_address_goes(self):
        self._need("snailmail.letter")
        person = self._person(street=f"{WORD} 1", city=WORD, zip="9000")
        letter = self._make("snailmail.letter", **{
            "model": "res.partner", "res_id": person.id, "partner_id": person.id,
            "company_id": self.company.id})
        self.assertEqual(letter.street, person.street)
        run = self._run(person)
        self._gone_from(run, letter)

    # === ON THE WAY === #

    def test_nothing_goes_of_a_person_who_is_not_due(self):
        self._need("crm.lead", "event.registration", "project.task", "survey.user_input")
        person = self._living(NAME, EMAIL, phone=PHONE)
        made = [self._lead(person), self._lead(), self._registration(person), self._task(person),
                *self._survey()]
        rows = [self._row(record) for record in made]
        message = self._talk(made[0], person)[0]
        self._date(message, "date", "2026-05-04 10:00:00")
        self._run(person)
        self.assertEqual([self._row(record) for record in made], rows)
        self.assertTrue(message.exists())

    def test_a_held_person_keeps_every_row_in_every_application(self):
        self._need("crm.lead", "calendar.event", "mailing.contact")
        person = self._person()
        self._tell_hold(person, None)
        made = [self._lead(person), self._lead(), self._subscriber(),
                self._meeting(person | self.staff.partner_id)]
        rows = [self._row(record) for record in made]
        self._run(person)
        self.assertEqual([self._row(record) for record in made], rows)

    def test_a_second_run_finds_nothing_to_do(self):
        self._need("crm.lead", "event.registration", "project.task")
        person = self._person()
        made = [self._lead(person), self._registration(person), self._task(person)]
        self._run(person)
        rows = [self._row(record) for record in made]
        self.assertEqual(self._run(person).subjects, 0)
        self.assertEqual([self._row(record) for record in made], rows)
        self.assertEqual(made[0].create_date.isoformat(" "), LONG_AGO)
