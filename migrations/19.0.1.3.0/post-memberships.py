"""The link of a membership to its contact is called ``partner_id`` in the module that has the name
``membership`` for Odoo 19; a signal that nobody has changed follows.
"""

from odoo.api import SUPERUSER_ID, Environment


def migrate(cr, version):
    env = Environment(cr, SUPERUSER_ID, {})
    signal = env.ref("cloudpepper_privacy.signal_membership", raise_if_not_found=False)
    if signal and signal.path == "partner":
        signal.path = "partner_id"
