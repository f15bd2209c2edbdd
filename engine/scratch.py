"""Every temporary table of the engine: its columns, who fills it and who reads it.

Steps hand each other sets of thousands of ids, so the sets stay in the database; but no step
finds a table that it was not given: a :class:`~.plan.Plan` (or the refresh, or a proof) makes
its tables, passes itself on, and a plan takes them away at its end. Nobody else makes one
(``tests/test_architecture.py``), and none outlives its transaction.

Planner settings belong to a block in the same way: :func:`planner`.
"""

import csv
import io
from contextlib import contextmanager
from typing import NamedTuple

from odoo.tools import SQL
from psycopg2.extensions import TRANSACTION_STATUS_INTRANS

#: rows that are read faster than an index is made for them
INDEXED = 200


class Table(NamedTuple):
    """A temporary table.

    :ivar str name: in PostgreSQL
    :ivar str columns: names and types
    :ivar str holds: what a row is
    :ivar tuple filled_by: modules of the engine that write rows
    :ivar tuple read_by: modules of the engine that read them
    """

    name: str
    columns: str
    holds: str
    filled_by: tuple
    read_by: tuple

    @property
    def sql(self):
        """The table's name in a statement."""
        return SQL.identifier(self.name)

    @property
    def column_names(self):
        """The names of the columns, in order."""
        return [column.split()[0] for column in self.columns.split(",")]


SUBJECT = Table(
    "privacy_subject",
    "item_id int, partner_id int, whole bool, categories text[], email varchar, phone varchar",
    "who is acted on or asked about (a contact, or minus the id of a subject without one), what of"
    " it, and the first of the addresses that are its alone",
    ("subjects",),
    ("plan", "locate", "ways", "parts", "erasure.sweep", "mentions", "erasure.decide",
     "erasure.parties", "erasure.act", "erasure.listeners", "erasure.values", "erasure.settle",
     "erasure.staff", "erasure.concerned", "erasure.property_links", "access.inventory",
     "contactless.of_plan", "own_records", "coverage.ties", "properties", "optout.living",
     "disclosures.of_run", "proof.identifiers", "proof.mend"),
)
SUBJECT_ADDRESS = Table(
    "privacy_subject_address",
    "partner_id int, kind varchar, address varchar",
    "an address or number that is a subject's alone: a contact may have several in its field",
    ("subjects",),
    ("ways", "access.inventory", "coverage.ties"),
)
PLAN = Table(
    "privacy_plan",
    "entry int, model varchar, subject int, record int, act varchar, fields varchar,"
    " ground varchar, until date, category varchar",
    "a record of a subject, and what becomes of it (core/evidence/plan_digest.py, Step)",
    ("locate",),
    ("plan", "ways", "parts", "erasure.decide", "erasure.threads", "erasure.parties",
     "erasure.redact", "erasure.shortcuts", "erasure.listeners", "erasure.check", "erasure.settle",
     "erasure.staff", "erasure.concerned", "access.people", "access.files", "coverage.ties",
     "disclosures.of_run", "proof.mend"),
)
CONCERNED = Table(
    "privacy_concerned", "subject int, company_id int",
    "a subject, and a company that has records of it",
    ("erasure.concerned",), ("erasure.concerned",),
)
LOCATED = Table(
    "privacy_located", "entry int, subject int, record int",
    "a text found on the way to a subject, before it is read", ("locate",), ("locate",),
)
UNIT = Table(
    "privacy_unit", "entry int, model varchar, act varchar, fields varchar",
    "what the plan does, each thing once", ("plan",), ("plan",),
)
SWEPT = Table(
    "privacy_swept", "entry int, record int, subject int",
    "where the run has met subjects of this plan along ways that no index leads",
    ("erasure.sweep",), ("locate", "ways", "mentions"),
)
NAMED = Table(
    "privacy_named", "entry int, record int, subject int",
    "a record whose text names a subject, of a table that is read as a whole",
    ("mentions",), ("ways",),
)
MENTIONED = Table(
    "privacy_mentioned", "record int, subject int",
    "a record of the set just read whose text mentions its subject",
    ("mentions",), ("mentions", "locate"),
)
UNTOUCHED = Table(
    "privacy_untouched", "entry int, subject int, record int",
    "a shared record that mentions nobody and stays as it is",
    ("erasure.decide",), ("erasure.parties", "coverage.ties"),
)
SHARED = Table(
    "privacy_shared", "model varchar, res_id int",
    "a thread of the plan in which somebody else takes part", ("erasure.threads",),
    ("erasure.threads", "erasure.parties"),
)
REMAINING = Table(
    "privacy_remaining", "subject int, model varchar",
    "what is still there after acting", ("erasure.check", "proof.mend"),
    ("erasure.property_links", "erasure.settle", "contactless.of_plan"),
)
TEXT = Table(
    "privacy_text", "record int",
    "redacted texts on their way to their rows; a text column for each field beside the id",
    ("erasure.redact",), ("erasure.redact",),
)
BLOCKS = Table(
    "privacy_address_block", "inside bytea, outside bytea",
    "the secret of the keys of addresses, as HMAC takes it (one row)",
    ("contactless.address_keys",),
    ("contactless.addresses", "contactless.joining", "contactless.subjects", "subjects",
     "disclosures.refresh", "breaches.affected"),
)
RECIPIENT = Table(
    "privacy_addressee", "record bigint, partner_id int, email varchar, phone varchar",
    "an address that a mailing to many is for, and of which record",
    ("gate.recipients",), ("gate.decision",))
