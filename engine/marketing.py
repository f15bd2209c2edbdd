"""Direct marketing: stopping it everywhere at once, and allowing it again (GDPR Art. 7(3), 21).

Like all that writes to records of others it leaves no tracking value, note or log line.
"""

from odoo.tools import email_normalize_all

from .acting import acting_env


class Marketing:
    """The lists of who gets no mail and no call, and subscriptions to mailing lists.

    :param only: the addresses that are the person's for certain, where a login chooses: a
        contact's field may hold others, which anybody may have typed there
    """

    def __init__(self, env, only=None):
        self.env, self._only = env, only

    def stop(self, partners, others=(), numbers=()):
        """Stop direct marketing to these people at once, by whatever way (Art. 21(2), 7(3)).

        :param others: other mail addresses of the person, in any spelling
        :param numbers: other numbers, as ``+32470123456``
        """
        env = acting_env(self.env)
        for email in self.addresses(partners, others):
            env["mail.blacklist"]._add(email)
        numbers = self._numbers(partners) | {*numbers}
        if numbers:
            env["phone.blacklist"]._add(sorted(numbers))
            # what stood there and was taken back is in force again
            env["phone.blacklist"].search([
                ("number", "in", sorted(numbers)), ("active", "=", False)]).write({"active": True})
        self.subscriptions(partners, others).filtered(
            lambda each: not each.opt_out).write({"opt_out": True})
        env.flush_all()

    def allow(self, partners):
        """Take the person's own stop of mails back; what they left list by list stays left, and
        so does a stop of calls: nothing vouches for a number.
        """
        env = acting_env(self.env)
        for address in self.addresses(partners):
            env["mail.blacklist"]._remove(address)
        env.flush_all()

    def is_stopped(self, partners):
        """Whether every address of these contacts is on the list of those who get no mailing."""
        addresses = self.addresses(partners)
        stopped = self.env["mail.blacklist"].sudo().search_count(
            [("email", "in", addresses), ("active", "=", True)])
        return bool(addresses) and stopped >= len(addresses)

    def leave_list(self, subscription_id, partners, leave):
        """Leave one mailing list, or come back to it; only where it is the person's own.

        :return: whether there was such a subscription
        """
        found = self.subscriptions(partners).filtered(lambda each: each.id == subscription_id)
        if found:
            found.write({"opt_out": leave})
        return bool(found)

    def still_mailed(self, partners, others=(), numbers=()):
        """Whether a mailing could still reach one of these people, as the database says."""
        env = acting_env(self.env)
        emails = self.addresses(partners, others)
        numbers = self._numbers(partners) | {*numbers}
        refused = env["mail.blacklist"].with_context(active_test=True).search_count(
            [("email", "in", emails)]) if emails else 0
        silent = env["phone.blacklist"].with_context(active_test=True).search_count(
            [("number", "in", sorted(numbers))]) if numbers else 0
        return (refused < len(emails) or silent < len(numbers)
                or not all(each.opt_out for each in self.subscriptions(partners, others)))

    def withdraw(self, consents):
        """Note that consents are withdrawn today."""
        today = self.env["privacy.timer"]._today()
        for consent in consents.sudo():
            consent.date_withdrawn = max(today, consent.date_given)

    # === WHO === #

    def addresses(self, partners, others=()):
        """Return the person's mail addresses, normalised and sorted."""
        if self._only is not None:
            return sorted(self._only)
        found = set()
        for text in (*partners.sudo().mapped("email"), *others):
            found.update(email_normalize_all(text or ""))
        return sorted(found)

    def subscriptions(self, partners, others=()):
        """Return the subscriptions of these people to mailing lists, left ones included; an empty
        recordset where no module has any.
        """
        env = acting_env(self.env)
        if "mailing.subscription" not in env:
            return env["mail.blacklist"].browse()
        return env["mailing.subscription"].search([
            ("contact_id.email_normalized", "in", self.addresses(partners, others))])

    def _numbers(self, partners):
        return {number for number in partners.sudo().mapped("phone_sanitized") if number}
