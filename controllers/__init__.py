from . import privacy_form, privacy_journal, privacy_portal
