"""Somebody at a browser: a session, forms, and the calls that the web client makes."""
import functools
import http.client
import json
import re
from http.cookiejar import CookieJar
from typing import NamedTuple
from urllib import error, parse, request

#: seconds that an answer may take
PATIENCE = 300


class Refused(Exception):
    """The server refused a call; its text says why.

    :ivar bool told: whether it said so in words for a person, and did not just fail
    """

    def __init__(self, error):
        data = error.get("data") or {}
        super().__init__(data.get("message") or error.get("message") or "")
        self.told = data.get("name", "").startswith("odoo.exceptions.")


class Answer(NamedTuple):
    """What the server said, whatever it was."""

    status: int
    url: str
    content: bytes

    @property
    def text(self):
        """The content as text."""
        return self.content.decode("utf-8", "replace")


class _From(request.HTTPHandler):
    """Connects from one address: all of 127.0.0.0/8 is this machine."""

    def __init__(self, source):
        super().__init__()
        self.source = source

    def http_open(self, req):
        return self.do_open(functools.partial(
            http.client.HTTPConnection, source_address=(self.source, 0)), req)


class Client:
    """One visitor.

    :param str url: of the server, at 127.0.0.1
    :param str source: address of this machine that the visitor comes from
    """

    def __init__(self, url, database, source="127.0.0.1"):
        self.url, self.database = url, database
        self._cookies = CookieJar()
        self._opener = request.build_opener(
            _From(source), request.HTTPCookieProcessor(self._cookies))

    def login(self, login, password=None):
        """Log in; the demo's passwords are its logins."""
        self.json("/web/session/authenticate", {
            "db": self.database, "login": login, "password": password or login})
        return self

    def session(self):
        """Return the number of the session, for a browser that goes on with it."""
        return next((each.value for each in self._cookies if each.name == "session_id"), None)

    def call(self, model, method, *args, **kwargs):
        """Call a method of a model, as the web client does.

        :raise Refused: where the server refuses
        """
        return self.json("/web/dataset/call_kw", {
            "model": model, "method": method, "args": args, "kwargs": kwargs})

    def json(self, path, params):
        """Call a route as the web client does.

        :raise Refused: where the server refuses
        """
        answer = json.loads(self._send(path, json.dumps(
            {"jsonrpc": "2.0", "method": "call", "params": params}).encode(),
            {"Content-Type": "application/json"}).content)
        if "error" in answer:
            raise Refused(answer["error"])
        return answer.get("result")

    def get(self, path):
        """Open a page."""
        return self._send(path)

    def post(self, path, page=None, /, token=None, headers=(), **data):
        """Send the form that stands on a page.

        :param str token: of the form, where it is known
        """
        data["csrf_token"] = token or self.token(page or path)
        return self._send(path, parse.urlencode(data, doseq=True).encode(), dict(headers))

    def token(self, page):
        """Return the token of the forms on a page."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(page).text)
        return found.group(1) if found else ""

    def _send(self, path, data=None, headers=()):
        asked = request.Request(self.url + path, data, dict(headers))
        try:
            with self._opener.open(asked, timeout=PATIENCE) as answer:
                return Answer(answer.status, answer.url, answer.read())
        except error.HTTPError as answer:
            return Answer(answer.code, answer.url, answer.read())
