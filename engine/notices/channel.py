"""How a notice goes to a recipient: the interface, and what comes of an attempt."""

from dataclasses import dataclass, field

#: what a notice may be because of
EVENTS = ("rectification", "erasure", "restriction", "objection", "withdrawal")
#: states in which a recipient is not told yet
OPEN = ("todo", "sending", "failed", "escalated")
#: states in which it is a person's turn
BY_HAND = ("todo", "escalated")


@dataclass(frozen=True)
class Delivered:
    """The recipient was told.

    :ivar str receipt: what it calls it, or how it answered; no personal data
    :ivar bool acknowledged: whether the answer proves that it took the notice in
    """

    receipt: str = ""
    acknowledged: bool = False


@dataclass(frozen=True)
class Retry:
    """It did not arrive, and may another time.

    :ivar str code: why; no personal data
    :ivar float after: seconds that the recipient asks us to wait
    """

    code: str
    after: float | None = None


@dataclass(frozen=True)
class Refused:
    """It will not arrive like this: an officer looks.

    :ivar str code: why; no personal data
    """

    code: str


@dataclass(frozen=True)
class Message:
    """What one recipient is told of one person.

    :ivar str key: of the notice: the same at every attempt
    :ivar str event: one of :data:`EVENTS`
    :ivar identifiers: {kind: values} that the recipient knows the person by
    :ivar changes: of a rectification, [(what, new value)]
    :ivar categories: codes of the categories of data that it received
    """

    key: str
    event: str
    identifiers: dict = field(default_factory=dict)
    changes: tuple = ()
    categories: tuple = ()


class Channel:
    """One way to tell a recipient.

    :cvar str code: as ``privacy.recipient.notice_channel`` says it
    :cvar bool by_hand: whether a person tells, and says so
    :cvar bool is_repeatable: whether an attempt of which nobody knows how it ended may be made
        again: the recipient takes a second one with the same key for the first
    """

    code = None
    by_hand = False
    is_repeatable = True

    def __init__(self, env):
        self.env = env

    def can(self, recipient, event, identifiers):
        """Whether it can tell a recipient of such an event, as the recipient is set up.

        :param identifiers: {kind: values} that the recipient knows the person by
        """
        raise NotImplementedError

    def deliver(self, notice, message):
        """Tell the recipient.

        :param privacy.notice notice: one
        :param Message message: what is told
        :rtype: Delivered or Retry or Refused
        """
        raise NotImplementedError
