"""Names as people have and write them, of every script that Faker has names in: found, taken out
of text, and never taken for others'.
"""

import re
import sys
import unittest
from collections import defaultdict
from unittest.mock import patch

from odoo.addons.cloudpepper_privacy.core.identity import name_spelling, names
from odoo.addons.cloudpepper_privacy.core.identity.identifiers import (
    Identifier,
    identifiers_of,
)
from odoo.addons.cloudpepper_privacy.core.identity.matcher import Matcher
from odoo.addons.cloudpepper_privacy.core.identity.mentions import LongerNames
from odoo.addons.cloudpepper_privacy.core.identity.redact import PLACEHOLDER, Redactor
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row, each_value
from odoo.addons.cloudpepper_privacy.tests.properties import given, settings, st

try:
    from odoo.addons.cloudpepper_privacy.tests import names_corpus as corpus
except ImportError:
    corpus = None
#: parts of names that are not only letters
BITS = ("privacy_staff", "(base.group,user)", "O'Brien", "van", "J.", "Anna-Li", "A/B", "王明",
        "en", "김철수", "a@b", "\"Bob\"", "Jan&An", "x[y]z", "สมชาย", "D'", "Ó", "3", "#12",
        "São", "-")
#: people of each locale that are searched for, and taken out
SEARCHED, REDACTED, SEED = 8, 2, 20261130
#: shares that have to be found, of each script and of each way of spelling
OF_SCRIPT, OF_WAY = 0.995, 0.95


def found(name, text, **known):
    """Whether somebody of a name is found in a text."""
    return bool(Matcher((0, each) for each in identifiers_of(name=name, **known)).find(text))


def redacted(name, text, **known):
    """Return a text without somebody of a name."""
    return Redactor(identifiers_of(name=name, **known)).redact(text)


@unittest.skipUnless(corpus, "Faker is not installed")
class TestNamesOfAllScripts(CoreCase):
    @staticmethod
    def _search(rows):
        """Return of each row whether its person is found in its text."""
        keys = {stored: key for key, stored in enumerate(dict.fromkeys(r.stored for r in rows))}
        everybody = Matcher((key, each) for stored, key in keys.items()
                            for each in identifiers_of(name=stored))
        met = set(everybody.find_chunk([row.text for row in rows]))
        return [(place, keys[row.stored]) in met for place, row in enumerate(rows)]

    def test_names_are_found_in_every_script_and_spelling(self):
        rows = corpus.planted(SEARCHED, SEED)
        assert len({row.stored for row in rows}) > 1_000
        met = self._search(rows)
        for what, least in (("script", OF_SCRIPT), ("way", OF_WAY)):
            shares = defaultdict(list)
            for row, is_met in zip(rows, met, strict=True):
                shares[getattr(row, what)].append(is_met)
            for label, values in sorted(shares.items()):
                share = sum(values) / len(values)
                print(f"{what} {label}: {share:.4f} of {len(values)}", file=sys.stderr)
                assert share >= least, (what, label, share, [
                    row for row, is_met in zip(rows, met, strict=True)
                    if not is_met and getattr(row, what) == label][:5])

    def test_the_corpus_has_names_of_forty_locales_and_sixteen_scripts(self):
        everybody = corpus.people(SEARCHED, SEED)
        assert len({person.locale for person in everybody}) >= 40
        assert len({person.script for person in everybody}) >= 16

    def test_nobody_else_is_found(self):
        rows = corpus.near_misses(SEARCHED, SEED)
        assert len(rows) > 5_000
        assert [row for row, is_met in zip(rows, self._search(rows), strict=True) if is_met] == []

    def test_what_was_said_goes_and_nothing_beside_it_changes(self):
        for row in corpus.planted(REDACTED, SEED + 1):
            text = redacted(row.stored, row.text)
            assert PLACEHOLDER in text, row
            assert text.startswith(row.before) and text.endswith(row.after), (row, text)
            middle = text[len(row.before):len(text) - len(row.after)]
            for word in row.said.split():
                assert word not in middle.split() or self._stays(row, word), row

    @staticmethod
    def _stays(row, word):
        """Whether a word of what was said is an initial, a title, or what parts a couple."""
        names = " ".join(each.value for each in identifiers_of(name=row.stored))
        return len(word.strip(".")) < 2 or word not in names

    def test_not_a_byte_of_others_changes(self):
        for row in corpus.near_misses(REDACTED, SEED + 1):
            text = row.text
            assert redacted(row.stored, text) is text, row


