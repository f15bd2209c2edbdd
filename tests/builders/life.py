"""A database in which the module's own life is watched."""

from odoo.fields import Command

from ..common import PrivacyCommon

PREFIX = "cloudpepper_privacy."


class LifeCommon(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # whatever else the database holds is not the subject of these tests
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})
        cls.rules = cls.env["privacy.rule"].with_context(active_test=False).search([])
        cls.communication = cls.env.ref("cloudpepper_privacy.rule_communication")
        cls.billing = cls.env.ref("cloudpepper_privacy.rule_billing")
        # officers who are administrators too: what they may, they may as officers
        cls.boss = cls.officer.copy({"login": "privacy_boss", "name": "Privacy Boss"})
        cls.boss.group_ids = [Command.link(cls.env.ref("base.group_system").id)]

    def _automatic(self):
        self.rules.write({"mode": "automatic", "grace_until": False})

    def _set(self, name, value):
        self.env["ir.config_parameter"].set_param(PREFIX + name, value)

    def _acts(self, act):
        return self.env["privacy.evidence"].search([("act", "=", act)])
