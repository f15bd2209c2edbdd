"""The rule of billing of before is a legal duty, as the seeded one is: where a company closes its
archive, it alone keeps whom nothing else does.
"""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    rule = env.ref("cloudpepper_privacy.rule_billing", raise_if_not_found=False)
    if rule and not rule.statutory:
        rule.statutory = True
