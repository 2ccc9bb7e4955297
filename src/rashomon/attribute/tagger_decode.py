"""From the role of each word piece in a cue's window to places in the text."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rashomon.attribute.draft import Place
from rashomon.attribute.tagger_input import Pieces
from rashomon.attribute.tagger_run import Floats, Stretch, Window
from rashomon.models.attribution import Settings

Bools = NDArray[np.bool_]
_, SOURCE, _, CONTENT = range(4)
SNAP = 0.5
"""A quotation that the content covers by more than this is taken whole."""
BRIDGE = 6
"""A gap in the content of at most so many pieces is filled."""
SOURCE_FLOOR = 0.2
"""How likely a piece must be to belong to the source."""
FLOOR = 1e-4


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution in word pieces: runs of content, the source's run, the cue's."""

    cue: Stretch
    content: tuple[Stretch, ...]
    source: Stretch | None
    confidence: float

    @property
    def covered(self) -> frozenset[int]:
        """Every piece of the content."""
        return frozenset(n for a, b in self.content for n in range(a, b))


def decode(text: str, pieces: Pieces, seen: Window, settings: Settings) -> Found | None:
    """The best reading of one window; None where it finds no content."""
    chosen = contents(pieces, seen, settings)
    runs = _runs(text, pieces, seen.reach[0], chosen)
    if not runs:
        return None
    source = _source(text, pieces, seen, chosen)
    return Found(seen.cue, tuple(runs), source, confidence(seen, chosen, settings))


def contents(pieces: Pieces, seen: Window, settings: Settings) -> Bools:
    """Which pieces of the window are content: whole words, the cue never, a quotation that is mostly content whole."""
    at = np.arange(*seen.reach)
    cue = (at >= seen.cue[0]) & (at < seen.cue[1])
    odds = _odds(seen.roles, settings.lean)
    token = pieces.token[seen.reach[0] : seen.reach[1]]
    starts = np.flatnonzero(np.concatenate([[True], token[1:] != token[:-1]]))
    sizes = np.diff(np.append(starts, len(token)))
    words = best_path(np.add.reduceat(odds, starts) / sizes, settings.switch)
    chosen = np.repeat(words, sizes) & ~cue
    taken = cue | (np.exp(seen.roles[:, SOURCE]) > SOURCE_FLOOR)
    return _bridged(pieces, seen.reach[0], _snapped(pieces, seen.reach[0], chosen, taken), taken)


def _odds(roles: Floats, lean: float) -> NDArray[np.float64]:
    """Log-odds of content for each piece, with a lean to it against none and cue, not against the source."""
    chance = np.exp(roles.astype(np.float64))
    other = 1 - chance[:, SOURCE] - chance[:, CONTENT]
    against = np.maximum(other, 0) + chance[:, SOURCE] * math.exp(lean)
    odds: NDArray[np.float64] = np.log(np.maximum(chance[:, CONTENT], FLOOR)) - np.log(np.maximum(against, FLOOR))
    return odds + lean


def best_path(odds: NDArray[np.float64], switch: float) -> Bools:
    """The likeliest way of being in or out, given log-odds of in, when each change costs so many nats (Viterbi)."""
    inside = np.zeros((len(odds), 2), dtype=np.bool_)
    out, into = 0.0, float(odds[0])
    for n in range(1, len(odds)):
        inside[n] = into - switch > out, into >= out - switch
        out, into = max(out, into - switch), max(into, out - switch) + float(odds[n])
    path = np.zeros(len(odds), dtype=np.bool_)
    path[-1] = into > out
    for n in range(len(odds) - 1, 0, -1):
        path[n - 1] = inside[n, int(path[n])]
    return path


def _snapped(pieces: Pieces, first: int, content: Bools, taken: Bools) -> Bools:
    """The content with each quotation that is mostly content taken whole, but for source and cue inside it."""
    quotation = pieces.quotation[first : first + len(content)]
    for q in np.unique(quotation[content & (quotation != -1)]):
        inside = quotation == q
        if content[inside].mean() > SNAP:
            content = content | (inside & ~taken)
    return content


def _bridged(pieces: Pieces, first: int, content: Bools, taken: Bools) -> Bools:
    """The content with short gaps filled where they hold neither source nor cue."""
    at = np.flatnonzero(content)
    unit = pieces.unit[first : first + len(content)]
    filled = content.copy()
    for a, b in zip(at[:-1].tolist(), at[1:].tolist(), strict=True):
        if 1 < b - a <= BRIDGE + 1 and unit[a] == unit[b] and not taken[a + 1 : b].any():
            filled[a + 1 : b] = True
    return filled


