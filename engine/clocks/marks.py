"""Pieces of SQL that several models share: signals packed in one number, addresses."""

from odoo.tools import SQL

from ...core.errors import BadPlan

#: columns of a contact's facts, the type of each and how several are one: a fact has a value in
#: the column of its kind, and none in the others (cheaper than to compare kinds for each column)
FACTS = {
    "billing": (SQL("bigint"), SQL("max")), "unpaid": (SQL("bigint"), SQL("min")),
    "under_way": (SQL("bigint"), SQL("max")),
    "customer": (SQL("bigint"), SQL("max")), "paid": (SQL("bigint"), SQL("max")),
    # what is under way and a contract: with anybody, with a customer
    "trade": (SQL("bigint"), SQL("max")), "ordered": (SQL("bigint"), SQL("max")),
    "contract_end": (SQL("bigint"), SQL("max")), "interaction": (SQL("bigint"), SQL("max")),
    "opt_out": (SQL("bigint"), SQL("max")), "named": (SQL("boolean"), SQL("bool_or")),
    "elsewhere": (SQL("bigint"), SQL("max")),
    "protected": (SQL("boolean"), SQL("bool_or")), "floor": (SQL("date"), SQL("max")),
    # of documents that name somebody with a company left since
    "away": (SQL("date"), SQL("max")),
}
#: kinds of signals that speak in the column of another: what lies ahead is an interaction
SPEAKS_AS = {"ahead": "interaction"}
#: kinds of which the earliest counts: the oldest debt, the next of many meetings
EARLIEST = ("unpaid", "ahead")
#: facts that hold or do not, whenever it was
YES_OR_NO = ("named", "protected")
#: facts that hold whatever the date, and without any (rows brought in by SQL)
UNDATED = ("protected", "named", "unpaid")
#: facts whose latest date survives the removal of the row by housekeeping (R8)
REMEMBERED = ("billing", "contract_end", "interaction", "opt_out")
#: model whose column ``email`` holds nothing but normalised addresses
BLACKLIST = "mail.blacklist"
#: so many signals have a number in a mark
SIGNALS = 2**14 - 1


class SignalNumbers:
    """The signals of one refresh, numbered from 1 in the order of their ids.

    A mark has 14 bits for its signal, and ids grow without end: rows are deleted and made
    again. The numbers keep the order of the ids, which decides between two events of one day.
    """

    def __init__(self, ids):
        self.ids = sorted(ids)
        if len(self.ids) > SIGNALS:
            raise BadPlan(f"More than {SIGNALS} signals.")
        self._numbers = {signal_id: number for number, signal_id in enumerate(self.ids, 1)}

    def number(self, signal_id):
        """Return the number of a signal."""
        return self._numbers[signal_id]

    def number_of(self, signal_id):
        """Return SQL of the number of a signal; 0 for one that is not of this refresh.

        :param SQL signal_id: its id
        """
        return SQL("COALESCE(array_position(%s::int[], %s), 0)", self.ids, signal_id)

    def id_of(self, mark):
        """Return SQL of the id of the signal in a mark; NULL where it has none."""
        return SQL("(%s::int[])[((%s >> 32) & 16383)::int]", self.ids, mark)


def pack(day, signal, record):
    """Return the mark of a day, the number of a signal and a record id, each given as SQL.

    The latest of many marks is their maximum, which PostgreSQL finds in one pass by hashing; a
    day that carried its signal and record along would have to be sorted. 17 bits of days since
    1970 (a mistyped year 9999 is held at 2328), 14 bits of signal, 32 bits of record.

    :param SQL signal: as :class:`SignalNumbers` numbers it; 0 for none
    """
    return SQL(
        """((LEAST(GREATEST(%s - DATE '1970-01-01', -131071), 131071)::bigint << 46)
            + (%s::bigint << 32) + COALESCE(%s, 0))""",
        day, signal, record,
    )


def days_of(mark):
    """Return the day packed in a mark, as a number of days since 1970."""
    return SQL("(%s >> 46)", mark)


def day_of(mark):
    """Return the day packed in a mark."""
    return SQL("(DATE '1970-01-01' + %s::int)", days_of(mark))


