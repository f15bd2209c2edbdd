"""The pages of consents in a browser as narrow as a phone, without a login."""

from odoo.tests import HttpCase, tagged

from ...engine.consents.links import Links
from ..builders.consents import ZOE, ConsentCommon


@tagged("post_install", "-at_install")
class TestConsentTours(ConsentCommon, HttpCase):
    browser_size = "375x667"
    touch_enabled = True

    def test_the_preferences_on_a_phone(self):
        consent = self._proven(text_id=self.text.id)
        link = f"/privacy/preferences/{Links(self.env).token(ZOE, self.env.company)}"
        self.start_tour(link, "privacy_preferences")
        self.env.invalidate_all()
        self.assertEqual((consent.state, consent.withdrawn_by), ("withdrawn", "preferences"))

    def test_the_click_that_confirms(self):
        consent = self._given(text_id=self.text.id)
        self.start_tour(self._send(), "privacy_consent_confirm")
        self.env.invalidate_all()
        self.assertEqual((consent.state, consent.proof), ("given", "double_opt_in"))
