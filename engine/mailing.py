"""Mails that nothing is kept of."""

from odoo import fields
from odoo.exceptions import UserError


def send_once(env, values):
    """Send a mail that nothing is kept of, not even a message in a thread.

    :param dict values: of mail.mail: ``subject``, ``body_html``, ``email_to``
    :raise UserError: where it could not be sent; the caller's transaction ends there
    """
    mail = env["mail.mail"].sudo().create({
        **values, "auto_delete": True, "is_internal": True, "date": fields.Datetime.now()})
    mail.send()
    if mail.exists() and mail.state == "exception":
        # what could not be sent is not kept either
        raise UserError(env._("The mail could not be sent. Try again later."))
