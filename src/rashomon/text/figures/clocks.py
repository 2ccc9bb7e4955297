"""Clock times, in minutes after midnight."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.text.figures.numbers import worth
from rashomon.text.figures.scan import Quantity, Scan

CLOCK = "clock"
TURNED = re.compile(r"(half|quarter|[\w-]+) (past|to) ([\w-]+)")
"""'ten to one', 'half past six'."""
VALUED = re.compile(
    r"\b(?:put|stand|stood|estimat|valu|set|kept|keep|fix|remain|toll|figure|number|count|total|peak|cap|"
    r"aged|age|die|born)\w*\W+(?:[\w’'-]+\W+){0,4}?at\s(?:about\s|around\s)?$",
    re.IGNORECASE,
)
"""Before an 'at nine' that is a value or an age: 'the toll stood at nine'."""
DIGITS = re.compile(r"(\d\d??)(?:[.:]?(\d\d))?(?!\d)")


def clocks(scan: Scan) -> Iterator[Quantity]:
    """Times of day, in minutes after midnight; an hour without 'a.m.' or a part of the day is read as printed."""
    for match in scan.see.clock.finditer(scan.text):
        found = minutes(scan, match.group())
        if match.group().isalpha() and VALUED.search(scan.text, max(0, match.start() - 60), match.start()):
            continue
        if found is not None and scan.free(*match.span()):
            start, modifier, _ = scan.modifier(match.start())
            yield scan.take(
                Quantity(start, match.end(), found, found, CLOCK, modifier=modifier, printed=(found, found))
            )


def minutes(scan: Scan, printed: str) -> float | None:
    """Minutes after midnight; None where the words are no time of day."""
    lower = re.sub(r"\s+", " ", printed.casefold())
    if lower in scan.known.clock["named"]:
        return float(scan.known.clock["named"][lower])
    turned = TURNED.fullmatch(lower)
    if turned:
        return past_or_to(scan, turned[1], turned[2], turned[3])
    digits = DIGITS.match(lower)
    if digits:
        return of_day(scan, lower, int(digits[1]), int(digits[2] or 0))
    return of_day(scan, lower, int(worth(re.split(r"[\s’']", lower)[0], scan.known) or 0), 0)


def of_day(scan: Scan, lower: str, hour: int, minute: int) -> float | None:
    """Minutes after midnight of an hour under its 'p.m.' or its part of the day."""
    clock = scan.known.clock
    late = [clock["parts"][part] for part in clock["parts"] if lower.endswith(part)]
    afternoon = any(lower.endswith(half) for half in clock["afternoon"]) or bool(late and late[0])
    morning = any(lower.endswith(half) for half in clock["half"]) and not afternoon
    if afternoon and hour < 12:
        hour += 12
    elif morning and hour == 12:
        hour = 0
    return float(hour * 60 + minute) if hour <= 24 else None


def past_or_to(scan: Scan, part: str, way: str, hour: str) -> float | None:
    """'ten to one', 'half past six'."""
    by = {"half": 30.0, "quarter": 15.0}.get(part) or worth(part, scan.known)
    whole = worth(hour, scan.known)
    if by is None or whole is None:
        return None
    return (whole * 60 + (by if way == "past" else -by)) % 720
