"""Writes src/rashomon/models/data/conflict-* from a model that train_conflict.py has taught, or question-*.

    python training/export_conflict.py large.pt --base FOLDER        # then training/fit_conflicts.py, for the weights
    python training/export_conflict.py question.pt --question        # of train_question.py; then fit_questions.py

FOLDER is the transformers model that the training began with: its tokenizer is taken from there. The encoder is cut
into two graphs with int8 matrices, so that no file is too large for a code host. The model of questions has its upper
graph alone: the lower one is that of the model of conflicts, from which it was taught.
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
QUESTION = (FILES[0], "question-upper.onnx", FILES[2])
LAYERS = 12


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    kind = parser.add_mutually_exclusive_group(required=True)
    kind.add_argument("--base", type=Path)
    kind.add_argument("--question", action="store_true")
    parser.add_argument("--to", type=Path, default=DATA)
    args = parser.parse_args()
    made = named(torch.load(args.model), LAYERS)
    lower, upper, tokenizer = QUESTION if args.question else FILES
    onnx_graph.write(onnx_graph.conflict(made, LOWER, LAYERS, LAYERS), args.to / upper, exact=False)
    if args.base:
        onnx_graph.write(onnx_graph.conflict(made, 0, LOWER, LAYERS), args.to / lower, exact=False)
        shutil.copyfile(args.base / "tokenizer.json", args.to / tokenizer)
    digests = {name: hashlib.sha256((args.to / name).read_bytes()).hexdigest() for name in (lower, upper, tokenizer)}
    manifest = args.to / f"{'question' if args.question else 'conflict'}.json"
    manifest.write_text(json.dumps({"files": digests}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
