"""Storage only (Art. 18), and the archive of what a legal duty alone keeps."""

from . import archive_reading
from . import archive_reason
from . import archived
from . import restricted_mixin
