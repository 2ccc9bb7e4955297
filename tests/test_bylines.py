"""Lines that sign a report: who wrote it and when, and nothing else."""

import pytest

from rashomon.text.bylines import Signed, opening, published, signed
from rashomon.text.furniture import furniture


@pytest.mark.parametrize(
    ("line", "by", "published"),
    [
        ("Posted 16 September 2031 by Admin", "Admin", "2031-09-16"),
        ("By Ada Quill", "Ada Quill", ""),
        ("By MARTA KEEL and OWEN DASK", "MARTA KEEL and OWEN DASK", ""),
        ("By Tom Brask, Energy correspondent", "Tom Brask", ""),
        ("Por Lucía Menares", "Lucía Menares", ""),
        ("12 de mayo de 2031, 18:40", "", "2031-05-12T18:40"),
        ("Par Hélène Ruault — Publié le 14 mars 2031 à 9h05", "Hélène Ruault", "2031-03-14T09:05"),
        ("Text: Nino Abasz · Photos: Lev Dorn · Translated by Claire Monk · 20.05.2031", "Nino Abasz", "2031-05-20"),
        ("Agencies | Updated: 3 Nov 2031, 08:15 IST", "Agencies", "2031-11-03T08:15"),
        ("Updated: May 6, 2031 | Published: May 5, 2031 10:15 pm CET", "", "2031-05-05T22:15"),
        ("Published: May 5, 2031 10:15 pm CET | Updated: May 6, 2031", "", "2031-05-05T22:15"),
        ("Posted on May 5, 2031 by Ada Quill in News", "Ada Quill", "2031-05-05"),
    ],
)
def test_a_line_that_signs(line: str, by: str, published: str) -> None:
    assert signed(line) == Signed(by, published)


@pytest.mark.parametrize(
    "line",
    ["", "By Monday the water had gone.", "By Monday", "Monday", "He was born on 3 May 1990", "© 2031",
     "5 minutes read",
     "Killed by Friday, 3 May 2031", "ORSK, Nov 2 (Northern Wire) -", "The dam broke on 5 May 2031", "May 2031",
     "05/06/2031", "31.02.2031x", "By " + "Ada Quill and " * 20 + "Tom Brask"],
)  # fmt: skip
def test_a_line_that_does_not(line: str) -> None:
    assert signed(line) is None


def test_a_day_that_no_calendar_has_is_none() -> None:
    assert signed("Posted 31 February 2031 by Admin") == Signed("Admin", "")


def test_the_lines_that_sign_stand_at_the_opening_and_are_furniture() -> None:
    text = (
        "Dam breaks\n\nBy Ada Quill\n5 May 2031\n\nThe dam broke, the mayor said. "
        + "It was old. " * 20
        + "\n\nBy Tom Brask"
    )
    assert [text[slice(*place)] for place, _ in opening(text)] == ["By Ada Quill", "5 May 2031"]
    assert [text[slice(*place)] for place in furniture(text)][:2] == ["By Ada Quill", "5 May 2031"]


def test_days_in_a_row_are_no_signature() -> None:
    text = "By Ada Quill\n\n3 May 2031\nThe gate leaked.\n4 May 2031\nThe gate failed.\n"
    assert [text[slice(*place)] for place, _ in opening(text)] == ["By Ada Quill"]


def test_the_day_of_publication_comes_before_that_of_a_change_whatever_their_order() -> None:
    lines = [said for line in ("Updated: 6 May 2031", "Published: 5 May 2031") if (said := signed(line))]
    assert published(lines) == "2031-05-05"
    assert published(lines[:1]) == "2031-05-06"
