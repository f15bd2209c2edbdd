from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import email_normalize

from ...const import OFFICER, USER
from ...engine.entered import ids_of, words_of
from ...engine.requests.children import SPEAKERS
from ...engine.requests.identity import Identity
from ...engine.requests.request_files import RequestFiles
from ...engine.requests.statement import METHODS, Statement


class PrivacyRequestIdentity(models.AbstractModel):
    """Who a request is from, and how that was seen to: a part of ``privacy.request``.

    What is checked and done is in ``engine/requests/identity.py``.
    """

    _name = "privacy.request.identity"
    _description = "Identity of a Requester"

    # === WHO ASKS === #
    person_name = fields.Char(string="Person")
    person_email = fields.Char(string="Email")
    person_phone = fields.Char(string="Phone")
    lang = fields.Selection(
        selection="_lang_get", string="Language",
        help="The answer is written in this language.")
    address_confirmed_on = fields.Datetime(
        readonly=True, copy=False,
        help="Whoever asked has opened the mail sent to this address, and confirmed.")
    requester_id = fields.Many2one(
        "res.partner", string="Asked in the Portal By", readonly=True, copy=False,
        index="btree_not_null",
        help="The contact of the portal user who asked, and who sees the request there.")
    agent_name = fields.Char(string="Made By", copy=False, help="Who asks for the person.")
    agent_email = fields.Char(string="Agent's Email", copy=False)

    child_by = fields.Selection(
        SPEAKERS, string="About a Child, Says", copy=False, tracking=True,
        help="The person is under 16: the request is served first, and an erasure rests on "
             "Art. 17(1)(f). Empty: nobody says so.")
    is_child = fields.Boolean(
        string="Child", compute="_compute_is_child", store=True, help="Served first.")

    # === IDENTITY === #
    partner_ids = fields.Many2many(
        "res.partner", "privacy_request_partner_rel", string="Contacts",
        context={"active_test": False},
        help="The accounts of this person, as an officer confirmed them.")
    contactless_ids = fields.Many2many(
        "privacy.contactless", "privacy_request_contactless_rel", string="Without a Contact",
        readonly=True, copy=False, groups=USER,
        help="Records with the person's address that no contact has.")
    answer_email = fields.Char(
        string="Answers Go To", readonly=True, copy=False,
        help="The mail address that was fixed with the identity: letters, links and codes go "
        "there, whoever edits the contact. Empty: letters go by post.")
    fixed_addresses = fields.Json(
        readonly=True, copy=False, groups=fields.NO_ACCESS,
        help="Keyed hashes of the addresses that lead to the person's records, as they were when "
        "the identity was confirmed.")
    identity_method = fields.Selection(METHODS, readonly=True, copy=False, tracking=True)
    identity_on = fields.Datetime(string="Identity Confirmed On", readonly=True, copy=False)
    identity_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    identity_doubt = fields.Text(
        string="Reasonable Doubts", readonly=True, copy=False,
        help="Why more than the usual was asked, and why that is proportionate (Art. 12(6)).")
    identity_why = fields.Text(
        string="Why These Accounts", readonly=True, copy=False,
        help="What told this person from others with the same name, address or number.")
    evidence_ids = fields.Many2many(
        "ir.attachment", "privacy_request_evidence_rel", string="Proof of Identity",
        readonly=True, copy=False,
        help="Removed when the request is answered or dropped: method, day and officer stay.")
    evidence_removed_on = fields.Datetime(
        string="Proof Removed On", readonly=True, copy=False)
    mandate_ids = fields.Many2many(
        "ir.attachment", "privacy_request_mandate_rel", readonly=True, copy=False)
    agent_method = fields.Selection(METHODS, string="Agent Identified By", readonly=True,
                                    copy=False)
    agent_on = fields.Datetime(string="Mandate Confirmed On", readonly=True, copy=False)
    letters_to = fields.Selection(
        [("person", "The person"), ("agent", "The agent")], string="Letters Go To",
        readonly=True, copy=False)

    @api.model
    def _lang_get(self):
        return self.env["res.lang"].get_installed()

    @api.depends("child_by")
    def _compute_is_child(self):
        for request in self:
            request.is_child = bool(request.child_by)

    @api.constrains("person_email", "agent_email")
    def _check_emails(self):
        for email in filter(None, self.mapped("person_email") + self.mapped("agent_email")):
            if not email_normalize(email):
                raise ValidationError(self.env._("This is not one mail address."))

    # === STABLE SURFACE === #

    def confirm_identity(self, partners, method, why=None):
        """Say who the person is, as an officer; every rule of identity applies.

        :param partners: all accounts of the person, a res.partner or ids; empty where we hold
            nothing
        :param str method: one of :data:`~..engine.requests.identity.METHODS`
        :param str why: what tells this person from others, where that is ambiguous
        :raise AccessError: unless an officer or the superuser says it
        :raise UserError: where a rule refuses it
        :return: True
        """
        self._check_group(OFFICER)
        self.check_access("write")
        self._confirm_identity(self.env["res.partner"].browse(ids_of(self.env, partners)),
                               method, why=words_of(self.env, why))
        return True

    # === BUTTONS === #

    def action_forget_evidence(self):
        """Remove the proof of identity now; identity holds without it."""
        self._check_group(OFFICER)
        self.check_access("write")
        for request in self:
            RequestFiles(self.env, request).remove_proof()
        return True

    def action_ask_identity(self):
        """Open the dialogue that asks the person who they are."""
        return self._open_step("ask", self.env._("Ask for Identity"))

    def action_confirm_identity(self):
        """Open the dialogue that says who the person is."""
        return self._open_step("confirm", self.env._("Confirm Identity"))

    def _ask_identity(self, doubt):
        Identity(self.env, self).ask(doubt)

    def _confirm_identity(self, partners, method, doubt=False, **given):
        """Fix who the person is: :class:`~..engine.requests.identity.Statement`."""
        Identity(self.env, self).confirm(Statement(partners, method, doubt, **given))
