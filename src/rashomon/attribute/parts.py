"""One statement for each that-clause: 'said that A and that B' are two, with one source and cue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.lexicon import Lexicon
from rashomon.attribute.nesting import length
from rashomon.model import Stance
from rashomon.text.parse import text_of
from rashomon.text.quotes import Quotation, quotations

CUT = " \t\r\n,;"
MARKS = "\"'”’» \u00a0\u202f"
STOPS = (".", "!", "?", "…")
SENTENCE_END = (*STOPS, '"', "”", "»")
FEW = 3
"""Words."""
SELF = {"i", "we", "me", "us"}
OPEN = {"to", "who", "what", "whether", "if", "how", "why", "where", "when"}
"""First words of a content that leaves open what was done, or only asks for it."""
ASKED = re.compile(r"\basked (?:\w+ ){0,2}(?:about|on|regarding)\Z", re.IGNORECASE)


def parted(doc: Doc, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, each that-clause by itself; `within` then points at the part of the outer draft that holds it.

    A quotation broken by its speaker stays one statement in pieces, as PolNeAR has it in six cases of seven.
    """
    quoted = quotations(text_of(doc))
    return _split(drafts, [_parts(doc, draft, quoted) for draft in drafts])


def questions(text: str, drafts: Sequence[Draft]) -> set[int]:
    """Which drafts only name what somebody was asked: nobody says 'Asked about | the gate', 'asked | if it is'."""
    held = {d.within for d in drafts}
    return {n for n, d in enumerate(drafts) if n not in held and d.cue and _question(text, d)}


def _question(text: str, draft: Draft) -> bool:
    about = draft.cue is not None and ASKED.search(text[slice(*draft.cue)]) is not None
    return about or (draft.lemma == "ask" and text[draft.content[0][0] :].split(None, 1)[0].lower() in OPEN - {"to"})


def by_the_way(text: str, drafts: Sequence[Draft], words: Lexicon) -> set[int]:
    """Which drafts in another's content are part of what that says: '"I told | them so"', 'told | the crew to wait'."""
    held = {d.within for d in drafts}
    inner = [n for n, d in enumerate(drafts) if d.within is not None and n not in held and d.cue]
    return {n for n in inner if _of_itself(text, drafts[n]) or _slight(text, drafts[n], words)}


def _of_itself(text: str, draft: Draft) -> bool:
    return draft.source is not None and text[slice(*draft.source)].lower() in SELF


def _slight(text: str, draft: Draft, words: Lexicon) -> bool:
    said = " ".join(text[a:b] for a, b in draft.content).split()
    cue = words.cue(draft.lemma)
    few = len(said) <= FEW and not any(c.isdigit() for word in said for c in word)
    return bool(said) and (said[0].lower() in OPEN or (few and (cue is None or cue.stance is Stance.ASSERTS)))


def told_apart(text: str, drafts: Sequence[Draft]) -> tuple[list[Draft], list[int]]:
    """The drafts, each whole quotation by itself where it goes on after the cue, and of which draft each is a part.

    For what is claimed '"A," he said. "B."' is two statements, each with its own stance; an extractor gives one, as
    PolNeAR has it.
    """
    tops = {q.start: q for q in quotations(text) if q.depth == 0}
    parts = [_sentences(text, draft, tops) for draft in drafts]
    done, of = _split(drafts, parts), [at for at, group in enumerate(parts) for _ in group]
    order = sorted(range(len(done)), key=lambda at: (done[at].content[0][0], -length(done[at])))
    moved = {old: new for new, old in enumerate(order)}
    ordered = [done[at] if (w := done[at].within) is None else replace(done[at], within=moved[w]) for at in order]
    return ordered, [of[at] for at in order]


def _sentences(text: str, draft: Draft, tops: Mapping[int, Quotation]) -> list[Draft]:
    pieces = [cut for piece in draft.content for cut in _at_quotations(text, piece, tops)]
    groups = [pieces[:1]]
    for before, piece in pairwise(pieces):
        if _whole(text, piece[0], tops) and _ended(text, before, piece) and _worth(text, groups[-1]):
            groups.append([])
        groups[-1].append(piece)
    if len(groups) == 1 or draft.cue is None:
        return [draft]
    return [replace(draft, content=tuple(group)) for group in groups]


def _at_quotations(text: str, piece: Place, tops: Mapping[int, Quotation]) -> Iterator[Place]:
    """A piece cut before each whole quotation that opens a sentence in it."""
    start, end = piece
    for at in sorted(a for a in tops if start < a < end):
        before = start + len(text[start:at].rstrip())
        if text[before - 1 : before] in SENTENCE_END and _whole(text, at, tops):
            yield start, start + len(text[start:before].rstrip(". "))
            start = at
    yield start, end


def _whole(text: str, start: int, tops: Mapping[int, Quotation]) -> bool:
    """True where a quotation starts that is a sentence or more."""
    found = tops.get(start)
    opened = text[start + 1 : start + 4].lstrip()[:1].isupper()
    return found is not None and opened and text[: found.end].rstrip(MARKS)[-1:] in STOPS


def _ended(text: str, before: Place, piece: Place) -> bool:
    """True where a sentence ends between two pieces, in one paragraph."""
    between = text[before[1] : piece[0]]
    rest = between.rstrip() or text[: before[1]].rstrip(MARKS)
    return "\n" not in between and rest[-1:] in STOPS


def _worth(text: str, group: Sequence[Place]) -> bool:
    """True for more than a word or two: '"No," he said. "Nobody came."' is one answer."""
    return sum(len(text[a:b].split()) for a, b in group) >= FEW


def _split(drafts: Sequence[Draft], parts: Sequence[Sequence[Draft]]) -> list[Draft]:
    """The parts of all drafts in order, each `within` the part of the outer draft that holds it."""
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
