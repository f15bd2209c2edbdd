"""A contact of several addresses in its mail field: each of them counts, wherever one does (S5)."""

from odoo.tests import freeze_time, tagged

from ...engine.access.inventory import Inventory
from ...engine.candidates import Candidates
from ..common import TODAY
from ..map_common import EMAIL, MapCommon

SECOND, BOTH = "ilse@second.example", f"{EMAIL}, Ilse <ilse@second.example>"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestSeveralAddresses(MapCommon):
    def setUp(self):
        super().setUp()
        self._need("crm.lead")

    def _second_lead(self, **vals):
        return self._lead(**{"email_from": SECOND, "email_cc": False, "phone": False,
                             "contact_name": False, "name": "Roof", "description": False, **vals})

    def test_a_record_with_the_second_address_goes_with_the_contact(self):
        person = self._person(email=BOTH)
        lead = self._second_lead()
        run = self._run(person)
        self.assertFalse(lead.email_from)
        self.assertEqual(run.item_ids.mapped("state"), ["done"])

    def test_so_it_does_whatever_parts_them(self):
        for parted in (f"{EMAIL};{SECOND}", f"{EMAIL} {SECOND}", f"{SECOND.upper()} , {EMAIL}"):
            with self.subTest(parted):
                person = self._person(email=parted)
                leads = self._second_lead() | self._second_lead(email_from=EMAIL)
                self._run(person)
                self.assertEqual(leads.mapped("email_from"), [False, False])

    def test_a_second_address_that_is_a_living_contacts_leads_to_nobody(self):
        for theirs in (SECOND, f"bertrand@oosterlinck.example, {SECOND}"):
            with self.subTest(theirs):
                person = self._person(email=BOTH)
                other = self._living(email=theirs)
                lead = self._second_lead()
                row = self._row(lead)
                self._run(person)
                self.assertTrue(person.privacy_anonymised_on)
                self.assertEqual(self._row(lead), row)
                other.email = False

    def test_nor_does_a_first_address_that_is_a_living_contacts_second(self):
        person = self._person()
        self._living(email=f"bertrand@oosterlinck.example, {EMAIL}")
        lead = self._second_lead(email_from=EMAIL)
        row = self._row(lead)
        self._run(person)
        self.assertEqual(self._row(lead), row)

    def test_two_who_go_together_share_one(self):
        people = self._person(email=BOTH) | self._person("Ilse Vermeulen-Baert", email=SECOND)
        lead = self._second_lead()
        self._run(people)
        self.assertFalse(lead.email_from)

    def test_what_is_under_way_by_the_second_address_keeps_the_contact(self):
        person = self._person(email=BOTH)
        self.timers.refresh()
        self.assertTrue(self.runs.preview(person).item_ids.whole)
        self.env["crm.lead"].create(
            {"name": "Roof", "type": "opportunity", "email_from": SECOND})
        self.timers.refresh()
        self.assertFalse(self.runs.preview(person).item_ids.filtered("whole"))
        self.timers.refresh(full=True)
        self.assertFalse(self.runs.preview(person).item_ids.filtered("whole"))

    def test_a_second_address_typed_later_reaches_the_clock(self):
        person = self._person()
        self.env["crm.lead"].create(
            {"name": "Roof", "type": "opportunity", "email_from": SECOND})
        self.timers.refresh()
        self.assertLess(self._clocks(person)["communication"][2], TODAY)
        person.email = BOTH
        self.timers.refresh()
        self.assertGreater(self._clocks(person)["communication"][2], TODAY)

    def test_a_request_shows_what_the_second_address_leads_to(self):
        person = self._person(email=BOTH)
        self._second_lead()
        held = Inventory(self.env).counts([(person.id, EMAIL, None)])
        self.assertIn("crm.lead", {entry.model for entry in held})

    # === WHEREVER THE FIELD IS, HOWEVER LONG === #

    def _candidates(self, email=SECOND):
        request = self.env["privacy.request"].with_user(self.user).sudo(False).intake(
            {"rights": ["access"], "name": "Somebody", "email": email})
        return Candidates(self.env, request.sudo()).match_reasons()

    def test_an_address_that_stands_in_the_company_alone_leads_to_the_company(self):
        company = self._contact(
            "Achterberg BV", is_company=True, email=f"info@own.example, {SECOND}")
        person = self._contact("Wilhelmina Achterberg", parent_id=company.id)
        self.assertEqual(self._candidates(), {company.id: {"email"}})
        lead = self._second_lead()
        self.timers.refresh(full=True)
        self.assertFalse(self.env["privacy.contactless"].search([
            ("model", "=", "crm.lead"), ("res_id", "=", lead.id)]), "it is the company's")
        row = self._row(lead)
        self._run(person)
        self.assertTrue(person.privacy_anonymised_on)
        self.assertEqual(self._row(lead), row, "the company stays")
        self._run(company)
        self.assertFalse(lead.email_from)

    def test_so_it_does_where_the_company_goes_with_its_person(self):
        company = self._contact(
            "Achterberg BV", is_company=True, email=f"info@own.example, {SECOND}")
        person = self._contact("Wilhelmina Achterberg", parent_id=company.id)
        lead = self._second_lead()
        self._run(company | person)
        self.assertFalse(lead.email_from)

    def test_of_an_archived_contact_they_count_as_well(self):
        person = self._person(email=BOTH)
        person.action_archive()
        for address in (SECOND, EMAIL):
            [(candidate, why)] = self._candidates(address).items()
            self.assertEqual((candidate, "email" in why), (person.id, True))
        lead = self._second_lead()
        self._run(person)
        self.assertFalse(lead.email_from)

    def test_nor_is_what_an_archived_contact_has_a_strangers(self):
        person = self._person(email=BOTH)
        other = self._living(email=f"b@oosterlinck.example,{SECOND}")
        other.action_archive()
        lead = self._second_lead()
        row = self._row(lead)
        self._run(person)
        self.assertEqual(self._row(lead), row)

    def test_a_field_of_ten_thousand_letters_is_read_to_its_end(self):
        crowd = [f"address-{number}@crowd-of-many.example" for number in range(290)]
        person = self._person(email=", ".join([*crowd, SECOND]))
        self.assertGreater(len(person.email), 10_000)
        for address in (SECOND, crowd[150]):
            [(candidate, why)] = self._candidates(address).items()
            self.assertEqual((candidate, "email" in why), (person.id, True))
        leads = self._second_lead() | self._second_lead(email_from=crowd[150])
        run = self._run(person)
        self.assertEqual(leads.mapped("email_from"), [False, False])
        # the requests made here are kept, and nothing else
        self.assertEqual({line["ground"] for line in run.summary()["left"]}, {"request"})
        self.assertEqual(self.runs.residue([crowd[7], crowd[289]]), [])

    def test_letters_without_end_before_an_address_are_nobody_and_hide_nothing(self):
        person = self._person(email=f"{EMAIL}, {'x' * 10_000}, {SECOND}")
        self.assertEqual(self._candidates(), {person.id: {"email"}})
        lead = self._second_lead()
        self._run(person)
        self.assertTrue(person.privacy_anonymised_on)
        self.assertFalse(lead.email_from)
