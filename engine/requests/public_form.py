"""Requests of people without a login: limits, the click that confirms an address, the request.

Whoever is known gets the same answers as whoever is not.
"""

import hashlib
import ipaddress
import secrets
import unicodedata
from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tools import SQL, email_normalize, hmac

from ...core.requests import rights as rules
from .intake import TEXT_SHOWN
from .letters import BY_ITSELF

#: days that a request waits for the click that confirms its address
DAYS_TO_CONFIRM = 14
#: requests that one source may make, as (number, hours): a household or an office, and no more
PER_SOURCE = ((10, 1), (40, 24))
#: mails that one address gets in a day, whoever asks for them
PER_ADDRESS = 3
#: characters of a name, an address, a number
SHORT = 200


class RateLimitExceeded(Exception):
    """One source asks too often; the others are not concerned. Its text is for the person."""


class PublicForm:
    """Takes in what somebody wrote in the public form."""

    def __init__(self, env):
        self.env = env
        self.pending = env["privacy.request.pending"]

    def submit(self, vals, source):
        """Keep it until its address is confirmed, and ask for the click.

        :param dict vals: ``rights`` (list of codes), ``email``, ``name``, ``phone``, ``text``,
            ``lang``
        :param str source: network address of the sender
        :raise RateLimitExceeded: where this source asks too often
        :raise ValidationError: where something cannot be used; nothing was stored
        """
        values = self._checked(vals)
        values["source"] = self._source_key(source)
        # who comes at the same moment is counted too
        for key in sorted((values["source"], values["person_email"])):
            self.env.execute_query(SQL(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", key))
        self._check_source(values["source"])
        if self._is_enough(values["person_email"]):
            # this address has had its mails today; who asks is told the same as everybody
            return
        token = secrets.token_urlsafe(32)
        pending = self.pending.create({
            **values, "token_hash": hash_of(token), "company_id": self.env.company.id})
        link = f"{pending.company_id.get_base_url()}/privacy/request/confirm/{token}"
        template = self.env.ref("cloudpepper_privacy.mail_template_request_confirm")
        # the template reads the link from its rendering context: Odoo's way to hand it a value
        template.with_context(privacy_link=link).send_mail(
            pending.id, email_layout_xmlid="mail.mail_notification_light",
            email_values={"headers": BY_ITSELF})

    def _checked(self, vals):
        """Return the values of a pending request, or say what cannot be used."""
        kinds = [kind for kind in rules.RIGHTS if kind in (vals.get("rights") or ())]
        if not kinds:
            raise ValidationError(self.env._("Choose at least one right."))
        email = address_in(vals.get("email"))
        if not email:
            raise ValidationError(self.env._(
                "Give one mail address, like name@example.com: the answer goes there."))
        for name in ("name", "phone"):
            if len(vals.get(name) or "") > SHORT:
                raise ValidationError(self.env._(
                    "A name or a number has at most %s characters.", SHORT))
        if len(vals.get("text") or "") > TEXT_SHOWN:
            raise ValidationError(self.env._(
                "Your text is too long: at most %s characters. You can send the rest by mail.",
                TEXT_SHOWN))
        return {
            "person_email": email, "person_name": (vals.get("name") or "").strip(),
            "person_phone": (vals.get("phone") or "").strip(), "text": vals.get("text"),
            "rights": ",".join(kinds), "lang": vals.get("lang"),
        }

    # === LIMITS === #

    def _source_key(self, source):
        return hmac(self.env(su=True), "privacy-request-source", network_of(source))

    def _check_source(self, key):
        """Refuse a source that asks too often; what others ask does not count."""
        now = fields.Datetime.now()
        for most, hours in PER_SOURCE:
            asked = self.pending.search_count(
                [("source", "=", key), ("create_date", ">", now - timedelta(hours=hours))],
                limit=most)
            if asked >= most:
                raise RateLimitExceeded(self.env._(
                    "Too many requests came from your network. Try again later, or write to us."))

    def _is_enough(self, email):
        day = fields.Datetime.now() - timedelta(days=1)
        return self.pending.search_count(
            [("person_email", "=", email), ("create_date", ">", day)],
            limit=PER_ADDRESS) >= PER_ADDRESS

    # === CONFIRM === #

    def find(self, token):
        """Return the pending request of a link, or an empty one: used up, too old or wrong."""
        since = fields.Datetime.now() - timedelta(days=DAYS_TO_CONFIRM)
        return self.pending.search(
            [("token_hash", "=", hash_of(token)), ("create_date", ">", since)], limit=1)

    def confirm(self, pending):
        """Make the request: the person holds the address. Twice makes one (a row lock).

        It counts from the day on which it was sent.

        :rtype: privacy.request
        """
        pending.ensure_one()
        self.env.execute_query(SQL(
            "SELECT id FROM privacy_request_pending WHERE id = %s FOR UPDATE", pending.id))
        pending.invalidate_recordset()
        if pending.request_id:
            return pending.request_id
        request = self.env["privacy.request"].with_company(pending.company_id).intake({
            "rights": pending.rights.split(","), "email": pending.person_email,
            "name": pending.person_name, "phone": pending.person_phone, "text": pending.text,
            "channel": "form", "received_on": pending.create_date,
            "lang": self._known_lang(pending.lang), "company_id": pending.company_id.id,
        })
        request.address_confirmed_on = fields.Datetime.now()
        # what it said stands in the request now
        pending.write({"request_id": request.id, "text": False, "person_name": False,
                       "person_phone": False})
        return request

    def _known_lang(self, lang):
        return lang if lang in dict(self.env["res.lang"].get_installed()) else False

    def delete_old(self):
        """Let go of what was not confirmed in time, and of what was, with its period of limits."""
        before = fields.Datetime.now() - timedelta(days=DAYS_TO_CONFIRM)
        self.pending.sudo().search([("create_date", "<", before)], limit=10_000).unlink()


def hash_of(token):
    """Return what is stored of the secret in a link."""
    return hashlib.sha256((token or "").encode()).hexdigest()


def address_in(text):
    """Return the one mail address in a text, normalised, or None; with a domain, and without
    characters that nobody sees.
    """
    text = (text or "").strip()
    if len(text) > SHORT or any(unicodedata.category(char) in ("Cc", "Cf") for char in text):
        return None
    email = email_normalize(text)
    return email if email and "." in email.rpartition("@")[2] else None


def network_of(source):
    """Return what stands for one sender: an IPv4 address, or the network of an IPv6 one, of which
    a household has 2^64.

    :param str source: the address as the server saw it; what is none stands for itself
    """
    try:
        address = ipaddress.ip_address(source.partition("%")[0])
    except ValueError:
        return source
    if address.version == 4:
        return str(address)
    return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))
