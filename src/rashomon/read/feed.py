"""RSS and Atom: every item of a feed as a report of its own, from the words that stand in the feed."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from lxml.etree import _Element, tostring

from rashomon.errors import UnreadableReport
from rashomon.read.dates import iso
from rashomon.read.markup import from_html, local, parsed, plain
from rashomon.read.parts import Parts
from rashomon.read.pieces import Piece

ROOTS = ("rss", "feed", "rdf")
ITEMS = ("item", "entry")
BODIES = ("encoded", "content", "description", "summary")
"""Where an item's words stand, the fullest first."""
DATES = ("pubdate", "published", "issued", "date", "updated")


def opened(data: bytes) -> Iterator[Piece]:
    """Every item of a feed, in order, with the feed's name and language; UnreadableReport if it is no feed."""
    root = parsed(data.lstrip(), "a feed", recover=True)
    if local(root) not in ROOTS:
        raise UnreadableReport(
            f"is XML of another kind (<{local(root)[:40]}>), no RSS or Atom feed. Convert it to text"
        )
    channel = next((e for e in root if local(e) == "channel"), root)
    fields = (("outlet", plain(_child(channel, "title"))), ("lang", _language(channel)))
    number = 0
    for element in root.iter():
        if local(element) in ITEMS:
            number += 1
            yield Piece(f"item {number}", "item", _alone(element), fields)
    if not number:
        raise UnreadableReport("is a feed without items. Check that it is the one you meant")


def read(data: bytes) -> Parts:
    """One item of a feed: its own text, its canonical link, the outlet that its <source> names."""
    item = parsed(data, "a feed's item", recover=True)
    text, links = _text(item)
    title = from_html(plain(_child(item, "title")))[0].replace("\n\n", " ")
    source = _child(item, "source")
    named = plain(_child(source, "title")) or plain(source) if source is not None else ""
    based = source.get("url") if source is not None else None
    url = _link(item)
    kept = dict.fromkeys((*((based,) if based and based.startswith("http") else ()), *links))
    return Parts(
        text=text or title,
        media_type="application/atom+xml" if local(item) == "entry" else "application/rss+xml",
        url=url,
        outlet=named,
        title=title,
        byline=_byline(item),
        published=next((found for name in DATES if (found := iso(plain(_child(item, name))))), ""),
        links=tuple(link for link in kept if link != url),
    )


def _alone(element: _Element) -> bytes:
    """An item as a document of its own: the bytes that are kept as its original."""
    made: bytes = tostring(element, encoding="utf-8", with_tail=False)
    return made


def _child(element: _Element, name: str) -> _Element | None:
    return next((child for child in element if local(child) == name), None)


def _language(channel: _Element) -> str:
    given = plain(_child(channel, "language")) or channel.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return given if len(given) <= 20 else ""


def _text(item: _Element) -> tuple[str, tuple[str, ...]]:
    """The longest of an item's bodies, without its markup."""
    found = [from_html(_markup(child)) for child in item if local(child) in BODIES]
    return max(found, key=lambda pair: len(pair[0]), default=("", ()))


def _markup(body: _Element) -> str:
    """A body's HTML: escaped in the text, or elements of its own (Atom's xhtml)."""
    text = body.text or ""
    if len(body):
        return escape(text, quote=False) + "".join(str(tostring(child, encoding="unicode")) for child in body)
    return escape(text, quote=False) if body.get("type") == "text" else text


def _link(item: _Element) -> str:
    """Where the item is published: Atom's alternate link, RSS's link, or a guid that is an address."""
    for child in item:
        if local(child) == "link":
            address = (child.get("href") or child.text or "").strip()
            if child.get("rel", "alternate") == "alternate" and address.startswith(("http://", "https://")):
                return address
    guid = _child(item, "guid")
    address = plain(guid)
    is_address = guid is not None and guid.get("isPermaLink") != "false"
    return address if is_address and address.startswith(("http://", "https://")) else ""


def _byline(item: _Element) -> str:
    names = [plain(_child(child, "name")) or plain(child) for child in item if local(child) in ("creator", "author")]
    return ", ".join(dict.fromkeys(name for name in names if name and len(name) <= 100))
