"""A notice by mail, in the recipient's language."""

from odoo.exceptions import UserError

from ..access.language import in_lang
from ..requests.letters import Letters
from .channel import Channel, Delivered, Retry
from .words import Words

TEMPLATE = "cloudpepper_privacy.mail_template_notice"


class NotSent(Exception):
    """No mail server has taken it."""


class Letter(Channel):
    """A mail to the recipient: nothing of it is kept once it has left."""

    code = "mail"
    # a mail that left is no message that anybody recognises when it comes twice
    is_repeatable = False

    def can(self, recipient, event, identifiers):
        """Where its address is known, and something that it knows the person by."""
        return bool(recipient.email and identifiers)

    def deliver(self, notice, message):
        """Send it now; it counts once the mail server has taken it."""
        words = Words(in_lang(self.env, notice._letter_lang())).letter(notice, message)
        try:
            # what was not sent is not kept either
            with self.env.cr.savepoint():
                mail = Letters(self.env, self.env["privacy.request"]).send_once(
                    TEMPLATE, notice, notice.recipient_id.email, privacy_notice=words)
                if mail.exists() and mail.state != "sent":
                    raise NotSent
        except (UserError, NotSent):
            return Retry("mail")
        return Delivered("mail")
