from odoo import models
from odoo.tools import SQL

from ...core.policy import datamap
from ..runs.plan_sweep import SWEPT

#: temporary tables of one transaction, those of the engine among them: one of the two works
TABLES = ("privacy_subject", "privacy_plan", "privacy_named", "privacy_mentioned")
#: {model: link to the record that it is a part of}: what the map reaches through that record
PARTS = {"mail.tracking.value": "mail_message_id", "website.track": "visitor_id"}
#: {model: (link to the contact, code of the category)}: this module's own
OWN = {"privacy.consent.record": ("partner_id", "marketing")}
#: what is made for an answer is no part of it
MADE = ("privacy.package", "privacy.redaction")
ROWS = """SELECT DISTINCT ON (model, record) model, record, category FROM privacy_plan
           WHERE model != ALL(%s) ORDER BY model, record, turn"""


class PrivacyCollect(models.AbstractModel):
    """Finds every record of a person, by the data map that erasure uses (Art. 15(1) and (3)).

    Erasure asks of a record that merely has a link to the person whether its text names them;
    here the link is enough: the record is about the person. What stands beside (other messages
    of a thread, what hangs on a record that others share) has to name them. The number of
    statements depends on the map, not on the records. Nothing but temporary tables is written.
    """

    _name = "privacy.collect"
    _description = "Collecting of a Person's Data"

    def _locate(self, partners):
        """Return [(model, record id, code of its category)], each record once, ordered.

        :param res.partner partners: all accounts of the person; their addresses count as theirs
        """
        self = self.sudo()
        self.env.flush_all()
        self.env.cr.execute(
            """SET LOCAL random_page_cost = 1.1; SET LOCAL max_parallel_workers_per_gather = 0;
               SET LOCAL enable_mergejoin = off; SET LOCAL default_statistics_target = 10""")
        self._drop_tables()
        if not partners:
            return []
        self._fill_subjects(partners)
        gateway = self.env["privacy.gateway"]._acting()
        gateway._fill_mentions()
        self._fill_plan(gateway)
        self._drop_made()
        found = self.env.execute_query(SQL(ROWS, list(MADE)))
        return [row for row in found if row[0] in self.env]

    def _drop_tables(self):
        for table in TABLES:
            self.env.cr.execute(SQL("DROP TABLE IF EXISTS pg_temp.%s", SQL.identifier(table)))

    def _drop_made(self):
        """Leave out the packages of the person that were made before."""
        self.env.cr.execute(SQL(
            """DELETE FROM privacy_plan plan USING ir_attachment file
                WHERE plan.model = 'ir.attachment' AND file.id = plan.record
                  AND file.res_model = ANY(%s)""", list(MADE)))

    # === WHO === #

    def _fill_subjects(self, partners):
        """Fill ``privacy_subject`` as ``runs/plan.py`` does: whole contacts, and addresses
        that lead to nobody else, and that the login vouches for where it alone says who it is.
        """
        plan = self.env["privacy.plan"]
        self.env.cr.execute(SQL(
            """CREATE TEMPORARY TABLE privacy_subject ON COMMIT DROP AS
               WITH each AS MATERIALIZED (
                   SELECT id AS partner_id FROM res_partner WHERE id = ANY(%s))
               SELECT NULL::int AS item_id, partner_id, TRUE AS whole,
                      '{}'::text[] AS categories, %s AS email, %s AS phone FROM each""",
            partners.ids,
            *plan._addresses_sql(True, bool(self.env.context.get("privacy_by_login")))))
        self.env.cr.execute("CREATE UNIQUE INDEX ON privacy_subject (partner_id)")
        self.env.cr.execute("ANALYZE privacy_subject")

    # === WHAT === #

    def _fill_plan(self, gateway):
        self.env.cr.execute(
            """CREATE TEMPORARY TABLE privacy_plan (turn serial, entry int, model varchar,
                      subject int, record int, act varchar, category varchar) ON COMMIT DROP;
               CREATE INDEX ON privacy_plan (model, record)""")
        hanging = False
        for entry in self._entries():
            if entry.match == "hang" and not hanging:
                hanging = True
                self._add_parts()
                self.env.cr.execute("ANALYZE privacy_plan")
            self._add(entry, gateway)
        self._add_parts()
        for model_name, (link, category) in OWN.items():
            self.env.cr.execute(SQL(
                """INSERT INTO privacy_plan (model, subject, record, act, category)
                   SELECT %s, %s, id, 'keep', %s FROM %s
                    WHERE %s IN (SELECT partner_id FROM privacy_subject)""",
                model_name, SQL.identifier(link), category,
                SQL.identifier(self.env[model_name]._table), SQL.identifier(link)))

    def _entries(self):
        """Return the entries of the map on whose path no table is empty, in acting order;
        technical rows that lead to a contact first.
        """
        rows = self.env["privacy.map"]
        entries = [*self._technical(), *rows._compiled()]
        tables = {entry: rows.browse(entry.key)._tables() for entry in entries}
        filled = self.env["privacy.plan"]._filled(sorted(set().union(*tables.values())))
        return [entry for entry in entries if filled.issuperset(tables[entry])]

    def _technical(self):
        rows = self.env["privacy.map"].search([("date_field", "!=", False), ("path", "!=", False)])
        return [datamap.Entry(
            key=row.id, sequence=row.sequence, model=row.model_name,
            category=row.category_id.code, act="erase", match=row.match)
            for row in rows._readable()]

    def _add(self, entry, gateway):
        """Add the records of an entry."""
        row = self.env["privacy.map"].browse(entry.key)
        if entry.match == "mention":
            gateway._fill_named(row)
        found = row._located_sql(sweep=entry.match in SWEPT)
        if self._must_name(entry, row):
            gateway._fill_mentioned(entry.model, entry.words, SQL(
                "SELECT record, subject FROM (%s) located", found))
            found = SQL("SELECT subject, record FROM privacy_mentioned")
        self.env.cr.execute(SQL(
            """INSERT INTO privacy_plan (entry, model, subject, record, act, category)
               SELECT %s, %s, subject, record, %s, %s FROM (%s) located""",
            entry.key, entry.model, entry.act, entry.category, found))

    def _must_name(self, entry, row):
        """Whether the link alone says nothing: the record has to name the person."""
        if entry.act != "redact" or not entry.words or entry.match == "mention":
            return False
        if entry.match in ("hang", "beside"):
            return True
        return entry.model == "mail.message" and "." in row.path and row._repeats(
            self.env[entry.model], row.path)

    def _add_parts(self):
        """Add what is a part of a record that was found."""
        for model_name, link in PARTS.items():
            if model_name in self.env:
                model = self.env[model_name]
                self.env.cr.execute(SQL(
                    """INSERT INTO privacy_plan (entry, model, subject, record, act, category)
                       SELECT plan.entry, %(model)s, plan.subject, part.id, plan.act,
                              plan.category
                         FROM privacy_plan plan JOIN %(table)s part ON part.%(link)s = plan.record
                        WHERE plan.model = %(whole)s""",
                    model=model_name, table=SQL.identifier(model._table),
                    link=SQL.identifier(link), whole=model._fields[link].comodel_name))
