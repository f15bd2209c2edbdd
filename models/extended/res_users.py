from odoo import api, models
from odoo.exceptions import UserError

from ...engine.acting import is_acting
from ...engine.evidence.roles import OF_USERS, Roles
from ...engine.requests.address_proof import AddressProof
from ...engine.requests.mailed_tokens import MailedTokens, mailed
from ...engine.restriction.restriction import Restriction

#: values that bring a user back
SECRETS = ("active", "login", "password")
#: values that make a colleague of a user, or end that
STAFF = frozenset({"active", "group_ids", "partner_id"})


class ResUsers(models.Model):
    """The user of a contact shares its fields, and its guards."""

    _name = "res.users"
    _inherit = ["res.users", "privacy.restricted.mixin"]

    _privacy_subject = "partner_id"

    def _deactivate_portal_user(self, **post):
        """A hold stops "delete my account" too: it renames the login and queues a deletion."""
        partners = self.partner_id
        if not is_acting(self.env) and partners._privacy_spared():
            # the person is not told that there is a case (R15)
            raise UserError(
                self.env._("Your account cannot be deleted online at the moment. "
                           "Please write to %s.",
                           self.env.company.privacy_email or self.env.company.email or "")
            )
        return super()._deactivate_portal_user(**post)

    @api.model_create_multi
    def create(self, vals_list):
        """No user is given to a contact that is anonymised or restricted."""
        partners = self.env["res.partner"].browse(
            {vals["partner_id"] for vals in vals_list if vals.get("partner_id")}
        )
        partners._privacy_check_not_anonymised()
        partners._privacy_check_open("write")
        users = super().create(vals_list)
        Roles(self.env).note_new(users)
        self._privacy_forget_restricted()
        return users

    def write(self, vals):
        """The user of an anonymised contact stays disabled, and one whose password somebody else
        sets has shown nothing any more: the mail that resets it proves its address anew.
        """
        if not is_acting(self.env) and any(map(vals.get, SECRETS)):
            self.partner_id._privacy_check_not_anonymised()
        if OF_USERS.isdisjoint(vals):
            done = super().write(vals)
        else:
            with Roles(self.env).watched(self):
                done = super().write(vals)
        if vals.get("password"):
            AddressProof(self.env).forget(self.filtered(lambda user: user.id != self.env.uid))
        if not STAFF.isdisjoint(vals):
            self._privacy_forget_restricted()
        return done

    def _privacy_forget_restricted(self):
        """Colleagues are not hidden: who becomes or ceases to be one changes who is."""
        restriction = Restriction(self.env)
        if restriction.known().archive:
            self.env["privacy.outbox"]._note("res.partner", self.sudo().partner_id.ids)
        if restriction.known().roots:
            self.flush_model(["active", "share", "partner_id"])
            restriction.reset()

    def unlink(self):
        partners = self.partner_id
        if not is_acting(self.env):
            partners._privacy_check_erasable()
            partners._privacy_record_evidence("unlink_user")
        with Roles(self.env).watched(self):
            return super().unlink()

    # === WHAT PROVES AN ADDRESS === #

    @api.model
    def signup(self, values, token=None):
        """Whoever follows the mail of an invitation or a reset holds its address."""
        tokens = MailedTokens(self.env)
        proven = tokens.proves(token)
        done = super().signup(values, token)
        if proven:
            tokens.note(proven)
        return done

    def _action_reset_password(self, signup_type="reset"):
        return super(ResUsers, mailed(self))._action_reset_password(signup_type)
