import logging
from datetime import date

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..engine.acting import TOKEN
from ..engine.clocks.refresh import Refresh

_logger = logging.getLogger(__name__)


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
        self._privacy_file_merge(partners, dst_partner)
        protection, clocks = self._privacy_protection(partners), self._privacy_take_clocks(partners)
        since = min(filter(None, partners.mapped("privacy_restricted_on")), default=False)
        # the sources are deleted once everything they protected has moved to the target
        result = super(BasePartnerMerge, self.with_context(privacy_acting=TOKEN))._merge(
            partner_ids, dst_partner, extra_checks
        )
        target = partners.exists()
        if len(target) == 1:
            target.write(protection)
            if since:
                target._privacy_date_restriction(since)
            self._privacy_give_clocks(clocks, target)
        Refresh(self.env).run(target.ids)
        return result

    def _privacy_take_clocks(self, partners):
        """Take the clocks off these contacts: they are computed again, from one memory.

        Without it the merge's own SQL would meet two clocks of one rule on the target.
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """DELETE FROM privacy_subject_purpose
                    WHERE partner_id = ANY(%s) AND manual IS NOT TRUE""",
                partners.ids,
            )
        )
        clocks = self.env.execute_query_dict(
            SQL("DELETE FROM privacy_timer WHERE partner_id = ANY(%s) RETURNING *", partners.ids)
        )
        self.env["privacy.timer"].invalidate_model(flush=False)
        self.env["privacy.subject.purpose"].invalidate_model(flush=False)
        return clocks

    def _privacy_give_clocks(self, clocks, target):
        """Give the target the latest clock of each rule; the refresh starts from its memory."""
        latest = {}
        for clock in sorted(clocks, key=lambda clock: clock["date_start"] or date.min):
            latest[clock["rule_id"]] = clock
        for clock in latest.values():
            values = {**clock, "partner_id": target.id}
            self.env.cr.execute(
                SQL(
                    "INSERT INTO privacy_timer (%s) VALUES (%s)",
                    SQL(", ").join(map(SQL.identifier, values)),
                    SQL(", ").join(SQL("%s", value) for value in values.values()),
                )
            )
        self.env["privacy.timer"].invalidate_model(flush=False)

    def _privacy_check_held(self, partners, dst_partner):
        """Only an officer merges a held contact away; its hold then covers the target.

        Nor does anybody else merge a restricted one, away or into.
        """
        barred = self.env["privacy.restriction"]._barred("write")
        if refused := barred & set(partners.ids):
            raise self.env["privacy.restriction"]._refusal(refused)
        held = self.env["privacy.hold"].sudo()._on_hold(partners.ids)
        held -= set(dst_partner.ids if dst_partner else ())
        officer = "cloudpepper_privacy.group_privacy_officer"
        if held and not (self.env.su or self.env.user.has_group(officer)):
            raise UserError(
                self.env._("Under a hold, not to be merged away: contact %s. "
                           "A privacy officer can merge it, and the hold goes along.",
                           ", ".join(map(str, sorted(held))))
            )

    def _privacy_file_merge(self, partners, dst_partner):
        """File who went into whom, while the sources still are."""
        if len(partners) < 2:
            return
        target = dst_partner if dst_partner and dst_partner in partners else (
            self._get_ordered_partner(partners.ids)[-1]
        )
        (partners - target)._privacy_record("merge", into=target.id)

    def _privacy_protection(self, partners):
        """Return the values that the target needs so that no protection is lost."""
        vals = {
            name: True
            for name in ("privacy_restricted", "privacy_running_customer", "privacy_admin_contact")
            if any(partners.mapped(name))
        }
        ends = [day for day in partners.mapped("privacy_relationship_end") if day]
        open_ended = partners.filtered(
            lambda p: p.privacy_running_customer and not p.privacy_relationship_end
        )
        # the merge itself would copy an end onto a relationship that is still running
        vals["privacy_relationship_end"] = False if open_ended else max(ends, default=False)
        return vals


class BasePartnerMergeLine(models.TransientModel):
    """A group of contacts that the automatic merge found alike."""

    _inherit = "base.partner.merge.line"

    @api.model_create_multi
    def create(self, vals_list):
        """Leave held contacts out: one of them would end the merge of all groups after it."""
        groups = [vals.get("aggr_ids") for vals in vals_list]
        named = set().union(*(group for group in groups if isinstance(group, list)))
        held = self.env["privacy.hold"].sudo()._on_hold(named) if named else set()
        if held:
            _logger.info("Merging contacts: left out %s, held", sorted(held))
            vals_list = [self._privacy_without(held, vals) for vals in vals_list]
            vals_list = [vals for vals in vals_list if len(vals.get("aggr_ids") or ()) > 1]
        return super().create(vals_list)

    def _privacy_without(self, held, vals):
        if not isinstance(vals.get("aggr_ids"), list):
            return vals
        return {**vals, "aggr_ids": [one for one in vals["aggr_ids"] if one not in held]}
