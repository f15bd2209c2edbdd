"""The paper of every letter: who writes, to whom, on which day and about which request.

One layout for all of them (``report/privacy_letter_templates.xml``): as a mail with a button, as
its plain text, and as a page for the post. The conversation keeps the letter's own text alone.
"""

import re

from markupsafe import Markup
from odoo import fields

from ..access.language import answer_lang, in_lang
from ..controller import Controller
from ..days import long_day

#: the layout of mails, as Odoo knows layouts; and the page for the post
LAYOUT = "cloudpepper_privacy.letter_mail"
#: what somebody may be called in a letter: no address, no link, no advertisement
NAME = re.compile(r"(?!.*(?:www\.|http|\w\.\w{2}))[^\d@/\\:<>{}\[\]|]{2,60}")

#: whoever typed an address into a form may have typed any name beside it; and the link to a
#: package says nobody's
NAMELESS = ("privacy.request.pending", "privacy.package", "privacy.consent.record",
            "privacy.notice", "privacy.policy.notice", "privacy.breach", "res.users")


class Paper:
    """The paper of the letters about one record.

    :param env: environment; the paper is in its language
    :param record: a request, or what belongs to one: a right, a package, an unconfirmed request
    """

    def __init__(self, env, record):
        self.env = env
        self._record = record.with_env(env).sudo()
        self._request = (
            self._record if record._name == "privacy.request" else
            record.env["privacy.request"] if record._name in NAMELESS else
            self._record.request_id)

    # === WHO, TO WHOM, WHEN === #

    def head(self, subject="", day=None, nameless=False):
        """Return what stands above a letter.

        :param datetime.date day: of the letter, by default today
        :param bool nameless: one that names nobody: a reminder of staff, a code
        :return: name, lines, contact (of the controller), addressee (lines), day, subject,
            number: texts and lists of texts
        :rtype: dict
        """
        company = self._record.company_id
        today = self.env["privacy.timer"].with_company(company)._today()
        return {
            **self._sender(company), "addressee": [] if nameless else self.addressee(),
            "subject": subject or "", "day": long_day(self.env, day or today),
            "number": self._request.name or "",
        }

    def _sender(self, company):
        sender = Controller(self.env, company)
        return {"name": sender.name, "contact": sender.contact,
                "lines": [line for line in (sender.address, sender.registry) if line]}

    def addressee(self):
        """Return the lines of the address; empty where nobody is known by name."""
        name = self._name()
        if not name:
            return []
        return [name, *([] if self._is_agents() else self.postal_lines())]

    def salutation(self):
        """Return how the letter begins: with the name where it is known."""
        name = self._name()
        if name and NAME.fullmatch(name) and not self._is_company():
            return self.env._("Dear %s,", name)
        return self.env._("Dear Sir or Madam,")

    def _is_agents(self):
        """Whether the letter goes to whoever asks for the person."""
        request = self._request
        return request.by_agent and (not request.identity_on or request.letters_to == "agent")

    def _name(self):
        """Return the name that the letter is addressed to: one that was typed only where it can be
        a name, or anybody could have us mail an advertisement.
        """
        request = self._request
        typed = (request.agent_name if self._is_agents() else request.person_name) or ""
        if NAME.fullmatch(typed.strip()):
            return typed.strip()
        return "" if self._is_agents() else (self._contact().name or "").strip()

    def _is_company(self):
        contact = self._contact()
        return bool(contact.is_company and self._name() == (contact.name or "").strip())

    def _contact(self):
        """Return the contact that the letter is for, once identity holds; where the person has
        several, the first with a postal address.
        """
        request = self._request
        if not (request and request.identity_on):
            return self.env["res.partner"]
        alive = request.partner_ids.filtered(lambda each: not each.privacy_anonymised_on)
        return (alive.filtered("street") or alive)[:1]

    def postal_lines(self):
        """Return the postal address, once identity holds; what an erasure is about to take was
        noted before.
        """
        if self._request.post_address:
            return self._request.post_address.splitlines()
        contact = self._contact()
        if not (contact.street or contact.city):
            return []
        form, values = contact._prepare_display_address(without_company=True)
        if not contact.country_id:
            # as it is written where the controller is
            form = self._record.company_id.country_id.address_format or form
        return [line.strip() for line in (form % values).splitlines() if line.strip()]

    # === WRITE AND SEND === #

    @classmethod
    def of(cls, template, record):
        """Return the paper in the language in which a template is written for a record."""
        lang = template._render_lang([record.id])[record.id] or record.env.lang
        return cls(in_lang(record.env, lang), record)

    @classmethod
    def send(cls, template, record, address, nameless=False, **values):
        """Queue a letter; its message holds the text alone.

        :param mail.template template: what it says
        :param record: what it is about
        :param bool nameless: one that names nobody: a reminder of staff, a code
        :param values: of the ``mail.mail`` beside
        :return: the mail.mail
        """
        number = template.send_mail(record.id, email_values={
            "email_to": address, "recipient_ids": [], "email_cc": False,
            "email_layout_xmlid": LAYOUT, **values})
        mail = template.env["mail.mail"].sudo().browse(number)
        mail.body_html = cls.of(template, record).wrap(mail.subject, mail.body_html, nameless)
        return mail

    def wrap(self, subject, text, nameless=False):
        """Return a letter as the page that is mailed."""
        return str(self.env["ir.qweb"]._render(LAYOUT, {
            "head": self.head(subject, nameless=nameless), "text": Markup(text),
            "lang": self.env.lang}))

    def page(self, message):
        """Return what a letter of the conversation says on paper.

        :param mail.message message: one that was written as a letter
        """
        moment = message.date or fields.Datetime.now()
        return {
            "head": self.head(message.subject, self._request._day(moment)),
            "text": message.body, "enclosed": message.attachment_ids.mapped("name"),
        }


def letter_lang(request):
    """Return the language of a request's letters: the one asked for; once identity holds that of
    the person's contacts; else the controller's.

    :param privacy.request request: one
    """
    request = request.sudo()
    if request.identity_on:
        return answer_lang(request)
    installed = dict(request.env["res.lang"].get_installed())
    return next((lang for lang in (request.lang, request.company_id.partner_id.lang)
                 if lang in installed), request.env.lang or "en_US")
