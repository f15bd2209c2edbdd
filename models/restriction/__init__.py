"""Storage only (Art. 18)."""

from . import restricted_mixin
