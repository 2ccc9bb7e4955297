"""One statement for each complement: a content that says two things in two sentences or two that-clauses is parted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from rashomon.attribute.draft import Draft, Place

ENDS = (".", "!", "?", ":", "…")
CUT = " \t\r\n,;"


def parted(doc: Doc, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, each complement by itself: '"A," he said. "B."' and 'said that A and that B' are two statements."""
    done: list[Draft] = []
    place: dict[int, int] = {}
    for at, draft in enumerate(drafts):
        place[at] = len(done)
        done += [replace(draft, content=content) for content in _complements(doc, draft)]
    owners = [at for at, draft in enumerate(drafts) for _ in _complements(doc, draft)]
    return [replace(d, within=_holder(done, d, drafts[owners[i]].within, place)) for i, d in enumerate(done)]


def _holder(done: Sequence[Draft], draft: Draft, outer: int | None, place: dict[int, int]) -> int | None:
    """The part of the outer draft that holds this one; its first part where none does."""
    if outer is None:
        return None
    first = place[outer]
    parts = [
        i for i in range(first, len(done)) if (done[i].cue, done[i].source) == (done[first].cue, done[first].source)
    ]
    start = draft.content[0][0]
    return next((i for i in parts if any(low <= start < high for low, high in done[i].content)), first)


def _complements(doc: Doc, draft: Draft) -> list[tuple[Place, ...]]:
    groups: list[list[Place]] = []
    for piece in draft.content:
        for n, part in enumerate(_clauses(doc, piece, draft)):
            if groups and n == 0 and not _new_sentence(doc.text, groups[-1][-1], piece, draft):
                groups[-1].append(part)
            else:
                groups.append([part])
    return [tuple(group) for group in groups]


def _new_sentence(text: str, before: Place, piece: Place, draft: Draft) -> bool:
    """True where the cue stands between two pieces and ended its sentence."""
    cue = draft.cue
    if cue is None or not before[1] <= cue[0] < piece[0]:
        return False
    return text[cue[1] : piece[0]].rstrip().endswith(ENDS)


def _clauses(doc: Doc, piece: Place, draft: Draft) -> Iterator[Place]:
    """The that-clauses of one piece: a coordinated one with a 'that' of its own starts a new part."""
    start = piece[0]
    for cut in _cuts(doc, piece, draft):
        end = start + len(doc.text[start:cut].rstrip(CUT))
        if end > start:
            yield start, end
            start = cut
    yield start, piece[1]


def _cuts(doc: Doc, piece: Place, draft: Draft) -> list[int]:
    """Where ', and that …' takes up the cue again: the place of the 'and'."""
    span = doc.char_span(*piece, alignment_mode="contract")
    if span is None or draft.cue is None:
        return []
    cuts = []
    for token in span[1:]:
        if token.dep_ == "mark" and token.lower_ == "that" and _takes_up(token, span.root):
            before = doc[token.i - 1]
            cuts.append(before.idx if before.dep_ == "cc" and before.idx > piece[0] else token.idx)
    return cuts


def _takes_up(mark: Token, root: Token) -> bool:
    clause = mark.head
    return clause.dep_ == "conj" and clause.head.i in {root.i, *(t.i for t in root.conjuncts)}
