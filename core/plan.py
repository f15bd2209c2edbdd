"""The plan: for each record and field what becomes of it, and the sum that proves it.

A preview is the same plan not applied. Its digest is stored, and what an officer approves is
that digest. The plan holds ids, names of models and fields, grounds and dates: never a value.

found = erased + masked + redacted + kept + failed, always (GDPR Art. 5(2), 24).
"""

import hashlib
from collections import Counter, defaultdict
from typing import NamedTuple

from .errors import BadPlan

OUTCOMES = ("erased", "masked", "redacted", "kept", "failed")
OUTCOME = {"erase": "erased", "mask": "masked", "redact": "redacted", "keep": "kept"}


class Step(NamedTuple):
    """One record of one subject, and what becomes of it.

    :param int subject: id of the contact
    :param str model: technical name
    :param int record: id of the record
    :param str act: erase, mask, redact or keep
    :param tuple fields: the fields acted on; empty for the whole record
    :param str ground: why it is kept; empty otherwise
    :param str until: ISO date until which it is kept; empty otherwise
    """

    subject: int
    model: str
    record: int
    act: str
    fields: tuple = ()
    ground: str = ""
    until: str = ""

    def canonical(self):
        """Return the line that the digest is made of."""
        return "|".join(
            (str(self.subject), self.model, str(self.record), self.act,
             ",".join(self.fields), self.ground, self.until)
        )


class Plan:
    """An immutable tuple of steps with its sums and digests."""

    def __init__(self, steps):
        self.steps = tuple(steps)

    def __len__(self):
        return len(self.steps)

    def of(self, subjects):
        """Return the part of the plan that concerns these subjects."""
        subjects = frozenset(subjects)
        return Plan(step for step in self.steps if step.subject in subjects)

    def acting(self):
        """Return the steps that change something."""
        return tuple(step for step in self.steps if step.act != "keep")

    def groups(self):
        """Return ``[((model, act, fields), record ids)]`` in plan order, for acting in sets."""
        groups = {}
        for step in self.acting():
            groups.setdefault((step.model, step.act, step.fields), []).append(step.record)
        return [(key, sorted(set(ids))) for key, ids in groups.items()]

    def digests(self):
        """Return ``{subject: sha256}`` over each subject's steps, whatever their order."""
        lines = defaultdict(list)
        for step in self.steps:
            lines[step.subject].append(step.canonical())
        return {subject: digest(sorted(each)) for subject, each in lines.items()}

    def details(self):
        """Return ``{subject: [{model, field, outcome, count, ground, until}]}``."""
        sums = defaultdict(Counter)
        for step in self.steps:
            key = (step.model, ",".join(step.fields), OUTCOME[step.act], step.ground, step.until)
            sums[step.subject][key] += 1
        return {
            subject: [
                dict(zip(("model", "field", "outcome", "ground", "until"), key, strict=True),
                     count=count)
                for key, count in sorted(counter.items())
            ]
            for subject, counter in sums.items()
        }


def build(entries, located, categories, decisions):
    """Decide: what becomes of each located record.

    :param entries: iterable of :class:`..datamap.Entry` in acting order
    :param dict located: ``{entry.key: iterable of (subject, record)}``
    :param dict categories: ``{subject: set of category codes due}``
    :param dict decisions: ``{(model, record): (act, fields, ground, until)}`` where something
        else than the map's act is right for a record: it is protected, or others share it
    :rtype: Plan
    """
    steps = {}
    for entry in entries:
        for subject, record in located.get(entry.key, ()):
            if not entry.concerns(categories.get(subject, ())):
                continue
            default = (entry.act, entry.fields, "", "")
            decision = decisions.get((entry.model, record), default)
            step = Step(subject, entry.model, record, *decision)
            steps.setdefault((entry.model, record, step.act, step.fields), step)
    return Plan(steps.values())


def digest(lines):
    """Return the hex SHA-256 of lines, each ended by a newline."""
    sha = hashlib.sha256()
    for line in lines:
        sha.update(line.encode())
        sha.update(b"\n")
    return sha.hexdigest()


def totals(details):
    """Sum details to ``{found, erased, masked, redacted, kept, failed}``.

    :raise BadPlan: where an outcome is unknown, so that nothing is silently left out
    """
    sums = dict.fromkeys(OUTCOMES, 0)
    for line in details:
        if line["outcome"] not in sums:
            raise BadPlan("An outcome is not one of: " + ", ".join(OUTCOMES))
        sums[line["outcome"]] += line["count"]
    return {"found": sum(sums.values()), **sums}
