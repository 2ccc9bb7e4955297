"""What the network is shown in one step, and the loss of what it answers.

An article's targets are what its annotator marked, what a larger tagger says of it (soft labels), or a mean of both.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from base_weights import CLS, SEP
from brat import Example
from network import CUE_CLASSES, ROLE_CLASSES, Packed, Tagger
from numpy.typing import NDArray
from torch import Tensor

from rashomon.attribute.tagger_input import Pieces, chunks, relations
from rashomon.attribute.tagger_run import Stretch, reaches, softmax

UNKNOWN = 100
OPENING, CLOSING, SINGLE_OPENING, SINGLE_CLOSING, STRAIGHT = 1523, 1524, 1520, 1521, 1000
"""The vocabulary's numbers of “ ” ‘ ’ and "."""
GUESS = 0.2
"""A piece more likely a cue than this starts a window in training, right or wrong."""
GROUPS = 5
"""Windows are read in so many groups, each of windows of like length."""
TRUST = 0.4
"""What the annotator weighs where a larger tagger speaks too."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Soft:
    """What a larger tagger says of one article."""

    tags: Floats
    """Probabilities of the cue classes, then of the roles; one row a piece."""
    windows: list[tuple[Stretch, Stretch, Floats, float]]
    """Cue, reach, probabilities of the roles, chance of its being a cue."""


@dataclass(frozen=True)
class Lesson:
    """One article to learn from: annotated, softly labelled, or both."""

    example: Example
    annotated: bool = True
    soft: Soft | None = None

    def mixed(self, hard: Floats, soft: Floats | None) -> Floats:
        """The target, from the annotator's and the larger tagger's."""
        if soft is None:
            return hard
        trust = TRUST if self.annotated else 0.0
        return np.asarray(trust * hard + (1 - trust) * soft, np.float32)


def one_hot(classes: NDArray[np.int64], count: int) -> Floats:
    """All chance on one class, for each of many."""
    return np.eye(count, dtype=np.float32)[classes]


def other_marks(ids: NDArray[np.int64], draw: float) -> NDArray[np.int64]:
    """The same pieces; one article of ten gets single quotation marks for double ones, one straight for curly ones."""
    if draw < 0.1:
        return np.select([ids == OPENING, ids == CLOSING], [SINGLE_OPENING, SINGLE_CLOSING], default=ids)
    if draw < 0.2:
        return np.where((ids == OPENING) | (ids == CLOSING), STRAIGHT, ids)
    return ids


class Batch:
    """Some articles, ready for the network; spoilt a little, so that it learns no names, if it is given a generator."""

    def __init__(self, lessons: list[Lesson], rng: np.random.Generator | None = None) -> None:
        self.lessons = lessons
        ids, features, where, lengths, self.bases = [], [], [], [], []
        edge = np.zeros((1, 5), np.int64)
        for lesson in lessons:
            self.bases.append(sum(len(w) for w in where))
            pieces = lesson.example.pieces
            own, kinds = spoilt(pieces, rng) if rng else (pieces.ids, pieces.features)
            for a, b in chunks(pieces):
                first = sum(lengths)
                ids += [[CLS], own[a:b], [SEP]]
                features += [edge, kinds[a:b], edge]
                where.append(np.arange(first + 1, first + 1 + b - a))
                lengths.append(b - a + 2)
        self.ids = torch.from_numpy(np.concatenate([np.asarray(i, np.int64) for i in ids]))
        self.features = torch.from_numpy(np.concatenate(features))
        self.where = torch.from_numpy(np.concatenate(where))
        self.rows = Packed(lengths)
        targets = [tag_targets(lesson) for lesson in lessons]
        self.cue = torch.from_numpy(np.concatenate([cue for cue, _ in targets]))
        self.role = torch.from_numpy(np.concatenate([role for _, role in targets]))


def spoilt(pieces: Pieces, rng: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pieces' numbers and features with other quotation marks, unknown words and no parse, now and then."""
    kinds = pieces.features.copy()
    own = other_marks(pieces.ids.copy(), rng.random())
    own[rng.random(len(own)) < np.where(kinds[:, 0] == 1, 0.1, 0.04)] = UNKNOWN  # names are not to be learnt
    if rng.random() < 0.08:  # a language without a parser of its own
        kinds[:, 3:] = 0
    return own, kinds


def tag_targets(lesson: Lesson) -> tuple[Floats, Floats]:
    """The chances of each cue class and each role that the first pass is to give."""
    total = len(lesson.example.pieces)
    cues, roles = np.zeros(total, np.int64), np.zeros(total, np.int64)
    for _, source, content in lesson.example.attributions:
        roles[content], roles[source] = 3, 1
    for cue, _, _ in lesson.example.attributions:
        roles[cue], cues[cue] = 2, 2
        cues[cue[0]] = 1
    soft = lesson.soft.tags if lesson.soft else None
    first = lesson.mixed(one_hot(cues, CUE_CLASSES), soft[:, :CUE_CLASSES] if soft is not None else None)
    return first, lesson.mixed(one_hot(roles, ROLE_CLASSES), soft[:, CUE_CLASSES:] if soft is not None else None)


@dataclass(frozen=True)
class Window:
    """A cue, right or wrong, and what the second pass is to say of it."""

    base: int
    cue: Stretch
    reach: Stretch
    relations: NDArray[np.int64]
    roles: Floats
    valid: float

    @property
    def size(self) -> int:
        """Pieces."""
        return self.reach[1] - self.reach[0]


