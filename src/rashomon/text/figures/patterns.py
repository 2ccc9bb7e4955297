"""The patterns round a number, compiled once a language: modifiers, ranges, units, clock times, what is no quantity."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rashomon.text.figures.table import Table, either, table

WHEN = r"\s+(?:on|this|yesterday|today|last|local|GMT)\b"
"""What follows a time of day written with a full stop."""
HOUR = r"(?:[01]?\d|2[0-4])"
MINUTE = r"[0-5]\d"


@dataclass(frozen=True, slots=True)
class Patterns:
    """One language's patterns. Those named `..._before` end where a number starts, the others start where it ends."""

    modifier_before: re.Pattern[str]
    modifier_after: re.Pattern[str]
    sign_before: re.Pattern[str]
    unit: re.Pattern[str]
    between: re.Pattern[str]
    to: re.Pattern[str]
    vague: re.Pattern[str]
    zero: re.Pattern[str]
    times: re.Pattern[str]
    clock: re.Pattern[str]
    stamp: re.Pattern[str]
    half: re.Pattern[str]
    single: re.Pattern[str]
    month_before: re.Pattern[str]
    month_after: re.Pattern[str]
    part_before: re.Pattern[str]
    part_after: re.Pattern[str]
    part_of_scale: re.Pattern[str]
    """'half a million', 'a quarter of a million': a number after all."""
    share: re.Pattern[str]
    """'two-thirds of', 'half the': a part of a whole."""


