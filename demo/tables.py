"""The demo's tables: which clocks run, what a run would do, did and left, and who stays."""

from collections import Counter

from . import show

COUNTS = ("found", "erased", "masked", "kept")
NUMBERS = tuple((name.capitalize(), -6) for name in COUNTS)
STATES = {"todo": "to do", "done": "complete", "kept": "complete, with kept items",
          "incomplete": "incomplete", "failed": "failed", "dropped": "no longer due"}


def clocks(contacts, stories):
    """Print every clock of these contacts, and whether it is due."""
    rows = []
    for contact in contacts:
        lines = [(timer.rule_id.code, timer.sentence + (" [due]" if timer.is_due else ""))
                 for timer in contact.privacy_timer_ids if timer.state != "done"]
        lines = lines or [("", contact.privacy_sentence)]
        for number, (rule, sentence) in enumerate(lines):
            who = _who(contact, stories) if not number else ""
            rows.append((contact.id if not number else "", who, rule, sentence))
    show.table((("ID", -4), ("Who", 34), ("Clock", 13), ("Why kept, and until when", 43)), rows)


def preview(run, stories):
    """Print what a run would do, subject by subject."""
    rows = [
        (item.partner_ref, _who(item.partner_id, stories),
         "whole contact" if item.whole else item.categories,
         *(item[name] for name in COUNTS))
        for item in run.item_ids
    ]
    show.table((("ID", -4), ("Who", 38), ("What would go", 22), *NUMBERS), rows)


def done(run, stories):
    """Print what became of a run; of the erased nothing but the id is left to print."""
    rows = [
        (item.partner_ref, stories.get(item.partner_ref, ""),
         "gone: " * item.whole + STATES[item.state] + (f" ({item.reason})" if item.reason else ""),
         *(item[name] for name in COUNTS))
        for item in run.item_ids
    ]
    show.table((("ID", -4), ("Story", 33), ("Outcome", 27), *NUMBERS), rows)


def outcome(run):
    """Print the sums of a run: by state, by model, and what is left with its ground."""
    totals = run.summary()
    states = Counter(item.state for item in run.item_ids)
    show.say(f"{run.name} is {run.state}: {totals['subjects']} subjects ("
             + ", ".join(f"{count} {STATES[state]}" for state, count in states.items())
             + f"); found {totals['found']} = erased {totals['erased']} + masked "
             f"{totals['masked']} + redacted {totals['redacted']} + kept {totals['kept']} "
             f"+ failed {totals['failed']}.")
    show.heading("By model")
    names = ("erased", "masked", "redacted", "kept", "failed")
    show.table((("Model", 40), *((name.capitalize(), -9) for name in names)),
               [(model, *(counts.get(name, 0) for name in names))
                for model, counts in sorted(totals["by_model"].items())])
    show.heading("Left within the erased, with its ground and its end")
    show.table((("Model", 30), ("Field", 24), ("Count", -6), ("Ground", 20), ("Until", 10)),
               [(line["model"], line["field"] or "whole record", line["count"], line["ground"],
                 line["until"]) for line in totals["left"]])


def stays(contacts, stories):
    """Print who stays, and why."""
    rows = [
        (contact.id, _who(contact, stories), reason(contact))
        for contact in contacts if not contact.privacy_anonymised_on
    ]
    show.table((("ID", -4), ("Who stays", 40), ("Why", 52)), rows)


def reason(contact):
    """Return why a contact stays: what stops an erasure comes before what does not ask for it."""
    stops = []
    if contact.privacy_held:
        cases = contact.env["privacy.hold"].search([("partner_ids", "in", contact.ids)])
        names = ", ".join(cases.mapped("name"))
        stops.append(f"Held: {names or 'hold on the company'}, until released.")
    if contact.privacy_restricted:
        stops.append("Restricted (Art. 18): stored, and nothing else.")
    return " ".join([*stops, contact.privacy_sentence])


def _who(contact, stories):
    story = stories.get(contact.id)
    return f"{contact.name}: {story}" if story else contact.name
