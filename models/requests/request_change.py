import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import email_normalize, html2plaintext

from ...core.requests import rights as rules
from ...engine.acting import is_acting


class PrivacyRequestChange(models.Model):
    """One thing that a person wants corrected, beside what stands there now (Art. 16).

    The new value stays until the right was decided; then the field and the day stay alone.
    """

    _name = "privacy.request.change"
    _description = "Correction Asked For"
    _order = "id"
    _rec_name = "field_name"

    right_id = fields.Many2one(
        "privacy.request.right", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="right_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(
        "res.partner", string="Contact", required=True, index=True, ondelete="cascade",
        context={"active_test": False})
    field_name = fields.Selection(
        selection="_selection_field", string="What",
        help="Empty: a statement that is put beside the data.")
    present = fields.Char(string="Now", compute="_compute_present")
    value = fields.Char(string="Right Is", help="A country or language by its name or code.")
    statement = fields.Text(string="Supplementary Statement")
    state = fields.Selection(
        [("todo", "To Do"), ("done", "Corrected")], default="todo", required=True, readonly=True)
    done_on = fields.Datetime(string="Corrected On", readonly=True)

    @api.model
    def _selection_field(self):
        partner = self.env["res.partner"]
        return [(name, partner._fields[name]._description_string(self.env))
                for name in rules.CORRECTED if name in partner._fields]

    @api.depends("partner_id", "field_name")
    def _compute_present(self):
        """Read live: what stood there is kept nowhere else."""
        for change in self:
            change.present = change.field_name and change._read()

    def _read(self):
        value = self.partner_id.sudo()[self.field_name]
        return value.display_name if isinstance(value, models.BaseModel) else value

    # === CONSTRAINTS === #

    @api.constrains("company_id")
    def _check_company(self):
        """Who reads a correction follows from its request, and is nobody's to write."""
        if any(change.company_id != change.right_id.company_id for change in self):
            raise ValidationError(self.env._("The company is that of the request."))

    @api.constrains("right_id", "partner_id", "field_name", "value", "statement", "state")
    def _check_change(self):
        # what the engine empties is nothing that somebody wants written
        todo = self.filtered(lambda change: change.state == "todo" and not is_acting(self.env))
        for change in todo:
            if change.right_id.kind != "rectification":
                raise ValidationError(self.env._("Only a rectification has corrections."))
            if change.partner_id not in change.right_id.sudo().request_id.partner_ids:
                raise ValidationError(self.env._("This contact is none of the person's accounts."))
            if not change.field_name and not (change.statement or "").strip():
                raise ValidationError(self.env._("Say what is to be corrected, or added."))
            if change.field_name:
                change._check_field()

    def _check_field(self):
        """A value that could not be written is refused where it is entered."""
        if self.field_name not in rules.CORRECTED:
            raise ValidationError(self.env._("This is nothing that a person has corrected."))
        partner = self.partner_id.sudo()
        shared = partner._commercial_fields() + partner._address_fields()
        follows = partner.parent_id and not partner.is_company and partner.type == "contact"
        if follows and self.field_name in shared:
            raise ValidationError(self.env._(
                "The address and numbers of a person below a company are the company's: correct "
                "them there, or give the person an address of its own."))
        if self.field_name == "name" and not (self.value or "").strip():
            raise ValidationError(self.env._("A name is corrected, not emptied."))
        if self.field_name == "email" and self.value and not email_normalize(self.value):
            raise ValidationError(self.env._("This is not one mail address."))
        self._new_value()

    def _new_value(self):
        """Return what is to be written; names and codes are looked up."""
        value = (self.value or "").strip() or False
        if not value or self.field_name not in ("country_id", "lang"):
            return value
        if self.field_name == "country_id":
            found = self.env["res.country"].search(
                ["|", ("code", "=ilike", value), ("name", "=ilike", value)], limit=1)
            key = found.id
        else:
            found = self.env["res.lang"].search(
                ["|", ("code", "=ilike", value), ("name", "=ilike", value)], limit=1)
            key = found.code
        if not found:
            raise ValidationError(self.env._("Nothing is called “%s” here.", value))
        return key

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        if any({"state", "done_on"} & vals.keys() for vals in vals_list) and not self.env.su:
            raise AccessError(self.env._("A correction is done by its button."))
        changes = super().create(vals_list)
        changes._check_open()
        return changes

    def write(self, vals):
        if not self.env.su:
            if {"state", "done_on", "right_id"} & vals.keys():
                raise AccessError(self.env._("A correction is done by its button."))
            self._check_open()
        return super().write(vals)

    def _check_open(self):
        if self.filtered(lambda each: each.state == "done" or each.right_id.state != "open"):
            raise UserError(self.env._("This correction was decided already."))

    # === CHECK === #

    def _stands(self):
        """Whether the contact says, as a query sees it, what was asked."""
        self.partner_id.invalidate_recordset()
        notes = _plain(html2plaintext(self.partner_id.sudo().comment or ""))
        if self.statement and _plain(self.statement) not in notes:
            return False
        if not self.field_name:
            return True
        value = self.partner_id.sudo()[self.field_name]
        value = value.id if isinstance(value, models.BaseModel) else value
        return _plain(value) == _plain(self._new_value())


def _plain(value):
    """Return a value's letters and digits: Odoo writes numbers its own way."""
    return re.sub(r"[\W_]", "", str(value or "")).lower()
