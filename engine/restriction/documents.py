"""Documents of other models: whom they name, and whom they may name."""

from odoo.fields import Command

from .archive import CHOOSE
from .restriction import Restriction

#: models whose documents go on with what exists already: a payment, a delivery
CONTINUES = frozenset({"account.payment", "stock.picking"})
#: what names contacts and is no document of theirs: conversations, and the module's own records
NO_DOCUMENTS = ("discuss.channel", "privacy.")


def contact_fields(model):
    """Return the names of a model's stored fields in which a person chooses contacts."""
    if model._name.startswith(NO_DOCUMENTS):
        return frozenset()
    return frozenset(
        name for name, field in model._fields.items()
        if field.comodel_name == "res.partner" and field.store and not field.related
        and field.type in ("many2one", "many2many")
        and not (field.compute and field.readonly)
    )


class Documents:
    """Records of one model, as documents that name contacts."""

    def __init__(self, env, records):
        self.env = env
        self.records = records

    # === WHOM THEY NAME === #

    def _fields(self):
        return self.records._privacy_contact_fields()

    def contacts(self, names):
        """Return the ids of the contacts in these fields."""
        records = self.records.sudo().with_context(active_test=False)
        return {contact for name in names for contact in records[name].ids}

    def contacts_of(self):
        """Return the ids of the contacts that one record is, or belongs to."""
        if self.records._name == "res.partner":
            return set(self.records.ids)
        if self.records._name == "res.users":
            return set(self.records.partner_id.ids)
        if not hasattr(self.records, "_privacy_contact_fields"):
            return set()
        return self._singles(self.records)

    def owners(self):
        """Return the ids of the contacts who would lose something with these documents."""
        records = self.records
        if records._name == "account.move":
            # an entry goes with the payment or the bank line that it stands for
            records = records.filtered(lambda move: move.move_type != "entry")
        # a meeting is of all who attend it
        return Documents(self.env, records).contacts(self._fields())

    def _singles(self, records):
        fields = records._fields
        names = [name for name in self._fields() if fields[name].type == "many2one"]
        return Documents(self.env, records).contacts(names)

    def _named_in(self, vals_list):
        fields = self._fields()
        return fields.intersection(set().union(*vals_list)) if fields else fields

    # === WHOM THEY MAY NAME === #

    def check_made(self, vals_list):
        """Refuse new documents of anonymised, or newly chosen restricted, contacts.

        Values of defaults count as much as given ones.
        """
        names = self._named_in(vals_list) | {
            name for name in self._fields() if not self.records._fields[name].compute
        }
        chosen = Documents(self.env, self._new_uses()).contacts(names)
        self._check_named(self.contacts(names), chosen)

    def check_written(self, vals):
        """Refuse such contacts on existing documents, where these values bring them in."""
        if not (names := self._named_in([vals])):
            return
        chosen = set().union(*(_chosen(vals[name]) for name in names))
        # what every one of these records names already is nothing new
        chosen -= self._named_by_all(names) if chosen else set()
        self._check_named(chosen, chosen if self._new_uses() else set())

    def _named_by_all(self, names):
        return set.intersection(
            *(Documents(self.env, record).contacts(names) for record in self.records))

    def _check_named(self, contact_ids, chosen_ids):
        """Refuse contacts that are anonymised (R11) or, where somebody chose them, restricted."""
        if contact_ids:
            self.env["res.partner"].browse(contact_ids)._privacy_check_not_anonymised()
        restriction = Restriction(self.env)
        if refused := restriction.barred(CHOOSE).among(chosen_ids):
            raise restriction.refusal(refused)

    def _new_uses(self):
        """Return the records that put a contact to a new use; the others do what the law or an
        order already asks for: entries and credit notes go on with what is in the books.
        """
        if self.records._name in CONTINUES:
            return self.records.browse()
        if self.records._name == "account.move":
            return self.records.filtered(
                lambda move: move.move_type != "entry" and not move.reversed_entry_id)
        return self.records


def _chosen(value):
    """Return the ids that a many2one value or many2many commands bring in."""
    if not isinstance(value, (list, tuple)):
        return {value} - {False, None} if isinstance(value, int) else set(getattr(value, "ids", ()))
    ids = set()
    for command in value:
        if isinstance(command, int):
            ids.add(command)
        elif command[0] == Command.LINK:
            ids.add(command[1])
        elif command[0] == Command.SET:
            ids.update(command[2])
    return ids
