"""A page's blocks of text, in order: what stands in which element, under which names, with how much of it linked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import LxmlError, _Element
from lxml.html import HTMLParser, document_fromstring

from rashomon.errors import UnreadableReport

SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "audio", "video", "canvas",
     "head", "button", "select", "option", "input", "textarea", "nav", "footer", "dialog", "figcaption")
)  # fmt: skip
"""Elements whose text is never an article's."""

INLINE = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
     "ins", "kbd", "label", "mark", "meter", "nobr", "output", "picture", "q", "rp", "rt", "ruby", "s", "samp", "small",
     "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr")
)  # fmt: skip
BREAKS = frozenset(("br", "hr"))
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SPACE = re.compile(r"[ \t\n\r\f]+")
INVISIBLE = dict.fromkeys((*map(ord, "\u00ad\u200b\ufeff\u2060\x7f"), *range(9), *range(14, 32)))
"""Soft hyphens and zero-width spaces, where a word may be broken, and control characters: no browser shows them."""


@dataclass(slots=True)
class Block:
    """One stretch of running text: white space as a browser shows it, the element it stands in, its links."""

    text: str
    element: _Element
    links: tuple[str, ...] = ()
    linked: int = 0
    """How many of its characters stand inside links."""

    @property
    def tag(self) -> str:
        """The name of the element."""
        return str(self.element.tag)

    @property
    def heading(self) -> bool:
        """True for h1 to h6."""
        return self.tag in HEADINGS

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def key(self) -> str:
        """Its letters and digits alone, to find it again in what another program made of the page."""
        return key(self.text)


@dataclass(slots=True)
class _Open:
    """The block that is being filled."""

    element: _Element
    pieces: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    linked: int = 0


def key(text: str) -> str:
    """A text's letters and digits, lower-cased."""
    return "".join(filter(str.isalnum, text.casefold()))


def tree(text: str) -> _Element:
    """A page's elements; UnreadableReport where there are none. Nothing is fetched and no entity is resolved."""
    # huge_tree: 2,048 elements deep, not 256, which pages with unclosed tags reach; what is deeper would be cut off
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError, AssertionError) as error:
        raise UnreadableReport("holds no HTML that could be read. Save the page again, or its text as .txt") from error
    if any("xcessive depth" in entry.message for entry in parser.error_log):
        raise UnreadableReport("is nested too deeply to be read whole. Save the page's text as .txt")
    return root


def blocks(root: _Element) -> list[Block]:
    """The blocks of a page in order of reading; a pair of line breaks parts two blocks."""
    return [block for opened in _runs(root) for block in _finished(opened)]


def _runs(root: _Element) -> Iterator[_Open]:
    """The stretches between block elements, with their text as it stands in the source."""
    current = _Open(root)
    stack: list[tuple[_Element, bool]] = [(root, False)]
    # walked by hand and not by recursion: a stranger's page may be as deep as the parser lets it
    while stack:
        element, leaving = stack.pop()
        tail = "" if element is root else element.tail or ""
        if element.tag in BREAKS:
            current.pieces += ["\v", tail]
            continue
        inline = element.tag in INLINE
        closed = leaving or _skipped(element)
        if not inline:
            yield current
            current = _Open(_block(element) if closed else element)
        if closed:
            current.pieces.append(tail)
            continue
        _enter(current, element)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    yield current


def _enter(current: _Open, element: _Element) -> None:
    """Take an element's first text, and note the link if it is one."""
    current.pieces.append(element.text or "")
    if element.tag == "a" and element.get("href"):
        current.links.append(str(element.get("href")))
        current.linked += len(SPACE.sub(" ", "".join(element.itertext())).strip())


def _block(element: _Element) -> _Element:
    """The nearest block element above one that was left."""
    parent = element.getparent()
    while parent is not None and parent.tag in INLINE:
        parent = parent.getparent()
    return element if parent is None else parent


def _skipped(element: _Element) -> bool:
    return (
        not isinstance(element.tag, str)
        or element.tag in SKIPPED
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(HIDDEN.search(element.get("style") or ""))
    )


def _finished(opened: _Open) -> Iterator[Block]:
    raw = "".join(opened.pieces).translate(INVISIBLE)
    parts = re.split(r"\v\s*\v\s*", raw) if "\v" in raw else [raw]
    for part in parts:
        lines = (SPACE.sub(" ", line).strip(" ") for line in part.split("\v"))
        text = "\n".join(line for line in lines if line)
        inside = any(above.tag == "a" for above in opened.element.iterancestors())
        if text.strip():
            yield Block(
                text, opened.element, tuple(opened.links), len(text) if inside else min(opened.linked, len(text))
            )
