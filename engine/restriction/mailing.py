"""No mail leaves for a restricted contact, whatever queued it (R15)."""

import logging

from odoo.tools.mail import email_normalize, email_normalize_all

from .archive import WRITE
from .restriction import Restriction

_logger = logging.getLogger(__name__)

#: models whose letters the law wants sent: answers to a person's request, and what a breach means
#: for them (Art. 34)
ANSWERS = ("privacy.request", "privacy.request.pending", "privacy.package",
           "privacy.breach.subject", "privacy.breach.customer")


class Mailing:
    """Recipients of messages and mails, without those whom restriction closes."""

    def __init__(self, env):
        self.env = env
        self.restriction = Restriction(env)

    # === MESSAGES === #

    def suggested(self, recipients):
        """Offer nobody a recipient whom they cannot mail.

        :param list recipients: of dicts, as Odoo suggests them
        """
        if not (barred := self.restriction.barred(WRITE)):
            return recipients
        emails = self.restriction.known().emails
        theirs = barred.ids | barred.among(one["partner_id"] for one in recipients)
        return [one for one in recipients if one["partner_id"] not in theirs
                and emails.get(one["email"]) not in theirs]

    def addressed(self, partner_ids):
        """Return those of these contact ids whom the acting person may address."""
        if not partner_ids or not (barred := self.restriction.stopped(WRITE)):
            return partner_ids
        return [partner for partner in partner_ids if partner not in barred]

    def addressed_in(self, values_list):
        """Return values of messages, addressed to those alone whom the acting person may address:
        a message goes to the others.
        """
        if not self.restriction.stopped(WRITE):
            return values_list
        return [
            {**values, "partner_ids": self.addressed(values["partner_ids"])}
            if values.get("partner_ids") else values
            for values in values_list
        ]

    def reachable(self, thread, recipients, message, msg_vals):
        """Leave restricted contacts out, and say so where they were addressed themselves.

        :param list recipients: of dicts, as ``_notify_get_recipients`` returns them
        """
        known = self.restriction.known()
        if not known.roots:
            return recipients
        reach = self.restriction.reach()
        named = (msg_vals["partner_ids"] if "partner_ids" in msg_vals
                 else message.sudo().partner_ids.ids) or []
        kept, refused = [], []
        for recipient in recipients:
            contact = recipient["id"]
            direct = not contact or contact in named
            if contact not in known.roots:
                contact = known.emails.get(recipient.get("email_normalized"))
            if contact and not (direct and reach(contact)):
                refused += [contact] if direct else []
            else:
                kept.append(recipient)
        self._note(thread, refused)
        return kept

    def _note(self, thread, contact_ids):
        """Leave a note, by id, on the document whose mail did not go to these contacts."""
        if not contact_ids:
            return
        ids = ", ".join(map(str, sorted(contact_ids)))
        _logger.info("%s %s: not sent to restricted contact %s", thread._name, thread.ids, ids)
        if thread.ids and len(thread) == 1:
            thread.sudo()._message_log(
                author_id=self.env.ref("base.partner_root").id,
                body=self.env._("Not sent to contact %s: under restriction (Art. 18). A privacy "
                                "officer may write to them, or lift the restriction.", ids),
            )

    # === MAILS === #

    def stop(self, mails):
        """Cancel the mails that would reach restricted contacts and nobody else; return them."""
        stopped = mails.browse()
        for mail in mails.filtered(lambda mail: mail.state == "outgoing"):
            closed = self._closed(mail)
            addresses = email_normalize_all(f"{mail.email_to or ''},{mail.email_cc or ''}")
            targets = [(False, address) for address in addresses] + [
                (partner.id, partner.email_normalized) for partner in mail.sudo().recipient_ids
            ]
            refused = [closed(*target) for target in targets]
            if refused and all(refused):
                self._cancel(mail, sorted(set(refused)))
                stopped |= mail
        return stopped

    def outgoing(self, mail, emails):
        """Leave restricted contacts out of a mail that others get too.

        :param list emails: of dicts, as ``_prepare_outgoing_list`` returns them
        """
        if not self.restriction.known().roots:
            return emails
        closed = self._closed(mail)
        kept = []
        for email in emails:
            contact = email["partner_id"].id if email["partner_id"] else False
            remaining = {
                name: [address for address in email[name] or []
                       if not closed(contact, email_normalize(address, strict=False))]
                for name in ("email_to", "email_cc")
            }
            if any(remaining.values()) or not (email["email_to"] or email["email_cc"]):
                kept.append({**email, **remaining})
        return kept

    def _closed(self, mail):
        """Return a function (contact, address) that gives the contact whom this mail must not
        reach, or None.
        """
        known = self.restriction.known()
        author = mail.sudo().create_uid
        reach = self.restriction.reach(author)
        # the person asked for it: a new password; and the law has a request answered, whoever's
        # action sets it off (Art. 12, 15, 18)
        own_account = mail.model in ANSWERS or (
            mail.model == "res.users" and author._is_public())

        def closed(contact, address):
            found = contact if contact in known.roots else known.emails.get(address)
            return None if not found or own_account or reach(found) else found

        return closed

    def _cancel(self, mail, contact_ids):
        ids = ", ".join(map(str, contact_ids))
        reason = self.env._("Under restriction (Art. 18): contact %s", ids)
        _logger.info("Mail %s: not sent to restricted contact %s", mail.id, ids)
        mail.write({"state": "cancel", "failure_type": "mail_bl", "failure_reason": reason})
        self.env["mail.notification"].sudo().search([("mail_mail_id", "=", mail.id)]).write(
            {"notification_status": "canceled", "failure_reason": reason}
        )
        if "mailing_trace_ids" in mail._fields and mail.sudo().mailing_trace_ids:
            mail.sudo().mailing_trace_ids.write(
                {"trace_status": "cancel", "failure_type": "mail_bl", "email": False}
            )
        elif mail.model and mail.res_id and hasattr(self.env[mail.model], "_message_log"):
            self._note(self.env[mail.model].browse(mail.res_id).exists(), contact_ids)

    # === TO MANY === #

    def left_out(self, model, values_by_record, recipients_info):
        """Return the ids of the records whose mail of a mailing to many would reach a restricted
        contact: not even an officer's, since what goes to many is nothing that the law asks for.

        :param str model: of the records
        :param dict values_by_record: ``{record id: values of its mail}``
        :param dict recipients_info: as the composer has it, or None
        """
        known = self.restriction.now()
        if not known.roots:
            return set()
        found = set()
        for record_id, values in values_by_record.items():
            partners = {command[1] for command in values.get("recipient_ids") or []}
            addresses = (recipients_info or {}).get(record_id, {}).get("mail_to_normalized", ())
            if not known.roots.keys().isdisjoint(partners) or any(
                address in known.emails for address in addresses
            ) or (model == "res.partner" and record_id in known.roots):
                found.add(record_id)
        return found
