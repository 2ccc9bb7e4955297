"""An encoder that reads two texts together: a lower part, that of the model of conflicts, and an upper part of each."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from rashomon.errors import MissingModel
from rashomon.models.packaged import folder, manifest, session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

LANGUAGE = "en"
"""What such a model reads."""
LOWER, TOKENIZER = "conflict-lower.onnx", "conflict-tokenizer.json"
LONGEST = 60
"""Word pieces of a text that are read."""
START, END = 0, 2
"""The ids that stand around a text."""
KEPT = 100_000
"""Readings that are kept: a desk that decides something, or a case that grows, asks about the same pairs again."""
THREADS = min(4, os.cpu_count() or 1)
"""Pairs read at a time; each by itself, so that nothing depends on it."""
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True, eq=False)
class PairModel:
    """The two parts of the encoder and its tokenizer."""

    lower: InferenceSession
    upper: InferenceSession
    tokenizer: Tokenizer

    def logits(self, first: str, second: str) -> tuple[float, ...]:
        """What the upper part gives for two texts, whichever is given first: they are read in alphabetical order."""
        return _logits(self, min(first, second), max(first, second))

    def pieces(self, text: str) -> list[int]:
        """The ids of a text's first word pieces."""
        whole = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no text
        ids: list[int] = self.tokenizer.encode(whole, add_special_tokens=False).ids
        return ids[:LONGEST]


@lru_cache(maxsize=KEPT)
def _logits(model: PairModel, one: str, other: str) -> tuple[float, ...]:
    ids = np.array([[START, *model.pieces(one), END, END, *model.pieces(other), END]], np.int64)
    states = model.lower.run(["states"], {"ids": ids})[0]
    return tuple(float(value) for value in model.upper.run(None, {"ids": ids, "states": states})[0][0])


def read_all(pairs: Sequence[tuple[str, str]], read: Callable[[str, str], Read]) -> list[Read]:
    """What is read of each two texts, some of them at a time."""
    with ThreadPoolExecutor(THREADS) as pool:
        # the first alone: it opens the model, which every thread would do for itself
        return [*(read(*both) for both in pairs[:1]), *pool.map(lambda both: read(*both), pairs[1:])]


def load(name: str, where: Path | None = None) -> PairModel:
    """The model of that name in a folder, by default packaged; MissingModel if it is not what its manifest says."""
    where = where or folder()
    manifest(name, where)
    lower, tokenizer = _shared(where)
    return PairModel(lower, session(where / f"{name}-upper.onnx"), tokenizer)


@cache
def _shared(where: Path) -> tuple[InferenceSession, Tokenizer]:
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise MissingModel("running a model of pairs needs the package tokenizers") from error
    tokenizer = Tokenizer.from_file(str(where / TOKENIZER))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return session(where / LOWER), tokenizer
