"""Lifting a restriction: the person hears of it before it is lifted (GDPR Art. 18(3)).

A letter says it and names the day; a scheduled action lifts it then, and only once the letter has
left. What another right, or an act beside any request, restricts stays restricted.
"""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError

from ...const import OFFICER
from .letters import Letters

#: days between the letter and the lifting
DAYS = 7
#: rights that restrict
RESTRICTING = ("restriction", "objection")
#: outcomes of a right that restricts for good
GRANTED = ("granted", "partly")


class Lifting:
    """Lifts what one right, or the rights that are due, had restricted."""

    def __init__(self, env, right):
        self.env, self.right = env, right

    # === ANNOUNCE === #

    def announce(self, reason):
        """Tell the person that the restriction will be lifted, when and why; where another right
        keeps it, this one ends and nothing changes.

        :param str reason: what the person reads
        :raise UserError: where there is nothing to lift, or no reason
        """
        right = self.right.ensure_one()
        right.request_id._check_group(OFFICER)
        if not (reason or "").strip():
            raise UserError(self.env._("The person is told why the restriction is lifted."))
        if not is_in_force(right):
            raise UserError(self.env._("This right restricts nothing, or its end was announced."))
        if not self.frees():
            # nothing is lifted for the person, who would be told that their data are used again
            self.lift()
            return
        day = self.env["privacy.timer"].with_company(right.company_id)._today()
        right.sudo().write({"lift_on": day + timedelta(days=DAYS), "lift_reason": reason})
        message, _left = Letters(self.env, right.request_id).deliver(
            "cloudpepper_privacy.mail_template_request_lifted", right)
        right.sudo().lift_letter_id = message
        right.request_id._record_evidence("request_lift_announced")

    def announce_with_answer(self):
        """The letter of a refusal has said that what was stopped goes on."""
        right = self.right.sudo()
        if right.restricted_ids or right.restricted_contactless_ids:
            right.write({
                "lift_letter_id": right.letter_id.id,
                "lift_on": self.env["privacy.timer"].with_company(right.company_id)._today()})

    # === LIFT === #

    def lift_due(self):
        """Lift what was announced, once its letter has left."""
        waiting = self.right.sudo().search([("lift_on", "!=", False), ("lifted_on", "=", False)])
        for right in waiting:
            today = self.env["privacy.timer"].with_company(right.company_id)._today()
            if right.lift_on <= today and self._has_left(right):
                Lifting(self.env, right).lift()

    def _has_left(self, right):
        """Whether the letter is no longer ours: mailed, posted, or read in the portal."""
        letter = right.lift_letter_id
        queued = self.env["mail.mail"].sudo().search_count(
            [("mail_message_id", "=", letter.id), ("state", "!=", "sent")], limit=1)
        return bool(letter) and not queued and letter not in right.request_id.post_letter_ids

    def lift(self):
        """Lift what this right alone restricts."""
        right = self.right.sudo()
        right.lifted_on = fields.Datetime.now()
        contacts, contactless = restricted_by(right)
        for other in self._others():
            kept = contacts & other.request_id.partner_ids
            kept_contactless = contactless & other.request_id.contactless_ids
            contacts, contactless = contacts - kept, contactless - kept_contactless
            if other.kind == "objection":
                # from now on it is this one that restricts them
                other.restricted_ids |= kept
                other.restricted_contactless_ids |= kept_contactless
        contacts.filtered("privacy_restricted").write({"privacy_restricted": False})
        contactless.with_env(self.env)._restrict(False)
        right.write({"restricted_ids": False, "restricted_contactless_ids": False})
        right.request_id._record_evidence("request_lifted")


    def _others(self):
        """Return the other rights that restrict somebody, as the superuser."""
        return self.right.sudo().search([
            ("id", "!=", self.right.id), ("lifted_on", "=", False),
            "|", "&", ("kind", "=", "restriction"), ("outcome", "in", GRANTED),
            "&", "&", ("kind", "=", "objection"), ("scope", "=", "other"),
            "|", ("state", "=", "open"), ("outcome", "in", GRANTED)])

    def frees(self):
        """Whether lifting what this right restricts frees anybody: another right, or an act beside
        any request, may restrict them as well.
        """
        contacts, contactless = restricted_by(self.right)
        for other in self._others():
            contacts -= other.request_id.partner_ids
            contactless -= other.request_id.contactless_ids
        return bool(contacts or contactless)


def restricted_by(right):
    """Return (contacts, people without a contact) that a right restricts, as the superuser."""
    right = right.sudo()
    if right.kind == "objection":
        return right.restricted_ids, right.restricted_contactless_ids
    return right.request_id.partner_ids, right.request_id.contactless_ids


def is_in_force(right):
    """Whether a right that was granted restricts somebody, and nobody has said that it ends."""
    right = right.sudo()
    return (right.kind in RESTRICTING and right.outcome in GRANTED and not right.lift_on
            and not right.lifted_on and any(restricted_by(right)))


def check_told(env, contacts):
    """Refuse to lift by hand what a request restricts: the person is told first.

    :param res.partner contacts: or ``privacy.contactless``
    :raise UserError: where a right that was granted restricts one of them
    """
    link = "partner_ids" if contacts._name == "res.partner" else "contactless_ids"
    rights = env["privacy.request.right"].sudo().search([
        ("kind", "in", RESTRICTING), ("outcome", "in", GRANTED), ("lifted_on", "=", False),
        (f"request_id.{link}", "in", contacts.ids)])
    binding = rights.filtered(lambda right: any(each & contacts.sudo() for each in restricted_by(
        right) if each._name == contacts._name))
    if binding:
        raise UserError(env._(
            "The person asked for this restriction and hears before it is lifted (Art. 18(3)): "
            "use “Lift” on the right of %s.", ", ".join(binding.request_id.mapped("name"))))
