from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import email_normalize

from .request_clock import METHODS

#: what is fixed when mandate and both identities were confirmed
BY_IDENTITY = frozenset(("agent_name", "agent_email", "letters_to"))


class PrivacyRequest(models.Model):
    """A request made by somebody else for the person: mandate, and both identities (EDPB
    Guidelines 01/2022, 80).
    """

    _inherit = "privacy.request"

    agent_name = fields.Char(string="Made By", copy=False, help="Who asks for the person.")
    agent_email = fields.Char(string="Agent's Email", copy=False)
    by_agent = fields.Boolean(compute="_compute_by_agent")
    mandate_ids = fields.Many2many(
        "ir.attachment", "privacy_request_mandate_rel", readonly=True, copy=False)
    agent_method = fields.Selection(METHODS, string="Agent Identified By", readonly=True,
                                    copy=False)
    agent_on = fields.Datetime(string="Mandate Confirmed On", readonly=True, copy=False)
    letters_to = fields.Selection(
        [("person", "The person"), ("agent", "The agent")], string="Letters Go To",
        readonly=True, copy=False)

    @api.depends("agent_name", "agent_email")
    def _compute_by_agent(self):
        for request in self:
            request.by_agent = bool(request.agent_name or request.agent_email)

    @api.constrains("agent_email")
    def _check_agent_email(self):
        for request in self:
            if request.agent_email and not email_normalize(request.agent_email):
                raise ValidationError(self.env._("This is not one mail address."))

    def write(self, vals):
        if BY_IDENTITY & vals.keys() and self.sudo().filtered("identity_on"):
            self._check_by_buttons(vals, BY_IDENTITY)
        return super().write(vals)

    def _letter_address(self):
        """Until the mandate is confirmed only receipt and the question who it is go out: to
        whoever asks.
        """
        if self.by_agent and (not self.identity_on or self.letters_to == "agent"):
            return self.agent_email
        return super()._letter_address()

    def _confirm_identity(self, partners, method, doubt=False, agent=None, **given):
        """Identity holds when the mandate and both identities were confirmed.

        :param dict agent: ``method`` (of :data:`METHODS`), ``mandate`` (ir.attachment of this
            request), ``letters_to`` ("person" or "agent")
        """
        agent = agent or {}
        if self.by_agent:
            self._check_agent(agent)
        done = super()._confirm_identity(partners, method, doubt, **given)
        if self.by_agent:
            self.sudo().write({
                "agent_method": agent["method"], "agent_on": fields.Datetime.now(),
                "letters_to": agent["letters_to"],
                "mandate_ids": [fields.Command.set(agent["mandate"].ids)]})
            self._record_evidence("request_mandate")
        return done

    def _check_agent(self, agent):
        if not agent.get("mandate"):
            raise UserError(self.env._("An agent acts on a mandate: attach it to the request."))
        self._own_files(agent["mandate"])
        if agent.get("method") not in dict(METHODS):
            raise UserError(self.env._("Say how the agent's identity was confirmed."))
        if agent.get("letters_to") not in ("person", "agent"):
            raise UserError(self.env._("Say to whom the letters go: the person or the agent."))