@cache
def patterns(lang: str) -> Patterns:
    """The patterns of a language."""
    known = table(lang)
    modifier = either(known.modifiers)
    ranges = known.ranges
    to = rf"(?:\s*[-–—]\s*|[\s-]+(?:{either(w for w in ranges['to'] if w.isalpha())})[\s-]+)"
    unit = either(known.units)
    month = rf"(?:{either(known.months)})\.?"

    def make(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    return Patterns(
        modifier_before=make(rf"(?<![\w-])({modifier})\s*\Z"),
        modifier_after=make(rf"\s*,?\s+({either(known.after)})(?!\w)"),
        sign_before=re.compile(rf"(?<!\w)({either(known.signs)})\s?[-−]?\Z"),
        unit=re.compile(rf"[\s\u00a0-]?({unit})(?!\w)", re.IGNORECASE),
        between=make(rf"(?<!\w)(?:{re.escape(ranges['between'])}|{re.escape(ranges['from'])})\s+\Z"),
        to=make(rf"{to}|\s+({re.escape(ranges['and'])}|{re.escape(ranges['or'])})\s+"),
        vague=make(rf"(?<![\w-])({either(known.vague)})(?!\w)"),
        zero=make(rf"(?<!\w)({either(known.zero)})(?!\w)"),
        times=make(rf"(?<!\w)({either(known.times)})(?!\w)"),
        clock=make(_clock(known)),
        stamp=re.compile(rf"^{HOUR}[.:]{MINUTE}(?=\s+\S)", re.MULTILINE),
        half=make(r"\s+and\s+a\s+half(?!\w)"),
        single=make(_single(known)),
        month_before=make(rf"(?<!\w){month}\s+\Z"),
        month_after=make(rf"\s+(?:of\s+|de\s+)?{month}(?!\w)"),
        part_before=make(rf"(?<!\w)(?:{either(known.part_before)})(?:\s+(?:were|was|are))?[\s,]+\Z"),
        part_after=make(_part_after(known)),
        part_of_scale=make(_part_of_scale(known)),
        share=make(_share(known)),
    )


def _clock(known: Table) -> str:
    """Clock times: '5.30 a.m.', '21:40', 'nine o'clock', 'nine in the evening', 'ten to one', 'at nine', 'midnight'."""
    clock = known.clock
    half = rf"\s?(?:{either(clock['half'])})(?!\w)" if clock["half"] else r"(?!)"
    word = rf"(?:{HOUR}|{either(w for w, n in known.values.items() if 0 < n <= 12)})"
    oclock = rf"\s*(?:{either(clock['oclock'])})(?!\w)"
    part = rf"\s+(?:{either(clock['parts'])})(?!\w)"
    shapes = [
        rf"{HOUR}[.:]{MINUTE}{half}",
        rf"{HOUR}:{MINUTE}(?!\d)",
        rf"{HOUR}{half}",
        rf"(?:0?[1-9]|1[0-2]){MINUTE}{half}",
        rf"{word}{oclock}(?:{part})?",
        rf"{word}{part}",
    ]
    if known.decimal == ".":  # English only
        shapes.append(
            rf"(?<=at\s)(?:half|quarter|five|ten|twenty|twenty-five)\s+(?:past|to)\s+{word}(?!\s+(?:hundred|thousand|\w+ion))"
        )
        spelt = either(w for w, n in known.values.items() if 1 < n <= 12)
        shapes.append(
            rf"(?:(?<=\bat\s)|(?<=\bat\sabout\s)|(?<=\bat\saround\s))(?:{spelt})"
            r"(?=\s*(?:[.,;:!?)\"”’\n]|\Z)|\s+(?:and|but|when|that|on)\b)"
        )
    before = "|".join(rf"(?<=\b{re.escape(word)}\s)" for word in clock["before"])
    if known.decimal == ".":  # 'at 02.14', 'at 14.30 on Friday'; 'closed at 14.30' is a price
        shapes.append(rf"(?:{before})(?:0\d\.{MINUTE}(?!\d)|(?:1\d|2[0-3])\.{MINUTE}(?!\d)(?={WHEN}))")
    shapes.append(rf"(?:{before})(?:{either(clock['named'])})(?!\w)")
    shapes.append(r"(?:[01]\d|2[0-4])[0-5]\d(?=\s+(?:GMT|UTC|hrs|hours\s+local)\b)")
    return rf"(?<![\w.,:$£€])(?:{'|'.join(shapes)})(?!\w|:\d)"


def _single(known: Table) -> str:
    """'an hour', 'a good hour', 'half an hour', 'a single minute'."""
    if known.decimal != ".":
        return r"(?!)"
    units = either(word for word, unit in known.units.items() if unit.counts and not word.endswith("s"))
    return rf"(?<!\w)(?P<half>half\s+)?an?\s+(?:(?P<good>good)\s+|(?P<single>single)\s+)?(?P<unit>{units})(?!\w|-)"


def _share(known: Table) -> str:
    """'a third of', 'two-thirds', 'half of the', 'half its'."""
    counts = either(word for word, value in known.values.items() if 0 < value < 10)
    several = either(word for word in known.parts if word.endswith("s"))
    one = either(word for word in known.parts if not word.endswith("s"))
    of = "of" if known.decimal == "." else "de|du|des|d'|d’|del"
    whole = r"the|its|their|his|her|our|those|these|that" if known.decimal == "." else "(?!)"
    halves = "half" if "half" in known.parts else "la moitié|la mitad"
    return (
        rf"(?<![\w-])(?:(?P<count>{counts})[\s-](?P<parts>{several})(?!\w)"
        rf"|(?:{either(known.articles)}|one)[\s-](?P<part>{one})(?=\s+(?:{of})\b)"
        rf"|(?P<half>{halves})(?=\s+(?:{of}|{whole})\b))"
    )


def _part_after(known: Table) -> str:
    """'six of whom', 'six civilians of them', 'four of the'; after '30 people, some of whom' the 30 are the whole."""
    after, whole = either(known.part_after), "some|most|many|all|none|several|few|half|both|each|one|two|three"
    noun = rf"(?!(?:{whole})\s)\w+\s+(?!of\s+wh)"
    return rf"\s+(?:(?:{noun})?(?:{after})|(?:{either(known.part_bare)}))(?!\w)"


def _part_of_scale(known: Table) -> str:
    """'half a million', 'three quarters of a million'."""
    if known.decimal != ".":
        return r"(?!)"
    counts = either(word for word, value in known.values.items() if 0 < value < 10)
    scales = either(word for word, value in known.scales.items() if value >= 1000 and len(word) > 3)
    words = either(known.parts)
    return rf"(?<![\w-])(?:(?P<count>{counts}|an?)[\s-])?(?P<part>{words})\s+(?:of\s+)?a\s+(?P<scale>{scales})(?!\w)"
