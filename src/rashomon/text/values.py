"""The numbers of a short text as intervals, with the words beside them: enough to compare a headline with its body.

The report's own figures come from `attribute.figures`; here a string is read that has none, such as a headline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashomon.text.compare import keys

SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
UNITS = {word: n for n, word in enumerate(SMALL.split())}
TENS = {
    word: 10 * n
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "m": 1_000_000,
    "bn": 1_000_000_000,
}
VAGUE = {
    "dozens": (24.0, 99.0),
    "several dozen": (36.0, 60.0),
    "a few dozen": (24.0, 60.0),
    "a dozen": (12.0, 12.0),
    "scores": (40.0, None),
    "hundreds": (200.0, 999.0),
    "thousands": (2000.0, None),
    "tens of thousands": (20000.0, 99999.0),
    "hundreds of thousands": (200000.0, 999999.0),
    "millions": (2000000.0, None),
}
BELOW = {"almost", "nearly", "up to", "as many as", "at most", "no more than", "fewer than", "less than", "under"}
ABOVE = {"at least", "more than", "over", "no fewer than", "above"}
ABOUT = {"about", "around", "some", "roughly", "approximately", "maybe", "an estimated", "estimated", "circa"}
MODIFIER = "|".join(sorted((w.replace(" ", r"\s+") for w in BELOW | ABOVE | ABOUT), key=len, reverse=True))
SPELT = "|".join(sorted([*UNITS, *TENS], key=len, reverse=True))
NUMBER = re.compile(
    rf"(?<![\w.,£$€:/-])(?:(?P<mod>{MODIFIER})\s+)?(?:"
    rf"(?P<range>\d[\d,]*)(?:\s*[-–]\s*|\s+(?:to|and)\s+)(?P<top>\d[\d,]*)(?!\s*(?:a\.?m|p\.?m)\b)|"
    rf"(?P<vague>(?:tens|hundreds) of thousands|several dozen|a few dozen|a dozen|dozens|scores|"
    rf"hundreds|thousands|millions)|"
    rf"(?P<num>\d[\d,]*(?:\.\d+)?|(?:{SPELT})(?:[- ](?:{SPELT}))?)"
    rf"(?:\s+(?P<scale>hundred|thousand|million|billion)(?:\s+(?:and\s+)?(?P<rest>{SPELT})(?:[- ](?P<rest2>{SPELT}))?)?"
    rf"|(?P<short>m|bn)\b)?"
    rf")(?!\w|[.,:/]\d)",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"\s*(?P<unit>%|per\s?cent|percent|years?(?:[- ]old)?|days?|weeks?|months?|hours?|minutes?|am\b|pm\b|a\.m|p\.m|"
    r"km|kilomet\w+|miles?|met(?:er|re)s?|knots|degrees|tonnes?|tons?|crowns|dollars|euros|pounds|per\b|nd\b|th\b|st\b|rd\b|o['’]clock)",
    re.IGNORECASE,
)
MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DATE = re.compile(
    rf"\b(?:{MONTHS}|paragraph|page|section|article|chapter|gate|room|no\.|flight|route|unit|pier|terminal)\s+$",
    re.IGNORECASE,
)
DATE_AFTER = re.compile(rf"\s+(?:{MONTHS}\b|of them\b)", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d$")
PART = re.compile(
    r"\s+(?:(?:more|others?|additional|further)\b|of (?:them|whom|these|the|his|her|its|their)\b|"
    r"(?:\w+\s+){0,2}(?:formally|among|including)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Value:
    """A number of a text: inclusive bounds, None where a side is open; offsets in the text given."""

    low: float | None
    high: float | None
    start: int
    end: int
    exact: str
    modifier: str
    kind: str
    """'count', or the unit that follows ('percent', 'years', 'date' ...)."""
    near: frozenset[str]
    """The terms of the words beside it: what it counts and what befell it."""
    vague: bool = False
    part: bool = False
    """True for 'four of them' and '200 more': a part of another number, or one to add to it."""

    def meets(self, other: Value) -> bool:
        """True when one number may stand for the other: the same digits, or a vague word that holds it."""
        same = self.core() == other.core()
        held = (self.vague and _holds(self, other.core())) or (other.vague and _holds(other, self.core()))
        return self.kind == other.kind and (same or held)

    def core(self) -> float | None:
        """The number printed, without its modifier; None for a vague word."""
        if self.vague:
            return None
        digits = _number(self.exact[len(self.modifier) :].strip())
        return digits if digits is not None else self.high

    def drops_hedge(self, other: Value) -> bool:
        """True when the other is bounded from above or rounded and this one is not."""
        return other.modifier in BELOW and self.modifier not in BELOW | ABOUT and not self.vague

    def rivals(self, other: Value) -> bool:
        """True when the two have no value in common, rounding left aside."""
        low, high = max(self.low or 0, other.low or 0), min(_top(self.high), _top(other.high))
        return low > high * 1.1


def _top(value: float | None) -> float:
    return float("inf") if value is None else value


def _holds(value: Value, number: float | None) -> bool:
    return number is not None and (value.low or 0) <= number <= _top(value.high)


def _number(text: str) -> float | None:
    """The first number in a text, in digits or words."""
    found = NUMBER.search(text)
    return _amount(found) if found and not found["vague"] and not found["range"] else None


def _amount(found: re.Match[str]) -> float:
    word = found["num"].casefold()
    if word[0].isdigit():
        amount = float(word.replace(",", ""))
    else:
        amount = float(sum(UNITS.get(w, TENS.get(w, 0)) for w in re.split(r"[- ]", word)))
    scale = (found["scale"] or found["short"] or "").casefold()
    rest = sum(UNITS.get(w.casefold(), TENS.get(w.casefold(), 0)) for w in (found["rest"], found["rest2"]) if w)
    return amount * SCALES.get(scale, 1) + rest


def values(text: str) -> tuple[Value, ...]:
    """The numbers of a text in order; dates, clock times and numbers in names are left out."""
    return tuple(v for m in NUMBER.finditer(text) if (v := _value(text, m)) is not None)


def _value(text: str, m: re.Match[str]) -> Value | None:
    bare = m.group("num") or ""
    part = bool(PART.match(text[m.end() :]))
    if not part and (DATE.search(text[: m.start()]) or DATE_AFTER.match(text[m.end() :])):
        return None
    if (YEAR.match(bare) and not m["mod"]) or bare.casefold() in {"one", "zero"}:
        return None
    unit = AFTER.match(text[m.end() :])
    kind = unit["unit"].casefold() if unit else "count"
    modifier = re.sub(r"\s+", " ", (m["mod"] or "").casefold())
    low, high = _bounds(m, modifier)
    near = keys(_beside(text, m.start(), m.end()))
    return Value(low, high, m.start(), m.end(), m.group(), modifier, kind, near, bool(m["vague"]), part)


def _bounds(m: re.Match[str], modifier: str) -> tuple[float | None, float | None]:
    if m["vague"]:
        return VAGUE[re.sub(r"\s+", " ", m["vague"].casefold())]
    if m["range"]:
        return float(m["range"].replace(",", "")), float(m["top"].replace(",", ""))
    amount = _amount(m)
    if modifier in {"almost", "nearly"}:
        return 0.9 * amount, amount - 1
    if modifier in BELOW:
        return None, amount
    if modifier in ABOVE:
        return amount + (modifier in {"more than", "over", "above"}), None
    if modifier in ABOUT:
        return 0.9 * amount, 1.1 * amount
    return amount, amount


def _beside(text: str, start: int, end: int) -> str:
    """The six words on either side, not past the end of a sentence or a semicolon."""
    before = re.split(r"[.;:!?]\s", text[:start])[-1].split()[-6:]
    after = re.split(r"[.;:!?](?:\s|$)", text[end:])[0].split()[:6]
    return " ".join([*before, "|", *after])
