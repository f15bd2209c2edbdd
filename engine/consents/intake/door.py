"""The door for systems: who calls is shown by a signature, each call is taken once.

A call without one learns nothing: neither whether its key exists nor whether it once did.
"""

import time
from typing import NamedTuple

from odoo.tools import SQL
from werkzeug.exceptions import RequestEntityTooLarge

from ....core.consents import events, signature, strict_json
from .counting import Counting
from .source_keys import SourceKeys

PATH = "/privacy/consent/events"
#: bytes of one call
SIZE = 2 * 1024 * 1024
#: names of the headers that sign a call
KEY, MOMENT, NONCE, SIGNATURE = (
    "Privacy-Key", "Privacy-Timestamp", "Privacy-Nonce", "Privacy-Signature")
#: a key that nobody has: what is unknown takes as long as what is wrong
NOBODY = "pk_" + "0" * 32
UNREADABLE = {
    "encoding": "The body is not UTF-8.", "syntax": "The body is not JSON.",
    "depth": "The body is nested too deep.", "twice": "An object says one name twice.",
}


class Refusal(Exception):
    """A call that is not taken as a whole.

    :ivar int status: of the answer
    :ivar str code: for programs
    :ivar str text: for who writes the sender, in English
    """

    def __init__(self, status, code, text):
        super().__init__(code)
        self.status, self.code, self.text = status, code, text

    @property
    def content(self):
        """What the answer says."""
        return {"error": {"code": self.code, "text": self.text}}


class Call(NamedTuple):
    """One call, as it came in.

    :ivar str key: name of the key, and the other three headers
    :ivar str remote: network address of the caller
    """

    key: str
    moment: str
    nonce: str
    signature: str
    body: bytes
    remote: str


def check_envelope(mimetype, charset, length, is_plain):
    """Refuse what is told by the outside of a call, before its body is read.

    :param str charset: that the call names, or nothing
    :param int length: bytes that the call announces, or None
    :param bool is_plain: whether the address has no parameters
    :raise Refusal: with 400, 413 or 415
    """
    if mimetype != "application/json" or charset.lower() not in ("", "utf-8", "utf8"):
        raise Refusal(415, "media_type", "Send application/json in UTF-8.")
    if length is not None and length > SIZE:
        raise too_large()
    if not is_plain:
        raise Refusal(400, "parameters", "The address takes no parameters.")


def too_large():
    """Return the refusal of what is larger than one call may be."""
    return Refusal(413, "size", f"A call has at most {SIZE} bytes.")


def call_of(sent):
    """Return a request as a :class:`Call`.

    :param odoo.http.Request sent: as it came in
    :raise Refusal: where its body is larger than it said
    """
    sent = sent.httprequest
    try:
        body = sent.get_data()
    except RequestEntityTooLarge:
        raise too_large() from None
    return Call(*(sent.headers.get(name, "") for name in (KEY, MOMENT, NONCE, SIGNATURE)),
                body, sent.remote_addr or "")


def events_of(document):
    """Return the events of a call.

    :raise Refusal: where its body is something else
    """
    if events.is_too_many(document):
        raise Refusal(413, "events", f"A call has at most {events.MOST} events.")
    found = events.events_of(document)
    if isinstance(found, events.Problem):
        raise Refusal(422, "shape", f"The body is not {found.text}.")
    return found


class IntakeDoor:
    """The door to one database for signed calls.

    :param shape: function of a document that returns what it holds, or raises a :class:`Refusal`
    """

    def __init__(self, env, shape=events_of):
        self.env, self.shape = env(su=True), shape

    def enter(self, call):
        """Return (source, what it sent).

        :raise Refusal: where the call is not taken; what was counted stays counted
        """
        source = SourceKeys(self.env).source_of(call.key)
        try:
            self._check(call, source)
            return source, self.shape(self._document(call.body))
        except Refusal as refusal:
            if Counting(self.env).refused(source, call.remote):
                raise refusal from None
            raise Refusal(429, "too_many", "Too many calls that cannot be taken came from your "
                          "network. Try again in an hour.") from None

    def _check(self, call, source):
        """Refuse a call that is not signed by who may, now, and for the first time."""
        is_right = signature.is_signed(
            SourceKeys.secrets_of(call.key if source else NOBODY), call.moment, call.nonce,
            call.body, call.signature)
        if not signature.is_timely(call.moment, time.time()):
            raise Refusal(401, "timestamp", "Privacy-Timestamp is not of now: seconds since 1970, "
                          "UTC; the clocks may differ by five minutes.")
        if not source or not is_right or not signature.NONCE.fullmatch(call.nonce):
            raise Refusal(401, "signature", "The call is not signed with a key that is good.")
        if not source.active:
            raise Refusal(403, "source", "This source is switched off.")
        if not self._is_first(source, call.nonce):
            raise Refusal(409, "nonce", "This call was made before: sign it with a new nonce.")

    def _is_first(self, source, nonce):
        """Remember a nonce; say whether nobody had used it."""
        return bool(self.env.execute_query(SQL(
            """INSERT INTO privacy_consent_nonce (source_id, nonce, at)
               VALUES (%s, %s, now() AT TIME ZONE 'UTC')
               ON CONFLICT DO NOTHING RETURNING id""", source.id, nonce)))

    def _document(self, body):
        try:
            return strict_json.read(body)
        except strict_json.Unreadable as error:
            raise Refusal(400, error.code, UNREADABLE[error.code]) from None
