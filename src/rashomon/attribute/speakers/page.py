"""Where a token stands: its sentence, paragraph and whether inside a quotation, asked often and found once."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from rashomon.attribute.draft import Place
from rashomon.text.parse import text_of
from rashomon.text.quotes import paragraphs, quotations


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed report with what the resolver asks of a place in it."""

    doc: Doc
    sentences: tuple[int, ...]
    """Where each sentence starts, in code points."""
    paragraphs: tuple[int, ...]
    quotes: tuple[Place, ...]
    starts: tuple[int, ...]
    """Where each token starts."""

    @classmethod
    def of(cls, doc: Doc) -> Page:
        """The page of a parsed text."""
        return cls(
            doc,
            tuple(sent.start_char for sent in doc.sents),
            tuple(start for start, _ in paragraphs(text_of(doc))),
            tuple((q.start, q.end) for q in quotations(text_of(doc)) if q.depth == 0),
            tuple(token.idx for token in doc),
        )

    def sentence(self, at: int) -> int:
        """The number of the sentence at a place."""
        return bisect_right(self.sentences, at)

    def paragraph(self, at: int) -> int:
        """The number of the paragraph at a place."""
        return bisect_right(self.paragraphs, at)

    def quote(self, at: int) -> Place | None:
        """The outermost quotation that holds a place."""
        n = bisect_right(self.quotes, (at, len(text_of(self.doc)))) - 1
        return self.quotes[n] if n >= 0 and self.quotes[n][0] <= at < self.quotes[n][1] else None

    def tokens(self, place: Place) -> list[Token]:
        """The tokens that share a character with a place, white space left out."""
        first = max(0, bisect_right(self.starts, place[0]) - 1)
        found = []
        for token in self.doc[first:]:
            if token.idx >= place[1]:
                break
            if token.idx + len(token) > place[0] and not token.is_space:
                found.append(token)
        return found


def end_of(token: Token) -> int:
    """Where a token ends, code points."""
    return int(token.idx) + len(token)


def head_of(found: list[Token]) -> Token:
    """The token of a phrase whose head lies outside of it: the first such that is no punctuation."""
    inside = {token.i for token in found}
    heads = [t for t in found if (t.head.i not in inside or t.head.i == t.i) and not t.is_punct]
    nouns = [t for t in heads if t.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}]
    return (nouns or heads or found)[0]
