"""One statement for each that-clause: 'said that A and that B' are two, with one source and cue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from rashomon.attribute.draft import Draft, Place
from rashomon.text.parse import text_of
from rashomon.text.quotes import Quotation, quotations

CUT = " \t\r\n,;"


def parted(doc: Doc, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, each that-clause by itself; `within` then points at the part of the outer draft that holds it.

    A quotation broken by its speaker stays one statement in pieces, as PolNeAR has it in six cases of seven.
    """
    quoted = quotations(text_of(doc))
    parts = [_parts(doc, draft, quoted) for draft in drafts]
    first = [sum(len(p) for p in parts[:at]) for at in range(len(parts))]
    done = [part for group in parts for part in group]
    holders = [None if d.within is None else _holder(d, parts[d.within], first[d.within]) for d in done]
    return [replace(draft, within=within) for draft, within in zip(done, holders, strict=True)]


def _holder(draft: Draft, outer: Sequence[Draft], first: int) -> int:
    """The place of the outer part that holds a draft's first words; the first part where none does."""
    start = draft.content[0][0]
    held = (n for n, part in enumerate(outer) if any(low <= start < high for low, high in part.content))
    return first + next(held, 0)


def _parts(doc: Doc, draft: Draft, quoted: Sequence[Quotation]) -> list[Draft]:
    cuts = [cut for piece in draft.content for cut in _cuts(doc, piece, quoted)] if draft.cue else []
    cuts += [b[0] for a, b in pairwise(draft.content) if draft.cue and a[1] <= draft.cue[0] < b[0] and _joined(doc, b)]
    if not cuts:
        return [draft]
    edges = [0, *sorted(set(cuts)), len(text_of(doc))]
    groups = [
        tuple(clipped for piece in draft.content if (clipped := _clip(text_of(doc), piece, low, high)))
        for low, high in pairwise(edges)
    ]
    return [replace(draft, content=group) for group in groups if group]


def _clip(text: str, piece: Place, low: int, high: int) -> Place | None:
    """What of a piece lies between two cuts, without the comma before the second."""
    start, end = max(piece[0], low), min(piece[1], high)
    if end == high and start < end:
        end = start + len(text[start:end].rstrip(CUT))
    return (start, end) if start < end else None


def _joined(doc: Doc, piece: Place) -> bool:
    """True where a piece after the cue is a coordinated clause: 'Two are dead, he says, and one is missing'."""
    span = doc.char_span(*piece, alignment_mode="contract")
    return bool(span and span[0].dep_ == "cc" and any(t.dep_ in {"nsubj", "nsubjpass"} for t in span[1:5]))


def _cuts(doc: Doc, piece: Place, quoted: Sequence[Quotation]) -> list[int]:
    """Where ', and that …' or ', that …' takes up the cue again, outside quotations: the place of the 'and'."""
    span = doc.char_span(*piece, alignment_mode="contract")
    if span is None:
        return []
    cuts = []
    for token in span[1:]:
        before = doc[token.i - 1]
        if token.lower_ == "that" and _takes_up(token, span.root) and (before.dep_ == "cc" or before.is_punct):
            cuts.append(before.idx if before.dep_ == "cc" and before.idx > piece[0] else token.idx)
    return [cut for cut in cuts if not any(q.start < cut < q.end for q in quoted)]


def _takes_up(mark: Token, root: Token) -> bool:
    clause = mark.head
    return mark.dep_ == "mark" and clause.dep_ == "conj" and clause.head.i in {root.i, *(t.i for t in root.conjuncts)}
