"""Lines that sign a report: 'By Ada Quill', 'Posted 16 September 2031 by Admin', 'Texte : … · 20.05.2031'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from rashomon.text.credits import HANDED, Place
from rashomon.text.times import MONTHS, SHORT, WEEKDAYS

LONGEST = 160
"""Characters: a longer line is a sentence."""

NAME_WORDS = 12
"""Words that the names on such a line have together."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What a line that signs says: who wrote, and the day (ISO 8601, with the time where it is printed)."""

    by: str = ""
    published: str = ""
    stated: bool = field(default=False, compare=False)
    """True where the line says what its date is of: 'Published', 'Updated'."""
    changed: bool = field(default=False, compare=False)
    """True where that is only a change."""

    @property
    def day(self) -> bool:
        """True for a date alone."""
        return not self.by and not self.stated


_months = {name: n for names in MONTHS.values() for n, name in enumerate(names.split(), 1)} | SHORT
_month = "|".join(sorted(map(re.escape, _months), key=len, reverse=True))
_weekdays = [day for days in WEEKDAYS.values() for day in days.split()]
_weekday = "|".join(sorted({name for day in _weekdays for name in (day, day[:3])}, key=len, reverse=True))
_clock = (
    r"(?:,?\s*(?:at|à|a las|[-–—|,])?\s*(?P<hour>\d{1,2})\s?[:.h]\s?(?P<minute>\d{2})(?::\d{2})?"
    r"\s*(?P<half>[ap]\.?m\.?)?"
)
_zone = r"\s*(?:[A-Z]{2,4}T?\b|hrs?\b|[(]?(?:GMT|UTC)(?:[+-]\d{1,2}(?::?\d{2})?)?[)]?)?)?"
DAY = re.compile(
    rf"(?:\b(?:{_weekday})\.?,?\s+)?(?:\b(?:le|el)\s+)?(?:"
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|º)?\s+(?:of\s+|de\s+|del\s+)?(?P<m1>{_month})\b\.?,?\s+(?:de\s+|del\s+)?(?P<y1>\d{{4}})"
    rf"|\b(?P<m2>{_month})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"
    r"|\b(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})|\b(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d{4})"
    rf"){_clock}{_zone}",
    re.IGNORECASE,
)
"""A whole date, with its time of day; no date in figures alone that two countries would read in two ways."""

LINE = re.compile(r"\S[^\n\r]*\S")
_times = frozenset((*_months, *_weekdays))
CHANGED = re.compile(r"\b(?:updated|modified|mis à jour|modifié|actualizado|modificado)\b", re.IGNORECASE)
LEAD = re.compile(
    r"\b(?:(?:first|last)\s+)?(?:posted|published|updated|modified|created|written|publié|mis à jour|modifié|publicado|"
    r"actualizado|modificado)\b(?:\s+(?:on|at|le|el))?\s*:?|\b\d+\s?min(?:ute)?s?(?:\s+read)?\b|\bdate\s*:",
    re.IGNORECASE,
)
_person = r"[^\W\d_a-z][\w.’'-]*"
_joined = r"(?:(?:,? (?:and|et|y|&) |, | )(?:(?:de|du|da|van|von|der|la|le|al|el|bin) )*"
_names = rf"(?P<names>{_person}{_joined}{_person}){{0,9}})"
WROTE = re.compile(
    rf"(?:\b(?:[Ww]ritten |[Tt]ext |[Ww]ords |[Rr]eport(?:ing)? )?(?:[Bb]y|BY|[Pp]ar|[Pp]or)\s*:?\s+"
    rf"|\b(?:[Aa]uthor|[Aa]uteur|[Aa]utor|[Tt]ext|[Tt]exte|[Tt]exto|[Ww]ords|[Rr]eport|[Ii]nterview|[Ee]ntretien|[Ee]ntrevista)"
    rf"\s?:\s*){_names}"
)
"""Who wrote: after 'by', or after the name of the part with a colon."""
HELPED = re.compile(
    rf"\b(?:[Pp]hotos?(?:graph(?:s|y))?|[Pp]ictures?|[Ii]llustrations?|[Vv]ideo|[Ff]otos?|[Tt]ranslat(?:ed|ion)|[Tt]raduit|"
    rf"[Tt]raduction|[Tt]raducción|[Ee]dit(?:ed|ing))\s*(?::|\b(?:by|par|de|por)\b)\s*{_names}"
)
POST = re.compile(
    r"(?:,|\|)\s*(?:[\w’'-]+\s+){0,4}(?:correspondent|reporter|editor|writer|staff|columnist|correspondante?|"
    r"envoyée? spéciale?|corresponsal|redactora?)\b|\b(?:in|dans|en)\s+[^\W\d_a-z]\w+(?:,? [^\W\d_a-z]\w+)?\s*$"
)
"""What a line adds to a name: a post, the section of a blog."""
BETWEEN = re.compile(r"[\s|·•,;:/()\[\]–—-]+")
OPENING = 5
"""Lines of a text among which those that sign it stand."""