def runs(tags: Floats) -> list[tuple[Stretch, float]]:
    """Stretches that the first pass holds for cues, with a logit that says how surely."""
    chance = 1 - softmax(tags[:, :CUE_CLASSES])[:, 0]
    likely = np.flatnonzero(chance > GUESS)
    found = [r for r in np.split(likely, np.flatnonzero(np.diff(likely) > 1) + 1) if len(r)]
    tops = [float(np.clip(chance[run].max(), 1e-6, 1 - 1e-6)) for run in found]
    return [((int(r[0]), int(r[-1]) + 1), float(np.log(top / (1 - top)))) for r, top in zip(found, tops, strict=True)]


def windows(batch: Batch, tags: Floats, rng: random.Random) -> list[Window]:
    """One window for each cue that is known (with the bounds as found, now and then), and for some false ones."""
    found: list[Window] = []
    for lesson, base in zip(batch.lessons, batch.bases, strict=True):
        found += _windows(lesson, base, tags[base : base + len(lesson.example.pieces)], rng)
    return sorted(found, key=lambda w: w.size)


def _windows(lesson: Lesson, base: int, tags: Floats, rng: random.Random) -> list[Window]:
    pieces, known = lesson.example.pieces, lesson.example.attributions
    gold = {int(i): n for n, (cue, _, _) in enumerate(known) for i in cue}
    own = {(int(cue[0]), int(cue[-1]) + 1): n for n, (cue, _, _) in enumerate(known)}
    softly = {cue for cue, *_ in lesson.soft.windows} if lesson.soft else set()
    covered = {n for cue in softly for n in range(*cue)}
    made = [_window(lesson, base, w[0], w[1], _only(gold, w[0]), w) for w in lesson.soft.windows] if lesson.soft else []
    found = runs(tags)
    false: list[tuple[Stretch, int | None]] = []
    for run, _ in found:
        if not gold.keys() & set(range(*run)) and not covered & set(range(*run)):
            false.append((run, None))
        elif (which := _only(gold, run)) is not None and not softly and rng.random() < 0.2:
            false.append((run, which))
    rng.shuffle(false)
    todo = [(cue, n) for cue, n in own.items() if cue not in softly] + false[: 2 + len(own) // 3]
    chances = dict.fromkeys(own, 1.0) | dict(found)
    places = dict(zip(chances, reaches(pieces, tags, list(chances.items())), strict=True))
    return made + [_window(lesson, base, cue, places[cue], which) for cue, which in todo]


def _only(gold: dict[int, int], cue: Stretch) -> int | None:
    """The one attribution whose cue these pieces touch."""
    hit = {gold[i] for i in range(*cue) if i in gold}
    return hit.pop() if len(hit) == 1 else None


def _window(
    lesson: Lesson, base: int, cue: Stretch, reach: Stretch, which: int | None,
    soft: tuple[Stretch, Stretch, Floats, float] | None = None,
) -> Window:  # fmt: skip
    roles = np.zeros(reach[1] - reach[0], np.int64)
    if which is not None:
        for value, part in zip((2, 1, 3), lesson.example.attributions[which], strict=True):
            roles[part[(part >= reach[0]) & (part < reach[1])] - reach[0]] = value
    target = lesson.mixed(one_hot(roles, ROLE_CLASSES), soft[2] if soft else None)
    valid = np.array([which is not None], np.float32)
    sure = float(lesson.mixed(valid, np.array([soft[3]], np.float32) if soft else None)[0])
    return Window(base, cue, reach, relations(lesson.example.pieces, cue, reach), target, sure)


def read(model: Tagger, hidden: Tensor, todo: list[Window]) -> tuple[Tensor, Tensor]:
    """What the second pass says of these windows."""
    rows = Packed([w.size for w in todo])
    at = torch.from_numpy(np.concatenate([w.base + np.arange(*w.reach) for w in todo]))
    kinds = torch.from_numpy(np.concatenate([w.relations for w in todo]))
    spans = ((np.arange(*w.reach), w.cue) for w in todo)
    marks = torch.from_numpy(np.concatenate([(at >= cue[0]) & (at < cue[1]) for at, cue in spans])).long()
    return model.read(hidden.index_select(0, at), kinds, marks, rows)


def loss_of(model: Tagger, batch: Batch, rng: random.Random) -> tuple[Tensor, list[float]]:
    """The sum of the four losses, and each by itself: cue, role, reader, valid."""
    hidden = model.encode(batch.ids, batch.features, batch.rows)
    tags = model.cues(hidden, batch.rows)[batch.where].float()
    hidden = hidden.index_select(0, batch.where)
    cue_loss = F.cross_entropy(tags[:, :CUE_CLASSES], batch.cue)
    role_loss = F.cross_entropy(tags[:, CUE_CLASSES:], batch.role)
    todo = windows(batch, tags.detach().numpy(), rng)
    if not todo:
        return 4 * cue_loss + role_loss, [cue_loss.item(), role_loss.item(), 0.0, 0.0]
    size = -(-len(todo) // GROUPS)
    answers = [read(model, hidden, todo[n : n + size]) for n in range(0, len(todo), size)]
    roles, valid = torch.cat([a for a, _ in answers]).float(), torch.cat([b for _, b in answers]).float()
    reader = F.cross_entropy(roles, torch.from_numpy(np.concatenate([w.roles for w in todo])))
    verdict = F.binary_cross_entropy_with_logits(valid, torch.tensor([w.valid for w in todo]))
    total = 4 * cue_loss + role_loss + 2 * reader + 0.5 * verdict
    return total, [cue_loss.item(), role_loss.item(), reader.item(), verdict.item()]
