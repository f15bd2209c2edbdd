"""Packages of a person whose identity holds."""

import io
import json
import zipfile

from .requests import RequestCommon


class PackageCommon(RequestCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._contact("Odilon Vrakstounet", email="odilon@vrakstounet.example")
        cls._message(cls.person, "2026-05-04 10:00:00", body="<p>My order</p>",
                     email_from=cls.person.email)
        # what tests with real commits have filed
        cls.filed_before = cls.env["privacy.evidence"].search([], limit=1).id or 0

    def _open(self, attachment):
        return zipfile.ZipFile(io.BytesIO(attachment.sudo().raw))

    def _data(self, attachment):
        return json.loads(self._open(attachment).read("data.json"))

    def _built(self, *kinds, **vals):
        request = self._identified(*kinds or ("access",), **vals)
        request.build_package()
        return request, request.package_ids.sudo()

    def _filed(self, act):
        return self.env["privacy.evidence"].search(
            [("act", "=", act), ("id", ">", self.filed_before)])
