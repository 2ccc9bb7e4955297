"""When a report was published, as an interval: what is known of two reports' order."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from rashomon.lineage.lexicon import lexicon
from rashomon.model import Report
from rashomon.text.shingles import fold

PREFIX = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
STAMP = re.compile(
    r"(?:(?:date of publication|(?:first )?published|posted|(?:last )?(?:updated|modified))\b[\s:]*(?:on|at)?\s*)?"
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},?\s+)?"
    rf"(?:(?P<d1>\d{{1,2}})\s+(?P<m1>{MONTH}),?\s*(?P<y1>20\d\d)|(?P<m2>{MONTH})\s*(?P<d2>\d{{1,2}}),?\s*(?P<y2>20\d\d))\b",
    re.IGNORECASE,
)
"""A day printed before the first sentence: 'Published April 15 2017', '11 Aug 2016', 'Last updated at Jul 1, 2016'."""
HEADED = re.compile(rf"\W*(?P<signed>(?:[A-Z][\w/-]*\W+){{0,3}}?){STAMP.pattern}", re.IGNORECASE)
"""The same after a headline: who signs may stand before it."""
FOREVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
WITHIN = timedelta(days=31)
"""A date that is wrong by more is of something else."""
LATER = timedelta(hours=30)
"""Two reports that print a quotation within this time may both have heard it."""

Interval = tuple[datetime, datetime]


def interval(published: str) -> Interval:
    """First and last instant at which a report may have been published; all time where it does not say."""
    match = PREFIX.match(published.strip())
    try:
        if match:
            return _prefix(*(int(part) if part else 0 for part in match.groups()))
        moment = datetime.fromisoformat(published.strip())
    except (ValueError, OverflowError):
        return FOREVER
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment, moment


def _prefix(year: int, month: int, day: int) -> Interval:
    start = datetime(year, month or 1, day or 1, tzinfo=UTC)
    if day:
        following = start + timedelta(days=1)
    elif month:
        following = (start + timedelta(days=32)).replace(day=1)
    else:
        following = start.replace(year=year + 1)
    return start, following - timedelta(seconds=1)


def stated(text: str) -> Interval | None:
    """The day that a text says at its very top that it was published on; None where it says none."""
    return _day(STAMP.match(text.lstrip()))


def headed(report: Report) -> Interval | None:
    """The day that stands right after the page's own headline, where its text begins with that; else None."""
    text, headline = report.text.lstrip(), report.headline.strip()
    if not headline or not text.startswith(headline):
        return None
    match = HEADED.match(text, len(headline))
    signed = " ".join(re.findall(r"\w+", match["signed"])) if match else ""
    return _day(match) if not signed or signed.isupper() or fold(signed) in lexicon().agencies else None


def _day(match: re.Match[str] | None) -> Interval | None:
    """The day of a stamp; None where there is none, or no such day."""
    named = next((m for m in (match["m1"], match["m2"]) if m), "") if match else ""
    if match is None:
        return None
    month = MONTHS.index(named[:3].casefold()) + 1
    day = int(match["d1"] or match["d2"])
    try:
        return interval(f"{int(match['y1'] or match['y2']):04d}-{month:02d}-{day:02d}")
    except ValueError:
        return None


def published(report: Report) -> Interval:
    """When a report may have been published: no earlier than a day that stands on the page.

    A day before the one given may have been copied with the text, unless it stands right after the page's own headline;
    a day after it shows that the one given is wrong.
    """
    given = interval(report.published)
    own = headed(report)
    if own and timedelta(0) < apart(own, given) <= WITHIN:
        return own
    printed = own or stated(report.text)
    return printed if printed and (given == FOREVER or before(given, printed)) else given


def before(a: Interval, b: Interval) -> bool:
    """True when the first was certainly published before the second."""
    return a[1] < b[0]


def apart(a: Interval, b: Interval) -> timedelta:
    """The least time between two publications; zero where they may have been at once."""
    return max(b[0] - a[1], a[0] - b[1], timedelta(0))
