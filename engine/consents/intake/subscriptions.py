"""Subscriptions to mailing lists (``mass_mailing``, where it is installed), read as what they say
of consents.

A form of the website, sent by somebody without a login, says that an address was typed: it waits
for its confirmation. A login that has shown that the address is its own proves it. What staff
enter or import proves nothing, and no consent is made of it. Who leaves a list has withdrawn what
was agreed to there.
"""

from datetime import datetime, time

from odoo import fields
from odoo.http import request
from odoo.tools import SQL

from ...acting import is_acting
from ...optout.optout import OptOut
from ...requests.address_proof import vouches
from ..giving import Giving
from ..subjects import of_people, open_ones
from ..withdrawing import Withdrawing

MODEL = "mailing.subscription"
#: models whose new rows are subscriptions, or bring some along by a relation that the ORM fills
#: without making records
ARRIVING = {MODEL: "arrived", "mailing.contact": "arrived_with"}


class Subscriptions:
    """Rows of subscriptions that were just made or changed, and those that there are."""

    def __init__(self, env):
        self.env = env(su=True)
        self.sources = self.env["privacy.consent.source"]
        # an engine that erases or stops says so itself
        self.is_asked = not is_acting(env)

    # === WHAT HAPPENS === #

    def arrived(self, subscriptions):
        """Read new subscriptions."""
        self._joined(subscriptions.sudo().filtered(lambda each: not each.opt_out), "first")

    def arrived_with(self, contacts):
        """Read subscriptions that new mailing contacts brought along."""
        if self._is_outside():
            self.env.flush_all()
            self.arrived(self.env[MODEL].search([("contact_id", "in", contacts.ids)]))

    def changed(self, subscriptions, is_left):
        """Read subscriptions whose list was left or joined again, once that is stored."""
        if is_left:
            self._left(subscriptions.sudo())
        else:
            self._joined(subscriptions.sudo(), f"{fields.Datetime.now():%Y%m%d%H%M%S}")

    def _joined(self, subscriptions, when):
        proofs = self._proofs(subscriptions)
        sources = self._of_lists(subscriptions.list_id) if proofs else {}
        Giving(self.env).give([{
            "email": each.contact_id.email_normalized, "purpose_id": source.purpose_ids[:1].id,
            "channel": "list", "source": each.list_id.name, "source_id": source.id,
            "event_id": f"{each.id}.{when}", "proof": proofs[each], "lang": self.env.lang,
            "source_net": request.httprequest.remote_addr if request else None,
        } for each, source in ((each, sources.get(each.list_id.id)) for each in proofs) if source])

    def _is_outside(self):
        """Whether it is no member of staff who acts, and nothing of the server's own."""
        return self.is_asked and not self.env.user._is_internal() and (
            self.env.uid != self.env.ref("base.user_root").id)

    def _proofs(self, subscriptions):
        """Return ``{subscription: what proves it}`` of those that the person has made."""
        if not self._is_outside():
            return {}
        user = self.env.user
        own = user.email_normalized if not user._is_public() and vouches(user) else None
        return {each: "login" if each.contact_id.email_normalized == own else "none"
                for each in subscriptions if each.contact_id.email_normalized}

    def _left(self, subscriptions):
        """Take back what was agreed to by joining a list that is left now."""
        lists = {}
        for each in subscriptions if self.is_asked else ():
            lists.setdefault(each.contact_id.email_normalized, set()).add(each.list_id.id)
        emails = list({*lists} - {False})
        partners = self.env["res.partner"].with_context(active_test=False).search(
            [("email_normalized", "in", emails)]) if emails else self.env["res.partner"]
        consents = self.env["privacy.consent.record"].search(
            open_ones() & of_people(partners, emails)
            & fields.Domain("source_id.list_ref", "in", subscriptions.list_id.ids))
        Withdrawing(self.env).withdraw(consents.filtered(
            lambda consent: consent.source_id.list_ref in lists.get(consent._address(), ())),
            "list")

    # === LISTS === #

    def add_lists(self):
        """Make a source of each mailing list that has none."""
        if "mailing.list" in self.env:
            self._of_lists(self.env["mailing.list"].search([]))

    def _of_lists(self, lists):
        """Return ``{id of a list: its source}``, of those that record; new lists get one, for
        marketing.
        """
        known = self.sources.with_context(active_test=False).search([("list_ref", "in", lists.ids)])
        purpose = self.env.ref("cloudpepper_privacy.purpose_marketing", raise_if_not_found=False)
        missing = lists.filtered(lambda each: each.id not in set(known.mapped("list_ref")))
        if purpose:
            known |= self.sources.create([{
                "name": each.name, "list_ref": each.id, "channel": "list",
                "purpose_ids": [fields.Command.set(purpose.ids)]} for each in missing])
        return {source.list_ref: source for source in known
                if source.active and source.purpose_ids}

    # === WHAT THERE IS === #

    def addresses(self, source):
        """Return the addresses that a list would be mailed to and that no consent stands behind:
        what staff entered and imported, and what was there before.

        :rtype: list[str]
        """
        if MODEL not in self.env or not source.list_ref:
            return []
        self.env.flush_all()
        found = [address for (address,) in self.env.execute_query(SQL(
            """SELECT DISTINCT contact.email_normalized
                 FROM mailing_subscription subscription
                 JOIN mailing_contact contact ON contact.id = subscription.contact_id
                WHERE subscription.list_id = %s AND subscription.opt_out IS NOT TRUE
                  AND contact.email_normalized IS NOT NULL
                  AND NOT EXISTS (SELECT FROM mail_blacklist refused
                                   WHERE refused.active
                                     AND refused.email = contact.email_normalized)
                  AND NOT EXISTS (
                      SELECT FROM privacy_consent_record consent
                        LEFT JOIN res_partner partner ON partner.id = consent.partner_id
                       WHERE consent.purpose_id = ANY(%s) AND consent.active
                         AND COALESCE(consent.email, partner.email_normalized)
                             = contact.email_normalized)
                ORDER BY 1""", source.list_ref, source.purpose_ids.ids))]
        refused = OptOut(self.env).refused(
            found, purpose=source.purpose_ids[:1], lists=[source.list_ref]) if found else ()
        return [address for address in found if address not in refused]

    def declare(self, source, day, is_signed, reason):
        """Record on which ground the subscriptions of a list rest that no consent stands behind.

        :param date day: on which they were given, as far as anybody knows
        :param bool is_signed: whether each is proven on paper or in another system; the others are
            asked by a mail first
        :param str reason: how that is known
        :return: how many there were
        """
        addresses = self.addresses(source)
        # of the day alone is known; today's noon may be to come
        moment = min(fields.Datetime.now(), datetime.combine(day, time(12)))
        Giving(self.env).give([{
            "email": address, "purpose_id": source.purpose_ids[:1].id, "channel": "import",
            "source": reason, "source_id": source.id, "given_at": moment,
            "event_id": f"declared.{number}.{fields.Datetime.now():%Y%m%d%H%M%S}",
            "proof": "signed" if is_signed else "none",
        } for number, address in enumerate(addresses)])
        self.env["privacy.evidence"]._record([{
            "act": "list_declared", "company": source.company_id.id or None,
            "counts": {"source": source.id, "consents": len(addresses), "signed": is_signed,
                       "day": str(day), "uid": self.env.uid}}])
        return len(addresses)
