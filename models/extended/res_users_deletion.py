from odoo import api, fields, models


class ResUsersDeletion(models.Model):
    """Accounts that their owners asked to delete: those of held contacts wait."""

    _inherit = "res.users.deletion"

    state = fields.Selection(
        selection_add=[("held", "Held")], ondelete={"held": lambda waiting: waiting._privacy_free()}
    )

    @api.model
    def _gc_portal_users(self, batch_size=50):
        """Put held ones aside and take free ones back: the job itself would give them up."""
        waiting = self.search([("state", "in", ("todo", "held")), ("user_id", "!=", False)])
        partners = waiting.user_id.partner_id
        spared = partners._privacy_spared() if partners else set()
        held = waiting.filtered(lambda wish: wish.user_id.partner_id.id in spared)
        held.filtered(lambda wish: wish.state == "todo").state = "held"
        (waiting - held).filtered(lambda wish: wish.state == "held")._privacy_free()
        return super()._gc_portal_users(batch_size=batch_size)

    def _privacy_free(self):
        self.write({"state": "todo"})
