"""The columns of the register, in the order of the model register that the Belgian authority gives
out: identification, the register itself, lists. What Art. 30 GDPR asks for is marked, as it is red
there; the rest is the authority's own advice (Recommendation 06/2017).
"""

from typing import NamedTuple


class Column(NamedTuple):
    """A column.

    :ivar str key: of the value in a row
    :ivar str group: the heading above several columns
    :ivar str article: what asks for it, "" where it is advice alone
    :ivar int width: in characters, on a spreadsheet
    """

    key: str
    group: str
    article: str
    width: int


#: who keeps the register (Art. 30(1)(a), 30(2)(a))
IDENTITY = (
    Column("name", "identity", "30(1)(a)", 40),
    Column("address", "identity", "30(1)(a)", 40),
    Column("country", "identity", "30(1)(a)", 20),
    Column("registry", "identity", "", 20),
    Column("contact", "identity", "30(1)(a)", 30),
    Column("representative", "identity", "30(1)(a)", 40),
    Column("dpo", "identity", "30(1)(a)", 40),
    Column("authority", "identity", "", 40),
)
#: a processing activity of the controller (Art. 30(1))
ACTIVITY = (
    Column("code", "processing", "", 14),
    Column("name", "processing", "30(1)(b)", 28),
    Column("description", "processing", "30(1)(b)", 40),
    Column("owner", "processing", "", 22),
    Column("date_from", "status", "", 12),
    Column("date_until", "status", "", 12),
    Column("replaced_by", "status", "", 20),
    Column("bases", "lawfulness", "", 44),
    Column("balancing", "lawfulness", "", 44),
    Column("people", "people", "30(1)(c)", 30),
    Column("data", "people", "30(1)(c)", 50),
    Column("special", "people", "30(1)(c)", 24),
    Column("source", "people", "", 34),
    Column("recipients", "recipients", "30(1)(d)", 40),
    Column("processors", "recipients", "", 40),
    Column("joint", "recipients", "30(1)(a)", 28),
    Column("transfers", "transfers", "30(1)(e)", 32),
    Column("safeguards", "transfers", "30(1)(e)", 50),
    Column("periods", "periods", "30(1)(f)", 54),
    Column("measures", "security", "30(1)(g)", 44),
    Column("dpia", "dpia", "", 40),
    Column("review", "follow_up", "", 14),
)
#: what is done on behalf of others (Art. 30(2))
PROCESSING = (
    Column("code", "processing", "", 14),
    Column("name", "processing", "30(2)(b)", 28),
    Column("description", "processing", "30(2)(b)", 44),
    Column("owner", "processing", "", 22),
    Column("controllers", "controllers", "30(2)(a)", 40),
    Column("contract", "controllers", "", 34),
    Column("people", "people", "", 30),
    Column("data", "people", "", 44),
    Column("processors", "recipients", "", 40),
    Column("transfers", "transfers", "30(2)(c)", 32),
    Column("safeguards", "transfers", "30(2)(c)", 50),
    Column("periods", "periods", "", 54),
    Column("measures", "security", "30(2)(d)", 44),
    Column("review", "follow_up", "", 14),
)
#: who receives data (Art. 30(1)(d) and (e), 28)
RECIPIENT = (
    Column("code", "recipients", "", 10),
    Column("name", "recipients", "30(1)(d)", 30),
    Column("role", "recipients", "", 24),
    Column("condition", "recipients", "", 40),
    Column("data", "people", "", 34),
    Column("country", "transfers", "30(1)(e)", 20),
    Column("transfer", "transfers", "30(1)(e)", 44),
    Column("safeguards", "transfers", "30(1)(e)", 50),
    Column("contract", "recipients", "", 24),
    Column("review", "follow_up", "", 14),
)
#: what protects the data (Art. 30(1)(g), 30(2)(d), 32)
MEASURE = (
    Column("code", "security", "", 18),
    Column("kind", "security", "30(1)(g)", 34),
    Column("name", "security", "30(1)(g)", 34),
    Column("description", "security", "30(1)(g)", 70),
)
#: the tables of a register, in order: each is a list of rows, {key: text or list of texts}
TABLES = {"activities": ACTIVITY, "processing": PROCESSING, "recipients": RECIPIENT,
          "measures": MEASURE}
#: what is stored as ids of contacts, and named when it is shown: no name outlives its erasure
IDS = ("controllers",)
