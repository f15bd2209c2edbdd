"""What a person wrote in a mail: neither the mails below it, nor the lines under the name."""

import re

from ..text.fold import folded

#: what introduces another person's or an earlier mail: all that follows is not one's own
EARLIER = re.compile(
    r"-{2,} ?(?:original|oorspronkelijk|message d.origine|ursprungl|urspruengl|forwarded|"
    r"doorgestuurd|message transfere|weitergeleitet)"
    r"|_{10,}$"
    r"|(?:on|op|le|am) .{4,200}(?:wrote|schreef|ecrit|schrieb)\b.{0,200}:?$")
#: fields of a mail that is copied below: two of them in a row begin it
FIELD = re.compile(
    r"\*?(?:from|sent|to|subject|date|van|verzonden|aan|onderwerp|datum|de|envoye|a|objet|von|"
    r"gesendet|an|betreff) ?:")
#: how people say goodbye, alone on their line
GOODBYE = re.compile(
    r"(?:(?:met|mit|with|kind|kindest|best|warm|many|viele|liebe|beste|schone|freundliche[nr]?|"
    r"vriendelijke|hartelijke|sinceres|meilleures|mes|veuillez|agreer|je|vous|prie|d`agreer|"
    r"yours|de)[ ,]+){0,6}"
    r"(?:groeten|groetjes|groet|regards|wishes|mvg|mfg|vg|lg|gruss|grusse|grussen|gruesse|gruessen|"
    r"cordialement|salutations|hoogachtend|hochachtungsvoll|sincerely|faithfully|bien a vous|"
    r"amicalement)\b[a-z ,.!`']{0,40}$")
#: words that say that a line after the name is said to us after all
POSTSCRIPT = re.compile(r"p\.? ?s\b")
#: a line of that many words is no goodbye
LONG = 8


def own_words(text: str | None) -> str:
    """Return a text without the earlier mails below it and the lines under the name; all of it
    where that is all.
    """
    kept: list[str] = []
    lines = (text or "").splitlines()
    plain = [folded(line).strip() for line in lines]
    ended = False
    for at, line in enumerate(plain):
        if _introduces(plain, at) or _copies(plain, at):
            break
        if line.startswith(">"):
            continue
        if ended and POSTSCRIPT.match(line):
            ended = False
        if not ended:
            kept.append(lines[at])
        if line == "--" or _says_goodbye(line) and any(each.strip() for each in kept[:-1]):
            ended = True
    return "\n".join(kept) if any(line.strip() for line in kept) else text or ""


def _introduces(plain: list[str], at: int) -> bool:
    """Whether an earlier mail begins below this line, or below this one and the next."""
    line = plain[at][:400]
    following = plain[at + 1][:200] if at + 1 < len(plain) else ""
    return bool(EARLIER.match(line) or (
        line.startswith(("on ", "op ", "le ", "am ")) and EARLIER.match(f"{line} {following}")))


def _copies(plain: list[str], at: int) -> bool:
    """Whether the head of another mail begins here."""
    following = [line for line in plain[at:at + 4] if line]
    return len(following) > 2 and all(FIELD.match(line) for line in following[:3])


def _says_goodbye(line: str) -> bool:
    return len(line.split(None, LONG)) <= LONG and bool(GOODBYE.match(line[:120]))
