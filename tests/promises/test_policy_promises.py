"""The rows of the policy, each tried from outside as the person whom it promises something."""

import re

from odoo.tests import HttpCase, tagged

from ...engine.consents.links import Links
from ...engine.consents.subjects import in_force, of_address
from ..builders.consents import WORDS, ZOE, ConsentCommon
from ..builders.rpc import Rpc


@tagged("post_install", "-at_install")
class TestConsentPromises(ConsentCommon, Rpc, HttpCase):
    def _in_force(self):
        return self.consents.search(
            of_address(self.env, ZOE) & in_force(self.env["privacy.timer"]._today()))

    def test_p13_a_banner_s_consent_is_shown_and_taken_back(self):
        """P13: analytics only after consent through the banner, shown and withdrawn."""
        text = self.env["privacy.consent.text"].create(
            {"purpose_id": self.other.id, "body": WORDS})
        self.assertFalse(self._in_force(), "nothing before")
        banner = {"channel": "banner", "purpose_id": self.other.id, "text_id": text.id}
        typed = self._given(**banner)
        self.assertFalse(self._in_force(), "nothing on the word of a typed address")
        proven = self._given(**banner, proof="source")
        self.assertEqual(self._in_force(), proven)
        (shown,) = self._rpc(self.user, "privacy.consent.record", "read", proven.ids,
                             ["words", "channel", "proof"])
        self.assertEqual((shown["words"], shown["channel"]), (WORDS, "banner"))
        page = f"/privacy/preferences/{Links(self.env).token(ZOE, self.env.company)}"
        opened = self.url_open(page)
        self.assertIn(WORDS, opened.text)
        csrf = re.search(r'name="csrf_token" value="([^"]+)"', opened.text).group(1)
        self.url_open(page, data={"csrf_token": csrf, "act": "save"})
        self.env.invalidate_all()
        self.assertFalse(self._in_force())
        self.assertEqual({proven.state, typed.state}, {"withdrawn"})

    def test_p18_one_click_in_a_mail_program_stops_marketing_at_once(self):
        """P18: whoever gets mail opts out at any time, and mail stops at once."""
        zoe = self._contact("Zoë Çelik", email=ZOE)
        other = self._contact("Ada", email="ada@celik.example")
        consent = self._proven()
        self.assertEqual(consent.partner_id, zoe)
        self.assertFalse(zoe.is_blacklisted)
        token = Links(self.env).token(ZOE, self.env.company)
        self.url_open(f"/privacy/unsubscribe/{token}", data={"List-Unsubscribe": "One-Click"})
        self.env.invalidate_all()
        self.assertTrue(zoe.is_blacklisted)
        self.assertFalse(other.is_blacklisted)
        self.assertFalse(self._in_force())
