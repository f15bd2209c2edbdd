"""A letter as plain text, for whoever reads mail without HTML."""

import re
import textwrap

from lxml import etree, html

#: characters of a line
WIDTH = 76
#: elements that begin a line of their own, and those with an empty line around them
LINES = frozenset(("div", "li", "tr", "td", "th", "table", "tbody", "thead", "section", "address"))
SPACED = frozenset(("p", "ul", "ol", "h1", "h2", "h3", "h4", "hr"))
#: what a screen shows and no text needs
SCREEN_ONLY = "o_privacy_screen_only"
UNSEEN = frozenset(("head", "style", "script", "title"))
PRE = re.compile(r"white-space:\s*pre")


class _Writer:
    """Collects the lines of one letter."""

    def __init__(self, width: int) -> None:
        self.lines: list[str] = []
        self._width = width
        self._words: list[str] = []
        self._mark = self._indent = ""

    def say(self, text: str, is_kept: bool) -> None:
        """Add words; the ends of their lines stay where ``is_kept``."""
        if is_kept:
            head, *rest = text.split("\n")
            self._words.append(re.sub(r"[ \t]+", " ", head))
            for line in rest:
                self.end_line()
                self._words.append(re.sub(r"[ \t]+", " ", line))
        else:
            self._words.append(re.sub(r"\s+", " ", text))

    def end_line(self) -> None:
        """End the line, if anything stands in it."""
        text = re.sub(r" +", " ", "".join(self._words)).strip()
        self._words = []
        if text and not self._width:
            self.lines.append((self._mark or self._indent) + text)
        elif text:
            self.lines += textwrap.wrap(
                text, self._width, initial_indent=self._mark or self._indent,
                subsequent_indent=self._indent, break_long_words=False, break_on_hyphens=False)
        if text:
            self._mark = ""

    def space(self) -> None:
        """Leave an empty line, and never two."""
        self.end_line()
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def begin_item(self) -> None:
        """Begin an item of a list."""
        self.end_line()
        self._mark, self._indent = "- ", "  "

    def end_item(self) -> None:
        """End an item of a list."""
        self.end_line()
        self._mark = self._indent = ""


def letter_text(page: str, width: int = WIDTH) -> str:
    """Return the text of a letter.

    Links are followed by where they lead, where they do not say so themselves.

    :param page: HTML, a whole page or a part of one
    :param width: characters of a line; 0 for whole paragraphs
    """
    if not page.strip():
        return ""
    writer = _Writer(width)
    _walk(html.document_fromstring(page), writer, False)
    writer.end_line()
    return "\n".join(writer.lines).strip() + "\n"


def _walk(node: etree._Element, writer: _Writer, is_kept: bool) -> None:
    if not isinstance(node.tag, str) or node.tag in UNSEEN or SCREEN_ONLY in node.get("class", ""):
        return
    kept = is_kept or bool(PRE.search(node.get("style", "")))
    _open(node, writer)
    if node.text:
        writer.say(node.text, kept)
    for child in node:
        _walk(child, writer, kept)
        if child.tail:
            writer.say(child.tail, kept)
    _close(node, writer)


def _open(node: etree._Element, writer: _Writer) -> None:
    if node.tag == "br":
        writer.end_line()
    elif node.tag == "li":
        writer.begin_item()
    elif node.tag in SPACED:
        writer.space()
    elif node.tag in LINES:
        writer.end_line()


def _close(node: etree._Element, writer: _Writer) -> None:
    target = node.get("href", "") if node.tag == "a" else ""
    if target and not target.startswith("mailto:") and target not in "".join(node.itertext()):
        writer.say(f": {target}", False)
    if node.tag == "li":
        writer.end_item()
    elif node.tag in SPACED:
        writer.space()
    elif node.tag in LINES:
        writer.end_line()
