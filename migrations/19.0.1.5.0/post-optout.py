"""Opt-outs outlive the address: what Odoo's own lists say of people who go becomes a keyed hash.
Rows of the data map follow where nobody has changed them, and what runs of before have kept of
erased people goes as well.
"""

import logging

from odoo import SUPERUSER_ID, api
from odoo.addons.cloudpepper_privacy.engine.acting import acting_env
from odoo.addons.cloudpepper_privacy.engine.optout.erased import Erased

_logger = logging.getLogger(__name__)
MODULE = "cloudpepper_privacy"
LEFT = "[('subscription_ids','any',[('opt_out','=',True)])]"
STAYED = "('subscription_ids','not any',[('opt_out','=',True)])"
#: {row: (values of until now, values from now on; None: it goes)}
ROWS = {
    "map_mailing_contact_out": ({"act": "mask", "domain": LEFT}, None),
    "map_mailing_contact_kept": ({"act": "keep", "domain": LEFT}, None),
    "map_mailing_contact": ({"act": "erase", "domain": f"[{STAYED}]"}, {"domain": "[]"}),
    "map_mailing_contact_phone": (
        {"act": "erase", "domain": f"[('email','=',False),{STAYED}]"},
        {"domain": "[('email','=',False)]"}),
    "map_blacklist": (
        {"act": "keep", "ground": "opt_out"},
        {"act": "erase", "ground": False, "note": "Refused mail: a keyed hash stays"}),
    "map_blacklist_phone": (
        {"act": "keep", "ground": "opt_out"},
        {"act": "erase", "ground": False,
         "note": "Refused calls and text messages: a keyed hash stays"}),
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name, (before, after) in ROWS.items():
        row = env.ref(f"{MODULE}.{name}", raise_if_not_found=False)
        if not row or any(row[field] != value for field, value in before.items()):
            continue
        if after is None:
            row.unlink()
        else:
            row.write(after)
    _logger.info("%s addresses of erased people became keyed hashes",
                 Erased(acting_env(env)).of_before())
