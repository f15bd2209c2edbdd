"""The module's settings, read from the database itself: a cache may be an hour old (R18)."""

from odoo.tools import SQL

from ..const import PARAMETER_PREFIX


class Settings:
    """What officers have set; a setting that says nothing is its default."""

    def __init__(self, env):
        self.env = env

    def text(self, name, default=None):
        """Return a setting as it stands."""
        rows = self.env.execute_query(SQL(
            "SELECT value FROM ir_config_parameter WHERE key = %s", PARAMETER_PREFIX + name))
        value = rows[0][0] if rows else None
        return default if value in (None, "", "False", "false") else value

    def number(self, name, default):
        """Return a numeric setting; what is no number counts as not set."""
        try:
            return float(self.text(name, default))
        except ValueError:
            return float(default)

    def stopped(self):
        """Whether everything that erases is stopped."""
        self.env["ir.config_parameter"].flush_model()
        return bool(self.text("stop"))

    def four_eyes(self):
        """Whether who prepares and who approves are two people."""
        return bool(self.text("four_eyes"))

    def is_demo(self):
        """Whether ``bin/demo`` marked this very database (the mark does not survive a copy)."""
        uuid = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        return bool(uuid) and self.text("demo") == uuid
