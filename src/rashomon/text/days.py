"""Ranges of days that time expressions mean, reckoned from the report's day or the day last spoken of.

A weekday is the last one up to the report's day, a month or a day without a year the nearest that is not far ahead:
news looks back. Precision is kept, never made finer.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

AHEAD = 45
"""A day without a year may lie so many days after the report; further ahead it is last year's."""

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}

Range = tuple[date, date, str]
Rule = Callable[["re.Match[str]", "Clock"], "Range | None"]


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words of time."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    near: Mapping[str, int]
    """'yesterday' -> -1: days from the report's day."""
    amounts: Mapping[str, int]
    units: Mapping[str, str]
    """'weeks' -> 'week'."""
    which: Mapping[str, int]
    """'last' -> -1."""
    later: frozenset[str]
    """What turns 'two days …' forward."""
    ago: frozenset[str]
    """What reckons from the report's day and not from the day last spoken of."""


@dataclass(slots=True)
class Clock:
    """The report's day and the day last spoken of, to which 'two days earlier' is relative."""

    today: date | None
    spoken: date | None
    words: Words


def day_range(published: str) -> tuple[date, date] | None:
    """The days that a report's date may mean: '2017-10' is all of October; None where it gives none."""
    match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", published)
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if day:
            return date(year, month, day), date(year, month, day)
        if month:
            return date(year, month, 1), last_of(year, month)
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None


