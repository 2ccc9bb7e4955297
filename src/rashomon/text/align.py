"""Which runs of words two texts share, in whatever order: seed and extend (Altschul and others, 1990)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rashomon.text.shingles import SIZE, Hashes, Places, shingle_hashes

SEED = SIZE
NEAR = 12
"""How many words may lie between two shared runs of one passage, on either side."""
SMALL = 2
"""The shortest run that counts beside a seeded one."""
SPOTS = 8
"""A seed that stands oftener in a text than this is skipped: it says little, and would cost much."""


@dataclass(frozen=True, slots=True, order=True)
class Run:
    """The same words in both texts: where they start, counted in words, and how many they are."""

    left: int
    right: int
    length: int


@dataclass(frozen=True, slots=True)
class Block:
    """Runs that follow one another in both texts with little between them: one reused passage."""

    runs: tuple[Run, ...]

    @property
    def left(self) -> tuple[int, int]:
        """First word and word after the last, in the left text."""
        return self.runs[0].left, self.runs[-1].left + self.runs[-1].length

    @property
    def right(self) -> tuple[int, int]:
        """First word and word after the last, in the right text."""
        return self.runs[0].right, self.runs[-1].right + self.runs[-1].length

    @property
    def shared(self) -> int:
        """How many words are the same."""
        return sum(run.length for run in self.runs)


def align(left: Sequence[str], right: Sequence[str], *, seed: int = SEED) -> tuple[Block, ...]:
    """The passages that two texts share, in order of the left: no word of either is used twice."""
    return align_hashed(left, right, shingle_hashes(left, seed), shingle_hashes(right, seed), seed=seed)


def align_hashed(
    left: Sequence[object], right: Sequence[object], lefts: Hashes, rights: Hashes, *, seed: int = SEED
) -> tuple[Block, ...]:
    """The same, where the caller has the hashes of the runs of `seed` words ready; words may be any equal things."""
    runs = _disjoint(_seeded(left, right, seed, lefts, rights), len(left), len(right))
    if not runs:
        return ()
    runs = sorted([*runs, *_between(left, right, runs)])
    return tuple(_joined(runs))


def _seeded(left: Sequence[object], right: Sequence[object], seed: int, lefts: Hashes, rights: Hashes) -> Iterator[Run]:
    """Every longest run of at least `seed` equal words."""
    seen: dict[int, int] = {}  # right minus left -> end in the left text of the run found last there
    for i, places in _seeds(lefts, rights):
        for j in places:
            if seen.get(j - i, 0) > i:
                continue
            length = _equal(left, right, i, j)
            if length >= seed:
                seen[j - i] = i + length
                yield Run(i, j, length)


def _seeds(lefts: Hashes, rights: Hashes) -> Iterator[tuple[int, list[int]]]:
    """The places in the left text whose hash stands in the right one, with the places where it stands there."""
    order = rights.argsort(kind="stable")
    ranked = rights[order]
    first = ranked.searchsorted(lefts)
    # most pairs share few runs: only those are looked at word by word
    hits = np.flatnonzero(ranked.take(first, mode="clip") == lefts) if len(ranked) else first[:0]
    first = first[hits]
    ends = ranked.searchsorted(lefts[hits], "right")
    places = order.tolist() if len(hits) else []
    for n in _heads(hits, first, ends, order):
        if ends[n] - first[n] <= SPOTS:
            yield int(hits[n]), places[first[n] : ends[n]]


def _heads(hits: Places, first: Places, ends: Places, order: Places) -> list[int]:
    """The hits but those that only go one word further on both sides: their run has been found to its end."""
    if not len(hits):
        return []
    alone = ends - first == 1
    apart = order[first] - hits
    on = alone[1:] & alone[:-1] & (hits[1:] == hits[:-1] + 1) & (apart[1:] == apart[:-1])
    return [0, *(np.flatnonzero(~on) + 1).tolist()]


STEP = 16
"""So many words are compared at once."""


def _equal(left: Sequence[object], right: Sequence[object], i: int, j: int) -> int:
    """How many words from a place on are the same."""
    most = min(len(left) - i, len(right) - j)
    n = 0
    while n + STEP <= most and left[i + n : i + n + STEP] == right[j + n : j + n + STEP]:
        n += STEP
    while n < most and left[i + n] == right[j + n]:
        n += 1
    return n


def _disjoint(runs: Iterator[Run], lefts: int, rights: int) -> list[Run]:
    """The longest runs first, each cut to what no longer one has taken on either side."""
    taken_left, taken_right = bytearray(lefts), bytearray(rights)
    kept: list[Run] = []
    for run in sorted(runs, key=lambda r: (-r.length, r.left, r.right)):
        piece = _free(run, taken_left, taken_right)
        if piece and piece.length >= min(SEED, run.length):
            kept.append(piece)
            taken_left[piece.left : piece.left + piece.length] = b"\1" * piece.length
            taken_right[piece.right : piece.right + piece.length] = b"\1" * piece.length
    return kept


def _free(run: Run, taken_left: bytearray, taken_right: bytearray) -> Run | None:
    """The longest part of a run that is free on both sides."""
    if not _any(taken_left, run.left, run.length) and not _any(taken_right, run.right, run.length):
        return run
    best: Run | None = None
    start = 0
    for step in range(run.length + 1):
        ended = step == run.length or taken_left[run.left + step] or taken_right[run.right + step]
        if ended:
            if step > start and (best is None or step - start > best.length):
                best = Run(run.left + start, run.right + start, step - start)
            start = step + 1
    return best


def _any(taken: bytearray, start: int, length: int) -> bool:
    return taken.find(1, start, start + length) >= 0


def _between(left: Sequence[object], right: Sequence[object], runs: Sequence[Run]) -> Iterator[Run]:
    """Short runs in the gaps between neighbours, and just before the first and after the last of a passage."""
    ordered = sorted(runs)
    taken = bytearray(len(right))
    for run in runs:
        taken[run.right : run.right + run.length] = b"\1" * run.length
    for before, after in zip([None, *ordered], [*ordered, None], strict=True):
        for lo, hi, rlo, rhi in _gaps(before, after, len(left), len(right)):
            for run in _small(left, right, (lo, hi), (rlo, rhi), taken):
                taken[run.right : run.right + run.length] = b"\1" * run.length
                yield run


def _gaps(before: Run | None, after: Run | None, lefts: int, rights: int) -> Iterator[tuple[int, int, int, int]]:
    lo = before.left + before.length if before else 0
    hi = after.left if after else lefts
    if before and after and 0 <= after.right - (before.right + before.length) <= NEAR and hi - lo <= NEAR:
        yield lo, hi, before.right + before.length, after.right
        return
    middle = (lo + hi + 1) // 2 if before and after else (hi if before else lo)
    if before:
        rlo = before.right + before.length
        yield lo, min(lo + NEAR, middle), rlo, min(rlo + NEAR, rights)
    if after:
        yield max(hi - NEAR, middle), hi, max(after.right - NEAR, 0), after.right


def _small(
    left: Sequence[object], right: Sequence[object], a: tuple[int, int], b: tuple[int, int], taken: bytearray
) -> Iterator[Run]:
    """Runs of two words and more in one small gap, in the same order on both sides."""
    where: dict[object, list[int]] = {}
    for place in range(*b):
        where.setdefault(right[place], []).append(place)
    i, j = a[0], b[0]
    while i < a[1]:
        best = longest = 0
        for start in (place for place in where.get(left[i], ()) if place >= j):
            length = 0
            while (
                i + length < a[1]
                and start + length < b[1]
                and not taken[start + length]
                and left[i + length] == right[start + length]
            ):
                length += 1
            if length > longest:
                best, longest = start, length
        if longest >= SMALL:
            yield Run(i, best, longest)
            i, j = i + longest, best + longest
        else:
            i += 1


def _joined(runs: Sequence[Run]) -> Iterator[Block]:
    group: list[Run] = []
    for run in runs:
        last = group[-1] if group else None
        near = last and run.left - last.left - last.length <= NEAR
        follows = last and 0 <= run.right - last.right - last.length <= NEAR
        if group and not (near and follows):
            yield Block(tuple(group))
            group = []
        group.append(run)
    if group:
        yield Block(tuple(group))
