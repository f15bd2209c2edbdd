"""Runs, their subjects, what they kept, and the gateway to the records of others."""

from . import (
    gateway,
    run,
    run_screen,
    run_item,
    run_item_screen,
    erased_file,
    finding,
    finding_screen,
    kept_item,
    run_hit,
    run_identifier,
    run_place,
    unread_file,
)
