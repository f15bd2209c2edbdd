"""The steps in their order. Whether one is done is read from the facts each time: what is undone
later is open again, and nobody has to remember what was said.
"""

from typing import NamedTuple

from ...const import AUDITOR, OFFICER
from ..controller import Controller
from ..policy_page.versions import Versions
from ..settings import Settings
from ..vouchers import Vouchers

#: what ends a clock by erasing somebody
ERASING = ("anonymise", "erase")


class Line(NamedTuple):
    """Something that was found.

    :ivar str text: in the reader's language
    :ivar bool ok: whether it is as it has to be for the step to be done
    """

    text: str
    ok: bool


class Step(NamedTuple):
    """One question.

    :ivar str key: of the step
    :ivar str title: in a few words
    :ivar str question: what the officer answers
    :ivar str why: what it is for
    :ivar list lines: of :class:`Line`; the step is done where each is ok
    :ivar str button: what its button says
    :ivar str action: external id of the action that the button opens
    """

    key: str
    title: str
    question: str
    why: str
    lines: list
    button: str
    action: str

    def is_done(self):
        """Whether everything that was found is as it has to be."""
        return all(line.ok for line in self.lines)


def steps(env):
    """Return the steps of the reader's company, in their order."""
    return [make(env) for make in ORDER]


def _controller(env):
    it = Controller(env(su=True), env.company)
    missing = it.missing()
    lines = [Line(env._("%(name)s, %(address)s", name=it.name, address=it.address or "…"), True)]
    lines += [Line(env._("Authority: %s", it.authority.splitlines()[0]), True)] \
        if it.authority else []
    lines += [Line(env._("Missing: %s", ", ".join(missing)), False)] if missing else []
    return Step(
        "controller", env._("Company"), env._("Who answers for the data of %s?", env.company.name),
        env._("Each letter, page and certificate names the controller and the supervisory "
              "authority (Art. 13(1)(a)). Letters wait until both are known."),
        lines, env._("Say Who Answers"), "privacy_controller_action")


def _roles(env):
    officers, auditors = (_holders(env, group) for group in (OFFICER, AUDITOR))
    needed = 2 if Settings(env).four_eyes() else 1
    lines = [Line(env._("Privacy officers: %s", _names(officers) or env._("nobody")),
                  len(officers) >= needed)]
    if needed > len(officers) > 0:
        lines.append(Line(env._("Four eyes are on: a second officer has to approve."), False))
    # who audits is a company's own choice
    lines.append(Line(env._("Auditors: %s", _names(auditors) or env._("nobody")), True))
    lines.append(Line(env._("Roles are given by an administrator: %s",
                            _names(_holders(env, "base.group_system"))), True))
    return Step(
        "roles", env._("Roles"), env._("Who decides, and who stands in?"),
        env._("Officers approve what is erased and answer people; privacy users prepare; auditors "
              "read everything and change nothing. Nobody needs to be an administrator for it."),
        lines, env._("See the Users"), "privacy_guide_users_action")


def _coverage(env):
    open_fields = env["privacy.coverage"].search_count(
        [("need", "in", ("accept", "decide")), ("state", "=", "undecided")])
    lines = [Line(env._("Fields that nobody has decided on: %s", open_fields), not open_fields)]
    return Step(
        "coverage", env._("Data map"), env._("Does the data map know where people's data are?"),
        env._("What the map does not know is not erased. Each module that you install may add "
              "fields; most come with a proposal that one click accepts."),
        lines, env._("Decide on Fields"), "privacy_coverage_action_open")


def _periods(env):
    warnings = Vouchers(env).warnings(env.company)
    rules = env["privacy.rule"].search_count([("company_id", "in", (False, env.company.id))])
    lines = [Line(env._("Retention rules: %s", rules), bool(rules))]
    lines += [Line(warning, False) for warning in warnings]
    if not warnings:
        lines.append(Line(env._("Documents of the books are kept for %s years from the end of "
                                "their book year: no less than the law asks.",
                                env.company.sudo().privacy_voucher_years), True))
    return Step(
        "periods", env._("Periods"), env._("Are the periods those of your own policy?"),
        env._("What can be checked here is the least that the law of the books asks. That nothing "
              "is kept longer than you need it (Art. 5(1)(e)) is yours to say: read the rules."),
        lines, env._("Read the Rules"), "privacy_rule_action")


def _preview(env):
    seen = env["privacy.run"].search([("kind", "=", "retention")], order="id desc", limit=1)
    lines = [Line(env._("%(run)s of %(day)s: %(count)s people", run=seen.name, day=seen.on_date,
                        count=seen.subjects) if seen
                  else env._("No preview has been made yet."), bool(seen))]
    return Step(
        "preview", env._("First preview"), env._("Who would go today?"),
        env._("A preview changes nothing. It names who is due and why, what would go, what stays "
              "and on which ground. Read it before anything is erased."),
        lines, env._("Open the Runs"), "privacy_run_action")


def _policy(env):
    version = Versions(env, env.company).in_force()
    own = bool(version) and not version.plain_text
    lines = [Line(env._("In force: version %(number)s of %(day)s", number=version.number,
                        day=version.effective_date) if version
                  else env._("No version is published."), own)]
    if version and not own:
        lines.append(Line(env._("That is a text from before: the page shows it word for word, and "
                                "it does not follow the records."), False))
    return Step(
        "policy", env._("Privacy policy"), env._("Do you tell people what you really do?"),
        env._("The policy is made from the records that drive clocks and letters, so that page "
              "and practice cannot disagree. You read the draft and publish it."),
        lines, env._("Open the Policy"), "privacy_policy_version_action")


def _switch(env):
    rules = env["privacy.rule"].search(
        [("action", "in", ERASING), ("company_id", "in", (False, env.company.id))])
    automatic = rules.filtered(lambda rule: rule.mode == "automatic")
    cron = env.ref("cloudpepper_privacy.ir_cron_run").sudo()
    lines = [Line(env._("Rules that act by themselves: %(some)s of %(all)s", some=len(automatic),
                        all=len(rules)), bool(automatic))]
    if Settings(env).stopped():
        lines.append(Line(env._("All erasing is stopped."), False))
    if not cron.active:
        lines.append(Line(env._("The scheduled action is off: an administrator switches it on."),
                          False))
    return Step(
        "switch", env._("Automatic"), env._("Shall what is due go by itself from now on?"),
        env._("Rules in review wait for an officer each time. One that is automatic acts at night, "
              "after a week of grace, with a brake where unusually many are due, and you are told "
              "by mail where something goes wrong."),
        lines, env._("Switch Rules On"), "privacy_rule_action")


#: the steps in their order
ORDER = (_controller, _roles, _coverage, _periods, _preview, _policy, _switch)


def _holders(env, group):
    """Return the colleagues of the reader's company who have a role."""
    return env.ref(group).sudo().all_user_ids.filtered(
        lambda user: user.active and not user.share and env.company in user.company_ids
    ) - env.ref("base.user_root").sudo()


def _names(users):
    return ", ".join(users.mapped("name"))
