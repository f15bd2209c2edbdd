import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import OFFICER
from ...engine.access.delivery import Delivery, confirmed_email
from ...engine.access.language import answer_lang
from ...engine.acting import is_acting
from ...engine.days import long_moment
from ...engine.housekeeping import Housekeeping
from ...engine.requests.letters import BY_ITSELF
from ...engine.requests.paper import Paper


class PrivacyPackage(models.Model):
    """The answer to a request for access or portability, for as long as it can be fetched.

    The link is one half; the other is the login of the person, or a code that goes out in a
    mail of its own. Whoever has one half learns nothing, not even whether there is a package
    (Art. 5(1)(f), 32). Files lie in an attachment that follows the access to this record.
    """

    _name = "privacy.package"
    _description = "Privacy Package"
    _order = "id desc"
    _rec_name = "kind"

    request_id = fields.Many2one(
        "privacy.request", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="request_id.company_id", store=True, index=True)
    kind = fields.Selection(
        [("access", "Access"), ("portability", "Portability")], required=True, readonly=True)
    state = fields.Selection(
        [("draft", "Being Made"), ("ready", "Ready"), ("deleted", "Deleted")],
        required=True, readonly=True, default="draft", index=True)
    attachment_id = fields.Many2one(
        "ir.attachment", string="File", readonly=True, ondelete="set null",
        index="btree_not_null")
    size = fields.Integer(readonly=True, aggregator=None, help="In bytes.")
    records = fields.Integer(readonly=True, help="How many records are in it.")
    digest = fields.Char(string="SHA-256", readonly=True)
    expires_on = fields.Datetime(
        string="Deleted On", readonly=True, help="After this moment nobody can fetch it.")
    missing = fields.Text(string="Not in It", readonly=True)
    sent_on = fields.Datetime(string="Link Sent On", readonly=True)
    downloads = fields.Integer(readonly=True, aggregator=None)
    lang = fields.Char(compute="_compute_lang", compute_sudo=True)
    token = fields.Char(
        required=True, readonly=True, groups=fields.NO_ACCESS, copy=False,
        default=lambda self: secrets.token_urlsafe(32))
    code_hash = fields.Char(readonly=True, groups=fields.NO_ACCESS, copy=False)
    code_until = fields.Datetime(readonly=True, groups=fields.NO_ACCESS, copy=False)
    code_tries = fields.Integer(readonly=True, groups=fields.NO_ACCESS, copy=False)
    codes_sent = fields.Integer(readonly=True, groups=fields.NO_ACCESS, copy=False)
    codes_day = fields.Date(readonly=True, groups=fields.NO_ACCESS, copy=False)

    # === COMPUTE METHODS === #

    @api.depends("request_id.lang", "request_id.partner_ids.lang")
    def _compute_lang(self):
        for package in self:
            package.lang = package.request_id and answer_lang(package.request_id)

    @api.depends("kind", "request_id.name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for package in self:
            package.display_name = f"{package.request_id.name}: {kinds.get(package.kind, '')}"

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        self._check_built_in()
        return super().create(vals_list)

    def write(self, vals):
        self._check_built_in()
        return super().write(vals)

    def _check_built_in(self):
        if not self.env.su:
            raise AccessError(self.env._("A package is made by its request's button."))

    @api.ondelete(at_uninstall=False)
    def _unlink_with_request(self):
        """Its file is deleted; that it was there stays on the request."""
        if not is_acting(self.env):
            raise UserError(self.env._("A package is deleted by its button, and stays as a line."))

    # === ACTION METHODS === #

    def action_send(self):
        """Tell the person that it is ready, and where; the code is another mail's."""
        for package in self:
            package._check_officer()
            if package.state != "ready":
                raise UserError(self.env._("Only a package that is ready has a link."))
            address = confirmed_email(package.request_id)
            if not address:
                raise UserError(self.env._(
                    "No confirmed mail address is known: the person fetches it in the portal."))
            package._write_to(address, "cloudpepper_privacy.mail_template_package_ready")
            package._note_sent()
        return True

    def _note_sent(self):
        """The person was told where it is."""
        self.sudo().sent_on = fields.Datetime.now()
        self._record_evidence("package_sent")

    def action_delete(self):
        """Delete the file now."""
        for package in self:
            package._check_officer()
        self._delete()
        return True

    def _check_officer(self):
        self.request_id._check_group(OFFICER)

    # === FETCH === #

    def _path(self):
        """Return the path of the page on which the person fetches it."""
        self.ensure_one()
        package = self.sudo()
        return f"/privacy/package/{package.id}/{package.token}"

    def _url(self):
        return self.get_base_url() + self._path()

    def _until(self):
        """Return until when it can be fetched, in words; its mail calls it."""
        return long_moment(self.env, self.expires_on, self.company_id.sudo().privacy_tz)

    @api.model
    def _find(self, number, token):
        """Return the package that a link leads to; an empty record for every other link."""
        return Delivery.find(self.env, number, token)

    def _can_be_fetched(self):
        """Whether it is there, and the person's identity holds as it did when it was made."""
        return Delivery(self.env, self).is_open()

    def _opens_for(self, user):
        """Whether this login is the person's."""
        return Delivery(self.env, self).opens_for(user)

    def _opens_with(self, code):
        """Whether a code opens it; each try counts, and a code opens once."""
        return Delivery(self.env, self).opens_with(code)

    def _send_code(self):
        """Send a new code to the confirmed address; nobody hears whether it went."""
        Delivery(self.env, self).send_code()

    def _deliver(self):
        """Return the zip's bytes, and record that it was fetched."""
        return Delivery(self.env, self).deliver()

    def _write_to(self, address, template, force_send=False, **context):
        """Send a mail template to an address; return the ``mail.mail``."""
        mail = Paper.send(self.env.ref(template).sudo().with_context(**context), self.sudo(),
                          address, headers=BY_ITSELF)
        if force_send:
            mail.send()
        return mail

    # === END === #

    def _delete(self):
        """Delete the files, and record that; the line stays without anything of the person."""
        alive = self.sudo().filtered(lambda package: package.state != "deleted")
        files = alive.attachment_id
        alive.write({"state": "deleted", "code_hash": False, "code_until": False,
                     "token": secrets.token_urlsafe(32)})
        alive._settle_kept(files)
        files.unlink()
        alive._record_evidence("package_deleted")

    @api.autovacuum
    def _gc_packages(self):
        """Delete the files of packages that nobody may fetch any more."""
        return Housekeeping(self.env).gc_packages()

    def _settle_kept(self, files):
        """What a run has kept of these files is dealt with."""
        self.env["privacy.kept.item"].sudo().search([
            ("model", "=", "ir.attachment"), ("res_id", "in", files.ids),
            ("settled_on", "=", False),
        ]).write({"settled_on": self.env["privacy.timer"]._today()})

    def _record_evidence(self, act):
        self.env["privacy.evidence"].sudo()._record([{
            "act": act, "digest": package.digest or None, "counts": {
                "package": package.id, "request": package.request_id.id, "uid": self.env.uid,
                "downloads": package.downloads, "records": package.records},
        } for package in self.sudo()])
