"""The languages of bin/i18n, in the environment that has polib: TEMPLATE FILE...

Each file keeps its translations of what the template still has, and gets what people outside read
and nobody has translated yet, without a translation.
"""
import re
import sys
from pathlib import Path

import polib

#: where texts stand that people outside read: pages, letters, the package, and what they name
OUTWARD = tuple(re.compile(pattern) for pattern in (
    r"code:addons/cloudpepper_privacy/controllers/",
    r"code:addons/cloudpepper_privacy/engine/(access/|labels|marketing|correction|transaction"
    r"|clocks/sentences|consents/preferences|runs/(certificate|next_step)|requests/(rights/|answering|codes"
    r"|decision_letter|letters|notices|paper|login_code|portal|public_form|typed"
    r"|request_files|words))",
    r"code:addons/cloudpepper_privacy/engine/(register/(headings|periods)"
    r"|policy_page/(words|prose|pages|rendering)|breaches/(authority|documentation|letters))",
    r"code:addons/cloudpepper_privacy/engine/requests/referring\.py",
    r"code:addons/cloudpepper_privacy/models/packages/",
    r"code:addons/cloudpepper_privacy/models/requests/request(_packaging|_change|_notice)\.py",
    r"code:addons/cloudpepper_privacy/models/(clocks/(timer|subject_purpose)|policy/rule|runs/kept_item)\.py",
    r"model(_terms)?:ir\.ui\.view,arch_db:cloudpepper_privacy\."
    r"(public_|portal_|child_fields|consent_|preferences|controller_lines|error_line|rights_fields"
    r"|privacy_package_answer"
    r"|privacy_package_page|privacy_package_nothing|privacy_run_certificate"
    r"|letter_(head|reference|mail)|privacy_letter_(paper|page)"
    r"|privacy_breach_(notice|letters|documentation|drill)|privacy_register$|privacy_entry|policy_)",
    r"model(_terms)?:mail\.template,",
    r"model:ir\.model,name:cloudpepper_privacy\.model_privacy_"
    r"(contactless|request|consent_record|hold|package|archive_reading|breach_subject|policy_notice)$",
    # what an access answer says of breaches and of changes of the policy
    r"model:ir\.model\.fields,field_description:cloudpepper_privacy\.field_privacy_"
    r"(breach_subject__(breach_id|state|queued_on|told_on|bounced_on)"
    r"|policy_notice__(version_id|state|reason|told_at))$",
    r"model:ir\.model\.fields,field_description:cloudpepper_privacy\."
    r"field_privacy_archive_reading__(at|reason_id|note)$",
    r"model(_terms)?:privacy\.(category|archive\.reason|purpose|legal\.basis"
    r"|purpose\.line|recipient|rule|measure"
    r"|subject\.category|processing|policy\.text|breach\.factor),",
    r".*selection__privacy_(request_right__(kind|outcome|ground)|rule__period_unit"
    r"|recipient__(transfer_ground|role|scc_module)|run__state|run_item__(state|verdict)|package__kind"
    r"|breach_subject__state|policy_notice__(state|reason))__",
))


def outward(entry):
    """Whether people outside read this text."""
    return any(pattern.match(name)
               for name, _line in entry.occurrences for pattern in OUTWARD)


def follow(template, path):
    """Update one language; return the texts that it lacks."""
    old = {}
    if Path(path).is_file():
        old = {entry.msgid: entry for entry in polib.pofile(path)}
    language = polib.POFile(wrapwidth=100)
    language.metadata = {
        "Project-Id-Version": "Odoo Server 19.0", "Language": Path(path).stem,
        "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit", "Plural-Forms": template.metadata.get(
            "Plural-Forms", "nplurals=2; plural=(n != 1);"),
    }
    missing = []
    for entry in template:
        known = old.get(entry.msgid)
        text = known.msgstr if known else ""
        if not text and not outward(entry):
            continue
        if not text:
            missing.append(entry.msgid)
        language.append(polib.POEntry(
            msgid=entry.msgid, msgstr=text, occurrences=entry.occurrences,
            comment=entry.comment, flags=[flag for flag in entry.flags if flag != "fuzzy"]))
    language.save(path)
    return missing


def main(template, *paths):
    """Update the languages and say what is missing."""
    texts = polib.pofile(template)
    wanted = sum(map(outward, texts))
    for path in paths:
        missing = follow(texts, path)
        print(f"{Path(path).name}: {wanted - len(missing)} of {wanted} texts for people outside")


if __name__ == "__main__":
    main(*sys.argv[1:])
