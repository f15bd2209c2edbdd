"""What is held of a person, by the data map: counted in sets, without any temporary table.

The number of queries depends on the map, and not on how many contacts or records there are.
Nothing is written, so that a page may ask while it is only read.
"""

from odoo.tools import SQL

from ..companies import RecordCompanies, others
from ..contactless.living import OF_SEVERAL
from ..locate import filled
from ..register.periods import Periods
from ..ways import WAYS
from .bases import Bases

#: ways of the map along which a person is looked for; the others follow from these
ASKED = ("partner", "email", "phone")
#: ids of one way that are looked up further
MANY = 100
#: contacts that one link leads to
SHOWN = 50
#: the category of who somebody is
ACCOUNT = "account"
#: what is shown of a contact to the person, in this order
DETAILS = ("name", "function", "email", "phone", "street", "street2", "zip", "city", "state_id",
           "country_id", "vat", "website", "lang")


class Inventory:
    """Counts what is held of contacts, or of whoever has an address.

    A *subject* is (contact id or 0 for whoever has the address, address or None, number or
    None); address and number normalised.
    """

    def __init__(self, env, reach=None):
        """:param reach: ids of the companies whose records are looked at; None: every company's"""
        self.env = env(su=True)
        self.rows = self.env["privacy.map"]
        self._reach = reach if others(self.env, reach) else None
        self._companies = RecordCompanies(self.env)

    def counts(self, subjects):
        """Look along every way of the map.

        :param list subjects: see above
        :return: {entry of the map: {contact id: (number of records, some ids)}}
        """
        if not subjects:
            return {}
        self.env.flush_all()
        found = {}
        for entry in self._entries(ASKED):
            rows = self.env.execute_query(SQL(
                """WITH %s SELECT subject, count(*)::int, (array_agg(record ORDER BY record))[:%s]
                     FROM (SELECT DISTINCT subject, record FROM (%s) way) located
                    GROUP BY subject""",
                _subjects_sql(subjects), MANY, self._within(
                    entry.model, self.rows.browse(entry.key)._located_sql(sweep=True), subjects)))
            if rows:
                found[entry] = {subject: (count, ids) for subject, count, ids in rows}
        return found

    def _within(self, model_name, located, subjects):
        """Return SQL of what is located within reach.

        :param SQL located: of (subject, record)
        """
        if self._reach is None:
            return located
        ids = [record for (record,) in self.env.execute_query(SQL(
            "WITH %s SELECT DISTINCT record FROM (%s) found", _subjects_sql(subjects), located))]
        theirs = [record for record, company in self._companies.of(model_name, ids).items()
                  if company not in self._reach]
        return SQL("SELECT * FROM (%s) found WHERE record != ALL(%s)", located, theirs)

    def _entries(self, ways):
        return [entry for entry in filled(self.env, self.rows._compiled())
                if entry.match in ways and not entry.model.startswith("privacy.")]

    def linked_contacts(self, email, phone):
        """Return the ids of contacts that records with an address or number lead to.

        A lead, a message or a registration may have another address than its contact: whatever
        the map finds by an address is asked for its link to one, a query each.

        :param email: normalised, or None
        :param phone: normalised, or None
        """
        if not (email or phone):
            return set()
        self.env.flush_all()
        subject, contacts = _subjects_sql([(0, email, phone)]), set()
        for row in self._addressed():
            for link in self._contact_links(row.model_name):
                contacts.update(self._contacts_by(row, link, subject))
        return contacts

    def _addressed(self):
        """Return the rows of the map that name a column with an address, one for each column."""
        keys = {}
        for entry in self.rows._compiled():
            row = self.rows.browse(entry.key)
            if entry.match in ("email", "phone") and "." not in row.path:
                keys.setdefault((entry.model, row.path), entry.key)
        return self.rows.browse(keys.values())

    def _contact_links(self, model_name):
        """Return the map's own links of a model to its contact: one step, one contact."""
        model = self.env[model_name]
        paths = {self.rows.browse(entry.key).path for entry in self.rows._compiled()
                 if entry.model == model_name and entry.match == "partner" and not entry.parties}
        return sorted(path for path in paths if path in model._fields
                      and model._fields[path].comodel_name == "res.partner"
                      and model._fields[path].type == "many2one")

    def _contacts_by(self, row, link, subject):
        """Return the contacts of all records that have the address in the column of a row."""
        model = self.env[row.model_name].with_context(active_test=False)
        query = model._search([(link, "!=", False)])
        way = WAYS[row.match]
        known = way.known(way.match(row, model._field_to_sql(query.table, row.path, query)))
        rows = self.env.execute_query(SQL(
            "WITH %s SELECT DISTINCT %s FROM %s %s WHERE %s LIMIT %s",
            subject, SQL.identifier(query.table, link), query.from_clause, known,
            query.where_clause or SQL("TRUE"), SHOWN))
        contacts = [contact for (contact,) in rows]
        if self._reach is None:
            return contacts
        companies = self._companies.of("res.partner", contacts)
        return [each for each in contacts if companies.get(each, self._reach[0]) in self._reach]

    # === FOR THE PERSON === #

    @staticmethod
    def details(partner):
        """Return what a contact says of the person: list of (label, value), what is empty left
        out; to be shown to nobody whose login has not proven who it is.
        """
        contact, told = partner.sudo(), []
        for name in DETAILS:
            field = contact._fields[name]
            if value := field.convert_to_display_name(contact[name], contact):
                if field.type == "selection":
                    value = dict(field._description_selection(contact.env)).get(value, value)
                told.append((field._description_string(contact.env), value))
        return told

    def of(self, partner):
        """Return what is held of a contact, and why: told to the person, live (Art. 13(2)(a),
        15(1)). The data map says where it stands, the timers until when, the tags on which basis.

        :return: list of ``{category, count, purposes, bases, timers, rows}``: records, the count
            of what the map finds by index; sentences of the timers say until when and why, rows
            are sentences of what goes record by record
        """
        counts = self._counts_by_category(partner)
        timers = self.env["privacy.timer"].search([("partner_id", "=", partner.id)])
        every = self.env["privacy.category"].search([("active", "=", True)])
        there = every.filtered(lambda category: counts.get(category.code))
        company, held = partner.company_id or self.env.company, []
        bases = Bases(self.env, company).of(partner, categories=there)
        rows = Periods(self.env, company).of_rows(there)
        for category in every:
            clocks = timers.filtered(lambda timer, c=category: c in timer.rule_id._categories())
            if category not in there and not clocks:
                continue
            if category.code == ACCOUNT and not clocks:
                # who they are goes with the last of what is kept of them
                clocks = partner.sudo()._privacy_longest(
                    timers.filtered(lambda timer: timer.state != "done"))
            used = [each for each in bases if category in each.categories]
            held.append({
                "category": category, "count": counts.get(category.code, 0), "timers": clocks,
                "purposes": self.env["privacy.purpose"].union(*(each.purpose for each in used)),
                "bases": self.env["privacy.legal.basis"].union(*(each.basis for each in used)),
                "rows": rows.get(category, []),
            })
        return held

    def _counts_by_category(self, partner):
        """Return {category code: number of records}: what links to the contact, over the whole
        map in one statement.
        """
        self.env.flush_all()
        selects = [
            SQL("SELECT %s AS category, %s AS model, record FROM (%s) located",
                entry.category, entry.model, self.rows.browse(entry.key)._located_sql())
            for entry in filled(self.env, self.rows._compiled())
            if entry.match == "partner" and not entry.words
        ]
        if not selects:
            return {}
        return dict(self.env.execute_query(SQL(
            """WITH %s SELECT category, count(DISTINCT (model, record)) FROM (%s) found
                GROUP BY category""",
            _subjects_sql([(partner.id, None, None)]), SQL(" UNION ALL ").join(selects))))


def _subjects_sql(subjects):
    """Return ``privacy_subject`` and ``privacy_subject_address`` as common table expressions, for a
    search that writes nothing. Whose first address counts, all of theirs do.
    """
    contacts, emails, phones = zip(*subjects, strict=True)
    return SQL(
        """privacy_subject AS MATERIALIZED (
               SELECT NULL::int AS item_id, partner_id, TRUE AS whole,
                      '{}'::text[] AS categories, email, phone
                 FROM unnest(%s::int[], %s::varchar[], %s::varchar[])
                      AS given (partner_id, email, phone)),
           privacy_subject_address AS MATERIALIZED (
               SELECT partner_id, 'email' AS kind, email AS address FROM privacy_subject
                WHERE email IS NOT NULL
                UNION SELECT partner_id, 'phone', phone FROM privacy_subject
                WHERE phone IS NOT NULL
                UNION SELECT partner_id, 'email', several.address FROM (%s) several
                WHERE partner_id IN (
                      SELECT partner_id FROM privacy_subject WHERE email IS NOT NULL))""",
        list(contacts), list(emails), list(phones), OF_SEVERAL)
