"""Whether two clauses are on one side, opposed or neither: an encoder reads both together (docs/model-card.md)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from rashomon.models import pair

NAME = "conflict"
PLACES = 4
"""Digits of a share that count."""


class Sides(NamedTuple):
    """The shares of the three ways in which two clauses can stand to one another; they add up to one."""

    same: float
    """Both can be true, and speak for one answer to a question."""
    opposed: float
    """They cannot both be true."""
    neither: float


@dataclass(frozen=True, slots=True, eq=False)
class ConflictModel:
    """The encoder, whose three logits are those of the shares."""

    encoder: pair.PairModel

    def sides(self, first: str, second: str) -> Sides:
        """How two clauses stand to one another, whichever is given first."""
        logits = np.array(self.encoder.logits(first, second), np.float32)
        odds = np.exp(logits - logits.max())
        same, opposed, neither = (round(float(share), PLACES) for share in odds / odds.sum())
        return Sides(same, opposed, neither)


@cache
def load(where: Path | None = None) -> ConflictModel:
    """The model in a folder, by default the packaged one; MissingModel if it is not what its manifest says."""
    return ConflictModel(pair.load(NAME, where))
