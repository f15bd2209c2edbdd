from odoo import models
from odoo.tools import email_normalize


class PrivacyGateway(models.AbstractModel):
    """Mailings: stopped and allowed for a person, wherever Odoo keeps that (Art. 7(3), 21(2)-(3)).
    """

    _inherit = "privacy.gateway"

    def _subscriptions(self, partners):
        """Return the mailing list subscriptions of contacts' addresses, none without the module."""
        if "mailing.subscription" not in self.env:
            return None
        addresses = self._addresses(partners)
        return self._acting().env["mailing.subscription"].search(
            [("contact_id.email_normalized", "in", addresses)]) if addresses else None

    def _addresses(self, partners):
        """Return the normalised mail addresses of contacts."""
        found = (email_normalize(partner.email or "") for partner in partners.sudo())
        return sorted({address for address in found if address})

    def _stop_mailings(self, partners):
        """Stop every mailing to these contacts: no list reaches them, whoever sends it."""
        acting = self._acting()
        for address in self._addresses(partners):
            acting.env["mail.blacklist"]._add(address)
        subscriptions = self._subscriptions(partners)
        if subscriptions:
            subscriptions.write({"opt_out": True})

    def _allow_mailings(self, partners):
        """Take the person's own stop back; what they left list by list stays left."""
        acting = self._acting()
        for address in self._addresses(partners):
            acting.env["mail.blacklist"]._remove(address)

    def _mailings_stopped(self, partners):
        """Whether every address of these contacts is on the list of those who get no mailing."""
        addresses = self._addresses(partners)
        stopped = self.env["mail.blacklist"].sudo().search_count(
            [("email", "in", addresses), ("active", "=", True)])
        return bool(addresses) and stopped >= len(addresses)

    def _leave_list(self, subscription_id, partners, leave):
        """Leave one mailing list, or come back to it; only where it is the person's own.

        :return: whether there was such a subscription
        """
        own = self._subscriptions(partners)
        found = own.filtered(lambda each: each.id == subscription_id) if own else own
        if found:
            found.write({"opt_out": leave})
        return bool(found)
