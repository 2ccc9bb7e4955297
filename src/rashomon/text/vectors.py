"""Vectors that are kept as text: a signed byte for each number, the largest of them 127, in base64."""

from __future__ import annotations

import base64
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FEW = 12
"""What all are about is known from many: of so many rows, half of their mean is taken off."""


def packed(vector: NDArray[np.float32]) -> str:
    """A vector as text, its length lost."""
    scaled = np.round(127 * vector / max(float(np.abs(vector).max()), 1e-9)).astype(np.int8)
    return base64.b64encode(scaled.tobytes()).decode("ascii")


def unpacked(texts: Sequence[str]) -> NDArray[np.float64]:
    """The vectors of some texts as rows of length 1; a row of zeros for ''."""
    width = max((len(base64.b64decode(text)) for text in texts if text), default=0)
    rows = np.zeros((len(texts), width))
    for n, text in enumerate(texts):
        if text:
            rows[n] = np.frombuffer(base64.b64decode(text), np.int8)
    return unit(rows)


def unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """The rows scaled to length 1; a row of zeros stays one."""
    lengths = np.sqrt((rows**2).sum(axis=1, keepdims=True))
    return np.asarray(rows / np.where(lengths > 0, lengths, 1.0))


def centred(parts: Sequence[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """The rows of some tables at length 1, what all of them are about taken off; a row of zeros stays one."""
    width = max((rows.shape[1] for rows in parts), default=0)
    wide = [np.pad(rows, ((0, 0), (0, width - rows.shape[1]))) for rows in parts]
    known = sum(int(rows.any(axis=1).sum()) for rows in wide)
    common = sum((rows.sum(axis=0) for rows in wide), np.zeros(width)) / (known + FEW)
    return [unit(np.where(rows.any(axis=1, keepdims=True), rows - common, 0.0)) for rows in wide]
