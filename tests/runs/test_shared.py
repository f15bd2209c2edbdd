"""A value is somebody else's where they hold it as their own, not wherever it is told of them."""

from odoo.tests import freeze_time, tagged

from ..builders.proof import MAIL, NAME, PHONE, ProofCommon
from ..common import SILENT, TODAY

#: the same name as others write it
TURNED = " ".join((NAME.split()[-1], *NAME.split()[:-1]))


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestShared(ProofCommon):
    def _lead(self, **vals):
        if "crm.lead" not in self.env:
            self.skipTest("crm is not installed")
        lead = self.env["crm.lead"].create({
            "type": "lead", "contact_name": "Jan Claes", "email_from": "jan@claes.example",
            "partner_id": False, **vals})
        self.timers.refresh(full=True)
        self.assertTrue(self.env["privacy.contactless"].search(
            [("model", "=", "crm.lead"), ("res_id", "=", lead.id)]))
        return lead

    def _mention(self):
        self.other.comment = f"<p>Moved in with {NAME}</p>"

    def _assert_not_shared(self):
        """The run neither takes the name for somebody else's nor says complete beside it."""
        self._mention()
        run = self._run(self._subject())
        self.assertEqual(self.other.comment, "<p>Moved in with [anonymised]</p>")
        self.assertFalse(run.item_ids.shared)
        return run.item_ids

    def _assert_shared(self, **vals):
        self._mention()
        run = self._run(self._subject(email=False, phone=False, **vals))
        self.assertEqual(self.other.comment, f"<p>Moved in with {NAME}</p>")
        self.assertGreater(run.item_ids.shared, 0)
        self.assertEqual(run.item_ids.state, "done")

    def test_a_line_care_of_somebody_does_not_make_the_name_of_who_lives_there(self):
        self.other.street2 = f"c/o {NAME}"
        item = self._assert_not_shared()
        self.assertEqual(item.state, "incomplete")
        self.assertIn("street2", item.finding_ids.mapped("column_name"))

    def test_nor_does_a_name_before_somebody_elses_address(self):
        self.other.email = f'"{NAME}" <info@stays.example>'
        item = self._assert_not_shared()
        self.assertEqual(item.state, "incomplete")

    def test_nor_a_holder_of_somebody_elses_account(self):
        self.env["res.partner.bank"].create({
            "acc_number": "BE68539007547034", "partner_id": self.other.id,
            "acc_holder_name": f"Jan Claes en {NAME}"})
        item = self._assert_not_shared()
        self.assertEqual(item.state, "incomplete")

    def test_nor_a_company_that_somebody_typed_or_a_signature(self):
        self.other.company_name = f"{NAME} en zoon"
        self.staff.signature = f"<p>For {NAME}</p>"
        self.assertEqual(self._assert_not_shared().state, "incomplete")

    def test_nor_a_title_of_what_somebody_without_a_contact_asks(self):
        lead = self._lead(name=f"{NAME} recommends us")
        self._assert_not_shared()
        self.assertNotIn(NAME, lead.name)

    def test_whoever_is_called_the_same_has_the_name_too_in_whichever_order(self):
        self._contact(TURNED, facts=(("running", True),))
        self._assert_shared()

    def test_so_has_who_is_called_so_without_a_contact(self):
        self._lead(name="Question", contact_name=NAME)
        self._assert_shared()

    def test_a_longer_name_is_another_ones(self):
        self._contact(f"{NAME} Junior Vandamme", facts=(("running", True),))
        self._mention()
        run = self._run(self._subject())
        self.assertEqual(self.other.comment, "<p>Moved in with [anonymised]</p>")
        self.assertEqual(run.item_ids.state, "done")

    def test_a_number_or_an_address_that_somebody_has_too_is_theirs(self):
        for vals in ({"phone": PHONE}, {"email": f"first@stays.example, {MAIL}"}):
            with self.subTest(vals):
                living = self._contact("Odilon Quaghebeur", facts=(("running", True),), **vals)
                self.other.comment = text = f"<p>{MAIL} or {PHONE}</p>"
                [value] = [each for each in (MAIL, PHONE) if each in str(vals)]
                self._run(self._subject())
                self.assertIn(value, text)
                self.assertIn(value, self.other.comment)
                living.write({"phone": False, "email": False})

    def test_in_a_note_of_somebody_they_are_a_mention(self):
        self.other.comment = f"<p>{MAIL} or {PHONE}</p>"
        self._contact("Odilon Quaghebeur", SILENT, function=f"asks for {MAIL}")
        run = self._run(self._subject())
        self.assertEqual(self.other.comment, "<p>[anonymised] or [anonymised]</p>")
        self.assertFalse(run.item_ids.shared)
