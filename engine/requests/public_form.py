"""Requests of people without a login: limits, the click that confirms an address, the request.

Whoever is known gets the same answers as whoever is not.
"""

import ipaddress
import secrets
from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...core.requests import rights as rules
from ...core.text import entered
from ..refusals import RateLimitExceeded, too_large
from ..transaction import alone
from .address_proof import AddressProof
from .children import PARENTS
from .intake import TEXT_SHOWN
from .letters import BY_ITSELF
from .limits import Limit, Limits, folded
from .paper import Paper
from .tokens import hash_of
from .typed import SHORT, address_in, checked_child

#: days that a request waits for the click that confirms its address
DAYS_TO_CONFIRM = 14
#: requests that one source may make, as (number, hours): a household or an office, and no more
PER_SOURCE = ((10, 1), (40, 24))
#: requests of everybody together: mails that programs on many networks can have us send
IN_ALL = ((300, 1), (2000, 24))
#: mails that one address gets in a day, whoever asks for them
PER_ADDRESS = 3
#: a form that is sent twice within so long is one request
SAME_WITHIN = timedelta(minutes=10)


class PublicForm:
    """Takes in what somebody wrote in the public form."""

    def __init__(self, env):
        self.env = env
        self.pending = env["privacy.request.pending"]

    def submit(self, vals, source):
        """Keep it until its address is confirmed, and ask for the click.

        :param dict vals: ``rights`` (list of codes), ``email``, ``name``, ``phone``, ``text``,
            ``lang``; of a child under 16 ``child_by`` (who asks), ``child_name``, ``child_email``
        :param str source: network address of the sender
        :raise RateLimitExceeded: where this source asks too often
        :raise ValidationError: where something cannot be used; nothing was stored
        """
        values = self._checked(vals)
        self._check_limits(network_of(source))
        limit = Limit("form-address", folded(values["person_email"]), ((PER_ADDRESS, 24),))
        with alone(self.env, Limits(self.env).key(limit)) as env:
            form = PublicForm(env)
            # a form sent twice is one request; an address that has had its mails today gets no
            # more. Who asks is told the same as everybody
            if not form._is_known(values) and not Limits(env).count(limit):
                form._keep(values)

    def _check_limits(self, network):
        """Refuse a source that asks too often, and more than anybody could want to answer.

        :raise RateLimitExceeded: in either case
        """
        if full := Limits(self.env).take(
                Limit("form-source", network, PER_SOURCE), Limit("form", "", IN_ALL)):
            raise RateLimitExceeded(
                self.env._("Too many requests came from your network. Try again later, or write "
                           "to us.") if full.who else
                self.env._("Too many requests are coming in at this moment. Try again later, or "
                           "write to us."))

    def _is_known(self, values):
        """Whether the same was asked a moment ago: somebody pressed the button twice."""
        names = ("person_email", "person_name", "person_phone", "text", "rights", "child_by",
                 "child_name", "child_email")
        recent = self.pending.search([
            ("person_email", "=", values["person_email"]), ("company_id", "=", self.env.company.id),
            ("create_date", ">", fields.Datetime.now() - SAME_WITHIN)])
        return any(all((row[name] or "") == (values[name] or "") for name in names)
                   for row in recent if not row.request_id)

    def _keep(self, values):
        """Keep it, and send the mail whose link confirms the address."""
        token = secrets.token_urlsafe(32)
        pending = self.pending.create({
            **values, "token_hash": hash_of(token), "company_id": self.env.company.id})
        link = f"{pending.company_id.get_base_url()}/privacy/request/confirm/{token}"
        template = self.env.ref("cloudpepper_privacy.mail_template_request_confirm")
        # the template reads the link from its rendering context: Odoo's way to hand it a value
        Paper.send(template.with_context(privacy_link=link), pending, pending.person_email,
                   headers=BY_ITSELF)

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
                raise too_large(self.env._(
                    "A name or a number has at most %s characters.", SHORT))
        if len(vals.get("text") or "") > TEXT_SHOWN:
            raise too_large(self.env._(
                "Your text is too long: at most %s characters. You can send the rest by mail.",
                TEXT_SHOWN))
        return {
            "person_email": email, "person_name": entered.line(vals.get("name") or ""),
            "person_phone": entered.line(vals.get("phone") or ""),
            "text": vals.get("text") and entered.words(vals["text"]),
            "rights": ",".join(kinds), "lang": vals.get("lang"), **checked_child(self.env, vals),
        }

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
            "rights": pending.rights.split(","), **self._people(pending), "text": pending.text,
            "channel": "form", "received_on": pending.create_date,
            "lang": self._known_lang(pending.lang), "company_id": pending.company_id.id,
        })
        if request.person_email == pending.person_email:
            # of a child's own address a parent has shown nothing
            request.address_confirmed_on = fields.Datetime.now()
        AddressProof(self.env).note(pending.person_email, "link", request=request)
        # what it said stands in the request now
        pending.write({"request_id": request.id, "text": False, "person_name": False,
                       "person_phone": False, "child_name": False, "child_email": False})
        return request

    def _people(self, pending):
        """Return who the request is about, and who asks for them."""
        if pending.child_by not in PARENTS:
            return {"email": pending.person_email, "name": pending.person_name,
                    "phone": pending.person_phone, "child_by": pending.child_by}
        return {"email": pending.child_email, "name": pending.child_name,
                "agent_email": pending.person_email, "agent_name": pending.person_name,
                "child_by": pending.child_by}

    def _known_lang(self, lang):
        return lang if lang in dict(self.env["res.lang"].get_installed()) else False

    def delete_old(self):
        """Let go of what was not confirmed in time, and of what was, with its period of limits."""
        before = fields.Datetime.now() - timedelta(days=DAYS_TO_CONFIRM)
        self.pending.sudo().search([("create_date", "<", before)], limit=10_000).unlink()


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
