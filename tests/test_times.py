"""Time expressions: ranges of days, reckoned from the report's date."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.text.days import day_range
from rashomon.text.times import MONTHS, Time, find

PUBLISHED = "2031-03-13"
"""A Thursday."""


def one(text: str, lang: str = "en", published: str = PUBLISHED) -> Time:
    found = find(text, published, lang)
    assert len(found) == 1, [text[t.start : t.end] for t in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("It burned on 5 March.", "2031-03-05", "2031-03-05", "day"),
        ("It burned on March 5, 2029.", "2029-03-05", "2029-03-05", "day"),
        ("It burned since July 24, 2029.", "2029-07-24", "2029-07-24", "day"),
        # news looks back: not nine months ahead
        ("It burned on 5 December.", "2030-12-05", "2030-12-05", "day"),
        # but a little ahead, as an announcement does
        ("It opens on 5 April.", "2031-04-05", "2031-04-05", "day"),
        ("It burned between 5 and 9 March.", "2031-03-05", "2031-03-09", "range"),
        # the report's own weekday is that day
        ("It burned on Thursday.", "2031-03-13", "2031-03-13", "day"),
        ("It burned last Thursday.", "2031-03-06", "2031-03-06", "day"),
        ("It burned early on Tuesday.", "2031-03-11", "2031-03-11", "part-of-day"),
        ("It opens next Friday.", "2031-03-14", "2031-03-14", "day"),
        ("It burned yesterday morning.", "2031-03-12", "2031-03-12", "part-of-day"),
        ("It burned last night.", "2031-03-12", "2031-03-12", "part-of-day"),
        ("It burned three weeks ago.", "2031-02-20", "2031-02-20", "week"),
        ("It burned last month.", "2031-02-01", "2031-02-28", "month"),
        ("It burned last week.", "2031-03-03", "2031-03-09", "week"),
        ("It burned in mid-October.", "2030-10-11", "2030-10-20", "part-of-month"),
        ("It burned in October 2029.", "2029-10-01", "2029-10-31", "month"),
        ("It burned last summer.", "2030-06-01", "2030-08-31", "season"),
        ("It burned in the winter of 2029.", "2029-12-01", "2030-02-28", "season"),
        ("It burned in the third quarter of last year.", "2030-07-01", "2030-09-30", "quarter"),
        ("It burned in the fourth quarter.", "2030-10-01", "2030-12-31", "quarter"),
        ("It burned at the end of last year.", "2030-09-01", "2030-12-31", "part-of-year"),
        ("It burned in 2029.", "2029-01-01", "2029-12-31", "year"),
        ("It burned in the late 1980s.", "1980-01-01", "1989-12-31", "decade"),
        ("It burned at 18:00 GMT.", "2031-03-13", "2031-03-13", "minute"),
    ],
)
def test_english(text: str, earliest: str, latest: str, precision: str) -> None:
    found = one(text)
    assert (found.earliest, found.latest, found.precision) == (earliest, latest, precision)


@pytest.mark.parametrize(
    ("text", "lang", "earliest", "latest"),
    [
        ("Il a brûlé le 5 mars.", "fr", "2031-03-05", "2031-03-05"),
        ("Il a brûlé il y a trois semaines.", "fr", "2031-02-20", "2031-02-20"),
        ("Il a brûlé la semaine dernière.", "fr", "2031-03-03", "2031-03-09"),
        ("Il a brûlé en octobre 2029.", "fr", "2029-10-01", "2029-10-31"),
        ("Il a brûlé mardi dernier.", "fr", "2031-03-11", "2031-03-11"),
        ("Ardió el 5 de marzo de 2029.", "es", "2029-03-05", "2029-03-05"),
        ("Ardió hace tres semanas.", "es", "2031-02-20", "2031-02-20"),
        ("Ardió la semana pasada.", "es", "2031-03-03", "2031-03-09"),
        ("Ardió el mes pasado.", "es", "2031-02-01", "2031-02-28"),
        ("Ardió anoche.", "es", "2031-03-12", "2031-03-12"),
    ],
)
def test_french_and_spanish(text: str, lang: str, earliest: str, latest: str) -> None:
    found = one(text, lang)
    assert (found.earliest, found.latest) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("It burned on 5 March. Two days earlier it had been searched.", "en"),
        ("Il a brûlé le 5 mars. Deux jours plus tôt, on l'avait fouillé.", "fr"),
        ("Ardió el 5 de marzo. Dos días antes lo habían registrado.", "es"),
    ],
)
def test_earlier_is_reckoned_from_the_day_last_spoken_of(text: str, lang: str) -> None:
    assert find(text, PUBLISHED, lang)[1].earliest == "2031-03-03"


@pytest.mark.parametrize(
    "text",
    [
        "It burned on 31 February.",
        "It may march on.",
        "The order of May was read.",
        "about 2031 people",
        "2031 people",
        "three days later than planned",
        "Chapter 5",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert [text[t.start : t.end] for t in find(text, "")] == []


def test_a_report_without_a_date_has_absolute_times_only() -> None:
    text = "On Tuesday, yesterday, last month and on 5 March it stood; on 5 March 2029 and in 2030 it burned."
    assert [text[t.start : t.end] for t in find(text, "")] == ["on 5 March 2029", "in 2030"]


def test_a_year_out_of_the_calendar_is_left_out() -> None:
    assert find("It burned 999 decades ago.", PUBLISHED) == ()
    assert find("It burned on 12000-01-01.", PUBLISHED) == ()


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2031", (date(2031, 1, 1), date(2031, 12, 31))),
        ("2031-02", (date(2031, 2, 1), date(2031, 2, 28))),
        ("2031-02-05T10:00:00Z", (date(2031, 2, 5), date(2031, 2, 5))),
        ("2031-02-31", None),
        ("soon", None),
        ("", None),
    ],
)
def test_the_days_of_a_published_date(published: str, expected: tuple[date, date] | None) -> None:
    assert day_range(published) == expected


MIXED = """on in last next this the of early late mid- 5 31 13 May March October 2031 1999 , . three weeks days ago
earlier later yesterday Tuesday night quarter first spring year 12000-01-01 9999 99 decades hace semanas pasada
il y a lundi"""
phrases = st.lists(st.sampled_from(MIXED.split()), max_size=12).map(" ".join)
dates = st.sampled_from(["", "2031", "2031-02", "2031-02-28", "0001-01-01", "9999-12-31", "nonsense"])


@pytest.mark.parametrize("lang", sorted(MONTHS))
@settings(max_examples=200, deadline=None)
@given(text=st.one_of(st.text(max_size=50), phrases), published=dates)
def test_laws(lang: str, text: str, published: str) -> None:
    found = find(text, published, lang)
    assert all(0 <= t.start < t.end <= len(text) for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(date.fromisoformat(t.earliest) <= date.fromisoformat(t.latest) for t in found)


def test_other_languages_have_no_times() -> None:
    assert find("am 5. März", PUBLISHED, "de") == ()
