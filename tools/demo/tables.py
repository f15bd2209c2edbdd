"""The demo's tables: which clocks run, what a run would do, did and left, and who stays."""

from collections import Counter

from odoo.fields import Domain

from . import show

COUNTS = ("found", "erased", "masked", "kept")
NUMBERS = tuple((name.capitalize(), -6) for name in COUNTS)
STATES = {"todo": "to do", "done": "complete", "kept": "complete, with kept items",
          "incomplete": "incomplete", "unproven": "unproven", "failed": "failed",
          "dropped": "no longer due"}


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
    told = run.item_ids.filtered(lambda item: item.partner_ref in stories)
    if told:
        show.table(
            (("ID", -4), ("Story", 30), ("What became of it", 30), *NUMBERS),
            [(item.partner_ref, stories[item.partner_ref], _became(item),
              *(item[name] for name in COUNTS)) for item in told],
        )
    for became, items in (run.item_ids - told).grouped(_became).items():
        ids = ", ".join(str(item.partner_ref) for item in items)
        show.paragraph(f"{became}, {len(items)} contacts: {ids}.")


def _became(item):
    what = "anonymised" if item.whole else f"{item.categories} erased"
    if item.state not in ("done", "kept"):
        what = f"{what}: {STATES[item.state]}"
    elif item.state == "kept":
        what = f"{what}, with kept items"
    return f"{what} ({item.reason})" if item.reason else what


def outcome(run):
    """Print the sums of a run: by state, by model, and what is left with its ground."""
    totals = run.summary()
    states = Counter(STATES[item.state] for item in run.item_ids)
    told = "; ".join(f"{count} {state}" for state, count in states.items()) or "nobody was due"
    show.paragraph(
        f"{run.name} is {run.state}: {told}. Found {totals['found']} = erased {totals['erased']} "
        f"+ masked {totals['masked']} + redacted {totals['redacted']} + kept {totals['kept']} "
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
    """Print who stays, and why; those without a story share a line where the reason is one."""
    here = contacts.filtered(lambda contact: not contact.privacy_anonymised_on)
    rows = [(contact.id, _who(contact, stories), reason(contact))
            for contact in here if contact.id in stories]
    others = here.filtered(lambda contact: contact.id not in stories)
    for why, group in others.grouped(reason).items():
        rows.append((f"{len(group)}x", ", ".join(group.mapped("name")), why))
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


def pointers(run):
    """Print which records still point at the anonymised, by id, where no data map leads."""
    ids = run.item_ids.filtered("whole").mapped("partner_ref")
    mapped = set(run.env["privacy.map"].search([]).mapped("model_name"))
    counts = {name: _pointing(run.env[name], ids) for name, model in run.env.registry.items()
              if model._auto and not model._transient and name not in mapped
              and not name.startswith("privacy.")}
    found = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()) if count)
    show.paragraph("Still pointing at them by id, kept documents and models that the data map does "
                   f"not name: {found or 'nothing'}.")


def _pointing(model, ids):
    """Return how many records of a model link to one of these contacts."""
    links = [field.name for field in model._fields.values()
             if field.store and field.type == "many2one" and field.comodel_name == "res.partner"]
    domain = Domain.OR([Domain(name, "in", ids) for name in links])
    return model.with_context(active_test=False).search_count(domain) if links else 0
