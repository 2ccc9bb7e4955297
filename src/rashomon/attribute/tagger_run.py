"""The two passes of the trained extractor: likely cues of a report, then the roles in each cue's window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rashomon.attribute.tagger_input import Pieces, chunks, relations, window
from rashomon.models.attribution import AttributionModel

Floats = NDArray[np.float32]
Stretch = tuple[int, int]

CLS, SEP = 101, 102
ROWS, PIECES = 8, 1024
"""Windows read together: at most so many, of at most so many word pieces with their padding."""


@dataclass(frozen=True, slots=True)
class Window:
    """What the model sees around one likely cue."""

    cue: Stretch
    """The cue, as indexes of word pieces."""
    reach: Stretch
    roles: Floats
    """Log-probabilities of none, source, cue, content; one row a piece of the reach."""
    chance: float
    """How likely the first pass holds it for a cue: the highest of its pieces, a logit."""
    valid: float
    """What the second pass says of it, a logit."""


def encoded(model: AttributionModel, pieces: Pieces) -> tuple[Floats, Floats]:
    """Hidden states and tag logits of every piece; each chunk is encoded alone."""
    hidden, tags = [], []
    for a, b in chunks(pieces):
        ids = np.concatenate([[CLS], pieces.ids[a:b], [SEP]])[None]
        features = np.zeros((1, b - a + 2, pieces.features.shape[1]), dtype=np.int64)
        features[0, 1:-1] = pieces.features[a:b]
        states, logits = model.encode(ids, features, np.ones_like(ids, dtype=np.int32))
        hidden.append(states[0, 1:-1])
        tags.append(logits[0, 1:-1])
    if not hidden:
        return np.zeros((0, 0), np.float32), np.zeros((0, 7), np.float32)
    return np.concatenate(hidden), np.concatenate(tags)


def cues(pieces: Pieces, tags: Floats, threshold: float) -> list[tuple[Stretch, float]]:
    """The likely cues with their logits, in whole words; where a new one more likely begins than not, it begins."""
    chance = softmax(tags[:, :3])
    inside = 1 - chance[:, 0] > threshold
    glued = np.zeros(len(inside), dtype=bool)
    glued[1:] = pieces.token[1:] == pieces.token[:-1]
    for n in (np.flatnonzero(glued[1:]) + 1).tolist():
        inside[n] |= inside[n - 1]
    for n in np.flatnonzero(glued)[::-1].tolist():
        inside[n - 1] |= inside[n]
    begins = (chance[:, 1] > 0.5) & ~glued
    found: list[tuple[Stretch, float]] = []
    start: int | None = None
    for n in range(len(inside) + 1):
        here = n < len(inside) and bool(inside[n])
        if start is not None and (not here or begins[n]):
            top = float(np.clip(1 - chance[start:n, 0].min(), 1e-6, 1 - 1e-6))
            found.append(((start, n), float(np.log(top / (1 - top)))))
            start = None
        if here and start is None:
            start = n
    return found


def read(
    model: AttributionModel, pieces: Pieces, hidden: Floats, found: Sequence[tuple[Stretch, float]]
) -> list[Window]:
    """A window for each cue, in the cues' order; windows of like length are read together."""
    reaches = [window(pieces, cue) for cue, _ in found]
    result: dict[int, Window] = {}
    for group in _batches([b - a for a, b in reaches]):
        size = max(reaches[n][1] - reaches[n][0] for n in group)
        states = np.zeros((len(group), size, hidden.shape[1]), dtype=np.float32)
        kinds = np.zeros((len(group), size, 4), dtype=np.int64)
        marks = np.zeros((len(group), size), dtype=np.int64)
        mask = np.zeros((len(group), size), dtype=np.int32)
        for row, n in enumerate(group):
            (a, b), cue = reaches[n], found[n][0]
            states[row, : b - a] = hidden[a:b]
            kinds[row, : b - a] = relations(pieces, cue, (a, b))
            marks[row, cue[0] - a : cue[1] - a] = 1
            mask[row, : b - a] = 1
        roles, valid = model.read(states, kinds, marks, mask)
        for row, n in enumerate(group):
            a, b = reaches[n]
            logs = np.log(np.maximum(softmax(roles[row, : b - a]), 1e-9))
            result[n] = Window(found[n][0], (a, b), logs, found[n][1], float(valid[row]))
    return [result[n] for n in range(len(found))]


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    group: list[int] = []
    for n in sorted(range(len(lengths)), key=lambda n: (lengths[n], n)):
        if group and (len(group) == ROWS or lengths[n] * (len(group) + 1) > PIECES):
            yield group
            group = []
        group.append(n)
    if group:
        yield group


def softmax(logits: Floats) -> Floats:
    """Probabilities over the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), dtype=np.float32)
