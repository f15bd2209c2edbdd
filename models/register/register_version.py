from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...const import OFFICER
from ...engine.register.versions import Versions


class PrivacyRegisterVersion(models.Model):
    """The register of a company as it stood on a day, in its languages; never changed.

    It says what the organisation does. The customers on whose behalf it processes are ids of
    contacts, so that a version holds no data of anybody whose data are erased later.
    """

    _name = "privacy.register.version"
    _description = "Version of the Register"
    _order = "company_id, number desc"
    _rec_name = "number"

    company_id = fields.Many2one("res.company", required=True, ondelete="cascade", index=True)
    number = fields.Integer(string="Version", required=True, aggregator=None)
    made_on = fields.Datetime(required=True)
    automatic = fields.Boolean(help="Made by the nightly look, because something had changed.")
    content = fields.Json(required=True)
    digest = fields.Char(required=True, help="SHA-256 of the content in canonical JSON.")
    difference_text = fields.Text(
        string="What Changed", compute="_compute_difference_text", compute_sudo=True)

    _number_uniq = models.UniqueIndex(
        "(company_id, number)", "Another version has this number.")

    @api.depends("number", "company_id")
    @api.depends_context("lang")
    def _compute_difference_text(self):
        for version in self:
            version.difference_text = "\n".join(
                Versions(self.env, version.company_id).words(version))

    def write(self, vals):  # pylint: disable=method-required-super
        """Nobody changes what the register was.

        :raise AccessError: always
        """
        raise AccessError(self.env._("A version of the register is never changed."))

    def action_make(self):
        """Button: keep the register as it stands now.

        :raise AccessError: for whoever is no officer
        """
        if not self.env.user.has_group(OFFICER):
            raise AccessError(self.env._("Only privacy officers make versions of the register."))
        Versions(self.env, self.env.company).make()
        return True

    def _cron_make(self):
        """Each night: keep the register of each company where it has changed."""
        for company in self.env["res.company"].search([("active", "=", True)]):
            Versions(self.env, company).make(automatic=True)
