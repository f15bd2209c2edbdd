"""Which way a recipient is told."""

from .by_hand import Task, Upload
from .connectors import CONNECTORS
from .letter import Letter
from .webhook import Webhook

#: {code of a channel: its class}; of a connector, the class is that of the recipient
CHANNELS = {each.code: each for each in (Task, Letter, Webhook, Upload)}


def channel_of(env, recipient, code):
    """Return one channel to a recipient; that of a connector which is no more is a person's.

    :param str code: as ``privacy.notice.channel`` says it
    :rtype: Channel
    """
    found = (CONNECTORS.get(recipient.notice_connector) if code == "connector"
             else CHANNELS.get(code))
    return (found or Task)(env)


def fitting(env, recipient, event, identifiers):
    """Return the channel that tells a recipient of an event: its own where that can, else a task
    for a person.

    :rtype: Channel
    """
    own = channel_of(env, recipient, recipient.notice_channel)
    return own if own.can(recipient, event, identifiers) else Task(env)
