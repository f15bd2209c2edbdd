"""The text of mail: headers and bodies decoded, and what is attached; cards and calendars.

Source: RFC 5322, RFC 2045 to 2047, RFC 2231; RFC 5545 and 6350 for folded lines.
"""

import email
import email.header
import quopri
import re
from email.errors import HeaderParseError

from ..text.charsets import decoded

#: the top of a mail: nothing but headers, down to an empty line
HEADERS = re.compile(
    rb"(?:From [^\r\n]*\r?\n)?"
    rb"(?:[!-9;-~]{1,76}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,}(?:\r?\n|\Z)")
KNOWN = re.compile(
    rb"^(?:From|To|Subject|Date|Message-ID|MIME-Version|Content-Type|Received|Return-Path):",
    re.IGNORECASE | re.MULTILINE)


def is_mail(data, mimetype):
    """Whether these bytes are a mail: headers that mails have, or said to be one."""
    top = HEADERS.match(data)
    known = top and len({found.lower() for found in KNOWN.findall(top[0])})
    return bool(known) and (known > 1 or mimetype == "message/rfc822")


def texts(data, inside):
    """Yield the texts of a mail.

    :param bytes data: the mail
    :param inside: reads what is attached
    """
    message = email.message_from_bytes(data)
    for part in message.walk():
        yield "\n".join(f"{name}: {_header(said)}" for name, said in part.items())
        yield from filter(None, (part.get_filename(), part.preamble, part.epilogue))
        if not part.is_multipart():
            yield from _body(part, inside)
        if part.defects:
            yield data.decode("latin-1")


def _body(part, inside):
    content = part.get_payload(decode=True) or b""
    charset = part.get_content_charset()
    if charset and part.get_content_maintype() == "text":
        yield decoded(content, charset)
    else:
        yield from inside.texts("", content)


def _header(said):
    """Return a header with its encoded words decoded; as it is where they are wrong."""
    try:
        return str(email.header.make_header(email.header.decode_header(said)))
    except (HeaderParseError, LookupError, ValueError):
        return str(said)


def unfolded(text):
    """Return a card or calendar with its lines made whole, and quoted values beside them."""
    text = re.sub(r"\r?\n[ \t]", "", text)
    if "QUOTED-PRINTABLE" in text.upper():
        text += "\n" + quopri.decodestring(text.encode()).decode("utf-8", "replace")
    return text
