"""A headless Chromium that is told where to go and photographed there (DevTools Protocol)."""
import base64
import json
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

import websocket

from ..environment.browser import BROWSERS
from ..environment.console import Failure

#: seconds that the browser, a page, an answer may take
START, PAGE, ANSWER = 30, 60, 60
#: what says that Odoo's web client, or any other page, has drawn itself
DRAWN = """
document.readyState === "complete"
 && !document.querySelector(".o_loading_indicator, .o_blockUI")
 && (!document.querySelector(".o_web_client")
     || !!document.querySelector(".o_action_manager > *")
        && !document.querySelector(".o_view_sample_data, .o_action_manager:empty"))
"""


@contextmanager
def chromium(extra=()):
    """Start one; return a :class:`Tab` of it, and end it afterwards."""
    program = next(filter(None, map(shutil.which, BROWSERS)))
    with socket.socket() as probe, TemporaryDirectory() as home:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--disable-dev-shm-usage", "--no-first-run", f"--user-data-dir={home}",
             f"--remote-debugging-port={port}", "--remote-allow-origins=*", *extra, "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield Tab(port)
        finally:
            process.terminate()
            process.wait()


class Tab:
    """One page of the browser."""

    def __init__(self, port):
        self._socket = websocket.create_connection(
            self._address(port), timeout=ANSWER, suppress_origin=True)
        self._number = 0
        for domain in ("Page", "Network", "Runtime"):
            self.tell(f"{domain}.enable")

    def _address(self, port):
        for _second in range(START):
            try:
                with urlopen(Request(f"http://127.0.0.1:{port}/json/new", method="PUT")) as answer:
                    return json.load(answer)["webSocketDebuggerUrl"]
            except OSError:
                time.sleep(1)
        raise Failure("the browser does not answer")

    def tell(self, method, **params):
        """Send a command; return its result.

        :raise Failure: with the browser's words
        """
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise Failure(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def evaluate(self, script):
        """Return what a script of the page comes to."""
        result = self.tell("Runtime.evaluate", expression=script, returnByValue=True,
                           awaitPromise=True)
        return result.get("result", {}).get("value")

    def size(self, width, height):
        """Be as wide as that; a phone below 600 pixels."""
        self.tell("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=width < 600)

    def session(self, url, session):
        """Be the person of that session."""
        self.tell("Network.clearBrowserCookies")
        if session:
            self.tell("Network.setCookie", name="session_id", value=session, url=url)

    def go(self, url):
        """Open a page and wait until it has drawn itself."""
        self.tell("Page.navigate", url=url)
        time.sleep(0.5)
        deadline, quiet = time.monotonic() + PAGE, 0
        while quiet < 4:
            if time.monotonic() > deadline:
                raise Failure(f"{url} did not draw itself")
            quiet = quiet + 1 if self.evaluate(DRAWN) else 0
            time.sleep(0.25)

    def picture(self, path, whole=False):
        """Take a picture of what is seen, or of the whole page."""
        found = self.tell("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(found["data"]))
