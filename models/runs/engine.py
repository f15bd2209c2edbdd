from odoo import models


class PrivacyEngine(models.AbstractModel):
    _name = "privacy.engine"
    _description = "Privacy Engine"

    def _failpoint(self, name):
        """A place where tests interrupt a batch; nothing in production."""
