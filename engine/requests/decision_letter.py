"""The letter of a decision: what was asked, what came of it, why, and what the person can do
about it (GDPR Art. 12(3) and 12(4)).
"""

from odoo import fields

from ..controller import Controller
from .letters import Letters
from .notices import Notices
from .rights import right_of
from .words import label


class DecisionLetter:
    """The letter about one right."""

    def __init__(self, env, right):
        self.env, self.right = env, right

    def send(self):
        """Tell the person, by the act that decides."""
        right = self.right
        files = right_of(right).files() if right.outcome in ("granted", "partly") else []
        message, on_its_way = Letters(self.env, right.request_id).deliver(
            "cloudpepper_privacy.mail_template_request_decided", right, files)
        right.sudo().write({
            "letter_id": message.id, "told_on": on_its_way and fields.Datetime.now()})

    def values(self):
        """Return what the letter says: plain values for the template, in its language.

        :return: asked, article, outcome, ground, reason, stopped, reviewed, backups: texts;
            erased, kept, changed, recipients, transfers: lists of tuples of texts; controller,
            address, registry, contact, authority: texts; identity: whether it is refused for
            want of identity
        :rtype: dict
        """
        right = self.right.ensure_one()
        controller = Controller(self.env, right.company_id)
        return {
            "asked": label(right, "kind"), "article": right.article,
            "outcome": label(right, "outcome"), "ground": label(right, "ground"),
            "reason": right.reason, "identity": right.ground == "identity",
            "erased": [], "kept": [], "changed": [], "transfers": [],
            "stopped": False, "reviewed": False, "backups": False,
            **right_of(right).letter(),
            "recipients": Notices(self.env, right).told(),
            "controller": controller.name, "address": controller.address,
            "registry": controller.registry, "contact": controller.contact,
            "authority": controller.authority,
        }
