"""The attribution tagger: word pieces to cues, and a cue's window to its source and content (docs/model-card.md)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rashomon.errors import MissingModel
from rashomon.models.packaged import folder, manifest, session

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

NAME = "attribution"
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Settings:
    """What was tuned on articles held out of training."""

    cue: float
    """How likely a cue must be for its window to be read."""
    keep: float
    """The confidence from which an attribution is given out."""
    switch: float
    """What a change from one role to another costs, in nats."""
    lean: float
    """What is added to a piece's log-odds of being content, in nats."""
    calibration: tuple[float, ...]
    """Weights of the logistic regression that makes the confidence."""


@dataclass(frozen=True, slots=True)
class AttributionModel:
    """Both stages, the tokenizer, and the names that the features are made of."""

    encoder: InferenceSession
    reader: InferenceSession
    tokenizer: Tokenizer
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    settings: Settings

    def encode(self, ids: Ints, features: Ints) -> tuple[Floats, Floats]:
        """Hidden states, and logits of outside, begin, inside a cue and of four roles, for one row of word pieces."""
        hidden, tags = self.encoder.run(["hidden", "tags"], {"ids": ids[None], "features": features[None]})
        return hidden[0], tags[0]

    def read(self, hidden: Floats, relations: Ints, marks: Ints) -> tuple[Floats, float]:
        """Logits of none, source, cue, content for each piece of one window; a logit for the cue being one."""
        given = {"hidden": hidden[None], "relations": relations[None], "marks": marks[None]}
        roles, valid = self.reader.run(["roles", "valid"], given)
        return roles[0], float(valid[0])


@cache
def load(where: Path | None = None) -> AttributionModel:
    """The model in a folder, by default the packaged one; MissingModel if it is not what its manifest says."""
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise MissingModel("running the attribution model needs the package tokenizers") from error
    where = where or folder()
    found: dict[str, Any] = manifest(NAME, where)
    tokenizer = Tokenizer.from_file(str(where / f"{NAME}-tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return AttributionModel(
        session(where / f"{NAME}-encoder.onnx"),
        session(where / f"{NAME}-reader.onnx"),
        tokenizer,
        tuple(found["tags"]),
        tuple(found["deps"]),
        Settings(found["cue"], found["keep"], found["switch"], found["lean"], tuple(found["calibration"])),
    )
