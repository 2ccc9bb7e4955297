"""The two-stage tagger in PyTorch: shared layers, a cue tagger, and a reader of one cue's source and content."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from rashomon.attribute.tagger_input import FEATURE_SIZES, RELATION_SIZES

CUE_CLASSES = 3
"""Outside, begin, inside."""
ROLE_CLASSES = 4
"""None, source, cue, content."""
FURTHEST = 128
"""Where a layer knows distances, it tells those beyond this apart no more."""


@dataclass(frozen=True)
class Shape:
    """The measures of a tagger."""

    width: int
    heads: int
    inner: int
    shared: int
    """Layers of both stages."""
    layers: int
    """Those and one stage's own."""
    epsilon: float
    dropout: float
    distances: int = 0
    """Classes of distance between two pieces that attention knows of."""


SMALL = Shape(384, 12, 1536, 4, 6, 1e-12, 0.1)
"""MiniLM-L6: what the package runs."""
LARGE = Shape(768, 12, 3072, 6, 8, 1e-5, 0.0, 32)
"""The lower two thirds of MPNet: what teaches it."""


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


def apart(size: int, classes: int) -> Tensor:
    """For each two of so many places the class of their distance: near ones one by one, far ones in bands."""
    step = torch.arange(size)[None] - torch.arange(size)[:, None]
    half = classes // 2
    near = half // 2
    away = step.abs()
    band = torch.log(away.clamp(min=1).float() / near) / math.log(FURTHEST / near) * (half - near)
    far = (near + band.long()).clamp(max=half - 1)
    return (step > 0).long() * half + torch.where(away < near, away, far)


class Layer(nn.Module):
    """One layer over packed rows."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads, width = shape.heads, shape.width
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=shape.epsilon)
        self.up = nn.Linear(width, shape.inner)
        self.down = nn.Linear(shape.inner, width)
        self.norm2 = nn.LayerNorm(width, eps=shape.epsilon)
        self.dropout = nn.Dropout(shape.dropout)

    def forward(self, x: Tensor, rows: Packed, bias: Tensor) -> Tensor:
        """Hidden states of all pieces, [pieces, width]."""
        b, n = rows.shape
        width = x.shape[1]
        qkv = self.qkv(x).index_select(0, rows.padded).view(b, n, 3, self.heads, width // self.heads)
        with torch.autocast("cpu", enabled=False):  # PyTorch's flash attention is slower on a CPU
            q, k, v = (part.contiguous() for part in qkv.permute(2, 0, 3, 1, 4))
            fit = torch.matmul(q * q.shape[-1] ** -0.5, k.transpose(-1, -2)) + bias.to(q.dtype)
            mixed = torch.matmul(torch.softmax(fit, -1), v)
        mixed = mixed.transpose(1, 2).reshape(b * n, width).index_select(0, rows.flat)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Tagger(nn.Module):
    """Shared layers, then the cue tagger's own and the cue reader's own."""

    def __init__(self, shape: Shape = SMALL) -> None:
        super().__init__()
        self.shape, width, own = shape, shape.width, shape.layers - shape.shared
        self.words = nn.Embedding(30522, width, sparse=True)
        self.positions = nn.Embedding(512, width)
        self.segment = nn.Parameter(torch.zeros(width))
        self.features = nn.ModuleList(nn.Embedding(n, width) for n in FEATURE_SIZES)
        self.norm = nn.LayerNorm(width, eps=shape.epsilon)
        self.shared = nn.ModuleList(Layer(shape) for _ in range(shape.shared))
        self.cue_layers = nn.ModuleList(Layer(shape) for _ in range(own))
        self.cue_head = nn.Linear(width, CUE_CLASSES + ROLE_CLASSES)
        self.relations = nn.ModuleList(nn.Embedding(n, width) for n in RELATION_SIZES)
        self.cue_mark = nn.Embedding(2, width)
        self.reader_layers = nn.ModuleList(Layer(shape) for _ in range(own))
        self.reader_head = nn.Linear(width, ROLE_CLASSES)
        self.valid_head = nn.Linear(width, 1)
        self.distances = nn.Embedding(shape.distances, shape.heads) if shape.distances else None
        self.dropout = nn.Dropout(shape.dropout)
        for table in [*self.features, *self.relations]:
            nn.init.zeros_(table.weight)
        nn.init.normal_(self.cue_mark.weight, std=0.05)
        nn.init.zeros_(self.cue_mark.weight[:1].data)

    def bias(self, rows: Packed) -> Tensor:
        """What attention adds for each two pieces of a row: the mask, and a value for their distance."""
        bias = rows.bias
        if self.distances is not None:
            bias = bias + self.distances(apart(rows.shape[1], self.shape.distances)).permute(2, 0, 1)[None]
        return bias.bfloat16() if torch.is_autocast_enabled("cpu") else bias

    def encode(self, ids: Tensor, features: Tensor, rows: Packed) -> Tensor:
        """Hidden states after the shared layers; rows start with [CLS] and end with [SEP]."""
        ids, features = rows.pad(ids), rows.pad(features)
        x = self.words(ids) + self.positions(rows.positions) + self.segment
        for column, table in enumerate(self.features):
            x = x + table(features[:, column])
        x, bias = self.dropout(self.norm(x)), self.bias(rows)
        if torch.is_autocast_enabled("cpu"):
            x = x.bfloat16()
        for layer in self.shared:
            x = layer(x, rows, bias)
        return x

    def cues(self, hidden: Tensor, rows: Packed) -> Tensor:
        """Logits of the cue classes, then of the roles."""
        bias = self.bias(rows)
        for layer in self.cue_layers:
            hidden = layer(hidden, rows, bias)
        return self.cue_head(hidden)

    def read(self, hidden: Tensor, relations: Tensor, marks: Tensor, rows: Packed) -> tuple[Tensor, Tensor]:
        """Role logits of each piece of each window, and one logit a window: is it a cue at all."""
        relations, bias = rows.pad(relations), self.bias(rows)
        x = rows.pad(hidden) + self.cue_mark(rows.pad(marks))
        for column, table in enumerate(self.relations):
            x = x + table(relations[:, column])
        x = x.to(hidden.dtype)
        for layer in self.reader_layers:
            x = layer(x, rows, bias)
        x = x[: rows.total]
        weight = marks.float()[:, None]
        row = torch.repeat_interleave(torch.arange(len(rows.lengths)), torch.tensor(rows.lengths))
        pooled = torch.zeros(len(rows.lengths), x.shape[1], dtype=x.dtype).index_add(0, row, (x * weight).to(x.dtype))
        count = torch.zeros(len(rows.lengths), 1).index_add(0, row, weight)
        return self.reader_head(x), self.valid_head(pooled / count)[:, 0]
