"""Time expressions as ranges of days, resolved against the report's date.

A weekday is the last one up to the report's day, a month or a day without a year the nearest that is not far ahead:
news looks back. What cannot be resolved without a date is left out where the report has none. Precision is kept,
never made finer.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

AHEAD = 45
"""A day without a year may lie so many days after the report; further ahead it is last year's."""

WEEKDAYS = {
    "en": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "es": ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
}
MONTHS = {
    "en": [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "es": [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
}
SHORT = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
NEAR = {
    "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "hier": -1, "aujourd'hui": 0, "aujourd’hui": 0,
    "demain": 1, "ayer": -1, "hoy": 0, "mañana": 1, "last night": -1, "this morning": 0,
    "this afternoon": 0, "this evening": 0,
}  # fmt: skip
AMOUNT = {
    word: n
    for n, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
}
AMOUNT |= {"a": 1, "an": 1}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
PART = r"(?:morning|afternoon|evening|night)"
DAYS = {"day": 1, "week": 7}


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: code points, end excluded; ISO 8601 days, both included."""

    start: int
    end: int
    earliest: str
    latest: str
    precision: str


Range = tuple[date, date, str]
Rule = Callable[["re.Match[str]", "Clock"], "Range | None"]


@dataclass(slots=True)
class Clock:
    """The report's day and the day last spoken of, to which 'two days earlier' is relative."""

    today: date | None
    spoken: date | None
    months: dict[str, int]
    weekdays: dict[str, int]


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


def find(text: str, published: str = "", lang: str = "en") -> tuple[Time, ...]:
    """Every time expression that can be resolved, in order."""
    if lang not in MONTHS:
        return ()
    known = day_range(published)
    exact = known[0] if known and known[0] == known[1] else None
    months = {name: n for n, name in enumerate(MONTHS[lang], 1)} | (SHORT if lang == "en" else {})
    clock = Clock(exact, exact, months, {name: n for n, name in enumerate(WEEKDAYS[lang])})
    return tuple(_found(text, lang, clock))


def _found(text: str, lang: str, clock: Clock) -> Iterator[Time]:
    at = 0
    pattern, handlers = rules(lang)
    while match := pattern.search(text, at):
        at = match.end()
        name = str(match.lastgroup)
        inner = handlers[name][0].fullmatch(match.group())
        try:
            made = handlers[name][1](inner, clock) if inner else None
        except (ValueError, OverflowError):  # 31 February, the year 12000
            made = None
        if made:
            first, last, precision = made
            if precision in ("day", "part-of-day"):
                clock.spoken = first
            yield Time(match.start(), match.end(), first.isoformat(), last.isoformat(), precision)


@cache
def rules(lang: str) -> tuple[re.Pattern[str], dict[str, tuple[re.Pattern[str], Rule]]]:
    """One pattern of all rules, the more exact first, and what each means."""
    names = sorted([*MONTHS[lang], *(SHORT if lang == "en" else ())], key=len, reverse=True)
    # in English only with a capital: 'may' and 'march' are verbs
    capitals = "|".join(cased for n in names for cased in (n.title(), n.upper()))
    month = rf"(?P<month>(?-i:{capitals}))"
    month = rf"{month}\.?" if lang == "en" else rf"(?P<month>{'|'.join(names)})"
    weekday = rf"(?P<weekday>{'|'.join(WEEKDAYS[lang])})"
    day, year = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?", r"(?P<year>(?:19|20)\d\d)"
    first = r"(?P<first>\d{1,2})"
    if lang == "en":
        made = _english(month, weekday, day, year, first)
    else:
        of = "(?:de )?" if lang == "es" else ""
        made = {
            "iso": (r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", iso),
            "daymonth": (rf"{day} {of}{month}(?: {of}{year})?", day_month),
            "near": (rf"(?P<near>{'|'.join(NEAR)})", near),
            "weekday": (rf"(?P<which>ce |le |este |el )?{weekday}(?P<next> prochain| próximo)?", week_day),
            "lastmonth": (r"(?:le mois dernier|el mes pasado)", lambda m, c: relative(c, "last", "month")),
            "monthyear": (rf"{month} (?:de )?{year}", month_only),
        }
    compiled = {name: (re.compile(shape, re.IGNORECASE), rule) for name, (shape, rule) in made.items()}
    named = "|".join(f"(?P<{name}>{re.sub(r'[(][?]P<[a-z]+>', '(?:', shape)})" for name, (shape, _) in made.items())
    return re.compile(rf"(?<![\w-])(?:{named})(?![\w])", re.IGNORECASE), compiled


def _english(month: str, weekday: str, day: str, year: str, first: str) -> dict[str, tuple[str, Rule]]:
    unit = r"(?P<unit>day|week|fortnight|month|year|decade)s?"
    number = rf"(?P<number>\d{{1,3}}|{'|'.join(AMOUNT)})"
    early = r"(?P<early>early|late|mid|the (?:start|beginning|end|middle) of)"
    then = r"(?P<then>ago|earlier|later|before that|after that|before|afterwards)"
    return {
        "iso": (r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", iso),
        "span": (
            rf"(?:the night of |from |between )?{first}(?: to | and |[-–]){day} {month}(?:,? {year})?",
            span_of_days,
        ),
        "daymonth": (rf"(?:on )?(?:the )?{day}(?: of)? {month}(?:,? {year})?", day_month),
        "monthday": (rf"(?:on )?{month} {day}(?:,? {year})?(?! \w+ of)", day_month),
        "part": (rf"(?:in )?{early}[ -]{month}(?: {year})?", part_of_month),
        "monthyear": (rf"(?:in )?{month},? (?:of )?{year}", month_only),
        "inmonth": (rf"(?:in|since|during|last|until|by|of) {month}(?= |[.,;:)]|$)", month_only),
        "near": (rf"(?:late |early )?(?P<near>{'|'.join(NEAR)})(?: (?P<part>{PART}))?", near),
        "weekday": (
            r"(?P<edge>late |early |earlier )?(?:on )?(?:the )?(?P<which>last |next |this |past )?"
            rf"{weekday}(?: (?P<part>{PART}))?",
            week_day,
        ),
        "ago": (rf"(?:about |some |nearly |almost |more than |less than )?{number} {unit} {then}", ago),
        "which": (r"(?:earlier |later )?(?P<which>last|this|next) (?P<unit>week|month|year|weekend)", which),
        "season": (rf"(?P<which>last|this|next) (?P<season>{'|'.join(SEASONS)})", season),
        "year": (rf"(?:in|since|during|of|by|until|from|early|late|mid-?) ?{year}", year_only),
    }


# --- rules: a match and the clock give a range, or None


def iso(m: re.Match[str], clock: Clock) -> Range | None:
    """'2031-05-02'."""
    found = date(int(m["year"]), int(m["month"]), int(m["day"]))
    return found, found, "day"


def day_month(m: re.Match[str], clock: Clock) -> Range | None:
    """'13 March', 'Feb. 22', 'March 13, 2031'."""
    found = dated(clock, clock.months[m["month"].casefold()], int(m["day"]), m["year"])
    return (found, found, "day") if found else None


def span_of_days(m: re.Match[str], clock: Clock) -> Range | None:
    """'the night of 12 to 13 March', 'between 5 and 9 March'."""
    last = dated(clock, clock.months[m["month"].casefold()], int(m["day"]), m["year"])
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
    return whole_month(clock, clock.months[m["month"].casefold()], m.groupdict().get("year"))


def whole_month(clock: Clock, month: int, year: str | None) -> Range | None:
    """All the days of a month."""
    first = dated(clock, month, 1, year)
    return (first, last_of(first.year, first.month), "month") if first else None


def part_of_month(m: re.Match[str], clock: Clock) -> Range | None:
    """'mid-October', 'late February', 'the end of March': thirds of the month."""
    whole = whole_month(clock, clock.months[m["month"].casefold()], m["year"])
    if not whole:
        return None
    first, last, _ = whole
    word = m["early"].casefold()
    if word.startswith("early") or "start" in word or "beginning" in word:
        return first, first.replace(day=10), "part-of-month"
    if word.startswith("mid") or "middle" in word:
        return first.replace(day=11), first.replace(day=20), "part-of-month"
    return first.replace(day=21), last, "part-of-month"


def near(m: re.Match[str], clock: Clock) -> Range | None:
    """'yesterday morning', 'tonight', 'last night'."""
    word = m["near"].casefold()
    if clock.today is None:
        return None
    found = clock.today + timedelta(NEAR[word])
    fine = m.groupdict().get("part") or " " in word or word == "tonight"
    return found, found, "part-of-day" if fine else "day"


def week_day(m: re.Match[str], clock: Clock) -> Range | None:
    """'on Tuesday evening', 'last Friday', 'next Friday'."""
    if clock.today is None:
        return None
    groups = m.groupdict()
    number, which = clock.weekdays[m["weekday"].casefold()], (groups.get("which") or "").strip().casefold()
    back = (clock.today.weekday() - number) % 7
    if which == "next" or groups.get("next"):
        found = clock.today + timedelta((number - clock.today.weekday() - 1) % 7 + 1)
    elif which in ("last", "past"):
        found = clock.today - timedelta(back or 7)
    else:
        found = clock.today - timedelta(back)
    return found, found, "part-of-day" if groups.get("part") or groups.get("edge") else "day"


def ago(m: re.Match[str], clock: Clock) -> Range | None:
    """'three weeks ago' from the report's day; 'two days earlier' from the day last spoken of."""
    word = m["then"].casefold()
    anchor = clock.today if word == "ago" else clock.spoken
    number = AMOUNT.get(m["number"].casefold()) or int(m["number"] if m["number"].isdigit() else 0)
    if anchor is None or not number:
        return None
    sign = 1 if word in ("later", "after that", "afterwards") else -1
    unit = m["unit"].casefold()
    if unit in DAYS:
        found = anchor + timedelta(sign * number * DAYS[unit])
        return found, found, "day" if unit == "day" else "week"
    if unit == "fortnight":
        found = anchor + timedelta(sign * number * 14)
        return found, found, "week"
    if unit == "month":
        return months_off(anchor, sign * number)
    year = anchor.year + sign * number * (10 if unit == "decade" else 1)
    return date(year, 1, 1), date(year, 12, 31), "year"


def months_off(anchor: date, number: int) -> Range:
    """A whole month so many months before or after a day."""
    index = anchor.year * 12 + anchor.month - 1 + number
    return date(index // 12, index % 12 + 1, 1), last_of(index // 12, index % 12 + 1), "month"


def which(m: re.Match[str], clock: Clock) -> Range | None:
    """'last month', 'this week', 'next year'."""
    return relative(clock, m["which"].casefold(), m["unit"].casefold())


def relative(clock: Clock, word: str, unit: str) -> Range | None:
    """A week (Monday to Sunday), weekend, month or year before, around or after the report's day."""
    if clock.today is None:
        return None
    step = {"last": -1, "this": 0, "next": 1}[word]
    if unit == "month":
        return months_off(clock.today, step)
    if unit == "year":
        year = clock.today.year + step
        return date(year, 1, 1), date(year, 12, 31), "year"
    monday = clock.today - timedelta(clock.today.weekday()) + timedelta(7 * step)
    if unit == "weekend":
        return monday + timedelta(5), monday + timedelta(6), "range"
    return monday, monday + timedelta(6), "week"


def season(m: re.Match[str], clock: Clock) -> Range | None:
    """'last summer': of the northern half of the world."""
    if clock.today is None:
        return None
    first, last = SEASONS[m["season"].casefold()]
    year = clock.today.year + {"last": -1, "this": 0, "next": 1}[m["which"].casefold()]
    if m["which"].casefold() == "last" and last_of(clock.today.year, last) < clock.today and first < last:
        year = clock.today.year
    return date(year, first, 1), last_of(year + (last < first), last), "season"


def year_only(m: re.Match[str], clock: Clock) -> Range | None:
    """'in 2014'."""
    year = int(m["year"])
    return date(year, 1, 1), date(year, 12, 31), "year"
