from . import (
    privacy_consent, privacy_form, privacy_journal, privacy_notice, privacy_package,
    privacy_portal,
)
