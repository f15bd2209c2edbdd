"""Links to the page of preferences, for whoever reads the mail of an address."""

from dateutil.relativedelta import relativedelta
from odoo.tools import email_normalize

from ...core.consents.links import Link, seal, unseal
from ..contactless.address_keys import secret

#: days that a link opens the page: it shows what was agreed
PAGE_DAYS = 90
#: days that a link withdraws: nobody is kept in by an old mail
STOP_DAYS = 3650


class Links:
    """Makes and reads links."""

    def __init__(self, env):
        self.env = env(su=True)

    def token(self, address, company):
        """Return the token of an address; None where there is no key to seal it with.

        :param str address: in any spelling
        :param res.company company: that mails it
        """
        key, email = secret(), email_normalize(address or "")
        if not key or not email:
            return None
        return seal(Link(email, company.id, self._today()), key, self._database())

    def opened(self, token, days=PAGE_DAYS):
        """Return the :class:`Link` of a token, None where it is none of ours or too old.

        :param int days: for how long it is taken
        """
        key = secret()
        link = unseal(token or "", key, self._database()) if key else None
        if not link or link.day + relativedelta(days=days) < self._today():
            return None
        return link

    def _today(self):
        return self.env["privacy.timer"]._today()

    def _database(self):
        return self.env["ir.config_parameter"].get_param("database.uuid") or ""