OPTOUT_BLOCKS = Table(
    "privacy_optout_block", "inside bytea, outside bytea",
    "the secrets under which opt-outs are remembered, as HMAC takes them",
    ("gate.recipients",), ("gate.decision",))
CLOSED = Table(
    "privacy_closed", "partner_id int, address varchar",
    "a contact or an address under restriction (Art. 18)",
    ("gate.recipients",), ("gate.decision",))
ADDRESS = Table(
    "privacy_address",
    "address varchar, kind varchar, model varchar, record int, place bigint, day date, made date,"
    " sent bool, company_id int, name varchar, several bool, key varchar",
    "a record of somebody without a contact, and an address in it that says whose it is",
    ("contactless.addresses", "contactless.of_plan"),
    ("contactless.subjects", "clocks.families"),
)
FAMILY = Table(
    "privacy_family",
    "partner_id int, entity_id int, company_id int, root_id int, tz varchar, email varchar,"
    " phone varchar, account_holder bool, running bool, ended date, staff_left date,"
    " above_id int, created date",
    "a contact whose clocks a refresh looks at, and what it says of itself",
    ("clocks.families",),
    ("clocks.facts", "clocks.signals", "clocks.activities", "clocks.relations", "clocks.decision",
     "clocks.situations", "clocks.tags", "clocks.follow", "clocks.refresh", "leaving.tasks"),
)
FAMILY_ADDRESS = Table(
    "privacy_family_address", "partner_id int, address varchar",
    "an address behind the first of several that such a contact has in its field",
    ("clocks.families",), ("clocks.signals",),
)
FACT = Table(
    "privacy_fact",
    "partner_id int, company_id int, billing bigint, unpaid bigint, under_way bigint,"
    " customer bigint, paid bigint, trade bigint, ordered bigint, contract_end bigint,"
    " interaction bigint, opt_out bigint, named bool, elsewhere bigint, protected bool,"
    " floor date, away date",
    "the latest mark of each kind of fact of a contact, per company (clocks/marks.py)",
    ("clocks.facts",), ("clocks.decision", "clocks.relations", "clocks.situations"),
)
DISCLOSED = Table(
    "privacy_disclosed", "partner_id int, address varchar",
    "a contact, or an address, whose records are read for what went to recipients",
    ("disclosures.refresh",), ("disclosures.refresh",))
DISCLOSED_ASKED = Table(
    "privacy_disclosed_asked", "partner_id int, address varchar",
    "a contact, or the address of somebody without one, who is asked about",
    ("disclosures.refresh", "breaches.affected"), ("disclosures.refresh", "breaches.affected"))
FORGOTTEN = Table(
    "privacy_outbox_forget", "model varchar, res_id int",
    "a record that a person deleted: its signal is forgotten (R8)",
    ("clocks.outbox",), ("clocks.facts",))
MET = Table(
    "privacy_met",
    "item_ref int, partner_ref int, identifier_ref int, kind varchar, table_name varchar,"
    " column_name varchar, row_ref int, holder int, company bool",
    "a place where an identifier of a subject was met, and the contact that the place belongs to",
    ("proof.places",), ("proof.places",))
