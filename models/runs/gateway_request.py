from markupsafe import Markup
from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize_all

from ...engine.acting import acting_env


class PrivacyGatewayRequest(models.AbstractModel):
    """What a request changes in other models' records: a contact's data, its mailings, files.

    Like everything that goes through the gateway it leaves no tracking value, note or log line
    with what was there before, or is there now.
    """

    _inherit = "privacy.gateway"

    # === RECTIFY === #

    def _rectify(self, partner, values, statements=()):
        """Write what is right on a contact, and what it wants to stand beside it (Art. 16).

        :param dict values: ``{field: value}``
        :param statements: HTML paragraphs that are added to the contact's notes
        """
        contact = acting_env(self.env)["res.partner"].browse(partner.id)
        if statements:
            notes = Markup().join([contact.comment or Markup(), *statements])
            values = {**values, "comment": notes}
        contact.write(values)
        contact.env.flush_all()

    # === RESTRICT === #

    def _restrict(self, partners, restricted):
        """Begin or lift a restriction (Art. 18), as the officer who decided it: the contact's
        own guards file who did it, and stop what is on its way.
        """
        partners.sudo().write({"privacy_restricted": restricted})

    # === STOP MAILINGS === #

    def _stop_mailings(self, partners, addresses=()):
        """Stop direct marketing to these people at once, by whatever way (Art. 21(2), 7(3)).

        :param addresses: other mail addresses of the person, in any spelling
        """
        env = acting_env(self.env)
        for email in self._addresses(partners, addresses):
            env["mail.blacklist"]._add(email)
        numbers = self._numbers(partners)
        if numbers:
            env["phone.blacklist"]._add(sorted(numbers))
            # what stood there and was taken back is in force again
            env["phone.blacklist"].search([
                ("number", "in", sorted(numbers)), ("active", "=", False)]).write({"active": True})
        self._subscriptions(partners, addresses).filtered(
            lambda each: not each.opt_out).write({"opt_out": True})
        env.flush_all()

    def _addresses(self, partners, addresses=()):
        """Return the person's mail addresses, normalised and sorted."""
        found = set()
        for text in (*partners.sudo().mapped("email"), *addresses):
            found.update(email_normalize_all(text or ""))
        return sorted(found)

    def _numbers(self, partners):
        return {number for number in partners.sudo().mapped("phone_sanitized") if number}

    def _subscriptions(self, partners, addresses=()):
        """Return the subscriptions of these people to mailing lists, left ones included."""
        env = acting_env(self.env)
        if "mailing.subscription" not in env:
            return env["mail.blacklist"].browse()
        return env["mailing.subscription"].search([
            ("contact_id.email_normalized", "in", self._addresses(partners, addresses))])

    def _still_mailed(self, partners, addresses=()):
        """Return whether a mailing could still reach one of these people, as the database says."""
        env = acting_env(self.env)
        emails, numbers = self._addresses(partners, addresses), self._numbers(partners)
        refused = env["mail.blacklist"].with_context(active_test=True).search_count(
            [("email", "in", emails)]) if emails else 0
        silent = env["phone.blacklist"].with_context(active_test=True).search_count(
            [("number", "in", sorted(numbers))]) if numbers else 0
        return (refused < len(emails) or silent < len(numbers)
                or not all(each.opt_out for each in self._subscriptions(partners, addresses)))

    def _withdraw(self, consents):
        """Note that consents are withdrawn today."""
        today = self.env["privacy.timer"]._today()
        for consent in consents.sudo():
            consent.date_withdrawn = max(today, consent.date_given)

    # === FILES === #

    def _remove_files(self, attachments):
        """Remove files from the database, and from the disk once that is committed."""
        files = acting_env(self.env)["ir.attachment"].browse(attachments.ids).exists()
        count = len(files)
        files.unlink()
        return count

    # === SEND === #

    def _send_once(self, values):
        """Send a mail that nothing is kept of, not even a message in a thread."""
        mail = self.env["mail.mail"].sudo().create({
            **values, "auto_delete": True, "is_internal": True,
            "date": fields.Datetime.now()})
        mail.send()
        if mail.exists() and mail.state == "exception":
            # what could not be sent is not kept either: the caller's transaction ends here
            raise UserError(self.env._("The mail could not be sent. Try again later."))
