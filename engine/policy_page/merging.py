"""Who was told of a version stays told when contacts are merged: Odoo's merge repoints what it can,
and drops all rows of the contacts that go where two are of one version.
"""

from odoo.tools import SQL


def keep_one_notice(env, partner_ids):
    """Keep of each version the one announcement to these contacts that has come furthest.

    :param list partner_ids: contacts that become one
    """
    env["privacy.policy.notice"].flush_model()
    env.cr.execute(SQL(
        """DELETE FROM privacy_policy_notice notice USING (
               SELECT id, row_number() OVER (
                          PARTITION BY version_id ORDER BY array_position(
                              ARRAY['sent', 'posted', 'letter', 'failed', 'skipped', 'waiting'],
                              state::text), told_at NULLS LAST, id) AS rank
                 FROM privacy_policy_notice WHERE partner_id = ANY(%s)) ranked
            WHERE ranked.id = notice.id AND ranked.rank > 1""", partner_ids))
    env["privacy.policy.notice"].invalidate_model(flush=False)
