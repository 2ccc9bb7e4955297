"""Which words of an English report state something that could be checked, and where such a statement begins.

An encoder taught on invented, marked cases (docs/model-card.md).
"""

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

NAME = "statement"
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class StatementModel:
    """The encoder and its tokenizer."""

    encoder: InferenceSession
    tokenizer: Tokenizer

    def chances(self, ids: NDArray[np.int64]) -> Floats:
        """Of each word piece of one row how likely it is inside a statement, and begins one; shape (pieces, 2)."""
        logits: Floats = self.encoder.run(["chances"], {"ids": ids[None]})[0][0]
        return np.asarray(1 / (1 + np.exp(-logits)), dtype=np.float32)


@cache
def load(where: Path | None = None) -> StatementModel:
    """The model in a folder, by default the packaged one; MissingModel if it is not what its manifest says."""
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise MissingModel("running the statement model needs the package tokenizers") from error
    where = where or folder()
    manifest(NAME, where)
    tokenizer = Tokenizer.from_file(str(where / f"{NAME}-tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return StatementModel(session(where / f"{NAME}-encoder.onnx"), tokenizer)
