"""Where a source or a content really ends: never between a word and what it needs, in the parse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.speakers.anonymity import reason
from rashomon.text.credits import datelines
from rashomon.text.parse import text_of

LEADS = frozenset(["det", "amod", "compound", "nummod", "poss", "case", "aux", "auxpass", "quantmod", "mark", "predet"])
"""What stands before the word that it belongs to, and is nothing without it."""
LINKS = frozenset(["cc", "prep", "agent"])
"""What joins a word to what follows."""
RELATIVE = frozenset(["which", "who", "whom", "whose"])
LONGEST = 25
"""Tokens. What would grow by more is misread."""
EDGES = " \t\r\n,;:–—-"
CLAUSE = re.compile(r",\s+(?:who|speaking|and)\b[^,]*")
TELLING = re.compile(r"\b(?:tell|tells|told|telling|inform(?:s|ed|ing)?|assur(?:e|es|ed|ing)|warn(?:s|ed|ing)?)\Z")
ADDRESSEE = re.compile(r"(?:(?:the|our|a|an)\s+)?(?:[A-ZÀ-Þ][\w’'.-]*\s+){1,4}(?=that\s)")
NUMBER = re.compile(r"(?P<said>\d[\d,.]*\d|\d+)\.\s+(?=[\dA-Z])")
"""A number that ends its sentence, which parsers take for that of a list: 'the owners say 11. 81 people were hurt'."""
CUT_BEFORE = frozenset(["cc", "prep", "punct", "mark", "agent"])


def bounded(doc: Doc, draft: Draft) -> Draft:
    """The draft with whole phrases: a source that is cut in its relative clause, a content that ends on 'among'."""
    if draft.cue is None:
        return draft
    openings = datelines(text_of(doc))
    source = _without(draft.source, openings) if draft.source else None
    if source:
        source = _whole(doc, source, _others(draft.cue, *draft.content))
        source = _named(text_of(doc), _begun(doc, source, draft.cue))
    content = draft.content
    if source:
        content = tuple(part for piece in content if (part := _beside(text_of(doc), piece, source)))
    content = tuple(_unaddressed(text_of(doc), piece, draft.cue) for piece in content)
    content = tuple(_counted(text_of(doc), piece, draft.cue) for piece in content)
    last = max(content, default=None)
    if last:
        grown = _whole(doc, last, _others(draft.cue, source, *(p for p in content if p != last)))
        content = tuple(grown if piece == last else piece for piece in content)
    return replace(draft, source=source, content=content or draft.content)


def _counted(text: str, piece: Place, cue: Place) -> Place:
    """A content that is a number right behind the cue, without the sentence after it."""
    number = NUMBER.match(text, *piece)
    return number.span("said") if number and 0 < piece[0] - cue[1] < 3 else piece


def _named(text: str, source: Place) -> Place:
    """A source without the clause after it that says why it has no name: 'A clerk, who spoke on condition of …'."""
    why = reason(text, *source)
    comma = text.rfind(",", source[0], why[0] + 1) if why else -1
    return (source[0], comma) if why and comma > source[0] and CLAUSE.match(text, comma, why[0] + 4) else source


def _others(*places: Place | None) -> list[Place]:
    return [place for place in places if place]


def _without(place: Place, openings: Sequence[Place]) -> Place | None:
    """A source without the dateline that it begins with: 'VASSBURG (NP) — the ministry'; None if it is nothing else."""
    for start, end in openings:
        if start <= place[0] < end:
            return (end, place[1]) if end < place[1] else None
    return place


def _beside(text: str, piece: Place, source: Place) -> Place | None:
    """A content without the source that stands at one of its ends: '"A lie," Iverin | was quoted as saying'."""
    if piece[0] < source[0] and piece[1] == source[1]:
        return piece[0], piece[0] + len(text[piece[0] : source[0]].rstrip(EDGES))
    if piece[0] == source[0] and source[1] < piece[1]:
        return piece[1] - len(text[source[1] : piece[1]].lstrip(EDGES)), piece[1]
    return piece


def _unaddressed(text: str, piece: Place, cue: Place) -> Place:
    """A content without whom it is told: 'told | the Courier that it was shut'."""
    if TELLING.search(text, *cue) and text[cue[1] : piece[0]].strip() == "":
        addressed = ADDRESSEE.match(text, *piece)
        return (addressed.end(), piece[1]) if addressed else piece
    return piece


def _whole(doc: Doc, place: Place, others: Sequence[Place]) -> Place:
    """The place as far as its last phrase goes, or without what that phrase has begun where others stand in its way."""
    span = doc.char_span(*place, alignment_mode="expand")
    if span is None or not len(span) or not _unfinished(span):
        return place
    end = _edge(span)
    grown = (place[0], doc[end].idx + len(doc[end]))
    free = not any(a < grown[1] and grown[0] < b for a, b in others)
    if free and end - span.end < LONGEST and doc[end].sent.start == span[-1].sent.start:
        return grown
    return _shortened(doc, span, place)


def _unfinished(span: Span) -> bool:
    last = span[-1]
    if last.lower_ in RELATIVE and len(span) > 1 and last.i + 1 < len(span.doc):
        return True
    if last.dep_ in LINKS:
        return any(child.i > last.i for child in (*last.children, *last.head.conjuncts))
    return last.dep_ in LEADS and last.head.i > last.i and last.head.sent.start == last.sent.start


def _edge(span: Span) -> int:
    """The last token of the phrase that the span's last token leads to, or of the clause that it stands in."""
    last = span[-1]
    if last.dep_ in LEADS and last.head.pos_ in {"NOUN", "PROPN", "NUM"}:
        return last.head.i
    top = last
    while top.head.i != top.i and top.head.i != span.root.i and span.start <= span.root.i:
        top = top.head
    end = top.right_edge.i
    while end > last.i and span.doc[end].is_punct:
        end -= 1
    return end


def _shortened(doc: Doc, span: Span, place: Place) -> Place:
    """The place without the words at its end that lead to nothing in it; unchanged where nothing would be left."""
    end = span.end
    while end > span.start + 1 and (
        doc[end - 1].dep_ in CUT_BEFORE or doc[end - 1].is_punct or doc[end - 1].lower_ in RELATIVE
    ):
        end -= 1
    if end == span.end or doc[end - 1].is_punct:
        return place
    return place[0], doc[end - 1].idx + len(doc[end - 1])


def _begun(doc: Doc, source: Place, cue: Place) -> Place:
    """A source that begins with 'and who …' or 'of anonymity' gives way to the subject of its cue, if that is near."""
    span = doc.char_span(*source, alignment_mode="expand")
    if (
        span is None
        or not len(span)
        or span[0].dep_ not in {"cc", "prep"}
        or (span[0].lower_ == "of" and len(span) == 1)
    ):
        return source
    verb = doc.char_span(*cue, alignment_mode="expand")
    subject = _subject(verb.root) if verb is not None and len(verb) else None
    if subject is None:
        bare = span[1:] if len(span) > 1 else span
        return bare[0].idx, source[1]
    end = min(subject.right_edge.i, span.start - 1) if subject.i < span.start else subject.right_edge.i
    left = doc[subject.left_edge.i]
    if cue[0] < doc[end].idx + len(doc[end]) and left.idx < cue[1]:
        return source
    return left.idx, doc[end].idx + len(doc[end])


def _subject(verb: Token) -> Token | None:
    found = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    return found[0] if found else None
