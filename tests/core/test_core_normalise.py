"""Text is folded as letters are, quickly and one by one alike."""

from odoo.addons.cloudpepper_privacy.core.text.fold import folded, letter
from odoo.addons.cloudpepper_privacy.core.text.normalise import END_CODE, compact, marked, plain
from odoo.addons.cloudpepper_privacy.core.text.offsets import View
from odoo.addons.cloudpepper_privacy.tests import recall_corpus as corpus
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row, each_value
from odoo.addons.cloudpepper_privacy.tests.properties import given, settings, st

BITS = ("é", "ß", "Æ", "œ", "\xad", "\u200b", "\u0308", "“", "€", "Ж", "王", "９", "&eacute;",
        "&amp;", "&amp;nbsp;", "&#233;", "&#xE9;", "&lt;", "&nope;",
        "\\u00e9", "\\\\u00e9", "\\n", "\\\\",
        "\\/", "\\ud83d\\ude00", "\\ud83d", "\\xe9", "%20", "%C3%A9", "%E9", "%2520", "100%", "<b>",
        "</b>", "<br/>", "<a title=\"Ren&eacute; M. Doe\">", "<x@y.z>", "<", ">", " M. ", " A ",
        "J.P. ", "Jane", "Doe", " ", ".", "12", "\0", "\x01", "\x02", "\x03", "\n", "\x85")
TEXTS = st.lists(st.one_of(st.sampled_from(BITS), st.text(max_size=3)), max_size=30).map("".join)


class TestNormalise(CoreCase):
    @each_row([
        ("é", "e"), ("Ø", "O"), ("ß", "ss"), ("ẞ", "SS"), ("Æ", "AE"), ("œ", "oe"), ("ł", "l"),
        ("đ", "d"), ("ﬁ", "fi"), ("Ａ", "A"), ("٣", "3"), ("\xa0", " "), ("\u2009", " "),
        ("\xad", ""),
        ("\u200d", ""), ("\u0301", ""), ("–", "-"), ("’", "`"), ("€", " "), ("＜", " "),
        ("\uff20", "@"), ("²", " "), ("Ж", "U0436"), ("ж", "u0436"), ("王", "u738b"),
    ])
    def test_a_letter_is_folded(self, char, expected):
        assert letter(char) == expected

    @given(st.characters())
    def test_any_character_becomes_ascii_and_never_a_sign_that_reads_as_a_tag_or_escape(self, char):
        value = letter(char)
        assert value.isascii()
        assert char < "\x80" or not set(value) & set("<>&%\\")

    @each_row([
        ("<p>Ren&eacute; &amp;eacute; \\u00c9t %C3%A9</p>",
         b"\x02rene e et e\x02\x03\x03\x03>\x03\x03\x03\x03>"),
        ("Ja<b>ne</b> <td>Doe", 
         b"ja\x01ne\x01 \x02doe\x03\x03\x03>\x03\x03\x03\x03>\x03\x03\x03\x03>"),
        ("<x@y.z>", b"\x02\x03<x@y.z>"), ('<a b="c d">', b'\x01\x03\x03\x03 \x03="c d">'),
        ("Jane M. Doe", b"jane  doe"), ("Jane J.P. Doe", b"jane  doe"), ("12 A 34", b"12 a 34"),
        ("x &lt;b&gt; y", b"x  b  y"), ("100% 5", b"100% 5"), ("a\\nb", b"a b"),
        ("&nope;", b"&nope;"),
        ("J.Doe@Example.com", b"j.doe@example.com"),
    ])
    def test_a_text_is_made_comparable(self, text, expected):
        assert marked(text) == expected

    def test_only_letters_digits_and_ends_are_left_of_a_chunk(self):
        assert compact(plain("Zoë, V.\0<9 &é>")) == compact(b"zoev\x009e")
        assert compact(b"a\0A\0-") == b"\0" + END_CODE + b"\0" + END_CODE

    def test_every_letter_and_digit_has_one_of_the_codes(self):
        assert set(compact(b"abcdefghijklmnopqrstuvwxyz0123456789\0")) == set(range(32))

    @settings(max_examples=400, deadline=None)
    @given(TEXTS)
    def test_letter_by_letter_gives_the_same_as_all_at_once(self, text):
        assert View(text).marked == marked(text)

    @each_value([p for p in corpus.planted() if isinstance(p.payload, str)
                 and len(p.payload) < 5000], label=lambda planted: planted.label)
    def test_the_same_for_every_planted_spelling(self, planted):
        assert View(planted.payload).marked == marked(planted.payload)

    def test_a_stored_value_is_folded_with_its_signs(self):
        assert folded("Rue de l'Église 12, 4000 Liège") == "rue de l'eglise 12, 4000 liege"
