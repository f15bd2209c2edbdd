"""What follows from events that were taken: consents are given, withdrawn, and joined to an
address, in the order in which it happened and not in which it was told.
"""

from bisect import bisect_left
from typing import NamedTuple

from odoo.fields import Domain
from odoo.tools import SQL

from ....core.consents.events import Event
from ..giving import Giving
from ..subjects import open_ones
from ..withdrawing import Withdrawing
from .known_events import KnownEvents


class Taken(NamedTuple):
    """An event that is taken.

    :ivar Event event: as it may be stored, its address normalised
    :ivar str subject: key of the address, or of the visitor
    :ivar purpose: id, None where somebody says who they are
    :ivar text: id of the words, None where the event brings them itself
    """

    event: Event
    subject: str
    purpose: int | None
    text: int | None


class Effects:
    """Effects of events of one source."""

    def __init__(self, env, source):
        self.env, self.source = env(su=True), source
        self.consents = self.env["privacy.consent.record"]

    def carry_out(self, taken):
        """Give, withdraw and join.

        :param list taken: of :class:`Taken`
        """
        self._give([self._row(each) for each in taken if each.event.kind == "given"])
        self._withdraw(taken)
        if joined := [each for each in taken if each.event.kind == "joined"]:
            self._give(self._joined_rows(joined))
            self._withdraw(joined)

    # === GIVE === #

    def _give(self, rows):
        """Store consents; one that was withdrawn after its moment does not come into force."""
        made = Giving(self.env).give(rows)
        self._end(dict(self._overtaken([each.consent for each in made if each.is_new])))

    def _overtaken(self, ids):
        """Return pairs (consent, moment) of those that the same person withdrew later, by whatever
        way.
        """
        return self.env.execute_query(SQL(
            """SELECT new.id, min(old.withdrawn_at) FROM privacy_consent_record new
                 JOIN privacy_consent_record old ON old.purpose_id = new.purpose_id
                      AND (old.partner_id = new.partner_id OR old.email = new.email
                           OR old.visitor_key = new.visitor_key)
                WHERE new.id = ANY(%(ids)s) AND old.id != ALL(%(ids)s) AND old.active
                  AND old.withdrawn_at > new.given_at GROUP BY new.id""", ids=ids)) if ids else []

    def _row(self, taken):
        event = taken.event
        return {
            **self._whose(event), "purpose_id": taken.purpose, "channel": self.source.channel,
            "given_at": event.at, "text_id": taken.text, "statement": event.words,
            "lang": event.lang, "page": event.page,
            "source_net": event.network, "proof": "source" if event.proven else "none",
            "source_id": self.source.id, "event_id": event.ident}

    @staticmethod
    def _whose(event):
        return {"email": event.email} if event.email else {"visitor_key": event.visitor}

    # === JOIN === #

    def _joined_rows(self, joined):
        """Return consents of an address like those that the visitor had in force when saying so:
        the visitor's own stay nobody's.
        """
        found = self.consents.search([
            ("visitor_key", "in", list({each.event.visitor for each in joined})),
            ("state", "in", ("given", "withdrawn")),
            ("purpose_id", "in", self.source.purpose_ids.ids)], order="given_at, id")
        of_visitor = {}
        for consent in found:
            of_visitor.setdefault(consent.visitor_key, []).append(consent)
        return [row for each in joined
                for row in self._joined(each.event, of_visitor.get(each.event.visitor, ()))]

    def _joined(self, event, consents):
        latest = {consent.purpose_id: consent for consent in consents
                  if consent.given_at <= event.at and not (
                      consent.withdrawn_at and consent.withdrawn_at <= event.at)}
        return [{
            "email": event.email, "purpose_id": purpose.id, "channel": self.source.channel,
            "given_at": event.at, "text_id": consent.text_id.id, "statement": consent.statement,
            "lang": consent.lang, "page": event.page or consent.page,
            "source_net": event.network, "proof": "source" if event.proven else "none",
            "source_id": self.source.id, "event_id": f"{event.ident}/{purpose.code}",
        } for purpose, consent in latest.items()]

    # === WITHDRAW === #

    def _withdraw(self, taken):
        """Withdraw what its person withdrew after giving it, in this call or in one before."""
        subjects = {each.subject: each.event for each in taken}
        ends = KnownEvents(self.env).withdrawals(subjects)
        if not ends:
            return
        ended = {}
        for subject, consent in self._open(subjects, {purpose for _subject, purpose in ends}):
            moments = ends.get((subject, consent.purpose_id.id), ())
            number = bisect_left(moments, consent.given_at)
            if number < len(moments):
                ended[consent.id] = moments[number]
        self._end(ended)

    def _open(self, subjects, purposes):
        """Yield (subject, consent) of what can be withdrawn."""
        emails = {event.email: subject for subject, event in subjects.items() if event.email}
        visitors = {event.visitor: subject for subject, event in subjects.items()
                    if not event.email}
        partners = {partner.id: emails[partner.email_normalized] for partner in self.env[
            "res.partner"].with_context(active_test=False).search_fetch(
                [("email_normalized", "in", list(emails))], ["email_normalized"])}
        for consent in self.consents.search(
                open_ones() & Domain("purpose_id", "in", list(purposes)) & (
                    Domain("partner_id", "in", list(partners))
                    | Domain("email", "in", list(emails))
                    | Domain("visitor_key", "in", list(visitors)))):
            yield (partners.get(consent.partner_id.id) or emails.get(consent.email)
                   or visitors[consent.visitor_key]), consent

    def _end(self, moments):
        """Withdraw consents.

        :param dict moments: {id of a consent: when it was withdrawn}
        """
        if moments:
            Withdrawing(self.env).withdraw(
                self.consents.browse(moments), self.source.channel, moments=moments)
