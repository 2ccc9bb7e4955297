"""Quantities on NewsQuant (Almasian and others, CQE, 2023): values, and values with what is said of them.

    python benchmarks/figures.py [PATH/newsquant_open.json] [--show N]

Without a path: newsquant/newsquant_open.json under the folder that RASHOMON_DATA names.

A found quantity and a gold one match when they are in one sentence, each used once, and have the same value:
the number as printed, before its modifier, in the unit as printed (`two hours` is 2, not 120). A range matches
the same two ends in either order. A vague word ('thousands') matches the gold's interval of its power of ten
when ours lies inside it. Change is the gold's sign: '~' about and almost, '>' over and from, '<' under and up
to, 'up' and 'down' for a rise or a fall by so much, '=' all else; where two fit, a rise goes before 'about' and
every other modifier before a rise. 'Modified' is, of the gold quantities with another sign than '=' whose value
is found, the share with the right sign.
The gold holds 'from 4.8 to 4.7' for one range where we hold two figures, and 'eight or nine' for two where we hold
one range: two ends found apart meet a gold range, and a found range meets two gold values.
Clock times are not in the gold and are not counted; ages and 'one' as a determiner are in the gold, so that they are
asked for here (`aside=True`), although a dossier leaves them out.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import isclose
from pathlib import Path
from typing import Any

from rashomon.text.figures import Quantity, find
from rashomon.text.parse import parse

SIGNS = {"about": "~", "almost": "~", "over": ">", "from": ">", "under": "<", "upto": "<"}
VALUE, VALUE_AND_CHANGE, MODIFIED = 0.92, 0.90, 0.90
"""The floors."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold quantity: the two ends are equal unless it is a range."""

    low: float
    high: float
    change: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found over all sentences."""

    found: int
    gold: int
    value: int
    change: int
    modified: int
    modified_right: int

    def f1(self, right: int) -> float:
        """F1 of so many right."""
        return 2 * right / (self.found + self.gold) if self.found + self.gold else 0.0


def gold_of(entry: dict[str, Any]) -> Iterator[Gold]:
    """The gold quantities of one sentence."""
    for quantity in entry["quantities"]:
        ends = re.fullmatch(r"\s*(-?[\d.]+(?:E-?\d+)?)(?:\s*-\s*(-?[\d.]+))?\s*", str(quantity["value"]))
        if ends:
            low, high = float(ends[1]), float(ends[2] or ends[1])
            yield Gold(min(low, high), max(low, high), quantity["change"])


def sign(quantity: Quantity) -> str:
    """A found quantity's sign in the gold's terms."""
    if re.search(r"\b(?:under|short of)\b", quantity.modifier):
        return "<"
    if quantity.trend and (not quantity.modifier or quantity.kind == "about"):
        return quantity.trend
    return SIGNS.get(quantity.kind, "=")


def same(quantity: Quantity, gold: Gold) -> bool:
    """True when both have one value."""
    low, high = quantity.printed
    if low is None or high is None:
        inside = quantity.high is None or quantity.high <= gold.high
        return quantity.low is not None and gold.low <= quantity.low < gold.high and inside
    return isclose(low, gold.low, rel_tol=1e-6) and isclose(high, gold.high, rel_tol=1e-6)


def apart(found: Sequence[Quantity], gold: Sequence[Gold]) -> tuple[list[Quantity], list[Gold]]:
    """The same with a gold range parted where its two ends are found apart, and a found range where the gold's are."""
    parted: list[Gold] = []
    for g in gold:
        ends = [any(q.printed == (end, end) for q in found) for end in (g.low, g.high)]
        whole = g.low == g.high or any(same(q, g) for q in found) or not all(ends)
        parted += [g] if whole else [Gold(g.low, g.low, "="), Gold(g.high, g.high, "=")]
    values = {g.low for g in gold if g.low == g.high}
    made: list[Quantity] = []
    for q in found:
        low, high = q.printed
        split = low != high and low in values and high in values and not any(same(q, g) for g in gold)
        made += [replace(q, printed=(low, low)), replace(q, printed=(high, high))] if split else [q]
    return made, parted


def matched(found: Sequence[Quantity], gold: Sequence[Gold]) -> list[tuple[Quantity, Gold]]:
    """Pairs of one value, those of one sign first."""
    pairs: list[tuple[Quantity, Gold]] = []
    left, right = list(found), list(gold)
    for alike in (True, False):
        for g in list(right):
            fit = next((q for q in left if same(q, g) and (not alike or sign(q) == g.change)), None)
            if fit:
                pairs.append((fit, g))
                left.remove(fit)
                right.remove(g)
    return pairs


def score(entries: Sequence[dict[str, Any]], *, show: int = 0) -> Counts:
    """The counts over all sentences; prints the first `show` sentences with a fault."""
    totals = [0] * 6
    for entry in entries:
        text = entry["text"]
        found = [q for q in find(text, "en", parse(text, "en"), aside=True) if q.unit != "clock"]
        found, gold = apart(found, list(gold_of(entry)))
        pairs = matched(found, gold)
        right = [(q, g) for q, g in pairs if sign(q) == g.change]
        marked = [(q, g) for q, g in pairs if g.change != "="]
        counts = (len(found), len(gold), len(pairs), len(right), len(marked), sum(p in right for p in marked))
        totals = [a + b for a, b in zip(totals, counts, strict=True)]
        if show and not len(found) == len(gold) == len(right):
            show -= 1
            print_fault(text, found, gold, pairs)
    return Counts(*totals)


def print_fault(
    text: str, found: Sequence[Quantity], gold: Sequence[Gold], pairs: Sequence[tuple[Quantity, Gold]]
) -> None:
    """One sentence and what is wrong in it."""
    print(text)
    for g in gold:
        if g not in [pair[1] for pair in pairs]:
            print(f"    missed   {g.low:g} {g.high:g} {g.change}")
    for q in found:
        if q not in [pair[0] for pair in pairs]:
            print(f"    invented {text[q.start : q.end]!r} {q.printed} {q.unit}")
    for q, g in pairs:
        if sign(q) != g.change:
            print(f"    sign     {text[q.start : q.end]!r} {sign(q)} for {g.change}")


def main() -> None:
    """Prints the three figures; exit status 1 under a floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = Path(os.environ.get("RASHOMON_DATA", ".")) / "newsquant/newsquant_open.json"
    parser.add_argument("path", nargs="?", type=Path, default=default)
    parser.add_argument("--show", type=int, default=0)
    args = parser.parse_args()
    counts = score(json.loads(args.path.read_text("utf-8")), show=args.show)
    value, change = counts.f1(counts.value), counts.f1(counts.change)
    modified = counts.modified_right / max(1, counts.modified)
    print(f"found {counts.found}, gold {counts.gold}")
    print(f"value            P {counts.value / counts.found:.3f} R {counts.value / counts.gold:.3f} F1 {value:.3f}")
    print(f"value and change F1 {change:.3f}")
    print(f"modified, right  {modified:.3f} of {counts.modified}")
    raise SystemExit(0 if value >= VALUE and change >= VALUE_AND_CHANGE and modified >= MODIFIED else 1)


if __name__ == "__main__":
    main()
