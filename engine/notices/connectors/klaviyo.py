"""Klaviyo, revision 2026-10-15 (https://developers.klaviyo.com/en/reference/api_overview).

Suppress profiles (POST /api/profile-suppression-bulk-create-jobs, scopes profiles:write and
subscriptions:write) and request a profile's deletion (POST /api/data-privacy-deletion-jobs, scope
data-privacy:write). Both are jobs: 202 says that it was taken on, not that it is done.
"""

import json

from .base import Connector

REVISION = "2026-10-15"


class Klaviyo(Connector):
    """Stops mail to an address, or deletes its profile."""

    connector, base = "klaviyo", "https://a.klaviyo.com"
    events = ("erasure", "objection", "withdrawal")

    def act(self, key, account, message, kind, value):
        """Delete the profile where it was erased, else suppress it."""
        profile = {"type": "profile", "attributes": {"email": value}}
        if message.event == "erasure":
            path, job = "/api/data-privacy-deletion-jobs", {
                "type": "data-privacy-deletion-job", "attributes": {"profile": {"data": profile}}}
        else:
            path, job = "/api/profile-suppression-bulk-create-jobs", {
                "type": "profile-suppression-bulk-create-job",
                "attributes": {"profiles": {"data": [profile]}}}
        answer = self.call("POST", self.base + path, {
            "Authorization": f"Klaviyo-API-Key {key}", "revision": REVISION,
            "Accept": "application/vnd.api+json", "Content-Type": "application/vnd.api+json",
        }, json.dumps({"data": job}).encode(), gone=(404,) if message.event == "erasure" else ())
        job = (answer or {}).get("data") or {}
        return str(job.get("id") or "")[:60]
