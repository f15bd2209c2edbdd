"""Recipients who hear of a rectification, an erasure or a restriction (GDPR Art. 19)."""

from ...core.requests import rights as rules
from ..access.inventory import Inventory
from ..companies import controller


class Notices:
    """Whom one right is told to."""

    def __init__(self, env, right):
        self.env, self.right = env, right

    def note_categories(self):
        """Remember what is held, before an erasure takes it."""
        if self.right.kind == "rectification":
            categories = self.env.ref("cloudpepper_privacy.category_account")
        else:
            categories = Inventory(self.env, controller(self.right.company_id)).categories(
                self.right.request_id.partner_ids)
        self.right.sudo().category_ids = categories.ids

    def open(self):
        """Whoever received such data is to be told; the request shows who is left."""
        right = self.right
        if right.kind not in rules.TOLD_ON or right.outcome not in ("granted", "partly"):
            return
        known = right.sudo().notice_ids.recipient_id
        self.env["privacy.request.notice"].sudo().create([
            {"right_id": right.id, "recipient_id": recipient.id,
             "category_ids": (recipient.category_ids & right.category_ids).ids}
            for recipient in recipients_of(right.request_id, right.category_ids) - known
        ])

    def told(self):
        """Return [(recipient, data)] where the person asked who they are."""
        if not self.right.request_id.tell_recipients:
            return []
        return [(notice.recipient_id.name, ", ".join(notice.category_ids.mapped("name")))
                for notice in self.right.sudo().notice_ids]


def recipients_of(request, categories=None):
    """Return the recipients of the controller's data, or of these categories of it.

    :rtype: privacy.recipient
    """
    domain = [("company_id", "in", (False, request.company_id.id))]
    if categories is not None:
        domain.append(("category_ids", "in", categories.ids))
    return request.env["privacy.recipient"].sudo().search(domain)
