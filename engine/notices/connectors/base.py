"""What connectors have in common."""

import json

from ..channel import Channel, Delivered, Refused, Retry
from ..outgoing import NotReached, Outgoing
from ..secrets import secret_of
from ..webhook import outcome_of


class Stopped(Exception):
    """A call did not go well.

    :ivar outcome: :class:`Retry` or :class:`Refused`
    """

    def __init__(self, outcome):
        super().__init__(outcome.code)
        self.outcome = outcome


class Connector(Channel):
    """The interface of one recipient.

    :cvar str connector: as ``privacy.recipient.notice_connector`` says it
    :cvar str base: where it is
    :cvar events: those that it can act on
    :cvar kinds: of identifiers that it finds people by
    :cvar bool needs_account: whether the recipient's row has to name the account
    """

    code = "connector"
    connector = base = None
    events = ()
    kinds = ("email",)
    needs_account = False

    def can(self, recipient, event, identifiers):
        """Where it has a key and something that it finds the person by."""
        return bool(
            event in self.events and secret_of(recipient)
            and (recipient.notice_account or not self.needs_account)
            and any(identifiers.get(kind) for kind in self.kinds))

    def deliver(self, notice, message):
        """Act on each identifier; what was done before an error is done again the next time,
        which changes nothing.
        """
        key = secret_of(notice.recipient_id)
        if not key:
            return Refused("no_key")
        account = notice.recipient_id.notice_account or ""
        try:
            receipts = [self.act(key, account, message, kind, value) for kind in self.kinds
                        for value in message.identifiers.get(kind, ())]
        except Stopped as stopped:
            return stopped.outcome
        return Delivered(", ".join(dict.fromkeys(filter(None, receipts)))[:200])

    def act(self, key, account, message, kind, value):
        """Do what the event asks for, for one identifier.

        :param str key: the recipient's key for us
        :param str account: ours with the recipient
        :param Message message: what is told
        :param str kind: of identifier
        :return: what the recipient calls it, or nothing; no personal data
        :raise Stopped: where it did not go well
        """
        raise NotImplementedError

    def call(self, method, url, headers, body=None, gone=(404,)):
        """Call the interface.

        :param str url: below :attr:`base`
        :param gone: statuses that mean that nothing is there
        :return: what it answered, from JSON; None where nothing is there
        :raise Stopped: where it did not go well
        """
        try:
            answer = Outgoing(self.env).call(method, url, headers, body)
        except NotReached as error:
            raise Stopped(Retry(error.code)) from error
        if answer.status in gone:
            return None
        if outcome := outcome_of(answer):
            raise Stopped(outcome)
        if not answer.body:
            return {}
        try:
            return json.loads(answer.body)
        except ValueError as error:
            raise Stopped(Retry("not_json")) from error
