"""The demo's tables: which clocks run, what a run would do, did and left, and who stays."""

from odoo.addons.cloudpepper_privacy.engine.labels import Labels
from odoo.fields import Domain

from . import show

COUNTS = ("found", "erased", "masked", "kept")
NUMBERS = tuple((title, -7) for title in ("Found", "Erased", "Emptied", "Kept"))


def clocks(contacts, stories):
    """Print every clock of these contacts, and whether it is due."""
    rows = []
    for contact in contacts:
        lines = [(timer.rule_id.name, timer.sentence + (" [due]" if timer.is_due else ""))
                 for timer in contact.privacy_timer_ids if timer.state != "done"]
        lines = lines or [("", contact.privacy_sentence)]
        for number, (rule, sentence) in enumerate(lines):
            who = _who(contact, stories) if not number else ""
            rows.append((contact.id if not number else "", who, rule, sentence))
    show.table((("ID", -4), ("Who", 32), ("Clock", 18), ("Why kept, and until when", 40)), rows)


def preview(run, stories):
    """Print what a run would do, subject by subject."""
    rows = [
        (item.partner_ref, _who(item.partner_id, stories),
         item.what,
         *(item[name] for name in COUNTS))
        for item in run.item_ids
    ]
    show.table((("ID", -4), ("Who", 38), ("What would go", 22), *NUMBERS), rows)
    show.paragraph(run.next_step)


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
        show.paragraph(f"{became}; contacts: {len(items)} ({ids}).")


def _became(item):
    """Return what became of a contact, as a sentence's beginning."""
    state = dict(item._fields["state"]._description_selection(item.env))[item.state]
    what = "The contact is anonymised" if item.whole else f"{item.what}: erased"
    words = f"{what}. {state}"
    return f"{words}: {item.reason_text}" if item.reason_text else words


def outcome(run):
    """Print the sums of a run: in words, by kind of record, and what is left with its reason."""
    totals, labels = run.summary(), Labels(run.env)
    show.paragraph(f"{run.name}. {run.next_step}")
    show.paragraph(
        f"Found {totals['found']} records and fields: {totals['erased']} erased, "
        f"{totals['masked']} emptied, {totals['redacted']} with the person's own words taken out, "
        f"{totals['kept']} kept with a reason and an end, {totals['failed']} not done.")
    show.heading("By kind of record")
    names = {"erased": "Erased", "masked": "Emptied", "redacted": "Redacted", "kept": "Kept",
             "failed": "Not done"}
    show.table((("What", 40), *((title, -9) for title in names.values())),
               [(labels.model(model), *(counts.get(name, 0) for name in names))
                for model, counts in sorted(totals["by_model"].items())])
    show.heading("What stays of the erased, why and until when")
    show.table((("How many", -8), ("What", 30), ("Field", 22), ("Why", 28), ("Until", 12)),
               [(line["count"], labels.model(line["model"]), _fields(labels, line),
                 _why(labels, line), labels.day(line["until"]) if line["ground"] not in (
                     "found", "failed") else "") for line in totals["left"]])
    findings(run)


def _fields(labels, line):
    """Return the fields of a line, or that it is about the whole record."""
    names = [name for name in (line["field"] or "").split(",") if name]
    return ", ".join(labels.field(line["model"], name) for name in names) or "the whole record"


def _why(labels, line):
    """Return why a line is left."""
    return {"found": "Still met: a finding, below", "failed": "Not done"}.get(
        line["ground"], labels.ground(line["ground"]))


def findings(run):
    """Print where the proof still met somebody, and what an officer can do there."""
    still = run.finding_ids.filtered(lambda finding: finding.state == "open")
    if not still:
        show.paragraph("The search of the whole database and all files met none of them any more.")
        return
    show.heading("Where the search still met somebody, and why the run asks")
    show.table((("Contact", -7), ("What", 26), ("Record", -7), ("Field", 20), ("Why", 36)),
               [(one.partner_ref, one.model_label, one.res_id, one.field_label, one.why_text)
                for one in still])
    show.paragraph("An officer settles each under Privacy > Findings: redacts it there, says that "
                   "it is another person's, or keeps it with a reason and an end.")


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
    labels = Labels(run.env)
    found = ", ".join(f"{labels.model(name)} ({count})" for name, count in sorted(counts.items())
                      if count)
    show.paragraph("Records outside the data map that still lead to these contacts, which have no "
                   f"name any more: {found or 'none'}.")


def _pointing(model, ids):
    """Return how many records of a model link to one of these contacts."""
    links = [field.name for field in model._fields.values()
             if field.store and field.type == "many2one" and field.comodel_name == "res.partner"]
    domain = Domain.OR([Domain(name, "in", ids) for name in links])
    return model.with_context(active_test=False).search_count(domain) if links else 0
