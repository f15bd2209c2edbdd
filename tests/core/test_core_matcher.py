"""Every planted spelling is found, nothing that looks like one is, and it stays quick."""

import random

from odoo.addons.cloudpepper_privacy.core.documents.reader import texts
from odoo.addons.cloudpepper_privacy.core.identity import matcher
from odoo.addons.cloudpepper_privacy.core.identity.identifier_matcher import AROUND
from odoo.addons.cloudpepper_privacy.core.identity.identifiers import (
    Identifier,
    identifiers_of,
    identify,
)
from odoo.addons.cloudpepper_privacy.core.identity.matcher import Matcher
from odoo.addons.cloudpepper_privacy.core.identity.spelling import pattern, plainly, street_parts
from odoo.addons.cloudpepper_privacy.tests import recall_corpus as corpus
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row, each_value
from odoo.addons.cloudpepper_privacy.tests.properties import given, settings, st

KNOWN = list(dict.fromkeys(corpus.EVERYBODY))
EVERYBODY = Matcher(enumerate(KNOWN))
NAME = corpus.of(corpus.ZOE, "name")


def _found(spelling):
    """Return the identifiers that are found in a spelling, whether text or file."""
    words = [spelling.payload] if isinstance(spelling.payload, str) else texts(
        "x", spelling.kind, spelling.payload)
    return {KNOWN[key] for value in words for key in EVERYBODY.find(value)}


