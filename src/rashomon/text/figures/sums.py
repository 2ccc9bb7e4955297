"""A total and its parts: '23 people were killed: eleven patients, four of our own staff and eight visitors'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rashomon.text.figures.scan import Quantity

REACH = 200
"""Characters after a total in which its parts are looked for."""
SENTENCE = re.compile(r"[.;!?](?=\s)|\n")
OPENS = re.compile(r"[:(–—]")


def parts(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The same quantities; those that follow a total after a colon, dash or bracket and add up to it are its parts."""
    out = list(found)
    for n, total in enumerate(found):
        held = summands(text, total, found[n + 1 :])
        for m in range(n + 1, n + 1 + len(held)):
            out[m] = replace(out[m], subset=True, scope=out[m].scope or total.scope)
    return out


def summands(text: str, total: Quantity, after: Sequence[Quantity]) -> Sequence[Quantity]:
    """The quantities that follow a total in its sentence and add up to it, two at least; else none."""
    if not counted(total) or not after:
        return ()
    end = SENTENCE.split(text[total.end : total.end + REACH])[0]
    if not OPENS.search(text[total.end : min(after[0].start, total.end + len(end))]):
        return ()
    added = 0.0
    for n, part in enumerate(after, 1):
        if part.end > total.end + len(end) or not counted(part):
            return ()
        added += part.low or 0
        if added == total.low:
            return after[:n] if n > 1 else ()
    return ()


def counted(quantity: Quantity) -> bool:
    """True for a plain count of one value."""
    return not quantity.unit and quantity.low is not None and quantity.low == quantity.high and quantity.low > 0
