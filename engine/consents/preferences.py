"""The page of preferences: what somebody has agreed to, and a switch for each, without a login.

Whoever has the link of a mail to an address may take back what the address has agreed to, at once.
What they agree to here waits for the click in a mail, as every address without a login does.
"""

from odoo.fields import Domain
from odoo.tools import email_normalize

from ..marketing import Marketing
from ..notices.notifying import Notifying
from ..refusals import RateLimitExceeded
from ..requests.letters import BY_ITSELF
from ..requests.limits import Limit, Limits, folded
from ..requests.paper import Paper
from ..requests.public_form import network_of
from ..requests.typed import address_in
from .giving import Giving
from .links import Links
from .subjects import contacts_of, in_force, of_address
from .texts import current_text
from .withdrawing import Withdrawing

#: mails with a new link that one address gets in a day, and that one source may ask for
PER_ADDRESS, PER_SOURCE = ((3, 24),), ((10, 1), (40, 24))
#: links that lead nowhere which one source may try
GUESSES = ((60, 1),)


class Preferences:
    """The preferences of one address.

    :param str address: normalised
    :param res.company company: that mailed the link
    """

    def __init__(self, env, address, company):
        self.env = env(su=True)
        self.address, self.company = address, company.with_env(self.env)
        self.today = self.env["privacy.timer"]._today()
        # the link shows that this address is the person's, and no other in a contact's field
        self._marketing = Marketing(self.env, only=[address])

    # === SHOW === #

    def purposes(self):
        """Return what is agreed to, or can be.

        :return: dicts of ``purpose``, ``consent`` (the last one, or empty), ``on`` (in force),
            ``pending``, ``text`` (today's words), ``can`` (whether the switch does anything)
        """
        consents = self.env["privacy.consent.record"].search(
            of_address(self.env, self.address) & Domain("active", "=", True))
        valid = consents.filtered_domain(in_force(self.today))
        lines = []
        for purpose in self._known() | consents.purpose_id:
            own = consents.filtered(lambda each, purpose=purpose: each.purpose_id == purpose)
            on = bool(own & valid)
            text = current_text(self.env, purpose)
            lines.append({
                "purpose": purpose, "consent": (own & valid)[:1] or own[:1], "on": on, "text": text,
                "pending": not on and "pending" in own.mapped("state"),
                "can": on or bool(text) and purpose in self._known()})
        return [line for line in lines if line["can"] or line["consent"]]

    def _known(self):
        return self.env["privacy.purpose"].search([
            ("line_ids.situation", "=", "consent"),
            ("company_id", "in", (False, self.company.id))])

    # === CHANGE === #

    def choose(self, purpose_ids, source, lang):
        """Take back what is switched off, and ask for what is switched on.

        :param purpose_ids: ids of the purposes that are on
        :param str source: network address of the caller
        :return: dict of ``stopped`` and ``asked``: numbers of purposes
        """
        lines = self.purposes()
        off = [line for line in lines if (line["on"] or line["pending"])
               and line["purpose"].id not in purpose_ids]
        asked = [line for line in lines if line["can"] and not line["on"] and not line["pending"]
                 and line["purpose"].id in purpose_ids]
        if off:
            Withdrawing(self.env, self._marketing).of_address(
                self.address, "preferences",
                self.env["privacy.purpose"].union(*(line["purpose"] for line in off)))
        if asked:
            Giving(self.env).give([{
                "email": self.address, "purpose_id": line["purpose"].id, "channel": "form",
                "text_id": line["text"].id, "lang": lang, "page": "/privacy/preferences",
                "source_net": source} for line in asked])
        return {"stopped": len(off), "asked": len(asked)}

    def stop_all(self, channel):
        """Take everything back, and stop all direct marketing, at once (Art. 7(3), 21(3)).

        :param str channel: a code of :data:`.values.WITHDRAWN_BY`
        :return: the notices by which others are told
        :rtype: privacy.notice
        """
        Withdrawing(self.env, self._marketing).of_address(self.address, channel)
        partners = contacts_of(self.env, self.address)
        notices = self.stopping()
        # who follows the link once more has said nothing new; whom others had stopped has
        if not self.is_stopped() or partners and not notices:
            notices |= Notifying(self.env).objected(partners, [self.address], self.company)
        self._marketing.stop(partners, [self.address])
        self.env["privacy.evidence"]._record([
            {"act": "consent_stop_link", "partner": partner.id, "counts": {"way": channel}}
            for partner in partners] or [
            {"act": "consent_stop_link", "counts": {"way": channel}}])
        return notices

    def is_stopped(self):
        """Whether we mail this address nothing any more."""
        return self._marketing.is_stopped(self.env["res.partner"])

    def stopping(self):
        """Return the notices by which others are told to stop mailing whose address this is."""
        return Notifying(self.env).stopping(contacts_of(self.env, self.address))

    def receipt_of(self, consent_id):
        """Return a consent of the address by its number, empty where it is somebody else's."""
        return self.env["privacy.consent.record"].search(
            of_address(self.env, self.address) & Domain("id", "=", consent_id), limit=1)


class NewLink:
    """Sends a link to whoever asks for one. Whoever is known gets the same answer as others."""

    def __init__(self, env):
        self.env = env(su=True)

    def send(self, text, source, lang):
        """Mail the link to an address.

        :param str text: as it was typed
        :param str source: network address of the caller
        :raise RateLimitExceeded: where this source asks too often
        :return: whether it is an address
        """
        address = email_normalize(address_in(text) or "")
        if not address:
            return False
        if Limits(self.env).take(Limit("preferences-source", network_of(source), PER_SOURCE)):
            raise RateLimitExceeded(self.env._(
                "Too many requests came from your network. Try again later, or write to us."))
        if Limits(self.env).take(Limit("preferences-address", folded(address), PER_ADDRESS)):
            return True
        company = self.env.company
        token = Links(self.env).token(address, company)
        if token:
            template = self.env.ref("cloudpepper_privacy.mail_template_preferences").with_context(
                privacy_link=f"{company.get_base_url()}/privacy/preferences/{token}", lang=lang)
            Paper.send(template, self.env.user, address, nameless=True, headers=BY_ITSELF)
        return True

    def check_guess(self, source):
        """Count a link that leads nowhere.

        :raise RateLimitExceeded: where this source tries too many
        """
        if Limits(self.env).take(Limit("preferences-guess", network_of(source), GUESSES)):
            raise RateLimitExceeded(self.env._(
                "Too many requests came from your network. Try again later, or write to us."))
