"""Correcting a contact (GDPR Art. 16), without a trace of what stood there before."""

from markupsafe import Markup
from odoo import fields

from .acting import acting_env


class Correction:
    """Writes what is right on contacts."""

    def __init__(self, env):
        self.env = env

    def apply(self, changes):
        """Write corrections, all of a contact in one act; whether they stand is for the caller to
        look.

        :param privacy.request.change changes: what is to be corrected
        """
        for partner, of_partner in changes.grouped("partner_id").items():
            values = {change.field_name: change._new_value()
                      for change in of_partner if change.field_name}
            statements = [Markup("<p>%s: %s</p>") % (
                self.env._("Statement of the person, %s", fields.Date.to_string(
                    self.env["privacy.timer"]._today())), change.statement)
                for change in of_partner if change.statement]
            self._write(partner, values, statements)
        changes.sudo().write({"state": "done", "done_on": fields.Datetime.now()})
        self.env.flush_all()

    def _write(self, partner, values, statements):
        """Write values, and add statements (HTML paragraphs) to the contact's notes."""
        contact = acting_env(self.env)["res.partner"].browse(partner.id)
        if statements:
            notes = Markup().join([contact.comment or Markup(), *statements])
            values = {**values, "comment": notes}
        contact.write(values)
        contact.env.flush_all()
