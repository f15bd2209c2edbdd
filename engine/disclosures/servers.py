"""Which recipient a mail left through: noted on its message as it is sent, for Odoo chooses the
server then and forgets it. Whether it left, its notification says afterwards.
"""

from odoo.tools import SQL


class Servers:
    """Recipients that run mail servers of ours, by the names of their hosts."""

    def __init__(self, env):
        self.env = env(su=True)

    def note(self, mails, server):
        """Note on the messages of mails through whom they leave; one query more for each server
        that sends, and one that writes where a recipient runs it.

        :param mail.mail mails: that are about to be sent
        :param ir.mail_server server: which of them sends; none: that of odoo.conf, nobody's
        """
        if not (server and mails):
            return
        recipient = self.recipient_of(server)
        if not recipient:
            return
        messages = mails.sudo().mail_message_id
        self.env.cr.execute(SQL(
            """UPDATE mail_message SET privacy_recipient_id = %s
                WHERE id = ANY(%s) AND privacy_recipient_id IS DISTINCT FROM %s""",
            recipient.id, messages.ids, recipient.id))
        messages.invalidate_recordset(["privacy_recipient_id"], flush=False)

    def recipient_of(self, server):
        """Return who runs a mail server: the one with the longest name that its host ends in."""
        host = (server.sudo().smtp_host or "").strip().lower()
        known = [(len(name), -recipient.id) for recipient in self.env["privacy.recipient"].search(
            [("mail_hosts", "!=", False)]) for name in recipient._mail_hosts()
            if host == name or host.endswith("." + name)]
        found = -max(known)[1] if known else False
        return self.env["privacy.recipient"].browse(found or ())
