"""The pages of consents in a browser as narrow as a phone, without a login."""

import contextlib
import time
from unittest.mock import patch

from odoo.tests import HttpCase, tagged
from odoo.tests.common import ChromeBrowser, ChromeBrowserException

from ...engine.consents.links import Links
from ..builders.consents import ZOE, ConsentCommon
from ..builders.tours import Touring


@tagged("post_install", "-at_install")
class TestConsentTours(ConsentCommon, Touring):
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


#: key -> what the browser's protocol calls it
KEYS = {
    "Tab": {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9},
    "Space": {"key": " ", "code": "Space", "windowsVirtualKeyCode": 32, "text": " "},
    "Enter": {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"},
}
#: tabs after which nobody would look any further
FAR = 60
#: looks at a page that is on its way
LOOKS = 100
#: the element that has the focus: its id or type, and whether one sees that it has
FOCUSED = """(() => {
    const at = document.activeElement, style = getComputedStyle(at);
    return [at.id || at.tagName, style.outlineStyle !== "none" || style.boxShadow !== "none"];
})()"""


class Keyboard:
    """Somebody who has nothing but a keyboard."""

    def __init__(self, browser):
        self.browser = browser

    def press(self, name):
        """Press a key and let it go."""
        for kind in ("keyDown", "keyUp"):
            self.browser._websocket_request(
                "Input.dispatchKeyEvent", params={"type": kind, **KEYS[name]})

    def ask(self, expression, timeout=10.0):
        """Return what an expression is worth on the page."""
        return self.browser._websocket_request("Runtime.evaluate", timeout=timeout, params={
            "expression": expression, "returnByValue": True})["result"]["value"]

    def reach(self, wanted):
        """Press Tab until an element has the focus; return the ids passed on the way.

        :raise AssertionError: where it is not reached, or its focus is not seen
        """
        passed = []
        for _tab in range(FAR):
            self.press("Tab")
            name, is_seen = self.ask(FOCUSED)
            passed.append(name)
            if name == wanted:
                assert is_seen, f"the focus on {wanted} is not seen"
                return passed
        raise AssertionError(f"{wanted} was not reached: {passed}")


@tagged("post_install", "-at_install")
class TestByKeyboard(ConsentCommon, HttpCase):
    browser_size = "1366x768"

    def _by_keyboard(self, path, act):
        """Open a page, and let somebody act there who has a keyboard alone."""
        def _wait_code_ok(browser, *_args, **_kwargs):
            act(Keyboard(browser))

        with patch.object(ChromeBrowser, "_wait_code_ok", _wait_code_ok):
            self.browser_js(path, "")
        self.env.invalidate_all()

    def _preferences(self):
        return f"/privacy/preferences/{Links(self.env).token(ZOE, self.env.company)}"

    def _saved(self, keyboard):
        """Wait for the page that says so; one that is going away may never answer."""
        for _look in range(LOOKS):
            with contextlib.suppress(TimeoutError, ChromeBrowserException):
                if keyboard.ask("!!document.getElementById('saved')", timeout=1):
                    return
            time.sleep(0.2)
        raise AssertionError("nothing was saved")

    def test_a_consent_is_switched_off_by_keyboard_alone(self):
        consent = self._proven(text_id=self.text.id)
        switch = f"purpose_{self.text.purpose_id.id}"

        def act(keyboard):
            keyboard.reach(switch)
            keyboard.press("Space")
            assert not keyboard.ask(f"document.getElementById('{switch}').checked")
            passed = keyboard.reach("save")
            assert "stop_all" not in passed, "in the order in which it is read"
            keyboard.press("Enter")
            self._saved(keyboard)

        self._by_keyboard(self._preferences(), act)
        self.assertEqual((consent.state, consent.withdrawn_by), ("withdrawn", "preferences"))

    def test_everything_is_stopped_by_keyboard_alone(self):
        consent = self._proven(text_id=self.text.id)

        def act(keyboard):
            keyboard.reach("stop_all")
            keyboard.press("Space")
            self._saved(keyboard)

        self._by_keyboard(self._preferences(), act)
        self.assertEqual(consent.state, "withdrawn")

    def test_what_cannot_be_reached_is_told(self):
        """The twin: a button that a keyboard does not reach is found."""
        self._proven(text_id=self.text.id)
        view = self.env.ref("cloudpepper_privacy.preferences")
        view.arch = view.arch.replace('id="stop_all"', 'id="stop_all" tabindex="-1"')
        with self.assertRaisesRegex(AssertionError, "stop_all was not reached"):
            self._by_keyboard(self._preferences(), lambda keyboard: keyboard.reach("stop_all"))
