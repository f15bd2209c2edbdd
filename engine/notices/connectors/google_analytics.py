"""Google Analytics, Admin API v1alpha, properties.submitUserDeletion
(https://developers.google.com/analytics/devguides/config/admin/v1/rest/v1alpha/properties).

The key is the path of a service account's JSON file (scope analytics.edit), from which a token is
asked for as RFC 7523 describes; the account is the number of the property. The person is named by
mail address or phone number, as Google normalises them.
"""

import json
from base64 import urlsafe_b64encode
from pathlib import Path
from time import time
from urllib.parse import urlencode

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

from ....core.notices.removal_list import e164, google_email
from ..channel import Refused, Retry
from .base import Connector, Stopped

SCOPE = "https://www.googleapis.com/auth/analytics.edit"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"


class GoogleAnalytics(Connector):
    """Deletes what a property has of a user."""

    connector, base = "google_analytics", "https://analyticsadmin.googleapis.com"
    token_url = "https://oauth2.googleapis.com/token"
    # data that rest on consent alone have no ground once it is withdrawn (EDPB 05/2020, 117-119)
    events = ("erasure", "withdrawal")
    kinds = ("email", "phone")
    needs_account = True

    def act(self, key, account, message, kind, value):
        """Ask for the deletion of a user."""
        written = google_email(value) if kind == "email" else e164(value)
        if not account.isdecimal():
            raise Stopped(Refused("account"))
        answer = self.call(
            "POST", f"{self.base}/v1alpha/properties/{account}:submitUserDeletion",
            {"Authorization": f"Bearer {self._token(key)}", "Content-Type": "application/json"},
            json.dumps({"userProvidedData": written}).encode(), gone=())
        return str(answer.get("deletionRequestTime") or "")[:40]

    def _token(self, path):
        """Return a token for the service account of a file."""
        try:
            account = json.loads(Path(path).read_text(encoding="utf-8"))
            signed = self._assertion(account)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Stopped(Refused("key_file")) from error
        answer = self.call(
            "POST", self.token_url, {"Content-Type": "application/x-www-form-urlencoded"},
            urlencode({"grant_type": GRANT, "assertion": signed}).encode(), gone=())
        token = answer.get("access_token")
        if not isinstance(token, str):
            raise Stopped(Retry("no_token"))
        return token

    def _assertion(self, account):
        """Return a JWT (RFC 7519) that the account's key signs."""
        now = int(time())
        parts = [{"alg": "RS256", "typ": "JWT"},
                 {"iss": account["client_email"], "scope": SCOPE, "aud": self.token_url,
                  "iat": now, "exp": now + 600}]
        text = ".".join(_encoded(json.dumps(part).encode()) for part in parts)
        key = serialization.load_pem_private_key(account["private_key"].encode(), None)
        return f"{text}.{_encoded(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def _encoded(raw):
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
