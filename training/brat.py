"""Reads attributions annotated in brat's standoff format (PolNeAR's, or one's own) and turns them into examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from rashomon.attribute.tagger_input import Labels, Pieces, read_pieces
from rashomon.text.parse import pipeline

Place = tuple[int, int]
Roles = dict[str, list[Place]]


@dataclass(frozen=True)
class Article:
    """One annotated article; `leave_out` are the stretches that its annotator marked as no news text."""

    name: str
    text: str
    attributions: list[Roles]
    leave_out: list[Place]


@dataclass(frozen=True)
class Example:
    """An article as the model sees it; each attribution as indexes of word pieces."""

    name: str
    pieces: Pieces
    attributions: list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]]
    """Cue, source, content."""


def read_annotation(content: str) -> tuple[list[Roles], list[Place]]:
    """The attributions and the discarded stretches of a brat file; lines out of format are passed over."""
    spans: dict[str, list[Place]] = {}
    events, discarded = [], []
    for line in content.split("\n"):
        key, _, rest = line.partition("\t")
        if re.fullmatch(r"T\d+", key) and (match := re.match(r"(\S+) ([\d ;]+)", rest)):
            spans[key] = [(int(a), int(b)) for a, b in (p.split() for p in match[2].split(";"))]
            if match[1] == "Discard":
                discarded += spans[key]
        elif re.fullmatch(r"E\d+", key):
            roles: Roles = {"cue": [], "source": [], "content": []}
            for name, target in re.findall(r"([A-Za-z-]+?)\d*:(T\d+)", rest):
                if name.lower() in roles:
                    roles[name.lower()] += spans.get(target, [])
            if roles["cue"] and roles["content"]:
                events.append(roles)
    return events, discarded


def read_articles(folder: Path) -> Iterator[Article]:
    """The articles of a folder with text/NAME.txt and attributions/NAME_ANNOTATOR.ann; the first annotator of each."""
    chosen: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        chosen.setdefault(path.stem.rsplit("_", 1)[0], path)
    for name, path in sorted(chosen.items()):
        with (folder / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as handle:
            text = handle.read()
        attributions, discarded = read_annotation(path.read_text(encoding="utf-8"))
        yield Article(name, text, attributions, discarded)


def labels() -> Labels:
    """The tags and dependencies of the English pipeline."""
    nlp = pipeline("en")
    return Labels(tuple(nlp.get_pipe("tagger").labels), tuple(nlp.get_pipe("parser").labels))


def read_examples(folder: Path, tokenizer: Tokenizer, names: Labels) -> Iterator[Example]:
    """Every article of a folder, parsed; an attribution is dropped that lost its cue or content with discarded text."""
    articles = list(read_articles(folder))
    docs = pipeline("en").pipe((a.text for a in articles), disable=["ner"], batch_size=8)
    for article, doc in zip(articles, docs, strict=True):
        pieces = read_pieces(article.text, doc, tokenizer, names, leave_out=article.leave_out)
        found = []
        for roles in article.attributions:
            cue, source, content = (_covered(pieces, roles[r]) for r in ("cue", "source", "content"))
            if len(cue) and len(content):
                found.append((longest_run(cue), source, content))
        yield Example(article.name, pieces, found)


def _covered(pieces: Pieces, places: list[Place]) -> NDArray[np.int64]:
    inside = np.zeros(len(pieces), dtype=bool)
    for a, b in places:
        inside |= (pieces.start < b) & (pieces.end > a)
    return np.flatnonzero(inside)


def longest_run(indexes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The longest stretch without a gap; the first of equals."""
    return max(np.split(indexes, np.flatnonzero(np.diff(indexes) > 1) + 1), key=len)
