"""Consents taken back: as easily as they were given, per purpose, at once (Art. 7(3))."""

from odoo import fields

from ..acting import acting_env
from ..notices.notifying import Notifying
from .effects import Effects
from .subjects import of_address, open_ones


class Withdrawing:
    """Takes consents back, in sets.

    :param Marketing marketing: what stops mailings; None: to every address of the people, False:
        to none, where nobody has shown that an address is theirs
    """

    def __init__(self, env, marketing=None):
        self.env, self._marketing = acting_env(env), marketing
        self.consents = self.env["privacy.consent.record"]

    def withdraw(self, consents, channel, by_request=False):
        """Take back what is in force or waits for its confirmation; the rest stays as it is.

        :param privacy.consent.record consents: of any people
        :param str channel: a code of :data:`.values.WITHDRAWN_BY`
        :param bool by_request: a request tells the recipients itself
        :return: what was taken back now
        :rtype: privacy.consent.record
        """
        open_ = consents.with_env(self.env).filtered_domain(open_ones())
        # what was never confirmed went to nobody
        given = open_.filtered(lambda consent: consent.state == "given")
        today = self.env["privacy.timer"]._today()
        # of a day to come where the clock of another time zone was ahead
        ahead = open_.filtered(lambda consent: consent.date_given > today)
        for some, day in ((open_ - ahead, today), *((each, each.date_given) for each in ahead)):
            some.write({"date_withdrawn": day, "withdrawn_at": fields.Datetime.now(),
                        "withdrawn_by": channel})
        Effects(self.env, self._marketing).withdrawn(open_)
        if not by_request:
            Notifying(self.env).withdrawn(given)
        return open_

    def of_address(self, address, channel, purposes=None):
        """Take back what whoever has an address has agreed to.

        :param str address: in any spelling
        :param privacy.purpose purposes: which ones; None: all
        """
        found = self.consents.search(of_address(self.env, address) & open_ones())
        if purposes is not None:
            found = found.filtered(lambda consent: consent.purpose_id in purposes)
        return self.withdraw(found, channel)
