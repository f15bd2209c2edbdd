"""A notice to a machine of the recipient: a signed POST, and a signed receipt.

What is sent and how a receipt is made: doc/connectors.md.
"""

import json
from time import time

from ...core.notices import signature
from ...core.requests.rights import RIGHTS
from .channel import Channel, Delivered, Refused, Retry
from .outgoing import NotReached, Outgoing
from .secrets import secret_of

#: statuses after which it may go well another time
LATER = (408, 425, 429)


class Webhook(Channel):
    """JSON over HTTPS, signed over moment and body."""

    code = "webhook"

    def can(self, recipient, event, identifiers):
        """Where it has an address, a secret, and something that it knows the person by."""
        return bool(recipient.notice_url and secret_of(recipient) and identifiers)

    def deliver(self, notice, message):
        """Send it; only a receipt that the secret proves acknowledges it."""
        secret = secret_of(notice.recipient_id)
        if not secret:
            return Refused("no_key")
        moment = str(int(time()))
        body = json.dumps({
            "notice": message.key, "event": message.event,
            "articles": f"{RIGHTS[message.event]}, 19", "categories": list(message.categories),
            "identifiers": message.identifiers,
            "changes": [{"what": what, "value": value} for what, value in message.changes],
        }, ensure_ascii=False).encode()
        try:
            answer = Outgoing(self.env).call("POST", notice.recipient_id.notice_url, {
                "Content-Type": "application/json", "Idempotency-Key": message.key,
                "Privacy-Timestamp": moment,
                "Privacy-Signature": signature.signed(secret.encode(), moment, body),
            }, body)
        except NotReached as error:
            return Retry(error.code)
        if failed := outcome_of(answer):
            return failed
        proven = signature.is_receipt(
            answer.headers.get("Privacy-Receipt", ""), secret.encode(), message.key, moment)
        return Delivered(f"http_{answer.status}", acknowledged=proven)


def outcome_of(answer):
    """Return what an answer means that is no success; None for one that is.

    :param Answer answer: of a machine
    :rtype: Retry or Refused or None
    """
    status = answer.status
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        return Retry("redirect")
    if status >= 500 or status in LATER:
        return Retry(f"http_{status}", answer.after)
    return Refused(f"http_{status}")
