"""Finds the quantities of a text, with or without a parse.

Each number is widened by its range, its modifier, its unit and its noun. Dates, years, ages, numbers in names and
ordinals are no quantities; clock times are kept apart under the unit 'clock', in minutes after midnight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from rashomon.text.figures.bounds import bounded
from rashomon.text.figures.clocks import clocks
from rashomon.text.figures.numbers import Number, numbers
from rashomon.text.figures.omit import FUNCTION, bare_one, is_age, left_out
from rashomon.text.figures.scan import NONE, Quantity, Scan
from rashomon.text.figures.sums import parts
from rashomon.text.figures.table import Unit
from rashomon.text.figures.trend import before_quantity, trends
from rashomon.text.figures.wordy import shares, singles, vague, zeros

FAR = 40
"""Characters in which a range and what opens it are looked for."""
METRES = Unit("metres")
NUMERIC_DATE = re.compile(r"(?<!\d)(?:\d{4}\s+)?(?:\d{1,2}([-./])\d{1,2}\1(?:19|20)\d\d|\d{4}-\d\d-\d\d)(?!\d)")
"""'17-06-2016', with the time of day that some pages print before it."""
YEAR = re.compile(r"(?:19|20)\d\d")
NEGATED = re.compile(
    r"(?:\b(?:no|not|never|pas)|n['’]t)(?:\s+(?!(?:only|how|why|what|when|where|who|which|whether|that|if|as|because|since|"
    r"after|before|and|but|or|clear|known|with|by|to|in|on|at|for)\b)\w+){1,3}\s+\Z",
    re.IGNORECASE,
)
"""'did not kill more than eight', 'no murieron más de ocho': a bound from above."""
MINUS = re.compile(r"\bminus[\s-]\Z|(?<=[a-z]\s)-\Z", re.IGNORECASE)
MILLIONS = re.compile(
    rf"\s+(?:of\s(?:its|their|his|her|our)\b|(?!(?:{FUNCTION}|tall|high|long|wide|deep|away|apart|sprint|race)\b)[a-zà-ÿ])"
)


def find(text: str, lang: str, doc: Doc | None = None, *, aside: bool = False) -> tuple[Quantity, ...]:
    """The quantities in order; MissingModel where the language has no table. `aside` keeps ages and the bare 'one'."""
    found = (quantity for quantity in every(Scan(text, lang, doc)) if aside or not quantity.aside)
    ordered = sorted(map(plain, found), key=lambda q: (q.start, q.end))
    return tuple(trends(text, lang, parts(text, ordered)))


def plain(quantity: Quantity) -> Quantity:
    """The same with whole numbers as such."""
    low, high = (int(b) if b is not None and float(b).is_integer() else b for b in (quantity.low, quantity.high))
    return replace(quantity, low=low, high=high)


def every(scan: Scan) -> Iterator[Quantity]:
    """Clock times, then none and no, then vague words, then numbers: what comes first takes its place."""
    for pattern in (scan.see.stamp, NUMERIC_DATE):
        for match in pattern.finditer(scan.text):
            scan.cover(*match.span())
    yield from clocks(scan)
    yield from zeros(scan)
    yield from vague(scan)
    yield from shares(scan)
    found = [n for n in numbers(scan.text, scan.lang) if scan.free(n.start, n.end)]
    made = [*singles(scan), *(q for n in paired(scan, found) if (q := number(scan, *n)))]
    yield from converted(scan, joined(scan, sorted(made, key=lambda q: q.start)))


def paired(scan: Scan, found: Sequence[Number]) -> Iterator[tuple[Number, Number]]:
    """Each number with the upper end of its range, or with itself."""
    at = 0
    while at < len(found):
        first = found[at]
        second = found[at + 1] if at + 1 < len(found) else None
        if second and is_range(scan, first, second):
            yield first, second
            at += 2
        else:
            yield first, first
            at += 1


def is_range(scan: Scan, first: Number, second: Number) -> bool:
    """True for 'between 23 and 27', '200 to 300', '6-7', 'two or three'."""
    gap = scan.text[first.end : second.start]
    if len(gap) > FAR or (YEAR.fullmatch(scan.text[first.start : first.end]) and second.value > 3000):
        return False
    unit = scan.see.unit.match(gap)
    join = scan.see.to.fullmatch(gap[unit.end() :] if unit else gap)
    sign = scan.see.sign_before.search(gap)
    join = join or (scan.see.to.fullmatch(gap[: sign.start()].rstrip() + " ") if sign else None)
    if not join or second.value <= first.value:
        return False
    word = (join[1] or "").casefold()
    if word == scan.known.ranges["or"]:
        return second.value <= first.value + 2 or second.value <= 1.5 * first.value
    before = scan.text[max(0, first.start - FAR) : first.start]
    opening = scan.see.sign_before.search(before)
    before = before[: opening.start()] if opening else before
    if not word and second_of_change(scan, before, gap, unit is not None or opening is not None):
        return False
    between = scan.see.between.search(before)
    return not word or bool(between and between[0].split()[0].casefold() == scan.known.ranges["between"])


def second_of_change(scan: Scan, before: str, gap: str, measured: bool) -> bool:
    """True for 'rose 3% to 180' and 'fell by $2m to $9m': by so much, to so much."""
    return measured and not re.search(r"[-–—]", gap) and bool(before_quantity(scan.lang).search(before))


def number(scan: Scan, first: Number, last: Number) -> Quantity | None:
    """The quantity of a number or range; None for dates, years, names and what is taken."""
    made = measured(scan, first, last)
    if made is None or not scan.free(made.start, made.end):
        return None
    if is_age(scan, first, last):
        return scan.take(replace(made, aside="age")) if first.end == last.end else None
    placed = after_noun(scan, scan.placed(made, last.end))
    if bare_one(scan, first, last, placed):
        return replace(made, aside="one")
    return scan.take(placed) if scan.free(placed.start, placed.end) else scan.take(made)


def measured(scan: Scan, first: Number, last: Number) -> Quantity | None:
    """The number with its sign, unit, half and modifier, before it is known what it counts."""
    sign = scan.see.sign_before.search(scan.text[max(0, first.start - 8) : first.start])
    unit, end = scan.unit(last.end)
    if sign:
        unit, end = scan.known.signs.get(sign[1], NONE), last.end
    elif letter_is_metres(scan, last):
        last = replace(last, value=last.value / scan.known.scales["m"])
        first, unit = (last if first.end == last.end else first), METRES
    elif left_out(scan, first, last, unit):
        return None
    start, low, high = ranged(scan, first.start - len(sign[0]) if sign else first.start, first, last)
    minus = MINUS.search(scan.text[max(0, start - 8) : start])
    if minus or (sign and sign[0][-1] in "-−"):
        start, low, high = start - len(minus[0] if minus else ""), -high, -low
    half = scan.see.half.match(scan.text, end)
    if half and not unit.name:  # 'four and a half years'
        unit, end = scan.unit(half.end()) if scan.unit(half.end())[0].counts else (unit, end)
    if half and unit.counts:
        low, high, end = low + 0.5, high + 0.5, max(end, half.end())
    start, end, modifier, kind = modified(scan, start, end)
    if kind == "over" and NEGATED.search(scan.text[max(0, start - FAR) : start]):
        kind = "upto"
    bounds = scan.bounds(low, high, kind, unit)
    return Quantity(start, end, *bounds, unit.name, modifier=modifier, printed=(low, high), kind=kind)


def modified(scan: Scan, start: int, end: int) -> tuple[int, int, str, str]:
    """The place with its modifier before or after it, the modifier's words, and what it does."""
    start, modifier, kind = scan.modifier(start)
    after = scan.see.modifier_after.match(scan.text, end)
    if modifier or not after or after[1].casefold() in ("alone", "at least"):
        return start, end, modifier, kind
    return start, after.end(), after[1], scan.known.modifiers[re.sub(r"\s+", " ", after[1].casefold())]


