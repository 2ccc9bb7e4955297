"""Words that mean nearly the same: 'siren' and 'alarm'. A table made once from a model (training/build_kindred.py)."""

from __future__ import annotations

import lzma
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from rashomon.text.compare import families, key


@cache
def _lines() -> Mapping[str, str]:
    """For every word of the table its line."""
    raw = lzma.decompress(files("rashomon.text").joinpath("kindred.tsv.xz").read_bytes()).decode("utf-8")
    return dict(line.split("\t", 1) for line in raw.splitlines())


@cache
def _words() -> Mapping[str, tuple[str, ...]]:
    """For every term the words of the table that it stands for."""
    out: dict[str, list[str]] = {}
    for word in _lines():
        out.setdefault(key(word), []).append(word)
    return {term: tuple(words) for term, words in out.items()}


@cache
def kin(term: str) -> Mapping[str, float]:
    """The terms kindred to a term; two families are never kindred, since that table says how they differ."""
    apart = families()
    found: dict[str, float] = {}
    for word in _words().get(term, ()):
        for entry in _lines()[word].split("\t"):
            other, near = entry.rsplit(" ", 1)
            to = key(other)
            if to != term and not (term in apart and to in apart):
                found[to] = max(found.get(to, 0.0), int(near) / 100)
    return found


def nearness(left: str, right: str) -> float:
    """How near two stems are in meaning, whichever of them knows the other; 0 where neither does."""
    return max(kin(left).get(right, 0.0), kin(right).get(left, 0.0))
