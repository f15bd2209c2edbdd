"""The dialogue before a contact of the archive is read."""

import re

from odoo.exceptions import UserError

from ...core.text.fold import folded
from .archive import Archive

#: signs of an address or a number of a person
ADDRESS, DIGITS = re.compile(r"\S@\S"), re.compile(r"(?:\d[\s./-]?){8,}")


class Opening:
    """One contact of the archive, as somebody asks to read it.

    :param contact: res.partner as the acting person has it
    """

    def __init__(self, env, contact):
        self.env, self.contact = env, contact

    def trouble(self, reason, note):
        """Return what is wrong with the words of a reason; empty where nothing is."""
        if reason.needs_note and not note.strip():
            return self.env._("Say in a few words why: the reason alone says too little.")
        name = folded(self.contact.sudo().name or "")
        if (ADDRESS.search(note) or DIGITS.search(note)
                or len(name.split()) > 1 and name in folded(note)):
            return self.env._("No personal data here: no name, address or number of a person.")
        return ""

    def open(self, reason, note):
        """Record the reason and return the action that shows the contact."""
        archive = Archive(self.env)
        archive.check_reader()
        # found by the acting person: of a company of theirs
        contact = self.env["res.partner"].with_context(active_test=False).search(
            [("id", "=", self.contact.id)])
        if not contact or not contact.sudo().privacy_archived_on:
            raise UserError(self.env._(
                "Contact %s is not in the archive: no reason is needed.", self.contact.id))
        archive.open(contact, reason, note or False)
        return {"type": "ir.actions.act_window", "res_model": "res.partner",
                "res_id": contact.id, "view_mode": "form", "views": [(False, "form")]}
