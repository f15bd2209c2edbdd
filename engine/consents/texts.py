"""The words of consents: which they are, and the hash of them in each language."""

import hashlib


def digest_of(words):
    """Return the SHA-256 of words, as 64 hexadecimal digits of their UTF-8."""
    return hashlib.sha256((words or "").encode()).hexdigest()


def digests_of(text):
    """Return the hash of a text in each language that is installed.

    :param privacy.consent.text text: one record
    :rtype: dict[str, str]
    """
    languages = [code for code, _name in text.env["res.lang"].get_installed()]
    return {code: digest_of(text.with_context(lang=code).body) for code in languages}
