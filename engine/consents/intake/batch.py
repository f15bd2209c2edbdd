"""The events of one call: each is taken, known, or refused with a reason; what is taken takes
effect in the same transaction. The number of queries does not depend on their number.
"""

from typing import NamedTuple

from odoo import fields

from ....core.consents import events, signature
from ...requests.typed import address_in
from .effects import Effects, Taken
from .known_events import KnownEvents
from .source_keys import server_keys

#: why an event is not taken, and the status of a call of which none was
STATUSES = {"conflict": 409, "scope": 403, "event": 422}


class Outcome(NamedTuple):
    """What became of one event.

    :ivar str ident: what the source calls it, None where that cannot be said again
    :ivar str status: accepted, known or refused
    :ivar str code: why it was refused, one of :data:`STATUSES`
    :ivar str field: of the event, that is to blame
    :ivar str text: in English, for who writes the sender
    """

    ident: str | None
    status: str
    code: str = ""
    field: str = ""
    text: str = ""


class Batch:
    """Events of one source.

    :param privacy.consent.source source: whose call it is
    """

    def __init__(self, env, source):
        self.env = env(su=True)
        self.source = source.with_env(self.env)
        self.known, self.keys = KnownEvents(self.env), server_keys()
        # a purpose of the source's own company stands before one of every company
        self.purposes = {purpose.code: purpose.id for purpose in source.sudo().purpose_ids.sorted(
            lambda purpose: bool(purpose.company_id))}

    def take(self, raws):
        """Take what can be taken.

        :param list raws: objects as they were sent
        :return: an :class:`Outcome` for each, in order
        """
        now, oldest = fields.Datetime.now(), self.known.oldest()
        read = [events.read(raw, now, oldest) for raw in raws]
        good = [each for each in read if isinstance(each, events.Event)]
        digests = self.known.digests(self.source, {each.ident for each in good})
        texts = self._texts(good)
        taken, outcomes = [], []
        for raw, event in zip(raws, read, strict=True):
            if isinstance(event, events.Problem):
                outcomes.append(Outcome(events.ident_of(raw), "refused", "event", *event))
                continue
            outcome = self._repeated(raw, event, digests) or self._out_of_scope(event, texts)
            if not outcome:
                outcome = Outcome(event.ident, "accepted")
                digests[event.ident] = events.digest(raw, self.keys[0])
                taken.append(self._taken(event, texts))
            outcomes.append(outcome)
        if taken:
            self.known.add(self.source, [self._row(each, digests) for each in taken])
            Effects(self.env, self.source).carry_out(taken)
        return outcomes

    # === CHECKS === #

    def _repeated(self, raw, event, digests):
        """Return the outcome of an event that was told before, or of another one of its name."""
        if event.ident not in digests:
            return None
        if digests[event.ident] in {events.digest(raw, key) for key in self.keys}:
            return Outcome(event.ident, "known")
        return Outcome(event.ident, "refused", "conflict", "id",
                       "was the name of another event before")

    def _out_of_scope(self, event, texts):
        """Return the outcome of what this source may not say, or what cannot be used here."""
        source, ident = self.source, event.ident
        if event.kind != "joined" and event.purpose not in self.purposes:
            return Outcome(ident, "refused", "scope", "purpose", "is not one of this source's")
        may = source.may_give if event.kind in ("given", "joined") else source.may_withdraw
        if not may:
            return Outcome(ident, "refused", "scope", "event", "is not this source's to tell")
        if event.email and not source.takes_addresses:
            return Outcome(ident, "refused", "scope", "email", "is not this source's to tell")
        if event.proven and not source.vouches:
            return Outcome(ident, "refused", "scope", "proven", "is not this source's to say")
        if event.email and not address_in(event.email):
            return Outcome(ident, "refused", "event", "email", "is not one mail address")
        if event.text_version and (event.purpose, event.text_version) not in texts:
            return Outcome(ident, "refused", "event", "text_version",
                           "is not a version of the words of this purpose")
        return None

    # === ROWS === #

    def _texts(self, good):
        """Return ``{(code of the purpose, version): id of the words}``."""
        versions = {each.text_version for each in good if each.text_version}
        if not versions:
            return {}
        texts = self.env["privacy.consent.text"].with_context(active_test=False).search_fetch([
            ("purpose_id", "in", list(self.purposes.values())),
            ("version", "in", list(versions))], ["purpose_id", "version"])
        codes = {purpose: code for code, purpose in self.purposes.items()}
        return {(codes[text.purpose_id.id], text.version): text.id for text in texts}

    def _taken(self, event, texts):
        email = address_in(event.email) if event.email else None
        subject = signature.subject_key(
            f"email {email}" if email else f"visitor {event.visitor}", self.keys[0])
        return Taken(event._replace(email=email), subject, self.purposes.get(event.purpose),
                     texts.get((event.purpose, event.text_version)))

    @staticmethod
    def _row(taken, digests):
        event = taken.event
        return {"event_id": event.ident, "kind": event.kind, "at": event.at.isoformat(),
                "purpose": taken.purpose, "subject": taken.subject,
                "digest": digests[event.ident]}


def status_of(outcomes):
    """Return the status of the answer: 200 where nothing was refused, 207 where something was,
    and of a call that brought nothing the reason that all its events share, or 422.
    """
    codes = {each.code for each in outcomes if each.status == "refused"}
    if not codes:
        return 200
    if any(each.status != "refused" for each in outcomes):
        return 207
    return STATUSES[codes.pop()] if len(codes) == 1 else 422
