"""Trains the attribution tagger on articles annotated in brat format, resumably, on one CPU core.

    python training/train_attribution.py --data $RASHOMON_DATA/polnear --seed 1 --out /tmp/attribution
    python training/train_attribution.py --data ... --out /tmp/teacher --teacher      # then label_attribution.py
    python training/train_attribution.py --data ... --out /tmp/taught --soft labels.pkl

DATA holds train/text and train/attributions. OUT gets checkpoint.pt (the state after the last save) and log.txt; the
same command with the same OUT goes on where it stopped. Then export_attribution.py and tune_attribution.py. A large
tagger (--teacher) reads better than the one that the package runs, and that one learns more from its labels (--soft)
than from the annotation alone. Base weights come from packages (Apache-2.0). On a CPU with AVX512-BF16, --bf16 is four
times faster. Set ONEDNN_PRIMITIVE_CACHE_CAPACITY=8000 and MALLOC_MMAP_MAX_=0 for another third.
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import torch
from base_weights import load_base, load_tokenizer
from batch import Batch, Lesson, loss_of
from brat import Example, labels, read_examples
from network import LARGE, SMALL, Tagger
from onnx_graph import read_back

HELD_OUT = 40
"""Articles of the training part kept aside for thresholds: every twenty-first."""
SLOWER = 0.95
"""The learning rate of a layer, of that of the layer above it."""


def load_examples(data: Path, part: str, out: Path) -> list[Example]:
    """The examples of one part, parsed once and kept in OUT."""
    cache = out / f"{part}.pkl"
    if not cache.exists():
        with cache.open("wb") as handle:
            pickle.dump(list(read_examples(data / part, load_tokenizer(), labels())), handle)
    with cache.open("rb") as handle:
        return list(pickle.load(handle))


def lessons(examples: list[Example], soft: list[Path]) -> list[Lesson]:
    """The annotated articles, with the soft labels that there are for them, and the articles that have only those."""
    found = {e.name: Lesson(e) for e in examples}
    for path in soft:
        with path.open("rb") as handle:
            found |= {e.example.name: e for e in pickle.load(handle)}
    return list(found.values())


def split(examples: list[Example]) -> tuple[list[Example], list[Example]]:
    """Those to train on, those held out."""
    step = max(2, len(examples) // HELD_OUT)
    return [e for n, e in enumerate(examples) if n % step], [e for n, e in enumerate(examples) if n % step == 0]


def batches(todo: list[Lesson], rng: random.Random | None, size: int) -> list[list[Lesson]]:
    """All lessons, in a new order if they are given a generator, put together up to a number of word pieces."""
    order = [e for e in todo if len(e.example.pieces)]
    if rng:
        rng.shuffle(order)
    found: list[list[Lesson]] = [[]]
    for lesson in order:
        if found[-1] and sum(len(e.example.pieces) for e in found[-1]) + len(lesson.example.pieces) > size:
            found.append([])
        found[-1].append(lesson)
    return found


def optimizers(model: Tagger, rate: float, new: float) -> list[torch.optim.Optimizer]:
    """AdamW for the layers, slower the lower, faster for what is new; SparseAdam for the word pieces."""
    groups: dict[float, list[torch.nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if not name.startswith("words"):
            groups.setdefault(rate_of(name, model, rate, new), []).append(parameter)
    sparse = torch.optim.SparseAdam(model.words.parameters(), lr=rate / 3)
    sparse.param_groups[0]["base"] = rate / 3
    dense = [{"params": group, "lr": own, "base": own} for own, group in groups.items()]
    return [torch.optim.AdamW(dense, weight_decay=0.01, fused=True), sparse]


def rate_of(name: str, model: Tagger, rate: float, new: float) -> float:
    """The learning rate of one parameter."""
    if name.startswith(("features", "relations", "cue_mark", "cue_head", "reader_head", "valid_head")):
        return new
    if not name.startswith("shared"):
        return rate if "layers" in name else rate * SLOWER**model.shape.layers
    return float(rate * SLOWER ** (model.shape.shared - 1 - int(name.split(".")[1])))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--teacher", action="store_true", help="train the large tagger, whose labels the small one learns"
    )
    parser.add_argument("--start", type=Path, help="go on from the exported model in this folder")
    parser.add_argument("--soft", type=Path, nargs="*", default=[], help="what label_attribution.py wrote")
    parser.add_argument("--steps", type=int, default=3600)
    parser.add_argument("--pieces", type=int, default=2600, help="word pieces a step")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument(
        "--dropout", type=float, default=0.1, help="of the small tagger; 0 where it learns from soft labels"
    )
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--new-rate", type=float, default=1e-3, help="of what the base weights lack")
    parser.add_argument("--save-every", type=int, default=200)
    parser.add_argument("--stop-after", type=int, help="stop at this step; the next run goes on")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    examples, _ = split(load_examples(args.data, "train", args.out))
    train(args, lessons(examples, args.soft))


def beginning(args: argparse.Namespace) -> Tagger:
    """The tagger before the first step."""
    model = Tagger(LARGE if args.teacher else replace(SMALL, dropout=args.dropout))
    if args.start:
        models = [onnx.load(str(args.start / f"attribution-{part}.onnx")) for part in ("encoder", "reader")]
        model.load_state_dict({name: torch.tensor(value) for name, value in read_back(models).items()})
    else:
        load_base(model)
    return model


def train(args: argparse.Namespace, todo: list[Lesson]) -> None:
    """Steps until the end, with a save every now and then."""
    torch.manual_seed(args.seed)
    model = beginning(args)
    average = {name: p.detach().clone() for name, p in model.named_parameters()}
    steppers = optimizers(model, args.rate, args.new_rate)
    checkpoint, done = args.out / "checkpoint.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        average, done = state["average"], state["step"]
        for stepper, saved in zip(steppers, state["steppers"], strict=True):
            stepper.load_state_dict(saved)
    shown, started = [], time.process_time()
    for step, batch in stream(todo, args, done):
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


def stream(todo: list[Lesson], args: argparse.Namespace, done: int):  # noqa: ANN201
    """Numbered batches from the first not yet done to the last; the order depends on the seed only."""
    rng, step = random.Random(args.seed), 0
    while step < args.steps:
        for group in batches(todo, rng, args.pieces):
            if step >= done and step < args.steps:
                yield step, Batch(group, np.random.default_rng(args.seed * 7919 + step))
            step += 1


if __name__ == "__main__":
    main()
