"""Who is a data subject without a contact: the rows of ``privacy.contactless`` follow from the
addresses that the data map finds.
"""

import psycopg2.errors
from odoo.tools import SQL

from ..clocks.follow import ConcurrentInsert
from .address_keys import fill_blocks, key_sql, secret
from .addresses import RECORD_BITS, Addresses
from .joining import Joining
from .missing_key import MissingKey

#: so many different names under one address are not one person's (``info@...``)
MANY_NAMES = 3


class Contactless:
    """Brings ``privacy_contactless`` up to date, in sets."""

    def __init__(self, env):
        self.env = env

    def follow(self, notes=None):
        """Remember who has an address and no contact.

        Fills ``privacy_address`` with the addresses of those who do.

        :param dict notes: {model: ids} of records that changed; None: all there are, and those
            who are not found any more are forgotten
        :return: how many addresses were looked at
        """
        key, missing = secret(), MissingKey(self.env)
        if not key:
            missing.tell()
            return 0
        if missing.is_another(key) | missing.take_back():
            # nobody could say of what changed meanwhile whose it is, or by which name
            notes = None
        self.env.flush_all()
        if notes is not None:
            Joining(self.env, key).join(self._contacts(notes))
            fill_blocks(self.env.cr, key)
            notes = self._with_those_of_signals(notes)
            if not notes:
                return 0
        addresses = Addresses(self.env, key)
        count, whole = addresses.fill(notes), notes is None
        if count or whole:
            self._follow_lost(whole, key)
            try:
                self._write(addresses.models, whole)
            except psycopg2.errors.UniqueViolation as error:
                raise ConcurrentInsert("privacy_contactless") from error
        self.env["privacy.contactless"].invalidate_model(flush=False)
        return count

    def join(self, contact_ids):
        """Let subjects be part of these contacts, which have their addresses now: nobody acts on
        a contact before it has the holds of who it was.
        """
        if key := secret():
            Joining(self.env, key).join(contact_ids)

    def _contacts(self, notes):
        """Return the contacts that changed, and those of logins that did."""
        contacts = set(notes.get("res.partner", ()))
        if logins := notes.get("res.users"):
            users = self.env["res.users"].with_context(active_test=False)
            contacts.update(users.browse(logins).exists().partner_id.ids)
        return contacts

    def _follow_lost(self, whole, key):
        """Of those who are not found any more, let be part of a contact who has one by now, follow
        records whose address was changed, and forget the others; most often there is nobody.
        """
        if whole and not self._is_anybody_lost():
            return
        if whole:
            Joining(self.env, key).join()
        self._move()
        if whole:
            self._forget()

    def _is_anybody_lost(self):
        """Whether somebody is known by an address that no record has any more."""
        # counted, so that PostgreSQL reads both sides once: it would look up each one, in the hope
        # that the first is it
        ((lost,),) = self.env.execute_query(SQL(
            """SELECT count(*) FROM privacy_contactless subject
                WHERE subject.erased_on IS NULL AND NOT EXISTS (
                      SELECT FROM privacy_address found WHERE found.key = subject.key)"""))
        return bool(lost)

    def _move(self):
        """Follow a record whose address was changed: it is the same person's. Of several addresses
        in its field each follows one; nobody takes an address that is somebody's.
        """
        self.env.cr.execute(
            """WITH lost AS (
                   SELECT id, model, res_id,
                          row_number() OVER (PARTITION BY model, res_id ORDER BY id) AS number
                     FROM privacy_contactless
                    WHERE erased_on IS NULL AND key NOT IN (SELECT key FROM privacy_address)
               ), free AS (
                   SELECT model, record, key,
                          row_number() OVER (PARTITION BY model, record ORDER BY key) AS number
                     FROM (SELECT DISTINCT model, record, key FROM privacy_address) found
                    WHERE NOT EXISTS (SELECT FROM privacy_contactless other
                                       WHERE other.key = found.key AND other.erased_on IS NULL)
               ), moved AS (
                   SELECT DISTINCT ON (free.key) lost.id, free.key FROM lost
                     JOIN free ON (free.model, free.record, free.number)
                          = (lost.model, lost.res_id, lost.number)
                    ORDER BY free.key, lost.id)
               UPDATE privacy_contactless subject SET key = moved.key
                 FROM moved WHERE moved.id = subject.id""")

    def _forget(self):
        """Forget those whose records are gone; who is held or restricted stays."""
        self.env.cr.execute(
            """DELETE FROM privacy_contactless subject
                WHERE subject.erased_on IS NULL
                  AND subject.key NOT IN (SELECT key FROM privacy_address)
                  AND subject.restricted IS NOT TRUE
                  AND NOT EXISTS (SELECT FROM privacy_contactless_privacy_hold_rel held
                                   WHERE held.privacy_contactless_id = subject.id)""")

    def _write(self, models, whole):
        """Insert who is new; of the others write what differs. Traces are remembered where
        housekeeping removes the record that told them (R8). Unless the ``whole`` was read,
        other records of a subject may be another company's.

        :param list models: see :class:`.addresses.Addresses`
        """
        self.env.cr.execute(SQL(
            """WITH %(found)s, new AS MATERIALIZED (
                   SELECT found.key, found.kind, found.model, found.res_id, subject.id,
                          GREATEST(subject.last_trace, found.last_trace) AS last_trace,
                          LEAST(subject.first_trace, found.first_trace) AS first_trace,
                          %(company)s AS company_id,
                          found.many_names OR COALESCE(subject.many_names, FALSE) AS many_names
                     FROM found
                     LEFT JOIN privacy_contactless subject
                       ON subject.key = found.key AND subject.erased_on IS NULL
                    WHERE subject.id IS NULL
                       OR (subject.model, subject.res_id, subject.company_id, subject.last_trace,
                           subject.first_trace, subject.many_names)
                          IS DISTINCT FROM
                          (found.model, found.res_id, %(company)s,
                           GREATEST(subject.last_trace, found.last_trace),
                           LEAST(subject.first_trace, found.first_trace),
                           found.many_names OR subject.many_names)
               ), changed AS (
                   UPDATE privacy_contactless subject
                      SET model = new.model, res_id = new.res_id, last_trace = new.last_trace,
                          first_trace = new.first_trace, company_id = new.company_id,
                          many_names = new.many_names
                     FROM new WHERE subject.id = new.id)
               INSERT INTO privacy_contactless
                      (key, kind, model, res_id, last_trace, first_trace, company_id, many_names)
               SELECT key, kind, model, res_id, last_trace, first_trace, company_id, many_names
                 FROM new WHERE id IS NULL""",
            found=_found_sql(models), company=_company_sql(whole)))

    def _with_those_of_signals(self, notes):
        """Return the records noted, and those that stand for the subjects whose address a signal
        has, like an opt-out.
        """
        found = {model: set(ids) for model, ids in notes.items() if model != "res.partner"}
        selects = [_subjects_of_signal(signal, ids) for signal, ids in self._signals(found)]
        rows = self.env.execute_query(SQL(" UNION ").join(selects)) if selects else ()
        for model, record in rows:
            found.setdefault(model, set()).add(record)
        return found

    def _signals(self, notes):
        """Return [(signal by an address, ids of its records that were noted)]."""
        signals = self.env["privacy.signal"].sudo()
        return [(signals.browse(signal), list(notes[model]))
                for model, links in signals._links().items() if model in notes
                for signal, match, *_path in links if match == "email"]


