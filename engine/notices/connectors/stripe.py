"""Stripe, API version 2025-09-30.clover (https://docs.stripe.com/api/customers).

Customers with an address are listed (GET /v1/customers) and deleted (DELETE /v1/customers/:id),
which ends their subscriptions at once. What Stripe's own duties keep stays there; redaction jobs
are a public preview (2026-04-22.preview) and not used.
"""

import base64
import re
from urllib.parse import quote, urlencode

from .base import Connector

VERSION = "2025-09-30.clover"
#: customers with one address that one attempt deletes; the next one goes on
MOST = 100
CUSTOMER = re.compile(r"cus_[A-Za-z0-9]{1,60}")


class Stripe(Connector):
    """Deletes customers."""

    connector, base = "stripe", "https://api.stripe.com"
    events = ("erasure",)

    def act(self, key, account, message, kind, value):
        """Delete every customer with this address."""
        headers = {"Authorization": "Basic " + base64.b64encode(f"{key}:".encode()).decode(),
                   "Stripe-Version": VERSION}
        receipts = []
        while True:
            query = urlencode({"email": value, "limit": MOST})
            page = self.call("GET", f"{self.base}/v1/customers?{query}", headers, gone=())
            found = [customer["id"] for customer in page.get("data", ())
                     if CUSTOMER.fullmatch(str(customer.get("id")))]
            for customer in found:
                self.call("DELETE", f"{self.base}/v1/customers/{quote(customer)}", {
                    **headers, "Idempotency-Key": f"{message.key}-{customer}"})
            receipts += found
            if not page.get("has_more") or not found:
                return ", ".join(receipts[:5])