def signed(line: str) -> Signed | None:
    """What a line says that does nothing but sign: who, or a whole date; None for any other."""
    line = line.strip()
    if not line or len(line) > LONGEST or "\n" in line:
        return None
    own = POST.sub("|", HELPED.sub("|", line))
    days, wrote = list(DAY.finditer(own)), [m["names"].strip(" .") for m in WROTE.finditer(DAY.sub("|", own))]
    rest = own
    for pattern in (DAY, WROTE, LEAD):
        rest = pattern.sub("|", rest)
    handed = BETWEEN.sub(" ", rest).strip()
    if (handed and not HANDED.fullmatch(handed)) or not (wrote or days):
        return None
    names = [name for name in dict.fromkeys((*wrote, handed)) if name]
    if len(" ".join(names).split()) > NAME_WORDS or any(name.split()[0].lower() in _times for name in names):
        return None
    published, changed = _published(own, days)
    return Signed(", ".join(names), published, bool(LEAD.search(own)), changed)


def by(lines: Iterable[Signed]) -> str:
    """Who wrote, by the first line that says so."""
    return next((line.by for line in lines if line.by), "")


def published(lines: Iterable[Signed]) -> str:
    """When a report was published, by the first line that says so, or that says when it was changed."""
    dated = [line for line in signing(lines) if line.published]
    return next((line.published for line in dated if not line.changed), dated[0].published if dated else "")


def signing(lines: Iterable[Signed]) -> list[Signed]:
    """The same lines without dates alone, where there are more than one: they are the days of a chronology."""
    given = list(lines)
    return given if sum(line.day for line in given) < 2 else [line for line in given if not line.day]


def _published(line: str, days: Sequence[re.Match[str]]) -> tuple[str, bool]:
    """The first date on a line that is not said to be of a change, else the first, and whether it is of a change."""
    since = [0, *(m.end() for m in days)]
    dated = [(iso, bool(CHANGED.search(line, at, m.start()))) for at, m in zip(since, days) if (iso := _iso(m))]  # noqa: B905
    return next(((iso, changed) for iso, changed in dated if not changed), dated[0] if dated else ("", False))


def opening(text: str) -> list[tuple[Place, Signed]]:
    """The lines that sign among the first of a text, before its first paragraph; days in a row are a chronology's."""
    found: list[tuple[Place, Signed]] = []
    for match in islice(LINE.finditer(text), OPENING):
        if said := signed(match.group()):
            found.append((match.span(), said))
        elif len(match.group()) > LONGEST:
            break
    kept = signing(said for _, said in found)
    return [(place, said) for place, said in found if any(said is one for one in kept)]


def _iso(found: re.Match[str]) -> str:
    """A date that was found, with its time of day; '' for one that no calendar has."""
    year, month, day = (next(found[f"{part}{i}"] for i in range(1, 5) if found[f"{part}{i}"]) for part in "ymd")
    number = _months.get(month.lower().rstrip("."), 0) or (int(month) if month.isdigit() else 0)
    try:
        made = date(int(year), number, int(day)).isoformat()
    except ValueError:
        return ""
    if not found["hour"]:
        return made
    hour, minute = int(found["hour"]), int(found["minute"])
    if found["half"]:
        hour = hour % 12 + (12 if found["half"].lower().startswith("p") else 0)
    return f"{made}T{hour:02}:{minute:02}" if hour < 24 and minute < 60 else made