class TestMatcher(CoreCase):
    def test_the_corpus_is_as_large_as_promised(self):
        assert len(corpus.planted()) >= 200
        assert {planted.identifier for planted in corpus.planted()} == set(KNOWN)

    @each_value(corpus.planted(), label=lambda planted: planted.label)
    def test_a_planted_spelling_is_found(self, planted):
        assert planted.identifier in _found(planted)

    @each_value(corpus.near_misses(), label=lambda other: other.label)
    def test_what_only_looks_like_it_is_not_found(self, other):
        assert other.identifier not in _found(other)

    def test_all_are_found_at_once_with_the_value_that_holds_them(self):
        words = [planted for planted in corpus.planted() if isinstance(planted.payload, str)]
        found = set(EVERYBODY.find_chunk([planted.payload for planted in words]))
        assert {(at, KNOWN.index(planted.identifier)) for at, planted in enumerate(words)} <= found
        assert found == {(at, key) for at, planted in enumerate(words)
                         for key in EVERYBODY.find(planted.payload)}

    def test_a_name_does_not_reach_from_one_value_into_the_next(self):
        assert Matcher([(1, NAME)]).find_chunk(["Zoë", "Vandenbroucke"]) == []
        assert Matcher([(1, NAME)]).find_chunk(["Zoë", "Zoë Vandenbroucke"]) == [(1, 1)]

    def test_several_may_share_a_key_and_a_value(self):
        twins = Matcher([(5, NAME), (5, Identifier("word", "niemand")), (7, NAME)])
        assert twins.find("Vandenbroucke Zoë") == {5, 7}
        assert twins.find("niemand") == {5}

    def test_nobody_is_found_by_a_matcher_of_nobody(self):
        assert Matcher([]).find("Zoë Vandenbroucke") == frozenset()
        assert EVERYBODY.find("") == frozenset() and EVERYBODY.find_chunk([]) == []

    def test_what_lies_across_two_windows_of_a_long_text_is_found(self):
        for place in range(matcher.WINDOW - 40, matcher.WINDOW + 10):
            words = "x" * place + " Zoë Vandenbroucke " + "y " * 9
            assert EVERYBODY.find(words) == {KNOWN.index(NAME)}
        assert EVERYBODY.find("x " * matcher.WINDOW) == frozenset()

    def test_a_window_does_not_make_a_name_of_half_a_word(self):
        for place in range(matcher.WINDOW - 12, matcher.WINDOW + 3):
            words = "x " * (place // 2) + "enZoë Vandenbroucke 10470123456" + " y" * 9
            assert EVERYBODY.find(words) == frozenset()

    def test_a_zero_byte_of_a_file_does_not_shift_what_was_found_where(self):
        assert Matcher([(1, NAME)]).find_chunk(["a\0b", "c", "Zoë Vandenbroucke"]) == [(2, 1)]

    def test_an_automaton_too_large_for_a_table_finds_the_same(self):
        self.replace(matcher, "TABLE", 0)

        slower = Matcher(enumerate(KNOWN))
        words = [each.payload for each in corpus.planted() if isinstance(each.payload, str)]
        assert slower.find_chunk(words) == EVERYBODY.find_chunk(words)

    @settings(max_examples=60, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from([p for p in corpus.planted() if p.kind == "text"]),
                              st.text(max_size=20)), min_size=1, max_size=4))
    def test_text_around_a_spelling_does_not_hide_it(self, words):
        text = " | ".join(f"{around} | {planted.payload}" for planted, around in words)
        keys = {KNOWN[key] for key in EVERYBODY.find(text)}
        assert {planted.identifier for planted, _around in words} <= keys

    def test_thousands_of_people_find_what_one_finds_alone(self):
        dice = random.Random(1)
        crowd = [identifiers_of(
            f"{'abcdefgh'[dice.randrange(8)]}an{n % 977}n Pers{n}oon", f"p{n}@example.com",
            [f"+3247{dice.randrange(10**7):07}"], vat=f"BE0{dice.randrange(10**8, 10**9)}")
            for n in range(4_000)]
        crowd_matcher = Matcher((n, known) for n, person in enumerate(crowd) for known in person)
        for n in dice.sample(range(4_000), 50):
            for known in crowd[n]:
                assert n in crowd_matcher.find(f"aan {known.value} gericht")

    @each_row([
        ("Martin", "word", "St.-Martinsstraat"),
        ("zoe.v@example.org", "email", "zoe.v@example.com"),
        ("+32470123456", "phone", "0470123457"), ("0470123456", "phone", "10470123456"),
        ("BE68 5390 0754 7034", "iban", "BE68 5390 0754 7035"), ("Li Anna", "name", "Lianna"),
        ("BE0477472701", "vat", "BE0477472702"), ("x-9", "word", "x 8"),
        ("INV/2026/00042", "word", "INV/2026/000421"),
    ])
    def test_an_officer_may_search_for_anything(self, text, kind, others):
        identifier = identify(text)
        assert identifier.kind == kind
        assert Matcher([(1, identifier)]).find(f"(zie {text.lower()})") == {1}
        assert not Matcher([(1, identifier)]).find(f"(zie {others})")

    def test_there_is_nothing_to_search_for_in_signs(self):
        assert identify(" -/- ") is None and identify("") is None

    @each_value(KNOWN, label=lambda known: known.value)
    def test_the_commonest_spelling_is_one_that_the_pattern_knows(self, known):
        for plain in plainly(known):
            for sign in AROUND:
                assert pattern(known).search(sign + plain + sign)

    @each_value([
        "Kerkstraat 12", "Kerkstraat 12b", "12b Main Street", "12 Main Street", "Plein 1940-45 12",
        "Avenue J. Smith 12", "Laan A 7", "7 B Street", "Sint-Jansvliet 5 bus 3",
    ])
    def test_a_street_is_found_as_it_is_stored_and_a_longer_number_is_not(self, street):
        (known,) = identifiers_of(street=street, zip="8400", city="Oostende")
        street_matcher = Matcher([(1, known)])
        assert street_matcher.find(f"Lives at {street}, 8400 Oostende.") == {1}
        assert street_matcher.find(f"<p>{street}<br>8400 Oostende</p>") == {1}
        number = street_parts(known.value)[1]
        longer = street.replace(number, f"{number}7", 1)
        assert not street_matcher.find(f"Lives at {longer}, 8400 Oostende.")
        assert not street_matcher.find(f"Lives at {street}, 9000 Gent.")
