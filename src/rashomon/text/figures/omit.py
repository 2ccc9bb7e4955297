"""Numbers that are no quantities: dates, years, ages, ordinals, numbers in names, 'one' as a determiner."""

from __future__ import annotations

import re

from rashomon.text.figures.numbers import Number
from rashomon.text.figures.scan import Quantity, Scan
from rashomon.text.figures.table import Unit

FUNCTION = (
    "on|in|at|by|for|of|to|from|with|and|or|but|as|is|are|was|were|has|have|had|will|would|which|who|that|when|where|after|"
    "before|near|into|over|under|during|until|since|contained|said|says|left|killed"
)
"""A lower-case word after 'Shed 9' that shows the number to be a name: it is no noun."""


def left_out(scan: Scan, first: Number, last: Number, unit: Unit) -> bool:
    """True for a date, a year, an age, an ordinal or a number in a name."""
    before, after = scan.text[max(0, first.start - 40) : first.start], scan.text[last.end : last.end + 30]
    if scan.see.month_before.search(before) and not re.match(r"\s+[^\W\d_]+s\b", after):
        return True
    if scan.see.month_after.match(after) and last.value <= 31:
        return True
    if re.match(r"[\s-]years?[\s-]olds?\b|[\s-]ans\b(?=,)", after) or re.search(r"\b(?:aged|age of)\s\Z", before):
        return True
    return is_year(scan, first, before, after, unit) or is_name(scan, first, before, after, unit)


def is_year(scan: Scan, number: Number, before: str, after: str, unit: Unit) -> bool:
    """True for a four-digit year: one that counts nothing."""
    printed = scan.text[number.start : number.end]
    if unit.name or not re.fullmatch(r"(?:19|20)\d\d", printed):
        return False
    return not re.match(r"\s+(?:people|civilians|fighters|soldiers|families|homes|troops|men|women)\b", after) and not (
        scan.see.modifier_before.search(before) and re.match(r"\s+[a-z]+s\b", after)
    )


def is_name(scan: Scan, number: Number, before: str, after: str, unit: Unit) -> bool:
    """True for 'Shed 9', 'page 34', 'No. 5', '98.3 FM'."""
    if re.search(
        r"\b(?:no|nos|page|paragraph|article|chapter|section|room|line|resolution|flight|route|gate)\.?\s\Z",
        before,
        re.I,
    ):
        return True
    named = re.search(r"(?:\A|[^.!?…:\n\s“\"‘'(])\s(?:[A-Z][\w’'.-]*)\s\Z", before) and not number.spelled
    counts = re.match(rf"\s+(?!(?:{FUNCTION})\b)[a-zà-ÿ]", after) or unit.name or re.match(r"%", after)
    if named and not counts:
        return True
    return bool(re.match(r"(?:st|nd|rd|th|er|e|º|ª)\b", after))


def bare_one(scan: Scan, first: Number, last: Number, quantity: Quantity) -> bool:
    """True for 'one' as a mere determiner: it counts before a unit, after a modifier, and of people come to harm."""
    printed = scan.text[first.start : last.end].casefold()
    if printed not in {"one", "un", "une", "uno", "una", "a", "an"}:
        return False
    harmed = quantity.scope in {"killed", "injured", "missing"}
    person = quantity.counted.casefold().rsplit(" ", 1)[-1] in scan.known.people
    return not (quantity.unit or (quantity.modifier and quantity.modifier.casefold() != "only") or (harmed and person))
