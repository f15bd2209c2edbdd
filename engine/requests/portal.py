"""Requests of people with a portal login: they are known, and follow what becomes of a request.

``controllers/privacy_portal.py`` makes this with the superuser's environment and names the user
who has logged in; portal users have no access to the models.
"""

import os
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import email_normalize_all, plaintext2html

from ...core.requests import rights as rules
from ...core.text import entered
from ..accounts import FixedAddresses
from ..candidates import Candidates
from ..consents.withdrawing import Withdrawing
from ..marketing import Marketing
from ..notices.notifying import Notifying
from ..refusals import too_large
from ..restriction.restriction import Restriction
from ..transaction import alone
from .address_proof import vouches
from .identity import Identity
from .intake import TEXT_SHOWN
from .login_code import LoginCode
from .statement import Statement
from .without_contact import WithoutContact, leads_further

#: files of one message from the portal: how many, and bytes of each
FILES, FILE_SIZE = 5, 10 * 1024 * 1024
#: requests that one portal user may have open
OPEN_AT_MOST = 10
#: a form that is sent twice within so long is one request
SAME_WITHIN = timedelta(minutes=10)


class Portal:
    """What a portal user sees and does."""

    def __init__(self, env):
        self.env = env
        self.requests = env["privacy.request"]

    # === SEE === #

    def domain(self, user, vouched=None):
        """Return the domain of the requests that a portal user sees: their own, and those that
        came in another way about them as long as identity holds, and the login vouches for them
        now and was theirs then.

        :param bool vouched: whether it does, where that is known already
        """
        partner = user.partner_id
        asked = Domain("requester_id", "=", partner.id)
        if not (vouches(user) if vouched is None else vouched):
            # who logs in may have come by an address that was changed since
            return asked & Domain("id", "in", self.requests.search(asked).filtered(
                lambda request: not FixedAddresses(self.env, request).are_changed()).ids)
        about = self.requests.search([
            ("partner_ids", "in", partner.ids), ("identity_on", "!=", False),
            ("state", "in", ("open", "answered"))])
        return asked | Domain("id", "in", about.filtered(
            lambda request: FixedAddresses(self.env, request).are_of_login(user)).ids)

    def messages(self, request):
        """Return the conversation that the person sees: no notes of staff, no notifications."""
        return self.env["mail.message"].search([
            ("model", "=", request._name), ("res_id", "=", request.id),
            ("message_type", "in", ("comment", "email", "email_outgoing")),
            "|", ("subtype_id", "=", False), ("subtype_id.internal", "=", False),
        ], order="id")

    def packages(self, request, user):
        """Return the packages that this person may fetch now, by the login."""
        return request.package_ids.filtered(
            lambda package: package._can_be_fetched() and package._opens_for(user))

    # === ASK === #

    def ask(self, user, vals):
        """Take in what a portal user asks. The login says who it is, where it vouches for the
        contact's address and nothing else leads further; otherwise an officer confirms who it is.

        :param dict vals: ``rights`` (list of codes), ``text``, ``child_by`` ("self": a child)
        :raise ValidationError: where nothing is asked, or too much at once
        :rtype: privacy.request
        """
        kinds = [kind for kind in rules.RIGHTS if kind in (vals.get("rights") or ())]
        text = entered.words(vals.get("text") or "")
        self._check_asked(kinds, text)
        # who presses the button twice at the same moment waits for the first and sees it
        with alone(self.env, f"privacy-portal-{user.id}") as env:
            request = Portal(env)._take(user.with_env(env), kinds, text, vals.get("child_by"))
        return request.with_env(self.env)

    def _take(self, user, kinds, text, child_by=None):
        partner = user.partner_id.sudo()
        running = self.requests.search(
            [("requester_id", "=", partner.id), ("state", "in", rules.RUNNING)])
        if same := self._same(running, kinds, text):
            return same
        if len(running) >= OPEN_AT_MOST:
            raise ValidationError(self.env._(
                "You have %s requests that are not answered yet. Write to us in one of them.",
                len(running)))
        request = self.requests.intake({
            "rights": kinds, "text": text, "channel": "portal",
            "name": partner.name, "email": partner.email_normalized, "phone": partner.phone,
            "partner_ids": partner.ids, "lang": partner.lang,
            "child_by": child_by if child_by == "self" else False,
            "company_id": (user.company_id or self.env.company).id,
        })
        request.requester_id = partner
        request.message_subscribe(partner.ids)
        self._identify(request, user)
        return request

    def _identify(self, request, user):
        """Say who it is by the login, where nothing is left to ask an officer."""
        partner = user.partner_id.sudo()
        said = Statement(partner, "portal")
        if (vouches(user) and not Candidates(self.env, request).is_ambiguous(partner)
                and not leads_further(self.env, partner)
                and not WithoutContact(self.env, request).left_out(said)):
            Identity(self.env, request).confirm(said)

    # === THE ADDRESS OF THE LOGIN === #

    def send_code(self, user):
        """Send a code to the address of the login.

        :raise UserError: where there is none, or too many were sent
        """
        LoginCode(self.env, user).send()

    def enter_code(self, user, code):
        """Take the code that was sent to the login's address. What was asked before is the
        person's from now on.

        :return: whether it is right
        """
        if not LoginCode(self.env, user).enter(code):
            return False
        for request in self.requests.search([
                ("requester_id", "=", user.partner_id.id),
                ("state", "in", ("received", "identity"))]):
            self._identify(request, user)
        return True

    def provable(self, user, vouched=None):
        """Return the address that a code would prove, or None."""
        vouched = vouches(user) if vouched is None else vouched
        return None if vouched else LoginCode(self.env, user).address()

    def _check_asked(self, kinds, text):
        if not kinds:
            raise ValidationError(self.env._("Choose at least one right."))
        if len(text or "") > TEXT_SHOWN:
            raise too_large(self.env._(
                "Your text is too long: at most %s characters. You can add a file later.",
                TEXT_SHOWN))

    def _same(self, running, kinds, text):
        """Return the request that the same form has just made, if any."""
        since = fields.Datetime.now() - SAME_WITHIN
        return running.filtered(lambda each: (
            each.received_on >= since and (each.text or "") == (text or "")
            and set(each.right_ids.mapped("kind")) == set(kinds)))[:1]

    # === WRITE === #

    def say(self, request, partner, text, files=()):
        """Add a message of the person to the conversation.

        :param files: pairs (name, binary stream): read once their sizes are known to fit
        :raise ValidationError: where it is nothing, or too much; nothing was sent
        """
        text = entered.words(text or "").strip()
        if not text and not files:
            raise ValidationError(self.env._("Write something, or add a file."))
        if len(text) > TEXT_SHOWN:
            raise too_large(self.env._(
                "Your text is too long: at most %s characters. You can add it as a file.",
                TEXT_SHOWN))
        if len(files) > FILES or any(size_of(stream) > FILE_SIZE for _name, stream in files):
            raise too_large(self.env._(
                "At most %(number)s files of %(size)s MB each. Nothing was sent.",
                number=FILES, size=FILE_SIZE // 1024 ** 2))
        if request.state == "dropped":
            raise UserError(self.env._("This request was ended. Make a new one, please."))
        message = request.message_post(
            body=plaintext2html(text), author_id=partner.id, message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachments=[(entered.line(name, 200) or "file", stream.read())
                         for name, stream in files])
        # what a browser could run is only ever handed out as a file
        message.attachment_ids.write({"mimetype": "application/octet-stream"})
        return message

    def add_link(self, request, groups):
        """Have the mail about a message lead the person to the request.

        :param groups: Odoo's groups of recipients, changed in place
        """
        for name, _whom, data in groups:
            if name == "portal" and request.requester_id:
                data.update(active=True, has_button_access=True, button_access={
                    "url": f"{request.get_base_url()}/my/privacy/{request.id}",
                    "title": self.env._("View Request")})

    # === CONSENTS === #

    def consent(self, user, act, record_id=0):
        """Do at once what the person chose about mailings and consents (Art. 7(3), 21(3)).

        Nothing changes for an address before the login has shown that it is its own: a code to
        it takes a minute, and each mailing has its own way out. Consents are the contact's own.

        :param str act: withdraw, stop, allow, leave or join
        :param int record_id: the consent that is withdrawn, or the subscription
        :raise UserError: where nothing was changed
        """
        partner = user.partner_id.sudo()
        if act in ("allow", "stop", "join", "leave") and not vouches(user):
            raise UserError(
                self.env._("Show first that your mail address is yours: have a code sent to it.")
                if LoginCode(self.env, user).address() else self.env._(
                    "Your mail address is not that of your login. Write to us to change this."))
        if act in ("allow", "join") and self._is_restricted(partner):
            raise UserError(self.env._(
                "The processing of your data is restricted. Ask us to lift that first."))
        if not self._choose(user, act, record_id):
            raise UserError(self.env._("Nothing was changed: choose one of the buttons."))
        self.env["privacy.evidence"].sudo()._record([{
            "act": f"consent_{act}", "partner": partner.id, "counts": {"uid": self.env.uid}}])

    def mailings(self, user):
        """Return what stops and allows mailings to the address that a login vouches for."""
        return Marketing(self.env, only=email_normalize_all(user.partner_id.sudo().email or "")[:1])

    def _choose(self, user, act, record_id):
        """Do it; return whether there was anything to do."""
        partner, marketing = user.partner_id.sudo(), self.mailings(user)
        if act == "withdraw":
            return self._withdraw(user, record_id)
        if act in ("leave", "join"):
            return marketing.leave_list(record_id, partner, act == "leave")
        if act not in ("stop", "allow") or not marketing.addresses(partner):
            return False
        (marketing.stop if act == "stop" else marketing.allow)(partner)
        if act == "stop":
            Notifying(self.env).objected(partner, company=partner.company_id)
        return True

    def _is_restricted(self, partner):
        """Whether this contact, or another one with its address, is restricted."""
        known = Restriction(self.env).now().emails.get
        return partner.privacy_restricted or any(map(known, Marketing(self.env).addresses(partner)))

    def _withdraw(self, user, consent_id):
        consent = self.env["privacy.consent.record"].search(
            [("id", "=", consent_id), ("partner_id", "=", user.partner_id.id)])
        # the contact's consent is its own; its address may be somebody else's
        marketing = self.mailings(user) if vouches(user) else False
        return bool(Withdrawing(self.env, marketing).withdraw(consent, "portal"))

    # === WORDS === #

    def author(self, request, message, partner):
        """Return who wrote a message, as the person reads it."""
        if message.author_id == partner:
            return self.env._("You")
        author = message.author_id.sudo().with_context(active_test=False)
        is_staff = any(not user.share for user in author.user_ids)
        if is_staff or author == request.company_id.sudo().partner_id:
            return request.company_id.name
        return message.email_from or self.env._("Somebody else")

    def standing(self, request):
        """Return where a request stands, for the person."""
        return {
            "received": self.env._("We have received it."),
            "identity": self.env._("We are waiting for you to tell us who you are."),
            "open": self.env._("We are working on it."),
            "answered": self.env._("It was answered."),
            "dropped": self.env._("It was ended."),
        }[request.state]


def size_of(stream):
    """Return the bytes of a binary stream, which is not read, and stands at its start again."""
    stream.seek(0, os.SEEK_END)
    size = stream.tell()
    stream.seek(0)
    return size
