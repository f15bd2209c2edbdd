"""Merging contacts (R17): the most protective wins, and no clock is lost."""

import logging
from datetime import date

from odoo.exceptions import UserError
from odoo.tools import SQL

from ..const import OFFICER
from .clocks.refresh import Refresh
from .disclosures.merging import give_disclosures, take_disclosures
from .marketing import Marketing
from .optout.optout import OptOut
from .policy_page.merging import keep_one_notice
from .restriction.restriction import Restriction

_logger = logging.getLogger(__name__)
#: marks of a contact that the target has where any of the merged ones has them
MARKS = ("privacy_restricted", "privacy_running_customer", "privacy_admin_contact",
         "privacy_child")


class Merge:
    """One merge: what is asked before, what is taken off the contacts, what the target gets.

    The merge itself repoints foreign keys by SQL, so holds and consents follow; what a deleted
    contact carried on itself is carried over here.
    """

    def __init__(self, env, partners, target=None):
        """Make a merge of these contacts.

        :param partners: the contacts, as the superuser, that exist
        :param target: the contact that a person chose, or None
        """
        self.env = env
        self.partners = partners
        self.target = target

    def check(self):
        """Refuse anonymised, restricted and held contacts where they may not be merged.

        Only an officer merges a held contact away; its hold then covers the target. Nor does
        anybody else merge a restricted one, away or into.
        """
        self.partners._privacy_check_not_anonymised()
        restriction = Restriction(self.env)
        if refused := restriction.barred("write").among(self.partners.ids):
            raise restriction.refusal(refused)
        held = self.env["privacy.hold"].sudo()._on_hold(self.partners.ids)
        held -= set(self.target.ids if self.target else ())
        if held and not (self.env.su or self.env.user.has_group(OFFICER)):
            raise UserError(
                self.env._("Under a hold, not to be merged away: contact %s. "
                           "A privacy officer can merge it, and the hold goes along.",
                           ", ".join(map(str, sorted(held))))
            )

    def record(self, default_target):
        """Record who goes into whom, while the sources still are.

        :param default_target: function without arguments: the contact that Odoo would choose
        """
        if len(self.partners) < 2:
            return
        chosen = self.target and self.target in self.partners
        target = self.target if chosen else default_target()
        (self.partners - target)._privacy_record_evidence("merge", into=target.id)

    def take(self):
        """Remember what protects the contacts, and take their clocks off them.

        Without the latter the merge's own SQL would meet two clocks of one rule on the target.
        """
        self.protection = self._protection()
        self.refusals = OptOut(self.env).scopes(*Marketing(self.env).reached(self.partners))
        self.since = min(filter(None, self.partners.mapped("privacy_restricted_on")), default=False)
        self.clocks = self._take_clocks()
        self.disclosures = take_disclosures(self.env, self.partners.ids)
        keep_one_notice(self.env, self.partners.ids)

    def give(self):
        """Give the target what the contacts had; its clocks are computed from their memory."""
        target = self.partners.exists()
        if len(target) == 1:
            target.write(self.protection)
            if self.since:
                target._privacy_date_restriction(self.since)
            self._give_clocks(target)
            self._give_tasks(target)
            give_disclosures(self.env, self.disclosures, target.id)
            OptOut(self.env).extend(self.refusals, *Marketing(self.env).reached(target))
        Refresh(self.env(su=True)).run(target.ids)

    def _protection(self):
        """Return the values that the target needs so that no protection is lost."""
        vals = {name: True for name in MARKS if any(self.partners.mapped(name))}
        ends = [day for day in self.partners.mapped("privacy_relationship_end") if day]
        open_ended = self.partners.filtered(
            lambda p: p.privacy_running_customer and not p.privacy_relationship_end
        )
        # the merge itself would copy an end onto a relationship that is still running
        vals["privacy_relationship_end"] = False if open_ended else max(ends, default=False)
        return vals

    def _take_clocks(self):
        self.env.flush_all()
        self.env.cr.execute(SQL(
            "DELETE FROM privacy_archived WHERE partner_id = ANY(%s)", self.partners.ids))
        self.env.cr.execute(
            SQL(
                """DELETE FROM privacy_subject_purpose
                    WHERE partner_id = ANY(%s) AND manual IS NOT TRUE""",
                self.partners.ids,
            )
        )
        clocks = self.env.execute_query_dict(
            SQL("DELETE FROM privacy_timer WHERE partner_id = ANY(%s) RETURNING *",
                self.partners.ids)
        )
        self.env["privacy.timer"].invalidate_model(flush=False)
        self.env["privacy.subject.purpose"].invalidate_model(flush=False)
        return clocks

    def _give_clocks(self, target):
        """Give the target the latest clock of each rule; the refresh starts from its memory."""
        latest = {}
        for clock in sorted(self.clocks, key=lambda clock: clock["date_start"] or date.min):
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


    def _give_tasks(self, target):
        """What is to be done outside the database is of the target now."""
        self.env(su=True)["privacy.exit.task"].search([
            ("partner_ref", "in", self.partners.ids), ("state", "=", "open"),
        ]).partner_ref = target.id


class MergeGroups:
    """Groups of contacts that the automatic merge found alike."""

    def __init__(self, env):
        self.env = env

    def without_held(self, vals_list):
        """Leave held contacts out: one of them would end the merge of all groups after it.

        :param list vals_list: values of merge lines
        """
        groups = [vals.get("aggr_ids") for vals in vals_list]
        named = set().union(*(group for group in groups if isinstance(group, list)))
        held = self.env["privacy.hold"].sudo()._on_hold(named) if named else set()
        if not held:
            return vals_list
        _logger.info("Merging contacts: left out %s, held", sorted(held))
        vals_list = [_without(held, vals) for vals in vals_list]
        return [vals for vals in vals_list if len(vals.get("aggr_ids") or ()) > 1]


def _without(held, vals):
    if not isinstance(vals.get("aggr_ids"), list):
        return vals
    return {**vals, "aggr_ids": [one for one in vals["aggr_ids"] if one not in held]}
