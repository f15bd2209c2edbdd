from . import (
    base_partner_merge,
    mail_compose_message,
    portal_wizard_user,
    privacy_coverage_declaration,
    privacy_finding_decision,
    privacy_mailing_check,
    privacy_replay,
    privacy_request_decision,
    privacy_request_lift,
    privacy_request_removal_step,
    privacy_request_step,
    privacy_stop,
)
