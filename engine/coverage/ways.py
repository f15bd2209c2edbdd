"""The ways from the records of any model to a data subject, told from its fields.

Never through staff: who made a record, or is responsible for it, is no way to whose data it is.
"""

from odoo.models import LOG_ACCESS_COLUMNS

from ...core.policy import coverage, datamap
from ..pairs import pairs_of
from ..parts import links_from_contact
from .registry import Registry

#: links from a data subject's account, application or visit to the contact
TO_CONTACT = {
    "res.partner.bank": "partner_id", "hr.applicant": "partner_id", "hr.candidate": "partner_id",
    "website.visitor": "partner_id",
}
#: the order of acting (``privacy.map.sequence``) of what belongs to records that were found
FIRST, LAST = 80, 84


class Ways:
    """Finds [(path, match)]: a path to a contact, and how its end names one."""

    def __init__(self, env):
        self.env = env
        self.registry = Registry(env)
        self._mapped = None

    # === WHAT A MODEL HAS === #

    def of(self, model, above=()):
        """Return [(path, match)] from a model's records to contacts, the best first: links of
        its own, else what its records belong to, else an address.

        :param above: names of the models that were asked on the way here
        """
        ways = [(self.path(field), "partner") for field in self.links(model)]
        ways += [(name, "number") for name in self.numbers(model)]
        if not ways:
            ways += self._through(model, (*above, model._name))
        ways += [(name, "part") for name in pairs_of(model)]
        if links_from_contact(self.env, model._name) and model._name not in (
                *coverage.PEOPLE, *coverage.NEUTRAL):
            ways.append(("id", "owned"))
        if tree := self._tree(model, bool(ways)):
            ways.append((tree, "part"))
        return [*ways, *self.addresses(model)]

    def links(self, model):
        """Return the links of a model to data subjects, whose record it is first; without those
        that follow another of them, such as its commercial entity.
        """
        links = [field for field in stored_links(model)
                 if field.comodel_name == "res.partner"
                 or field.type == "many2one" and self._onward(field.comodel_name)]
        names = {field.name for field in links}
        return sorted((field for field in links if not self._follows(field, names)), key=_weight)

    def _follows(self, field, names):
        """Whether a link is computed from another, and nobody may write it."""
        if field.related:
            return field.related.partition(".")[0] in names - {field.name}
        if not field.compute or not field.readonly:
            return False
        heads = {path.partition(".")[0] for path in self.env.registry.field_depends[field]}
        return bool(heads & (names - {field.name}))

    def _onward(self, comodel):
        onward = TO_CONTACT.get(comodel)
        return bool(onward and comodel in self.env and onward in self.env[comodel]._fields)

    def path(self, field):
        """Return the path of a link to the contact."""
        if field.comodel_name == "res.partner":
            return field.name
        return f"{field.name}.{TO_CONTACT[field.comodel_name]}"

    def numbers(self, model):
        """Return the names of plain numbers that are a contact's id."""
        return [field.name for field in self.registry.stored_fields(model)
                if field.type == "integer" and coverage.CONTACT_ID.match(field.name)]

    def owner(self, model, column):
        """Return (link to whose data a field is, whether that is beyond doubt).

        One link alone; or the one that a record cannot do without; or the one that the field is
        named after (``doctor_phone`` beside ``doctor_id``).
        """
        links = self.links(model)
        for field in links:
            stem = field.name.removesuffix("_ids").removesuffix("_id")
            if len(links) > 1 and column.name.startswith(f"{stem}_"):
                return field, field.type == "many2one"
        first = links[0]
        if first.type != "many2one":
            return first, False
        return first, len(links) == 1 or _weight(first)[:-1] < _weight(links[1])[:-1]

    # === OVER OTHER RECORDS === #

    def parents(self, model):
        """Return the links to what a model's records belong to: they cannot be without it, or it
        lists them.
        """
        return [
            field for field in sorted(stored_links(model), key=_weight)
            if field.type == "many2one" and field.comodel_name in self.env
            and field.comodel_name not in (*coverage.PEOPLE, *coverage.NEUTRAL, model._name)
            and (field.required or field.ondelete == "cascade" or self._is_listed(field))
        ]

    def _is_listed(self, field):
        """Whether the other side has a list of these records."""
        return any(other.type == "one2many" and other.comodel_name == field.model_name
                   and other.inverse_name == field.name
                   for other in self.env[field.comodel_name]._fields.values())

    def _through(self, model, above):
        """Return the ways over a record that this one belongs to."""
        found = []
        for field in self.parents(model):
            parent = self.env[field.comodel_name]
            if parent._name in above:
                continue
            if parent._name in self.mapped():
                found.append((field.name, "part"))
                continue
            links = self.links(parent)
            if links and links[0].type == "many2one":
                found.append((f"{field.name}.{self.path(links[0])}", "partner"))
            elif any(match != "partner" for _path, match in self.of(parent, above)):
                found.append((field.name, "part"))
        return found

    def _tree(self, model, leads):
        """Return the link to the folder that a record lies in, where folders are a person's."""
        if not leads or not model._parent_store or model._name in coverage.PEOPLE:
            return None
        field = model._fields.get(model._parent_name)
        return field.name if field is not None and field.store else None

    def mapped(self):
        """Return the names of the models of whose records the map erases or empties some."""
        return self._rows().keys()

    def known(self):
        """Return the names of those of which rows do that somebody wrote, and not proposals alone.
        """
        return {name for name, rows in self._rows().items()
                if any(row.act in ("erase", "mask") and not row.proposed for row in rows)}

    def _rows(self):
        """Return {model: rows of the map that erase or empty its records, in acting order}."""
        if self._mapped is None:
            rows = self.env["privacy.map"].sudo().search([("path", "!=", False)])._readable()
            acting = rows.filtered(lambda row: row.act in ("erase", "mask"))
            self._mapped = {name: rows.filtered(lambda row, name=name: row.model_name == name)
                            for name in set(acting.mapped("model_name"))}
        return self._mapped

    def patterns(self, model_name):
        """Return the rows of the map that say how a further field of a model is treated: those
        that change records of it which stay, to begin with those that empty them. What was made
        of another proposal is about another field.
        """
        rows = self._rows().get(model_name, self.env["privacy.map"])
        rows = rows.filtered(lambda row: not row.proposed and (
            row.act in datamap.FIELD_ACTS or row.act == "erase" and (
                row.party_paths or row.shared_act != "keep")))
        return rows.sorted(lambda row: (row.act == "redact", row.match != "partner"))

    def order(self, model, above=()):
        """Return the place in the order of acting at which what belongs to other records is looked
        for: after these, and before what hangs on any record.
        """
        orders = [FIRST]
        for field in self.parents(model):
            parent = field.comodel_name
            rows = self._rows().get(parent, self.env["privacy.map"])
            if rows:
                orders += [row.sequence + 1 for row in rows if row.match == "part"]
            elif parent not in above:
                orders.append(self.order(self.env[parent], (*above, model._name)) + 2)
        return min(max(orders), LAST)

    # === BY ADDRESS === #

    def addresses(self, model):
        """Return the ways by a mail address or a number that the record itself holds.

        The normalised column is the same address once more.
        """
        ways = {}
        for field in self.registry.stored_fields(model):
            kind = coverage.address_kind(self.registry.column(model, field))
            if kind and not field.company_dependent and not field.translate:
                plain = field.name in ("email_normalized", "phone_sanitized")
                ways.setdefault(kind, []).insert(0 if plain else len(ways[kind]), field.name)
        return [(name, kind) for kind, names in sorted(ways.items()) for name in names]


def stored_links(model):
    """Return the stored links of a model; not to who made a record, nor one per company."""
    return [
        field for field in model._fields.values()
        if field.store and field.type in coverage.LINKS and not field.company_dependent
        and field.name not in LOG_ACCESS_COLUMNS
    ]


def _weight(field):
    """Sort what a record belongs to before what it mentions."""
    return (field.type == "many2many", not field.required,
            getattr(field, "ondelete", None) != "cascade", field.name != "partner_id",
            field.name)
