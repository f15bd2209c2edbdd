"""What a visitor chooses in the cookie bar of Odoo's own website.

Its page sends it to the same host, from which no page of another can send JSON (Fetch Standard,
CORS); the server names the visitor itself, by a random number in a cookie that no script reads. So
a call gives and withdraws for the browser that makes it, and for nobody else. It proves what a
browser chose, and not whose it is.
"""

import re
import secrets
from urllib.parse import urlsplit

from odoo.fields import Domain

from ....core.consents import events, strict_json
from ...requests.limits import Limit, Limits
from ...requests.public_form import network_of
from .batch import Batch
from .door import UNREADABLE, Refusal

PATH = "/privacy/consent/choice"
#: bytes of one call, and its choices
SIZE, MOST = 64 * 1024, 20
#: calls of one network, as (number, hours): an office with its visitors
PER_NETWORK = ((300, 1), (2000, 24))
#: the cookie with the number of a browser, and seconds that it stays
COOKIE, STAYS = "privacy_visitor", 60 * 60 * 24 * 365
_VISITOR = re.compile(r"[A-Za-z0-9_-]{22}")


class OwnSite:
    """The cookie bar of one company's website.

    :param res.company company: whose website it is
    """

    def __init__(self, company):
        self.company = company
        self.env = company.with_company(company).sudo().env

    def source(self):
        """Return the source of this website's cookie bar; empty where nothing is recorded."""
        return self.env["privacy.consent.source"].search(
            Domain("is_own_site", "=", True)
            & Domain("company_id", "in", (False, self.company.id)),
            order="company_id NULLS LAST", limit=1)

    def check_origin(self, origin, host):
        """Refuse what another site's page sends.

        :param str origin: that the browser says, or nothing
        :param str host: that was called
        :raise Refusal: with 403
        """
        if urlsplit(origin).netloc != host:
            raise Refusal(403, "origin", "A choice is sent by a page of this site.")

    def take(self, source, body, visitor, remote):
        """Take the choices of one browser.

        :param bytes body: as it was sent
        :param str visitor: number of the browser
        :param str remote: network address of the caller
        :return: an :class:`~.batch.Outcome` for each choice and purpose
        :raise Refusal: where nothing is taken
        """
        try:
            found = events.events_of(strict_json.read(body))
        except strict_json.Unreadable as error:
            raise Refusal(400, error.code, UNREADABLE[error.code]) from None
        if isinstance(found, events.Problem):
            raise Refusal(422, "shape", f"The body is not {found.text}.")
        if len(found) > MOST:
            raise Refusal(413, "events", f"A call has at most {MOST} choices.")
        if Limits(self.env).take(Limit("consent-choice", network_of(remote), PER_NETWORK)):
            raise Refusal(429, "too_many", "Too many choices came from your network.")
        return Batch(self.env, source).take([
            {**choice, "visitor": visitor, "ip": remote}
            for each in found for choice in self._of_each_purpose(source, each)])

    @staticmethod
    def _of_each_purpose(source, choice):
        """Return a choice that names no purpose once for each purpose of the bar."""
        if "purpose" in choice or not isinstance(choice.get("id"), str):
            return [choice]
        return [{**choice, "purpose": purpose.code, "id": f"{choice['id']}.{purpose.code}"[:64]}
                for purpose in source.purpose_ids]


def visitor_of(cookie):
    """Return (number of a browser, whether it is a new one).

    :param str cookie: that the browser brought, or nothing
    """
    if cookie and _VISITOR.fullmatch(cookie):
        return cookie, False
    return secrets.token_urlsafe(16), True
