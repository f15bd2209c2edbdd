"""Text as it may be kept: without what nobody typed, and with whatever people spell with."""

from odoo.addons.cloudpepper_privacy.core.text import entered
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row, each_value

KEPT = ("Zoë Çelik", "line\nline\r\n\tindented", "שלום \u200fרב", "می\u200cخواهم", "👩\u200d👧",
        "a\u00adb", "", " spaces ")
TAKEN = (
    ("zero byte", "a\0b", "ab"), ("bell", "a\x07b", "ab"), ("delete", "a\x7fb", "ab"),
    ("override", "letter\u202efdp.exe", "letterfdp.exe"), ("embedding", "\u202aa\u202c", "a"),
    ("isolate", "\u2067a\u2069", "a"), ("tags", "a\U000e0041\U000e007f", "a"),
    ("half", "a\ud800b", "a\ufffdb"), ("other half", "\udfffb", "\ufffdb"),
)
LINES = (("ends of lines", "a\r\nb\n\nc", "a b c"), ("edges", "  a\tb ", "a b"),
         ("nothing", "\0\u202e \n", ""))


class TestEntered(CoreCase):
    @each_value(KEPT, label=ascii)
    def test_what_people_type_stays(self, text):
        self.assertEqual(entered.words(text), text)

    @each_row(TAKEN)
    def test_what_nobody_types_goes(self, _what, text, expected):
        self.assertEqual(entered.words(text), expected)

    @each_row(LINES)
    def test_a_line_is_one(self, _what, text, expected):
        self.assertEqual(entered.line(text), expected)

    def test_a_line_is_no_longer_than_it_may_be(self):
        self.assertEqual(entered.line("x" * 300, 200), "x" * 200)
