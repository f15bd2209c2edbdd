"""What the commands in bin/ do: environment, commands, and what they run inside Odoo."""
