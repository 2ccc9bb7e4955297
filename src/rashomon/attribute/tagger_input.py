"""What the trained extractor sees of a report: word pieces with their features, chunks, and a window around a cue.

Training and run time both come through here, so they see the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, IS_SPACE, SENT_START, TAG
from spacy.tokens import Doc

from rashomon.text.quotes import Quotation, quotations

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = NDArray[np.int64]

CHUNK = 128
"""Word pieces encoded together, the two marks at the ends not counted. Longer ones cost more and gave worse triples
(PolNeAR, articles held out of training)."""
UNIT = 110
"""A unit longer than this is cut at its sentence ends, also inside a quotation."""
BEFORE, AFTER = 1, 2
"""Units of a window before and after the cue's own."""
REACH_BEFORE, REACH_AFTER = 110, 190
"""Word pieces of a window before and after the cue, at most."""

CASING, QUOTE, BREAK, TAG_COLUMN, DEP_COLUMN = range(5)
"""Columns of `Pieces.features`."""
FEATURE_SIZES = (6, 4, 3, 64, 64)
"""How many values each column of `Pieces.features` has."""
RELATION_SIZES = (24, 6, 6, 24)
"""How many values each column of `relations` has: tree, quotation, unit, distance."""

SUBJECT = ("nsubj", "nsubjpass", "csubj", "expl")
CLAUSE = ("ccomp", "xcomp")
OBJECT = ("dobj", "attr", "oprd", "dative", "acomp")
PREPOSITION = ("prep", "pobj", "agent", "pcomp")
MODIFIER = ("advcl", "acl", "relcl", "appos")
POSSESSIVE = ("poss", "compound", "amod", "det")
BRANCHES = (SUBJECT, CLAUSE, OBJECT, PREPOSITION, MODIFIER, POSSESSIVE)


@dataclass(frozen=True, slots=True)
class Labels:
    """The tag and dependency names that the model knows, in the order of its embeddings; 0 is any other."""

    tags: tuple[str, ...]
    deps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A report's word pieces in order, with all that is known of each."""

    ids: Ints
    start: Ints
    end: Ints
    token: Ints
    """Index of the spaCy token that holds the piece."""
    features: Ints
    """One row a piece: casing, quotation, break, tag, dependency."""
    quotation: Ints
    """Index of the outermost quotation that holds the piece, else -1."""
    unit: Ints
    """Index of the unit (a sentence, or several that one quotation holds together) of the piece."""
    heads: tuple[int, ...] = field(repr=False, default=())
    """Head of each spaCy token (itself for a root)."""
    branches: tuple[int, ...] = field(repr=False, default=())
    """Class of each spaCy token's dependency: its place in BRANCHES, or their number."""
    roots: tuple[int, ...] = field(repr=False, default=())
    """Sentence number of each spaCy token."""

    def __len__(self) -> int:
        return len(self.ids)


def read_pieces(
    text: str, doc: Doc, tokenizer: Tokenizer, labels: Labels, *, leave_out: Sequence[tuple[int, int]] = ()
) -> Pieces:
    """The word pieces of a parsed text, those inside the stretches to leave out excluded."""
    coded = tokenizer.encode(text, add_special_tokens=False)
    offsets = np.array(coded.offsets, dtype=np.int64).reshape(-1, 2)
    keep = np.ones(len(offsets), dtype=bool)
    for a, b in leave_out:
        keep &= (offsets[:, 1] <= a) | (offsets[:, 0] >= b)
    ids, offsets = np.array(coded.ids, dtype=np.int64)[keep], offsets[keep]
    array = doc.to_array([TAG, DEP, HEAD, SENT_START, IS_SPACE])
    starts = np.array([t.idx for t in doc], dtype=np.int64)
    token = np.maximum(np.searchsorted(starts, offsets[:, 0], side="right") - 1, 0)
    quoted = quotations(text)
    outer, depth = _quoted(offsets[:, 0], quoted)
    names = doc.vocab.strings
    tags, deps = _coded(array[:, 0], labels.tags, names), _coded(array[:, 1], labels.deps, names)
    sentence = np.cumsum(array[:, 3].astype(np.int64) == 1)
    unit, breaks = _units(text, offsets, sentence[token], outer)
    features = np.stack([_casing(text, offsets), depth, breaks, tags[token], deps[token]], axis=1)
    heads = np.arange(len(doc)) + array[:, 2].astype(np.int64)
    return Pieces(
        ids, offsets[:, 0], offsets[:, 1], token, features, outer, unit,
        tuple(heads.tolist()), tuple(_branch(doc).tolist()), tuple(sentence.tolist()),
    )  # fmt: skip


