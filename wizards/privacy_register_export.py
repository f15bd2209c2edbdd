from odoo import fields, models

from ..engine.register.export import Export


class PrivacyRegisterExport(models.TransientModel):
    """Which file of the register somebody wants."""

    _name = "privacy.register.export"
    _description = "Export of the Register"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company)
    kind = fields.Selection(
        [("pdf", "PDF"), ("xlsx", "Excel"), ("csv", "CSV")], string="Format", required=True,
        default="pdf")
    table = fields.Selection(
        [("activities", "Activities as controller"), ("processing", "Processing for customers"),
         ("recipients", "Recipients"), ("measures", "Security measures")],
        required=True, default="activities", help="A CSV file has one table.")
    lang = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(), string="Language", required=True,
        default=lambda self: self.env.lang or "en_US")
    day = fields.Date(string="As Of", help="Empty: as it stands now.")

    def action_export(self):
        """Button: the file.

        :raise UserError: where nothing was kept of that day, or not in that language
        """
        self._export()
        return {"type": "ir.actions.act_url", "target": "self",
                "url": f"/privacy/register/{self.id}"}

    def _file(self):
        """Return the file, of whoever has chosen it."""
        return self._export().file(self.kind, self.table)

    def _export(self):
        self.ensure_one()
        return Export(self.env(su=False), self.company_id, self.lang, self.day or None)
