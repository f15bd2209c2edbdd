from odoo import api, fields, models

from ...engine.requests.public_form import PublicForm
from ...engine.requests.words import right_names


class PrivacyRequestPending(models.Model):
    """A request of the public form whose address nobody has confirmed yet.

    It is in nobody's inbox, tells nothing about who is known, and goes after 14 days. The link in
    the mail stands here as a hash, and does nothing by being opened: it has to be posted.
    """

    _name = "privacy.request.pending"
    _description = "Unconfirmed Request"
    _order = "id desc"
    _rec_name = "person_email"

    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    person_name = fields.Char(readonly=True)
    person_email = fields.Char(required=True, readonly=True, index=True)
    person_phone = fields.Char(readonly=True)
    lang = fields.Char(readonly=True)
    text = fields.Text(readonly=True)
    child_by = fields.Char(readonly=True, help="Who says that the person is under 16: a code.")
    child_name = fields.Char(readonly=True)
    child_email = fields.Char(readonly=True)
    rights = fields.Char(required=True, readonly=True, help="Codes, joined by commas.")
    token_hash = fields.Char(required=True, readonly=True, index=True, groups=fields.NO_ACCESS)
    request_id = fields.Many2one(
        "privacy.request", readonly=True, ondelete="cascade", index="btree_not_null")

    def _right_names(self):
        """Return what was asked for; the mail and the page of the confirmation call it."""
        self.ensure_one()
        names = right_names(self.env)
        return [names[kind] for kind in self.rights.split(",")]

    @api.autovacuum
    def _gc_pending(self):
        PublicForm(self.env).delete_old()
