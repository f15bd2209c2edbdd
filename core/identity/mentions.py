"""Mentions of several people in many texts: who is in which, and the texts without them."""

from functools import cached_property

from .matcher import Matcher
from .redact import Redactor, link

#: what every mention link of Odoo carries
LINK = "data-oe-id"


class Mentions:
    """The people of one batch, and what identifies each.

    :param dict identities: ``{subject: identifiers}``; the subject is the id that links name
    """

    def __init__(self, identities):
        self._identities = {subject: tuple(known) for subject, known in identities.items()}
        self._redactors, self._links = {}, {}

    @cached_property
    def _matcher(self):
        # many batches have no text to look at
        return Matcher(self.identities())

    def identities(self):
        """Yield (subject, identifier) of all."""
        for subject, known in self._identities.items():
            for identifier in known:
                yield subject, identifier

    def found(self, rows):
        """Return the (place, subject) pairs whose text mentions the subject, in order.

        :param rows: list of (place, subject, text); the text may be empty
        """
        met = set(self._matcher.find_chunk([text or "" for _place, _subject, text in rows]))
        return [(place, subject) for index, (place, subject, text) in enumerate(rows)
                if (index, subject) in met or self._linked(subject, text)]

    def named(self, rows):
        """Return the (place, subject) pairs of all subjects whom texts name, in order.

        :param rows: list of (place, text)
        """
        met = self._matcher.find_chunk([text or "" for _place, text in rows])
        return [(rows[index][0], subject) for index, subject in met]

    def redact(self, subject, text):
        """Return a text without the mentions of one subject; the same object where none is."""
        if subject not in self._redactors:
            self._redactors[subject] = Redactor(self._identities.get(subject, ()), subject)
        return self._redactors[subject].redact(text)

    def _linked(self, subject, text):
        if not text or LINK not in text:
            return False
        if subject not in self._links:
            self._links[subject] = link(subject)
        return bool(self._links[subject].search(text))