def _coded(hashes: NDArray[Any], known: Sequence[str], names: object) -> Ints:
    order = {name: n + 1 for n, name in enumerate(known)}
    values, inverse = np.unique(hashes, return_inverse=True)
    table = np.array([order.get(names[int(v)] if v else "", 0) for v in values], dtype=np.int64)  # type: ignore[index]
    return table[inverse]


def _branch(doc: Doc) -> Ints:
    classes = {name: n for n, group in enumerate(BRANCHES) for name in group}
    return np.array([classes.get(t.dep_, len(BRANCHES)) for t in doc], dtype=np.int64)


def _quoted(starts: Ints, found: Sequence[Quotation]) -> tuple[Ints, Ints]:
    """For each piece the outermost quotation that holds it, and 0 outside, 1 at its marks, 2 inside, 3 deeper."""
    outer = np.full(len(starts), -1, dtype=np.int64)
    depth = np.zeros(len(starts), dtype=np.int64)
    for n, quotation in enumerate(found):
        a, b = np.searchsorted(starts, [quotation.start, quotation.end])
        if quotation.depth == 0:
            outer[a:b] = n
            depth[a:b] = 2
            depth[a : a + 1] = 1
        else:
            depth[a:b] = 3
    return outer, depth


def _casing(text: str, offsets: Ints) -> Ints:
    """0 lower, 1 capitalised, 2 capitals only, 3 no letter, 4 mixed, 5 the rest of a word begun before."""
    found = []
    before = -1
    for a, b in offsets.tolist():
        piece = text[a:b]
        if not piece[:1].isalpha():
            case = 3
        elif piece.islower():
            case = 5 if a == before else 0
        elif piece.isupper() and len(piece) > 1:
            case = 2
        else:
            case = 1 if piece[:1].isupper() else 4
        found.append(case)
        before = b
    return np.array(found, dtype=np.int64)


def _units(text: str, offsets: Ints, sentence: Ints, outer: Ints) -> tuple[Ints, Ints]:
    """The unit of each piece, and 1 where a sentence starts, 2 where a paragraph does."""
    n = len(offsets)
    breaks = np.zeros(n, dtype=np.int64)
    if not n:
        return breaks, breaks
    gaps = [0, *offsets[:-1, 1].tolist()]
    lines = np.array(["\n" in text[a:b] for a, b in zip(gaps, offsets[:, 0].tolist(), strict=True)])
    lines[0] = True
    breaks[1:][sentence[1:] != sentence[:-1]] = 1
    breaks[lines] = 2
    free = breaks > 0
    free[1:] &= lines[1:] | (outer[1:] == -1) | (outer[1:] != outer[:-1])
    unit = np.cumsum(free)
    for value in np.flatnonzero(np.bincount(unit) > UNIT).tolist():
        inside = np.flatnonzero(unit == value)
        free[inside] |= breaks[inside] > 0
    return np.cumsum(free) - 1, breaks


