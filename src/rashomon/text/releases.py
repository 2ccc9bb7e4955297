"""Texts that a body publishes about itself: marked as a release, or written as 'we' by who is no news outlet.

The words are in `releases.toml`, which a desk may edit.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rashomon.text.names import outlet_like, party_like
from rashomon.text.quotes import quotations

BEGINNING = 300
"""Characters at whose end a text has said that it is a release."""
FEWEST = 2
OFTEN = 0.01
"""How many times, and in what share of its words, a body's own text says 'we' or 'our'."""
WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Oo]urs|[Oo]urselves)\b")
OUR = re.compile(r"\b[Oo]ur (?:own )?(\w+)")
ALONE = re.compile(r"\b(?:I|[Mm]y|[Mm]yself)\b(?![.’'])")
"""One person writes: a column, a letter."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The patterns and words of `releases.toml`."""

    text: re.Pattern[str]
    address: re.Pattern[str]
    headline: re.Pattern[str]
    newsroom: frozenset[str]


@cache
def marks() -> Marks:
    """The patterns, read once."""
    table = tomllib.loads(files("rashomon.text").joinpath("releases.toml").read_text(encoding="utf-8"))
    joined = {name: _joined(table[name]) for name in ("text", "address", "headline")}
    return Marks(**joined, newsroom=frozenset(table["newsroom"].split()))


def _joined(lines: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{line.strip()})" for line in lines.splitlines() if line.strip()), re.IGNORECASE)


def is_release(url: str, text: str) -> bool:
    """True for a text that is marked as a release: in its address, or in its first words."""
    return bool(marks().address.search(url) or marks().text.search(text[:BEGINNING]))


@lru_cache(maxsize=64)
def is_party(outlet: str, url: str, headline: str, text: str) -> bool:
    """True where who publishes a text is itself concerned, by its name or by how it writes, and is no news outlet."""
    if not outlet or outlet_like(outlet):
        return False
    if party_like(outlet) or is_release(url, text) or marks().headline.search(headline):
        return True
    return _as_we(text)


def unquoted(text: str) -> str:
    """A text without what stands in quotation marks."""
    own, at = [], 0
    for quotation in quotations(text):
        if quotation.depth == 0:
            own.append(text[at : quotation.start])
            at = quotation.end
    return " ".join([*own, text[at:]])


def _as_we(text: str) -> bool:
    """True for a text that says 'we' and 'our works' outside of quotation marks."""
    plain = unquoted(text)
    said, ours = list(WE.finditer(plain)), {word.casefold() for word in OUR.findall(plain)} - marks().newsroom
    early = bool(said) and said[0].start() < len(plain) / 2  # a page's last lines speak of 'our newsletter'
    return early and len(said) >= max(FEWEST, OFTEN * len(plain.split())) and bool(ours) and not ALONE.search(plain)
