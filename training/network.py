"""The two-stage tagger in PyTorch: shared layers, a cue tagger, and a reader of one cue's source and content."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from rashomon.attribute.tagger_input import FEATURE_SIZES, RELATION_SIZES

WIDTH, HEADS, INNER, SHARED, LAYERS = 384, 12, 1536, 4, 6
CUE_CLASSES = 3
"""Outside, begin, inside."""
ROLE_CLASSES = 4
"""None, source, cue, content."""


class Packed:
    """Rows of unlike length laid end to end; padded only where rows must not see each other.

    Sizes are rounded up, since a CPU library compiles its kernels anew for every shape it meets.
    """

    def __init__(self, lengths: list[int]) -> None:
        self.lengths = lengths
        self.total = sum(lengths)
        size, height = _up(max(lengths), 32), _up(len(lengths), 4)
        count = torch.tensor(lengths + [0] * (height - len(lengths)))
        column = torch.arange(size)
        mask = column[None] < count[:, None]
        first = torch.cumsum(count, 0) - count
        self.shape = (height, size)
        self.padded = torch.where(mask, first[:, None] + column[None], 0).reshape(-1)
        self.bias = torch.zeros(height, 1, 1, size).masked_fill(~mask[:, None, None], -1e4)
        self.positions = self.pad(torch.cat([torch.arange(n) for n in lengths]))
        self.flat = self.pad(torch.cat([torch.arange(n) + row * size for row, n in enumerate(lengths)]))

    def pad(self, rows: Tensor) -> Tensor:
        """The same with zeros at its end, to the rounded size."""
        extra = _up(self.total, 128) - self.total
        return torch.cat([rows, torch.zeros((extra, *rows.shape[1:]), dtype=rows.dtype)])


def _up(number: int, step: int) -> int:
    return -(-number // step) * step


class Layer(nn.Module):
    """One BERT layer over packed rows."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, rows: Packed) -> Tensor:
        """Hidden states of all pieces, [pieces, WIDTH]."""
        b, n = rows.shape
        qkv = self.qkv(x).index_select(0, rows.padded).view(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        with torch.autocast("cpu", enabled=False):  # PyTorch's flash attention is slower on a CPU
            q, k, v = (part.contiguous() for part in qkv)
            fit = torch.matmul(q * q.shape[-1] ** -0.5, k.transpose(-1, -2)) + rows.bias.to(q.dtype)
            mixed = torch.matmul(torch.softmax(fit, -1), v)
        mixed = mixed.transpose(1, 2).reshape(b * n, WIDTH).index_select(0, rows.flat)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Tagger(nn.Module):
    """Shared layers, then the cue tagger's own and the cue reader's own."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH, sparse=True)
        self.positions = nn.Embedding(512, WIDTH)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.features = nn.ModuleList(nn.Embedding(n, WIDTH) for n in FEATURE_SIZES)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.shared = nn.ModuleList(Layer() for _ in range(SHARED))
        self.cue_layers = nn.ModuleList(Layer() for _ in range(LAYERS - SHARED))
        self.cue_head = nn.Linear(WIDTH, CUE_CLASSES + ROLE_CLASSES)
        self.relations = nn.ModuleList(nn.Embedding(n, WIDTH) for n in RELATION_SIZES)
        self.cue_mark = nn.Embedding(2, WIDTH)
        self.reader_layers = nn.ModuleList(Layer() for _ in range(LAYERS - SHARED))
        self.reader_head = nn.Linear(WIDTH, ROLE_CLASSES)
        self.valid_head = nn.Linear(WIDTH, 1)
        self.dropout = nn.Dropout(0.1)
        for table in [*self.features, *self.relations]:
            nn.init.zeros_(table.weight)
        nn.init.normal_(self.cue_mark.weight, std=0.05)
        nn.init.zeros_(self.cue_mark.weight[:1].data)

    def encode(self, ids: Tensor, features: Tensor, rows: Packed) -> Tensor:
        """Hidden states after the shared layers; rows start with [CLS] and end with [SEP]."""
        ids, features = rows.pad(ids), rows.pad(features)
        x = self.words(ids) + self.positions(rows.positions) + self.segment
        for column, table in enumerate(self.features):
            x = x + table(features[:, column])
        x = self.dropout(self.norm(x))
        for layer in self.shared:
            x = layer(x, rows)
        return x

    def cues(self, hidden: Tensor, rows: Packed) -> Tensor:
        """Logits of the cue classes, then of the roles."""
        for layer in self.cue_layers:
            hidden = layer(hidden, rows)
        return self.cue_head(hidden)

    def read(self, hidden: Tensor, relations: Tensor, marks: Tensor, rows: Packed) -> tuple[Tensor, Tensor]:
        """Role logits of each piece of each window, and one logit a window: is it a cue at all."""
        relations = rows.pad(relations)
        x = rows.pad(hidden) + self.cue_mark(rows.pad(marks))
        for column, table in enumerate(self.relations):
            x = x + table(relations[:, column])
        for layer in self.reader_layers:
            x = layer(x, rows)
        x = x[: rows.total]
        weight = marks.float()[:, None]
        row = torch.repeat_interleave(torch.arange(len(rows.lengths)), torch.tensor(rows.lengths))
        pooled = torch.zeros(len(rows.lengths), WIDTH, dtype=x.dtype).index_add(0, row, (x * weight).to(x.dtype))
        count = torch.zeros(len(rows.lengths), 1).index_add(0, row, weight)
        return self.reader_head(x), self.valid_head(pooled / count)[:, 0]


def load_base(model: Tagger, path: str) -> None:
    """Fill the tagger from a MiniLM-L6 checkpoint (safetensors); the cue reader starts as a copy of the last layers."""
    from safetensors.torch import load_file

    base = load_file(path)
    prefix = "embeddings."
    model.words.weight.data.copy_(base[prefix + "word_embeddings.weight"])
    model.positions.weight.data.copy_(base[prefix + "position_embeddings.weight"])
    model.segment.data.copy_(base[prefix + "token_type_embeddings.weight"][0])
    _norm(model.norm, base, prefix + "LayerNorm")
    for n in range(LAYERS):
        targets = [model.shared[n]] if n < SHARED else [model.cue_layers[n - SHARED], model.reader_layers[n - SHARED]]
        for layer in targets:
            _layer(layer, base, f"encoder.layer.{n}.")


def _layer(layer: nn.Module, base: dict[str, Tensor], prefix: str) -> None:
    for part in ("weight", "bias"):
        qkv = [base[f"{prefix}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
        getattr(layer.qkv, part).data.copy_(torch.cat(qkv))
        getattr(layer.out, part).data.copy_(base[f"{prefix}attention.output.dense.{part}"])
        getattr(layer.up, part).data.copy_(base[f"{prefix}intermediate.dense.{part}"])
        getattr(layer.down, part).data.copy_(base[f"{prefix}output.dense.{part}"])
    _norm(layer.norm1, base, prefix + "attention.output.LayerNorm")
    _norm(layer.norm2, base, prefix + "output.LayerNorm")


def _norm(norm: nn.Module, base: dict[str, Tensor], prefix: str) -> None:
    norm.weight.data.copy_(base[prefix + ".weight"])
    norm.bias.data.copy_(base[prefix + ".bias"])