class TestNamesOfPeople(CoreCase):
    @each_row([
        ("Dr. Els Smetsaert", "Els Smetsaert"), ("Mevr. Truus Janssegers", "Truus Janssegers"),
        ("Koen & Lien Aertsens", "Koen Aertsens"), ("Koen & Lien Aertsens", "Lien Aertsens"),
        ("Koen & Lien Aertsens", "Koen en Lien Aertsens"), ("Koen en Lien De Wit", "Lien De Wit"),
        ("Jan Claes und An Smits", "An Smits"), ("Aertsens Koen & Lien", "Koen Aertsens"),
        ("Els Smets - Boekhouding", "Els Smets"), ("Els Smets / Gent", "Smets, Els"),
        ("Els Smets | Sales", "Els Smets"), ("Els Smets (Gent)", "Els Smets"),
        ('Robert "Bob" Smith', "Robert Smith"), ("Van den Broeck Els", "Els Vandenbroeck"),
        ("Els Vandenbroeck", "Els Van den Broeck"), ("Els O’Brien-D’Hoore", "Els O'Brien D'Hoore"),
        ("Els O'Brien", "els o´brien"),
        ("Els O'Brien", "Els Obrien"), ("Ann McDonald", "Ann Mc Donald"),
        ("Jean-Marc Dupont", "Jean‑Marc Dupont"), ("Jean-Marc Dupont", "JeanMarc Dupont"),
        ("王小明", "我见到王小明了"), ("王明", "王明先生"), ("山田太郎", "山田 太郎様"),
        ("山田 太郎", "担当の山田太郎です"),
        ("김철수", "김철수씨가"), ("김철수", "김 철수"), ("สมชาย ใจดี", "คุณสมชาย ใจดีโทรมา"),
        ("Алексей Иванов", "АЛЕКСЕЙ ИВАНОВ"), ("Олена Шевченко", "Олена В. Шевченко"),
        ("Αλέξης Παπαδόπουλος", "ΑΛΕΞΗΣ ΠΑΠΑΔΟΠΟΥΛΟΣ"), ("محمد‌رضا کریمی", "محمد رضا كريمي"),
        ("Kalvaitis, Jolanta", "Jolanta Kalvaitis"), ("John Smith, MD", "John Smith"),
        ("H. Wardaya Yulianti, M.TI.", "Wardaya Yulianti"), ("Chr. Jansen", "Chr. Jansen"),
        ("Jan Smit", "担当のJan Smitさん"), ("Smit Jan", "Jan Smit"),
        ("משה כהן", "התקשרתי למשה כהן"),
    ])
    def test_a_name_is_found_as_people_write_it(self, stored, written):
        for around in ("%s", "(%s)", "zie %s.", "<p>%s</p>", "%s, 3 mei"):
            text = around.replace("%s", written)
            assert found(stored, text), text
            left = redacted(stored, text)
            assert PLACEHOLDER in left and not found(stored, left), left

    @each_row([
        ("Marc Dupontel", "Jean-Marc Dupontel"), ("Els Peeters", "Els Peeters-Claes"),
        ("Els Peeters", "Els Peeters\u2011Claes"), ("Jan Smit", "meneer Smit. Jan belde"),
        ("Jan Smit", "Dag Jan. Smit belde"), ("Jan Smit", "Jan, Smit en Piet"),
        ("Jan Smit", "Anna Smit, Jan Peeters"), ("Jan Smit", "Jan: Smit heeft gebeld"),
        ("Jan Smit", "Jan & Smit"), ("Jan Smit", "Jan Smits"), ("Jan Smit", "Jan / Smit"),
        ("Jan Smit", "het Jan Smit-fonds"), ("Connor Smith", "Sean O'Connor Smith"),
        ("Jane Doe", "mary-jane.doe@example.org"), ("Els O'Brien", "Els Brien"),
        ("王明", "王明华来了"), ("王明", "李王明来了"), ("王小明", "王小亮来了"),
        ("佐藤 健", "佐藤健一様"), ("佐藤 健一", "佐藤健一郎さん"), ("김철수", "김철수민"),
        ("김철", "김철수"), ("がが 太郎", "かか 太郎"), ("कमला शर्मा", "कमल शर्मा"),
        ("สมชาย ใจดี", "สมชาย ใจดีก"), ("Els Smets - Boekhouding", "de Boekhouding"),
        ("Beyoncé", "Beyoncé belde"), ("北京", "我在北京"), ("Don Smith", "Smith"),
        ("Jorn van Hoevel en van Zwindrecht", "Jorn van Hoevel belde"),
    ])
    def test_another_name_is_another_persons(self, stored, written):
        for around in ("%s", "(%s)", "<p>%s</p>"):
            text = around.replace("%s", written)
            assert not found(stored, text), text
            assert redacted(stored, text) is text

    @each_row([
        ("Beyoncé (b@knowles.example) belde", "[anonymised] ([anonymised]) belde"),
        ("Mail van BEYONCÉ: b@knowles.example", "Mail van [anonymised]: [anonymised]"),
        ("beyoncés b@knowles.example", "beyoncés [anonymised]"), ("Beyoncé belde", "Beyoncé belde"),
    ])
    def test_a_single_word_goes_only_beside_another_identifier(self, text, expected):
        assert redacted("Beyoncé", text, email="b@knowles.example") == expected

    def test_a_word_without_its_capital_is_no_name(self):
        text = "Rose (rose@x.example) draagt rose"
        assert redacted("Rose", text, email="rose@x.example") == (
            "[anonymised] ([anonymised]) draagt rose")

    def test_a_name_is_the_same_whichever_part_comes_first(self):
        for one, other in (
                ("Els Smetsaert", "Smetsaert Els"), ("Els Vandenbroeck", "Van den Broeck Els"),
                ("Anna Müller", "MULLER, Anna"), ("王小明", "王小明"),
                ("Иван Петров", "Петров Иван")):
            self.assertTrue(names.is_same(one, other), other)
        for one, other in (
                ("Els Smetsaert", "Els Smets"), ("Els Smetsaert", "Els Smetsaert recommends us"),
                ("王小明", "王小红"), ("Marc Dupontel", "Jean-Marc Dupontel"), ("", ""), ("", "-")):
            self.assertFalse(names.is_same(one, other), other)

    def test_a_company_is_called_by_all_its_words(self):
        assert not found("Bakkerij Peeters & Zonen", "Bakkerij Peeters belde", company=True)
        assert found("Bakkerij Peeters & Zonen", "aan Bakkerij Peeters & Zonen", company=True)

    @each_value(["x" * 500, "ab " * 170, "9" * 300, "12 34", "q", "王", "김", ".", "-" * 400, "& &",
                 "a\x05b c\x07d", "\u200b", "((((", "Jan " * 120, "x" * 90_000, "a b " * 30_000,
                 "van den " * 60, "O'" * 200, "王" * 400, "Dr. " * 100, "en en en", ", , ,"],
                label=lambda name: ascii(name[:12]))
    def test_any_name_is_dealt_with(self, name):
        known = identifiers_of(name=name)
        person = Redactor(known)
        text = f"Dag {name[:600]} en anderen"
        assert person.redact(person.redact(text)) == person.redact(text)
        assert Matcher(enumerate(known)).find("niemand hier") == frozenset()

    @settings(max_examples=400)
    @given(st.lists(st.one_of(
        st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=7),
        st.sampled_from(BITS)), max_size=6))
    def test_whatever_is_found_of_a_name_goes(self, bits):
        name = " ".join(bits)
        known = identifiers_of(name=name)
        text = f"zie {name}, en {name}"
        assert not Matcher(enumerate(known)).find(Redactor(known).redact(text))

    def test_plain_names_are_read_as_all_others_are(self):
        plain = ("Els Smets", "Els2 Smets", "Person ax26", "dr1 Els Smets",
                 "Koen en2 Lien Aertsens", "Anna OBrien", "Ohm Els", "R2D2 C3PO Smets",
                 "Zoë7 Müller", "A1 B2", "McDonald4 OBrien", "de1 Wit Jan",
                 "Jan 1e Smets", "x1 y", "Els Smets3 jr2", "Vandenbroeck9 Els Maria Johanna")
        quick = {name: (names.names_of(name), name_spelling.anchors(name)) for name in plain}
        never = re.compile("(?!)")
        with patch.object(names, "PLAIN", never), patch.object(name_spelling, "PLAIN", never):
            assert {name: (names.names_of(name), name_spelling.anchors(name))
                    for name in plain} == quick
        assert quick["Person ax26"][0] == ["Person ax26"]

    def test_an_address_with_a_control_character_is_found_as_it_stands(self):
        (address,) = identifiers_of(email="a\x05b@mail.example")
        assert Matcher([(1, address)]).find("zie a\x05b@mail.example") == {1}

    def test_all_addresses_of_a_mail_field_count(self):
        text = '"Jan, A." <a@x.example>, b@y.example; c@z.example'
        assert [each.value for each in identifiers_of(email=text)] == [
            "a@x.example", "b@y.example", "c@z.example"]


