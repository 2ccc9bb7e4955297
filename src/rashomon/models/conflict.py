"""Whether two clauses are on one side, opposed or neither: an encoder reads both together (docs/model-card.md)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rashomon.errors import MissingModel
from rashomon.models.packaged import folder, manifest, session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

NAME = "conflict"
LONGEST = 60
"""Word pieces of a clause that are read."""
KEPT = 50_000
"""Readings that are kept: a desk that decides something weighs the same pairs again."""
START, END = 0, 2
"""The ids that stand around a clause."""
PLACES = 4
"""Digits of a share that count."""
Floats = NDArray[np.float32]


class Sides(NamedTuple):
    """The shares of the three ways in which two clauses can stand to one another; they add up to one."""

    same: float
    """Both can be true, and speak for one answer to a question."""
    opposed: float
    """They cannot both be true."""
    neither: float


@dataclass(frozen=True, slots=True, eq=False)
class ConflictModel:
    """The two parts of the encoder, the lower one first, and its tokenizer."""

    lower: InferenceSession
    upper: InferenceSession
    tokenizer: Tokenizer

    def sides(self, first: str, second: str) -> Sides:
        """How two clauses stand to one another, whichever is given first: they are read in alphabetical order."""
        return _sides(self, min(first, second), max(first, second))

    def read(self, first: str, second: str) -> Floats:
        """The three shares for one order, shape (3,)."""
        pieces = [START, *self._pieces(first), END, END, *self._pieces(second), END]
        ids = np.array([pieces], np.int64)
        states = self.lower.run(["states"], {"ids": ids})[0]
        logits: Floats = self.upper.run(["sides"], {"ids": ids, "states": states})[0][0]
        odds = np.exp(logits - logits.max())
        shares: Floats = odds / odds.sum()
        return shares

    def _pieces(self, text: str) -> list[int]:
        ids: list[int] = self.tokenizer.encode(text, add_special_tokens=False).ids
        return ids[:LONGEST]


@lru_cache(maxsize=KEPT)
def _sides(model: ConflictModel, first: str, second: str) -> Sides:
    same, opposed, neither = (round(float(share), PLACES) for share in model.read(first, second))
    return Sides(same, opposed, neither)


@cache
def load(where: Path | None = None) -> ConflictModel:
    """The model in a folder, by default the packaged one; MissingModel if it is not what its manifest says."""
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise MissingModel("running the conflict model needs the package tokenizers") from error
    where = where or folder()
    manifest(NAME, where)
    tokenizer = Tokenizer.from_file(str(where / f"{NAME}-tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    lower, upper = (session(where / f"{NAME}-{part}.onnx") for part in ("lower", "upper"))
    return ConflictModel(lower, upper, tokenizer)
