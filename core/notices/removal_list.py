"""The file that takes people out of an audience: hashes, as the platform wants them.

Google Ads: https://support.google.com/google-ads/answer/7476159 (headers Email and Phone, SHA-256
in hexadecimal, lower case). Reddit Ads: an address without its alias and its special characters.
"""

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence


def google_email(address: str) -> str:
    """Return an address as Google Ads compares it: lower case, no spaces, and of its own mail
    domains without dots and alias.
    """
    plain = "".join(address.lower().split())
    local, _at, domain = plain.rpartition("@")
    if domain in ("gmail.com", "googlemail.com"):
        local = local.partition("+")[0].replace(".", "")
    return f"{local}@{domain}"


def reddit_email(address: str) -> str:
    """Return an address as Reddit Ads compares it: lower case, without alias, only letters and
    digits before the at sign.
    """
    local, _at, domain = "".join(address.lower().split()).rpartition("@")
    return f"{re.sub('[^a-z0-9]', '', local.partition('+')[0])}@{domain}"


def e164(number: str) -> str:
    """Return a number as E.164 writes it."""
    return "+" + re.sub(r"\D", "", number)


#: {platform: [(header, kind of identifier, how it is written before it is hashed)]}
PLATFORMS: dict[str, list[tuple[str, str, Callable[[str], str]]]] = {
    "google_ads": [("Email", "email", google_email), ("Phone", "phone", e164)],
    "reddit_ads": [("email", "email", reddit_email)],
}


def hashed(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def removal_list(platform: str, people: Iterable[Mapping[str, Sequence[str]]]) -> bytes:
    """Return the file.

    :param platform: one of :data:`PLATFORMS`
    :param people: of each person, {kind of identifier: values}
    :return: CSV in UTF-8: a header, then a row for each identifier
    """
    columns = PLATFORMS[platform]
    rows: dict[tuple[str, ...], None] = {}
    for person in people:
        for place, (_header, kind, written) in enumerate(columns):
            for value in person.get(kind, ()):
                row = [""] * len(columns)
                row[place] = hashed(written(value))
                rows[tuple(row)] = None
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([header for header, _kind, _written in columns])
    writer.writerows(rows)
    return out.getvalue().encode()
