"""Two captures of one address: what changed between them, and that they are one source."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from factories import make_report, said
from rashomon import dossier
from rashomon.engine.duck import DuckEngine
from rashomon.lineage.derive import derive
from rashomon.lineage.origins import origins
from rashomon.lineage.versions import versions
from rashomon.model import Edit, Reading, Report, Skipped, Statement

PAGE = "https://ledger.example/news/bridge"
FIRST = "Nine people were hurt at Orrin Bridge, the clinic said. The bridge is closed. A mason said it had shaken."
SECOND = "Four people were hurt at Orrin Bridge, the clinic said. The bridge is closed. A crane came from the yard."


def capture(text: str, published: str, *contents: str, url: str = PAGE, headline: str = "") -> Reading:
    """A capture with statements of its own voice."""
    report = make_report(text, outlet="Ledger", published=published, url=url, headline=headline)
    return Reading(report, tuple(said(report, content) for content in contents))


def both(url: str = "http://www.ledger.example/news/bridge/?ref=front") -> tuple[Reading, Reading]:
    hurt, closed = "people were hurt at Orrin Bridge", "The bridge is closed"
    first = capture(FIRST, "2031-05-12T14:05:00Z", f"Nine {hurt}", closed, "A mason said it had shaken")
    second = capture(SECOND, "2031-05-12T19:30:00Z", f"Four {hurt}", closed, "A crane came from the yard", url=url)
    return first, second


def words(reading: Reading, key: str | None) -> str | None:
    found: dict[str | None, Statement] = {s.id: s for s in reading.statements}
    return found[key].text if key else None


def test_what_changed_is_told_statement_by_statement() -> None:
    first, second = both()
    (version,) = versions([second, first])
    assert (version.earlier, version.later) == (first.report.id, second.report.id)
    assert [(c.change, words(first, c.earlier), words(second, c.later), c.reason) for c in version.changes] == [
        (
            Edit.CHANGED,
            "Nine people were hurt at Orrin Bridge",
            "Four people were hurt at Orrin Bridge",
            "'Nine' became 'Four'",
        ),
        (Edit.ADDED, None, "A crane came from the yard", ""),
        (Edit.REMOVED, "A mason said it had shaken", None, ""),
    ]


def test_a_headline_that_changed_is_named() -> None:
    first = capture(FIRST, "2031-05-12", headline="Nine hurt")
    second = capture(FIRST, "2031-05-13", headline="Four hurt")
    (version,) = versions([first, second])
    assert version.reason == "the headline 'Nine hurt' became 'Four hurt'"


def test_each_capture_stands_beside_the_one_before_it() -> None:
    days = [capture(f"{FIRST} Day {n}.", f"2031-05-{n}") for n in (12, 13, 14)]
    ids = [reading.report.id for reading in days]
    assert [(v.earlier, v.later) for v in versions(days[::-1])] == [(ids[0], ids[1]), (ids[1], ids[2])]


def test_the_front_of_a_site_is_no_page_and_another_page_no_version() -> None:
    front = both(url="https://ledger.example/")
    assert versions([capture(FIRST, "2031-05-12", url="https://ledger.example"), front[1]]) == ()
    assert versions(both(url="https://ledger.example/news/other")) == ()


def test_what_a_later_capture_adds_is_no_second_origin() -> None:
    readings = both()
    engine = DuckEngine()
    edges = derive(readings, engine)
    engine.close()
    assert len({origin.id for origin in origins(readings, (), edges)}) == 1


def test_two_captures_are_one_report_of_a_claim() -> None:
    text = (
        "Police said on Friday that nine masons had been hurt when a crane fell at Orrin Bridge. The bridge is closed."
    )
    one = make_report(text, outlet="Ledger", published="2031-05-12", url=PAGE)
    two = make_report(f"{text} It may open on Monday.", outlet="Ledger", published="2031-05-13", url=PAGE)
    other = make_report(
        "Nine masons were hurt when a crane fell at Orrin Bridge, the masons' union said on Saturday.",
        outlet="Post",
        published="2031-05-13",
        url="https://post.example/crane",
    )
    made = dossier.build([one, two, other])
    said = {s.id: s.report_id for s in made.statements}
    both = {one.id, two.id}
    (claim,) = [c for c in made.claims if both <= {said[s] for s in c.statements}]
    (support,) = [s for s in made.supports if s.claim_id == claim.id]
    assert support.reports == len({said[s] for s in claim.statements} - {two.id})


@settings(max_examples=5, deadline=None)
@given(st.permutations(["12", "13", "14", "15"]))
def test_order_of_input_changes_nothing(days: list[str]) -> None:
    readings = [capture(f"{FIRST} Day {day}.", f"2031-05-{day}") for day in days]
    assert versions(readings) == versions(sorted(readings, key=lambda r: r.report.published))


def built(*reports: Report | Skipped) -> list[tuple[str, int, int]]:
    """The label and the range of every claim."""
    made = dossier.build(reports)
    labels = {c.id: c.label for c in made.claims}
    return sorted((labels[s.claim_id], s.low, s.high) for s in made.supports)


STORY = (
    "At least nine masons were hurt when a crane fell on Orrin Bridge on Friday, police said. "
    'Foreman Ansel Grote said the brake had failed twice. "We wrote to the owner in March," he said.'
)
STRANGER = (
    "The library of Pellan lent 4,300 books in a week, librarian Vera Holl said. The roof will cost 280,000 crowns."
)


def test_a_reprint_never_raises_k_and_an_unrelated_report_changes_no_claim() -> None:
    root = make_report(STORY, outlet="Wire", published="2031-05-12T09:00:00Z", url="https://wire.example/crane")
    reprint = replace(
        make_report(f"{STORY} ", outlet="Post", published="2031-05-13", url="https://post.example/crane"), credit="Wire"
    )
    stranger = make_report(STRANGER, outlet="Echo", published="2031-05-13", url="https://echo.example/books")
    alone, copied, beside = built(root), built(root, reprint), built(root, stranger)
    high = {label: high for label, _, high in alone}
    assert high and all(k <= high.get(label, k) for label, _, k in copied)
    assert set(alone) <= set(beside)
