"""A figure as a conflict monitor would code it: computed from its bounds and words, and never put in their place.

UCDP (Georeferenced Event Dataset): low, best and high, the conservative number as best. ACLED: one number, the lowest
reported, with 10, 12 and 100 for tens, dozens and hundreds. Airwars: a least and a most.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from rashomon.model import Figure
from rashomon.text.figures.table import table

ACLED_VAGUE = (
    ("hundreds of thousands", 100_000),
    ("tens of thousands", 10_000),
    ("thousands", 1000),
    ("hundreds", 100),
    ("dozens", 12),
    ("tens", 10),
)
"""What ACLED codes for a vague number, the longer words first; larger ones by the same rule."""
ACLED_UNKNOWN = 10
"""What ACLED codes for deaths without a number."""


@dataclass(frozen=True, slots=True)
class Coded:
    """One figure in a monitor's terms; None is 'not stated', which is never 0."""

    low: float | None
    best: float | None
    high: float | None


def as_ucdp(figure: Figure, lang: str = "en") -> Coded:
    """Low, best, high: best is the number that is printed, of a range or a vague word its lower end."""
    best = printed(figure, lang)
    low = figure.low if figure.low is None or best is None else min(figure.low, best)
    high = figure.high if figure.high is None or best is None else max(figure.high, best)
    return Coded(low, best, high)


def as_acled(figure: Figure, lang: str = "en") -> Coded:
    """One number: the lowest that the words allow, 10, 12 and 100 for tens, dozens and hundreds, 10 for no number."""
    words = re.sub(r"\s+", " ", figure.modifier.casefold())
    vague = next((number for name, number in ACLED_VAGUE if re.search(rf"(?<!\w){name}(?!\w)", words)), None)
    if vague is None:
        best = printed(figure, lang)
        vague_or_best: float = ACLED_UNKNOWN if best is None else best
    else:
        vague_or_best = vague
    return Coded(vague_or_best, vague_or_best, vague_or_best)


def as_airwars(figure: Figure, lang: str = "en") -> Coded:
    """The least and the most, as the bounds have them; no best."""
    return Coded(figure.low, None, figure.high)


VIEWS: dict[str, Callable[[Figure, str], Coded]] = {"ucdp": as_ucdp, "acled": as_acled, "airwars": as_airwars}
"""By the name that a user gives."""


def printed(figure: Figure, lang: str = "en") -> float | None:
    """The number that the bounds were made from: its modifier undone; the lower end of a range; None where none is."""
    low, high = figure.low, figure.high
    kind = kind_of(figure.modifier, lang)
    if kind == "about" and low is not None and high is not None:
        return (low + high) / 2
    if kind == "over" and low is not None:
        return low - 1 if not figure.unit and float(low).is_integer() else low
    if kind in ("almost", "under") and high is not None:
        return high + 1 if not figure.unit and float(high).is_integer() else high
    return high if low is None else low


def kind_of(modifier: str, lang: str) -> str:
    """What the words of a modifier do: the innermost that the table knows; 'exact' for none."""
    words = re.sub(r"\s+", " ", modifier.casefold()).split(" ")
    known = table(lang).modifiers
    for start in range(len(words)):
        kind = known.get(" ".join(words[start:]), "exact")
        if kind != "exact":
            return kind
    return "exact"
