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
from pathlib import Path

import onnx_graph
import torch
from pair_weights import DATA, LOWER, named

FILES = ("conflict-lower.onnx", "conflict-upper.onnx", "conflict-tokenizer.json")
LAYERS = 12


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--to", type=Path, default=DATA)
    args = parser.parse_args()
    made = named(torch.load(args.model), LAYERS)
    for name, first, end in ((FILES[0], 0, LOWER), (FILES[1], LOWER, LAYERS)):
        onnx_graph.write(onnx_graph.conflict(made, first, end, LAYERS), args.to / name, exact=False)
    shutil.copyfile(args.base / "tokenizer.json", args.to / FILES[2])
    digests = {name: hashlib.sha256((args.to / name).read_bytes()).hexdigest() for name in FILES}
    (args.to / "conflict.json").write_text(json.dumps({"files": digests}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
