"""A person tells the recipient: a task with the words to use, or a file to upload."""

from ...core.notices.removal_list import PLATFORMS, removal_list
from .channel import Channel, Refused


class Task(Channel):
    """An officer tells, by whatever way the recipient has, and says so."""

    code = "task"
    by_hand = True

    def can(self, recipient, event, identifiers):
        """Whatever it is about."""
        return True

    def deliver(self, notice, message):
        """A person's to do."""
        return Refused("by_hand")


class Upload(Channel):
    """An officer fetches the removal list of an advertising platform and uploads it there. The
    list is made when it is fetched, and kept nowhere: its hashes would tell who tries addresses.
    """

    code = "file"
    by_hand = True

    def can(self, recipient, event, identifiers):
        """Whoever leaves an audience."""
        columns = PLATFORMS.get(recipient.notice_platform, ())
        return event in ("erasure", "objection", "withdrawal") and any(
            identifiers.get(kind) for _header, kind, _written in columns)

    def deliver(self, notice, message):
        """A person's to do."""
        return Refused("by_hand")

    def content(self, recipient, messages):
        """Return the file.

        :param privacy.recipient recipient: one
        :param messages: what is to be told of each person
        :rtype: bytes
        """
        return removal_list(
            recipient.notice_platform, [message.identifiers for message in messages])
