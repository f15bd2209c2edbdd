"""How long the laws of some countries ask to keep the vouchers of the books.

A voucher is an invoice, a bill, a receipt, a proof of payment: what an entry in the books rests
on. All periods here are counted from the end of a year, so that the last day of keeping is 31
December: that of the year in which the book year of the document ended, and so many years more.
Where a country counts from another day within the year, this is the later one.

A country that is not here is not guessed: an officer is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

#: years that the module seeds: Belgian accounting law
SEEDED = 7


@dataclass(frozen=True)
class Law:
    """What a country asks.

    :ivar accounting: years that its accounting law asks
    :ivar tax: years that its tax law asks, VAT included, where nothing is under dispute
    :ivar source: where it stands
    """

    accounting: int
    tax: int
    source: str

    @property
    def years(self) -> int:
        """The longer of both: whoever keeps so long has kept long enough for each."""
        return max(self.accounting, self.tax)


#: {ISO code of a country: its law}
LAWS: Mapping[str, Law] = {
    "AT": Law(7, 7, "UGB § 212, BAO § 132, UStG § 11"),
    "BE": Law(7, 10, "WER/CDE art. III.86 and III.88; VAT code art. 60 (since 2023)"),
    "CH": Law(10, 10, "OR art. 958f, MWSTG art. 70"),
    "DE": Law(8, 8, "HGB § 257, AO § 147, UStG § 14b (since 2025)"),
    "DK": Law(5, 5, "Bogføringsloven § 12"),
    "ES": Law(6, 6, "Código de Comercio art. 30"),
    "FR": Law(10, 6, "Code de commerce art. L123-22, LPF art. L102 B"),
    "IE": Law(6, 6, "Companies Act 2014 s. 285, TCA 1997 s. 886"),
    "IT": Law(10, 10, "Codice civile art. 2220"),
    "LU": Law(10, 10, "Code de commerce art. 16, VAT law art. 65"),
    "NL": Law(7, 7, "BW 2:10, AWR art. 52"),
    "PT": Law(10, 10, "Código Comercial art. 40, CIVA art. 52"),
    "SE": Law(7, 7, "Bokföringslagen 7 kap. 2 §"),
}


def law_of(country: str | None) -> Law | None:
    """Return the law of a country.

    :param country: ISO code, or nothing
    :return: None where it is not known here: nobody guesses
    """
    return LAWS.get((country or "").upper())


def book_year(day: date, last_month: int = 12, last_day: int = 31) -> int:
    """Return the calendar year in which the book year of a day ends.

    :param last_month: month in which book years end
    :param last_day: day of that month; 28 February is the last day of every February
    """
    if last_month == 2 and last_day >= 28:
        last_day = 29
    return day.year + ((day.month, day.day) > (last_month, last_day))


def last_day(day: date, years: int, last_month: int = 12, last_day_of_month: int = 31) -> date:
    """Return the last day of keeping a voucher: so many years from 1 January after its book year.

    The twin in plain values of ``engine/clocks/marks.py:floor_of``.

    :param day: of the document
    :param years: that the law asks, 0 or more
    """
    year = book_year(day, last_month, last_day_of_month) + years
    return date(min(year, 9999) + 1, 1, 1) - timedelta(days=1) if year < 9999 else date.max
