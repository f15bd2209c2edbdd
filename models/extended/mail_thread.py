import logging

from odoo import api, models, tools
from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG
from odoo.exceptions import UserError
from odoo.fields import Command

from ...engine.acting import is_acting

_logger = logging.getLogger(__name__)

#: documents that go on with what exists already: a payment, a delivery, a conversation
CONTINUES = frozenset({"account.payment", "stock.picking"})
#: what names contacts and is no document of theirs: conversations, and the module's own records
NO_DOCUMENTS = ("discuss.channel", "privacy.")


class MailThread(models.AbstractModel):
    # Documents: whom they may name, when they may be deleted, whom they may mail. No docstring:
    # Odoo would store it as the description of every model that inherits this one and has none,
    # and leave it there.

    _inherit = "mail.thread"

    # === WHOM A DOCUMENT NAMES === #

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        if not is_acting(self.env):
            # values of defaults count as much as given ones
            names = records._privacy_named_in(*vals_list) | {
                name for name in self._privacy_contact_fields() if not self._fields[name].compute
            }
            chosen = records._privacy_choosing()._privacy_contacts(names)
            records._privacy_check_named(records._privacy_contacts(names), chosen)
        return records

    def write(self, vals):
        if self and not is_acting(self.env) and (names := self._privacy_named_in(vals)):
            chosen = set().union(*(_chosen(vals[name]) for name in names))
            # what every one of these records names already is nothing new
            known = self._privacy_named_by_all(names) if chosen else set()
            chosen -= known
            self._privacy_check_named(chosen, chosen if self._privacy_choosing() else set())
        return super().write(vals)

    @api.model
    @tools.ormcache(cache="stable")
    def _privacy_contact_fields(self):
        """Return the names of stored fields in which a person chooses contacts."""
        if self._name.startswith(NO_DOCUMENTS):
            return frozenset()
        return frozenset(
            name for name, field in self._fields.items()
            if field.comodel_name == "res.partner" and field.store and not field.related
            and field.type in ("many2one", "many2many")
            and not (field.compute and field.readonly)
        )

    def _privacy_named_in(self, *vals_list):
        fields = self._privacy_contact_fields()
        return fields.intersection(set().union(*vals_list)) if fields else fields

    def _privacy_contacts(self, names):
        records = self.sudo().with_context(active_test=False)
        return {contact for name in names for contact in records[name].ids}

    def _privacy_named_by_all(self, names):
        return set.intersection(*(record._privacy_contacts(names) for record in self))

    @api.model
    def _privacy_check_named(self, contact_ids, chosen_ids):
        """Refuse contacts that are anonymised (R11) or, where somebody chose them, restricted."""
        if contact_ids:
            self.env["res.partner"].browse(contact_ids)._privacy_check_not_anonymised()
        if refused := chosen_ids & self.env["privacy.restriction"]._barred():
            raise self.env["privacy.restriction"]._refusal(refused)

    def _privacy_choosing(self):
        """Return the records that put a contact to a new use; the others do what the law or an
        order already asks for."""
        return self.browse() if self._name in CONTINUES else self

    # === DELETING === #

    def unlink(self):
        """A hold covers the documents too, and restriction keeps what there is (R15)."""
        flagged = self.env.context.get(MODULE_UNINSTALL_FLAG)
        if self and not flagged and not is_acting(self.env) and self._name != "res.partner":
            self._privacy_check_contacts_free()
        return super().unlink()

    def _privacy_spared_contacts(self):
        """Return the ids of the contacts of these documents that must lose nothing."""
        names = [name for name in self._privacy_contact_fields()
                 if self._fields[name].type == "many2one"]
        contacts = self.env["res.partner"].browse(self._privacy_contacts(names))
        return contacts._privacy_spared() if contacts else set()

    def _privacy_check_contacts_free(self):
        if spared := self._privacy_spared_contacts():
            raise UserError(
                self.env._("Document of a contact under a hold or restricted (Art. 18), not to be "
                           "deleted: contact %s. Cancel or archive it instead, or ask a privacy "
                           "officer.", ", ".join(map(str, sorted(spared))))
            )

    # === MAILING === #

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        if partner_ids and (barred := self.env["privacy.restriction"]._barred("write")):
            partner_ids = [partner for partner in partner_ids if partner not in barred]
        return super().message_subscribe(partner_ids, subtype_ids)

    def _message_create(self, values_list):
        """A person cannot address whom they cannot choose: the message goes to the others."""
        if barred := self.env["privacy.restriction"]._barred("write"):
            values_list = [
                {**values, "partner_ids": [
                    partner for partner in values["partner_ids"] if partner not in barred
                ]} if values.get("partner_ids") else values
                for values in values_list
            ]
        return super()._message_create(values_list)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        return self._privacy_reachable(recipients, message, msg_vals or {})

    def _privacy_reachable(self, recipients, message, msg_vals):
        """Leave restricted contacts out, and say so where they were addressed themselves."""
        known = self.env["privacy.restriction"]._known()
        if not known.roots:
            return recipients
        reach = self.env["privacy.restriction"]._reach()
        named = (msg_vals["partner_ids"] if "partner_ids" in msg_vals
                 else message.sudo().partner_ids.ids) or []
        left, told = [], []
        for recipient in recipients:
            contact = recipient["id"]
            direct = not contact or contact in named
            if contact not in known.roots:
                contact = known.emails.get(recipient.get("email_normalized"))
            if contact and not (direct and reach(contact)):
                told += [contact] if direct else []
            else:
                left.append(recipient)
        self._privacy_tell(told)
        return left

    def _privacy_tell(self, contact_ids):
        """Leave a note, by id, on the document whose mail did not go to these contacts."""
        if not contact_ids:
            return
        ids = ", ".join(map(str, sorted(contact_ids)))
        _logger.info("%s %s: not sent to restricted contact %s", self._name, self.ids, ids)
        if self.ids and len(self) == 1:
            self.sudo()._message_log(
                author_id=self.env.ref("base.partner_root").id,
                body=self.env._("Not sent to contact %s: under restriction (Art. 18). A privacy "
                                "officer may write to them, or lift the restriction.", ids),
            )


class DiscussChannel(models.Model):
    """Channels find their recipients without their superclass."""

    _inherit = "discuss.channel"

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        return self._privacy_reachable(recipients, message, msg_vals or {})


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
