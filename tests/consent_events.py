"""Events as another system sends them, one of each kind; what is None is left out."""

VISITOR = "v-0123456789abcdef"


def given(**changes):
    """A visitor agrees to be counted."""
    return _without_none({
        "id": "e-1", "event": "given", "at": "2026-11-30T10:00:00Z", "purpose": "analytics",
        "visitor": VISITOR, "text_version": 1, "lang": "nl", **changes})


def withdrawn(**changes):
    """The visitor takes it back."""
    return _without_none({
        "id": "e-2", "event": "withdrawn", "at": "2026-11-30T11:00:00Z", "purpose": "analytics",
        "visitor": VISITOR, **changes})


def joined(**changes):
    """The visitor says who they are."""
    return _without_none({
        "id": "e-3", "event": "joined", "at": "2026-11-30T12:00:00Z", "visitor": VISITOR,
        "email": "zoe@celik.example", **changes})


def _without_none(event):
    return {name: value for name, value in event.items() if value is not None}
