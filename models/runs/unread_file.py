from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine.labels import Labels


class PrivacyUnreadFile(models.Model):
    """A file that the proof of a run could not search, or not all of it, and why.

    Ids and codes, no names: what the file is called is read where it is opened, with the rights of
    whoever opens it.
    """

    _name = "privacy.unread.file"
    _description = "File That Could Not Be Searched"
    _order = "run_id desc, id"
    _rec_name = "reason"
    _log_access = False

    run_id = fields.Many2one("privacy.run", required=True, readonly=True, ondelete="cascade")
    attachment_ref = fields.Integer(string="Attachment ID", readonly=True, aggregator=None)
    store_name = fields.Char(
        string="Name on the Disk", readonly=True, help="The checksum of its content.")
    reason = fields.Char(readonly=True, required=True)
    reason_text = fields.Char(string="Why", compute="_compute_reason_text")

    _file_uniq = models.UniqueIndex("(run_id, attachment_ref, store_name)",
                                    "A file is named once for each run.")

    @api.depends("reason")
    @api.depends_context("lang")
    def _compute_reason_text(self):
        reasons = Labels(self.env).unread()
        for file in self:
            file.reason_text = reasons.get(file.reason, file.reason)

    def action_open_record(self):
        """Button: the attachment, if the reader may see it.

        :raise UserError: for a file on the disk that no attachment has
        """
        self.ensure_one()
        if not self.attachment_ref:
            raise UserError(self.env._(
                "No attachment has this file: it lies in the filestore under the name shown."))
        return self.env["ir.attachment"].browse(self.attachment_ref)._get_records_action()
