"""Every letter goes this way: a template that staff can edit, in the person's language, kept in
the request's conversation. Where no mail address is known it waits for the post.
"""

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import email_normalize, formataddr

from ..accounts import FixedAddresses
from .limits import Limit, Limits, folded
from .paper import LAYOUT, Paper
from .reminders import Reminders
from .wanted_answers import WantedAnswers
from .writing import Writing

POST = "cloudpepper_privacy.mail_activity_type_request_post"
#: receipts of requests by mail that one address gets in a day
RECEIPTS = 5
#: headers of mails that nobody should answer by itself (RFC 3834)
BY_ITSELF = repr({"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply"})


class Letters:
    """The letters of one request."""

    def __init__(self, env, request):
        self.env, self.request = env, request

    def address(self):
        """Return the mail address that letters go to, if any.

        Until an agent's mandate is confirmed only receipt and the question who it is go out: to
        whoever asks.
        """
        request = self.request
        if answers := WantedAnswers(self.env, request).address():
            return answers
        if request.by_agent and (not request.identity_on or request.letters_to == "agent"):
            return request.agent_email
        return request.answer_email if request.identity_on else request.person_email

    def deliver(self, template, record=None, files=(), hidden=()):
        """Write a letter and keep it.

        :param str template: XML id of a mail.template
        :param record: what the template is about, by default the request
        :param files: list of (name, bytes, MIME type)
        :param hidden: pairs (text, what the conversation keeps in its place): what the mail alone
            says, which is deleted once it has left
        :return: (mail.message, whether it is on its way)
        """
        request = self.request.ensure_one()
        template = self.env.ref(template).sudo()
        record = (record if record is not None else request).sudo()
        if address := self.address():
            message = self._mail(template, record, address, hidden)
        else:
            message = self._keep(template, record)
        if files:
            message.attachment_ids = self.env["ir.attachment"].sudo().create([
                {"name": name, "raw": content, "mimetype": kind, "res_model": request._name,
                 "res_id": request.id} for name, content, kind in files])
        return message, bool(address) or self.is_read_online()

    def send_once(self, template, record, address, **given):
        """Send a mail that nothing is kept of, not even a message in a thread: what it says opens
        something.

        :param str template: XML id of a mail.template
        :param record: what the template is about
        :param given: what the template reads from its rendering context, Odoo's way to hand it
            a value
        :raise UserError: where it could not be sent; nothing is kept of that either
        """
        template, record = self.env.ref(template).sudo(), record.sudo()
        letter = template.with_context(**given)._generate_template(
            [record.id], ("subject", "body_html"))[record.id]
        mail = self.env["mail.mail"].sudo().create({
            "subject": letter["subject"], "email_to": address, "headers": BY_ITSELF,
            "body_html": Paper.of(template, record).wrap(
                letter["subject"], letter["body_html"], nameless=True),
            "email_layout_xmlid": LAYOUT, "auto_delete": True, "is_internal": True,
            "date": fields.Datetime.now()})
        mail.send()
        if mail.exists() and mail.state == "exception":
            # the caller's transaction ends here
            raise UserError(self.env._("The mail could not be sent. Try again later."))

    def _mail(self, template, record, address, hidden):
        mail = Paper.send(
            template, record, address, headers=BY_ITSELF, **self._author(),
            model=self.request._name, res_id=self.request.id,
            subtype_id=self.env.ref("mail.mt_comment").id)
        message = mail.mail_message_id
        if hidden:
            mail.write({"auto_delete": True, "is_notification": True})
            for text, shown in hidden:
                message.body = message.body.replace(text, shown)
        return message

    def _keep(self, template, record):
        """Keep the letter in the conversation, for the officer to post or the person to read."""
        request = self.request.sudo()
        letter = template._generate_template([record.id], ("subject", "body_html"))[record.id]
        message = request.with_context(mail_post_autofollow=False)._post_letter(
            body=letter["body_html"], subject=letter["subject"], message_type="comment",
            subtype_xmlid="mail.mt_comment", email_layout_xmlid=LAYOUT, **self._author())
        if not self.is_read_online():
            request.post_letter_ids |= message
            request.activity_schedule(
                POST, summary=self.env._("Print the letter and send it by post"),
                user_id=request.user_id.id or Reminders(self.env, request).officer().id)
        return message

    def _author(self):
        """A letter is the controller's, whoever pressed the button; that may be the person."""
        company = self.request.company_id.sudo()
        address = company.privacy_email or company.email
        return {"author_id": company.partner_id.id,
                "email_from": formataddr((company.name, address)) if address else False}

    def is_read_online(self):
        """Whether the person reads the conversation itself, on the portal."""
        return bool(self.request.sudo().requester_id)

    # === RECEIPT === #

    def acknowledge(self):
        """Confirm the receipt, once, however the request came; it says nothing of who is known."""
        request = self.request.sudo()
        address = Letters(request.env, request).address()
        if (not request.told_on and address and not self._is_ours(address)
                and not self._has_enough(address)):
            request.told_on = fields.Datetime.now()
            Letters(request.env, request).deliver(
                "cloudpepper_privacy.mail_template_request_received")

    def _has_enough(self, address):
        """Whether an address has had its receipts of mails today, however it is spelt: anybody
        may write any sender.
        """
        return self.request.channel == "mail" and bool(Limits(self.env).take(
            Limit("receipt", folded(address), ((RECEIPTS, 24),))))

    def _is_ours(self, address):
        """Whether mail to an address comes back to us: such a letter would answer itself."""
        return bool(self.env["mail.alias"].sudo().search_count(
            [("alias_full_name", "=", email_normalize(address))], limit=1))

    # === POST === #

    def note_posted(self):
        """The letters that wait for the post were posted.

        :raise UserError: where none waits
        """
        request = self.request.sudo()
        waiting = request.right_ids.filtered(lambda right: right.letter_id and not right.told_on)
        if not (waiting or request.post_letter_ids or request.activity_search([POST])):
            raise UserError(self.env._("No letter of %s waits for the post.", request.name))
        waiting.told_on = fields.Datetime.now()
        request.write({"post_letter_ids": False, "post_address": False})
        request.activity_unlink([POST])
        request._record_evidence("request_posted")

    # === THE CONVERSATION === #

    def is_to_person(self, given):
        """Whether staff write to the person: no note, and nothing that came from outside.

        :param dict given: the arguments of ``message_post``
        """
        is_comment = given.get("subtype_xmlid") == "mail.mt_comment" or given.get(
            "subtype_id") == self.env.ref("mail.mt_comment").id
        if not is_comment or given.get("message_type") != "comment":
            return False
        author = self.env["res.partner"].browse(given.get("author_id")) or self.env.user.partner_id
        users = author.sudo().with_context(active_test=False).user_ids
        return any(not user.share for user in users)

    def recipients(self, given):
        """Return whom a message to the person is sent to, as ``message_post`` takes it.

        :raise UserError: before identity holds, or where the contact whose login has asked has
            other addresses than then
        """
        request = self.request.sudo()
        writing = Writing(self.env)
        if not writing.may(request._name, request.ids):
            raise writing.refusal()
        layout = {"email_layout_xmlid": LAYOUT}
        if request.requester_id:
            FixedAddresses(self.env, request).check()
            return {**layout, "partner_ids": list(
                {*(given.get("partner_ids") or ()), request.requester_id.id})}
        return {**layout, "outgoing_email_to": Letters(request.env, request).address()}
