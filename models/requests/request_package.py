from odoo import api, fields, models

from ...const import OFFICER, USER
from ...engine.access.packaging import GRANTED, PACKAGED, Packaging


class PrivacyRequest(models.Model):
    """Access and portability: what is held is collected, reviewed, and made a package (Art. 15
    and 20). Nothing is read before the person's identity holds.
    """

    _inherit = "privacy.request"

    findings = fields.Json(readonly=True, copy=False)
    collected_on = fields.Datetime(readonly=True, copy=False)
    findings_count = fields.Integer(string="Records Found", readonly=True, copy=False)
    unread_files = fields.Integer(
        readonly=True, copy=False,
        help="Files, scans for instance, whose text could not be searched for other people. "
        "They go with the package: look at them before.")
    findings_table = fields.Html(
        compute="_compute_findings_table", compute_sudo=True, sanitize=False)
    redaction_ids = fields.One2many("privacy.redaction", "request_id", string="Redactions")
    to_review = fields.Integer(compute="_compute_to_review", compute_sudo=True)
    package_ids = fields.One2many("privacy.package", "request_id", string="Packages")
    asks_package = fields.Boolean(compute="_compute_asks_package")

    @api.depends("findings")
    @api.depends_context("lang")
    def _compute_findings_table(self):
        for request in self:
            request.findings_table = Packaging(self.env, request).findings_table()

    @api.depends("redaction_ids.state")
    def _compute_to_review(self):
        counted = dict(self.env["privacy.redaction"]._read_group(
            [("request_id", "in", self.ids), ("state", "=", "suggested")],
            ["request_id"], ["__count"]))
        for request in self:
            request.to_review = counted.get(request, 0)

    @api.depends("right_ids.kind")
    def _compute_asks_package(self):
        for request in self:
            request.asks_package = bool(
                set(request.right_ids.mapped("kind")).intersection(PACKAGED))

    def action_collect(self):
        """Gather all that is held of the person, and what the rights of others take out of it.

        :return: list of {"category", "model", "count"}; no value of any record
        :raise UserError: before the person's identity holds
        """
        self.ensure_one()
        self._check_group(USER)
        self.check_access("read")
        return Packaging(self.env, self).gather()[0]

    def build_package(self, kind=None):
        """Make the package of a right, and have it wait for the person.

        :param str kind: ``access`` or ``portability``; by default what was asked, access first
        :return: the zip, an ``ir.attachment``
        :raise AccessError: unless an officer or the superuser asks
        :raise UserError: before the person's identity holds
        """
        self.ensure_one()
        self._check_group(OFFICER)
        self.check_access("write")
        return Packaging(self.env, self).build(kind).with_env(self.env)

    def action_build_package(self):
        """Button: a package for each right that one answers."""
        self.ensure_one()
        for kind in Packaging(self.env, self).asked() or ["access"]:
            self.build_package(kind)
        return True

    def action_review(self):
        """Button: what other people's rights take out, to be weighed."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.redaction",
            "name": self.env._("Redactions"), "view_mode": "list",
            "domain": [("request_id", "=", self.id)],
            "context": {"search_default_suggested": 1, "create": False},
        }


class PrivacyRequestRight(models.Model):
    _inherit = "privacy.request.right"

    def _check_done_access(self, _outcome):
        self._packaging().check_built(self.kind)

    def _check_done_portability(self, _outcome):
        self._packaging().check_built(self.kind)

    def _settle_access(self):
        self._send_link()

    def _settle_portability(self):
        self._send_link()

    def _send_link(self):
        """The decision that grants it tells where the package is, by the same act."""
        if self.outcome in GRANTED:
            self._packaging().send_link(self.kind)

    def _packaging(self):
        return Packaging(self.env, self.request_id)
