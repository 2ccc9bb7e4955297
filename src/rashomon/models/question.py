"""Whether two clauses speak to one question: an encoder reads both together (docs/model-card.md)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rashomon.models import pair

NAME = "question"
PLACES = 3
"""Digits of log-odds that count."""


@dataclass(frozen=True, slots=True, eq=False)
class QuestionModel:
    """The encoder, whose one logit is that of the pair."""

    encoder: pair.PairModel

    def odds(self, first: str, second: str) -> float:
        """The log-odds that two clauses speak to one question, whichever is given first."""
        return round(self.encoder.logits(first, second)[0], PLACES)


@cache
def load(where: Path | None = None) -> QuestionModel:
    """The model in a folder, by default the packaged one; MissingModel if it is not what its manifest says."""
    return QuestionModel(pair.load(NAME, where))
