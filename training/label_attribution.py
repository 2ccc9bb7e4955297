"""Labels articles with what a large tagger says of them, for a small one to learn from.

    python training/label_attribution.py TEACHER --data $RASHOMON_DATA/polnear --to labels.pkl
    python training/label_attribution.py TEACHER --texts FOLDER bodies.csv.gz:articleBody --to more.pkl

TEACHER is what train_attribution.py --teacher wrote. Of annotated data the articles held out of training are left out.
Texts are a folder's .txt files, or a column of a CSV file.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import pickle
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from base_weights import load_tokenizer
from batch import GROUPS, GUESS, Batch, Lesson, Soft, Window, read
from brat import Example, labels
from network import CUE_CLASSES, LARGE, Tagger
from torch import Tensor
from train_attribution import batches, load_examples, split

from rashomon.attribute.tagger_input import read_pieces, relations
from rashomon.attribute.tagger_run import Stretch, cues, reaches, softmax
from rashomon.text.parse import pipeline

PIECES = 4000
"""Word pieces looked at together."""


def teacher(folder: Path) -> Tagger:
    """The large tagger with its averaged weights."""
    model = Tagger(LARGE)
    model.load_state_dict(torch.load(folder / "checkpoint.pt", weights_only=True)["average"])
    return model.eval()


def read_texts(sources: list[str], every: int) -> Iterator[tuple[str, str]]:
    """Names and texts, one of every so many."""
    csv.field_size_limit(sys.maxsize)
    for source in sources:
        path, _, column = source.partition(":")
        if column:
            opened = gzip.open if path.endswith(".gz") else open
            with opened(path, "rt", encoding="utf-8", errors="replace", newline="") as handle:
                found = [(f"{Path(path).name}/{n}", row[column]) for n, row in enumerate(csv.DictReader(handle))]
        else:
            found = [(str(p), p.read_text(encoding="utf-8")) for p in sorted(Path(path).glob("*.txt"))]
        yield from found[::every]


def parsed(texts: list[tuple[str, str]]) -> Iterator[Example]:
    """The texts as the model sees them, with nothing annotated."""
    tokenizer, names = load_tokenizer(), labels()
    docs = pipeline("en").pipe((text for _, text in texts), disable=["ner"], batch_size=8)
    for (name, text), doc in zip(texts, docs, strict=True):
        yield Example(name, read_pieces(text, doc, tokenizer, names), [])


def asked(lesson: Lesson, base: int, tags: np.ndarray) -> list[Window]:
    """The windows to be read in one article: its annotated cues and what the first pass holds for one."""
    pieces = lesson.example.pieces
    known = {(int(cue[0]), int(cue[-1]) + 1): 1.0 for cue, _, _ in lesson.example.attributions}
    found: dict[Stretch, float] = known | dict(cues(pieces, tags, GUESS))
    places = reaches(pieces, tags, list(found.items()))
    return [
        Window(base, cue, reach, relations(pieces, cue, reach), np.zeros((0, 0), np.float32), 0.0)
        for cue, reach in zip(found, places, strict=True)
    ]


def softened(model: Tagger, lessons: list[Lesson]) -> list[Lesson]:
    """The lessons with the tagger's labels."""
    batch = Batch(lessons)
    hidden = model.encode(batch.ids, batch.features, batch.rows)
    tags = model.cues(hidden, batch.rows)[batch.where].float().numpy()
    hidden = hidden.index_select(0, batch.where)
    parts = [tags[b : b + len(e.example.pieces)] for e, b in zip(lessons, batch.bases, strict=True)]
    own = [asked(e, b, part) for e, b, part in zip(lessons, batch.bases, parts, strict=True)]
    answers = answered(model, hidden, [w for group in own for w in group])
    found = []
    for lesson, part, group in zip(lessons, parts, own, strict=True):
        chances = np.concatenate([softmax(part[:, :CUE_CLASSES]), softmax(part[:, CUE_CLASSES:])], 1)
        read_out = [(w.cue, w.reach, *answers[w.base, w.cue]) for w in group]
        found.append(replace(lesson, soft=Soft(chances.astype(np.float16), read_out)))
    return found


def answered(model: Tagger, hidden: Tensor, todo: list[Window]) -> dict[tuple[int, Stretch], tuple[np.ndarray, float]]:
    """For each window the chances of the roles, and of its cue being one."""
    todo = sorted(todo, key=lambda w: w.size)
    step = max(1, -(-len(todo) // GROUPS))
    found = {}
    for group in (todo[n : n + step] for n in range(0, len(todo), step)):
        roles, valid = read(model, hidden, group)
        chances = torch.softmax(roles.float(), 1).numpy().astype(np.float16)
        ends = np.cumsum([w.size for w in group])
        for window, part, sure in zip(group, np.split(chances, ends[:-1]), torch.sigmoid(valid.float()), strict=True):
            found[window.base, window.cue] = part, float(sure)
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("--data", type=Path, help="annotated articles")
    parser.add_argument("--texts", nargs="*", default=[], help="FOLDER or FILE.csv:COLUMN, without annotation")
    parser.add_argument("--every", type=int, default=1, help="take one text of every so many")
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--bf16", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(1)
    annotated = split(load_examples(args.data, "train", args.teacher))[0] if args.data else []
    todo = [Lesson(e) for e in annotated]
    todo += [Lesson(e, annotated=False) for e in parsed(list(read_texts(args.texts, args.every)))]
    model, found = teacher(args.teacher), []
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=args.bf16):
        for group in batches(todo, None, PIECES):
            found += softened(model, group)
    with args.to.open("wb") as handle:
        pickle.dump(found, handle)


if __name__ == "__main__":
    main()
