"""Crisp, REST API v1 (https://docs.crisp.chat/references/rest-api/v1).

The conversations of a person (GET people/conversations/.../list/:page) are removed, then the
profile. The key is the identifier and key of a plugin token, with a colon between; the account is
the identifier of the website. Scopes: website:people:profiles, website:people:conversations,
website:conversation:sessions.
"""

import base64
from urllib.parse import quote

from ..channel import Retry
from .base import Connector, Stopped

#: pages of conversations that one attempt goes through; the next one goes on
PAGES = 20


class Crisp(Connector):
    """Removes a person and what was said with them."""

    connector, base = "crisp", "https://api.crisp.chat"
    events = ("erasure",)
    needs_account = True

    def act(self, key, account, message, kind, value):
        """Remove the conversations first: they are found by the profile."""
        headers = {"Authorization": "Basic " + base64.b64encode(key.encode()).decode(),
                   "X-Crisp-Tier": "plugin", "Accept": "application/json"}
        site = f"{self.base}/v1/website/{quote(account, safe='')}"
        person = quote(value, safe="")
        for _page in range(PAGES):
            listed = self.call(
                "GET", f"{site}/people/conversations/{person}/list/1", headers) or {}
            sessions = [each for each in listed.get("data") or () if isinstance(each, str)]
            for session in sessions:
                self.call("DELETE", f"{site}/conversation/{quote(session, safe='')}", headers)
            if not sessions:
                break
        else:
            raise Stopped(Retry("more_left"))
        self.call("DELETE", f"{site}/people/profile/{person}", headers)
        return "removed"
