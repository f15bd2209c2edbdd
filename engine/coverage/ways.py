"""The ways from the records of any model to a person, told from its fields."""

from odoo.models import LOG_ACCESS_COLUMNS

from ...core.policy import coverage
from .registry import Registry

#: links from a person's account, seat or address to the contact
TO_CONTACT = {
    "res.users": "partner_id", "res.partner.bank": "partner_id", "hr.employee": "work_contact_id",
    "hr.applicant": "partner_id", "hr.candidate": "partner_id", "website.visitor": "partner_id",
}


class Ways:
    """Finds [(path, match)]: a path to a contact, and how its end names one."""

    def __init__(self, env):
        self.env = env
        self.registry = Registry(env)

    def of(self, model):
        """Return [(path, match)] from a model's records to contacts, the best first.

        What follows a link comes before an address, and colleagues responsible come last.
        """
        links = self.direct(model)
        return [*links["own"], *(links["own"] and () or self._through(model)),
                *self.addresses(model), *links["user"]]

    def direct(self, model):
        """Return {"own": ways by a link to a person, "user": ways by a link to a user}."""
        ways = {"own": [], "user": []}
        for field in sorted(self._links(model), key=self._weight):
            if field.comodel_name == "res.partner":
                ways["own"].append((field.name, "partner"))
            elif field.type == "many2one" and field.comodel_name in TO_CONTACT:
                onward = TO_CONTACT[field.comodel_name]
                if onward in self.env[field.comodel_name]._fields:
                    kind = "user" if field.comodel_name == "res.users" else "own"
                    ways[kind].append((f"{field.name}.{onward}", "partner"))
        return ways

    def _links(self, model):
        """Return the stored links of a model; not to who made a record, nor one per company."""
        return [
            field for field in model._fields.values()
            if field.store and field.type in coverage.LINKS and not field.company_dependent
            and field.name not in LOG_ACCESS_COLUMNS
        ]

    def _weight(self, field):
        """Sort what a record belongs to before what it mentions."""
        return (field.type == "many2many", not field.required,
                getattr(field, "ondelete", None) != "cascade", field.name != "partner_id",
                field.name)

    def _through(self, model):
        """Return the ways through a record that this one belongs to."""
        return [
            (f"{field.name}.{path}", match)
            for field in sorted(self._links(model), key=self._weight)
            if field.type == "many2one" and (field.required or field.ondelete == "cascade")
            and field.comodel_name not in ("res.company", *coverage.PEOPLE, model._name)
            for path, match in self.direct(self.env[field.comodel_name])["own"][:1]
        ]

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
