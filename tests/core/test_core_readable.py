"""What of a copy is printed: said by what is left out, and by what never is."""

from odoo.addons.cloudpepper_privacy.core.requests.readable import (
    contact_first,
    is_read,
    moment,
    printed,
    text_of,
)
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase


class TestReadable(CoreCase):
    def test_machinery_is_left_out_and_named_and_what_says_something_is_not(self):
        values = {"peppol_eas": "0208", "name": "Els", "is_company": True, "x_religion": "none",
                  "email": "els@p.example", "comment": "", "barcode": "123", "color": 0}
        shown, left = printed({"model": "res.partner"}, values)
        self.assertEqual(shown, ["name", "email", "x_religion", "barcode"])
        self.assertEqual(left, ["peppol_eas", "is_company"])

    def test_of_known_models_some_fields_are_printed_and_added_ones_always(self):
        shown, left = printed({"model": "mail.message"}, {
            "body": "<p>x</p>", "date": "2026-05-04T10:00:00Z", "subtype_id": {"id": 1},
            "x_mood": "good"})
        self.assertEqual((shown, left), (["date", "body", "x_mood"], ["subtype_id"]))

    def test_who_the_person_is_stands_first(self):
        models = [{"model": name} for name in ("mail.message", "res.users", "res.partner")]
        self.assertEqual([each["model"] for each in contact_first(models)],
                         ["res.partner", "res.users", "mail.message"])
        self.assertFalse(is_read("ir.model.data"))
        self.assertTrue(is_read("x_medical.file"))

    def test_html_is_read_as_text_and_text_stays_text(self):
        self.assertEqual(text_of("<p>Dear <b>you</b></p><p>Yes</p>", "html"), "Dear you\n\nYes")
        self.assertEqual(text_of("Hello <br/> you</div>", "text"), "Hello\nyou")
        self.assertEqual(text_of("if a < b and c > d", "text"), "if a < b and c > d")
        self.assertEqual(text_of({"code": "a", "label": "Open"}, "selection"), "Open")

    def test_a_moment_of_the_document_is_one_of_utc(self):
        self.assertEqual(str(moment("2026-05-04T10:00:00Z")), "2026-05-04 10:00:00")
