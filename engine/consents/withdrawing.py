"""Consents taken back: as easily as they were given, per purpose, at once (Art. 7(3))."""

from collections import defaultdict

from odoo import fields
from odoo.tools import SQL

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

    def withdraw(self, consents, channel, by_request=False, moments=None):
        """Take back what is in force or waits for its confirmation; the rest stays as it is.

        :param privacy.consent.record consents: of any people
        :param str channel: a code of :data:`.values.WITHDRAWN_BY`
        :param bool by_request: a request tells the recipients itself
        :param dict moments: {id: when the person said so (UTC)}, where that was before now
        :return: what was taken back now
        :rtype: privacy.consent.record
        """
        open_ = consents.with_env(self.env).filtered_domain(open_ones())
        # what was never confirmed went to nobody
        given = open_.filtered(lambda consent: consent.state == "given")
        for day, some in self._by_day(open_, moments or {}).items():
            some.write({"date_withdrawn": day, "withdrawn_at": fields.Datetime.now(),
                        "withdrawn_by": channel})
        if moments:
            self._set_moments(open_, moments)
        Effects(self.env, self._marketing).withdrawn(open_)
        if not by_request:
            Notifying(self.env).withdrawn(given)
        return open_

    def _by_day(self, consents, moments):
        """Return {day of the withdrawal: consents}: of a day to come where the clock of another
        time zone was ahead.
        """
        timer = self.env["privacy.timer"]
        here = timer.with_context(tz=self.env.company.privacy_tz)
        today, found = timer._today(), defaultdict(self.consents.browse)
        for consent in consents:
            moment = moments.get(consent.id)
            day = fields.Date.context_today(here, moment) if moment else today
            found[max(day, consent.date_given)] |= consent
        return found

    def _set_moments(self, consents, moments):
        """Say of all at once when each was withdrawn: the ORM writes one value to many."""
        consents.flush_recordset()
        self.env.cr.execute(SQL(
            """UPDATE privacy_consent_record consent SET withdrawn_at = new.at
                 FROM unnest(%s::int[], %s::timestamp[]) AS new (id, at)
                WHERE consent.id = new.id""",
            consents.ids, [moments[consent.id] for consent in consents]))
        consents.invalidate_recordset(["withdrawn_at"], flush=False)

    def of_address(self, address, channel, purposes=None):
        """Take back what whoever has an address has agreed to.

        :param str address: in any spelling
        :param privacy.purpose purposes: which ones; None: all
        """
        found = self.consents.search(of_address(self.env, address) & open_ones())
        if purposes is not None:
            found = found.filtered(lambda consent: consent.purpose_id in purposes)
        return self.withdraw(found, channel)
