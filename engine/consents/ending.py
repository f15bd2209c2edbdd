"""Consents that come to their end: they expire, are renewed in time, or were never confirmed."""

from dateutil.relativedelta import relativedelta
from odoo import fields
from odoo.tools import SQL

from ..acting import acting_env
from ..housekeeping import LIMIT, Housekeeping
from ..requests.reminders import Reminders
from .confirming import Confirming
from .filing import Consents
from .subjects import adopt, in_force

TODO = "cloudpepper_privacy.mail_activity_type_consent"


class Ending:
    """What the clock does with consents, once a day."""

    def __init__(self, env):
        self.env = acting_env(env)
        self.consents = self.env["privacy.consent.record"]
        self.today = self.env["privacy.timer"]._today()

    def run(self):
        """Do all of it, in this order."""
        adopt(self.env)
        self.expire()
        self.renew()
        self.remind()

    def expire(self):
        """What has passed its last day is no basis any more.

        :return: what has expired now
        """
        ended = self.consents.search([
            ("state", "=", "given"), ("active", "=", True), ("date_until", "<", self.today)])
        ended.write({"state": "expired"})
        Consents(self.env).file(ended, lambda _consent: "consent_expired")
        return ended

    # === BEFORE THE END === #

    def _ending(self):
        """Return, by purpose, what ends within the days of its purpose."""
        purposes = self.env["privacy.purpose"].with_context(active_test=True).search(
            [("consent_months", ">", 0), ("consent_reminder_days", ">", 0)])
        for purpose in purposes:
            last = self.today + relativedelta(days=purpose.consent_reminder_days)
            yield purpose, self.consents.search(in_force(self.today) & fields.Domain([
                ("purpose_id", "=", purpose.id), ("date_until", "<=", last)]))

    def renew(self):
        """Ask people, once, whether they go on: a new consent that waits for their click."""
        made = self.consents
        for purpose, ending in self._ending():
            if purpose.consent_renewal:
                renewed = self.consents.search([("renews_id", "in", ending.ids)]).renews_id
                asked = (ending - renewed).filtered(lambda consent: consent._address())
                made |= self.consents.create([{
                    "partner_id": old.partner_id.id, "email": old.email,
                    "purpose_id": purpose.id, "channel": old.channel, "lang": old.lang,
                    "text_id": old.text_id.id, "statement": old.statement, "state": "pending",
                    "renews_id": old.id} for old in asked])
        Confirming(self.env).wake(made)
        return made

    def remind(self):
        """Tell an officer of each company how many end soon; the activity goes with the reason."""
        counts = {}
        for purpose, ending in self._ending():
            for consent in ending:
                lines = counts.setdefault(consent.company_id, {})
                lines[purpose] = lines.get(purpose, 0) + 1
        for company in self.env["res.company"].search([]):
            lines, partner = counts.get(company), company.partner_id
            if not lines:
                partner.activity_unlink([TODO])
            elif not partner.activity_search([TODO]):
                request = self.env["privacy.request"].new({"company_id": company.id})
                partner.activity_schedule(
                    TODO, summary=self.env._("Consents end soon"),
                    note=", ".join(f"{purpose.name}: {count}" for purpose, count in lines.items()),
                    user_id=Reminders(self.env, request).officer().id)

    # === NEVER CONFIRMED === #

    def delete_unconfirmed(self):
        """Let go of what nobody has confirmed in time: nothing rests on it.

        :return: (how many, how many are left)
        """
        housekeeping = Housekeeping(self.env)
        if housekeeping._stopped():
            return 0, 0
        rows = self.env.execute_query(SQL(
            """SELECT id FROM privacy_consent_record
                WHERE state = 'pending' AND create_date < %s ORDER BY id LIMIT %s""",
            housekeeping.before("keep_pending_days"), LIMIT + 1))
        some = self.consents.browse(number for (number,) in rows[:LIMIT])
        housekeeping.record({self.consents._name: len(some)})
        some.unlink()
        return len(some), len(rows) - len(some)
