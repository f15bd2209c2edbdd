"""Calls as a client makes them."""

import json

from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tools import mute_logger

from ..common import PrivacyCommon

#: loggers that tell of each refusal
REFUSALS = ("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")

#: what a client could send to look like the engine
FORGED = (True, 1, "TOKEN", "<object object>", {}, [], {"token": 1}, "privacy_gateway.TOKEN")


class Rpc(PrivacyCommon):
    """Calls as a client makes them: the public entry of ``service/model.py``, no sudo."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.partner"].search([]).write({"privacy_restricted": True})
        cls.public = cls.env.ref("base.public_user")
        cls.outsiders = {
            "staff": cls.staff, "plain admin": cls.admin, "portal": cls.portal,
            "public": cls.public,
        }
        cls.not_officers = {**cls.outsiders, "privacy user": cls.user, "auditor": cls.auditor}

    def _rpc(self, user, model, method, *args, **kwargs):
        self.env.flush_all()
        self.env.invalidate_all()
        target = self.env(user=user.id, su=False, context={})[model]
        return call_kw(target, method, json.loads(json.dumps(args)), kwargs)

    def _refused(self, users, model, method, *args, **kwargs):
        for role, user in users.items():
            with self.subTest(role=role, call=f"{model}.{method}"), mute_logger(*REFUSALS), \
                    self.assertRaises(AccessError):
                self._rpc(user, model, method, *args, **kwargs)
