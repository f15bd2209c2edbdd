"""Who wants no direct marketing."""

from . import (
    optout,
)
