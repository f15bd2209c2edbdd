import logging

from odoo import api, models

from .restricted_mixin import NESTED

_logger = logging.getLogger(__name__)

#: models of modules that may be installed -> what happens to their new rows
ARRIVALS = {
    "data_recycle.record": "_arrive_recycled",
    "mailing.trace": "_arrive_traces",
    "sms.sms": "_arrive_texts",
    "snailmail.letter": "_arrive_letters",
}
LOOKUP = "privacy.lookup.wizard.line"


class Base(models.AbstractModel):
    # What optional modules do to contacts is met at the door that they all use. No docstring:
    # Odoo would store it as every model's description.

    _inherit = "base"

    @api.model_create_multi
    def create(self, vals_list):
        if self._name in ARRIVALS:
            arrive = getattr(self.env["privacy.guard"], ARRIVALS[self._name])
            vals_list = arrive(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        if self._name == LOOKUP:
            self.env["privacy.guard"]._meet_lookup(self, vals)
        return super().write(vals)

    def web_read(self, specification):
        """Contacts behind this record are read along with it (``restricted_mixin.py``)."""
        return super(Base, self._privacy_along()).web_read(specification)

    def onchange(self, values, field_names, fields_spec):
        self._privacy_check_chosen(values)
        if self._name == LOOKUP:
            # this form archives and restores within its onchange
            self.env["privacy.guard"]._meet_lookup(self, dict.fromkeys(field_names))
        return super(Base, self._privacy_along()).onchange(values, field_names, fields_spec)

    def _message_get_suggested_recipients(self, **kwargs):
        """Nobody is offered a recipient whom they cannot mail."""
        suggested = super()._message_get_suggested_recipients(**kwargs)
        restriction = self.env["privacy.restriction"]
        if not (barred := restriction._barred("write")):
            return suggested
        emails = restriction._known().emails
        return [one for one in suggested if one["partner_id"] not in barred
                and emails.get(one["email"]) not in barred]

    def _privacy_along(self):
        nobody = not self.env["privacy.restriction"]._barred()
        return self if nobody else self.with_context(privacy_nested=NESTED)

    def _privacy_check_chosen(self, values):
        """A form does not tell about a contact that cannot be chosen in it."""
        if not (barred := self.env["privacy.restriction"]._barred()):
            return
        for name, value in values.items():
            field = self._fields.get(name)
            if field is None or field.comodel_name != "res.partner" or field.type != "many2one":
                continue
            if value in barred and self.sudo()[name].id != value:
                raise self.env["privacy.restriction"]._refusal([value])


class PrivacyGuard(models.AbstractModel):
    """How tools of optional modules meet holds and restriction (R15)."""

    _name = "privacy.guard"
    _description = "Guards on Tools of Other Modules"

    # === DATA RECYCLE === #

    def _arrive_recycled(self, vals_list):
        """Leave held and restricted contacts, and their documents, out of a recycling rule.

        Otherwise the first of them would stop the rule, and every rule after it.
        """
        rules = self.env["data_recycle.model"].browse(
            {vals["recycle_model_id"] for vals in vals_list if vals.get("recycle_model_id")}
        )
        spared = {
            rule.id: self._spared_records(
                self.env[rule.res_model_name], rule.recycle_action,
                [vals["res_id"] for vals in vals_list if vals["recycle_model_id"] == rule.id],
            )
            for rule in rules
        }
        return [
            vals for vals in vals_list
            if vals.get("res_id") not in spared.get(vals.get("recycle_model_id"), ())
        ]

    def _spared_records(self, model, action, ids):
        """Return the ids of records that this action must not meet; log and file whose."""
        records = model.sudo().with_context(active_test=False).browse(ids).exists()
        contacts = {record.id: self._contacts_of(record) for record in records}
        everybody = self.env["res.partner"].browse(set().union(*contacts.values()))
        # a hold does not stop archiving; restriction leaves everything as it is
        spared = (
            everybody._privacy_spared() if action == "unlink" and everybody
            else self.env["privacy.restriction"]._now().roots.keys() & set(everybody.ids)
        )
        left_out = {record for record, named in contacts.items() if named & spared}
        if left_out:
            _logger.info("Recycling %s: left out %s, held or restricted", model._name, left_out)
            self._record_spared(spared)
        return left_out

    def _contacts_of(self, record):
        if record._name == "res.partner":
            return {record.id}
        if record._name == "res.users":
            return set(record.partner_id.ids)
        fields = getattr(record, "_privacy_contact_fields", tuple)()
        return record._privacy_contacts(
            [name for name in fields if record._fields[name].type == "many2one"]
        ) if fields else set()

    def _record_spared(self, contact_ids):
        """File once who was left out: a rule finds the same contacts every day."""
        Evidence = self.env["privacy.evidence"].sudo()
        filed = Evidence.search(
            [("act", "=", "spared"), ("partner_ref", "in", list(contact_ids))]
        ).mapped("partner_ref")
        self.env["res.partner"].browse(set(contact_ids) - set(filed))._privacy_record("spared")

    # === PRIVACY LOOKUP === #

    def _meet_lookup(self, lines, vals):
        """The lookup acts as the superuser; the person behind it still counts."""
        restriction = self.env["privacy.restriction"]
        if "is_active" in vals and (barred := restriction._barred_user("write")):
            for line in lines:
                record = self.env[line.res_model].sudo().browse(line.res_id).exists()
                if record and (refused := self._contacts_of(record) & barred):
                    raise restriction._refusal(refused)
        if vals.get("is_unlinked"):
            self._record_looked_up(lines)

    def _record_looked_up(self, lines):
        """File what the lookup deleted; contacts and users file their own end."""
        rows = [
            {"act": "lookup_unlink", "counts": {"model": line.res_model, "id": line.res_id}}
            for line in lines if line.res_model not in ("res.partner", "res.users")
        ]
        if rows:
            self.env["privacy.evidence"].sudo()._record(rows)

    # === WHAT IS ON ITS WAY === #

    def _stop_pending(self, contacts):
        """A restriction begins: take back what waits to be recycled or sent.

        Mails are stopped when they leave (``mail_mail.py``).
        """
        if "data_recycle.record" in self.env:
            found = {"res.partner": contacts.ids, "res.users": contacts.with_context(
                active_test=False).user_ids.ids}
            for model_name, ids in found.items():
                self.env["data_recycle.record"].with_context(active_test=False).search(
                    [("res_model_name", "=", model_name), ("res_id", "in", ids)]
                ).unlink()
        if "sms.sms" in self.env:
            self.env["sms.sms"].search(
                [("partner_id", "in", contacts.ids), ("state", "=", "outgoing")]
            ).write({"state": "canceled", "failure_type": "sms_blacklist"})

    # === TEXT MESSAGES, LETTERS, TRACES === #

    def _closed(self, contact, address, addresses):
        """Return the restricted contact behind an address that the acting person must not
        reach, or None."""
        restriction = self.env["privacy.restriction"]
        found = contact if contact in restriction._now().roots else addresses.get(address)
        return None if not found or restriction._reach()(found) else found

    def _arrive_texts(self, vals_list):
        known = self.env["privacy.restriction"]._now()
        return [
            {**vals, "state": "canceled", "failure_type": "sms_blacklist"}
            if self._closed(vals.get("partner_id"), vals.get("number"), known.phones) else vals
            for vals in vals_list
        ] if known.roots else vals_list

    def _arrive_letters(self, vals_list):
        """A letter cannot be born cancelled: its own code sends it."""
        closed = [self._closed(vals.get("partner_id"), None, {}) for vals in vals_list]
        if any(closed):
            raise self.env["privacy.restriction"]._refusal({*closed} - {None})
        return vals_list

    def _arrive_traces(self, vals_list):
        """Statistics count who was left out, without the address."""
        known = self.env["privacy.restriction"]._now()
        return [
            {**vals, "email": False}
            if vals.get("trace_status") == "cancel" and vals.get("email") in known.emails else vals
            for vals in vals_list
        ] if known.roots else vals_list
