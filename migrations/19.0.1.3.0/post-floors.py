"""Who is named on a voucher is kept as long as it, wherever they work now; what was booked is known
as such; and it is known since when records of people without a contact are there.
"""

from odoo import SUPERUSER_ID, api

#: identifiers of seeded signals, which an upgrade never overwrites
NAMED = ("signal_named", "signal_delivery")
BOOKED = ("signal_registration", "signal_registration_address", "signal_booth")


def migrate(cr, version):
    cr.execute(
        """UPDATE privacy_signal SET voucher = TRUE WHERE entity_path IS NOT NULL AND id IN (
               SELECT res_id FROM ir_model_data
                WHERE module = 'cloudpepper_privacy' AND model = 'privacy.signal'
                  AND name = ANY(%s))""", [list(NAMED)])
    cr.execute(
        """UPDATE privacy_signal SET booked = TRUE WHERE id IN (
               SELECT res_id FROM ir_model_data
                WHERE module = 'cloudpepper_privacy' AND model = 'privacy.signal'
                  AND name = ANY(%s))""", [list(BOOKED)])
    env = api.Environment(cr, SUPERUSER_ID, {})
    env.ref("cloudpepper_privacy.ir_cron_refresh_full")._trigger()
