"""A language's table of quantities, from a file that a desk can edit."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.errors import MissingModel

LANGUAGES = frozenset({"en", "fr", "es"})
"""The languages with a table."""

KINDS = ("about", "almost", "over", "from", "under", "upto", "good", "exact")
"""What a modifier does to a number: the file's own heading says what each means."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number measures. `scale` turns it into the unit that is named (hours into minutes)."""

    name: str
    scale: float = 1
    counts: bool = False
    """True for a unit that is counted one by one, so that 'more than 3' begins at 4."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Everything the finder knows of one language: compiled once, never changed.

    There is one a language: it equals itself alone, so that patterns made of it can be kept.
    """

    values: Mapping[str, float]
    scales: Mapping[str, float]
    joins: frozenset[str]
    articles: frozenset[str]
    modifiers: Mapping[str, str]
    after: frozenset[str]
    vague: Mapping[str, tuple[float | None, float | None]]
    times: Mapping[str, float]
    parts: Mapping[str, int]
    """A word for one part of a whole -> into how many the whole is divided."""
    belongs: Mapping[str, frozenset[str]]
    """A modifier -> lemmas whose preposition it is, and no modifier, where it depends on one of them."""
    wants: Mapping[str, frozenset[str]]
    """A modifier -> verbs that want it as their preposition."""
    zero: frozenset[str]
    no: frozenset[str]
    units: Mapping[str, Unit]
    signs: Mapping[str, Unit]
    people: frozenset[str]
    fates: Mapping[str, str]
    months: frozenset[str]
    part_before: frozenset[str]
    part_after: frozenset[str]
    part_bare: frozenset[str]
    """Words after a number that stands alone which make it a part: 'four of the dead', not 'four men of the crew'."""
    ranges: Mapping[str, Any]
    trends: Mapping[str, str]
    """A word for a rise or a fall -> 'up' or 'down'."""
    clock: Mapping[str, Any]
    decimal: str
    """The mark between a whole number and its decimals: '.' in English, ',' in French and Spanish."""


@cache
def table(lang: str) -> Table:
    """The table of a language; MissingModel where there is none."""
    path = files("rashomon.text.figures") / f"{lang}.toml"
    if not path.is_file():
        raise MissingModel(f"there is no table of quantities for language {lang!r}")
    return read(tomllib.loads(path.read_text("utf-8")), decimal="." if lang == "en" else ",")


def read(data: Mapping[str, Any], *, decimal: str) -> Table:
    """The table in a parsed file."""
    numbers, units = data["numbers"], data["unit"]
    ones = {word: float(n) for n, word in enumerate(numbers["ones"])}
    tens = {word: 10.0 * n for n, word in enumerate(numbers["tens"], 2)}
    return Table(
        values=ones | tens | {word: float(n) for word, n in numbers.get("more", {}).items()},
        scales={word: float(scale) for word, scale in numbers["scales"].items()},
        joins=frozenset(numbers["and"]),
        articles=frozenset(numbers["article"]),
        modifiers={word: kind for kind in KINDS for word in data["modifiers"][kind]},
        after=frozenset(data["modifiers"]["after"]),
        vague={words: _bounds(bounds) for words, bounds in data["vague"].items()},
        times={word: float(n) for word, n in data["times"].items()},
        parts=data["parts"],
        belongs={word: frozenset(heads) for word, heads in data["modifiers"].get("belongs", {}).items()},
        wants={word: frozenset(verbs) for word, verbs in data["modifiers"].get("wants", {}).items()},
        zero=frozenset(data["zero"]["words"]),
        no=frozenset(data["zero"]["no"]),
        units={key: _unit(unit) for unit in units for word in unit["words"] for key in (word, word.casefold())},
        signs={sign: _unit(unit) for unit in units for sign in unit.get("signs", ())},
        people=frozenset(data["people"]["words"]),
        fates={word: fate for fate, words in data["fates"].items() for word in words},
        months=frozenset(data["dates"]["months"]),
        part_before=frozenset(data["subset"]["before"]),
        part_after=frozenset(data["subset"]["after"]),
        part_bare=frozenset(data["subset"]["bare"]),
        ranges=data["ranges"],
        trends={word: way for way in ("up", "down") for word in data["trend"][way]},
        clock=data["clock"],
        decimal=decimal,
    )


def _bounds(values: list[float]) -> tuple[float | None, float | None]:
    low, high = [*values, None, None][:2]
    return low, high


def _unit(entry: Mapping[str, Any]) -> Unit:
    return Unit(entry["name"], float(entry.get("scale", 1)), bool(entry.get("counts", False)))


def either(words: Iterable[str]) -> str:
    """A pattern for any of some phrases, the longest first, a space as any white space; of none, what never matches."""
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) or r"(?!)"
