"""What of a letter's page stands in its plain text."""

from odoo.addons.cloudpepper_privacy.core.text.letter_text import WIDTH, letter_text
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase

PAGE = """<html><head><title>No</title><style>p {}</style></head><body>
<div><div>Bakery BV</div><div>Oak Street 4<br/>1040 Brussels</div></div>
<p>You asked for:   <strong>Erasure</strong>
 (Art. 17)</p>
<ul><li>Invoices: kept.</li><li>Mails: erased.</li></ul>
<p style="white-space: pre-line">First line
second line</p>
<p><a href="https://a.example/x">Open the page</a></p>
<p class="o_privacy_screen_only">If it does not open</p>
<p>See <a href="https://b.example">https://b.example</a> or
<a href="mailto:p@b.example">p@b.example</a>.</p></body></html>"""
TEXT = """Bakery BV
Oak Street 4
1040 Brussels

You asked for: Erasure (Art. 17)

- Invoices: kept.
- Mails: erased.

First line
second line

Open the page: https://a.example/x

See https://b.example or p@b.example.
"""


class TestLetterText(CoreCase):
    def test_it_reads_as_somebody_would_type_it(self):
        self.assertEqual(letter_text(PAGE), TEXT)

    def test_long_lines_are_broken_between_words_and_links_never(self):
        link = "https://a.example/" + "x" * 90
        text = letter_text(f"<p>{'word ' * 40}</p><ul><li>{'item ' * 40}</li></ul>"
                           f'<p><a href="{link}">Open</a></p>')
        self.assertTrue(all(len(line) <= WIDTH for line in text.splitlines() if link not in line))
        self.assertIn(link, text)
        self.assertIn("\n  item", text)

    def test_of_nothing_nothing_is_made(self):
        self.assertEqual(letter_text("  "), "")
        self.assertEqual(letter_text("<p></p><div><br/></div>").strip(), "")
        self.assertEqual(letter_text("<!-- a note --><p>x</p>"), "x\n")
