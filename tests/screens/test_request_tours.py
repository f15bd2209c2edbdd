"""Requests in a browser: taken in at the desk, extended, refused and restricted by an officer."""

from odoo.tests import tagged

from ...engine.requests.address_proof import AddressProof
from ..builders.tours import CRON, TourCommon


@tagged("post_install", "-at_install")
class TestRequestTours(TourCommon):
    def _asked(self, name, kind):
        address = f"{name.split()[0].lower()}@tour.example"
        contact = self.env["res.partner"].create({"name": name, "email": address})
        request = self.env["privacy.request"].intake({
            "rights": [kind], "name": name, "email": address})
        request.with_user(self.officer).sudo(False)._confirm_identity(
            contact.with_user(self.officer).sudo(False), "known")
        return request

    def test_an_officer_extends_refuses_and_restricts(self):
        extended = self._asked("Ann to be Extended", "access")
        refused = self._asked("Bart to be Refused", "erasure")
        restricted = self._asked("Cleo to be Restricted", "restriction")
        self.start_tour("/odoo", "privacy_officer_answers", login="privacy_officer")
        self.env.invalidate_all()
        self.assertTrue(extended.extended_on)
        right = refused.right_ids
        self.assertEqual((right.outcome, right.ground, right.closed_by_id),
                         ("refused", "legal_claims", self.officer))
        self.assertIn("A case is before the court.", right.letter_id.body)
        self.assertTrue(refused.partner_ids.active, "nothing was erased")
        self.assertTrue(restricted.partner_ids.privacy_restricted)
        self.assertEqual(restricted.right_ids.outcome, "granted")

    def test_an_officer_erases_in_six_clicks_and_the_person_is_answered_once_it_is_proven(self):
        address = "noor@tour.example"
        contact = self.env["res.partner"].create({"name": "Noor Janssens", "email": address})
        contact.message_post(body="Hello", author_id=contact.id, message_type="comment")
        self.env["privacy.timer"].refresh(contact)
        request = self.env["privacy.request"].intake({
            "rights": ["erasure"], "name": "Noor Janssens", "email": address})
        AddressProof(self.env).note(address, "link", request=request)
        self.start_tour("/odoo", "privacy_officer_erases_and_answers", login="privacy_officer")
        self.env.invalidate_all()
        right = request.right_ids
        self.assertEqual((right.state, right.answer_by_id), ("open", self.officer))
        self.assertFalse(contact.privacy_anonymised_on, "a click erases nothing by itself")
        self.env.ref(CRON).method_direct_trigger()
        self.env.invalidate_all()
        self.assertTrue(contact.privacy_anonymised_on)
        self.assertEqual((right.outcome, right.closed_by_id, request.state),
                         ("granted", self.officer, "answered"))
        letter = self.env["mail.mail"].search(
            [("model", "=", request._name), ("res_id", "=", request.id)], order="id desc")[:1]
        self.assertEqual(letter.email_to, address)

    def test_a_privacy_user_takes_a_request_in_at_the_desk(self):
        self.start_tour("/odoo", "privacy_user_takes_in", login="privacy_user")
        request = self.env["privacy.request"].search([("person_name", "=", "Dora at the Desk")])
        self.assertEqual((request.channel, request.right_ids.kind), ("desk", "access"))
        self.assertTrue(request.told_on)
