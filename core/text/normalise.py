"""Text made comparable: one letter for all its spellings, one byte for each letter.

Text is brought into bytes in two steps. :func:`plain` writes it with one byte a letter
(Latin-1), undoes HTML entities, JSON escapes and percent-encoding, and leaves case and tags as
they are; what no Latin letter spells becomes a group of letters and digits of its own.
:func:`marked` takes the tags out, lowers the case and drops accents: what remains is what a
reader sees, then the tags one by one. :func:`compact` keeps letters and digits alone, coarsely.

Everything here is made of calls that run over a whole text at once, because the proof sends
every text of a database through it; ``tests/core/test_core_normalise.py`` holds it against
``offsets.py``, which does the same letter by letter and knows where each came from.
"""

import html
import re
from collections.abc import Iterator

from .fold import HANDLER, SYNTAX, BoundedCache, letter, spelled

#: between two values of a chunk; no text of PostgreSQL holds it
END = b"\0"
#: where a tag stood that may lie inside a word, or between two
INLINE = b"\1"
#: where any other tag stood
BLOCK = b"\2"
#: between what a reader sees and each of the tags
SEGMENT = b"\3"
#: elements that do not end a word
INLINE_ELEMENTS = frozenset(
    b"a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark o:p q s samp small"
    b" span strike strong sub sup t tt u var wbr".split())
#: elements whose tags are known as such: anything else between < and > may be text
ELEMENTS = INLINE_ELEMENTS | frozenset(
    b"address area article aside audio base blockquote body br button canvas caption center col"
    b" colgroup data datalist dd details dialog dir div dl dt embed fieldset figcaption figure"
    b" footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input"
    b" legend li link main map menu meta meter nav noscript object ol optgroup option output p"
    b" param picture pre progress rp rt ruby script section select source style summary svg path"
    b" table tbody td template textarea tfoot th thead time title tr track ul video".split())
HEX = "[0-9a-fA-F]"
ESCAPES = (
    re.compile(rb"(&(?:amp;)*(?:#\w{1,7}|\w{2,31});)"),
    # from the first of several backslashes on: each of them would look through all after it
    re.compile(rb"(\\(?<!\\\\)\\*"
               rb"(?:u[0-9a-fA-F]{4}(?:\\+u[0-9a-fA-F]{4})*|x[0-9a-fA-F]{2}|[nrt]))"),
    re.compile(rb"(%(?:25)*[0-9a-fA-F]{2}(?:%(?:25)*[0-9a-fA-F]{2})*)"),
)
TAG = re.compile(rb"(<[^<>\0]*>)")
ELEMENT = re.compile(rb"<[/\\]*([a-z][a-z0-9:]*)(?=[\s/>\\])", re.IGNORECASE)
INLINE_TAG = re.compile(
    rb"<[/\\]*(?:" + b"|".join(map(re.escape, sorted(INLINE_ELEMENTS)))
    + rb")(?=[\s/>\\])[^<>\0]*>", re.IGNORECASE)
#: the names in a tag, which nobody wrote: group 1, and 2 what stays
GRAMMAR = re.compile(
    rb"\A(<[/\\]*[a-zA-Z][a-zA-Z0-9:]*)()"
    rb"|((?<![^\s\"'=<>/\\])[^\s\"'=<>/\\]+)(\s*=\s*(?:\\*\"[^\"]*\"|\\*'[^']*'|[^\s\"'<>]*))")
#: upper-case letters that stand alone between words, in the text's classes: "Jane M. Doe"; a
#: capital of another script is ``U0412``
FOREIGN = rb"0[0a]{3}(?![0a])"
INITIAL = re.compile(
    rb"A(?:(?<=[ \x01\x02]A)" + FOREIGN + rb"|(?<=[^0][ \x01\x02]A))(?:\.A(?:" + FOREIGN
    + rb")?)*\.?[\x01\x02]?(?= +[^0 \x03])")
#: what looks like a capital of another script, and is a code: "B0412"
CODE = re.compile(rb"[^U\W][0-9][0-9a-fA-F]{3}")


def _unescape(escape: bytes) -> bytes:
    """Return what an escape stands for, folded; an entity nobody knows stays as it is."""
    text = escape.decode("latin-1")
    if text[0] == "&":
        char = html.unescape("&" + re.sub("^&(?:amp;)*", "", text))
        return escape if char.startswith("&") and len(char) > 1 else _written(char)
    if text[0] == "%":
        codes = bytes.fromhex("".join(re.findall(f"%(?:25)*({HEX}{{2}})", text)))
        try:
            return _written(codes.decode())
        except UnicodeDecodeError:
            return _written(codes.decode("latin-1"))
    units = [int(code, 16).to_bytes(2, "big") for code in re.findall(f"[ux]({HEX}+)", text)]
    return _written(b"".join(units).decode("utf-16-be", "replace")) if units else b" "


