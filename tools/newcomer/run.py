"""For ``odoo shell``: runs a newcomer's database some years ahead, and counts what came of it.

``bin/suites --newcomer`` calls it; ``env`` is the shell's. Counts and names of fields are printed,
and nothing of anybody.
"""

import os
from collections import Counter
from datetime import date

from odoo.tests.common import freeze_time

YEARS = 8
#: so many runs: what one leaves for a reason that ends, the next takes
RUNS = 2


def prepare(env):
    """Let an officer decide what a newcomer decides first: nothing of it is this test's subject."""
    env["ir.config_parameter"].sudo().set_param("cloudpepper_privacy.four_eyes", "")
    env["privacy.timer"].refresh(full=True)
    env.cr.commit()


def carry_out(env):
    """Preview everybody who is due, approve, carry it out; return the run."""
    run = env["privacy.run"].preview()
    for line in run.next_step.splitlines():
        print(f"  {line}")
    run.action_approve()
    while run.state in ("approved", "running", "proving"):
        run._work()
        env.cr.commit()
        env.invalidate_all()
    return run


def tell(run):
    """Print what came of the subjects of a run."""
    items = run.item_ids
    _count("Subjects", (f"{item.state}, {item.verdict or 'no verdict'}"
                        f"{'' if item.whole else ', in part'}" for item in items))
    _count("Reasons", (item.reason_text for item in items if item.reason))
    _count("Findings", (f"{finding.place}: {finding.why_text}" for finding in items.finding_ids))
    silent = items.filtered(lambda item: item.state not in ("done", "kept")
                            and not item.finding_ids and not item.reason)
    _count("Not complete, without a finding or a reason", (
        f"{item.partner_ref} {item.verdict_reasons}" for item in silent))
    kept = run.env["privacy.kept.item"].search([("run_ref", "=", run.id)])
    _count("Kept items", (f"{item.model}: {item.ground}, until {item.until and item.until.year}"
                          for item in kept))
    _count("Files that could not be searched", (
        file.reason for file in run.env["privacy.unread.file"].search([("run_id", "=", run.id)])))


def left(env):
    """Print who is still there, and what keeps them."""
    timers = env["privacy.timer"].search([("action", "in", ("anonymise", "erase")),
                                          ("state", "!=", "done")])
    longest = {}
    for timer in timers:
        whose = timer.partner_id or timer.contactless_id
        until = timer.date_until or date.max
        if whose not in longest or until > (longest[whose].date_until or date.max):
            longest[whose] = timer
    _count("Still there", (f"{timer.reason} ({timer.signal_model or 'no record'})"
                           for timer in longest.values()))
    clocked = timers.partner_id.ids
    _count("Contacts without a clock", (
        "with a login" if contact.user_ids else "without one"
        for contact in env["res.partner"].with_context(active_test=False).search(
            [("id", "not in", clocked), ("privacy_anonymised_on", "=", False)])))


def _count(title, lines):
    counted = Counter(lines)
    if counted:
        print(f"{title} ({sum(counted.values())}):")
        for line, number in counted.most_common():
            print(f"  {number:5}  {line}")


def main(env):
    """Play it."""
    day = date.fromisoformat(os.environ["PRIVACY_NEWCOMER_DAY"])
    ahead = day.replace(year=day.year + YEARS)
    print(f"Odoo's demo data, {len(env['ir.module.module']._installed())} modules, "
          f"on {ahead.isoformat()}")
    with freeze_time(ahead.isoformat()):
        prepare(env)
        for number in range(1, RUNS + 1):
            print(f"\nRun {number}")
            run = carry_out(env)
            tell(run)
            if not run.item_ids:
                break
        print("\nAfterwards")
        left(env)
    print("\nEvidence verifies:", env["privacy.evidence"].verify()["ok"])