class TestLongerNames(CoreCase):
    NAME = Identifier("name", "Anna Li")
    TEXT = "Anna Li Wang betaalde, Anna Li niet; WANG Anna Li ook"

    def test_somebodys_longer_name_stays_and_the_shorter_one_beside_it_goes(self):
        person = Redactor([self.NAME], longer=["Anna Li Wang"])
        assert person.redact(self.TEXT) == (
            "Anna Li Wang betaalde, [anonymised] niet; WANG Anna Li ook")
        text = "Anna Li Wang en Wang, Anna Li"
        assert person.redact(text) is text

    def test_the_search_meets_what_redaction_takes_out(self):
        searches = Matcher([(1, self.NAME), (2, self.NAME)], {1: ["Anna Li Wang"]})
        assert searches.find("<p>Anna <b>Li</b> Wang</p>") == {2}
        assert searches.find(self.TEXT) == {1, 2}

    def test_no_other_identifier_is_lost_in_a_longer_name(self):
        person = Redactor([self.NAME, Identifier("email", "li@x.example")], longer=["Anna Li Wang"])
        assert person.redact("Anna Li Wang li@x.example") == "Anna Li Wang [anonymised]"

    def test_a_part_is_told_from_the_same_name(self):
        names = LongerNames([(7, "Anna Li"), (8, "Piet Claes")])
        rows = [(1, "Anna Li Wang", False), (2, "Mevr. Anna Li", False), (3, "Anna Lis", False),
                (4, "Bakkerij Anna Li", True), (5, "Jean-Anna Li", False), (6, None, False)]
        assert list(names.found(rows)) == [(7, 1, "Anna Li Wang"), (7, 4, "Bakkerij Anna Li")]
