from odoo import fields, models

from ...const import OFFICER, USER
from ...engine.access.packaging import Packaging


class PrivacyRequestPackaging(models.AbstractModel):
    """What is held of the person, collected, reviewed and made a package (Art. 15 and 20): a part
    of ``privacy.request``. What is done is in ``engine/access``.
    """

    _name = "privacy.request.packaging"
    _description = "Packages of a Request"

    findings = fields.Json(readonly=True, copy=False)
    collected_on = fields.Datetime(readonly=True, copy=False)
    findings_count = fields.Integer(string="Records Found", readonly=True, copy=False)
    unread_files = fields.Integer(
        readonly=True, copy=False,
        help="Files, scans for instance, whose text could not be searched for other people. "
        "They go with the package: look at them before.")
    redaction_ids = fields.One2many("privacy.redaction", "request_id", string="Redactions")
    package_ids = fields.One2many(
        "privacy.package", "request_id", string="Packages", groups=OFFICER)

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
        """A package for each right that one answers."""
        self.ensure_one()
        for kind in Packaging(self.env, self).asked() or ["access"]:
            self.build_package(kind)
        return True

    def action_review(self):
        """Open what other people's rights take out, to be weighed."""
        self.ensure_one().check_access("read")
        return {
            "type": "ir.actions.act_window", "res_model": "privacy.redaction",
            "name": self.env._("Redactions"), "view_mode": "list",
            "domain": [("request_id", "=", self.id)],
            "context": {"search_default_suggested": 1, "create": False},
        }
