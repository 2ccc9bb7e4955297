"""What a figure counts and what befell it: two figures are compared only when both are the same.

Killed is not wounded, fighters are not people, four of them are not all of them, and minutes are not metres.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashomon.model import Figure, Span
from rashomon.text.compare import Term, terms

FATES = frozenset(
    ["die", "injure", "casualty", "treat", "crush", "missing", "displace", "arrest", "abduct", "rescue", "survive", "leave", "arrive", "aboard", "board", "return", "count", "identify", "hold", "watch", "move", "cross", "attack", "shoot", "destroy", "damage", "seize", "besiege", "store", "protest", "admit", "licens", "capacity"]
)
"""Families of what can befall those who are counted, or what they did."""
ALIKE = (frozenset({"aboard", "leave", "board"}), frozenset({"die", "crush"}), frozenset({"count"}))
"""Fates that reports use for one another: 880 left on the ferry, 880 were aboard."""
THINGS = frozenset(
    ["people", "man", "woman", "child", "family", "soldier", "fighter", "police", "civilian", "firefighter", "member", "prisoner", "refugee", "journalist", "doctor", "worker", "official"]
)
GROUPS = frozenset(
    ["woman", "child", "family", "soldier", "fighter", "police", "civilian", "firefighter", "member", "prisoner", "refugee", "journalist", "doctor", "worker", "official"]
)
"""Kinds of people that are a part of 'people': a number of these is another scope."""
PART = re.compile(
    r"^\s*(?:\w+\s+)?(?:of\s+(?:them|whom|these|those|which|the\s+\w+)|more\b|others?\b|(?:people\s+)?(?:more|others)\b|others who)|^\s*of\s+(?:his|her|its|their)\b",
    re.IGNORECASE,
)
BEFORE = re.compile(
    r"(?:including|among them|of (?:these|them|whom),?|a further|another|an additional|additional|further)\s*$",
    re.IGNORECASE,
)
CAPACITY = re.compile(r"\b(?:licen[sc]ed|capacity|built|designed|certified|rated|rafts?|room|seats?|berths?)\b(?:\s+\w+){0,4}\s*$", re.IGNORECASE)
CAPACITY_AFTER = re.compile(r"\s*-?(?:seat|berth|capacity)", re.IGNORECASE)
LIMITED = re.compile(r"\b(?:only|formally|so far|confirmed|identified|before|until|by then)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slot:
    """A figure as it can be compared."""

    figure: Figure
    thing: str
    """The family of what is counted; '' where the text does not say."""
    fates: frozenset[str]
    part: bool
    limited: bool
    """True when the text says that it counts only some of them ('formally identified')."""

    @property
    def bounds(self) -> tuple[float, float]:
        """The interval with open sides at infinity."""
        low = self.figure.low if self.figure.low is not None else float("-inf")
        return low, self.figure.high if self.figure.high is not None else float("inf")


def slots(span: Span, figures: tuple[Figure, ...]) -> tuple[Slot, ...]:
    """The figures inside a span with what they count and what befell it there."""
    found = terms(span.exact)
    out: list[Slot] = []
    for figure in figures:
        if figure.low is None and figure.high is None:
            continue
        part = figure.subset or is_part(span, figure)
        fates = fates_of(figure, span, found, figures)
        if part and not fates and out:
            fates = out[-1].fates
        out.append(Slot(figure, thing_of(figure, span, found), fates, part, bool(LIMITED.search(figure.scope))))
    return tuple(out)


def is_part(span: Span, figure: Figure) -> bool:
    """True for 'four of them', '200 more', 'including four children'."""
    at = figure.span.start - span.start
    after = span.exact[at + len(figure.span.exact) :]
    return bool(PART.match(after) or BEFORE.search(span.exact[:at]) or PART.search(figure.span.exact))


def thing_of(figure: Figure, span: Span, found: tuple[Term, ...]) -> str:
    """The family of what is counted: from the figure's own words, else the first noun of people after it."""
    for term in reversed(terms(f"{figure.span.exact} {figure.counted}")):
        if term.key in THINGS:
            return term.key
    at = figure.span.start - span.start
    near = [t.key for t in found if at <= t.start < figure.span.end - span.start + 24]
    return next((k for k in near if k in THINGS), next((t.key for t in terms(figure.counted)), ""))


def fates_of(figure: Figure, span: Span, found: tuple[Term, ...], figures: tuple[Figure, ...]) -> frozenset[str]:
    """What befell them: the nearest such word, the figure's own scope first; another figure between them cuts it off."""
    start, end = figure.span.start - span.start, figure.span.end - span.start
    if CAPACITY.search(span.exact[:start]) or CAPACITY_AFTER.match(span.exact[end:]):
        return frozenset({"capacity"})
    own = frozenset(t.key for t in terms(f"{figure.span.exact} {figure.counted} {figure.scope}") if t.key in FATES)
    if own:
        return own
    edges = [(f.span.start - span.start, f.span.end - span.start) for f in figures if f.id != figure.id]
    after = [t for t in found if t.key in FATES and t.start >= end and not any(end <= a < t.start for a, _ in edges)]
    before = [t for t in found if t.key in FATES and t.end <= start and not any(t.end <= b <= start for _, b in edges)]
    near = [(t.start - end, t.key) for t in after[:1]] + [(start - t.end + 8, t.key) for t in before[-1:]]
    return frozenset({min(near)[1]}) if near else frozenset()


def same_fate(left: Slot, right: Slot) -> bool:
    """True when what befell the counted is the same, or what reports use for it."""
    if left.fates & right.fates:
        return True
    return any(left.fates & alike and right.fates & alike for alike in ALIKE)


def alike(slot: Slot) -> frozenset[str]:
    """What befell the counted, in the one word that stands for all that reports use for it."""
    return frozenset(min(group) for group in ALIKE if slot.fates & group) or slot.fates


def same_thing(left: Slot, right: Slot) -> bool:
    """True when both count the same; where the fate says who ('the toll'), a bare number counts people."""
    if left.thing == right.thing:
        return True
    named = {left.thing, right.thing}
    return not named & GROUPS


def same_scope(left: Slot, right: Slot) -> bool:
    """True when two figures can be set against each other."""
    if left.figure.unit != right.figure.unit or left.part or right.part or left.limited != right.limited:
        return False
    return same_fate(left, right) and same_thing(left, right)


def agree(left: Slot, right: Slot) -> bool:
    """True when the two intervals share a value, or differ by no more than their rounding."""
    (a, b), (c, d) = left.bounds, right.bounds
    if a <= d and c <= b:
        return True
    low, high = (b, c) if b < c else (d, a)
    return high - low <= max(rounding(left), rounding(right))


def rounding(slot: Slot) -> float:
    """How far a number may lie from what is meant: half of its last printed place, for round numbers of two digits or more."""
    value = slot.figure.high if slot.figure.high is not None else slot.figure.low
    if value is None or value != int(value) or value == 0:
        return 0.0
    digits = str(abs(int(value)))
    zeros = len(digits) - len(digits.rstrip("0"))
    return 10**zeros / 2 if zeros else 0.0
