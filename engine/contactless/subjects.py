"""Who is a data subject without a contact: the rows of ``privacy.contactless`` follow from the
addresses that the data map finds.
"""

from odoo.tools import SQL

from .address_keys import fill_blocks, key_sql, secret
from .addresses import Addresses

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
        key = secret()
        if not key:
            return 0
        self.env.flush_all()
        if notes is not None:
            fill_blocks(self.env.cr, key)
            self._become_contacts(notes.get("res.partner"))
            notes = self._with_those_of_signals(notes)
            if not notes:
                return 0
        count = Addresses(self.env, key).fill(notes)
        if count or notes is None:
            self._move()
            if notes is None:
                self._forget()
            self._write()
        self.env["privacy.contactless"].invalidate_model(flush=False)
        return count

    def _move(self):
        """Follow a record whose address was changed: it is the same person's."""
        self.env.cr.execute(
            """UPDATE privacy_contactless subject SET key = found.key
                 FROM (SELECT model, record, min(key) AS key FROM privacy_address
                        GROUP BY 1, 2) found
                WHERE (found.model, found.record) = (subject.model, subject.res_id)
                  AND found.key != subject.key AND subject.erased_on IS NULL
                  AND subject.key NOT IN (SELECT key FROM privacy_address)
                  AND NOT EXISTS (SELECT FROM privacy_contactless other
                                   WHERE other.key = found.key
                                     AND other.erased_on IS NULL)""")

    def _forget(self):
        """Forget those whose records are gone; who is held or restricted stays."""
        self.env.cr.execute(
            """DELETE FROM privacy_contactless subject
                WHERE subject.erased_on IS NULL
                  AND subject.key NOT IN (SELECT key FROM privacy_address)
                  AND subject.restricted IS NOT TRUE
                  AND NOT EXISTS (SELECT FROM privacy_contactless_privacy_hold_rel held
                                   WHERE held.privacy_contactless_id = subject.id)""")

    def _write(self):
        """Insert who is new; of the others write what differs. The newest trace is remembered
        where housekeeping removes the record that told it (R8).
        """
        self.env.cr.execute(SQL(
            """INSERT INTO privacy_contactless AS subject
                      (key, kind, model, res_id, last_trace, company_id, many_names)
               SELECT key, min(kind), (array_agg(model ORDER BY sent, model, record))[1],
                      (array_agg(record ORDER BY sent, model, record))[1],
                      COALESCE(max(day) FILTER (WHERE NOT sent), max(day)),
                      CASE WHEN count(DISTINCT COALESCE(company_id, 0)) = 1
                           THEN min(company_id) END,
                      count(DISTINCT lower(btrim(name))) >= %s
                 FROM privacy_address GROUP BY key
                   ON CONFLICT (key) WHERE erased_on IS NULL DO UPDATE
                  SET model = EXCLUDED.model, res_id = EXCLUDED.res_id,
                      last_trace = GREATEST(subject.last_trace, EXCLUDED.last_trace),
                      company_id = EXCLUDED.company_id,
                      many_names = EXCLUDED.many_names OR subject.many_names
                WHERE (subject.model, subject.res_id, subject.company_id, subject.many_names)
                      IS DISTINCT FROM (EXCLUDED.model, EXCLUDED.res_id, EXCLUDED.company_id,
                                        EXCLUDED.many_names)
                   OR subject.last_trace IS DISTINCT FROM
                      GREATEST(subject.last_trace, EXCLUDED.last_trace)""", MANY_NAMES))

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

    def _become_contacts(self, contact_ids):
        """Let subjects be part of the contacts that have their address now, with their holds."""
        if not contact_ids:
            return
        self.env.cr.execute(SQL(
            """WITH same AS MATERIALIZED (
                   SELECT subject.id, contact.id AS contact_id
                     FROM (SELECT partner.id, %s AS key FROM res_partner partner
                            CROSS JOIN privacy_address_block block
                            WHERE partner.id = ANY(%s) AND partner.email_normalized != ''
                              AND partner.privacy_anonymised_on IS NULL) contact
                     JOIN privacy_contactless subject ON subject.key = contact.key
                      AND subject.erased_on IS NULL
               ), held AS (
                   INSERT INTO privacy_hold_res_partner_rel (privacy_hold_id, res_partner_id)
                   SELECT rel.privacy_hold_id, same.contact_id FROM same
                     JOIN privacy_contactless_privacy_hold_rel rel
                       ON rel.privacy_contactless_id = same.id
                       ON CONFLICT DO NOTHING)
               DELETE FROM privacy_contactless subject USING same WHERE subject.id = same.id""",
            key_sql(SQL("partner.email_normalized")), list(contact_ids)))


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
