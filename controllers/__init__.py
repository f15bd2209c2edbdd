from . import privacy_journal
