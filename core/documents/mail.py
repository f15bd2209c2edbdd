"""The text of mail: headers and bodies decoded, and what is attached; cards and calendars.

Source: RFC 5322, RFC 2045 to 2047, RFC 2231; RFC 5545 and 6350 for folded lines.
"""

import email
import email.header
import quopri
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import Header
from email.message import Message

from ..errors import NotSearchable
from ..text.charsets import decoded
from .inside import Inside

#: the top of a mail: nothing but headers, down to an empty line
HEADER_BLOCK = re.compile(
    rb"(?:From [^\r\n]*\r?\n)?"
    rb"(?:[!-9;-~]{1,76}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,}(?:\r?\n|\Z)")
KNOWN_HEADER = re.compile(
    rb"^(?:From|To|Subject|Date|Message-ID|MIME-Version|Content-Type|Received|Return-Path):",
    re.IGNORECASE | re.MULTILINE)

#: letters of a header, and encoded words of one line that begin and never end, up to which it is
#: decoded: Python's parser takes a time that grows with their square
LONGEST_HEADER, MOST_OPEN_WORDS = 50_000, 20
#: what says how a part is made, and its bytes up to which a mail is parsed, for the same reason
CONTENT_HEADER = re.compile(rb"^Content-[^:\r\n]{1,40}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*",
                            re.IGNORECASE | re.MULTILINE)
LONGEST_CONTENT_HEADER = 4_000


def is_mail(data: bytes, mimetype: str) -> bool:
    """Whether these bytes are a mail: headers that mails have, or said to be one."""
    top = HEADER_BLOCK.match(data)
    known = len({name.lower() for name in KNOWN_HEADER.findall(top[0])}) if top else 0
    return known > (0 if mimetype == "message/rfc822" else 1)


def texts(data: bytes, inside: Inside) -> Iterator[str]:
    """Yield the texts of a mail.

    :param data: the mail
    :param inside: reads what is attached
    """
    if any(len(found[0]) > LONGEST_CONTENT_HEADER for found in CONTENT_HEADER.finditer(data)):
        yield data.decode("latin-1")
        raise NotSearchable("broken")
    defective = False
    for part in email.message_from_bytes(data).walk():
        defective |= bool(part.defects)
        yield "\n".join(f"{name}: {_header(value, inside)}" for name, value in part.items())
        yield from filter(None, (part.get_filename(), part.preamble, part.epilogue))
        if not part.is_multipart():
            yield from _body(part, inside)
    if defective:
        yield data.decode("latin-1")


def _body(part: Message, inside: Inside) -> Iterator[str]:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    if charset and part.get_content_maintype() == "text":
        yield decoded(content, charset)
    else:
        yield from inside.texts("", content)


def _header(value: str | Header, inside: Inside) -> str:
    """Return a header with its encoded words decoded; as it is where they are wrong.

    :param value: a text, or a ``Header`` where it has bytes of no charset
    """
    inside.check_time()
    text = str(value)
    if "=?" not in text:
        return text
    if len(text) > LONGEST_HEADER or _open_words(text) > MOST_OPEN_WORDS:
        inside.left_out = True
        return text
    try:
        return str(email.header.make_header(email.header.decode_header(value)))
    except (HeaderParseError, LookupError, ValueError):
        return text


def _open_words(text: str) -> int:
    """Return how many encoded words of one line begin behind the last that ends."""
    return max(line.rpartition("?=")[2].count("=?") for line in text.splitlines())


def unfolded(text: str) -> str:
    """Return a card or calendar with its lines made whole, and quoted values beside them."""
    text = re.sub(r"\r?\n[ \t]", "", text)
    if "QUOTED-PRINTABLE" in text.upper():
        text += "\n" + quopri.decodestring(text.encode()).decode("utf-8", "replace")
    return text
