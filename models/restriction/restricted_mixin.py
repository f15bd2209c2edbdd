from odoo import models
from odoo.tools import SQL

from ...engine.acting import is_acting
from ...engine.restriction.restriction import FETCHING, NESTED, Restriction
from ...engine.restriction.shown import NAMES


class PrivacyRestrictedMixin(models.AbstractModel):
    """Hides restricted contacts, and their users, from everybody without a privacy role.

    Not found, not opened, not exported, not copied, not edited. A record rule alone would do
    all that and break the documents that name them: computed fields of an invoice read its
    contact as the reader. Hence: searching and the public methods are closed, the fields stay
    readable for the server's own code.
    """

    _name = "privacy.restricted.mixin"
    _description = "Hidden While Restricted"

    #: column that holds the contact
    _privacy_subject = "id"

    def _privacy_contact_id(self):
        subject = self._privacy_subject
        return self._origin.id if subject == "id" else self.sudo()._origin[subject].id

    def _privacy_barred(self, operation="read"):
        """Return those of these records that the acting person may not use."""
        barred = Restriction(self.env).barred(operation)
        return self._privacy_among(barred) if barred else self.browse()

    def _privacy_among(self, contact_ids):
        return self.filtered(lambda record: record._privacy_contact_id() in contact_ids)

    def _privacy_check_open(self, operation="read"):
        if barred := self._privacy_barred(operation):
            ids = [record._privacy_contact_id() for record in barred]
            raise Restriction(self.env).refusal(ids)

    # === FIND === #

    def _search(self, domain, offset=0, limit=None, order=None, *, active_test=True,
                bypass_access=False):
        query = super()._search(domain, offset, limit, order, active_test=active_test,
                                bypass_access=bypass_access)
        if bypass_access or self._privacy_fetching() or query.is_empty():
            return query
        if barred := Restriction(self.env).barred():
            column = SQL.identifier(self._table, self._privacy_subject)
            query.add_where(SQL("%s != ALL(%s)", column, list(barred)))
        return query

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if operation == "create" or self._privacy_fetching():
            return result
        barred = self._privacy_barred("read" if operation == "read" else "write")
        if not barred:
            return result
        ids = [record._privacy_contact_id() for record in barred]
        forbidden = barred | result[0] if result else barred
        return forbidden, lambda: Restriction(self.env).refusal(ids)

    # === READ ALONG WITH A DOCUMENT === #

    def _privacy_fetching(self):
        return self.env.context.get("privacy_fetching") is FETCHING

    def fetch(self, field_names=None):
        """Let the server read the fields of a contact it holds already."""
        records = self
        if self._privacy_barred():
            records = self.with_context(privacy_fetching=FETCHING)
        return super(PrivacyRestrictedMixin, records).fetch(field_names)

    def _fetch_query(self, query, fields):
        """What lies behind the contact (its children) is searched without that proof."""
        records = self.with_context(privacy_fetching=None) if self._privacy_fetching() else self
        return super(PrivacyRestrictedMixin, records)._fetch_query(query, fields)

    # === PUBLIC METHODS === #

    def read(self, fields=None, load="_classic_read"):
        if not fields or not NAMES.issuperset(fields):
            self._privacy_check_open()
        return super().read(fields, load)

    def web_read(self, specification):
        """Behind a document the name alone is given; the rest comes empty."""
        barred = self._privacy_barred()
        if not barred or NAMES.issuperset(specification):
            return super().web_read(specification)
        if self.env.context.get("privacy_nested") is not NESTED:
            self._privacy_check_open()
        rest = super(PrivacyRestrictedMixin, self - barred).web_read(specification)
        rows = {row["id"]: row for row in rest}
        rows |= {record.id: record._privacy_name_only(specification) for record in barred}
        return [rows[record_id] for record_id in self._ids if record_id in rows]

    def _privacy_name_only(self, names):
        known = self.sudo()
        row = {
            name: known[name] if name in NAMES
            else [] if self._fields[name].type in ("one2many", "many2many", "properties")
            else False
            for name in names
        }
        return {"id": self.id, **row}

    def _export_rows(self, fields, *, _is_toplevel_call=True):
        barred = self._privacy_barred()
        if not barred:
            return super()._export_rows(fields, _is_toplevel_call=_is_toplevel_call)
        if _is_toplevel_call:
            self._privacy_check_open()
        names = [path if path and path[0] in NAMES else [] for path in fields]
        rows = []
        for record in self:
            paths = names if record in barred else fields
            rows += super(PrivacyRestrictedMixin, record)._export_rows(
                paths, _is_toplevel_call=_is_toplevel_call
            )
        return rows

    def copy_data(self, default=None):
        """Neither restricted nor anonymised contacts, nor their users, are duplicated."""
        if not is_acting(self.env):
            partners = self if self._privacy_subject == "id" else self.partner_id
            partners._privacy_check_not_anonymised()
        self._privacy_check_open("write")
        return super().copy_data(default)

    def onchange(self, values, field_names, fields_spec):
        self._privacy_check_open("write")
        return super().onchange(values, field_names, fields_spec)
