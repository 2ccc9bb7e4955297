"""What a modifier does to a number: inclusive bounds, None where a side is open."""

from __future__ import annotations

from math import ceil, floor

Bounds = tuple[float | None, float | None]

SMALL = 10
"""Below this, 'about' and 'almost' move a count by one: a tenth of it would be less than one."""


def bounded(low: float, high: float, kind: str, *, continuous: bool, hours: bool = False) -> Bounds:
    """The bounds of a number or range under a modifier of that kind.

    `continuous`: measured and not counted, so that a bound needs no next whole number.
    `hours`: a number of hours given in minutes, which people round more coarsely.
    """
    whole = not continuous and float(low).is_integer() and float(high).is_integer()
    if kind == "about":
        return _tenth_below(low, whole), _tenth_above(high, whole)
    if kind == "almost":
        share = 0.8 if hours else 0.9
        reached = tidy(share * low)
        return (min(ceil(reached), high - 1) if whole else reached), (high - 1 if whole else high)
    if kind == "good":
        return low, tidy(1.2 * high)
    if kind == "over":
        return (high + 1 if whole else high), None
    if kind == "from":
        return low, None
    if kind == "under":
        return None, (low - 1 if whole else low)
    if kind == "upto":
        return None, high
    return low, high


def _tenth_below(value: float, whole: bool) -> float:
    if not whole:
        return tidy(0.9 * value)
    return value - 1 if value < SMALL else ceil(tidy(0.9 * value))


def _tenth_above(value: float, whole: bool) -> float:
    if not whole:
        return tidy(1.1 * value)
    return value + 1 if value < SMALL else floor(tidy(1.1 * value))


def tidy(value: float) -> float:
    """A float without the noise of its last places."""
    return round(value, 6)
