from odoo import models
from odoo.tools import SQL


class PrivacyGateway(models.AbstractModel):
    """A package outlives the erasure of its person by its own period: it is theirs to fetch."""

    _inherit = "privacy.gateway"

    def _decide_until(self, entry):
        """Keep a package until the day on which housekeeping deletes it."""
        done = super()._decide_until(entry)
        if (entry.model, entry.ground) == ("ir.attachment", "request"):
            self.env.cr.execute(SQL(
                """UPDATE privacy_plan plan SET until = package.expires_on::date
                     FROM privacy_package package
                    WHERE plan.entry = %s AND plan.act = 'keep'
                      AND package.attachment_id = plan.record""", entry.key))
        return done
