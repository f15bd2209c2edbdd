from odoo import fields, models

from ..engine.settings import Settings


class PrivacyStop(models.TransientModel):
    """The one switch: all erasing stops, or may go on. It says who turned it last, and when."""

    _name = "privacy.stop"
    _description = "Emergency Stop of All Erasing"

    stopped = fields.Boolean(compute="_compute_stopped", compute_sudo=True)
    turned_on = fields.Datetime(compute="_compute_stopped", compute_sudo=True)
    turned_by = fields.Char(string="By", compute="_compute_stopped", compute_sudo=True)
    waiting = fields.Integer(
        string="Runs That Would Go On", compute="_compute_stopped", compute_sudo=True
    )

    def _compute_stopped(self):
        runs = self.env["privacy.run"]
        last = self.env["privacy.evidence"].search(
            [("act", "in", ("stop", "lift_stop"))], limit=1, order="id desc")
        waiting = runs.search_count([("state", "in", ("approved", "running"))])
        for stop in self:
            stop.stopped = Settings(self.env).stopped()
            stop.turned_on, stop.turned_by = last.at, last.user_name
            stop.waiting = waiting

    def action_stop(self):
        """Button: stop everything. Which way is said by the button, not by what it finds."""
        return self._closing(self.env["privacy.run"].action_stop())

    def action_lift_stop(self):
        """Button: allow erasing again. The run checks the role and files it, as with stopping."""
        return self._closing(self.env["privacy.run"].action_lift_stop())

    def _closing(self, notification):
        notification["params"]["next"] = {"type": "ir.actions.act_window_close"}
        return notification