CONSENT = Table(
    "privacy_consent_row",
    "number int, partner_id int, email varchar, visitor_key varchar, purpose_id int,"
    " state varchar, date_given date, given_at timestamp, date_until date, channel varchar,"
    " proof varchar, source varchar, source_id int, event_id varchar, page varchar,"
    " source_net varchar, lang varchar, text_id int, statement text",
    "a consent that has just come in, before it is stored", ("consents.giving",),
    ("consents.giving",))
PLACE = Table(
    "privacy_place",
    "item_ref int, partner_ref int, model varchar, table_name varchar, column_name varchar,"
    " row_ref int, kinds varchar, what varchar",
    "a place where a subject was met, and what that is: shared, kept, or what can be done there",
    ("proof.places", "proof.findings"),
    ("subjects", "locate", "proof.classify", "proof.mend", "proof.dialogues", "proof.shipped",
     "proof.result", "proof.verdict"))
LINKED = Table(
    "privacy_linked", "partner_id int, tables jsonb",
    "a subject, and the tables that still link to it", ("proof.verdict",), ("proof.verdict",))


def create(cr, table, more=()):
    """Make a table anew, without a row.

    :param Table table: which
    :param more: further columns of type text, by name
    """
    columns = SQL(", ").join([SQL(table.columns), *(
        SQL("%s text", SQL.identifier(name)) for name in more)])
    cr.execute(SQL(
        "DROP TABLE IF EXISTS pg_temp.%s; CREATE TEMPORARY TABLE %s (%s) ON COMMIT DROP",
        table.sql, table.sql, columns))


def fill(cr, table, select, index=None):
    """Make a table anew of a SELECT, and let the planner know how large it is.

    :param SQL select: of its rows, its columns in order
    :param str index: the column that its rows are looked up by
    :return: how many rows it has
    """
    names = SQL(", ").join(map(SQL.identifier, table.column_names))
    cr.execute(SQL(
        "DROP TABLE IF EXISTS pg_temp.%s; CREATE TEMPORARY TABLE %s (%s) ON COMMIT DROP AS %s",
        table.sql, table.sql, names, select))
    count = cr.rowcount
    if count:
        indexed = SQL("CREATE INDEX ON %s (%s); ", table.sql, SQL.identifier(index)) \
            if index and count > INDEXED else SQL()
        cr.execute(SQL("%sANALYZE %s", indexed, table.sql))
    return count


def drop(cr, *tables):
    """Take tables away."""
    cr.execute(SQL("DROP TABLE IF EXISTS %s", SQL(", ").join(
        SQL("pg_temp.%s", table.sql) for table in tables)))


def analyze(cr, table):
    """Let the planner know how large a table is."""
    cr.execute(SQL("ANALYZE %s", table.sql))


def add(cr, table, rows):
    """Add rows by COPY: no value of a person stands in a statement, which a failing one would
    put into PostgreSQL's log.
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    text.seek(0)
    cr.copy_expert(SQL("COPY %s FROM STDIN (FORMAT csv)", table.sql).code, text)


@contextmanager
def local_settings(cr, **settings):
    """Let PostgreSQL plan the statements of a block in another way, and afterwards as before.

    Two queries, however many settings. A transaction that failed, or that ended within the
    block, is left alone: PostgreSQL itself takes the settings back.

    :param settings: value of each setting, by its name (``work_mem="64MB"``)
    """
    if not settings:
        yield
        return
    given = {name: str(value) for name, value in settings.items()}
    before = _change(cr, given)
    try:
        yield
    finally:
        if not cr.closed and cr._cnx.get_transaction_status() == TRANSACTION_STATUS_INTRANS:
            _change(cr, before)


def _change(cr, settings):
    """Change settings until the transaction ends; return what they were."""
    cr.execute(SQL(
        """WITH given AS MATERIALIZED (
               SELECT name, value, current_setting(name) AS before
                 FROM unnest(%s::text[], %s::text[]) AS setting (name, value))
           SELECT name, before, set_config(name, value, TRUE) FROM given""",
        list(settings), list(settings.values())))
    return {name: before for name, before, _after in cr.fetchall()}