def signalled_record_of(mark):
    """Return the record id packed in a mark; NULL where no signal saw it."""
    return SQL("CASE WHEN (%s >> 32) & 16383 > 0 THEN (%s & 4294967295)::int END", mark, mark)


def moment(column, record):
    """Return a moment and the id of its record as one number: 32 bits of minutes since 1970
    (later than 6053 is held there), 31 bits of id. Cheaper than a mark, which needs the time
    zone of a contact.

    :param SQL column: timestamp without time zone, UTC
    """
    return SQL(
        """((LEAST(GREATEST(floor(date_part('epoch', %s) / 60), -2147483647), 2147483647)::bigint
             << 31) + %s)""",
        column, record,
    )


def utc_of(packed):
    """Return the timestamp in UTC, to the minute, of what :func:`moment` packed."""
    return SQL("(TIMESTAMP '1970-01-01' + make_interval(mins => (%s >> 31)::int))", packed)


def record_of(packed):
    """Return the record id of what :func:`moment` packed."""
    return SQL("(%s & 2147483647)", packed)


def fact_columns(values):
    """Return the columns of a fact.

    :param dict values: ``{column: SQL}``; the others are NULL
    """
    return SQL(", ").join(
        SQL("%s AS %s", values.get(name) or SQL("NULL::%s", kind), SQL.identifier(name))
        for name, (kind, _choose) in FACTS.items())


def latest_facts():
    """Return the columns of many facts as one."""
    return SQL(", ").join(
        SQL("%s(%s) AS %s", choose, SQL.identifier(name), SQL.identifier(name))
        for name, (_kind, choose) in FACTS.items())


#: companies: years that vouchers are kept, and what takes the end of a book year to the end of a
#: calendar year
BOOKS = SQL(
    """(SELECT id, privacy_voucher_years AS years, make_interval(
               months => 12 - fiscalyear_last_month::int,
               days => CASE WHEN fiscalyear_last_day >= EXTRACT(day FROM
                                 make_date(2023, fiscalyear_last_month::int, 1)
                                 + INTERVAL '1 month - 1 day')
                            THEN 0 ELSE 31 - fiscalyear_last_day END) AS shift
          FROM res_company)""")


def floor_of(day, years, shift):
    """Return the last day of keeping a document of a day, by the statutory floor (R9): so many
    years from 1 January after its book year; NULL without years. ``core/policy/statutory.py`` is
    its specification.

    :param SQL shift: of the company's book year, see :data:`BOOKS`
    """
    return SQL(
        """CASE WHEN %(years)s > 0 THEN make_date(LEAST(
               date_part('year', %(day)s + %(shift)s)::int + %(years)s, 9999), 12, 31) END""",
        day=day, years=years, shift=shift)


def root_of(partner):
    """Return the contact whom an address follows, however deep it lies (R4).

    Contacts of type "contact" are themselves; only addresses walk up.
    """
    return SQL(
        """CASE WHEN %(p)s.parent_id IS NULL OR COALESCE(%(p)s.type, 'contact') = 'contact'
                THEN %(p)s.id ELSE (
                WITH RECURSIVE up AS (
                    SELECT %(p)s.id, %(p)s.parent_id, %(p)s.type
                     UNION ALL
                    SELECT above.id, above.parent_id, above.type FROM up
                      JOIN res_partner above ON above.id = up.parent_id
                     WHERE COALESCE(up.type, 'contact') != 'contact')
                SELECT id FROM up
                 WHERE parent_id IS NULL OR COALESCE(type, 'contact') = 'contact' LIMIT 1) END""",
        p=partner,
    )


def address_sql(signal, column, path=None):
    """Return a column with addresses, or numbers, as contacts have them: normalised, or made so.

    :param str path: to the column; default the signal's first
    """
    last = (path or signal.path).rpartition(".")[2]
    if last in ("email_normalized", "phone_sanitized") or signal.model_name == BLACKLIST:
        return column
    if signal.match == "phone":
        return number_sql(column)
    return SQL("lower(btrim(COALESCE(substring(%s from '<([^<>]*)>'), %s)))", column, column)


def number_sql(column):
    """Return a column with numbers as ``phone_sanitized`` has them; a national one is nobody's."""
    return SQL(
        "('+' || regexp_replace(regexp_replace(%s, '[^0-9]', '', 'g'), '^00', ''))", column)
