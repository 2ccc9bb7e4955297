"""Numbers, dates and kinds in words: what is missing says so and is never a bare 0."""

from __future__ import annotations

from rashomon.model import Change, DerivationKind, Finding, RelationKind, SourceKind, Stance, Status
from rashomon.views.safe import line

YEAR = "January February March April May June July August September October November December"
MONTHS = YEAR.split()  # not the locale's: the same input gives the same bytes

CLOCK = "clock"
"""The unit of a time of day, in minutes."""
NO_DATE = "date not stated"

STANCES = {
    Stance.ASSERTS: "asserts",
    Stance.DENIES: "denies",
    Stance.ADMITS: "admits",
    Stance.ALLEGES: "alleges",
    Stance.HEDGED: "hedges",
    Stance.NO_COMMENT: "no comment",
}
SOURCES = {
    SourceKind.PERSON: "person",
    SourceKind.ORGANIZATION: "organization",
    SourceKind.PUBLIC_BODY: "public body",
    SourceKind.DOCUMENT: "document",
    SourceKind.GROUP: "group",
    SourceKind.UNNAMED: "not named",
}
STATUSES = {
    Status.SINGLE_SOURCE: "single source",
    Status.CORROBORATED: "corroborated",
    Status.CONTESTED: "contested",
    Status.DENIED: "denied",
}
KINDS = {
    DerivationKind.REPRINT: "reprint",
    DerivationKind.LIGHT_EDIT: "light edit",
    DerivationKind.TRANSLATION: "translation",
    DerivationKind.REWRITE: "rewrite",
    DerivationKind.QUOTES: "quotes",
    DerivationKind.CREDITS: "credits",
}
CHANGES = {change: change.value.replace("-", " ") for change in Change}
FINDINGS = {
    Finding.SUPPORTED: "says no more than its body",
    Finding.OVERSTATED: "says more than its body",
    Finding.ATTRIBUTION_DROPPED: "attribution dropped",
    Finding.UNSUPPORTED: "not in its body",
}
RELATIONS = {
    RelationKind.CORROBORATES: "corroborated by",
    RelationKind.CONTRADICTS: "contradicted by",
    RelationKind.DENIES: "denied by",
    RelationKind.QUALIFIES: "qualified by",
}


def outside(kind: DerivationKind) -> str:
    """What an origin is to what comes from it without a report between: whom it quotes may have one of their own."""
    return "its own source" if kind is DerivationKind.QUOTES else "not among the reports"


def count(number: int, one: str, many: str = "") -> str:
    """'1 report', '22 reports', 'no report'."""
    if number == 0:
        return f"no {one}"
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def number(value: float) -> str:
    """A number as a newspaper prints it: 1,200 and 0.5."""
    return f"{value:,.10g}" if value % 1 else f"{value:,.0f}"


def bounds(low: float | None, high: float | None, unit: str = "") -> str:
    """A figure's inclusive bounds: '612', '840–880', '≤ 400', '≥ 24'; 'not stated' where both sides are open."""
    if low is None and high is None:
        return "not stated"
    shown = _clock if unit == CLOCK else number
    if low is None or high is None:
        text = f"≥ {shown(low)}" if low is not None else f"≤ {shown(high or 0)}"
    else:
        text = shown(low) if low == high else f"{shown(low)}–{shown(high)}"
    return f"{text} {'' if unit == CLOCK else line(unit)}".rstrip()


def _clock(minutes: float) -> str:
    """A time of day from its minutes: '23:50'."""
    return f"{int(minutes) // 60:02}:{int(minutes) % 60:02}"


def origins(low: int, high: int) -> str:
    """K as a range: '3', '2–4', 'not counted' where nothing was counted."""
    if high <= 0:
        return "not counted"
    return str(high) if low == high else f"{low}–{high}"


def day(published: str) -> str:
    """A date or date prefix in words: '13 March 2024', 'March 2024', '2024'."""
    parts = published[:10].split("-")
    if not (parts[0].isdigit() and len(parts[0]) == 4):
        return NO_DATE
    numbers = [int(part) for part in parts if part.isdigit()]
    if len(numbers) < 2 or not 1 <= numbers[1] <= 12:
        return parts[0]
    month = f"{MONTHS[numbers[1] - 1]} {parts[0]}"
    return f"{numbers[2]} {month}" if len(numbers) > 2 and 1 <= numbers[2] <= 31 else month


def moment(published: str) -> str:
    """A date in words with the hour where one is given, as given: '13 March 2024, 06:12'."""
    hour = published[11:16]
    stated = len(hour) == 5 and hour[2] == ":" and (hour[:2] + hour[3:]).isdigit()
    return f"{day(published)}, {hour}" if stated else day(published)


def stamped(when: str) -> str:
    """When something was written down, to the minute: '28 Nov 2026, 01:24 UTC'."""
    zone = " UTC" if when.endswith(("Z", "+00:00")) else ""
    return f"{short_day(when)}, {when[11:16]}{zone}" if len(when) > 16 and when[13] == ":" else when


def short_day(published: str) -> str:
    """A date in few characters: '13 Mar 2024'."""
    words = day(published).split()
    return " ".join(w[:3] if w in MONTHS else w for w in words) if words[0] != "date" else NO_DATE


def period(dates: list[str]) -> str:
    """From the first to the last of some dates: '13 March – 18 April 2024'."""
    known = sorted(date for date in dates if day(date) != NO_DATE)
    if not known:
        return "dates not stated"
    first, last = day(known[0]), day(known[-1])
    if first == last:
        return first
    head, tail = first.split(), last.split()
    while len(head) > 1 and head[-1] == tail[-1]:
        head, tail = head[:-1], tail[:-1]
    return f"{' '.join(head)} – {last}"
