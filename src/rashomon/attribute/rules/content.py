"""The content of a cue: what the source is made responsible for, in one or more pieces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from rashomon.attribute.draft import Place
from rashomon.attribute.rules.page import Page, children, cut, end_of
from rashomon.text.quotes import Quotation

LIGHT = {"continue", "go", "seem", "appear", "begin", "start", "come", "try"}
"""Verbs that only say how a cue goes on: 'continued to deny'."""


def reach(token: Token) -> Place:
    """The text from the first to the last token under this one."""
    return token.left_edge.idx, end_of(token.right_edge)


def sentence(token: Token) -> Place:
    """The sentence a token stands in."""
    span = token.sent
    return span.start_char, span.end_char


def pieces(page: Page, whole: Place, cue: Token, holes: Sequence[Place]) -> tuple[Place, ...]:
    """A stretch of text as content: without the holes, grown to whole quotations, trimmed."""
    found = []
    inner = page.quoted(cue)
    whole = page.within_paragraph(whole, cue)
    for piece in cut(whole, *holes):
        grown = within(piece, inner) if inner else grow(page, piece, holes)
        trimmed = page.trim(*grown) if grown else None
        if trimmed and any(c.isalnum() for c in page.text[slice(*trimmed)]):
            found.append(trimmed)
    return merged(page, found)


def within(piece: Place, quotation: Quotation) -> Place | None:
    """What of a piece lies inside a quotation, where the cue itself stands in it."""
    start, end = quotation.inside
    low, high = max(piece[0], start), min(piece[1], end)
    return (low, high) if low < high else None


def grow(page: Page, piece: Place, holes: Iterable[Place]) -> Place:
    """A piece that touches a quotation takes the whole of it, since a quotation is one source's words."""
    start, end = piece
    for quotation in page.quotes:
        if quotation.start < end and start < quotation.end:
            if any(low < quotation.end and quotation.start < high for low, high in holes):
                continue
            start, end = min(start, quotation.start), max(end, quotation.end)
    return start, end


def merged(page: Page, found: Sequence[Place]) -> tuple[Place, ...]:
    """Pieces in order, those with nothing but punctuation between them joined."""
    done: list[Place] = []
    for start, end in sorted(set(found)):
        if done and not any(c.isalnum() for c in page.text[done[-1][1] : start]):
            done[-1] = done[-1][0], max(end, done[-1][1])
        else:
            done.append((start, end))
    return tuple(done)


def asides(page: Page, whole: Place, cue: Token) -> list[Place]:
    """What another speaker's cue puts between commas in this content: ', the agency reports'."""
    span = page.doc.char_span(*whole, alignment_mode="expand")
    return [
        reach(token)
        for token in span or ()
        if token.dep_ == "parataxis"
        and token.i != cue.i
        and token.lemma_.lower() in page.words.verbs
        and children(token, "nsubj")
        and not children(token, "ccomp")
        and not (token.left_edge.i <= cue.i <= token.right_edge.i)
    ]


def cue_place(verb: Token, *more: Token) -> Place:
    """The cue as printed: the verb with its auxiliaries, negation and particle, as far as they adjoin."""
    own = [verb, *children(verb, "aux", "auxpass", "neg", "prt"), *more]
    head = verb.head
    if verb.dep_ == "xcomp" and head.lemma_ in LIGHT and head.i < verb.i <= head.i + 3:
        own += [head, *children(head, "aux", "neg", "prt")]
    pair = _neither(verb)
    if pair:
        return pair
    low = high = verb.i
    spots = {token.i for token in own}
    while low - 1 in spots or (low - 2 in spots and verb.doc[low - 1].pos_ == "ADV"):
        low -= 1
    while high + 1 in spots:
        high += 1
    return int(verb.doc[low].idx), end_of(verb.doc[high])


def _neither(verb: Token) -> Place | None:
    """'neither confirmed nor denied' is one cue."""
    other = verb.head if verb.dep_ == "conj" else next((c for c in verb.children if c.dep_ == "conj"), verb)
    both = sorted((verb, other), key=lambda t: t.i)
    neither = [t for t in both[0].lefts if t.lower_ == "neither"]
    if not neither or other.i == verb.i:
        return None
    return int(neither[0].idx), end_of(both[1])
