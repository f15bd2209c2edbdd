"""Answers to access and portability."""

from . import (
    package,
    redaction,
)
