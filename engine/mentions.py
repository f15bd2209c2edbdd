"""Mentions of a subject in text: who is named where, as the proof will find it.

``core/identity/identifiers.py`` says what identifies a person and ``core/identity/mentions.py``
who is in which text; PostgreSQL hands over the texts of the rows at hand. Texts travel by COPY
and joins, never inside a statement, which PostgreSQL would log when it fails.
"""

from odoo.tools import SQL

from ..core.identity.identifiers import full_names, identifiers_of
from ..core.identity.mentions import LongerNames, Mentions
from . import scratch
from .contactless import of_plan

#: rows of text that are held in memory at once
CHUNK = 500
#: names of contacts that are held in memory at once
NAMES = 5_000
#: stands for a row of the map among the places of a run: another contact's longer name
LONGER_NAME = 0
#: what identifies contacts, by the columns of :func:`identities`
IDENTITIES = SQL(
    """SELECT partner.id, partner.name, partner.email, partner.phone, partner.phone_sanitized,
              partner.vat, partner.company_registry, partner.street, partner.zip, partner.city,
              country.code, partner.is_company,
              (SELECT array_agg(acc_number) FROM res_partner_bank bank
                WHERE bank.partner_id = partner.id),
              (SELECT string_agg(login, ' ') FROM res_users users
                WHERE users.partner_id = partner.id)
         FROM res_partner partner
         LEFT JOIN res_country country ON country.id = partner.country_id"""
)


class MentionFinder:
    """Reads texts for a plan, and notes whom they mention."""

    def __init__(self, env, plan):
        self.env, self.plan = env, plan

    def read_subjects(self, longer=False):
        """Read what identifies the subjects, once, before anything is emptied.

        :param bool longer: and the longer names of others that the run has met
        """
        self.plan.mentions = Mentions({
            **identities(self.env, SQL("SELECT partner_id FROM privacy_subject")),
            **of_plan.identities(self.env)}, self._longer_names() if longer else None)
        scratch.create(self.env.cr, scratch.NAMED)

    def _longer_names(self):
        """Return {subject: names} of the living others whose name the subject's is a part of."""
        found = {}
        for subject, name, company in self.env.execute_query(SQL(
                """SELECT swept.subject, living.name, living.is_company FROM privacy_swept swept
                     JOIN res_partner living ON living.id = swept.record
                    WHERE swept.entry = %s AND living.privacy_anonymised_on IS NULL
                      AND living.id NOT IN (SELECT partner_id FROM privacy_subject)
                    ORDER BY 1, 2""", LONGER_NAME)):
            found.setdefault(subject, []).extend(full_names(name, bool(company)))
        return found

    def fill_mentioned(self, model_name, names, pairs):
        """Fill ``privacy_mentioned`` with (record, subject) where the text mentions the subject.

        :param names: text columns of the model
        :param SQL pairs: SELECT of (record, subject)
        """
        cr, found = self.env.cr, {}
        for rows in texts(self.env, model_name, names, pairs):
            # column by column, as they are redacted
            found |= dict.fromkeys(self.plan.mentions.found(
                [(record, subject, text) for record, subject, *values in rows for text in values]))
        scratch.create(cr, scratch.MENTIONED)
        scratch.add(cr, scratch.MENTIONED, found)
        if found:
            cr.execute("CREATE INDEX ON privacy_mentioned (record); ANALYZE privacy_mentioned")

    def fill_named(self, row):
        """Add to ``privacy_named`` the records of a row of the map whose text names a subject:
        each text is read once, for all of them.

        :param row: a privacy.map row that finds records by what they say
        """
        model, query = row._query([])
        text = SQL(" || E'\\n' || ").join(
            SQL("COALESCE(%s::text, '')", SQL.identifier(query.table, name))
            for name in row._words())
        select = query.select(SQL.identifier(query.table, "id"), text)
        model.flush_model()
        found = []
        with self.env.cr._cnx.cursor("privacy_named") as cursor:
            cursor.execute(select.code, select.params)
            while rows := cursor.fetchmany(CHUNK):
                found += [(row.id, record, subject)
                          for record, subject in self.plan.mentions.named(rows)]
        scratch.add(self.env.cr, scratch.NAMED, found)


def identities(env, contacts):
    """Return {contact id: its identifiers}, in order of id.

    :param SQL contacts: SELECT of contact ids
    """
    rows = env.execute_query(SQL(
        "%s WHERE partner.id IN (%s) ORDER BY partner.id", IDENTITIES, contacts))
    return {contact: _identifiers(*values) for contact, *values in rows}


def longer_names(env, names):
    """Yield (key, contact, longer name): living contacts' names that others are a part of. All
    contacts are read once, whoever is looked for.

    :param names: (key, full name) of those who may be a part
    """
    finder = LongerNames(names)
    env["res.partner"].flush_model(["name", "is_company", "privacy_anonymised_on"])
    with env.cr._cnx.cursor("privacy_longer") as cursor:
        cursor.execute("""SELECT id, name, is_company IS TRUE FROM res_partner
                           WHERE privacy_anonymised_on IS NULL AND name IS NOT NULL""")
        while rows := cursor.fetchmany(NAMES):
            yield from finder.found(rows)


def _identifiers(name, email, phone, sanitized, vat, registry, street, postcode, city, country,
                 company, accounts, logins):
    return identifiers_of(
        name=name, email=" ".join(filter(None, (email, logins))),
        phones=() if sanitized else (phone,), dialled=sanitized, vat=vat, registry=registry,
        ibans=accounts or (), street=street, zip=postcode, city=city, country=country,
        company=bool(company))


def texts(env, model_name, names, pairs):
    """Yield lists of (record, subject, text of each column), some rows at a time.

    :param SQL pairs: SELECT of (record, subject)
    """
    query = SQL(
        """SELECT record.id, pair.subject, %s FROM (SELECT DISTINCT record, subject
             FROM (%s) each) pair
             JOIN %s record ON record.id = pair.record ORDER BY record.id, pair.subject""",
        SQL(", ").join(SQL("record.%s::text", SQL.identifier(name)) for name in names),
        pairs, SQL.identifier(env[model_name]._table),
    )
    # what was written before must be in the table, not in the cache
    env[model_name].flush_model()
    with env.cr._cnx.cursor("privacy_texts") as cursor:
        cursor.execute(query.code, query.params)
        while rows := cursor.fetchmany(CHUNK):
            yield rows


def mentioned_sql(record, subject):
    """Return the condition that a record mentions a subject, as ``fill_mentioned`` saw it."""
    return SQL("EXISTS (SELECT FROM privacy_mentioned mentioned WHERE mentioned.record = %s "
               "AND mentioned.subject = %s)", record, subject)
