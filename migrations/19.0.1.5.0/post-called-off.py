"""Meetings that were called off were not held: the seeded signal says so where nobody has changed
it. Who was known without a contact is looked at anew, by address and by number.
"""

from odoo import SUPERUSER_ID, api

BEFORE = "[('event_id.start','<=','now'),('state','!=','declined')]"
AFTER = "[('event_id.start','<=','now'),('state','!=','declined'),('event_id.active','=',True)]"


def migrate(cr, version):
    cr.execute(
        """UPDATE privacy_signal SET domain = %s WHERE domain = %s AND id IN (
               SELECT res_id FROM ir_model_data WHERE module = 'cloudpepper_privacy'
                  AND model = 'privacy.signal' AND name = 'signal_meeting')""", [AFTER, BEFORE])
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["privacy.signal"].invalidate_model()
    env.ref("cloudpepper_privacy.ir_cron_refresh_full")._trigger()
