"""Finds the quantities of a text, with or without a parse.

Numbers come first; each is then widened by its modifier, its range, its unit and its noun. Dates, years, ages, numbers in
names and ordinals are no quantities; clock times are kept apart under the unit 'clock', in minutes after midnight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from rashomon.text.figures.bounds import Bounds, bounded, tidy
from rashomon.text.figures.counted import Context, context
from rashomon.text.figures.numbers import Number, numbers, worth
from rashomon.text.figures.patterns import Patterns, patterns
from rashomon.text.figures.table import Table, Unit, either, table

CLOCK = "clock"
FUNCTION = (
    "on|in|at|by|for|of|to|from|with|and|or|but|as|is|are|was|were|has|have|had|will|would|which|who|that|when|where|after|"
    "before|near|into|over|under|during|until|since|contained|said|says|left|killed"
)
"""A lower-case word after 'Shed 9' that shows the number to be a name: it is no noun."""
NONE = Unit("")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as found: code points into the text, end excluded; inclusive bounds, None where a side is open."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str = ""
    counted: str = ""
    scope: str = ""
    modifier: str = ""
    subset: bool = False


def find(text: str, lang: str, doc: Doc | None = None) -> tuple[Quantity, ...]:
    """The quantities in order; MissingModel where the language has no table."""
    finder = Finder(text, lang, doc)
    return tuple(sorted(map(plain, finder.all()), key=lambda q: (q.start, q.end)))


def plain(quantity: Quantity) -> Quantity:
    """The same with whole numbers as such."""
    low, high = (int(b) if b is not None and float(b).is_integer() else b for b in (quantity.low, quantity.high))
    return replace(quantity, low=low, high=high)


class Finder:
    """One text with its patterns: places that are taken by one quantity are no other's."""

    def __init__(self, text: str, lang: str, doc: Doc | None) -> None:
        self.text, self.lang, self.doc = text, lang, doc
        self.known: Table = table(lang)
        self.see: Patterns = patterns(lang)
        self.taken: list[tuple[int, int]] = []

    def all(self) -> Iterator[Quantity]:
        """Clock times, then none and no, then vague words, then numbers."""
        for stamp in self.see.stamp.finditer(self.text):
            self.taken.append(stamp.span())
        yield from self.clocks()
        yield from self.zeros()
        yield from self.vague()
        found = [n for n in numbers(self.text, self.lang) if self.free(n.start, n.end)]
        made = [*self.singles(), *(q for n in self.paired(found) if (q := self.number(*n)))]
        yield from self.joined(sorted(made, key=lambda q: q.start))

    def free(self, start: int, end: int) -> bool:
        """True where no quantity has been found yet."""
        return not any(a < end and start < b for a, b in self.taken)

    def take(self, quantity: Quantity) -> Quantity:
        """The same, its place now taken."""
        self.taken.append((quantity.start, quantity.end))
        return quantity

    # --- clock times

    def clocks(self) -> Iterator[Quantity]:
        """Times of day, in minutes after midnight; an hour without 'a.m.' or a part of the day is read as printed."""
        for match in self.see.clock.finditer(self.text):
            minutes = self.minutes(match.group())
            if minutes is not None and self.free(*match.span()):
                start, modifier, _ = self.modifier(match.start())
                yield self.take(Quantity(start, match.end(), minutes, minutes, CLOCK, modifier=modifier))

    def minutes(self, printed: str) -> float | None:
        """Minutes after midnight."""
        clock, lower = self.known.clock, re.sub(r"\s+", " ", printed.casefold())
        if lower in clock["named"]:
            return float(clock["named"][lower])
        turned = re.fullmatch(r"(half|quarter|[\w-]+) (past|to) ([\w-]+)", lower)
        if turned:
            return self.turned(*turned.groups())
        digits = re.match(r"(\d+)(?:[.:](\d\d))?", lower)
        if digits:
            hour, minute = int(digits[1]), int(digits[2] or 0)
        else:
            hour, minute = int(worth(re.split(r"[\s’']", lower)[0], self.known) or 0), 0
        late = [clock["parts"][p] for p in clock["parts"] if lower.endswith(p)]
        afternoon = any(lower.endswith(half) for half in clock["afternoon"]) or (late and late[0])
        morning = any(lower.endswith(half) for half in clock["half"]) and not afternoon
        hour = hour + 12 if afternoon and hour < 12 else 0 if morning and hour == 12 else hour
        return float(hour * 60 + minute) if hour <= 24 else None

    def turned(self, minutes: str, way: str, hour: str) -> float | None:
        """'ten to one', 'half past six'."""
        part = {"half": 30.0, "quarter": 15.0}.get(minutes) or worth(minutes, self.known)
        whole = worth(hour, self.known)
        if part is None or whole is None:
            return None
        return (whole * 60 + (part if way == "past" else -part)) % 720

    # --- none

    def zeros(self) -> Iterator[Quantity]:
        """'none', 'not one crown', and 'no' before people and harm: zero, never 'not stated'."""
        for match in self.see.zero.finditer(self.text):
            if self.free(*match.span()) and not re.match(
                r"\s+(?:other|the\s+less|theless|of\s+which)", self.text[match.end() :]
            ):
                found = re.compile(r"\s+([^\W\d_]+)").match(self.text, match.end())
                end, unit = match.end(), NONE
                if found and match.group().casefold() not in ("none", "zero", "aucun", "aucune"):
                    end, unit = found.end(), self.known.units.get(found[1].casefold(), NONE)
                if match.group().casefold() in ("not a", "pas un", "pas une") and unit is NONE:
                    continue
                yield self.take(self.placed(Quantity(match.start(), end, 0, 0, unit.name), match.end()))
        for word in sorted(self.known.no):
            yield from self.no(word)

    def no(self, word: str) -> Iterator[Quantity]:
        """'no civilians', 'no more deaths': only before people and harm, in the plural."""
        people = either(self.known.people)
        plural = rf"(?<!\w){re.escape(word)}\s+(?:[^\W\d_]+\s+)??({people})(?!\w)"
        for match in re.finditer(plural, self.text, re.IGNORECASE):
            noun = match[1].casefold()
            many = noun.endswith(("s", "n")) or noun in {"people", "casualties", "dead", "wounded", "troops"}
            if many and not noun.endswith("man") and self.free(*match.span()):
                yield self.take(self.placed(Quantity(match.start(), match.end(), 0, 0, counted=match[1]), match.end()))

    # --- words that are a quantity without a number

    def vague(self) -> Iterator[Quantity]:
        """'dozens', 'tens of thousands', and multiples: 'more than twice'."""
        for match in self.see.vague.finditer(self.text):
            if self.free(*match.span()):
                words = re.sub(r"\s+", " ", match.group().casefold())
                low, high = self.known.vague[words]
                start, modifier, kind = self.modifier(match.start())
                if low is not None and low == high:
                    low, high = bounded(low, low, kind, continuous=False)
                elif kind in ("upto", "under"):
                    low = None
                shown = f"{modifier} {words}".strip() if low != high or modifier else ""
                yield self.take(self.placed(Quantity(start, match.end(), low, high, modifier=shown), match.end()))
        for match in self.see.times.finditer(self.text):
            start, modifier, kind = self.modifier(match.start())
            if modifier and self.free(*match.span()):
                value = self.known.times[match.group().casefold()]
                low, high = bounded(value, value, kind, continuous=True)
                yield self.take(Quantity(start, match.end(), low, high, "times", modifier=modifier))

    def singles(self) -> Iterator[Quantity]:
        """'more than an hour', 'an hour and a half', 'half an hour', and 'not … a single minute'."""
        for match in self.see.single.finditer(self.text):
            unit = self.known.units[match["unit"].casefold()]
            start, modifier, kind = self.modifier(match.start())
            sentence = re.split(r"[.!?]\s", self.text[max(0, start - 80) : start])[-1]
            value, end = (0.5 if match["half"] else 1.0), match.end()
            half = self.see.half.match(self.text, end)
            if half:
                value, end = value + 0.5, half.end()
            if match["single"] and re.search(r"\b(?:not|never|without)\b|n[’']t\b", sentence):
                yield self.take(Quantity(start, end, 0, 0, unit.name, match["unit"]))
            elif (
                modifier
                or match["good"]
                or match["half"]
                or half
                or re.match(r"\s+and\s+[\w-]+\s+minutes", self.text[end:])
            ):
                bounds = self.bounds(value, value, "good" if match["good"] else kind, unit)
                yield self.take(
                    Quantity(start, end, *bounds, unit.name, match["unit"], modifier=modifier or match["good"] or "")
                )

    # --- numbers

    def paired(self, found: Sequence[Number]) -> Iterator[tuple[Number, Number]]:
        """Each number with the upper end of its range, or with itself."""
        at = 0
        while at < len(found):
            first = found[at]
            second = found[at + 1] if at + 1 < len(found) else None
            if second and self.is_range(first, second):
                yield first, second
                at += 2
            else:
                yield first, first
                at += 1

    def is_range(self, first: Number, second: Number) -> bool:
        """True for 'between 23 and 27', '200 to 300', '6-7', 'two or three'."""
        gap = self.text[first.end : second.start]
        unit = self.see.unit.match(gap)
        join = self.see.to.fullmatch(gap[unit.end() :] if unit else gap)
        sign = re.fullmatch(r"(.*?)\s*(?:US)?[$£€]", gap)
        join = join or (self.see.to.fullmatch(sign[1] + " ") if sign else None)
        if not join or second.value <= first.value:
            return False
        word = (join[1] or "").casefold() if join.re.groups else ""
        if word == self.known.ranges["or"]:
            return second.value <= first.value + 2 or second.value <= 1.5 * first.value
        between = self.see.between.search(self.text[: first.start])
        return bool(between) and between[0].split()[0].casefold() == self.known.ranges["between"] if word else True

    def number(self, first: Number, last: Number) -> Quantity | None:
        """The quantity of a number or range; None for dates, years, ages, names."""
        sign = self.see.sign_before.search(self.text[: first.start])
        unit, end = self.unit(last.end)
        if sign:
            unit = self.known.signs.get(sign[1], NONE)
            end = last.end if unit.name == self.unit(last.end)[0].name or end == last.end else last.end
        if not sign and self.left_out(first, last, unit):
            return None
        start = sign.start() if sign else first.start
        start, low, high = self.ranged(start, first, last)
        start, modifier, kind = self.modifier(start)
        half = self.see.half.match(self.text, end)
        if half and unit.counts:
            low, high, end = low + 0.5, high + 0.5, half.end()
        after = self.see.modifier_after.match(self.text, end)
        if not modifier and after and after[1].casefold() not in ("alone", "at least"):
            modifier, kind, end = after[1], self.known.modifiers[re.sub(r"\s+", " ", after[1].casefold())], after.end()
        bounds = self.bounds(low, high, kind, unit)
        made = Quantity(start, end, *bounds, unit.name, modifier=modifier)
        placed = self.placed(made, last.end)
        if self.bare_one(first, last, placed):
            return None
        return self.take(placed) if self.free(placed.start, placed.end) else self.take(made)

    def ranged(self, start: int, first: Number, last: Number) -> tuple[int, float, float]:
        """Start, low and high, the 'between' of a range included; '2-3 million' counts both in millions."""
        if first is last:
            return start, first.value, first.value
        low = first.value
        scale = re.search(r"[^\W\d_]+\Z", self.text[last.start : last.end])
        factor = self.known.scales.get(scale[0].casefold(), 1) if scale else 1
        if factor >= 1000 and low < 1000 and low * factor <= last.value:
            low *= factor
        between = self.see.between.search(self.text[:start])
        return between.start() if between else start, low, last.value

    def bounds(self, low: float, high: float, kind: str, unit: Unit) -> Bounds:
        """Inclusive bounds in the unit that is named."""
        hours = unit.scale == 60
        scaled = tidy(low * unit.scale), tidy(high * unit.scale)
        continuous = bool(unit.name) and not unit.counts
        return bounded(*scaled, kind, continuous=continuous, hours=hours)

    def unit(self, at: int) -> tuple[Unit, int]:
        """The unit that follows a place and where it ends; no unit and the place itself."""
        match = self.see.unit.match(self.text, at)
        if not match:
            return NONE, at
        key = re.sub(r"\s+", " ", match[1])
        return self.known.units.get(key) or self.known.units.get(key.casefold(), NONE), match.end()

    def modifier(self, start: int) -> tuple[int, str, str]:
        """Where the modifiers before a place start, their words, and what they do; the innermost that does something."""
        words, kind = "", "exact"
        for _ in range(2):
            match = self.see.modifier_before.search(self.text[max(0, start - 40) : start])
            if not match or "\n" in match.group():
                break
            name = re.sub(r"\s+", " ", match[1].casefold())
            if name == "all" and words:
                break
            kind = self.known.modifiers[name] if kind == "exact" else kind
            start = max(0, start - 40) + match.start(1)
            words = f"{match[1]} {words}".strip()
        return start, words, kind

    def placed(self, quantity: Quantity, number_end: int) -> Quantity:
        """The same with what is counted, what befell it, and whether it is a part of another."""
        seen: Context = context(self.text, self.doc, self.known, quantity.start, number_end)
        before = self.see.part_before.search(self.text[max(0, quantity.start - 30) : quantity.start])
        after = self.see.part_after.match(self.text, quantity.end)
        end = max(quantity.end, seen.end) if not quantity.unit else quantity.end
        counted = quantity.counted or seen.counted
        return replace(quantity, end=end, counted=counted, scope=seen.fate, subset=bool(before or after))

    # --- what is no quantity

    def left_out(self, first: Number, last: Number, unit: Unit) -> bool:
        """True for a date, a year, an age, an ordinal or a number in a name."""
        before, after = self.text[max(0, first.start - 40) : first.start], self.text[last.end : last.end + 30]
        if self.see.month_before.search(before) and not re.match(r"\s+[^\W\d_]+s\b", after):
            return True
        if self.see.month_after.match(after) and last.value <= 31:
            return True
        if re.match(r"[\s-]years?[\s-]olds?\b|[\s-]ans\b(?=,)", after) or re.search(r"\b(?:aged|age of)\s\Z", before):
            return True
        return self.is_year(first, before, after, unit) or self.is_name(first, before, after, unit)

    def is_year(self, number: Number, before: str, after: str, unit: Unit) -> bool:
        """True for a four-digit year: one that counts nothing."""
        printed = self.text[number.start : number.end]
        if unit.name or not re.fullmatch(r"(?:19|20)\d\d", printed):
            return False
        return not re.match(
            r"\s+(?:people|civilians|fighters|soldiers|families|homes|troops|men|women)\b", after
        ) and not (self.see.modifier_before.search(before) and re.match(r"\s+[a-z]+s\b", after))

    def is_name(self, number: Number, before: str, after: str, unit: Unit) -> bool:
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

    def bare_one(self, first: Number, last: Number, quantity: Quantity) -> bool:
        """True for 'one' as a mere determiner: it counts before a unit, after a modifier, and of people who came to harm."""
        printed = self.text[first.start : last.end].casefold()
        if printed not in {"one", "un", "une", "uno", "una", "a", "an"}:
            return False
        harmed = quantity.scope in {"killed", "injured", "missing"} and quantity.counted.casefold().split()[-1:] != []
        person = quantity.counted.casefold().rsplit(" ", 1)[-1] in self.known.people
        return not (
            quantity.unit or (quantity.modifier and not quantity.modifier.casefold() == "only") or (harmed and person)
        )

    def joined(self, found: Sequence[Quantity]) -> Iterator[Quantity]:
        """Durations in two parts as one: 'an hour and fifty minutes', 'two hours and 10 minutes'."""
        done: Quantity | None = None
        for quantity in found:
            if done and self.goes_on(done, quantity):
                low, high = ((a or 0) + (b or 0) for a, b in ((done.low, quantity.low), (done.high, quantity.high)))
                done = replace(done, end=quantity.end, low=low, high=high)
                continue
            if done:
                yield done
            done = quantity
        if done:
            yield done

    def goes_on(self, first: Quantity, second: Quantity) -> bool:
        """True when the second is the minutes of the first's hours."""
        hours = re.search(r"\b(?:hours?|heures?|horas?)\Z", self.text[first.start : first.end])
        joint = re.fullmatch(r"\s*(?:and|et|y|,)?\s*", self.text[first.end : second.start])
        return bool(hours and joint and first.unit == second.unit == "minutes" and first.low is not None)
