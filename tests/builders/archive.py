"""Contacts of the archive."""

from ...engine.restriction.phases import Phases
from ..common import TODAY

#: a customer whose last word is long past, and whose books are still kept
KEPT = (("mail", "2020-05-04 10:00:00"), ("invoice", "2021-03-31"))


def in_the_archive(env, contact):
    """Take a contact that a legal duty alone keeps to the archive, and have it read; return
    {model: records}.
    """
    env["res.company"].search([]).privacy_phases = True
    env["privacy.timer"].refresh(contact)
    Phases(env).night()
    reason = env.ref("cloudpepper_privacy.archive_reason_audit")
    return {
        "privacy.archived": env["privacy.archived"].search([("partner_id", "=", contact.id)]),
        "privacy.archive.reason": reason,
        "privacy.archive.reading": env["privacy.archive.reading"].create({
            "partner_id": contact.id, "reason_id": reason.id, "at": f"{TODAY} 08:00:00",
            "until": f"{TODAY} 16:00:00"})}
