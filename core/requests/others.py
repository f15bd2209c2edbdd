"""Other people in what one person is given: named by nothing but what they are (Art. 15(4)).

Staff are named by their role (C-579/21, paragraph 83), other people not at all. An identifier
that the person has as well, or that the controller goes by, is nobody else's.
"""

from email.utils import formataddr, getaddresses

from ..identity.identifiers import addresses, identifiers_of
from ..identity.matcher import Matcher
from ..identity.redact import Redactor

OTHER, STAFF = "[another person]", "[our staff]"
WITHHELD = "[withheld: another person's words]"
#: mention links of anybody; whose they are is read from them
LINK = "data-oe-id"


class Others:
    """Takes other people out of texts.

    :param dict others: {id: identifiers} of people who are neither the person nor staff
    :param dict staff: {id: identifiers} of staff
    :param known: identifiers that stay: the person's own, and the controller's
    :param strangers: identifiers of people whom no contact stands for
    """

    def __init__(self, others, staff, known, strangers=()):
        stay = {(each.kind, _plain(each.value)) for each in known}

        def left(identifiers):
            return [each for each in identifiers if (each.kind, _plain(each.value)) not in stay]

        ours = {each for known in staff.values() for each in left(known)}
        theirs = {each for known in others.values() for each in left(known)}
        theirs |= set(left(strangers))
        self._theirs = sorted(theirs - ours)
        self._redactors = [
            (self._theirs, list(others), Redactor(self._theirs, None, OTHER)),
            (sorted(ours), list(staff), Redactor(sorted(ours), None, STAFF)),
        ]
        self._links = {OTHER: [Redactor((), person, OTHER) for person in others],
                       STAFF: [Redactor((), person, STAFF) for person in staff]}
        self._matcher = Matcher((0, each) for each in self._theirs)
        self._either = Matcher((0, each) for each in sorted(theirs | ours))

    def meets(self, texts):
        """Return the places of those texts that need a look.

        :param texts: list of str
        :rtype: set of int
        """
        found = {place for place, _key in self._either.find_chunk(texts)} if texts else set()
        return found | {place for place, text in enumerate(texts) if LINK in text}

    def clean(self, text):
        """Return (the text without other people, whether somebody else than staff was in it)."""
        said, theirs = text, False
        for identifiers, _people, redactor in self._redactors:
            before = said
            placeholder = OTHER if identifiers is self._theirs else STAFF
            if LINK in said:
                for link in self._links[placeholder]:
                    said = link.redact(said)
            said = redactor.redact(said) if identifiers else said
            theirs |= placeholder == OTHER and said != before
        return said, theirs

    def names_other(self, texts):
        """Whether any text of a file holds an identifier of somebody else than staff."""
        return bool(self._theirs) and bool(self._matcher.find_chunk(list(texts)))


def strangers_in(header, known):
    """Return who stands in a mail header and is nobody known.

    :param str header: names and addresses
    :param known: function of an address, whether it is somebody known
    :return: list of (name, address)
    """
    return [(name, address.lower()) for name, address in getaddresses([header or ""])
            if addresses(address) and not known(address.lower())]


def without_strangers(header, known):
    """Return a mail header with those who are nobody known named by what they are."""
    pairs = getaddresses([header])
    if not any(addresses(address) and not known(address.lower()) for _name, address in pairs):
        return header
    return ", ".join(
        OTHER if addresses(address) and not known(address.lower())
        else formataddr((name, address)) if name and address else address or name
        for name, address in pairs)


def identifiers_of_strangers(pairs):
    """Return the identifiers of (name, address) pairs."""
    return [each for name, address in pairs
            for each in identifiers_of(name=name, email=address)]


def walk(value, change):
    """Return a value with every text in it changed; what is not text stays.

    :param value: text, number, list or dict, as JSON has them
    :param change: function of a text
    """
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [walk(each, change) for each in value]
    if isinstance(value, dict):
        return {key: each if key == "code" else walk(each, change) for key, each in value.items()}
    return value


def texts_in(value):
    """Yield every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_in(each)


def _plain(value):
    return " ".join(value.lower().split())
