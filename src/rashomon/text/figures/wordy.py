"""Quantities without a number: none and no, vague words, multiples, 'an hour'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rashomon.text.figures.bounds import bounded
from rashomon.text.figures.scan import NONE, Quantity, Scan
from rashomon.text.figures.table import Table, either

NOT_NONE = re.compile(r"\s+(?:other|the\s+less|theless|of\s+which)")
WORD = re.compile(r"\s+([^\W\d_]+)")
BARE = frozenset({"none", "zero", "aucun", "aucune", "ninguno", "ninguna"})
"""Zero by themselves: the noun that follows is no part of them."""
NOT_A = frozenset({"not a", "pas un", "pas une"})
"""Zero only before a unit: 'not a crown was paid'."""
NEGATION = re.compile(r"\b(?:not|never|without)\b|n[’']t\b")
SHARE = "share"
MINUTES = re.compile(r"\s+and\s+[\w-]+\s+minutes")


def zeros(scan: Scan) -> Iterator[Quantity]:
    """'none', 'not one crown', and 'no' before people and harm: zero, never 'not stated'."""
    for match in scan.see.zero.finditer(scan.text):
        quantity = zero(scan, match)
        if quantity:
            yield scan.take(scan.placed(quantity, match.end()))
    for word in sorted(scan.known.no):
        yield from no(scan, word)


def zero(scan: Scan, match: re.Match[str]) -> Quantity | None:
    """The zero that some words mean; None for 'none other', 'not a word'."""
    words = re.sub(r"\s+", " ", match.group().casefold())
    if not scan.free(*match.span()) or NOT_NONE.match(scan.text, match.end()):
        return None
    found = None if words in BARE else WORD.match(scan.text, match.end())
    unit = scan.known.units.get(found[1].casefold(), NONE) if found else NONE
    if words in NOT_A and unit is NONE:
        return None
    return Quantity(match.start(), found.end() if found else match.end(), 0, 0, unit.name, printed=(0, 0))


def no(scan: Scan, word: str) -> Iterator[Quantity]:
    """'no civilians', 'no more deaths': only before people and harm, in the plural."""
    for match in _no_people(scan.known, word).finditer(scan.text):
        noun = match[1].casefold()
        many = noun.endswith(("s", "n")) or noun in {"people", "casualties", "dead", "wounded", "troops"}
        if many and not noun.endswith("man") and scan.free(*match.span()):
            yield scan.take(scan.placed(Quantity(match.start(), match.end(), 0, 0, counted=match[1]), match.end()))


@cache
def _no_people(known: Table, word: str) -> re.Pattern[str]:
    people = either(known.people)
    return re.compile(rf"(?<!\w){re.escape(word)}\s+(?:[^\W\d_]+\s+)??({people})(?!\w)", re.IGNORECASE)


def vague(scan: Scan) -> Iterator[Quantity]:
    """'dozens', 'tens of thousands', and multiples: 'more than twice'."""
    for match in scan.see.vague.finditer(scan.text):
        if scan.free(*match.span()):
            found = vague_word(scan, match)
            placed = scan.placed(found, match.end())
            # the noun may be a figure of its own: 'dozens none'
            yield scan.take(placed if scan.free(placed.start, placed.end) else found)
    for match in scan.see.times.finditer(scan.text):
        start, modifier, kind = scan.modifier(match.start())
        if modifier and scan.free(*match.span()):
            value = scan.known.times[match.group().casefold()]
            low, high = bounded(value, value, kind, continuous=True)
            yield scan.take(
                Quantity(start, match.end(), low, high, "times", "", "", modifier, printed=(value, value), kind=kind)
            )


def vague_word(scan: Scan, match: re.Match[str]) -> Quantity:
    """The bounds of a vague word under its modifier; its words are the modifier where they bound nothing exactly."""
    words = re.sub(r"\s+", " ", match.group().casefold())
    low, high = scan.known.vague[words]
    start, modifier, kind = scan.modifier(match.start())
    if not scan.free(start, match.end()):  # the quantity before has the word: 'dozens about dozens'
        start, modifier, kind = match.start(), "", "exact"
    if low is not None and low == high:
        low, high = bounded(low, low, kind, continuous=False)
        printed = scan.known.vague[words]
    else:
        low, printed = (None if kind in ("upto", "under") else low), (None, None)
    shown = f"{modifier} {words}".strip() if low != high or modifier else ""
    return Quantity(start, match.end(), low, high, modifier=shown, printed=printed, kind=kind)


def singles(scan: Scan) -> Iterator[Quantity]:
    """'more than an hour', 'an hour and a half', 'half an hour', and 'not … a single minute'."""
    for match in scan.see.single.finditer(scan.text):
        quantity = single(scan, match)
        if quantity and scan.free(quantity.start, quantity.end):
            yield scan.take(quantity)


def single(scan: Scan, match: re.Match[str]) -> Quantity | None:
    """One of a unit, where more is said of it than 'a'."""
    unit = scan.known.units[match["unit"].casefold()]
    start, modifier, kind = scan.modifier(match.start())
    sentence = re.split(r"[.!?]\s", scan.text[max(0, start - 80) : start])[-1]
    half = scan.see.half.match(scan.text, match.end())
    end = half.end() if half else match.end()
    if match["single"] and NEGATION.search(sentence):
        return Quantity(start, end, 0, 0, unit.name, printed=(0, 0))
    if not (modifier or match["good"] or match["half"] or half or MINUTES.match(scan.text, end)):
        return None
    value = (0.5 if match["half"] else 1.0) + (0.5 if half else 0)
    kind = "good" if match["good"] else kind
    bounds = scan.bounds(value, value, kind, unit)
    modifier = modifier or match["good"] or ""
    return Quantity(start, end, *bounds, unit.name, modifier=modifier, printed=(value, value), kind=kind)


def shares(scan: Scan) -> Iterator[Quantity]:
    """'almost two-thirds of the town', 'half its crew': between 0 and 1, under the unit 'share'."""
    for match in scan.see.part_of_scale.finditer(scan.text):
        if scan.free(*match.span()):
            yield scan.take(part_of_scale(scan, match))
    for match in scan.see.share.finditer(scan.text):
        if scan.free(*match.span()):
            word = (match["parts"] or match["part"] or match["half"].split()[-1]).casefold()
            value = scan.known.values.get((match["count"] or "").casefold(), 1.0) / scan.known.parts[word]
            start, modifier, kind = scan.modifier(match.start())
            low, high = bounded(value, value, kind, continuous=True)
            made = Quantity(start, match.end(), low, high, SHARE, "", "", modifier, printed=(value, value), kind=kind)
            yield scan.take(scan.placed(made, match.end()))


def part_of_scale(scan: Scan, match: re.Match[str]) -> Quantity:
    """'more than a quarter of a million people': a count."""
    count = scan.known.values.get((match["count"] or "").casefold(), 1.0)
    value = count / scan.known.parts[match["part"].casefold()] * scan.known.scales[match["scale"].casefold()]
    start, modifier, kind = scan.modifier(match.start())
    low, high = bounded(value, value, kind, continuous=False)
    made = Quantity(start, match.end(), low, high, modifier=modifier, printed=(value, value), kind=kind)
    return scan.placed(made, match.end())
