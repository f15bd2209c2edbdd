"""R10: two people in one thread, channel, meeting, registration; one is due, the other lives on.

The rows of the other are compared as PostgreSQL has them: every byte stays but the mentions.
"""

from odoo.tests import freeze_time, tagged

from ..common import SILENT, TODAY
from ..map_common import EMAIL, LONG_AGO, NAME, PHONE, TEXT, WORD, MapCommon

#: what is read instead of a mention
GONE = "[anonymised]"
REDACTED = f"<p>{GONE} ({GONE}) asks about the {WORD}</p>"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestMapShared(MapCommon):
    def setUp(self):
        super().setUp()
        self.due, self.other = self._person(), self._living()

    def _but_mentions(self, row):
        for mention in (NAME, EMAIL, PHONE, PHONE.replace(" ", "%20")):
            row = row.replace(mention, GONE)
        return row

    def _keeps(self, records):
        """Return a check that rows are afterwards what they were, but for the mentions."""
        before = {record: self._row(record) for record in records}

        def check():
            for record, row in before.items():
                self.assertEqual(self._row(record), self._but_mentions(row), record._name)
        return check

    # === ONE THREAD === #

    def _thread(self, record):
        """Return (own message, message of the other, message of staff) on a record."""
        return (
            self._say(record, self.due, TEXT), self._say(record, self.other, TEXT),
            self._say(record, self.staff.partner_id, f"<p>Dear {NAME}</p>"),
        )

    def _check_thread(self, record):
        own, theirs, staffs = self._thread(record)
        silent = self._say(record, self.other, "<p>Not a word about her</p>")
        keeps = self._keeps([theirs, staffs, silent])
        run = self._run(self.due)
        keeps()
        self.assertEqual(theirs.body, REDACTED)
        self.assertTrue(own.exists(), "the row stays, its words go")
        self.assertFalse(own.body or own.email_from)
        self.assertEqual(own.author_id, self.due)
        self.assertEqual(self.due.name, f"Anonymised contact {self.due.id}")
        self.assertIn(run.item_ids.state, ("done", "kept"))

    def test_two_people_in_the_thread_of_a_lead(self):
        self._need("crm.lead")
        self._check_thread(self._lead(self.due))

    def test_two_people_in_the_thread_of_a_task(self):
        self._need("project.task")
        self._check_thread(self._task(self.due))

    def test_two_people_in_the_thread_of_an_order(self):
        self._need("sale.order")
        self._check_thread(self._order(self.due))

    def test_a_follower_who_never_wrote_shares_the_thread(self):
        self._need("crm.lead")
        lead = self._lead(self.due)
        lead.message_subscribe(self.other.ids)
        own, _theirs, _staffs = self._thread(lead)
        _theirs.unlink()
        following = lead.message_follower_ids.filtered(lambda f: f.partner_id == self.other)
        keeps = self._keeps([_staffs, following])
        self._run(self.due)
        keeps()
        self.assertFalse(own.body)

    def test_a_thread_with_staff_alone_is_not_shared(self):
        self._need("crm.lead")
        lead = self._lead(self.due)
        messages = (self._say(lead, self.due, TEXT)
                    | self._say(lead, self.staff.partner_id, f"<p>Dear {NAME}</p>"))
        self._run(self.due)
        self.assertFalse(messages.exists())

    def test_own_words_on_somebody_elses_lead_go_and_the_lead_stays(self):
        self._need("crm.lead")
        lead = self._lead(self.other, name="Roof", contact_name=self.other.name, phone=False,
                          email_from=self.other.email, description=f"<p>{NAME} told us</p>")
        own = self._say(lead, self.due, TEXT)
        theirs = self._say(lead, self.other, TEXT, partner_ids=[(6, 0, self.due.ids)])
        row = self._row(lead)
        self.env.flush_all()
        # an old copy of her address, as an import leaves it
        self.env.cr.execute("UPDATE crm_lead SET email_normalized = %s WHERE id = %s",
                            [EMAIL, lead.id])
        self._run(self.due)
        self.assertFalse(own.body or own.email_from)
        self.assertEqual(theirs.body, REDACTED)
        self.env.cr.execute("UPDATE crm_lead SET email_normalized = %s WHERE id = %s",
                            [self.other.email, lead.id])
        self.assertEqual(self._row(lead), self._but_mentions(row))

    def test_a_file_that_the_other_posted_stays(self):
        self._need("crm.lead")
        lead = self._lead(self.due)
        file = self._make("ir.attachment", name="plan.txt", raw=b"Mine", res_model="crm.lead",
                          res_id=lead.id)
        self._say(lead, self.other, "<p>My plan</p>", attachment_ids=[(6, 0, file.ids)])
        row = self._row(file)
        self._run(self.due)
        self.assertEqual(self._row(file), row)

    # === ONE CHANNEL === #

    def test_two_people_in_one_channel(self):
        self._need("discuss.channel")
        channel = self._channel("group", self.due | self.other, name="Planning")
        own, theirs, staffs = self._thread(channel)
        member = channel.channel_member_ids.filtered(lambda m: m.partner_id == self.other)
        keeps = self._keeps([theirs, staffs, member, channel])
        self._run(self.due)
        keeps()
        self.assertFalse(own.body)
        members = self.env["discuss.channel.member"].search([("channel_id", "=", channel.id)])
        self.assertEqual(members.partner_id, self.other | self.staff.partner_id)

    def test_a_member_who_only_read_shares_the_channel(self):
        self._need("im_livechat.channel")
        chat = self._channel("livechat", self.due | self.other)
        own = self._say(chat, self.due, TEXT)
        staffs = self._say(chat, self.staff.partner_id, f"<p>Dear {NAME}, dear Bertrand</p>")
        keeps = self._keeps([staffs])
        self._run(self.due)
        keeps()
        self.assertFalse(own.body)

    def test_staffs_own_words_in_a_channel_of_many_are_not_the_persons(self):
        self._need("discuss.channel")
        channel = self._channel("channel", self.due, name="Everybody")
        own = self._say(channel, self.due, TEXT)
        words = self._say(channel, self.staff.partner_id, "<p>Lunch?</p>")
        keeps = self._keeps([words])
        self._run(self.due)
        keeps()
        self.assertFalse(own.exists() and own.body)

    def test_two_visitors_in_one_live_chat(self):
        self._need("im_livechat.channel")
        chat = self._channel("livechat", self.due | self.other)
        own, theirs, staffs = self._thread(chat)
        keeps = self._keeps([theirs, staffs, chat])
        self._run(self.due)
        keeps()
        self.assertFalse(own.body)

    # === ONE MEETING === #

    def test_two_people_in_one_meeting(self):
        self._need("calendar.event")
        meeting = self._meeting(self.due | self.other | self.staff.partner_id)
        own = meeting.attendee_ids.filtered(lambda a: a.partner_id == self.due)
        keeps = self._keeps([meeting, *(meeting.attendee_ids - own)])
        self._run(self.due)
        keeps()
        self.assertEqual(meeting.name, f"Meeting with {GONE}")
        self.assertFalse(own.exists())
        self.assertEqual(set(meeting.attendee_ids.partner_id.ids),
                         {self.other.id, self.staff.partner_id.id})
        self.assertNotIn(self.due, meeting.with_context(active_test=False).partner_ids)

    def test_the_contact_details_that_odoo_copied_into_a_shared_meeting_go(self):
        self._need("calendar.event")
        meeting = self._meeting(self.due, description=False)
        meeting.partner_ids |= self.other
        self.assertIn(self.due.phone, meeting.description)
        keeps = self._keeps([meeting])
        self._run(self.due)
        keeps()
        self.assertEqual(self._marks_left(meeting), [WORD], "the place where they met")

    def test_of_three_in_a_meeting_two_are_due_and_both_mentions_go(self):
        self._need("calendar.event")
        second = self._person("Cornelia Vanderelst", "cornelia@vanderelst.example", "+32470111111")
        meeting = self._meeting(self.due | second | self.other,
                                description=f"<p>{NAME} and {second.name}</p>")
        self._run(self.due | second)
        self.assertIn(f"<p>{GONE} and {GONE}</p>", meeting.description)

    def test_a_meeting_whose_people_are_all_due_goes(self):
        self._need("calendar.event")
        second = self._person("Cornelia Vanderelst", "cornelia@vanderelst.example", "+32470111111")
        meeting = self._meeting(self.due | second | self.staff.partner_id)
        self._run(self.due | second)
        self.assertFalse(meeting.exists())

    # === ONE REGISTRATION === #

    def test_a_registration_that_the_person_booked_for_another_keeps_the_others_data(self):
        self._need("event.registration")
        booked = self._registration(self.due, name=self.other.name, email=self.other.email,
                                    phone="+32 470 55 55 55", company_name=f"c/o {NAME}")
        answer = self._answer(booked, "<p>Vegetarian</p>")
        keeps = self._keeps([booked, answer])
        self._run(self.due)
        keeps()
        self.assertEqual(booked.company_name, f"c/o {GONE}")
        self.assertEqual(booked.email, self.other.email)

    def test_a_registration_that_another_booked_for_the_person_loses_the_person(self):
        self._need("event.registration")
        booked = self._registration(self.other)
        self._run(self.due)
        self.assertEqual(self._marks_left(booked), [])
        self.assertEqual(booked.partner_id, self.other)

    # === ONE COMPANY === #

    def _colleague(self, **vals):
        """Return a due person below a company that lives on."""
        company = self._contact("Oosterlinck Ltd", (("running", True),), is_company=True)
        return company, self._contact("Leopold Van Acker", SILENT, parent_id=company.id,
                                      email="leopold@acker.example", **vals)

    def test_an_order_of_the_company_keeps_its_texts_but_the_mentions(self):
        self._need("sale.order")
        company, person = self._colleague()
        order = self._order(person, partner_invoice_id=company.id, note=f"<p>{person.name}</p>",
                            client_order_ref=f"PO 7, {person.name}", signed_by=company.name)
        before = order.read(["signed_by", "signature", "access_token", "amount_total"])
        run = self._run(person)
        self.assertTrue(run.item_ids.whole)
        self.assertEqual(order.client_order_ref, f"PO 7, {GONE}")
        self.assertEqual(order.note, f"<p>{GONE}</p>")
        self.assertEqual(order.read(["signed_by", "signature", "access_token", "amount_total"]),
                         before)

    def test_a_lead_of_the_company_keeps_its_title_and_loses_who_asked(self):
        self._need("crm.lead")
        company, person = self._colleague()
        lead = self._lead(person, name=f"50 seats ({person.name})", contact_name=person.name,
                          email_from=person.email, partner_name=company.name, street="Dock 1",
                          description="<p>50 seats</p>")
        self._run(person)
        self.assertEqual(lead.name, f"50 seats ({GONE})")
        self.assertEqual((lead.partner_name, lead.street), (company.name, "Dock 1"))
        self.assertEqual(lead.description, "<p>50 seats</p>")
        self.assertFalse(lead.contact_name or lead.email_from or lead.phone)

    def test_a_task_in_the_project_of_another_customer_keeps_its_text(self):
        self._need("project.task")
        project = self.env["project.project"].create(
            {"name": "Shop", "partner_id": self.other.id})
        task = self._task(self.due, project_id=project.id)
        task.description = f"<p>{NAME} wants blue, Bertrand red</p>"
        self._run(self.due)
        self.assertEqual(task.description, f"<p>{GONE} wants blue, Bertrand red</p>")
        self.assertFalse(task.email_from)

    # === ONE ADDRESS === #

    def test_a_shared_number_takes_nothing_of_the_other(self):
        self._need("crm.lead", "event.registration", "sms.sms")
        self.other.phone = PHONE
        made = [self._lead(email_from=False), self._registration(email=False),
                self._make("sms.sms", number="+32470987654", body="Hello")]
        rows = [self._row(record) for record in made]
        self._run(self.due)
        # the mentions go, and nothing else
        self.assertEqual([self._but_mentions(self._row(record)) for record in made],
                         [self._but_mentions(row) for row in rows])
        # whose records they are, a namesake of the one who went may say
        self.assertEqual([made[0].contact_name, made[1].name], [NAME, NAME])
        self.assertEqual(made[0].create_date.isoformat(" "), LONG_AGO)
