"""Consents as they come in, and what leaves for the people who gave them."""

import re

from ...engine.consents.confirming import Confirming
from ...engine.consents.giving import Giving
from ..common import PrivacyCommon

WORDS = "Yes, send me the newsletter."
ZOE = "zoe@celik.example"
LANGUAGES = {"nl_NL": "Ja, stuur mij de nieuwsbrief.", "fr_FR": "Oui, envoyez-moi la lettre.",
             "de_DE": "Ja, senden Sie mir den Rundbrief."}


class ConsentCommon(PrivacyCommon):
    """A purpose whose words are written, and ways to give, confirm and look."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.purpose = cls.env.ref("cloudpepper_privacy.purpose_marketing")
        cls.other = cls.env.ref("cloudpepper_privacy.purpose_analytics")
        cls.consents = cls.env["privacy.consent.record"]
        cls.text = cls.env["privacy.consent.text"].create(
            {"purpose_id": cls.purpose.id, "body": WORDS})

    @classmethod
    def _row(cls, **vals):
        whose = {} if {"partner_id", "visitor_key"} & set(vals) else {"email": ZOE}
        return {**whose, "purpose_id": cls.purpose.id, "channel": "form", **vals}

    def _given(self, **vals):
        (given,) = Giving(self.env).give([self._row(**vals)])
        return self.consents.browse(given.consent)

    def _proven(self, **vals):
        """A consent that counts: its source vouches for the address."""
        return self._given(**{"channel": "system", "proof": "source", **vals})

    def _mails(self):
        return self.env["mail.mail"].search([("model", "=", "privacy.consent.record")], order="id")

    def _send(self):
        """Send the links that wait; return the path of the last one."""
        Confirming(self.env).send_waiting()
        body = self._mails()[-1:].body_html or ""
        found = re.search(r"/privacy/consent/confirm/[\w-]+", body)
        return found and found.group(0)

    def _filed(self, consent):
        """Return what is filed of a consent, in order."""
        rows = self.env["privacy.evidence"].search([("act", "=like", "consent_%")], order="id")
        return [row.act for row in rows if row.counts.get("consent") == consent.id]
