from . import (
    privacy_consent,
    privacy_consent_choice,
    privacy_consent_events,
    privacy_desk,
    privacy_form,
    privacy_journal,
    privacy_leaving,
    privacy_notice,
    privacy_package,
    privacy_policy,
    privacy_portal,
    privacy_register,
)
