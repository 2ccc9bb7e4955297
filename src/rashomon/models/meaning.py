"""What English words are about, as vectors: a general model of sentences, not trained here (docs/model-card.md)."""

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

NAME = "meaning"
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class MeaningModel:
    """The encoder and its tokenizer."""

    encoder: InferenceSession
    tokenizer: Tokenizer
    width: int
    """Numbers in a vector."""

    def encode(self, ids: NDArray[np.int64]) -> Floats:
        """One vector for each word piece of one row, as it stands among the others; shape (pieces, components)."""
        found: Floats = self.encoder.run(["meaning"], {"ids": ids[None]})[0][0]
        return found


@cache
def load(where: Path | None = None) -> MeaningModel:
    """The model in a folder, by default the packaged one; MissingModel if it is not what its manifest says."""
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise MissingModel("running the meaning model needs the package tokenizers") from error
    where = where or folder()
    found = manifest(NAME, where)
    tokenizer = Tokenizer.from_file(str(where / f"{NAME}-tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return MeaningModel(session(where / f"{NAME}-encoder.onnx"), tokenizer, found["width"])
