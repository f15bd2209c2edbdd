"""The way out of every mailing: the link of its foot, and the header that a mail program has a
button for (RFC 2369, RFC 8058).
"""

from odoo.tools import email_normalize

from .links import Links


class Mailings:
    """Mails of mailings that are about to leave."""

    def __init__(self, env):
        self.env = env

    def outgoing(self, mail, emails):
        """Return the mails of a mailing with the way out of whoever gets them.

        One to several people, or without a key to seal the link with, goes as Odoo has it: with
        the way out of its list.

        :param mail.mail mail: one
        :param list emails: of dicts, as ``_prepare_outgoing_list`` returns them
        """
        if "mailing_id" not in mail._fields or not mail.mailing_id:
            return emails
        company = mail.record_company_id or self.env.company
        return [self._with_way_out(mail, company, email) for email in emails]

    def _with_way_out(self, mail, company, email):
        addresses = {email_normalize(each, strict=False)
                     for each in (*(email["email_to"] or ()), *(email["email_cc"] or ()))}
        address = addresses.pop() if len(addresses) == 1 else None
        token = address and Links(self.env).token(address, company)
        if not token:
            return email
        base = mail.mailing_id.get_base_url()
        # the link of the foot leads to Odoo's page of its list, made for this recipient
        odoo = mail.mailing_id._get_unsubscribe_url(address, mail.res_id)
        page = f"{base}/privacy/preferences/{token}"
        return {
            **email, "body": type(email["body"])(str(email["body"]).replace(odoo, page).replace(
                odoo.replace("&", "&amp;"), page)) if email["body"] else email["body"],
            "body_alternative": (email["body_alternative"] or "").replace(odoo, page),
            "headers": {
                **email["headers"],
                "List-Unsubscribe": f"<{base}/privacy/unsubscribe/{token}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        }
