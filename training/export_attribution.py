"""Writes the trained tagger as the two ONNX files that the package ships, with int8 weights, and their manifest.

    python training/export_attribution.py OUT --to src/rashomon/models/data

OUT is what train_attribution.py wrote. The averaged weights are used. Thresholds are taken from the manifest already
there, if there is one: tune_attribution.py sets them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnx_graph
import torch
from base_weights import base_folder
from brat import labels
from network import SMALL

FILES = ("attribution-encoder.onnx", "attribution-reader.onnx", "attribution-tokenizer.json")
MANIFEST = "attribution.json"
NEWER = 0.75
"""Of weights of .5, .75 and 1 for the newer the best on the articles held out of training."""
DEFAULTS = {"cue": 0.4, "keep": 0.4, "switch": 1.0, "lean": 0.4, "calibration": [0.0, 1.0, 0.0, 0.0]}


def load_weights(paths: list[Path]) -> dict[str, np.ndarray]:
    """The averaged weights of one run, or the mean of several runs'."""
    states = [torch.load(p / "checkpoint.pt", weights_only=True)["average"] for p in paths]
    return {name: np.mean([s[name].numpy() for s in states], axis=0) for name in states[0]}


def blended(weights: dict[str, np.ndarray], older: Path) -> dict[str, np.ndarray]:
    """The mean of these weights, with most of the say, and of the exported ones that their training started from."""
    before = onnx_graph.read_back([onnx.load(str(older / name)) for name in FILES[:2]])
    placed = {"positions.weight": weights["positions.weight"] + weights["segment"], "segment": before["segment"]}
    return {n: (NEWER * w + (1 - NEWER) * before[n]).astype(np.float32) for n, w in (weights | placed).items()}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=Path, nargs="+")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--blend", type=Path, help="the exported model that training started from, to be mixed in")
    parser.add_argument("--float", action="store_true", help="keep 32 bits")
    args = parser.parse_args()
    args.to.mkdir(parents=True, exist_ok=True)
    weights = load_weights(args.runs)
    if args.blend:
        weights = blended(weights, args.blend)
    own = SMALL.layers - SMALL.shared
    models = [onnx_graph.encoder(weights, SMALL.shared, own), onnx_graph.reader(weights, own)]
    for model, name in zip(models, FILES, strict=False):
        onnx_graph.write(model, args.to / name, exact=args.float)
    shutil.copy(base_folder() / "tokenizer.json", args.to / FILES[2])
    names = labels()
    manifest = args.to / MANIFEST
    before = json.loads(manifest.read_text()) if manifest.exists() else {}
    settings = {key: before.get(key, value) for key, value in DEFAULTS.items()}
    digests = {name: hashlib.sha256((args.to / name).read_bytes()).hexdigest() for name in FILES}
    found = {"files": digests, "tags": names.tags, "deps": names.deps, **settings}
    manifest.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
