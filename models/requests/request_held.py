from odoo import models
from odoo.tools import SQL

#: ways of the map along which a person is looked for; the others follow from these
WAYS = ("partner", "email", "phone")
#: ids of one way that are looked up further
MANY = 100


class PrivacyRequest(models.Model):
    """What is held of a person, by the data map: counted in sets, a query for each of its rows.

    The number of queries depends on the map, and not on how many contacts or records there are.
    """

    _inherit = "privacy.request"

    def _held(self, subjects):
        """Look along every way of the map.

        :param subjects: list of (contact id or 0 for whoever has the address, address or None,
            number or None); address and number normalised
        :return: {entry of the map: {contact id: (number of records, some ids)}}
        """
        if not subjects:
            return {}
        plan, rows = self.env["privacy.plan"].sudo(), self.env["privacy.map"].sudo()
        self.env.flush_all()
        self._fill_subjects(subjects)
        held = {}
        for entry in plan._entries_filled():
            if entry.match in WAYS and not entry.model.startswith("privacy."):
                found = self.env.execute_query(SQL(
                    """SELECT subject, count(*)::int, (array_agg(record ORDER BY record))[:%s]
                         FROM (SELECT DISTINCT subject, record FROM (%s) way) located
                        GROUP BY subject""",
                    MANY, rows.browse(entry.key)._located_sql(sweep=True)))
                if found:
                    held[entry] = {subject: (count, ids) for subject, count, ids in found}
        self.env.cr.execute("DROP TABLE pg_temp.privacy_subject")
        return held

    def _fill_subjects(self, subjects):
        """The plan's own table, for this search alone (``runs/plan.py``)."""
        contacts, emails, phones = zip(*subjects, strict=True)
        self.env.cr.execute("DROP TABLE IF EXISTS pg_temp.privacy_subject")
        self.env.cr.execute(SQL(
            """CREATE TEMPORARY TABLE privacy_subject ON COMMIT DROP AS
               SELECT NULL::int AS item_id, partner_id, TRUE AS whole,
                      '{}'::text[] AS categories, email, phone
                 FROM unnest(%s::int[], %s::varchar[], %s::varchar[])
                      AS given (partner_id, email, phone)""",
            list(contacts), list(emails), list(phones)))
        self.env.cr.execute("ANALYZE privacy_subject")

    def _held_categories(self):
        """Return the categories of data that are held of this request's contacts."""
        contacts = self.sudo().partner_ids
        held = self._held([(contact.id, contact.email_normalized or None,
                            contact.phone_sanitized or None) for contact in contacts])
        return self.env["privacy.category"].search(
            [("code", "in", sorted({entry.category for entry in held}))])
