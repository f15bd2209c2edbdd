"""Taking out a right that nobody asked for: a mail was read wrongly, or a box ticked by mistake."""

from odoo.exceptions import UserError

from ...const import OFFICER
from ...core.requests import rights as rules
from .locks import Locks
from .moving import Moving
from .rights.erasure import IDLE, drop_previews


class Removing:
    """Removes one right from a request: :data:`CHECKS`, then :data:`EFFECTS`."""

    def __init__(self, env, right):
        self.env, self.right = env, right

    def remove(self, reason):
        """Remove the right; its kind and the reason stay on the request.

        :param str reason: why it was not asked for
        :raise AccessError: unless an officer or the superuser does it
        :raise UserError: where a check refuses; nothing was changed then
        """
        self.right.ensure_one()
        for check in self.CHECKS:
            check(self, reason)
        request = self.right.request_id
        for effect in self.EFFECTS:
            effect(self, reason)
        Moving(self.env, request).answer_if_decided()

    def _check_role(self, _reason):
        self.right.request_id._check_group(OFFICER)
        self.right.request_id.check_access("write")

    def _hold_rows(self, _reason):
        Locks(self.env, self.right.request_id).hold_rows()

    def _check_reason(self, reason):
        if not (reason or "").strip():
            raise UserError(self.env._("Say why this was not asked for."))

    def _check_open(self, _reason):
        if self.right.state != "open" or self.right.request_id.state not in rules.RUNNING:
            raise UserError(self.env._("This right was decided already."))

    def _check_untouched(self, _reason):
        """What was carried out is answered, and not made unsaid."""
        right = self.right.sudo()
        done = (right.run_id and right.run_id.state not in IDLE or right.scope
                or right.consent_count or right.review_on or right.restricted_ids
                or right.restricted_contactless_ids
                or right.change_ids.filtered(lambda change: change.state == "done"))
        if done:
            raise UserError(self.env._(
                "Something was done for this right already: decide on it instead."))

    def _check_last(self, _reason):
        if len(self.right.request_id.right_ids) == 1:
            raise UserError(self.env._(
                "This is the only right of the request: add the one that is asked for first, or "
                "drop the request."))

    def _drop_preview(self, _reason):
        drop_previews(self.right)

    def _file(self, reason):
        request = self.right.request_id
        self.env["privacy.request.removal"].sudo().create({
            "request_id": request.id, "kind": self.right.kind, "reason": reason.strip(),
            "removed_by_id": self.env.uid})
        request._record_evidence("request_right_removed")

    def _unlink(self, _reason):
        self.right.sudo().unlink()

    #: what is asked before anything is done, in this order
    CHECKS = (_check_role, _hold_rows, _check_reason, _check_open, _check_untouched, _check_last)
    #: what is done then: what was shown for it goes first, and the reason stays
    EFFECTS = (_drop_preview, _file, _unlink)
