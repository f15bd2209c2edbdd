"""Invented people, as many as asked: no name, address or number stands for anybody who exists."""

#: names are built from these, so that nobody's name is another one's
HEADS = ("Al", "Be", "Cor", "Da", "El", "Fa", "Ger", "Ha", "Ir", "Jo", "Ka", "Lu", "Mar", "Ni",
         "Or", "Pa", "Ro", "Sa", "Te", "Vi")
TAILS = ("bert", "dina", "fred", "ghina", "linde", "mond", "nika", "phine", "rina", "tiana")
STEMS = ("acker", "berg", "crom", "dael", "eyck", "ghem", "hout", "jans", "kerk", "linden")
#: of each contact; the file holds what a quotation would
COLUMNS = ("n", "given", "family", "email", "phone", "street", "zip", "vat")


def person(number):
    """Return the columns of one person, by :data:`COLUMNS`."""
    rest, head = divmod(number, len(HEADS))
    rest, tail = divmod(rest, len(TAILS))
    stems = [STEMS[int(digit)] for digit in f"{rest:03d}"]
    given, family = HEADS[head] + TAILS[tail], "Van" + "".join(stems)
    return (number, given, family, f"{given}.{family}.{number}@mail.example".lower(),
            f"+3247{number:07d}", f"Kerkstraat {number}", f"{1000 + number % 8999}",
            f"BE0{400000000 + number}")


def quotation(row):
    """Return the content of a person's file: no two are the same."""
    number, given, family, email, phone, street, code, _vat = row
    lines = [f"Quotation {number}", f"{given} {family}", f"{street}, {code} Brussel", email, phone]
    lines += [f"Item {item}: hosting, month {item}, {number + item} EUR" for item in range(40)]
    return "\n".join(lines).encode()
