from . import (
    privacy_journal,
    privacy_package,
)