def _found_sql(models):
    """Return the common table ``found``: what the records say of each address. Different names are
    counted of the few addresses that several records have.

    :param list models: see :class:`.addresses.Addresses`
    """
    return SQL(
        """each AS MATERIALIZED (
               SELECT key, min(kind) AS kind, min(place) AS first, count(name) AS names,
                      COALESCE(max(day) FILTER (WHERE NOT sent), max(day)) AS last_trace,
                      min(made) AS first_trace,
                      CASE WHEN min(COALESCE(company_id, 0)) = max(COALESCE(company_id, 0))
                           THEN min(company_id) END AS company_id
                 FROM privacy_address GROUP BY key
           ), many AS (
               SELECT key FROM each JOIN privacy_address named USING (key)
                WHERE each.names >= %(many)s GROUP BY key
               HAVING count(DISTINCT lower(btrim(named.name))) >= %(many)s
           ), found AS (
               SELECT each.*, (%(models)s::text[])[(first >> %(bits)s) + 1] AS model,
                      (first & ((1::bigint << %(bits)s) - 1))::int AS res_id,
                      many.key IS NOT NULL AS many_names
                 FROM each LEFT JOIN many USING (key)
           )""",
        many=MANY_NAMES, models=models, bits=RECORD_BITS)


def _company_sql(whole):
    """Return SQL of the company of a subject that was ``found``; see ``Contactless._write``."""
    return SQL("found.company_id") if whole else SQL(
        """CASE WHEN subject.id IS NULL OR subject.company_id = found.company_id
                THEN found.company_id END""")


def _subjects_of_signal(signal, ids):
    """Return SQL of (model, record) that stand for the subjects of a signal's records."""
    model = signal.env[signal.model_name].sudo().with_context(active_test=False)
    query = model._search([("id", "in", ids)], bypass_access=True)
    address = signal._column_sql(model, query, signal.path)
    return SQL(
        """SELECT subject.model, subject.res_id
             FROM (SELECT DISTINCT %s AS address FROM %s WHERE %s) said
            CROSS JOIN privacy_address_block block
             JOIN privacy_contactless subject ON subject.erased_on IS NULL AND subject.key = %s""",
        address, query.from_clause, query.where_clause, key_sql(SQL("lower(said.address)")))