def _runs(text: str, pieces: Pieces, first: int, chosen: Bools) -> list[Stretch]:
    """Stretches of chosen pieces; a gap without a word is bridged, a stretch without a word dropped."""
    at = np.flatnonzero(chosen)
    if not len(at):
        return []
    cuts = np.flatnonzero(np.diff(at) > 1)
    runs: list[Stretch] = []
    for part in np.split(at, cuts + 1):
        a, b = first + int(part[0]), first + int(part[-1]) + 1
        if runs and not _words(text, pieces, runs[-1][1], a):
            runs[-1] = (runs[-1][0], b)
        elif _words(text, pieces, a, b):
            runs.append((a, b))
    return runs


def _words(text: str, pieces: Pieces, a: int, b: int) -> bool:
    """True where a letter or digit stands among the pieces from a to b."""
    return a < b and any(c.isalnum() for c in text[pieces.start[a] : pieces.end[b - 1]])


def _source(text: str, pieces: Pieces, seen: Window, content: Bools) -> Stretch | None:
    """The run of likely source that holds most of the source's weight."""
    weight = np.exp(seen.roles[:, SOURCE])
    at = np.arange(*seen.reach)
    likely = (weight > SOURCE_FLOOR) & ~content & ((at < seen.cue[0]) | (at >= seen.cue[1]))
    first = seen.reach[0]
    runs = [_to_words(pieces, run) for run in _runs(text, pieces, first, likely)]
    return max(runs, key=lambda r: float(weight[max(r[0] - first, 0) : r[1] - first].sum()), default=None)


def _to_words(pieces: Pieces, run: Stretch) -> Stretch:
    a, b = run
    while a > 0 and pieces.start[a] == pieces.end[a - 1] and pieces.token[a] == pieces.token[a - 1]:
        a -= 1
    while b < len(pieces) and pieces.start[b] == pieces.end[b - 1] and pieces.token[b] == pieces.token[b - 1]:
        b += 1
    return a, b


def signals(seen: Window, content: Bools) -> tuple[float, ...]:
    """What the confidence is made of: a constant, both passes' logits, the mean certainty of the content."""
    sure = float(np.exp(seen.roles[content, CONTENT]).mean()) if content.any() else 0.0
    return 1.0, seen.valid, seen.chance, math.log(max(sure, FLOOR) / max(1 - sure, FLOOR))


def confidence(seen: Window, content: Bools, settings: Settings) -> float:
    """The chance that the attribution is right, from a logistic regression on articles held out of training."""
    total = sum(w * s for w, s in zip(settings.calibration, signals(seen, content), strict=True))
    return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))


def place(text: str, pieces: Pieces, run: Stretch) -> Place:
    """Where a run stands, without the commas and blanks at its ends; a run of nothing else as it is."""
    start, end = int(pieces.start[run[0]]), int(pieces.end[run[1] - 1])
    bare = text[start:end].rstrip(" \n\t,;:")
    if not bare.strip(" \n\t,;:."):
        return start, end
    return end - len(text[start:end].lstrip(" \n\t,;:.")), start + len(bare)


def settled(found: Sequence[Found]) -> list[tuple[Found, int | None]]:
    """Attributions that can stand together, in order of content, each with the one whose content holds it.

    A token belongs to one attribution: of two that claim the same content the surer stays. One that lies in another's
    content, cue and all, is held by it.
    """
    kept: list[Found] = []
    at: dict[int, list[int]] = defaultdict(list)
    for one in sorted(found, key=lambda f: (-f.confidence, f.content)):
        rivals = {n for piece in one.covered for n in at[piece]}
        if not any(_clash(one, kept[n]) for n in rivals):
            for piece in one.covered:
                at[piece].append(len(kept))
            kept.append(one)
    kept.sort(key=lambda f: (f.content[0][0], -f.content[-1][1], f.cue))
    return [(one, holder) for one, holder in zip(kept, _holders(kept), strict=True)]


def _clash(one: Found, other: Found) -> bool:
    mine, theirs = one.covered, other.covered
    shared = len(mine & theirs)
    if not shared:
        return False
    if set(range(*one.cue)) <= theirs or set(range(*other.cue)) <= mine:
        return shared / len(mine | theirs) > 0.8
    return shared / min(len(mine), len(theirs)) > 0.5


def _holders(kept: Sequence[Found]) -> list[int | None]:
    """For each the index of the shortest content that holds its cue."""
    at: dict[int, list[int]] = defaultdict(list)
    for n, one in enumerate(kept):
        for piece in one.covered:
            at[piece].append(n)
    return [_holder(n, kept, at[one.cue[0]]) for n, one in enumerate(kept)]


def _holder(number: int, kept: Sequence[Found], near: Sequence[int]) -> int | None:
    cue = set(range(*kept[number].cue))
    holding = [(len(kept[n].covered), n) for n in near if n != number and cue <= kept[n].covered]
    return min(holding)[1] if holding else None
