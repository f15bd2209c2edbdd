from odoo import models

from ..engine.requests.mailed_tokens import mailed


class PortalWizardUser(models.TransientModel):
    _inherit = "portal.wizard.user"

    def _send_email(self):
        """Whoever follows this mail has shown that its address is theirs."""
        # pylint: disable-next=protected-access
        return super(PortalWizardUser, mailed(self))._send_email()
