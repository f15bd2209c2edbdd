"""Recipients who hear of a rectification, an erasure or a restriction (GDPR Art. 19), and who send
mailings for us and are told to stop (Art. 7(3), 21(3)).
"""

from ...core.requests import rights as rules
from ..access.recipients import Recipients
from ..days import long_day
from ..notices.notifying import Notifying


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
        received = Recipients(self.env, right.request_id).remembered(categories.mapped("code"))
        right.sudo().write({
            "category_ids": categories.ids, "received": received,
            "recipient_ids": [each["recipient"] for each in received]})
        Notifying(self.env).remember(right)

    def note_mailers(self, purposes=None):
        """Remember who sends mailings for us: which addresses they have we cannot see.

        :param privacy.purpose purposes: of consents that were taken back
        """
        marketing = self.env.ref("cloudpepper_privacy.category_marketing")
        recipients = Recipients(self.env, self.right.request_id).of_marketing(purposes)
        self.right.sudo().write({
            "category_ids": marketing.ids, "recipient_ids": recipients.ids, "received": False})
        Notifying(self.env).remember(self.right)

    def open(self):
        """Whoever received such data is to be told; the request shows who is left."""
        Notifying(self.env).open_right(self.right)

    def told(self):
        """Return [(recipient, data)] where the person asked who they are, or has to know."""
        right = self.right
        if right.kind not in rules.ALWAYS_NAMED and not right.request_id.tell_recipients:
            return []
        known, certain = self._remembered(), self._certain()
        return [(notice.recipient_id.name,
                 self._what(notice, known.get(notice.recipient_id.id), True in certain))
                for notice in right.sudo().notice_ids.with_env(self.env(su=True))]

    def _remembered(self):
        """Return {id of a recipient: what was known of it when the right was acted on}."""
        return {each["recipient"]: each for each in self.right.sudo().received or ()}

    def _certain(self):
        """Return whether recipients who are told have received data, or may have: both at most."""
        known = self._remembered()
        return {known[notice.recipient_id.id]["certain"] for notice in
                self.right.sudo().notice_ids if notice.recipient_id.id in known}

    def _what(self, notice, known, mixed):
        """Return what a recipient has received, or may have: the data, and the last day.

        :param bool mixed: whether another has received data: then it is said who may have
        """
        data = ", ".join(notice.category_ids.mapped("name"))
        if not known:
            return data
        if known["categories"]:
            data = ", ".join(self.env["privacy.category"].sudo().browse(
                known["categories"]).exists().mapped("name"))
        data = data or self.env._("data of yours")
        if not known["certain"] and mixed:
            return self.env._("may have received: %s", data)
        if not known["certain"] or not known["last"]:
            return data
        return self.env._("%(data)s; last on %(day)s", data=data,
                          day=long_day(self.env, known["last"]))

    def introduced(self):
        """Return the sentence above the names."""
        if self.right.kind in rules.ALWAYS_NAMED:
            return self.env._(
                "These recipients send mailings for us, and have not stopped yet. We tell them to "
                "stop as well:")
        certain = self._certain()
        if certain == {True, False}:
            return self.env._(
                "These recipients have received data of yours, or may have where it says so. We "
                "tell them of this (Art. 19 GDPR):")
        if certain == {False}:
            return self.env._(
                "These recipients may have received data of yours. We tell them of this (Art. 19 "
                "GDPR):")
        return self.env._(
            "These recipients have received data of yours. We tell them of this (Art. 19 GDPR):")
