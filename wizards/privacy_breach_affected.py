import ast
import base64

from odoo import fields, models
from odoo.exceptions import UserError

from ..core.breach.lists import addresses_in
from ..core.errors import NotSearchable
from ..core.text.charsets import decoded
from ..engine.breaches.affected import Affected


class PrivacyBreachAffected(models.TransientModel):
    """How an officer says whom a breach concerns."""

    _name = "privacy.breach.affected"
    _description = "Add People Affected by a Breach"

    breach_id = fields.Many2one("privacy.breach", required=True, readonly=True)
    way = fields.Selection(
        [("records", "Records of a model"), ("list", "List or export file"),
         ("recipient", "All of a recipient")], required=True, default="records")
    model_name = fields.Selection(selection="_selection_model_name", string="Records Of")
    domain = fields.Char(default="[]", string="Which")
    partner_ids = fields.Many2many(
        "res.partner", "privacy_breach_affected_partner_rel", string="Contacts",
        context={"active_test": False})
    addresses = fields.Text(help="Mail addresses, however they are separated.")
    file = fields.Binary(string="Export File", help="CSV or text; every mail address in it counts.")
    file_name = fields.Char()
    recipient_id = fields.Many2one("privacy.recipient")
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="Until")

    def _selection_model_name(self):
        names = Affected(self.env, self.env["privacy.breach"]).models()
        return [(name, self.env["ir.model"]._get(name).sudo().name or name) for name in names]

    def action_add(self):
        """Add them, and say how many were new."""
        self.ensure_one()
        affected = Affected(self.env, self.breach_id)
        if self.way == "records":
            added = affected.of_records(self.model_name, self._parsed_domain())
        elif self.way == "list":
            added = affected.of_list(self.partner_ids._origin, self._listed())
        else:
            added = affected.of_recipient(self.recipient_id, self.date_from, self.date_to)
        # addresses are not kept a day longer than the search for them takes
        self.write({"addresses": False, "file": False, "partner_ids": False})
        return {
            "type": "ir.actions.client", "tag": "display_notification",
            "params": {"type": "info", "next": {"type": "ir.actions.act_window_close"},
                       "message": self.env._("%s people were added.", added)}}

    def _parsed_domain(self):
        try:
            domain = ast.literal_eval((self.domain or "[]").strip())
        except (ValueError, SyntaxError) as error:
            raise UserError(self.env._("This filter cannot be read.")) from error
        if not isinstance(domain, list):
            raise UserError(self.env._("This filter cannot be read."))
        return domain

    def _listed(self):
        text = self.addresses or ""
        if self.file:
            try:
                text += "\n" + decoded(base64.b64decode(self.file))
            except NotSearchable as error:
                raise UserError(self.env._("This file is no text: export it as CSV.")) from error
        found = addresses_in(text)
        if not found and not self.partner_ids:
            raise UserError(self.env._("There is no contact and no mail address in it."))
        return found
