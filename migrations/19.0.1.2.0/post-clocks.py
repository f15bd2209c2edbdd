"""Staff who left have a clock: the day is remembered of those who left before, and signals that
nobody has changed let them go. Who is named on a document is named with its company.
"""

from odoo.addons.cloudpepper_privacy.engine.clocks.staff import Staff
from odoo.api import SUPERUSER_ID, Environment

#: {XML id: (domain that was seeded, domain now)}
DOMAINS = {
    "signal_internal_user": (
        "[('share','=',False)]",
        "[('share','=',False),'|',('active','=',True),('partner_id.privacy_staff_left','=',False)]"),
    "signal_employee": (
        "[]", "['|',('active','=',True),('work_contact_id.privacy_staff_left','=',False)]"),
}
#: signals that say of which company a document is
NAMED = ("signal_named", "signal_delivery")


def migrate(cr, version):
    env = Environment(cr, SUPERUSER_ID, {})
    for name, (before, now) in DOMAINS.items():
        signal = env.ref(f"cloudpepper_privacy.{name}", raise_if_not_found=False)
        if signal and signal.domain == before:
            signal.domain = now
    for name in NAMED:
        signal = env.ref(f"cloudpepper_privacy.{name}", raise_if_not_found=False)
        if signal and signal.model_name == "account.move":
            signal.entity_path = "commercial_partner_id"
    Staff(env).remember_earlier()
