"""Odoo's own lists of who wants no marketing, as their people are erased: the address goes, and
what it said stays as a keyed hash.
"""

from odoo.tools import SQL

from .keys import NoOptOutKey
from .optout import OptOut, mails

#: lists that say who wants nothing
LISTS = ("mail.blacklist", "phone.blacklist", "mailing.contact")


class Erased:
    """Entries of blacklists, and subscribers to mailing lists, that are about to go."""

    def __init__(self, env):
        self.env = env

    def remember(self, plan):
        """Remember what the entries say that a plan erases, before their words are emptied.

        :raise LookupError: where nothing can be remembered; nothing may be erased then
        """
        for model in LISTS:
            if model in self.env and (ids := plan.records((model, "erase", ()))):
                self._take(self.env[model].browse(ids).exists())

    def _take(self, records):
        """Remember what records of one of :data:`LISTS` say."""
        if records._name == "mailing.contact":
            rows, origin = self._left(records), "list"
        else:
            channel, field = ("mail", "email") if records._name == "mail.blacklist" else (
                "phone", "number")
            in_force = records.filtered("active")
            rows, origin = [(channel, address, None, None)
                            for address in in_force.mapped(field)], "blacklist"
        try:
            OptOut(self.env).remember_rows([row for row in rows if row[1]], origin)
        except NoOptOutKey as error:
            # no refusal of Odoo's, which would keep the record for years: it is done later
            raise LookupError("the key of opt-outs") from error

    def _left(self, subscribers):
        """Return the rows of the mailing lists that subscribers have left."""
        left = self.env["mailing.subscription"].search([
            ("contact_id", "in", subscribers.ids), ("opt_out", "=", True)])
        rows = []
        for subscription in left:
            contact, mailing_list = subscription.contact_id, subscription.list_id.id
            rows += [("mail", address, None, mailing_list) for address in mails([contact.email])]
            if "phone_sanitized" in contact._fields:
                rows.append(("phone", contact.phone_sanitized, None, mailing_list))
        return rows

    def of_before(self):
        """Let go of the addresses that runs of before have kept of people who are erased.

        :return: how many records went
        """
        gone = 0
        for model in LISTS:
            rows = self.env.execute_query(SQL(
                """UPDATE privacy_kept_item item SET settled_on = %s
                    WHERE item.model = %s AND item.ground = 'opt_out' AND item.settled_on IS NULL
                      AND NOT EXISTS (
                          SELECT FROM res_partner living WHERE living.id = item.partner_ref
                             AND living.privacy_anonymised_on IS NULL)
                      AND NOT EXISTS (
                          SELECT FROM privacy_contactless living
                           WHERE living.id = -item.partner_ref AND living.erased_on IS NULL)
                   RETURNING item.res_id""", self.env["privacy.timer"]._today(), model))
            if model in self.env and rows:
                records = self.env[model].browse({record for (record,) in rows}).exists()
                gone += len(records)
                self._take(records)
                records.unlink()
        return gone
