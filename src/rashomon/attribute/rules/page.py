"""What every rule looks at: the parse, the quotations, the lexicon, and small questions about tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from rashomon.attribute.draft import Place
from rashomon.attribute.lexicon import Lexicon
from rashomon.model import Report
from rashomon.text.quotes import Quotation

EDGES = " \t\r\n\u00a0\u202f,;:.–—-…•*"
"""Characters that a source or content never starts or ends with; quotation marks stay."""


DATELINE = re.compile(
    r"\s*(?:[A-Z][^\n.]{2,70}?\([A-Z][\w ]{1,24}\)"
    r"|[A-Z][^\n.]{2,70}?, (?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+)(?:,? \d{4})?"
    r"|[A-Z/ ]{3,30})\s+[–—-]+\s+"
)
"""'VESSARIN, March 13 (HYA) – ' opens a paragraph: where and through whom a report came, no part of a content."""


@dataclass(frozen=True, slots=True)
class Page:
    """One report with its parse; `quotes` are the outermost quotations, in order."""

    report: Report
    doc: Doc
    words: Lexicon
    quotes: Sequence[Quotation]
    quote_of: Sequence[int] = field(default=())
    """For each token, which of `quotes` holds it; -1 for none."""
    inner: Sequence[Quotation] = ()
    """The quotations inside others."""
    turns: Sequence[Place] = ()
    """The words of each turn, where the report is a transcript."""

    @classmethod
    def of(
        cls, report: Report, doc: Doc, words: Lexicon, quotes: Sequence[Quotation], turns: Sequence[Place] = ()
    ) -> Page:
        """A page, with every token's quotation looked up once."""
        tops = tuple(q for q in quotes if q.depth == 0)
        where, at = [], 0
        for token in doc:
            while at < len(tops) and tops[at].end <= token.idx:
                at += 1
            where.append(at if at < len(tops) and tops[at].start <= token.idx else -1)
        return cls(report, doc, words, tops, tuple(where), tuple(q for q in quotes if q.depth == 1), tuple(turns))

    @property
    def text(self) -> str:
        """The report's text."""
        return self.report.text

    def quoted(self, token: Token) -> Quotation | None:
        """The outermost quotation a token stands in."""
        at = self.quote_of[token.i]
        return self.quotes[at] if at >= 0 else None

    def voiced(self, token: Token) -> bool:
        """True where a token stands in somebody's own words: a quotation, or a turn of a transcript."""
        return self.quote_of[token.i] >= 0 or any(low <= token.idx < high for low, high in self.turns)

    def furniture(self, place: Place) -> bool:
        """True where a place touches what is not the report's own words."""
        return any(f.start < place[1] and place[0] < f.end for f in self.report.furniture)

    def within_paragraph(self, place: Place, cue: Token) -> Place:
        """What of a place lies in the cue's paragraph: a parse that runs over a blank line is wrong."""
        low = self.text.rfind("\n\n", 0, cue.idx)
        high = self.text.find("\n\n", cue.idx)
        low = low + 2 if low >= 0 else 0
        line = DATELINE.match(self.text, low)
        return max(place[0], line.end() if line else low), min(place[1], high if high >= 0 else len(self.text))

    def trim(self, start: int, end: int) -> Place | None:
        """The place without spaces and punctuation at its edges; a quotation mark and what it closes stay."""
        text = self.text
        while start < end and text[start] in EDGES:
            start += 1
        while start < end and text[end - 1] in EDGES:
            end -= 1
        return (start, end) if start < end else None


def first(tokens: Sequence[Token]) -> Token | None:
    """The first of some tokens, or None."""
    return tokens[0] if tokens else None


def children(token: Token, *deps: str) -> list[Token]:
    """The children of a token with one of these dependencies, in order."""
    return [child for child in token.children if child.dep_ in deps]


def end_of(token: Token) -> int:
    """Where a token ends in the text."""
    return int(token.idx + len(token))


def cut(place: Place, *holes: Place) -> list[Place]:
    """What is left of a place without the holes, in order."""
    pieces = [place]
    for low, high in holes:
        pieces = [
            piece
            for start, end in pieces
            for piece in ((start, min(end, low)), (max(start, high), end))
            if piece[0] < piece[1]
        ]
    return pieces
