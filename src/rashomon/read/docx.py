"""Word documents (DOCX, ECMA-376): the paragraphs of the body as they read with every change accepted."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from rashomon.errors import UnreadableReport
from rashomon.read.markup import local, parsed, plain
from rashomon.read.parts import Parts
from rashomon.read.plain import headline
from rashomon.read.zips import opened

BODY, CORE, LINKS = "word/document.xml", "docProps/core.xml", "word/_rels/document.xml.rels"
LARGEST = 40_000_000
"""Bytes of one part: a novel's body has three million."""
DROPPED = frozenset(("del", "instrtext", "movefrom", "pict", "drawing", "object", "fallback", "deltext"))
"""Elements whose text is not read: what a tracked change took out, field codes, pictures."""
TITLES = ("title", "heading1")


def read(data: bytes) -> Parts:
    """A document's paragraphs, parted by an empty line; UnreadableReport where it has none or is no DOCX."""
    found = dict(opened(data, "a Word document", wanted={BODY, CORE, LINKS}.__contains__, largest=LARGEST))
    if BODY not in found:
        raise UnreadableReport("is a ZIP file, but no Word document. Unpack it, and give the files in it")
    root = parsed(found[BODY], "a Word document")
    paragraphs = [(_style(p), text) for p in root.iter() if local(p) == "p" and (text := _text(p)).strip()]
    text = "\n\n".join(words for _, words in paragraphs)
    core = _core(found.get(CORE, b""))
    titled = next((words for style, words in paragraphs[:3] if style in TITLES), "")
    printed = " ".join(text.split())
    return Parts(
        text=text,
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        # its own properties name the template and the account; its dates say when the file was made
        title=titled or (core["title"] if core["title"] in printed else "") or headline(text),
        byline=core["creator"] if core["creator"] and core["creator"] in printed else "",
        lang=core["language"],
        links=_links(found.get(LINKS, b"")),
    )


def _text(paragraph: _Element) -> str:
    return "".join(_words(paragraph)).strip()


def _words(element: _Element) -> Iterator[str]:
    """A paragraph's characters in order, without those of paragraphs inside it, which come on their own."""
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        name = local(child)
        if name == "t":
            yield (child.text or "").replace("\x00", "")
        elif name == "tab":
            yield "\t"
        elif name in ("br", "cr"):
            yield "\n"
        elif name == "nobreakhyphen":
            yield "\N{NON-BREAKING HYPHEN}"
        elif name and name not in DROPPED and name not in ("p", "ppr", "rpr"):
            stack.extend(reversed(child))


def _style(paragraph: _Element) -> str:
    for element in paragraph.iter():
        if local(element) == "pstyle":
            return next((str(v) for k, v in element.attrib.items() if k.endswith("val")), "").lower().replace(" ", "")
    return ""


def _core(data: bytes) -> dict[str, str]:
    found = {"title": "", "creator": "", "language": ""}
    if data:
        for element in parsed(data, "a Word document", recover=True):
            if local(element) in found:
                found[local(element)] = plain(element)[:300]
    return found


def _links(data: bytes) -> tuple[str, ...]:
    if not data:
        return ()
    targets = (str(e.get("Target", "")) for e in parsed(data, "a Word document", recover=True))
    return tuple(dict.fromkeys(t for t in targets if t.startswith(("http://", "https://")) and "schemas." not in t))[
        :200
    ]
