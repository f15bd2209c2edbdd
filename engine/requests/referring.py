"""Data that we host for a customer: the customer decides on them, and is told of the request where
the officer says so (P2; Art. 28(3)(e) GDPR).

What the customer reads is the least that lets it answer: that a request came, when, and what was
asked; who asks only where the person agreed to be named; never the person's own words.
"""

from dataclasses import dataclass
from typing import Any

from odoo import fields
from odoo.exceptions import UserError

from ..companies import check_contacts
from ..controller import Controller
from .letters import BY_ITSELF, Letters
from .paper import Paper
from .words import label

TEMPLATE = "cloudpepper_privacy.mail_template_request_referral"


@dataclass(frozen=True)
class Referral:
    """To whom a request about hosted data is referred.

    :ivar res.partner controller: the customer who decides on the data
    :ivar bool passed: whether we pass the request on; else the person asks it
    :ivar bool named: whether the person agreed that we name them to it
    """

    controller: Any
    passed: bool = False
    named: bool = False


class Referring:
    """Refers one right to the customer who decides on the data."""

    def __init__(self, env, right):
        self.env, self.right = env, right

    def check(self, outcome, referral):
        """Refuse what cannot be referred like this.

        :raise UserError: nothing was changed then
        """
        if not (referral and referral.controller):
            return
        customer = referral.controller.ensure_one()
        if outcome != "referred":
            raise UserError(self.env._("A customer is named where a right is referred to it."))
        customer.check_access("read")
        check_contacts(self.env, customer)
        if customer.sudo().privacy_anonymised_on or customer in self.right.request_id.partner_ids:
            raise UserError(self.env._("This contact is no customer who decides on the data."))
        if referral.passed and not customer.sudo().email_normalized:
            raise UserError(self.env._(
                "The customer has no mail address: say that the person asks it, and tell the "
                "customer in another way."))

    def carry_out(self, referral):
        """Note to whom it is referred, and pass it on."""
        if not (referral and referral.controller):
            return
        right = self.right.sudo()
        right.write({
            "controller_id": referral.controller.id,
            "referral": "passed" if referral.passed else "person",
            "referral_named": referral.passed and referral.named})
        if referral.passed:
            right.referral_letter_id = self._send()
            right.referred_on = fields.Datetime.now()
        self.env["privacy.evidence"].sudo()._record([{
            "act": "request_passed_on" if referral.passed else "request_not_passed_on",
            "company": right.company_id.id, "counts": {
                "request": right.request_id.id, "customer": right.controller_id.id,
                "named": right.referral_named, "uid": self.env.uid}}])

    def _send(self):
        """Write to the customer, in its language; staff read it in the request's conversation."""
        right = self.right.sudo()
        customer = right.controller_id
        local = right.with_context(lang=self._lang(customer))
        mail = Paper.send(
            self.env.ref(TEMPLATE).sudo().with_env(local.env), local, customer.email_formatted,
            nameless=True, headers=BY_ITSELF, model="privacy.request", res_id=right.request_id.id,
            subtype_id=self.env.ref("mail.mt_note").id,
            **Letters(local.env, right.request_id)._author())
        return mail.mail_message_id

    def _lang(self, customer):
        installed = dict(self.env["res.lang"].get_installed())
        return customer.lang if customer.lang in installed else self.env.lang

    # === WHAT LETTERS SAY === #

    def to_customer(self):
        """Return what the customer reads: plain values for the template, in its language.

        :return: asked, article, received, controller: texts; person: name and address of whoever
            agreed to be named, or False
        """
        right, request = self.right, self.right.request_id
        told = [text for text in (request.person_name, request.person_email) if text]
        return {
            "asked": label(right, "kind"), "article": right.article,
            "received": request._long_day(request.received_on),
            "person": right.referral_named and ", ".join(told),
            "controller": Controller(self.env, right.company_id).name,
        }

    def to_person(self):
        """Return what the person reads of it; False where no customer was named."""
        right = self.right.sudo()
        if not right.controller_id:
            return False
        customer = right.controller_id.name
        if right.referral != "passed":
            return self.env._(
                "%s decides on these data. We have not passed your request on: please write to "
                "them yourself.", customer)
        if right.referral_named:
            return self.env._(
                "%s decides on these data. We have passed your request on to them, with your name "
                "and mail address, as you agreed.", customer)
        return self.env._(
            "%s decides on these data. We have told them that a request came, and not who you "
            "are: please write to them yourself.", customer)
