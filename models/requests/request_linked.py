from odoo import models
from odoo.tools import SQL

#: contacts that one way leads to
AT_MOST = 50


class PrivacyRequest(models.Model):
    """Contacts that records with the person's address or number lead to."""

    _inherit = "privacy.request"

    def _linked_contacts(self, given):
        """Return the ids of contacts that records with the person's address or number lead to.

        A lead, a message or a registration may have another address than its contact: whatever
        the map finds by an address is asked for its link to one, a query each.
        """
        email, phone = (next(iter(given[kind]), None) for kind in ("email", "phone"))
        if not (email or phone):
            return set()
        self.env.flush_all()
        self._fill_subjects([(0, email, phone)])
        contacts = set()
        for row in self._addressed():
            for link in self._contact_links(row.model_name):
                contacts.update(self._contacts_by(row, link))
        self.env.cr.execute("DROP TABLE pg_temp.privacy_subject")
        return contacts

    def _addressed(self):
        """Return the rows of the map that name a column with an address, one for each column."""
        rows = self.env["privacy.map"].sudo()
        keys = {}
        for entry in rows._compiled():
            row = rows.browse(entry.key)
            if entry.match in ("email", "phone") and "." not in row.path:
                keys.setdefault((entry.model, row.path), entry.key)
        return rows.browse(keys.values())

    def _contacts_by(self, row, link):
        """Return the contacts of all records that have the address in the column of a row."""
        model = self.env[row.model_name].sudo().with_context(active_test=False)
        query = model._search([(link, "!=", False)])
        match = row._match_sql(model._field_to_sql(query.table, row.path, query))
        return [contact for (contact,) in self.env.execute_query(SQL(
            """SELECT DISTINCT %s FROM %s JOIN privacy_subject subject ON %s WHERE %s LIMIT %s""",
            SQL.identifier(query.table, link), query.from_clause, match,
            query.where_clause or SQL("TRUE"), AT_MOST))]

    def _contact_links(self, model_name):
        """Return the map's own links of a model to its contact: one step, one contact."""
        model = self.env[model_name]
        paths = {self.env["privacy.map"].sudo().browse(entry.key).path
                 for entry in self.env["privacy.map"]._compiled()
                 if entry.model == model_name and entry.match == "partner" and not entry.parties}
        return sorted(path for path in paths if path in model._fields
                      and model._fields[path].comodel_name == "res.partner"
                      and model._fields[path].type == "many2one")
