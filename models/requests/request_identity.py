from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...const import OFFICER
from ...core.requests import rights as rules

#: whom letters go to: fixed with the identity
PERSON = frozenset(("person_name", "person_email", "person_phone", "lang"))


class PrivacyRequest(models.Model):
    """What is fixed with the identity, and what of its proof is kept (Art. 5(1)(c), 12(6))."""

    _inherit = "privacy.request"

    evidence_ids = fields.Many2many(
        "ir.attachment", "privacy_request_evidence_rel", string="Proof of Identity",
        readonly=True, copy=False,
        help="Removed when the request is answered or dropped: method, day and officer stay.")
    evidence_removed_on = fields.Datetime(
        string="Proof Removed On", readonly=True, copy=False)

    # === WHO IT IS STAYS === #

    def write(self, vals):
        """Letters follow the identity: whoever it was confirmed for gets them."""
        if PERSON & vals.keys() and not self.env.su and self.sudo().filtered("identity_on"):
            raise AccessError(self.env._(
                "Name, address, number and language were fixed with the identity: confirm the "
                "identity once more to change them."))
        return super().write(vals)

    def _confirm_identity(self, partners, method, doubt=False, person=None, evidence=None,
                          **given):
        """Fix what letters need.

        :param dict person: new values of :data:`PERSON`, as they were confirmed
        :param ir.attachment evidence: files of this request that came as proof
        """
        person = person or {}
        if person.keys() - PERSON:
            raise UserError(self.env._("This is nothing that is fixed with the identity."))
        done = super()._confirm_identity(partners, method, doubt, **given)
        for right in self.right_ids:
            right._drop_preview()
        files = self._own_files(evidence) if evidence else self.env["ir.attachment"]
        self.sudo().write({**person, "evidence_ids": [
            fields.Command.link(file) for file in files.ids]})
        return done

    def _own_files(self, files=None):
        """Return the files of this request, or those of given ones that are."""
        messages = self.env["mail.message"].sudo().search(
            [("model", "=", self._name), ("res_id", "=", self.id)])
        own = self.env["ir.attachment"].sudo().search(
            [("res_model", "=", self._name), ("res_id", "=", self.id)])
        own |= messages.attachment_ids
        if files is None:
            return own
        if foreign := files.sudo() - own:
            raise UserError(self.env._("%s files are none of this request.", len(foreign)))
        return files

    # === PROOF IS REMOVED === #

    def _forget_evidence(self):
        """The decision is made: remove the proof, keep the fact."""
        for request in self.sudo().filtered("evidence_ids"):
            self.env["privacy.gateway"]._remove_files(request.evidence_ids)
            request.evidence_removed_on = fields.Datetime.now()
            request._record_evidence("request_evidence_removed")

    def _move(self, target):
        done = super()._move(target)
        if target not in rules.RUNNING:
            self.right_ids._drop_preview()
            self._forget_evidence()
        return done

    def action_forget_evidence(self):
        """Button: remove the proof now; identity holds without it."""
        self._check_group(OFFICER)
        self.check_access("write")
        self._forget_evidence()
        return True
