"""Recipients who hear of a rectification, an erasure or a restriction (GDPR Art. 19), and who send
mailings for us and are told to stop (Art. 7(3), 21(3)).
"""

from ...core.requests import rights as rules
from ..access.recipients import Recipients


class Notices:
    """Whom one right is told to."""

    def __init__(self, env, right):
        self.env, self.right = env, right

    def note(self):
        """Remember what is held and who has received it, before an erasure takes what shows it."""
        right = self.right
        if right.kind == "rectification":
            categories = self.env.ref("cloudpepper_privacy.category_account")
        else:
            categories = Recipients(self.env, right.request_id).categories()
        recipients = Recipients(self.env, right.request_id).of_person(categories.mapped("code"))
        right.sudo().write({
            "category_ids": categories.ids, "recipient_ids": recipients.ids})

    def note_mailers(self, purposes=None):
        """Remember who sends mailings for us: which addresses they have we cannot see.

        :param privacy.purpose purposes: of consents that were taken back
        """
        marketing = self.env.ref("cloudpepper_privacy.category_marketing")
        recipients = Recipients(self.env, self.right.request_id).of_marketing(purposes)
        self.right.sudo().write({
            "category_ids": marketing.ids, "recipient_ids": recipients.ids})

    def open(self):
        """Whoever received such data is to be told; the request shows who is left."""
        right = self.right.sudo()
        if right.kind not in rules.TOLD_ON or right.outcome not in ("granted", "partly"):
            return
        known = right.notice_ids.recipient_id
        self.env["privacy.request.notice"].sudo().create([
            {"right_id": right.id, "recipient_id": recipient.id,
             "category_ids": (recipient.category_ids & right.category_ids).ids}
            for recipient in right.recipient_ids - known
        ])

    def told(self):
        """Return [(recipient, data)] where the person asked who they are, or has to know."""
        right = self.right
        if right.kind not in rules.ALWAYS_NAMED and not right.request_id.tell_recipients:
            return []
        return [(notice.recipient_id.name, ", ".join(notice.category_ids.mapped("name")))
                for notice in right.sudo().notice_ids.with_env(self.env(su=True))]

    def introduced(self):
        """Return the sentence above the names."""
        if self.right.kind in rules.ALWAYS_NAMED:
            return self.env._(
                "These recipients send mailings for us, and have not stopped yet. We tell them to "
                "stop as well:")
        return self.env._(
            "These recipients have received data of yours. We tell them of this (Art. 19 GDPR):")
