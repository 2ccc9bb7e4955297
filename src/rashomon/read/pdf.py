"""PDF with a text layer: lines put together into paragraphs again."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from rashomon.errors import UnreadableReport
from rashomon.read.parts import Parts
from rashomon.read.plain import headline

PAGES = 500
"""A PDF with more pages is a book, not a report."""

EDGES = 2
"""So many lines at the top and foot of a page are compared with other pages' for running heads."""

SPACED = 0.08
"""With so many empty lines to a line, space parts the paragraphs of a text."""

ENDS = re.compile(r"[.!?:…][\"”’'»)\]]*$")
HYPHEN = re.compile(r"(?<=[^\W\d_]{2})[-\u2010\u00ad]$")
SOFT = "\u00ad"
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
NUMBER = re.compile(r"(?:page\s*)?[-–—]?\s*\d+\s*[-–—]?(?:\s*(?:of|/|de|sur)\s*\d+)?", re.IGNORECASE)
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read(data: bytes) -> Parts:
    """The text layer of a PDF, its paragraphs reflowed; UnreadableReport if it is locked, has none or is broken."""
    try:
        return _read(PdfReader(BytesIO(data)))
    except (PyPdfError, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError) as error:
        what = f"is a broken PDF ({type(error).__name__})"
        raise UnreadableReport(f"{what}. Mend it, for example: qpdf in.pdf out.pdf") from error


def _read(pdf: PdfReader) -> Parts:
    if pdf.is_encrypted and not pdf.decrypt(""):
        raise UnreadableReport("is an encrypted PDF. Unlock it first: qpdf --decrypt --password=… in.pdf out.pdf")
    if len(pdf.pages) > PAGES:
        raise UnreadableReport(f"has {len(pdf.pages):,} pages; a report may have {PAGES}. Split it")
    pages = [_lines(page) for page in pdf.pages]
    if not any(line for page in pages for line in page):
        raise UnreadableReport("has no text layer. Run OCR first, for example: ocrmypdf in.pdf out.pdf")
    text = reflowed(pages)
    info: Mapping[str, object] = pdf.metadata or {}
    # its dates are not read: they say when the file was made, not when the report was published
    return Parts(
        text=text,
        media_type="application/pdf",
        title=_printed(info.get("/Title"), text) or headline(text),
        byline=_printed(info.get("/Author"), text),
    )


@dataclass(slots=True)
class _Line:
    """A printed line: its text, how far up the page it stands and how large its letters are, in points."""

    text: str = ""
    height: float = 0.0
    size: float = 0.0


def _lines(page: PageObject) -> list[str]:
    """A page's lines in order, with an empty one wherever the space between two or the size of the letters changes."""
    found = [_Line()]

    def add(text: str, outer: list[float], inner: list[float], font: object, size: float) -> None:
        for number, piece in enumerate(text.replace("\x00", "").split("\n")):
            if number:
                found.append(_Line())
            if piece.strip() and not found[-1].text.strip():
                found[-1].height = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
                found[-1].size = size * (abs(inner[3]) or 1.0)
            found[-1].text += piece

    page.extract_text(visitor_text=add)
    return _parted([line for line in found if line.text.strip()])


def _parted(lines: Sequence[_Line]) -> list[str]:
    steps = Counter(round(a.height - b.height) for a, b in pairwise(lines) if a.height > b.height)
    # the smallest common step is the one inside paragraphs; the commonest is not, where they are short
    usual = min((step for step, count in steps.items() if step > 4 and count * 7 >= steps.total()), default=0)
    made: list[str] = []
    for before, line in zip([None, *lines], lines, strict=False):
        far = before is not None and usual > 0 and before.height - line.height > 1.3 * usual
        other = before is not None and abs(before.size - line.size) > 0.15 * max(before.size, line.size)
        made += ["", line.text.strip()] if far or other else [line.text.strip()]
    return made


def reflowed(pages: Sequence[Sequence[str]]) -> str:
    """The lines of some pages as paragraphs parted by an empty line, without running heads and page numbers."""
    running = _running(pages)
    lines = [line for page in pages for line in _body(page, running)]
    words = Counter(word.casefold() for line in lines for word in WORD.findall(line))
    # where space parts paragraphs it is trusted alone; else a last line is told by its length
    spaced = sum(1 for line in lines if not line) - len(pages) > SPACED * len(lines)
    width = 0 if spaced else _width(lines)
    paragraphs: list[str] = []
    last = ""
    for line in (line or "\n" for line in lines):
        if line != "\n" and paragraphs and _same(paragraphs[-1], last, line, width):
            paragraphs[-1] = _joined(paragraphs[-1], line, words)
        elif line != "\n":
            paragraphs.append(line)
        last = line
    return "\n\n".join(paragraphs)


def _same(paragraph: str, last: str, line: str, width: int) -> bool:
    """True where a line belongs to the paragraph before it, over an empty line or a page's end too."""
    if last == "\n":
        return not ENDS.search(paragraph) and line[:1].islower()
    return not _ends_paragraph(last, line, width)


def _running(sheets: Sequence[Sequence[str]]) -> set[str]:
    """Lines at the edge of more than half of the pages, digits aside."""
    edges: Counter[str] = Counter()
    for sheet in sheets:
        full = [line for line in sheet if line]
        edges.update({_shape(line) for line in (*full[:EDGES], *full[-EDGES:])})
    return {shape for shape, count in edges.items() if len(sheets) > 2 and count * 2 > len(sheets)}


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", line)


def _body(sheet: Sequence[str], running: set[str]) -> list[str]:
    """A page's lines without its running head and number, and an empty one: a paragraph may go on over it."""
    places = [i for i, line in enumerate(sheet) if line]
    edges = {*places[:EDGES], *places[-EDGES:]}
    kept = [
        line for i, line in enumerate(sheet) if not (i in edges and (NUMBER.fullmatch(line) or _shape(line) in running))
    ]
    return [*kept, ""]


def _width(lines: Sequence[str]) -> int:
    """The length of a full line: nine of ten are shorter or as long."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _ends_paragraph(last: str, line: str, width: int) -> bool:
    """True where a line that ends a sentence stops well before the margin, or a short line stands without one."""
    short = len(last) < 0.75 * width
    if ENDS.search(last):
        return short
    return short and len(last) < 0.6 * width and line[:1].isupper()


def _joined(before: str, line: str, words: Counter[str]) -> str:
    """Two lines as one: a hyphen at the end goes only where the word stands whole elsewhere, or it is a soft one."""
    if not HYPHEN.search(before):
        return f"{before} {line}"
    left, right = WORD.findall(before[:-1])[-1], (WORD.match(line) or [""])[0]
    whole = (left.rpartition("-")[2] + right).casefold()
    if before.endswith(SOFT) or (right[:1].islower() and words[whole] and not words[f"{left}-{right}".casefold()]):
        return before[:-1] + line
    return before + line


def _printed(value: object, text: str) -> str:
    """A metadata value that the text prints as well; others name the file, the scanner or the account."""
    said = " ".join(str(value).split()) if value else ""
    return said if said and said in " ".join(text.split()) else ""
