"""Which screens there are, and who looks at each."""
from typing import NamedTuple


class Screen(NamedTuple):
    """One screen.

    :ivar str name: of the picture
    :ivar str login: who looks, by the demo's login; empty for a stranger
    :ivar str action: XML id of an action of the addon, or a path that begins with ``/``
    :ivar model: of the record that is opened; None for the list
    :ivar domain: which one: the newest of these
    """

    name: str
    login: str
    action: str
    model: "str | None" = None
    domain: tuple = ()


OFFICER, AUDITOR, STAFF = "officer", "auditor", "staff"

SCREENS = (
    Screen("desk", OFFICER, "privacy_desk_action"),
    Screen("auditor-desk", AUDITOR, "privacy_desk_action"),
    Screen("overview", OFFICER, "privacy_timer_action"),
    Screen("requests", OFFICER, "privacy_request_action"),
    Screen("request", OFFICER, "privacy_request_action", "privacy.request"),
    Screen("runs", OFFICER, "privacy_run_action"),
    Screen("run", OFFICER, "privacy_run_action", "privacy.run"),
    Screen("findings", OFFICER, "privacy_finding_action"),
    Screen("kept", OFFICER, "privacy_kept_item_action"),
    Screen("tasks", OFFICER, "privacy_exit_task_action"),
    Screen("task", OFFICER, "privacy_exit_task_action", "privacy.exit.task"),
    Screen("notices", OFFICER, "privacy_notice_action"),
    Screen("breaches", OFFICER, "privacy_breach_action"),
    Screen("breach", OFFICER, "privacy_breach_action", "privacy.breach"),
    Screen("activities", OFFICER, "privacy_purpose_action"),
    Screen("activity", OFFICER, "privacy_purpose_action", "privacy.purpose"),
    Screen("missing", OFFICER, "privacy_register_lack_action_open"),
    Screen("register-versions", OFFICER, "privacy_register_version_action"),
    Screen("policy-versions", OFFICER, "privacy_policy_version_action"),
    Screen("policy-version", OFFICER, "privacy_policy_version_action", "privacy.policy.version"),
    Screen("comparison", OFFICER, "privacy_policy_sentence_action"),
    Screen("rules", OFFICER, "privacy_rule_action"),
    Screen("rule", OFFICER, "privacy_rule_action", "privacy.rule"),
    Screen("recipients", OFFICER, "privacy_recipient_action"),
    Screen("recipient", OFFICER, "privacy_recipient_action", "privacy.recipient"),
    Screen("map", OFFICER, "privacy_map_action"),
    Screen("coverage", OFFICER, "privacy_coverage_action_open"),
    Screen("holds", OFFICER, "privacy_hold_action"),
    Screen("consents", OFFICER, "privacy_consent_record_action"),
    Screen("evidence", AUDITOR, "privacy_evidence_action"),
    Screen("auditor-runs", AUDITOR, "privacy_run_action"),
    Screen("contact", STAFF, "/odoo/res.partner/{id}", "res.partner",
           (("privacy_kept_until", "!=", False), ("customer_rank", ">", 0))),
    Screen("portal", "portal", "/my/privacy"),
    Screen("form", "", "/privacy/request"),
    Screen("policy", "", "/privacy/policy"),
    Screen("privacy", "", "/privacy"),
)
