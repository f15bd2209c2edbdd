from . import privacy_form, privacy_journal, privacy_package, privacy_portal
