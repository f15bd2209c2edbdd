"""A parent or guardian with a portal login asks for a child under 16 (P16): the request is the
child's, and the parent is whom the answers go to.
"""

from odoo import fields
from odoo.exceptions import ValidationError

from ...core.requests import rights as rules
from ...core.text import entered
from ..transaction import alone
from .address_proof import vouches
from .children import PARENTS
from .portal import OPEN_AT_MOST, SAME_WITHIN, Portal
from .typed import checked_child


def asks_for_child(vals):
    """Whether somebody asks for a child, and not for themselves."""
    return vals.get("child_by") in PARENTS


class PortalChild:
    """Takes in what a portal user asks for a child. The login proves the parent's address and
    nothing about the child: an officer confirms whose data they are.
    """

    def __init__(self, env):
        self.env = env
        self.requests = env["privacy.request"]

    def ask(self, user, vals):
        """Make the request; the same form twice makes one.

        :param dict vals: ``rights`` (list of codes), ``text``, ``child_by``, ``child_name``,
            ``child_email``
        :raise ValidationError: where nothing is asked, or nobody could be answered
        :rtype: privacy.request
        """
        kinds = [kind for kind in rules.RIGHTS if kind in (vals.get("rights") or ())]
        text = entered.words(vals.get("text") or "")
        Portal(self.env)._check_asked(kinds, text)
        child = checked_child(self.env, vals)
        if not (user.partner_id.email_normalized and vouches(user)):
            raise ValidationError(self.env._(
                "Confirm first that the mail address of your login is yours: our answers go "
                "there."))
        with alone(self.env, f"privacy-portal-{user.id}") as env:
            request = PortalChild(env)._take(user.with_env(env), kinds, text, child)
        return request.with_env(self.env)

    def _take(self, user, kinds, text, child):
        partner = user.partner_id.sudo()
        running = self.requests.search([
            ("agent_email", "=", partner.email_normalized), ("channel", "=", "portal"),
            ("state", "in", rules.RUNNING)])
        if same := self._same(running, kinds, text, child):
            return same
        if len(running) >= OPEN_AT_MOST:
            raise ValidationError(self.env._(
                "You have %s requests that are not answered yet. Wait for our answers.",
                len(running)))
        return self.requests.intake({
            "rights": kinds, "text": text, "channel": "portal", "lang": partner.lang,
            "email": child["child_email"], "name": child["child_name"],
            "agent_name": partner.name, "agent_email": partner.email_normalized,
            "child_by": child["child_by"],
            "company_id": (user.company_id or self.env.company).id})

    def _same(self, running, kinds, text, child):
        """Return the request that the same form has just made, if any."""
        since = fields.Datetime.now() - SAME_WITHIN
        return running.filtered(lambda each: (
            each.received_on >= since and (each.text or "") == (text or "")
            and (each.person_name or "", each.person_email or "") == (
                child["child_name"] or "", child["child_email"] or "")
            and set(each.right_ids.mapped("kind")) == set(kinds)))[:1]
