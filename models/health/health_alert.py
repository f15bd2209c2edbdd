from odoo import fields, models

from ...engine.health.watch import Watch


class PrivacyHealthAlert(models.Model):
    """What is bad, and an officer has been mailed about; gone once it is well again."""

    _name = "privacy.health.alert"
    _description = "Privacy Alert"

    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="cascade",
                              index=True)
    code = fields.Char(required=True, readonly=True)

    _told_once = models.Constraint("UNIQUE(user_id, code)", "Nobody is told of a thing twice.")

    def _cron_watch(self):
        """Verify the evidence once a day, and mail officers what turned bad."""
        Watch(self.env).follow()
