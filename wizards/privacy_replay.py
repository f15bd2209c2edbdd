from odoo import fields, models


class PrivacyReplay(models.TransientModel):
    """An officer gives the journal of erasures to a database that was restored."""

    _name = "privacy.replay"
    _description = "Replay of a Journal of Erasures"

    file = fields.Binary(string="Journal", attachment=False)
    file_name = fields.Char()
    torn = fields.Boolean(
        string="Accept a File That Ends in the Middle of a Run",
        help="As a server leaves it that failed while it wrote. What of that run was done is not "
             "known, and not done again.",
    )

    def action_replay(self):
        """Button: read it, and erase again; the run checks the role and files it."""
        self.ensure_one()
        return self.env["privacy.run"].replay(self.file or b"", self.torn).get_formview_action()
