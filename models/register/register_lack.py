from odoo import fields, models

from ...engine.register.check import Check


class PrivacyRegisterLack(models.TransientModel):
    """Something that the register does not say, for whoever has asked what is missing."""

    _name = "privacy.register.lack"
    _description = "What the Register Does Not Say"
    _order = "id"
    _rec_name = "about"

    kind = fields.Selection(
        [("controller", "Controller"), ("activity", "Activity as controller"),
         ("processing", "Processing for customers"), ("recipient", "Recipient"),
         ("database", "Done by the database, and not said")], readonly=True)
    about = fields.Char(readonly=True)
    sentence = fields.Char(string="What Is Missing", readonly=True)
    res_model = fields.Char(readonly=True)
    res_ref = fields.Integer(readonly=True)

    def action_open(self):
        """Menu: look now, and show what is missing."""
        self.browse().check_access("read")
        mine = self.sudo().search([("create_uid", "=", self.env.uid)])
        mine.unlink()
        self.sudo().create([
            {"kind": each.kind, "about": each.about, "sentence": each.sentence,
             "res_model": each.model, "res_ref": each.record}
            for each in Check(self.env, self.env.company).every()])
        return self.env["ir.actions.act_window"]._for_xml_id(
            "cloudpepper_privacy.privacy_register_lack_action")

    def action_open_record(self):
        """Button: the record that does not say it; settings and coverage have a page of their own.
        """
        self.ensure_one()
        if not self.res_ref or self.res_model == "res.company":
            return False
        return {"type": "ir.actions.act_window", "res_model": self.res_model,
                "res_id": self.res_ref, "views": [(False, "form")]}
