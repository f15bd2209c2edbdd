from odoo import models

from ...engine.acting import acting_env


class PrivacyGateway(models.AbstractModel):
    """What people choose about mailings on the portal (Art. 7(3), 21(2)-(3))."""

    _inherit = "privacy.gateway"

    def _allow_mailings(self, partners):
        """Take the person's own stop of mails back; what they left list by list stays left, and
        so does a stop of calls: nothing vouches for a number.
        """
        env = acting_env(self.env)
        for address in self._addresses(partners):
            env["mail.blacklist"]._remove(address)
        env.flush_all()

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
        found = self._subscriptions(partners).filtered(
            lambda each: each.id == subscription_id)
        if found:
            found.write({"opt_out": leave})
        return bool(found)