def _written(text: str) -> bytes:
    return spelled(SYNTAX.sub(" ", text))


UNESCAPED: BoundedCache[bytes, bytes] = BoundedCache(_unescape)

_HIGH = [letter(chr(code)) for code in range(128, 256)]
#: Latin-1 letters that become two, or none
EXPANDING = tuple((bytes([128 + place]), letters.encode()) for place, letters in enumerate(_HIGH)
                  if len(letters) != 1)
_LATIN = bytes(range(128)) + "".join(s if len(s) == 1 else " " for s in _HIGH).encode()
#: case, accents and blanks folded; the marks above stay
LOWER = _LATIN.lower().translate(bytes(32 if 4 <= c < 32 or c == 127 else c for c in range(256)))
#: what :func:`compact` takes out
SIGNS = bytes(code for code in range(1, 256) if not chr(LOWER[code]).isalnum())

#: letters and digits by their code, some sharing one, and last what ends a value. Thirty-two,
#: so that the search's automaton takes half the room and stays near the processor
ALIKE = (*b"abcdefghlmnoprstu0123456789".decode(), "ijy", "kq", "vw", "xz", "\0")
#: what stands for :data:`END` among the codes
END_CODE = bytes([len(ALIKE) - 1])
CODES = bytes(next((place for place, alike in enumerate(ALIKE) if chr(code) in alike), 255)
              for code in LOWER)


def _kind(code: int) -> str:
    char = chr(_LATIN[code])
    if char.isalpha():
        return "A" if char.isupper() else "a"
    return "0" if char.isdigit() else " " if char in " \t\r\n,;:()\"" else char


#: letters as "a" or "A", digits as "0", what parts words as a space
CLASSES = "".join(map(_kind, range(256))).encode()


def plain(text: str) -> bytes:
    """Return a text as bytes: one for each letter, escapes undone, case and tags kept."""
    data = text.encode("latin-1", HANDLER)
    for sign, escape in zip(b"&\\%", ESCAPES, strict=True):
        if sign in data:
            pieces = escape.split(data)
            pieces[1::2] = map(UNESCAPED.__getitem__, pieces[1::2])
            data = b"".join(pieces)
    for long, letters in EXPANDING:
        data = data.replace(long, letters)
    return data


def without_initials(data: bytes) -> bytes:
    """Return bytes of :func:`plain` without upper-case letters that stand alone between words."""
    kept, start = [], 0
    for first, last in initials(data):
        kept.append(data[start:first])
        start = last
    return b"".join([*kept, data[start:]]) if kept else data


def initials(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where upper-case letters stand alone between words, in bytes of :func:`plain`."""
    for found in INITIAL.finditer(data.translate(CLASSES)):
        first, last = found.span()
        if last - first < 5 or not CODE.search(data, first, last):
            yield first, last


def mark_of(tag: bytes) -> bytes:
    """Return what stands for a tag in text: :data:`INLINE` or :data:`BLOCK`."""
    return INLINE if INLINE_TAG.match(tag) else BLOCK


def without_grammar(tag: bytes) -> bytes:
    """Return a tag, as long as before, without the names of a known element and its attributes:
    what is left was written by somebody.
    """
    element = ELEMENT.match(tag)
    if not element or element[1].lower() not in ELEMENTS:
        return tag
    return GRAMMAR.sub(
        lambda found: SEGMENT * len(found[1] or found[3]) + (found[2] or found[4] or b""), tag)


def marked(text: str) -> bytes:
    """Return what a reader sees of a text, and then each of its tags' values, in lower case."""
    data = plain(text)
    return lower(SEGMENT.join([seen(data), *map(seen_in_tag, TAG.findall(data))]))


def seen(data: bytes) -> bytes:
    """Return what a reader sees of bytes of :func:`plain`, case kept, tags as marks."""
    return without_initials(TAG.sub(BLOCK, INLINE_TAG.sub(INLINE, data)))


def seen_in_tag(tag: bytes) -> bytes:
    """Return the values of a tag as they are compared, case kept."""
    return without_initials(without_grammar(tag))


def lower(cased: bytes) -> bytes:
    """Return what :func:`seen` returns as it is compared: in lower case, without accents."""
    return cased.translate(LOWER)


def compact(data: bytes) -> bytes:
    """Return bytes of :func:`plain` as codes: nothing but letters, digits and ends.

    A few letters share a code; :func:`bare` tells them apart.
    """
    return data.translate(CODES, SIGNS)


def bare(text: bytes) -> bytes:
    """Return comparable text with nothing but its letters and digits."""
    return text.translate(None, SIGNS)
