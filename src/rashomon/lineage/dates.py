"""When a report was published, as an interval: what is known of two reports' order."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

PREFIX = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
FOREVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))

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


def before(a: Interval, b: Interval) -> bool:
    """True when the first was certainly published before the second."""
    return a[1] < b[0]


def apart(a: Interval, b: Interval) -> timedelta:
    """The least time between two publications; zero where they may have been at once."""
    return max(b[0] - a[1], a[0] - b[1], timedelta(0))
