"""Opening notices: one for each recipient of a person's data, with a request or without (GDPR
Art. 19, 7(3), 21(3)).
"""

from uuid import uuid4

from odoo import fields
from odoo.fields import Domain

from ...core.requests import rights as rules
from ..access.recipients import Recipients
from .channel import OPEN
from .channels import fitting
from .identity import identifiers_of, kept, narrowed, opened
from .tasks import Tasks

#: {event: those that ask a recipient for as much}
SAYING = {"objection": ("objection", "withdrawal")}
QUEUE = "cloudpepper_privacy.ir_cron_notice"


class Notifying:
    """Opens notices and wakes the queue; whoever closes a right or takes a withdrawal in calls it.

    :param env: environment; notices are made as superuser
    """

    def __init__(self, env):
        self.env = env(su=True)

    # === OF A REQUEST === #

    def remember(self, right):
        """Seal by what the person can be found, before an erasure takes it.

        :param privacy.request.right right: one that is acted on
        """
        right = right.with_env(self.env)
        request = right.request_id
        right.sealed = kept(identifiers_of(
            request.partner_ids, [request.person_email or ""]), _of_right(right))

    def open_right(self, right):
        """Open the notices of a right that was decided on: one for each of its recipients.

        :param privacy.request.right right: one; what was sealed of it goes on with the notices
        :rtype: privacy.notice
        """
        right = right.with_env(self.env)
        known = opened(right.sealed, _of_right(right)) or {}
        right.sealed = False
        if right.kind not in rules.TOLD_ON or right.outcome not in ("granted", "partly"):
            return self.env["privacy.notice"]
        changes = [[what, value] for what, value in _corrected(right)]
        return self._create(right.kind, [
            {"right_id": right.id, "company_id": right.company_id.id, "recipient": recipient,
             "identifiers": known.get("identifiers") or {}, "changes": changes,
             "categories": recipient.category_ids & right.category_ids}
            for recipient in right.recipient_ids - right.notice_ids.recipient_id])

    # === WITHOUT ONE === #

    def open(self, event, recipients, partners=None, contactless=None, addresses=(),
             categories=None, company=None):
        """Open the notices of an event of which there is no request: of each person, one for each
        recipient. One that waits already, for the same person, recipient and event, is enough.

        :param str event: one of :data:`.channel.EVENTS`
        :param privacy.recipient recipients: who is told
        :param res.partner partners: people, a contact each
        :param contactless: [(privacy.contactless, address)] of people without a contact
        :param addresses: of people of whom nothing but the address is known
        :param privacy.category categories: of data; by default all that a recipient receives
        :param res.company company: whose notices they are; by default that of the environment
        :rtype: privacy.notice
        """
        company = company or self.env.company
        people = [({"partner_id": partner.id}, identifiers_of(partner))
                  for partner in partners or ()]
        nobody = self.env["res.partner"]
        people += [({"contactless_id": subject.id}, identifiers_of(nobody, [address]))
                   for subject, address in contactless or ()]
        people += [({}, identifiers_of(nobody, [address])) for address in addresses]
        waiting = self._waiting(event, recipients, partners, contactless)
        return self._create(event, [
            {**whose, "company_id": company.id, "recipient": recipient, "changes": [],
             "identifiers": identifiers,
             "categories": recipient.category_ids & (categories or recipient.category_ids)}
            for whose, identifiers in people for recipient in recipients.with_env(self.env)
            if (*whose.items(), recipient.id) not in waiting])

    def withdrawn(self, consents):
        """Open the notices of consents that were taken back without a request: whoever receives
        data for their purposes stops (Art. 7(3)).

        :param privacy.consent.record consents: of contacts, or of addresses without one
        :rtype: privacy.notice
        """
        made = self.env["privacy.notice"]
        for purpose, some in consents.with_env(self.env).grouped("purpose_id").items():
            company = purpose.company_id or self.env.company
            of_company = Recipients(
                self.env, self.env["privacy.request"].new({"company_id": company.id}))
            recipients = purpose.recipient_ids & of_company.of_controller()
            if "marketing" in purpose.category_ids.mapped("code"):
                recipients |= of_company.of_marketing(purpose)
            made |= self.open(
                "withdrawal", recipients, some.partner_id, company=company,
                addresses=[each.email for each in some if each.email],
                categories=purpose.category_ids)
        return made

    def objected(self, partners, addresses=(), company=None):
        """Open the notices of people who stopped direct marketing without a request: whoever mails
        for us stops too (Art. 21(3)). Who hears of a withdrawal of theirs stops by that.

        :param res.partner partners: people, a contact each
        :param addresses: of somebody, where no contact has them
        :param res.company company: of whose mailings
        :rtype: privacy.notice
        """
        company = company or self.env.company
        recipients = Recipients(self.env, self.env["privacy.request"].new(
            {"company_id": company.id})).of_marketing()
        return self.open(
            "objection", recipients, partners, addresses=() if partners else addresses,
            categories=self.env.ref("cloudpepper_privacy.category_marketing"), company=company)

    def stopping(self, partners):
        """Return the notices of these people by which others are told to stop mailing them.

        :param res.partner partners: people, a contact each
        :rtype: privacy.notice
        """
        return self.env["privacy.notice"].search([
            ("partner_id", "in", partners.ids), ("event", "in", SAYING["objection"]),
            ("category_ids.code", "=", "marketing")])

    def _waiting(self, event, recipients, partners, contactless):
        """Return {((field, person), recipient)} of notices that say the same and wait."""
        subjects = [subject.id for subject, _address in contactless or ()]
        found = self.env["privacy.notice"].search(
            Domain("event", "in", SAYING.get(event, (event,)))
            & Domain("recipient_id", "in", recipients.ids)
            & Domain("state", "in", OPEN) & Domain("right_id", "=", False)
            & (Domain("partner_id", "in", (partners or self.env["res.partner"]).ids)
               | Domain("contactless_id", "in", subjects)))
        return {((name, each[name].id), each.recipient_id.id) for each in found
                for name in ("partner_id", "contactless_id") if each[name]}

    # === BOTH === #

    def _create(self, event, rows):
        """Make the notices, seal what they tell, give people their tasks and wake the queue."""
        now = fields.Datetime.now()
        notices = self.env["privacy.notice"].create([
            self._values(event, row, now) for row in rows])
        by_hand = notices.filtered(lambda notice: notice.state == "todo")
        if by_hand:
            Tasks(self.env).follow(by_hand)
        if notices - by_hand:
            self.env.ref(QUEUE)._trigger()
        return notices

    def _values(self, event, row, now):
        recipient, key = row.pop("recipient"), uuid4().hex
        identifiers = narrowed(recipient, row.pop("identifiers"))
        channel = fitting(self.env, recipient, event, identifiers)
        return {
            **{name: value for name, value in row.items() if name not in ("changes", "categories")},
            "event": event, "recipient_id": recipient.id, "key": key, "channel": channel.code,
            "category_ids": row["categories"].ids,
            "state": "todo" if channel.by_hand else "sending",
            "next_try": not channel.by_hand and now,
            "sealed": kept(identifiers, key, changes=row["changes"])}


def _of_right(right):
    return f"right {right.id}"


def _corrected(right):
    """Yield (what, new value) of a rectification, before its values are dropped."""
    for change in right.change_ids:
        if change.state == "done" and change.field_name:
            labels = dict(change._fields["field_name"]._description_selection(change.env))
            yield labels[change.field_name], change.value or ""
        elif change.state == "done" and change.statement:
            yield change.env._("Statement added"), change.statement
