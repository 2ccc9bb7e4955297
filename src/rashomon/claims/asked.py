"""Two numbers that answer one question although nothing is said to have befallen what they count.

'Nine carcasses lay in the pit' and 'the pit held 33 carcasses': one noun for what is counted, one more word for where
or how, and no other number beside either.
"""

from __future__ import annotations

from dataclasses import replace

from rashomon.claims.axes import MANY, Axes
from rashomon.claims.facets import Facet
from rashomon.claims.slots import Slot, agree, same_fate
from rashomon.claims.things import THINGS
from rashomon.model import Figure
from rashomon.text.compare import keys
from rashomon.text.kindred import nearness

NEAR = 0.5
"""How near a kindred noun must be to count the same."""
BASE = {
    "grams": ("kg", 0.001),
    "tonnes": ("kg", 1000.0),
    "km": ("metres", 1000.0),
    "cm": ("metres", 0.01),
    "days": ("minutes", 1440.0),
    "weeks": ("minutes", 10080.0),
    "months": ("minutes", 43800.0),
    "years": ("minutes", 525600.0),
}
"""Units of one measure: the unit they are compared in, and how much of it they are."""
MORE = 1.5
"""How many times as large a number in another unit must be to be another: 'two years' and '23 months' are one."""
LOST = frozenset({"destroy", "missing", "damage", "seize"})
"""What can have befallen things that are gone, in one report's word or another's."""


def lone(left: Facet, right: Facet, axes: Axes) -> tuple[Slot, Slot] | None:
    """The numbers of two facets that have one each, where they answer one question and have no value in common."""
    if len(left.slots) != 1 or len(right.slots) != 1:
        return None
    a, b = left.slots[0], right.slots[0]
    if not (alike(a, b) and differ(a, b) and axes.event(a.figure, b.figure)):
        return None
    one = a.figure.unit == b.figure.unit and bool(a.fates) and same_fate(a, b)
    if one and not axes.one(a.figure, b.figure):
        return None  # a sum, a place or a time sets them apart
    mine = own(a) | own(b)
    context = {t for t in shared(left, right) if not any(t == o or near(t, o) for o in mine)}
    if a.figure.unit:  # a distance or a time with a word in common may be of anything
        context = context if any(context >= f.keys - mine for f in (left, right)) else set()
    lost = bool(a.fates and b.fates) and a.fates | b.fates <= LOST
    # what befell both is compared by its own law
    said = bool(context) and (not (a.fates and b.fates) or a.figure.unit != b.figure.unit)
    told = bool(a.fates) == bool(b.fates) or not {a.thing, b.thing} & THINGS
    only = told and all(2 * len(own(slot) & facet.keys) >= len(facet.keys) for slot, facet in ((a, left), (b, right)))
    return (a, b) if counted(a, b) and (said or lost or only) else None


def own(slot: Slot) -> frozenset[str]:
    """The terms of a number's own words and of the noun it counts."""
    return keys(f"{slot.figure.span.exact} {slot.figure.counted}") | {slot.thing}


def alike(a: Slot, b: Slot) -> bool:
    """True for two plain numbers of one measure, of which no two fates are told that differ."""
    plain = not (a.part or b.part or a.figure.subset or b.figure.subset)
    limits = (a.limited, a.whole, a.rate, a.years) == (b.limited, b.whole, b.rate, b.years)
    one = measured(a).figure.unit == measured(b).figure.unit
    fates = not (a.fates and b.fates) or same_fate(a, b) or bool(a.fates <= LOST and b.fates <= LOST)
    return plain and limits and one and fates


def differ(a: Slot, b: Slot) -> bool:
    """True when two numbers have no value in common, in whatever units they are given."""
    one, other = measured(a), measured(b)
    if agree(one, other):
        return False
    low, high = sorted((max(one.printed), max(other.printed)))
    return low * MORE <= high <= low * MANY if a.figure.unit != b.figure.unit else high <= low * MANY


def measured(slot: Slot) -> Slot:
    """A number in the unit that its measure is compared in."""
    unit, times = BASE.get(slot.figure.unit, (slot.figure.unit, 1.0))
    if times == 1.0:
        return slot
    figure: Figure = replace(
        slot.figure,
        unit=unit,
        low=None if slot.figure.low is None else slot.figure.low * times,
        high=None if slot.figure.high is None else slot.figure.high * times,
    )
    return replace(slot, figure=figure)


def counted(a: Slot, b: Slot) -> bool:
    """True when both count one thing: a measure, one noun, or two that are kindred."""
    if a.figure.unit:
        return True
    if not (a.thing and b.thing):
        return False
    return a.thing == b.thing or near(a.thing, b.thing)


def near(left: str, right: str) -> bool:
    """True for two words that mean nearly the same."""
    return nearness(left, right) >= NEAR


def shared(left: Facet, right: Facet) -> frozenset[str]:
    """The terms of one facet that the other has, or one kindred to it."""
    return frozenset(t for t in left.keys if t in right.keys or any(near(t, o) for o in right.keys))
