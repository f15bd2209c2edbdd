"""Employees known by their login alone are colleagues too, and have left since their last day."""

from odoo.addons.cloudpepper_privacy.engine.clocks.staff import Staff
from odoo.api import SUPERUSER_ID, Environment


def migrate(cr, version):
    Staff(Environment(cr, SUPERUSER_ID, {})).remember_earlier()