def last_of(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


# --- rules: a match and the clock give a range, or None


def iso(m: re.Match[str], clock: Clock) -> Range | None:
    """'2031-05-02'."""
    found = date(int(m["year"]), int(m["month"]), int(m["day"]))
    return found, found, "day"


def day_month(m: re.Match[str], clock: Clock) -> Range | None:
    """'13 March', 'Feb. 22', 'March 13, 2031'."""
    found = dated(clock, clock.words.months[m["month"].casefold()], int(m["day"]), m["year"])
    return (found, found, "day") if found else None


def span_of_days(m: re.Match[str], clock: Clock) -> Range | None:
    """'the night of 12 to 13 March', 'between 5 and 9 March'."""
    last = dated(clock, clock.words.months[m["month"].casefold()], int(m["day"]), m["year"])
    first = last.replace(day=int(m["first"])) if last else None
    return (first, last, "range") if first and last and first < last else None


def dated(clock: Clock, month: int, day: int, year: str | None) -> date | None:
    """The day of a month, in the year given or the nearest that is not far ahead."""
    if year:
        return date(int(year), month, day)
    if clock.today is None:
        return None
    found = date(clock.today.year, month, day)
    if found - clock.today > timedelta(AHEAD):
        found = date(clock.today.year - 1, month, day)
    return date(clock.today.year + 1, month, day) if clock.today - found > timedelta(365 - AHEAD) else found


def month_only(m: re.Match[str], clock: Clock) -> Range | None:
    """'in March', 'March 2031', 'last March'."""
    return whole_month(clock, clock.words.months[m["month"].casefold()], m.groupdict().get("year"))


def whole_month(clock: Clock, month: int, year: str | None) -> Range | None:
    """All the days of a month."""
    first = dated(clock, month, 1, year)
    return (first, last_of(first.year, first.month), "month") if first else None


def part_of_month(m: re.Match[str], clock: Clock) -> Range | None:
    """'mid-October', 'late February', 'the end of March': thirds of the month."""
    whole = whole_month(clock, clock.words.months[m["month"].casefold()], m["year"])
    if not whole:
        return None
    first, last, _ = whole
    third = third_of(m["early"])
    start, end = (1, 11, 21)[third], (10, 20, last.day)[third]
    return first.replace(day=start), first.replace(day=end), "part-of-month"


def third_of(words: str) -> int:
    """0 for 'early' and 'the beginning of', 1 for 'mid' and 'the middle of', 2 for 'late' and 'the end of'."""
    low = words.casefold()
    if low.startswith("early") or "start" in low or "beginning" in low:
        return 0
    return 1 if low.startswith("mid") or "middle" in low else 2


def near(m: re.Match[str], clock: Clock) -> Range | None:
    """'yesterday morning', 'tonight', 'last night'."""
    word = m["near"].casefold()
    if clock.today is None:
        return None
    found = clock.today + timedelta(clock.words.near[word])
    fine = (
        m.groupdict().get("part") or (" " in word and not word.startswith("aujourd")) or word in ("tonight", "anoche")
    )
    return found, found, "part-of-day" if fine else "day"


def week_day(m: re.Match[str], clock: Clock) -> Range | None:
    """'on Tuesday evening', 'last Friday', 'next Friday'."""
    if clock.today is None:
        return None
    groups = m.groupdict()
    number = clock.words.weekdays[m["weekday"].casefold()]
    step = clock.words.which.get((groups.get("which") or groups.get("behind") or "").strip().casefold(), 0)
    back = (clock.today.weekday() - number) % 7
    if step > 0:
        found = clock.today + timedelta((number - clock.today.weekday() - 1) % 7 + 1)
    else:
        found = clock.today - timedelta((back or 7) if step < 0 else back)
    return found, found, "part-of-day" if groups.get("part") or groups.get("edge") else "day"


def ago(m: re.Match[str], clock: Clock) -> Range | None:
    """'three weeks ago' from the report's day; 'two days earlier' from the day last spoken of."""
    word = m["then"].casefold()
    anchor = clock.today if word in clock.words.ago else clock.spoken
    printed = m["number"].casefold()
    number = clock.words.amounts.get(printed) or (int(printed) if printed.isdigit() else 0)
    if anchor is None or not number:
        return None
    return offset(anchor, number if word in clock.words.later else -number, clock.words.units[m["unit"].casefold()])


def offset(anchor: date, number: int, unit: str) -> Range:
    """So many units from a day, no more exact than the unit."""
    if unit in ("day", "week", "fortnight"):
        found = anchor + timedelta(number * {"day": 1, "week": 7, "fortnight": 14}[unit])
        return found, found, "day" if unit == "day" else "week"
    if unit == "month":
        return months_off(anchor, number)
    return whole_year(anchor.year + number * (10 if unit == "decade" else 1))


def whole_year(year: int) -> Range:
    """All the days of a year."""
    return date(year, 1, 1), date(year, 12, 31), "year"


def months_off(anchor: date, number: int) -> Range:
    """A whole month so many months before or after a day."""
    index = anchor.year * 12 + anchor.month - 1 + number
    return date(index // 12, index % 12 + 1, 1), last_of(index // 12, index % 12 + 1), "month"


def which(m: re.Match[str], clock: Clock) -> Range | None:
    """'last month', 'this week', 'next year': a week is Monday to Sunday."""
    if clock.today is None:
        return None
    groups = m.groupdict()
    step = clock.words.which[(groups.get("which") or groups.get("behind") or "").strip().casefold()]
    unit = clock.words.units.get(m["unit"].casefold(), m["unit"].casefold())
    if unit == "month":
        return months_off(clock.today, step)
    if unit == "year":
        return whole_year(clock.today.year + step)
    monday = clock.today - timedelta(clock.today.weekday()) + timedelta(7 * step)
    if unit == "weekend":
        return monday + timedelta(5), monday + timedelta(6), "range"
    return monday, monday + timedelta(6), "week"


def season(m: re.Match[str], clock: Clock) -> Range | None:
    """'last summer', 'in the spring of 2031': of the northern half of the world."""
    first, last = SEASONS[m["season"].casefold()]
    word = (m["which"] or "").casefold()
    if m["year"]:
        year = int(m["year"])
    elif clock.today is None:
        return None
    elif word:
        year = clock.today.year + clock.words.which[word]
        if word == "last" and last_of(clock.today.year, last) < clock.today and first < last:
            year = clock.today.year
    else:
        start = dated(clock, first, 1, None)
        year = start.year if start else clock.today.year
    return date(year, first, 1), last_of(year + (last < first), last), "season"


def quarter(m: re.Match[str], clock: Clock) -> Range | None:
    """'the third quarter of last year', 'the last quarter'; without a year the last one that is over."""
    if m["year"]:
        year: int | None = int(m["year"])
    elif clock.today is None:
        return None
    else:
        year = clock.today.year + clock.words.which[m["which"].casefold()] if m["which"] else None
    word = m["nth"].casefold()
    if year is None:
        return quarter_over(clock, QUARTERS.get(word))
    return months_of_quarter(year, QUARTERS.get(word, 4))


def quarter_over(clock: Clock, number: int | None) -> Range | None:
    """The last quarter of that number, or of any, that ended before the report."""
    if clock.today is None:
        return None
    over = [(y, q) for y in (clock.today.year - 1, clock.today.year) for q in (1, 2, 3, 4)]
    ended = [(y, q) for y, q in over if last_of(y, 3 * q) < clock.today and number in (None, q)]
    return months_of_quarter(*ended[-1]) if ended else None


def months_of_quarter(year: int, number: int) -> Range:
    """Three months."""
    return date(year, 3 * number - 2, 1), last_of(year, 3 * number), "quarter"


def year_only(m: re.Match[str], clock: Clock) -> Range | None:
    """'in 2014', 'late 2014': a third of the year."""
    early = m.groupdict().get("early")
    return part_of_year(int(m["year"]), early) if early else whole_year(int(m["year"]))


def part_of_year(year: int, early: str) -> Range:
    """Four months, for 'early', 'mid' or 'late'."""
    third = third_of(early)
    return date(year, 4 * third + 1, 1), last_of(year, 4 * third + 4), "part-of-year"


def part_of_which(m: re.Match[str], clock: Clock) -> Range | None:
    """'the end of last year', 'early this year'."""
    if clock.today is None:
        return None
    return part_of_year(clock.today.year + clock.words.which.get(m["which"].casefold(), 0), m["early"])


def decade(m: re.Match[str], clock: Clock) -> Range | None:
    """'the late 1980s': ten years."""
    year = int(m["decade"])
    return date(year, 1, 1), date(year + 9, 12, 31), "decade"


def of_the_clock(m: re.Match[str], clock: Clock) -> Range | None:
    """'18:00 GMT': the day last spoken of, else the report's."""
    day = clock.spoken or clock.today
    return (day, day, "minute") if day else None
