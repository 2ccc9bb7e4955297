"""An encoder that reads two texts together: a lower part, that of the model of conflicts, and an upper part of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rashomon.errors import MissingModel
from rashomon.models.packaged import folder, manifest, session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

LOWER, TOKENIZER = "conflict-lower.onnx", "conflict-tokenizer.json"
LONGEST = 60
"""Word pieces of a text that are read."""
START, END = 0, 2
"""The ids that stand around a text."""
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class PairModel:
    """The two parts of the encoder and its tokenizer."""

    lower: InferenceSession
    upper: InferenceSession
    tokenizer: Tokenizer

    def logits(self, first: str, second: str) -> Floats:
        """What the upper part gives for two texts, whichever is given first: they are read in alphabetical order."""
        one, other = sorted((first, second))
        pieces = [START, *self._pieces(one), END, END, *self._pieces(other), END]
        ids = np.array([pieces], np.int64)
        states = self.lower.run(["states"], {"ids": ids})[0]
        found: Floats = self.upper.run(None, {"ids": ids, "states": states})[0][0]
        return found

    def _pieces(self, text: str) -> list[int]:
        whole = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair is no text
        ids: list[int] = self.tokenizer.encode(whole, add_special_tokens=False).ids
        return ids[:LONGEST]


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
