"""No automated decision (GDPR Art. 22(3)): a human has looked at it."""

from odoo import fields
from odoo.exceptions import UserError

from ....const import OFFICER
from .base import Right


class Automated(Right):
    """A decision that a machine took is reviewed by a person."""

    kind = "automated"

    def review(self, text):
        """Note that a human looked at the decision: who, when and with which result.

        :param str text: what was looked at, and with which result
        """
        self.right.request_id._check_group(OFFICER)
        self.check_open()
        if not (text or "").strip():
            raise UserError(self.env._("Say what was looked at, and with which result."))
        self.right.sudo().write({
            "review_text": text, "review_on": fields.Datetime.now(),
            "review_by_id": self.env.uid})
        self.right.request_id._record_evidence("request_reviewed")

    def check_done(self, outcome):
        """The review is written down."""
        if not self.right.review_on:
            raise UserError(self.env._(
                "No human has looked at the decision yet: write down the review first."))

    def letter(self):
        """The result of the review."""
        right = self.right
        return {"reviewed": right.review_on and self.env._(
            "On %(day)s a human looked at it. The result: %(text)s",
            day=right.request_id.with_env(self.env)._long_day(right.review_on),
            text=right.review_text)}
