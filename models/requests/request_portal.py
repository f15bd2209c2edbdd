from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import email_normalize, plaintext2html

from ...core.requests import rights as rules
from .request import SHOWN

#: files of one message from the portal: how many, and bytes of each
FILES, FILE_SIZE = 5, 10 * 1024 * 1024
#: requests that one portal user may have open
OPEN_AT_ONCE = 10
#: a form that is sent twice within so long is one request
TWICE = timedelta(minutes=10)


class PrivacyRequest(models.Model):
    """The portal door: who has logged in is known, and follows what becomes of a request.

    The methods here are called as superuser by ``controllers/privacy_portal.py``, with the contact
    of the user who has logged in; portal users have no access to the model itself.
    """

    _inherit = "privacy.request"

    requester_id = fields.Many2one(
        "res.partner", string="Asked in the Portal By", readonly=True, copy=False,
        index="btree_not_null",
        help="The contact of the portal user who asked, and who sees the request there.")

    @api.model
    def _portal_domain(self, partner):
        """The requests that a portal user sees: their own, and those of other doors about them
        as long as identity holds.
        """
        return Domain("requester_id", "=", partner.id) | Domain([
            ("partner_ids", "in", partner.ids), ("identity_on", "!=", False),
            ("state", "in", ("open", "answered"))])

    @api.model
    def _vouched(self, user):
        """Whether the login vouches for the mail address of its contact: a portal user may type
        any address there, and what belongs to an address belongs to who holds it.
        """
        email = user.partner_id.sudo().email_normalized
        return not email or email == email_normalize(user.login)

    def _confirm_identity(self, partners, method, doubt=False, **given):
        """A login is proof for its own contact, and only while it vouches for the address."""
        if method == "portal":
            users = self.sudo().requester_id.user_ids
            if partners != self.requester_id or not any(map(self._vouched, users)):
                raise UserError(self.env._(
                    "The login does not vouch for this contact and its mail address: confirm who "
                    "it is in another way."))
        return super()._confirm_identity(partners, method, doubt, **given)

    @api.model
    def _portal_ask(self, user, vals):
        """Take in what a portal user asks; the login says who it is, where it vouches for the
        address too. Where it does not, an officer confirms who it is.

        :param dict vals: ``rights`` (list of codes), ``text``
        :raise ValidationError: where nothing is asked, or too much at once
        """
        partner = user.partner_id.sudo()
        kinds = [kind for kind in rules.RIGHTS if kind in (vals.get("rights") or ())]
        if not kinds:
            raise ValidationError(self.env._("Choose at least one right."))
        if len(vals.get("text") or "") > SHOWN:
            raise ValidationError(self.env._(
                "Your text is too long: at most %s characters. You can add a file later.", SHOWN))
        running = self.search(
            [("requester_id", "=", partner.id), ("state", "in", rules.RUNNING)])
        since = fields.Datetime.now() - TWICE
        for other in running.filtered(lambda each: each.received_on >= since):
            if (set(other.right_ids.mapped("kind")) == set(kinds)
                    and (other.text or "") == (vals.get("text") or "")):
                return other
        if len(running) >= OPEN_AT_ONCE:
            raise ValidationError(self.env._(
                "You have %s requests that are not answered yet. Write to us in one of them.",
                len(running)))
        request = self.intake({
            "rights": kinds, "text": vals.get("text"), "channel": "portal",
            "name": partner.name, "email": partner.email_normalized, "phone": partner.phone,
            "partner_ids": partner.ids, "lang": partner.lang,
            "company_id": (user.company_id or self.env.company).id,
        })
        request.requester_id = partner
        request.message_subscribe(partner.ids)
        if self._vouched(user):
            request._confirm_identity(partner, "portal")
        return request

    def _portal_messages(self):
        """Return the conversation that the person sees: no notes of staff, no notifications."""
        self.ensure_one()
        return self.env["mail.message"].search([
            ("model", "=", self._name), ("res_id", "=", self.id),
            ("message_type", "in", ("comment", "email", "email_outgoing")),
            "|", ("subtype_id", "=", False), ("subtype_id.internal", "=", False),
        ], order="id")

    def _portal_packages(self, partner):
        """Return the packages that this person may fetch now, by the login."""
        self.ensure_one()
        if partner not in self.partner_ids:
            return self.env["privacy.package"]
        return self.package_ids.filtered(lambda package: package._can_be_fetched())

    def _portal_say(self, partner, text, files=()):
        """Add a message of the person to the conversation.

        :param files: pairs (name, bytes)
        """
        self.ensure_one()
        text = (text or "").strip()
        if not text and not files:
            raise ValidationError(self.env._("Write something, or add a file."))
        if len(text) > SHOWN:
            raise ValidationError(self.env._(
                "Your text is too long: at most %s characters. You can add it as a file.", SHOWN))
        if len(files) > FILES or any(len(content) > FILE_SIZE for _name, content in files):
            raise ValidationError(self.env._(
                "At most %(number)s files of %(size)s MB each. Nothing was sent.",
                number=FILES, size=FILE_SIZE // 1024 ** 2))
        if self.state == "dropped":
            raise UserError(self.env._("This request was ended. Make a new one, please."))
        message = self.message_post(
            body=plaintext2html(text), author_id=partner.id, message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachments=[(name[:200] or "file", content) for name, content in files])
        # what a browser could run is only ever handed out as a file
        message.attachment_ids.write({"mimetype": "application/octet-stream"})
        return message

    def _portal_author(self, message, partner):
        """Return who wrote a message, as the person reads it."""
        if message.author_id == partner:
            return self.env._("You")
        author = message.author_id.sudo().with_context(active_test=False)
        staff = any(not user.share for user in author.user_ids)
        if staff or author == self.company_id.sudo().partner_id:
            return self.company_id.name
        return message.email_from or self.env._("Somebody else")

    def message_post(self, **given):
        """What an officer writes to the person reaches the person, restricted or not (Art. 12(3)),
        and nobody before identity holds.
        """
        if len(self) == 1 and self._is_to_person(given):
            given.update(self._sent_to(given))
        return super().message_post(**given)

    def _is_to_person(self, given):
        """Whether staff write to the person: no note, and no letter, which goes its own way."""
        said = given.get("subtype_xmlid") == "mail.mt_comment" or given.get(
            "subtype_id") == self.env.ref("mail.mt_comment").id
        if not said or given.get("message_type") != "comment" or self.env.context.get(
                "privacy_letter"):
            return False
        author = self.env["res.partner"].browse(given.get("author_id")) or self.env.user.partner_id
        users = author.sudo().with_context(active_test=False).user_ids
        return any(not user.share for user in users)

    def _sent_to(self, given):
        """Return whom a message to the person is sent to, as ``message_post`` takes it."""
        request = self.sudo()
        if not request.identity_on or request.state not in ("open", "answered"):
            raise UserError(self.env._(
                "Nothing goes to the person before identity holds. Ask for identity by the "
                "button, or log a note."))
        if request.requester_id:
            return {"partner_ids": list(
                {*(given.get("partner_ids") or ()), request.requester_id.id})}
        return {"outgoing_email_to": request._letter_address()}

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        """The mail about a message leads the person to the request in the portal."""
        groups = super()._notify_get_recipients_groups(
            message, model_description, msg_vals=msg_vals)
        if len(self) == 1 and self.sudo().requester_id:
            for name, _whom, data in groups:
                if name == "portal":
                    data.update(active=True, has_button_access=True, button_access={
                        "url": f"{self.get_base_url()}/my/privacy/{self.id}",
                        "title": self.env._("View Request")})
        return groups

    # === CONSENTS === #

    @api.model
    def _portal_consent(self, user, act, record_id=0):
        """Do at once what the person chose about mailings and consents (Art. 7(3), 21(3)).

        Whoever typed an address may stop mailings to it, and nothing else.

        :param str act: withdraw, stop, allow, leave or join
        :param int record_id: the consent that is withdrawn, or the subscription
        """
        gateway, partner = self.env["privacy.gateway"], user.partner_id.sudo()
        if act in ("allow", "join", "leave") and not self._vouched(user):
            raise UserError(self.env._(
                "Your mail address is not that of your login. Write to us to change this."))
        if act in ("allow", "join") and self._restricted_too(partner):
            raise UserError(self.env._(
                "The processing of your data is restricted. Ask us to lift that first."))
        if act == "withdraw":
            done = self._portal_withdraw(partner, record_id)
        elif act in ("leave", "join"):
            done = gateway._leave_list(record_id, partner, act == "leave")
        elif act in ("stop", "allow"):
            done = bool(gateway._addresses(partner))
            if done:
                (gateway._stop_mailings if act == "stop" else gateway._allow_mailings)(partner)
        else:
            done = False
        if not done:
            raise UserError(self.env._("Nothing was changed: choose one of the buttons."))
        self.env["privacy.evidence"].sudo()._record([{
            "act": f"consent_{act}", "partner": partner.id, "counts": {"uid": self.env.uid}}])

    def _restricted_too(self, partner):
        """Whether this contact, or another one with its address, is restricted."""
        known = self.env["privacy.restriction"]._now().emails
        addresses = self.env["privacy.gateway"]._addresses(partner)
        return partner.privacy_restricted or any(known.get(each) for each in addresses)

    def _portal_withdraw(self, partner, consent_id):
        consent = self.env["privacy.consent.record"].search([
            ("id", "=", consent_id), ("partner_id", "=", partner.id),
            ("date_withdrawn", "=", False)])
        consent.date_withdrawn = max(
            fields.Date.context_today(self), consent.date_given) if consent else False
        return bool(consent)

    # === WORDS === #

    @api.model
    def _rights_meaning(self):
        """Return {right: what it means}, in the words of somebody who never read the law."""
        return {
            "access": self.env._("What data you hold about me, why, and a copy of them."),
            "rectification": self.env._("Correct what is wrong, complete what is missing."),
            "erasure": self.env._("Delete my data; what the law makes you keep stays until then."),
            "restriction": self.env._("Store my data and do nothing else with them."),
            "portability": self.env._(
                "Give me the data that I gave you in a form that other services can read."),
            "objection": self.env._("Stop a use of my data, for instance for advertising."),
            "withdrawal": self.env._("I take back a consent that I gave."),
            "automated": self.env._("Have a person look at a decision that a machine took."),
            "safeguards": self.env._(
                "A copy of the safeguards for data that go outside Europe."),
        }

    def _portal_standing(self):
        """Return where a request stands, for the person."""
        self.ensure_one()
        return {
            "received": self.env._("We have received it."),
            "identity": self.env._("We are waiting for you to tell us who you are."),
            "open": self.env._("We are working on it."),
            "answered": self.env._("It was answered."),
            "dropped": self.env._("It was ended."),
        }[self.state]
