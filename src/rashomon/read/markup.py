"""XML from strangers, and fragments of HTML in it, to text."""

from __future__ import annotations

import re
from html.entities import html5

from lxml.etree import XMLParser, XMLSyntaxError, _Element, fromstring

from rashomon.errors import UnreadableReport
from rashomon.read.page import blocks, tree

NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")
"""An entity by name: HTML has two thousand, XML five, and feeds use HTML's."""


def parsed(data: bytes, what: str, *, recover: bool = False) -> _Element:
    """The root of an XML document: no entity is expanded, nothing is fetched; UnreadableReport if it is broken."""
    data = NAMED.sub(_numbered, data) if recover else data
    parser = XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover)
    try:
        root = fromstring(data, parser)
    except (XMLSyntaxError, ValueError) as error:
        raise UnreadableReport(f"is {what} whose XML is broken: {str(error)[:120]}. Save its text as .txt") from error
    if root is None:
        raise UnreadableReport(f"is {what} without any XML in it. Save its text as .txt")
    return root


def _numbered(found: re.Match[bytes]) -> bytes:
    """HTML's entities as numbers, which XML knows; others, which only a document type could explain, as they are."""
    meant = html5.get(found[1].decode() + ";", "")
    known = found[1] in (b"amp", b"lt", b"gt", b"quot", b"apos")
    return found[0] if known or not meant else "".join(f"&#{ord(c)};" for c in meant).encode()


def local(element: _Element) -> str:
    """An element's name without its namespace, in lower case; '' for a comment."""
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def plain(element: _Element | None) -> str:
    """All text in an element, in one line."""
    if element is None:
        return ""
    # what is no element has no text: a comment, an instruction, an entity that is never resolved
    return " ".join("".join(map(str, element.xpath("descendant::text()"))).split())


def from_html(html: str) -> tuple[str, tuple[str, ...]]:
    """The paragraphs of a fragment of HTML, parted by an empty line, and the addresses it links to."""
    if not html.strip():
        return "", ()
    found = blocks(tree(f"<html><body><div>{html}</div></body></html>"))
    links = dict.fromkeys(link for block in found for link in block.links if link.startswith(("http://", "https://")))
    return "\n\n".join(block.text for block in found if block.text), tuple(links)[:200]
