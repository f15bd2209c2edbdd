from odoo import fields, models
from odoo.tools import SQL


class PrivacyCoverageModule(models.Model):
    """What is undecided and decided of a module's fields: rows of ``privacy.coverage``, counted."""

    _name = "privacy.coverage.module"
    _description = "Coverage of a Module"
    _auto = False
    _order = "accept desc, decide desc, application"
    _rec_name = "application"
    _depends = {"privacy.coverage": ["application", "module", "state", "need"]}

    application = fields.Char(readonly=True)
    module = fields.Char(string="Technical Name", readonly=True)
    accept = fields.Integer(string="Proposals", readonly=True)
    decide = fields.Integer(
        string="To Decide", readonly=True,
        help="Fields of records that lead to a person, for which nothing can be proposed that "
        "would do no harm.")
    rest = fields.Integer(
        string="Without a Way to a Person", readonly=True,
        help="Links alone, and fields of records that lead to nobody: they need no decision.")
    in_map = fields.Integer(string="In the Data Map", readonly=True)
    declared = fields.Integer(string="Declared Free", readonly=True)

    @property
    def _table_query(self):
        undecided = SQL("state = 'undecided'")
        return SQL(
            """SELECT min(id) AS id, application, module,
                      count(*) FILTER (WHERE %(undecided)s AND need = 'accept') AS accept,
                      count(*) FILTER (WHERE %(undecided)s AND need = 'decide') AS decide,
                      count(*) FILTER (WHERE %(undecided)s AND need IN ('none', 'nobody')) AS rest,
                      count(*) FILTER (WHERE state = 'mapped') AS in_map,
                      count(*) FILTER (WHERE state = 'free') AS declared
                 FROM privacy_coverage GROUP BY application, module""", undecided=undecided)

    def _rows(self, *needs):
        """Return the undecided rows of these modules that need one of these things."""
        return self.env["privacy.coverage"].search([
            ("module", "in", self.mapped("module")), ("state", "=", "undecided"),
            ("need", "in", needs)])

    # === BUTTONS === #

    def action_accept(self):
        """Button: accept every proposal for these modules."""
        self._rows("accept").action_add_to_map()
        return True

    def action_declare_rest(self):
        """Button: say why what leads to nobody holds nobody's data, for all of it at once."""
        self.env["privacy.coverage"]._check_officer()
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.coverage.declaration",
            "view_mode": "form", "target": "new",
            "name": self.env._("Declare Free"),
            "context": {"default_row_ids": [(6, 0, self._rows("none", "nobody").ids)]},
        }

    def action_open_rows(self):
        """Button: the fields of these modules."""
        window = self.env["ir.actions.act_window"]._for_xml_id(
            "cloudpepper_privacy.privacy_coverage_action")
        return {**window, "domain": [("module", "in", self.mapped("module"))],
                "display_name": ", ".join(self.mapped("application"))}
