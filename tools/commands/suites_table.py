"""The table of bin/suites --oca: what was planted beside each module, and what is left of it."""
from dataclasses import dataclass, field

HEAD = """\
# Beside other people's modules

Written by `bin/suites --oca`. Modules of the Odoo Community Association, as PyPI has them for Odoo
19.0, are installed together with the addon. For each a company, a person of it and a person with an
account are planted, with a word of its own in every field of every model of the module that can
hold text, through the ORM. An approved run erases them all (Art. 17). What is left is looked for
from outside, in a dump of PostgreSQL and in the files, without any code of the addon.

The rule: nobody is *complete* beside a planted word, nobody fails for a module's sake, and nothing
that the run erases stands after it where it did not stand before, whatever listens (logs too). A
person of whom something stands in a field that nobody has decided on is *incomplete*, and says so.

"""
COLUMNS = ("module", "version", "installed", "planted", "found before", "left after", "written",
           "verdicts", "why not complete", "fails")
#: columns of numbers
NUMBERS = ("planted", "found before", "left after", "written")
#: table of what the proof searches for
KNOWN = "privacy_run_identifier"
#: states of an item, as the table says them
STATES = {"done": "complete", "kept": "complete, with kept items", "incomplete": "incomplete",
          "unproven": "unproven", "failed": "failed", "dropped": "not due", "": "not in the run"}


@dataclass
class Line:
    """What is said of one module."""

    module: str
    version: str = ""
    installed: str = "no"
    planted: int = 0
    before: int = 0
    left: int = 0
    written: int = 0
    refused: int = 0
    verdicts: dict = field(default_factory=dict)
    why: list = field(default_factory=list)
    fails: list = field(default_factory=list)
    broken: list = field(default_factory=list)


def lines(names, wheels, missing, installed, told, before, run, after):
    """A Line for each module.

    :param dict told: {module: {people, planted, refused}}
    :param dict before: {key: places} found before the run; ``after``: and after it
    :param dict run: what the run says: items, failures, kept
    """
    kept = {(table, str(record), person) for table, record, person in run.get("kept", ())}
    items = {int(person): item for person, item in run.get("items", {}).items()}
    return [_line(name, wheels.get(name), missing.get(name), name in installed, told.get(name),
                  before, items, kept, after) for name in names]


def _line(name, wheel, missing, installed, told, before, items, kept, after):
    line = Line(name, wheel.version if wheel else "")
    if not wheel:
        line.installed = "none for 19.0"
    elif missing:
        line.installed = f"needs {', '.join(missing)}, none for 19.0"
    elif installed and told:
        line.installed = "yes"
        _count(line, told, before, items, kept, after)
    return line


def _count(line, told, before, items, kept, after):
    line.planted, line.refused = len(told["planted"]), len(told["refused"])
    line.before = sum(each["key"] in before for each in told["planted"])
    left = [each for each in told["planted"] if each["key"] in after]
    line.left = len(left)
    _written(line, told, before, items, after)
    for person in told["people"]:
        item = items.get(person, {"state": "", "reason": ""})
        state = item["state"]
        line.verdicts[STATES[state]] = line.verdicts.get(STATES[state], 0) + 1
        if state not in ("done", "kept"):
            line.why += [reason for reason in _reasons(item) if reason not in line.why]
        if state == "failed":
            line.fails.append(item["reason"])
            line.broken.append(f"contact {person} failed: {item['reason']}")
        for each in left:
            if each["person"] == person and state in ("done", "kept"):
                line.broken += _beside(each, state, person, kept, after)


def _written(line, told, before, items, after):
    """Count where a planted word stands that did not stand there before, of fields that are the
    run's to erase. What identified a person is known to the proof while a finding is open.
    """
    for each in told["planted"]:
        item = items.get(each["person"], {})
        undecided = {(one["model"], one["field"]) for one in item.get("undecided") or ()}
        places = after.get(each["key"], set()) - before.get(each["key"], set())
        if (each["model"], each["field"]) in undecided:
            continue
        for table, column, _row in sorted(places):
            if table == KNOWN and item.get("state") == "incomplete":
                continue
            line.written += 1
            line.broken.append(f"contact {each['person']}: the run has written {each['model']}."
                               f"{each['field']} into {table}.{column}")


def _beside(each, state, person, kept, after):
    """What stands beside a person who is complete, a sentence each."""
    places = [place for place in sorted(after[each["key"]])
              if state == "done" or (place[0], place[2], person) not in kept]
    return [f"contact {person} is {STATES[state]}, and {each['model']}.{each['field']} is still in "
            f"{table}.{column}" for table, column, _row in places]


def _reasons(item):
    """Why somebody is not complete: what the run says, and which fields nobody has decided on."""
    if item["reason"]:
        yield item["reason"]
    for line in item.get("undecided") or ():
        # a link only says whose the record is
        if not line.get("link"):
            yield f"undecided {line['model']}.{line['field']}"


def broken(all_lines):
    """What breaks the rule, a sentence each."""
    return [f"{line.module}: {sentence}" for line in all_lines for sentence in line.broken]


def markdown(all_lines, version):
    """The whole page."""
    rows = [
        f"| `{line.module}` | {line.version or '-'} | {line.installed} | {line.planted or '-'} | "
        f"{line.before or '-'} | {line.left if line.planted else '-'} | "
        f"{line.written if line.planted else '-'} | {_verdicts(line)} | "
        f"{_short('; '.join(line.why)) or '-'} | {_short('; '.join(line.fails)) or '-'} |"
        for line in all_lines]
    none = [line.module for line in all_lines if not line.version]
    ruler = "|".join("---:" if name in NUMBERS else "---" for name in COLUMNS)
    return f"{HEAD}| {' | '.join(COLUMNS)} |\n|{ruler}|\n" + "\n".join(rows) + f"""

Odoo {version}; {len(rows)} modules, {sum(line.installed == 'yes' for line in all_lines)} installed,
{len(none)} without a package for 19.0{': ' + ', '.join(none) if none else ''}. Planted:
{sum(line.planted for line in all_lines)} words, found in the dump before the run:
{sum(line.before for line in all_lines)}, left after it: {sum(line.left for line in all_lines)}.
"""


def _verdicts(line):
    return ", ".join(f"{what}: {count}" for what, count in sorted(line.verdicts.items())) or "-"


def _short(text, limit=160):
    return text if len(text) <= limit else f"{text[:limit - 1]}…"
