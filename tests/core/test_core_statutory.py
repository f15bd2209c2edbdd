"""How long vouchers are kept, in plain values."""

from datetime import date

from odoo.addons.cloudpepper_privacy.core.policy import statutory
from odoo.addons.cloudpepper_privacy.tests.cases import CoreCase, each_row, each_value
from odoo.addons.cloudpepper_privacy.tests.properties import given, st

ENDS = [
    # document, years, last day, month and day on which book years end
    # Belgian law: seven years, and ten for VAT, from 1 January after the book year
    ("2019-06-01", 7, "2026-12-31", 12, 31), ("2019-06-01", 10, "2029-12-31", 12, 31),
    ("2019-12-31", 7, "2026-12-31", 12, 31), ("2020-01-01", 7, "2027-12-31", 12, 31),
    # in June: the document of July belongs to the next book year
    ("2019-06-30", 7, "2026-12-31", 6, 30), ("2019-07-01", 7, "2027-12-31", 6, 30),
    # on the last day of February, whatever the year
    ("2020-02-29", 7, "2027-12-31", 2, 28), ("2020-03-01", 7, "2028-12-31", 2, 28),
    # on 5 April
    ("2020-04-05", 6, "2026-12-31", 4, 5), ("2020-04-06", 6, "2027-12-31", 4, 5),
    ("2020-04-06", 0, "2021-12-31", 4, 5), ("9998-04-06", 7, "9999-12-31", 12, 31),
]


class TestStatutory(CoreCase):
    @each_row(ENDS)
    def test_the_last_day_of_a_voucher(self, day, years, end, month, of_month):
        assert statutory.last_day(date.fromisoformat(day), years, month, of_month) \
            == date.fromisoformat(end)

    @given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(1, 10),
           st.integers(1, 12), st.integers(1, 28))
    def test_a_voucher_is_never_kept_shorter_than_its_years(self, day, years, month, of_month):
        end = statutory.last_day(day, years, month, of_month)
        assert end >= date(day.year + years, 12, 31)
        assert end <= date(day.year + years + 1, 12, 31)

    def test_belgium_asks_seven_years_for_the_books_and_ten_for_vat(self):
        law = statutory.law_of("BE")
        assert (law.accounting, law.tax, law.years) == (7, 10, 10)

    def test_a_country_is_found_however_it_is_written(self):
        assert statutory.law_of("nl") is statutory.LAWS["NL"]

    @each_value(["XX", "", None, "Belgium"])
    def test_a_country_that_is_not_known_is_not_guessed(self, country):
        assert statutory.law_of(country) is None

    @each_value(sorted(statutory.LAWS))
    def test_every_law_says_where_it_stands(self, code):
        law = statutory.LAWS[code]
        assert law.source
        assert len(code) == 2
        assert code.isupper()
        assert 5 <= min(law.accounting, law.tax) <= law.years <= 10
