"""Secrets in links."""

import hashlib


def hash_of(token):
    """Return what is stored of the secret in a link."""
    return hashlib.sha256((token or "").encode()).hexdigest()
