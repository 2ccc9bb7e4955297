"""For whom a person speaks whose role does not say it: invented reports made by hand."""

from __future__ import annotations

import pytest

from rashomon.attribute.bare_roles import fits, read
from rashomon.model import Reading, Report, Source, SourceKind, Statement, content_id

PERSON, BODY = SourceKind.PERSON, SourceKind.ORGANIZATION


def spoken(text: str, *said: tuple[str, str, SourceKind, str]) -> Reading:
    """A report with statements: words, then who says them, of what kind and in what role."""
    report = Report("r-1", text)
    sources, statements = [], []
    for n, (words, name, kind, role) in enumerate(said):
        at, start = text.index(name), text.index(words)
        span = report.span(at, at + len(name))
        sources.append(Source(content_id("p", name), name, kind, role, (span,)))
        content = report.span(start, start + len(words))
        statements.append(Statement(f"s-{n}", report.id, (content,), span, speaker=sources[-1].id))
    return Reading(report, tuple(statements), tuple(sources))


def acts_for(text: str, *said: tuple[str, str, SourceKind, str]) -> str | None:
    """The name of the body for which the last source of a report speaks."""
    sources = read([spoken(text, *said)])[0].sources
    return next((s.name for s in sources if s.id == sources[-1].acts_for), None)


def test_a_chairman_named_right_behind_a_body_that_spoke_is_its_chairman() -> None:
    said = (
        ("the gate had been open", "The Harbour Bank", BODY, ""),
        ("Nobody asked", "Dara Orvik", PERSON, "chairman"),
    )
    assert acts_for("The Harbour Bank said the gate had been open. Nobody asked, chairman Dara Orvik said.", *said) == (
        "The Harbour Bank"
    )
    far = (
        "The Harbour Bank said the gate had been open. It rained all that day. Nobody asked, chairman Dara Orvik said."
    )
    assert acts_for(far, *said) is None


@pytest.mark.parametrize(
    ("role", "name", "right"),
    [
        ("deputy governor", "Bank of Tarn", True),
        ("Major", "the army", True),
        ("Major", "the Harbour Bank", False),
        ("football club chairman", "the Harbour Bank", False),
        ("driver", "the Harbour Bank", False),
        ("", "the army", False),
    ],
)
def test_which_role_a_body_has(role: str, name: str, right: bool) -> None:
    assert fits(role, name) is right
