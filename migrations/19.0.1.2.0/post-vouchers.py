"""Invoices, payments and receipts are vouchers: they stay to the end of the years that their
company keeps them, which is longer than before and never shorter.
"""

from odoo import SUPERUSER_ID, api

#: identifiers of seeded signals, which an upgrade never overwrites
VOUCHERS = ("signal_invoice", "signal_payment", "signal_pos_order")


def migrate(cr, version):
    cr.execute(
        """UPDATE privacy_signal SET voucher = TRUE WHERE id IN (
               SELECT res_id FROM ir_model_data
                WHERE module = 'cloudpepper_privacy' AND model = 'privacy.signal'
                  AND name = ANY(%s))""", [list(VOUCHERS)])
    env = api.Environment(cr, SUPERUSER_ID, {})
    env.ref("cloudpepper_privacy.ir_cron_refresh_full")._trigger()
