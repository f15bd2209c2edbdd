"""Rules of tasks that were there before say what is to be done, as seeded ones do; whoever has left
gets their tasks at the next refresh. Holds say of which kind they are.
"""

from odoo import SUPERUSER_ID, api

TEXTS = {
    "rule_hosted": "Give the customer their data, or have them waive it; then delete the "
                   "environment: database, filestore, mailboxes, domains and keys.",
    "rule_backup": "See that the last backup of the environment was overwritten, and that no "
                   "snapshot or copy for support is left.",
}


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name, text in TEXTS.items():
        rule = env.ref(f"cloudpepper_privacy.{name}", raise_if_not_found=False)
        if rule and not rule.task_text:
            rule.write({"task_text": text, "task_returns": name == "rule_hosted"})
    # holds of before that keep technical rows were security investigations
    cr.execute("UPDATE privacy_hold SET kind = 'security' WHERE technical")
    env.ref("cloudpepper_privacy.ir_cron_refresh_full")._trigger()
