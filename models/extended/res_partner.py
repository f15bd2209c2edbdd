from odoo import api, fields, models, tools
from odoo.addons.mail.tools.discuss import Store
from odoo.exceptions import UserError
from odoo.fields import Command

from ...const import MODULE, USER
from ...engine.acting import is_acting
from ...engine.contact_change import ContactChange, without_day
from ...engine.requests.children import Learnt
from ...engine.requests.mailed_tokens import MailedTokens, without_mark
from ...engine.restriction.restriction import Restriction
from ...engine.restriction.spared import Spared


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "privacy.restricted.mixin"]

    privacy_running_customer = fields.Boolean(
        string="Running Customer",
        # who has no role copies contacts too, and may not read this one
        copy=False,
        groups=USER,
        help="For exceptions: a contract is running though no invoice, order, payment or "
        "subscription of late says so. The billing clock has not started.",
    )
    privacy_admin_contact = fields.Boolean(
        string="Administrative Contact",
        copy=False,
        groups=USER,
        help="Holds account data of the company above; kept as long as it is.",
    )
    privacy_relationship_end = fields.Date(
        string="Relationship Ended On",
        copy=False,
        groups=USER,
        help="A later billing event reopens the relationship.",
    )
    privacy_staff_left = fields.Date(
        string="Left the Staff On",
        copy=False,
        groups=USER,
        help="Since when nobody of the staff is this contact: set when the last user or employee "
        "is archived or deleted.",
    )
    privacy_restricted = fields.Boolean(
        string="Restricted",
        copy=False,
        groups=USER,
        help="Art. 18: the data are stored and nothing else happens with them.",
    )
    privacy_restricted_on = fields.Datetime(
        string="Restricted Since", readonly=True, copy=False,
        groups=USER,
        help="Contacts made later with the same address are the same person.",
    )
    privacy_child = fields.Boolean(
        string="Child Under 16", readonly=True, copy=False, groups=USER,
        help="Set by the button or by a request: an erasure waits for an officer, or is done.")
    privacy_archived_on = fields.Date(
        string="In the Archive Since", compute="_compute_privacy_archived_on",
        search="_search_privacy_archived_on", compute_sudo=True, groups="base.group_user",
        help="Past active use and kept by a legal duty alone.")
    privacy_anonymised_on = fields.Date(
        groups="base.group_user",
        string="Anonymised On", readonly=True, copy=False, index="btree_not_null"
    )
    privacy_timer_ids = fields.One2many("privacy.timer", "partner_id", groups=USER)
    privacy_purpose_ids = fields.One2many("privacy.subject.purpose", "partner_id", groups=USER)

    # few rows, read whenever the registry's cache was cleared
    _privacy_restricted_idx = models.Index("(id) WHERE privacy_restricted")
    # an address leads to a contact only where no other living contact has it
    _privacy_email_idx = models.Index("(email_normalized) WHERE email_normalized IS NOT NULL")
    # of several addresses in the field Odoo knows the first
    _privacy_several_idx = models.Index("(id) WHERE email ~ '@.*@'")
    _privacy_phone_idx = models.Index("(phone_sanitized) WHERE phone_sanitized IS NOT NULL")

    # === MADE, WRITTEN, DELETED === #

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = list(map(without_day, vals_list))
        change = ContactChange(self.env, vals_list)
        change.check()
        partners = super().create(vals_list)
        change.follow_up(partners)
        return partners

    def write(self, vals):
        vals = without_day(vals)
        change = ContactChange(self.env, [vals], self)
        change.check()
        done = super().write(vals)
        change.follow_up(self)
        return done

    def unlink(self):
        """Whoever deletes a contact leaves evidence of it; the engine records its own."""
        if not is_acting(self.env):
            self._privacy_check_erasable()
            self._privacy_record_evidence("unlink")
        return super().unlink()

    def _privacy_date_restriction(self, since):
        # past this model's own write, which asks for rights that the date does not need
        # pylint: disable-next=super-method-mismatch
        return super(ResPartner, self.sudo()).write({"privacy_restricted_on": since})

    def _privacy_record_evidence(self, act, **counts):
        """Record what happened to these contacts: ids alone."""
        if not self:
            return
        self.env["privacy.evidence"].sudo()._record([
            {"act": act, "partner": partner_id, "counts": counts or None}
            for partner_id in self.ids
        ])

    def _privacy_check_not_anonymised(self):
        """An anonymised contact is not used again (R11)."""
        if self.sudo().filtered("privacy_anonymised_on"):
            raise UserError(
                self.env._("This contact was anonymised and cannot be used again: "
                           "create a new contact instead.")
            )

    def _privacy_spared(self):
        """Return the ids of these contacts that a hold or a restriction keeps from erasure."""
        return Spared(self.env).among(self)

    def _privacy_check_erasable(self):
        """Holds and restriction stop every path that would erase (R15)."""
        Spared(self.env).check_erasable(self)

    # === WHO IS RESTRICTED, AND WHAT OTHERS SHOW OF THEM === #

    @api.model
    @tools.ormcache(cache="stable")
    def _privacy_remember_restricted(self):
        """Return everybody under restriction, read once until somebody changes that."""
        return Restriction(self.env).load()

    def _field_store_repr(self, field_name):
        """Conversations on documents tell the client the name, and no address."""
        if field_name in ("email", "phone"):
            if barred := Restriction(self.env).barred_user():
                return [Store.Attr(field_name, lambda partner: not barred.has(partner)
                                   and partner[field_name])]
        return super()._field_store_repr(field_name)

    def _get_vcard_file(self):
        """A visiting card is more than a name."""
        self._privacy_check_open()
        return super()._get_vcard_file()

    def signup_get_auth_param(self):
        """The link of a document brings no login along."""
        hidden = self._privacy_barred()
        found = super(ResPartner, self - hidden).signup_get_auth_param()
        return found | {partner.id: {} for partner in hidden}

    def _generate_signup_token(self, expiration=None):
        """A token that is mailed says where it goes to."""
        token = super()._generate_signup_token(expiration)
        return MailedTokens(self.env).marked(token, self)

    @api.model
    def _get_partner_from_token(self, token):
        return super()._get_partner_from_token(without_mark(token))

    @api.model
    def _find_or_create_from_emails(self, emails, ban_emails=None, **kwargs):
        """Whoever may not use a restricted contact neither finds nor makes them by their
        address."""
        if theirs := Restriction(self.env).closed_emails(emails):
            ban_emails = [*(ban_emails or ()), *theirs]
        return super()._find_or_create_from_emails(emails, ban_emails=ban_emails, **kwargs)

    def message_post(self, **kwargs):
        """Nobody writes on the thread of a contact that they cannot open."""
        self._privacy_check_open("write")
        return super().message_post(**kwargs)

    # === ACTION METHODS === #

    def action_privacy_timers(self):
        """Open the clocks of this contact and of the persons below it."""
        self.ensure_one().check_access("read")
        self.env["privacy.timer"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(f"{MODULE}.privacy_timer_action")
        action["domain"] = [("partner_id", "child_of", self.id)]
        action["context"] = {}
        return action

    def action_privacy_child(self):
        """Button: this is a child under 16 (P16); an officer approves the erasure."""
        run = Learnt(self.env).flag(self)
        return {
            "type": "ir.actions.client", "tag": "display_notification", "params": {
                "type": "info", "next": {"type": "ir.actions.client", "tag": "soft_reload"},
                "message": self.env._(
                    "%s plans the erasure and waits for a privacy officer. Nothing was erased yet.",
                    run.name)}}

    def action_privacy_requests(self):
        """Open the requests about this contact."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(f"{MODULE}.privacy_request_action"),
            "domain": [("partner_ids", "in", self.ids)],
            "context": self._privacy_request_defaults(),
        }

    def action_privacy_referred(self):
        """Open the requests about data that we host for this customer."""
        self.ensure_one().check_access("read")
        self.env["privacy.request.right"].check_access("read")
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.request.right",
            "name": self.env._("Referred Requests"), "view_mode": "list",
            "views": [(self.env.ref(f"{MODULE}.privacy_request_right_view_list_referred").id,
                       "list")],
            "domain": [("controller_id", "in", self.ids)],
        }

    def action_privacy_new_request(self):
        """Open a new request of this person; whom it is taken for is no proof of identity."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.request",
            "name": self.env._("New Request"), "view_mode": "form", "target": "current",
            "context": self._privacy_request_defaults(),
        }

    def _privacy_request_defaults(self):
        self.check_access("read")
        self.env["privacy.request"].check_access("read")
        return {
            "default_person_name": self.name, "default_person_email": self.email,
            "default_person_phone": self.phone, "default_lang": self.lang,
            "default_partner_ids": [Command.set(self.ids)],
            **({"default_company_id": self.company_id.id} if self.company_id else {}),
        }
