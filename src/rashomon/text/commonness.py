"""How common a word of English news is: a table counted once (training/build_commonness.py)."""

from __future__ import annotations

import lzma
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _counted() -> tuple[int, Mapping[str, int]]:
    raw = lzma.decompress(files("rashomon.text").joinpath("commonness.tsv.xz").read_bytes()).decode("utf-8")
    articles, *lines = raw.splitlines()
    return int(articles), {term: int(count) for term, count in (line.split("\t") for line in lines)}


def articles() -> int:
    """How many articles were counted."""
    return _counted()[0]


def holding(term: str) -> int:
    """In how many of the articles a term (a stem, as `compare.terms` gives it) stands; 0 for rare words and names."""
    return _counted()[1].get(term, 0)
