"""The register of processing as it was, and what it lacks."""

from . import (
    register_version,
    register_lack,
)
