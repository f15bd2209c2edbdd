"""What an officer states of a person's identity (GDPR Art. 12(6))."""

from dataclasses import dataclass, field
from typing import Any

#: how identity was seen to (Art. 12(6)): nothing more is kept of the evidence
METHODS = [
    ("portal", "Portal login"), ("mail", "Confirmed mail address"),
    ("code", "Code to a known phone or address"), ("known", "Known to the officer in person"),
    ("document", "Document, because of recorded doubts"),
]
#: of these, those that hold by what the machine has seen
PROVEN = ("portal", "mail", "code")


@dataclass(frozen=True)
class Statement:
    """What an officer states of the person's identity.

    :ivar res.partner partners: all accounts of the person; empty where we hold nothing
    :ivar str method: one of :data:`METHODS`
    :ivar str doubt: why more than the usual was asked
    :ivar str why: what tells this person from others with the same address, number or name
    :ivar dict person: new values of :data:`.fixed.PERSON`, as they were confirmed
    :ivar ir.attachment evidence: files of this request that came as proof
    :ivar privacy.contactless contactless: records with the person's address that no contact
        has; None: all, but those under an address that many names share
    :ivar dict agent: ``method`` (of :data:`METHODS`), ``mandate`` (ir.attachment of this
        request), ``letters_to`` ("person" or "agent")
    """

    partners: Any
    method: str
    doubt: str = ""
    why: str = ""
    person: dict = field(default_factory=dict)
    evidence: Any = None
    contactless: Any = None
    agent: dict = field(default_factory=dict)