def after_noun(scan: Scan, quantity: Quantity) -> Quantity:
    """The same with a modifier that stands behind the noun: '200 people or so'."""
    low, high = quantity.printed
    if quantity.modifier or quantity.unit or low is None or high is None:
        return quantity
    _, end, modifier, kind = modified(scan, quantity.start, quantity.end)
    if end <= quantity.end:
        return quantity
    bounds = bounded(low, high, kind, continuous=False)
    return replace(quantity, end=end, low=bounds[0], high=bounds[1], modifier=modifier, kind=kind)


def letter_is_metres(scan: Scan, number: Number) -> bool:
    """True for '80m' before no noun and after no sign of money: metres and not millions."""
    printed = scan.text[number.start : number.end]
    return printed[-1:] == "m" and printed[0].isdigit() and not MILLIONS.match(scan.text, number.end)


def ranged(scan: Scan, start: int, first: Number, last: Number) -> tuple[int, float, float]:
    """Start, low and high, the 'between' of a range included; '2-3 million' counts both in millions."""
    if first is last:
        return start, first.value, first.value
    low = first.value
    scale = re.search(r"[^\W\d_]+\Z", scan.text[last.start : last.end])
    factor = scan.known.scales.get(scale[0].casefold(), 1) if scale else 1
    if factor >= 1000 and low < 1000 and low * factor <= last.value:
        low *= factor
    between = scan.see.between.search(scan.text[max(0, start - 12) : start])
    return start - len(between[0]) if between else start, low, last.value


def joined(scan: Scan, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """Durations in two parts as one: 'an hour and fifty minutes', 'two hours and 10 minutes'."""
    done: Quantity | None = None
    for quantity in found:
        if done and goes_on(scan, done, quantity):
            low, high = ((a or 0) + (b or 0) for a, b in ((done.low, quantity.low), (done.high, quantity.high)))
            done = replace(done, end=quantity.end, low=low, high=high)
            continue
        if done:
            yield done
        done = quantity
    if done:
        yield done


def goes_on(scan: Scan, first: Quantity, second: Quantity) -> bool:
    """True when the second is the minutes of the first's hours."""
    hours = re.search(r"\b(?:hours?|heures?|horas?)\Z", scan.text[first.start : first.end])
    joint = re.fullmatch(r"\s*(?:and|et|y|,)?\s*", scan.text[first.end : second.start])
    return bool(hours and joint and first.unit == second.unit == "minutes" and first.low is not None)


def converted(scan: Scan, found: Iterable[Quantity]) -> Iterator[Quantity]:
    """The same; one in brackets that says another in its own unit has its modifier: 'more than 100 km (60 miles)'."""
    last: Quantity | None = None
    for quantity in found:
        if last and is_conversion(scan, last, quantity):
            low, high = quantity.printed
            bounds = bounded(low or 0, high or 0, last.kind, continuous=True)
            quantity = replace(quantity, low=bounds[0], high=bounds[1], modifier=last.modifier, kind=last.kind)
        yield quantity
        last = quantity


def is_conversion(scan: Scan, first: Quantity, second: Quantity) -> bool:
    """True where the second stands in brackets at once after the first, or after another such, in a unit of its own."""
    gap = scan.text[first.end : second.start]
    measured = bool(second.unit) and second.unit != first.unit and second.printed[0] is not None
    return measured and bool(first.modifier) and not second.modifier and bool(re.fullmatch(r"\s*[(/]\s*", gap))
