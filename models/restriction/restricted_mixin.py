from odoo import api, models
from odoo.tools import SQL

from ...engine.acting import is_acting
from ...engine.restriction.archive import FIND, READ, WRITE
from ...engine.restriction.restriction import CONTENT, FETCHING, NESTED, Restriction
from ...engine.restriction.shown import NAMES


class PrivacyRestrictedMixin(models.AbstractModel):
    """Hides contacts that are restricted or in the archive, and their users, from everybody
    without a role; who reads the archive finds them, and opens one by giving a reason.

    Not found, not opened, not exported, not copied, not edited. A record rule alone would do
    all that and break the documents that name them: computed fields of an invoice read its
    contact as the reader. Hence: searching and the public methods are closed, the fields stay
    readable for the server's own code.
    """

    _name = "privacy.restricted.mixin"
    _description = "Hidden While Restricted"

    #: column that holds the contact
    _privacy_subject = "id"

    def _privacy_contacts(self):
        """Return {record: its contact}, read once for all of them."""
        known = {record: record.sudo()._origin for record in self}
        if self._privacy_subject == "id":
            return known
        return {record: found[self._privacy_subject] for record, found in known.items()}

    def _privacy_barred(self, operation=READ):
        """Return those of these records that the acting person may not use."""
        barred = Restriction(self.env).barred(operation)
        return self._privacy_among(barred) if barred else self.browse()

    def _privacy_among(self, barred):
        """Return those of these records whose contact is barred."""
        contacts = self._privacy_contacts()
        return self.filtered(lambda record: barred.has(contacts[record]))

    def _privacy_refusal(self, barred, leads=False):
        ids = {contact.id for contact in barred._privacy_contacts().values()}
        return Restriction(self.env).refusal(ids, leads)

    def _privacy_check_open(self, operation=READ):
        if barred := self._privacy_barred(operation):
            raise self._privacy_refusal(barred, leads=True)

    # === FIND === #

    def _search(self, domain, offset=0, limit=None, order=None, *, active_test=True,
                bypass_access=False):
        query = super()._search(domain, offset, limit, order, active_test=active_test,
                                bypass_access=bypass_access)
        if bypass_access or self._privacy_fetching() or query.is_empty():
            return query
        content = self.env.context.get("privacy_content") is CONTENT
        if barred := Restriction(self.env).barred(READ if content else FIND):
            query.add_where(barred.excluded(SQL.identifier(self._table, self._privacy_subject)))
        return query

    def _read_group(self, domain, groupby=(), aggregates=(), *args, **kwargs):
        """Who finds contacts of the archive does not read them by groups."""
        records = self
        if not self.env.su and not NAMES.issuperset(map(_field_of, (*groupby, *aggregates))):
            records = self.with_context(privacy_content=CONTENT)
        return super(PrivacyRestrictedMixin, records)._read_group(
            domain, groupby, aggregates, *args, **kwargs)

    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        specs = [spec for grouping in grouping_sets for spec in grouping]
        records = self
        if not self.env.su and not NAMES.issuperset(map(_field_of, (*specs, *aggregates))):
            records = self.with_context(privacy_content=CONTENT)
        return super(PrivacyRestrictedMixin, records)._read_grouping_sets(
            domain, grouping_sets, aggregates, order)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if operation == "create" or self._privacy_fetching():
            return result
        barred = self._privacy_barred(READ if operation == "read" else WRITE)
        if not barred:
            return result
        forbidden = barred | result[0] if result else barred
        return forbidden, lambda: self._privacy_refusal(barred)

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

    def _read_format(self, fnames, load="_classic_read"):
        """A list shows names alone of whom it finds and may not read."""
        rows = super()._read_format(fnames, load)
        if NAMES.issuperset(fnames) or not (barred := self._privacy_barred()):
            return rows
        return [row if row["id"] not in barred._ids
                else barred.browse(row["id"])._privacy_name_only(fnames) for row in rows]

    @api.model
    @api.readonly
    def web_search_read(self, *args, **kwargs):
        return super(PrivacyRestrictedMixin, self._privacy_listed()).web_search_read(
            *args, **kwargs)

    @api.model
    @api.readonly
    def web_name_search(self, *args, **kwargs):
        return super(PrivacyRestrictedMixin, self._privacy_listed()).web_name_search(
            *args, **kwargs)

    @api.model
    @api.readonly
    def web_read_group(self, *args, **kwargs):
        return super(PrivacyRestrictedMixin, self._privacy_listed()).web_read_group(
            *args, **kwargs)

    def _privacy_listed(self):
        """Return the model for a list: who reads the archive is shown names, and not refused."""
        return self.with_context(privacy_nested=NESTED) if Restriction(self.env).barred() else self

    def web_read(self, specification):
        """Behind a document, and in a list, the name alone is given; the rest comes empty."""
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
        self._privacy_check_open(WRITE)
        return super().copy_data(default)

    def onchange(self, values, field_names, fields_spec):
        self._privacy_check_open(WRITE)
        return super().onchange(values, field_names, fields_spec)


def _field_of(spec):
    """Return the name of the field that a group or an aggregate reads; none of a count."""
    return "id" if spec == "__count" else spec.partition(":")[0].partition(".")[0]
