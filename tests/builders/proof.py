"""A person who goes, somebody who stays, and a place where the person may still be named."""

from odoo.tools import SQL

from ..common import SILENT, PrivacyCommon

NAME, MAIL, PHONE = "Quirina Zwaenepoel", "quirina.zw@mail.example", "+32 470 55 44 33"


class ProofCommon(PrivacyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        others = cls.env["res.partner"].search([("id", "!=", cls.env.user.partner_id.id)])
        others.privacy_restricted = True
        cls.other = cls._contact("Somebody Who Stays", facts=(("running", True),))

    def _subject(self, **vals):
        return self._contact(facts=SILENT, **{"name": NAME, "email": MAIL, "phone": PHONE, **vals})

    def _run(self, contacts):
        run = self.runs.preview(contacts)
        run.action_approve()
        run._work()
        self.env.invalidate_all()
        return run

    def _plant(self, text, key="privacy.test.place"):
        """Leave a text in a field that the data map does not decide."""
        return self.env["ir.config_parameter"].sudo().create({"key": key, "value": text})

    def _known(self, run):
        return self.env.execute_query(SQL(
            "SELECT kind, value FROM privacy_run_identifier WHERE run_ref = %s", run.id))
