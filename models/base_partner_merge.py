from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .privacy_gateway import TOKEN


class BasePartnerMerge(models.TransientModel):
    """Merging contacts (``base/wizard/base_partner_merge.py``)."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        """Merging moves holds, restriction and marks to the target; the most protective wins.

        The merge itself repoints foreign keys by SQL, so holds and consents follow; what the
        deleted contact carried on itself is carried over here (R17).
        """
        partners = self.env["res.partner"].sudo().browse(partner_ids).exists()
        partners._privacy_check_not_anonymised()
        self._privacy_check_held(partners, dst_partner)
        before, facts = self._privacy_protection(partners), self._privacy_facts(partners)
        # the sources are deleted once everything they protected has moved to the target
        result = super(BasePartnerMerge, self.with_context(privacy_acting=TOKEN))._merge(
            partner_ids, dst_partner, extra_checks
        )
        target = partners.exists()
        if len(target) == 1 < len(partners):
            target.write(before)
            self._privacy_carry_facts(facts, target)
            self.env["privacy.outbox"]._note("res.partner", target.ids)
        return result

    def _privacy_facts(self, partners):
        """Return the signals that the clocks of these contacts remember (R8)."""
        self.env["privacy.timer"].flush_model()
        return self.env.execute_query(
            SQL(
                """SELECT rule_id, date_start, signal_id, signal_res_id FROM privacy_timer
                    WHERE partner_id = ANY(%s) AND signal_id IS NOT NULL
                    ORDER BY date_start""",
                partners.ids,
            )
        )

    def _privacy_carry_facts(self, facts, target):
        """Give the target's clocks the latest of them; the refresh does the rest."""
        self.env["privacy.timer"]._refresh(target.ids)
        for rule_id, date_start, signal_id, res_id in facts:
            self.env.cr.execute(
                SQL(
                    """UPDATE privacy_timer
                          SET date_start = %s, signal_id = %s, signal_res_id = %s
                        WHERE partner_id = %s AND rule_id = %s AND date_start < %s""",
                    date_start, signal_id, res_id, target.id, rule_id, date_start,
                )
            )
        self.env["privacy.timer"].invalidate_model(flush=False)

    def _privacy_check_held(self, partners, dst_partner):
        """Only an officer merges a held contact away; its hold then covers the target."""
        held = self.env["privacy.hold"].sudo()._held(partners.ids)
        held -= set(dst_partner.ids if dst_partner else ())
        officer = self.env.su or self.env.user.has_group("cloudpepper_privacy.group_privacy_officer")
        if held and not officer:
            raise UserError(
                self.env._("Under a hold, not to be merged away: contact %s. "
                           "A privacy officer can merge it, and the hold goes along.",
                           ", ".join(map(str, sorted(held))))
            )

    def _privacy_protection(self, partners):
        """Return the values that the target needs so that no protection is lost."""
        vals = {
            name: True
            for name in ("privacy_restricted", "privacy_running_customer", "privacy_admin_contact")
            if any(partners.mapped(name))
        }
        ends = [day for day in partners.mapped("privacy_relationship_end") if day]
        if ends and len(ends) == len(partners):
            vals["privacy_relationship_end"] = max(ends)
        return vals