def chunks(pieces: Pieces) -> Iterator[tuple[int, int]]:
    """Stretches of pieces that are encoded together, of like length, cut between units where they allow it."""
    total = len(pieces)
    if not total:
        return
    wanted = total / -(-total // CHUNK)
    ends = [*(np.flatnonzero(np.diff(pieces.unit)) + 1).tolist(), total]
    start = last = 0
    for end in ends:
        while end - start > CHUNK:
            cut = last if last > start else start + CHUNK
            yield start, cut
            start = last = cut
        last = end
        if end - start >= wanted and end < total:
            yield start, end
            start = last = end
    if start < total:
        yield start, total


def window(pieces: Pieces, cue: tuple[int, int]) -> tuple[int, int]:
    """The stretch of pieces in which a cue's source and content are looked for."""
    first, last = pieces.unit[cue[0]] - BEFORE, pieces.unit[cue[1] - 1] + AFTER
    a = max(int(np.searchsorted(pieces.unit, first)), cue[0] - REACH_BEFORE)
    b = min(int(np.searchsorted(pieces.unit, last, side="right")), cue[1] + REACH_AFTER)
    return a, b


def relations(pieces: Pieces, cue: tuple[int, int], reach: tuple[int, int]) -> Ints:
    """How each piece of a window stands to the cue: in the parse, by quotations, by units, by distance."""
    a, b = reach
    at = np.arange(a, b)
    tree = _tree(pieces, cue, pieces.token[a:b])
    quotation = pieces.quotation[a:b]
    before, own, after = _near(pieces, cue, reach)
    quoted = np.select(
        [quotation == -1, quotation == own, quotation == before, quotation == after], [0, 1, 2, 3], default=4
    )
    units = np.clip(pieces.unit[a:b] - pieces.unit[cue[0]] + 2, 0, 5)
    away = np.where(at < cue[0], cue[0] - at, np.where(at >= cue[1], at - cue[1] + 1, 0))
    steps = np.minimum(np.ceil(np.log2(away + 1) * 1.4).astype(np.int64), 11)
    distance = np.where(at < cue[0], steps + 11, steps)
    return np.stack([tree, quoted, units, distance], axis=1)


def _near(pieces: Pieces, cue: tuple[int, int], reach: tuple[int, int]) -> tuple[int, int, int]:
    """The quotation last before the cue, the one that holds it, the first after it; -2 for none."""
    own = int(pieces.quotation[cue[0]])
    left, right = pieces.quotation[reach[0] : cue[0]], pieces.quotation[cue[1] : reach[1]]
    before = left[(left != -1) & (left != own)]
    after = right[(right != -1) & (right != own)]
    return (int(before[-1]) if len(before) else -2, own if own != -1 else -2, int(after[0]) if len(after) else -2)


def _tree(pieces: Pieces, cue: tuple[int, int], tokens: Ints) -> Ints:
    """The way through the parse from a token to the cue, as one of 24 classes; 0 outside the cue's sentence.

    1 is the cue; 2 to 8 below it, by the branch taken; 9 to 12 above it, by the number of steps; 13 to 23 beside it, by
    steps and branch.
    """
    own = set(pieces.token[cue[0] : cue[1]].tolist())
    heads, branches, roots = pieces.heads, pieces.branches, pieces.roots
    known = dict.fromkeys(own, 1)
    sentence = roots[min(own)]
    top = min(own)
    while heads[top] in own and heads[top] != top:
        top = heads[top]
    step = 0
    while heads[top] != top and heads[top] not in own and step < 60:
        top = heads[top]
        step += 1
        known.setdefault(top, 8 + min(step, 4))
    found = [_path(t, known, heads, branches) if roots[t] == sentence else 0 for t in tokens.tolist()]
    return np.array(found, dtype=np.int64)


def _path(token: int, known: dict[int, int], heads: Sequence[int], branches: Sequence[int]) -> int:
    path = []
    while token not in known:
        if heads[token] == token:
            known[token] = 23
            break
        path.append(token)
        token = heads[token]
    value = known[token]
    for below in reversed(path):
        if value == 1:
            value = 2 + branches[below]
        elif 9 <= value <= 12:
            value = 13 + min(value - 9, 2) * 3 + (0 if branches[below] == 0 else 1 if branches[below] in (1, 4) else 2)
        known[below] = value
    return value
