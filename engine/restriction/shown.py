"""What records of other models show of a restricted contact by fields of their own that merely
repeat its (``email`` of a meeting's attendee): closed as the contact is, the name aside.
"""

from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from .restriction import Restriction

#: what stays readable of a restricted contact, as the name on existing documents (R15)
NAMES = frozenset({"id", "display_name", "name", "complete_name"})
#: kinds of fields that tell something of a person; links and marks are the document's
TELLING = frozenset(("char", "text", "html", "binary", "date", "datetime", "json"))
#: models of contacts, whose own guards close them
CONTACTS = {"res.partner": (), "res.users": ("partner_id",)}


def shown_fields(model):
    """Return {field: paths} of the fields of a model that repeat a contact's, and how one gets
    from a record to those contacts.
    """
    if model._name in CONTACTS or model._abstract:
        return {}
    found = {}
    for name, field in model._fields.items():
        if field.related and not field.store and field.type in TELLING:
            if paths := _paths(model, field.related.split(".")):
                found[name] = paths
    return found


def _paths(model, names):
    if names[-1] in NAMES:
        return ()
    paths, record = [], model
    for depth, name in enumerate(names[:-1], start=1):
        comodel = record._fields[name].comodel_name
        if comodel not in record.env:
            break
        if comodel in CONTACTS:
            paths.append((*names[:depth], *CONTACTS[comodel]))
        record = record.env[comodel]
    return tuple(paths)


class Shown:
    """Records of one model, as a person reads, finds, groups and exports them."""

    def __init__(self, env, records):
        self.env, self.records = env, records

    def fields(self):
        """Return the fields that the acting person may not read of everybody, as
        :func:`shown_fields`; nothing where nobody is restricted.
        """
        # of which models there are some is remembered: most have none, and ask nothing
        if self.env.su or not self.env.registry.ready:
            return {}
        fields = self.records._privacy_shown_fields()
        self._barred = Restriction(self.env).barred() if fields else ()
        return fields if self._barred else {}

    def hidden(self, record, paths):
        """Whether a record leads to somebody whom the acting person may not read."""
        return any(self._barred.has(contact)
                   for path in paths for contact in record.sudo().mapped(".".join(path)))

    def masked(self, rows):
        """Return rows as they were read, with nothing where a contact is closed.

        :param list rows: of dicts with an ``id``
        """
        fields = self.fields()
        for row in rows if fields else ():
            for name in fields.keys() & row.keys():
                if row[name] and self.hidden(self.records.browse(row["id"]), fields[name]):
                    row[name] = False
        return rows

    def searched(self, domain):
        """Return a domain by which nobody finds out what such a field says."""
        fields = self.fields()
        if not fields:
            return domain

        def told(condition):
            paths = fields.get(condition.field_expr.partition(".")[0])
            if not paths:
                return condition
            return condition & Domain.AND(~self._leads_to_closed(path) for path in paths)

        return Domain(domain, internal=True).map_conditions(told)

    def _leads_to_closed(self, path):
        *heads, last = path
        found = Domain(last, "any!", Domain("id", "in", SQL(
            "(%s)", self._barred.select())), internal=True)
        for name in reversed(heads):
            found = Domain(name, "any!", found, internal=True)
        return found

    def exported(self, columns, export):
        """Return the lines of an export, with nothing where a contact is closed.

        :param list columns: paths of field names
        :param export: function of (columns, records) to lines
        """
        fields = self.fields()
        named = [fields.get(path[0]) if path else None for path in columns]
        if not any(named):
            return export(columns, self.records)
        lines = []
        for record in self.records:
            closed = [place for place, paths in enumerate(named)
                      if paths and self.hidden(record, paths)]
            some = export(columns, record)
            for line in some if closed else ():
                for place in closed:
                    line[place] = ""
            lines += some
        return lines

    def grouped(self, spec, alias, expression):
        """Return what such a field groups by: closed contacts are one group without a value.

        :raise AccessError: where the way to the contact is more than one link
        """
        paths = self.fields().get(spec.partition(":")[0].partition(".")[0])
        for path in paths or ():
            link = self.records._fields[path[0]]
            if len(path) > 1 or not link.store:
                raise AccessError(self.env._(
                    "While contacts are restricted (Art. 18) or in the archive, records are not "
                    "grouped by this."))
            expression = SQL("CASE WHEN (%s) IS NOT FALSE THEN %s END",
                             self._barred.excluded(SQL.identifier(alias, path[0])), expression)
        return expression


def check_content(env, record):
    """Refuse the pictures and files of a contact that the acting person may not read.

    :param record: a contact, a user, or a file that lies on one; any other is let through
    :raise AccessError: naming the contact by id
    """
    found = record.sudo()
    if found._name == "ir.attachment" and found.res_model in CONTACTS:
        found = env[found.res_model].sudo().browse(found.res_id).exists()
    if found._name not in CONTACTS:
        return
    restriction = Restriction(env)
    if barred := restriction.barred_user():
        contacts = found if found._name == "res.partner" else found.partner_id
        if ids := barred.among(contacts.ids):
            raise restriction.refusal(ids)
