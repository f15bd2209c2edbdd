"""Requests at the desk, in the portal, and the controller that answers them."""

import re

from odoo.tests import HttpCase, new_test_user

from ...engine.requests.address_proof import AddressProof
from ...engine.requests.portal import Portal
from ..common import SILENT, PrivacyCommon


class RequestCommon(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.be")
        cls.requests = cls.env["privacy.request"]
        cls.person = cls._contact(
            "Ilse Vermeulen", facts=SILENT, email="ilse@vermeulen.example", phone="+32470987654")

    def _asked(self, *kinds, user=None, **vals):
        """Take a request in at the desk, as the weakest user who may."""
        return self.requests.with_user(user or self.user).sudo(False).intake({
            "rights": list(kinds) or ["access"], "name": "Ilse Vermeulen",
            "email": "Ilse@Vermeulen.example", **vals})

    def _letter(self, request):
        """Return the mails to the person, the last one first."""
        return self.env["mail.mail"].search([
            ("model", "=", "privacy.request"), ("res_id", "=", request.id),
            ("email_to", "!=", False)])

    def _identified(self, *kinds, **vals):
        request = self._asked(*kinds, **vals).with_user(self.officer).sudo(False)
        request._confirm_identity(self.person.with_env(request.env), "known")
        return request


class PortalCommon(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.requests = cls.env["privacy.request"]
        cls.ilse, cls.bob = (
            new_test_user(
                cls.env, f"{login}@p.example", "base.group_portal", name=name,
                email=f"{login}@p.example")
            for login, name in (("ilse_portal", "Ilse Vermeulen"), ("bob_portal", "Bob Maes")))
        cls.person = cls.ilse.partner_id
        # both were invited, and followed the mail
        for user in (cls.ilse, cls.bob):
            AddressProof(cls.env).note(user.login, "invitation", user=user)

    def _enter(self, login):
        self.authenticate(f"{login}@p.example", f"{login}@p.example")

    def _csrf(self, path):
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.url_open(path).text)
        return found.group(1)

    def _post(self, path, page="/my/privacy/new", **data):
        files = data.pop("files", None)
        return self.url_open(path, data={"csrf_token": self._csrf(page), **data}, files=files)

    def _asked(self, user=None, *kinds):
        return Portal(self.env(user=user or self.ilse, su=True)).ask(
            user or self.ilse, {"rights": kinds or ["access"], "text": "Mine"})


AUTHORITY = "Gegevensbeschermingsautoriteit, Drukpersstraat 35"


class LetterCommon(RequestCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({
            "privacy_controller_name": "Cloudpepper BV", "privacy_authority": AUTHORITY,
            "privacy_controller_address": "Witte Patersstraat 4",
            "privacy_controller_registry": "BE 0804.323.604",
            "privacy_email": "privacy@own.example"})

    def _refused(self, **vals):
        request = self._identified("access", **vals)
        request.right_ids._close("refused", "others", "These are letters of somebody else.")
        return request
