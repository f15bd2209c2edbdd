from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...const import OFFICER, USER
from ...core.errors import BadPackage
from ...core.requests import package as rules
from ...engine.labels import Labels

#: rights that a package answers
PACKAGED = ("access", "portability")


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
        words = Labels(self.env)
        names = {row.code: row.name for row in self.env["privacy.category"].with_context(
            active_test=False).search([])}
        for request in self:
            request.findings_table = words.table(
                (self.env._("Category"), self.env._("What"), self.env._("How Many")),
                [(names.get(line["category"], line["category"]),
                  words.model(line["model"]), line["count"])
                 for line in request.findings or ()])

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

    def _answer_lang(self):
        """Return the language that the person is answered in."""
        self.ensure_one()
        request = self.sudo()
        installed = [code for code, _name in self.env["res.lang"].get_installed()]
        wanted = (request.lang, *request.partner_ids.mapped("lang"),
                  request.company_id.partner_id.lang, "en_US")
        return next((lang for lang in wanted if lang in installed), installed[0])

    # === COLLECT === #

    def action_collect(self):
        """Gather all that is held of the person, and what the rights of others take out of it.

        :return: list of {"category", "model", "count"}; no value of any record
        :raise UserError: before the person's identity holds
        """
        self.ensure_one()
        self._check_group(USER)
        self.check_access("read")
        return self._gather()[0]

    def _gather(self, kind="access"):
        """Collect, and remember what was found; return (findings, collected)."""
        self._check_identity_holds()
        collected = self.env["privacy.collect"].sudo()._collect(self.sudo(), kind)
        findings = rules.counts(collected.document)
        self.sudo().write({
            "findings": findings, "collected_on": fields.Datetime.now(),
            "findings_count": sum(line["count"] for line in findings),
            "unread_files": collected.unread})
        self._suggest(collected.redactions)
        self._record_packaging("collect", records=self.findings_count)
        return findings, collected

    def _check_identity_holds(self):
        if not self.identity_on or self.state not in ("open", "answered"):
            raise UserError(self.env._(
                "Nothing is gathered before the person's identity holds."))

    def _suggest(self, redactions):
        """Keep a row for each redaction; what was reviewed stays as it was decided."""
        rows = self.env["privacy.redaction"].sudo()
        known = {(row.model, row.res_id, row.field, row.kind): row
                 for row in rows.search([("request_id", "=", self.id)])}
        found = set(redactions)
        rows.union(*(row for key, row in known.items()
                     if key not in found and row.state == "suggested")).unlink()
        rows.create([
            {"request_id": self.id, "model": model, "res_id": record, "field": name, "kind": kind}
            for model, record, name, kind in redactions
            if (model, record, name, kind) not in known])

    def _released(self):
        """Return the redactions that an officer has released."""
        rows = self.env["privacy.redaction"].sudo().search([
            ("request_id", "=", self.id), ("state", "=", "released")])
        return {(row.model, row.res_id, row.field, row.kind) for row in rows}

    def _record_packaging(self, act, **counts):
        self.env["privacy.evidence"].sudo()._record([{"act": act, "counts": {
            "request": self.id, "uid": self.env.uid, **counts}}])

    # === BUILD === #

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
        asked = self.right_ids.mapped("kind")
        kind = kind or ("portability" if "portability" in asked and "access" not in asked
                        else "access")
        if kind not in rules.KINDS:
            raise UserError(self.env._("A package is one of: %s.", ", ".join(rules.KINDS)))
        self._lock()
        _findings, collected = self._gather()
        try:
            return self.env["privacy.package.build"].sudo()._build(
                self.sudo(), kind, collected).attachment_id.with_env(self.env)
        except BadPackage as error:
            raise UserError(self.env._(
                "The package is not what its own description says, and was not made: %s",
                error)) from error

    def action_build_package(self):
        """Button: a package for each right that one answers."""
        self.ensure_one()
        kinds = [kind for kind in PACKAGED if kind in self.right_ids.mapped("kind")]
        for kind in kinds or ["access"]:
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

    @api.model
    def _package_until(self):
        """Return until when a package made now can be fetched."""
        days = self.env["privacy.housekeeping"]._period("keep_package_days")
        return fields.Datetime.now() + timedelta(days=days)
