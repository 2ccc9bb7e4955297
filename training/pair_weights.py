"""The weights of an encoder of pairs: named as its graphs name them, and read back from the packaged graphs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import onnx_graph
import torch
from onnx import numpy_helper
from torch import Tensor
from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

DATA = Path(__file__).parents[1] / "src" / "rashomon" / "models" / "data"
LOWER = 4
"""Layers of the lower graph."""
PIECES, BUCKETS, PADDING, PLACES = 128, 32, 2, 514
"""Word pieces of a pair; kinds of distances; rows that MPNet never reads of its table of places, and all its rows."""
PARTS = {"out": "attention.attn.o", "norm1": "attention.LayerNorm", "up": "intermediate.dense"}
PARTS |= {"down": "output.dense", "norm2": "output.LayerNorm"}


def named(state: Mapping[str, Tensor], layers: int) -> onnx_graph.Weights:
    """A taught MPNet's weights under the names of the graph."""
    held = {name: value.float().numpy() for name, value in state.items()}
    start = "encoder.embeddings."
    found = {
        "words.weight": held[f"{start}word_embeddings.weight"],
        "positions.weight": held[f"{start}position_embeddings.weight"][PADDING : PADDING + PIECES],
        "segment": np.zeros(held[f"{start}LayerNorm.weight"].shape, np.float32),
        "bias": held["encoder.encoder.relative_attention_bias.weight"][distances()].transpose(2, 0, 1)[None].copy(),
    }
    for kind in ("weight", "bias"):
        found[f"norm.{kind}"] = held[f"{start}LayerNorm.{kind}"]
        found |= {f"head.{n}.{kind}": held[f"head.{n}.{kind}"] for n in (0, 3)}
        for n in range(layers):
            layer = f"encoder.encoder.layer.{n}."
            found[f"shared.{n}.qkv.{kind}"] = np.concatenate([held[f"{layer}attention.attn.{x}.{kind}"] for x in "qkv"])
            found |= {f"shared.{n}.{short}.{kind}": held[f"{layer}{name}.{kind}"] for short, name in PARTS.items()}
    return found


def first_layers(count: int) -> dict[str, Tensor]:
    """The state of an MPNet of the first layers of the packaged model of conflicts, as near as its int8 values are."""
    held: dict[str, np.ndarray] = {}
    for part in ("lower", "upper"):
        for one in onnx.load(str(DATA / f"conflict-{part}.onnx")).graph.initializer:
            held.setdefault(one.name, numpy_helper.to_array(one))
    width = held["norm.w"].shape[0]
    places = np.zeros((PLACES, width), np.float32)
    places[PADDING : PADDING + PIECES] = held["positions"]
    found = {
        "embeddings.word_embeddings.weight": held["words"] * held["scale"],
        "embeddings.position_embeddings.weight": places,
        "embeddings.LayerNorm.weight": held["norm.w"],
        "embeddings.LayerNorm.bias": held["norm.b"],
        "encoder.relative_attention_bias.weight": by_distance(held["bias"]),
    }
    for n in range(count):
        start = f"encoder.layer.{n}."
        for kind, name in (("weight", "w"), ("bias", "b")):
            for x, value in zip("qkv", np.split(read(held, f"shared.{n}.qkv", name), 3), strict=True):
                found[f"{start}attention.attn.{x}.{kind}"] = value
            found |= {f"{start}{long}.{kind}": read(held, f"shared.{n}.{short}", name) for short, long in PARTS.items()}
    return {name: torch.tensor(np.ascontiguousarray(value, np.float32)) for name, value in found.items()}


def read(held: dict[str, np.ndarray], name: str, kind: str) -> np.ndarray:
    """One weight: a matrix, output by input, or a vector."""
    if f"{name}.{kind}_quantized" in held:
        return np.asarray((held[f"{name}.{kind}_quantized"] * held[f"{name}.{kind}_scale"]).T)
    return held[f"{name}.{kind}"]


def by_distance(bias: np.ndarray) -> np.ndarray:
    """What each kind of distance adds for each head, from the table of what every two places add."""
    kinds = distances()
    found = np.zeros((BUCKETS, bias.shape[1]), np.float32)
    for kind in range(BUCKETS):
        rows, columns = np.nonzero(kinds == kind)
        if len(rows):
            found[kind] = bias[0, :, rows[0], columns[0]]
    return found


def distances() -> np.ndarray:
    """The kind of distance between every two places, shape (PIECES, PIECES)."""
    places = torch.arange(PIECES)
    made = MPNetEncoder.relative_position_bucket(places[None, :] - places[:, None], num_buckets=BUCKETS)
    return np.asarray(made.numpy())
