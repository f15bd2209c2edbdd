"""The demo's own people: who they are and what happened to them, as data.

All of them are invented; their addresses end in ``.example``. Every age counts back from today,
so that the stories stay true next year.
"""

from dataclasses import dataclass, field

from dateutil.relativedelta import relativedelta


def years(count, months=0):
    """Return an age in years and months."""
    return relativedelta(years=count, months=months)


def months(count):
    """Return an age in months."""
    return relativedelta(months=count)


@dataclass(frozen=True)
class Person:
    """One contact.

    ``story`` names what happened without naming the person: it is what stays printed after the
    erasure. ``facts``: tuples (kind, age, more...) in the vocabulary of ``history.History``.
    ``below``: code of the company. ``needs``: model of an optional module that the story needs.
    """

    code: str
    name: str
    story: str
    facts: tuple = ()
    vals: dict = field(default_factory=dict)
    below: str = ""
    created: relativedelta = years(12)
    needs: str = ""


def firm(**vals):
    """Return the values of a company in Belgium."""
    return {"is_company": True, **vals}


PEOPLE = (
    Person("prospect_silent", "Lander Voskuilen", "prospect, silent for four years",
           (("mail", years(4)), ("staff", years(4, 1)))),
    Person("prospect_living", "Maud Delcourtois", "prospect, wrote last month",
           (("mail", months(1)),)),
    Person("prospect_met", "Jorne Vandersteegh", "prospect, met two years ago",
           (("mail", years(5)), ("meeting", years(2))), needs="calendar.event"),
    Person("prospect_rich", "Hadewych Struyvelt",
           "prospect with bank account, picture, file, activity, history",
           (("mail", years(4, 6)), ("phone", years(4, 6), "+32 470 55 01 02"),
            ("bank", years(4, 6), "BE71 0961 2345 6769"), ("picture", years(4, 6)),
            ("file", years(4, 6)), ("activity", years(4, 6))),
           {"phone": "+32 470 55 01 01", "street": "Kerkstraat 912", "zip": "9000",
            "city": "Gent", "comment": "<p>Calls back after six.</p>"}),
    Person("firm_gone", "Bakkerij De Zilveren Korst BV", "customer gone for eight years",
           (("invoice", years(8)), ("mail", years(8))),
           firm(vat="BE0999012304", street="Oude Vest 801", zip="2000", city="Antwerpen")),
    Person("firm_gone_delivery", "De Zilveren Korst, magazijn", "its delivery address",
           vals={"type": "delivery", "street": "Kaai 902", "zip": "2030", "city": "Antwerpen"},
           below="firm_gone"),
    Person("firm_five", "Fietsatelier Wielewaal BV",
           "customer gone for five years: identity stays, talk goes",
           (("invoice", years(5)), ("mail", years(5)), ("staff", years(5))),
           firm(vat="BE0999024576")),
    Person("firm_two", "Drukkerij Sint-Lambertus NV", "running customer with two persons",
           (("running", None), ("invoice", months(2)), ("mail", months(3))),
           firm(vat="BE0999036751")),
    Person("firm_two_admin", "Oriane Masquelinge", "its administrative contact",
           (("admin", None), ("mail", months(3))), below="firm_two"),
    Person("firm_two_silent", "Wout Teerlinckx", "its other person, silent for four years",
           (("mail", years(4)),), below="firm_two"),
    Person("firm_held", "Brouwerij Het Derde Vat CV", "gone for nine years, claim pending",
           (("invoice", years(9)), ("mail", years(9)), ("hold", months(14), "Claim 3 (kettle)")),
           firm()),
    Person("restricted", "Nele Hoogstoelen", "silent for five years, restricted",
           (("mail", years(5)), ("restricted", None))),
    Person("firm_running", "Tuinen Groenendaele en Zoon", "running customer with old invoices",
           (("running", None), ("invoice", years(10)), ("invoice", years(9)),
            ("mail", months(8))), firm()),
    Person("supplier_gone", "Papierhandel Roosbeecke BV", "supplier, last bill nine years ago",
           (("bill", years(9)), ("mail", years(9))), firm()),
    Person("supplier_living", "Ardenne Réseaux SRL", "supplier, bill of last year",
           (("bill", years(1)), ("mail", years(1))), firm(lang=False)),
    Person("firm_unpaid", "Café Le Petit Zinc SRL", "unpaid for eleven years",
           (("unpaid", years(11)), ("mail", years(10))), firm()),
    Person("user_gone", "Sander Uyttebroecke", "former colleague, user archived",
           (("colleague", years(6)),)),
    Person("employee", "Rik Vanneuville", "employee without a user",
           (("employee", None),), needs="hr.employee"),
    Person("portal_silent", "Imke Raskinet", "portal user, last login four years ago",
           (("portal", None), ("login", years(4)), ("mail", years(5)))),
    Person("sole_trader", "Thibault Lardinoy", "sole trader, gone for eight years",
           (("invoice", years(8)), ("invoice", years(9)), ("mail", years(8)),
            ("bank", years(8), "BE68 5390 0754 7034")), {"vat": "BE0999048926"}),
    Person("subscriber", "Fenna Dierickxen", "newsletter reader, consent in force, silent",
           (("consent", years(6)), ("mail", years(6)))),
    Person("withdrawn", "Mathis Goffinette", "consent withdrawn two months ago, silent",
           (("withdrawn", months(2)), ("mail", years(6)))),
    Person("opted_out", "Bram Celisse", "on the blacklist for a year, silent",
           (("blacklist", years(1)), ("mail", years(7)))),
    Person("firm_ended", "Studio Lichtval BV", "staff ended the relationship eight years ago",
           (("invoice", years(9)), ("mail", years(8, 1)), ("ended", years(8))), firm()),
    Person("firm_named", "Ateliers Borinières SA", "customer, invoiced three years ago",
           (("invoice", years(3, 2)), ("mail", months(20))), firm()),
    Person("person_named", "Ysaline Ponceletti", "person named on its invoice, silent since",
           (("invoice", years(4)), ("mail", years(4))), below="firm_named"),
    Person("thread_living", "Pieter-Jan Aertsen", "wrote last month, and in the next one's thread",
           (("mail", months(1)),)),
    Person("thread_due", "Loes Wijnantse", "silent for four years, thread shared with him",
           (("mail", years(4)), ("shared", years(4), "thread_living"))),
)

#: an old address book that a colleague finds after the night run: due, and still to be approved
LATECOMERS = tuple(
    Person(f"late_{number}", name, "from an old address book, silent",
           (("mail", years(3, 2 * number)),), created=years(9))
    for number, name in enumerate(
        ("Gust Vermandere", "Célestine Warnotte", "Amaury Dethiere", "Lotte Schoonjanse",
         "Brecht Overmeire", "Noor El Idrissine"), start=1)
)
