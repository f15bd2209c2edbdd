"""What identifies a person, and what does not."""

from odoo.addons.cloudpepper_privacy.core.identity.identifiers import identifiers_of
from odoo.addons.cloudpepper_privacy.core.identity.spelling import anchors, pattern
from odoo.addons.cloudpepper_privacy.core.text.fold import folded
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row, each_value


def _values(**known):
    return [identifier.value for identifier in identifiers_of(**known)]


class TestIdentifiers(CoreCase):
    @each_value(["Jane Doe", "Anna Li", "Jan Van den Berghe", "Jane M. Doe",
                                      "Олена Шевченко", "Bakkerij Peeters", "  Jane \n Doe "])
    def test_a_name_of_two_words_identifies(self, name):
        assert _values(name=name) == [" ".join(name.split())]

    @each_value(["Martin", "Paris", "", None, "J. Doe", "J. D.", "Jean-Pierre",
                                      "X Y", "Public user", "My Company", "Anonymised contact 12",
                                      "12 34",
                                      "Shop 24", "- Doe"])
    def test_a_single_word_an_initial_or_a_filler_is_nobodys_name(self, name):
        assert not [each for each in identifiers_of(name=name) if each.kind == "name"]

    def test_every_address_of_a_field_identifies_in_lower_case(self):
        assert _values(email='"Jane" <Jane@Example.com>; j@x.example.org') == [
            "jane@example.com", "j@x.example.org"]
        assert _values(email="jane@localhost, @x.be, jane") == []

    @each_row([
        ("0470 12 34 56", "BE", "+32470123456"), ("+32 470 12 34 56", None, "+32470123456"),
        ("0032470123456", "BE", "+32470123456"), ("0470 12 34 56", None, "470123456"),
        ("(212) 555-0143", "US", "+12125550143"), ("06 12 34 56 78", "FR", "+33612345678"),
    ])
    def test_a_phone_number_is_read_with_its_country(self, phone, country, value):
        assert _values(phones=[phone], country=country) == [value]

    @each_value(["1234567", "", None, "0000000000", "0123456789", "987654321",
                                       "ask Jane", "1111 1111"])
    def test_too_few_digits_or_a_filler_are_nobodys_phone(self, phone):
        assert _values(phones=[phone], country="BE") == []

    def test_the_same_number_written_twice_identifies_once(self):
        assert _values(phones=["0470123456", "+32 470 12 34 56"], country="BE") == ["+32470123456"]

    @each_row([
        ("BE 0477.472.701", None, "BE0477472701"), ("0477.472.701", "BE", "BE0477472701"),
        ("nl123456789b13", None, "NL123456789B13"), ("123456789B13", "NL", "NL123456789B13"),
    ])
    def test_a_vat_number_is_compact_and_has_its_countrys_letters(self, vat, country, value):
        assert _values(vat=vat, country=country) == [value]

    @each_value(["/", "NA", "", None, "BE", "BE000000000", "123"])
    def test_what_is_no_vat_number_identifies_nobody(self, vat):
        assert _values(vat=vat, country="BE") == []

    def test_a_registers_number_has_eight_digits(self):
        assert _values(registry="0477.472.701") == ["0477472701"]
        assert _values(registry="HRB 1234") == [] and _values(registry="00000000") == []

    def test_an_account_is_an_iban_that_adds_up(self):
        assert _values(ibans=["be68 5390 0754 7034"]) == ["BE68539007547034"]
        assert _values(ibans=["BE68 5390 0754 7035", "12345678", "", None]) == []

    def test_a_street_needs_a_number_and_a_postcode(self):
        assert _values(street="Kerkstraat 12", zip="9000", city="Gent") == [
            "Kerkstraat 12, 9000 Gent"]
        assert _values(street="Kerkstraat 12", zip="9000") == ["Kerkstraat 12, 9000"]
        for street, postcode in (("Kerkstraat", "9000"), ("Kerkstraat 12", ""), ("12", "9000"),
                                 (None, "9000"), ("Kerkstraat 12", None), ("Kerkstraat 12", "x")):
            assert _values(street=street, zip=postcode, city="Gent") == []

    def test_nothing_known_is_nobody(self):
        assert identifiers_of() == ()

    @each_value(["Kerkstraat 12", "12 rue X Y Longue", "Plein 1940-45 nr 7",
                                        "Jan 2de straat 3", "2e Carabinierslaan 9", "1 2 3 Straat",
                                        "Postbus 12 / Kerkstraat 3", "Straat, 5, 6",
                                        "12bis rue Longue"])
    def test_any_address_has_anchors_and_a_pattern(self, street):
        identifier, = identifiers_of(street=street, zip="9000", city="Gent")
        found = anchors(identifier)
        assert found and all(found)
        assert pattern(identifier).search(folded(identifier.value).encode())
