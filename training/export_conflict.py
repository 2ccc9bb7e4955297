"""Writes src/rashomon/models/data/conflict-* from a model that train_conflict.py has taught.

    python training/export_conflict.py large.pt --base FOLDER        # then training/fit_conflicts.py, for the weights

FOLDER is the transformers model that the training began with: its tokenizer is taken from there. The encoder is cut
into two graphs with int8 matrices, so that no file is too large for a code host.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx_graph
import torch
from torch import Tensor
from transformers.models.mpnet.modeling_mpnet import MPNetEncoder

OUT = Path(__file__).parents[1] / "src" / "rashomon" / "models" / "data"
FILES = ("conflict-lower.onnx", "conflict-upper.onnx", "conflict-tokenizer.json")
LAYERS, LOWER = 12, 4
PIECES, BUCKETS, PADDING = 128, 32, 2
"""Word pieces of a pair at most; kinds of distances between two; rows of its table of places that MPNet never reads."""
PARTS = {"out": "attention.attn.o", "norm1": "attention.LayerNorm", "up": "intermediate.dense"}
PARTS |= {"down": "output.dense", "norm2": "output.LayerNorm"}


def weights(state: Mapping[str, Tensor]) -> onnx_graph.Weights:
    """An MPNet's weights under the names of the graph."""
    held = {name: value.float().numpy() for name, value in state.items()}
    start = "encoder.embeddings."
    places = torch.arange(PIECES)
    buckets = MPNetEncoder.relative_position_bucket(places[None, :] - places[:, None], num_buckets=BUCKETS)
    found = {
        "words.weight": held[f"{start}word_embeddings.weight"],
        "positions.weight": held[f"{start}position_embeddings.weight"][PADDING : PADDING + PIECES],
        "segment": np.zeros(held[f"{start}LayerNorm.weight"].shape, np.float32),
        "bias": held["encoder.encoder.relative_attention_bias.weight"][buckets.numpy()].transpose(2, 0, 1)[None].copy(),
    }
    for kind in ("weight", "bias"):
        found[f"norm.{kind}"] = held[f"{start}LayerNorm.{kind}"]
        found |= {f"head.{n}.{kind}": held[f"head.{n}.{kind}"] for n in (0, 3)}
        for n in range(LAYERS):
            layer = f"encoder.encoder.layer.{n}."
            found[f"shared.{n}.qkv.{kind}"] = np.concatenate([held[f"{layer}attention.attn.{x}.{kind}"] for x in "qkv"])
            found |= {f"shared.{n}.{short}.{kind}": held[f"{layer}{name}.{kind}"] for short, name in PARTS.items()}
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--to", type=Path, default=OUT)
    args = parser.parse_args()
    made = weights(torch.load(args.model))
    for name, first, end in ((FILES[0], 0, LOWER), (FILES[1], LOWER, LAYERS)):
        onnx_graph.write(onnx_graph.conflict(made, first, end, LAYERS), args.to / name, exact=False)
    shutil.copyfile(args.base / "tokenizer.json", args.to / FILES[2])
    digests = {name: hashlib.sha256((args.to / name).read_bytes()).hexdigest() for name in FILES}
    (args.to / "conflict.json").write_text(json.dumps({"files": digests}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
