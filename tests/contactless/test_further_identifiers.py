"""Who has no contact is searched for by everything that their records say of them."""

from odoo.tests import freeze_time, tagged

from ..builders.contactless import EMAIL, NAME, ContactlessCommon
from ..common import TODAY

NUMBER, TYPED = "+32470556677", "0470/55.66.77"
ADDRESS = {"street": "Lindelaan 12", "zip": "9000", "city": "Gent"}


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestFurtherIdentifiers(ContactlessCommon):
    def _gone(self, *records, said=f"<p>Call {TYPED}</p>"):
        """Let whoever the records are of go; return their item, and what is left of what was said
        of them on a living contact.
        """
        living = self._living()
        living.comment = said
        subject = self._subjects(*records)
        item = self._item(self._carry_out(), subject)
        self.assertTrue(subject.erased_on)
        return item, living.comment

    def _lead(self, **vals):
        return self._nobodys_lead(**{
            "phone": NUMBER, "country_id": self.env.ref("base.be").id, **vals})

    def test_by_the_number_of_a_lead_with_an_address(self):
        item, left = self._gone(self._lead())
        self.assertEqual((left, item.state), ("<p>Call [anonymised]</p>", "done"))
        self.assertEqual(self.runs.residue([NUMBER]), [])

    def test_by_the_number_of_any_of_their_records(self):
        item, left = self._gone(self._subscriber(), self._lead(contact_name=False))
        self.assertEqual((left, item.state), ("<p>Call [anonymised]</p>", "done"))

    def test_by_the_number_of_a_registration(self):
        self._need("event.registration")
        event = self.env["event.event"].create({
            "name": "Open day", "date_begin": "2019-06-10 09:00:00",
            "date_end": "2019-06-10 17:00:00"})
        registration = self.env["event.registration"].create({
            "event_id": event.id, "name": NAME, "email": EMAIL, "phone": NUMBER,
            "partner_id": False})
        registration.partner_id = False
        self._date(registration, "create_date", "2019-05-06 10:00:00")
        self._long_ago(registration, "2019-05-06 10:00:00")
        item, left = self._gone(registration, said=f"<p>Call {NUMBER}</p>")
        self.assertEqual((left, item.state), ("<p>Call [anonymised]</p>", "done"))

    def test_by_the_street_of_a_lead(self):
        _item, left = self._gone(
            self._lead(**ADDRESS), said="<p>Lives at Lindelaan 12, 9000 Gent now</p>")
        self.assertEqual(left, "<p>Lives at [anonymised], [anonymised] now</p>")

    def test_not_by_a_street_without_its_number_and_place(self):
        said = "<p>Lives at Lindelaan now, in Gent</p>"
        self.assertEqual(self._gone(self._lead(**ADDRESS), said=said)[1], said)

    def test_not_by_a_number_that_a_living_contact_has(self):
        self._living("Bertrand Tweede", email="tweede@mail.example", phone=NUMBER)
        item, left = self._gone(self._lead())
        self.assertEqual((left, item.state), (f"<p>Call {TYPED}</p>", "done"))
        self.assertGreater(item.shared, 0)

    def test_nor_by_the_numbers_under_an_address_that_many_share(self):
        leads = [self._lead(contact_name=name, phone=number) for name, number in (
            ("Jan Bakker", NUMBER), ("Piet Molenaar", "+32470556688"),
            ("Els Visser", "+32470556699"))]
        self.assertEqual(self._gone(*leads)[1], f"<p>Call {TYPED}</p>")

    def test_the_number_of_another_stays(self):
        said = "<p>Call 0470/55.66.88</p>"
        self.assertEqual(self._gone(self._lead(), said=said)[1], said)
