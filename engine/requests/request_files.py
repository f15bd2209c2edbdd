"""The files of a request: what came with it, and what proved who asks (GDPR Art. 5(1)(c))."""

from odoo import fields
from odoo.exceptions import UserError

from ..files import remove_files


class RequestFiles:
    """The files of one request."""

    def __init__(self, env, request):
        self.env, self.request = env, request

    def all(self):
        """Return the files of the request and of its conversation.

        :rtype: ir.attachment
        """
        if not self.request.id:
            return self.env["ir.attachment"]
        of_request = [("model", "=", self.request._name), ("res_id", "=", self.request.id)]
        messages = self.env["mail.message"].sudo().search(of_request)
        own = self.env["ir.attachment"].sudo().search(
            [("res_model", "=", self.request._name), ("res_id", "=", self.request.id)])
        return own | messages.attachment_ids

    def checked(self, files):
        """Return these files, all of which are the request's.

        :param ir.attachment files: files that an officer names
        :raise UserError: where one of them is somebody else's
        """
        if foreign := files.sudo() - self.all():
            raise UserError(self.env._("%s files are none of this request.", len(foreign)))
        return files

    def remove_proof(self):
        """Remove the files that proved who it is; method, day and officer stay."""
        request = self.request.sudo()
        if request.evidence_ids:
            remove_files(self.env, request.evidence_ids)
            request.evidence_removed_on = fields.Datetime.now()
            request._record_evidence("request_evidence_removed")
