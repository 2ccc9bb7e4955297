"""When a report was published, as people and programs write it, in ISO 8601."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from rashomon.text.times import MONTHS

ISO = re.compile(
    r"(?P<date>\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s?"
    r"(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
IN_WORDS = re.compile(r"(?P<day>\d{1,2})(?:er)?\s+(?:de\s+)?(?P<month>[^\W\d_]+)\s+(?:del?\s+)?(?P<year>\d{4})")
FORMS = ("%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y", "%Y%m%d", "%Y/%m/%d", "%d.%m.%Y")


def iso(value: str) -> str:
    """A date, its prefix or a timestamp in ISO 8601, the zone kept as given; '' for what is none."""
    value = value.strip()
    if match := ISO.fullmatch(value):
        zone = match["zone"] or ""
        zone = zone if ":" in zone or zone in ("", "Z") else f"{zone[:3]}:{zone[3:]}"
        made = match["date"] + (f"T{match['time']}{zone}" if match["time"] else "")
        return made if _exists(made) else ""
    written = next((found for form in FORMS if (found := _by(value, form))), "") or _slashed(value) or _in_words(value)
    if written:
        return written
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def undated(given: str) -> str:
    """What to say of a date that is none, or that two days may be meant by; '' for one that is read, or not given."""
    if not given.strip() or iso(given):
        return ""
    return f"has {given.strip()[:40]!r} as its date, which is none that is read: it counts as undated. Write 2017-10-14"


def _slashed(value: str) -> str:
    """'14/10/2017' and '10/14/2017', where only one of the two can be the month; '' for '03/04/2017'."""
    read = {found for form in ("%d/%m/%Y", "%m/%d/%Y") if (found := _by(value, form))}
    return read.pop() if len(read) == 1 else ""


def _in_words(value: str) -> str:
    """'1er octobre 2017', '14 de octubre de 2017'."""
    match = IN_WORDS.fullmatch(value.casefold())
    if not match:
        return ""
    known = (dict(zip(names.split(), range(1, 13), strict=True)) for names in MONTHS.values())
    month = next((names[match["month"]] for names in known if match["month"] in names), 0)
    return _by(f"{match['day']}/{month}/{match['year']}", "%d/%m/%Y")


def _by(value: str, form: str) -> str:
    try:
        return datetime.strptime(value, form).date().isoformat()
    except ValueError:
        return ""


def _exists(value: str) -> bool:
    """True unless it names a month or day that no calendar has."""
    try:
        datetime.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value)
    except ValueError:
        return False
    return True
