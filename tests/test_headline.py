"""Headline against body, by short invented reports: who says it there, and what the headline makes of it."""

import pytest

from rashomon import headline
from rashomon.model import Finding, Reading, Report, Span, Stance, Statement
from rashomon.text.headlines import head

SAYS = ("said", "says", "claimed", "alleged", "denied", "claim", "told")


def reading(
    title: str, text: str, *said: tuple[str, str, str, Stance], lang: str = "en", outlet: str = "The Tarn Herald"
) -> Reading:
    """A reading from (source, cue, content, stance) strings that stand in the text."""
    report = Report("r-1", text, headline=title, lang=lang, outlet=outlet)

    def span(exact: str) -> Span:
        return report.span(text.index(exact), text.index(exact) + len(exact))

    statements = tuple(
        Statement(f"s-{n}", "r-1", (span(content),), span(source), span(cue), stance=stance, speaker=source)
        for n, (source, cue, content, stance) in enumerate(said)
    )
    return Reading(report, statements)


def finding(found: Reading) -> Finding:
    """The finding alone."""
    check = headline.check(found)
    assert check is not None
    return check.finding


def test_no_headline_is_no_check() -> None:
    assert headline.check(reading("", "Two men died.")) is None


def test_an_allegation_told_as_fact_is_overstated() -> None:
    text = "The miners' union alleged that guards had burned the archive. The company denied it."
    found = reading(
        "Guards burned archive", text, ("The miners' union", "alleged", "guards had burned the archive", Stance.ALLEGES)
    )
    check = headline.check(found)
    assert check is not None
    assert check.finding is Finding.OVERSTATED
    assert check.body is not None
    assert check.body.exact == "guards had burned the archive"
    assert "The miners' union" in check.reason


@pytest.mark.parametrize(
    "title",
    [
        "Guards burned archive, union says",
        "Union alleges guards burned archive",
        "Guards burned archive: report",
        "Guards burned archive: monitor",
        "Miners blame guards for burned archive",
        "Union calls for trial of guards who burned archive",
        "Did guards burn the archive?",
    ],
)
def test_an_attribution_or_a_question_keeps_it_fair(title: str) -> None:
    text = "The miners' union alleged that guards had burned the archive. The company denied it."
    found = reading(title, text, ("The miners' union", "alleged", "guards had burned the archive", Stance.ALLEGES))
    assert finding(found) is Finding.SUPPORTED


def test_a_disputed_figure_without_its_source_drops_the_attribution() -> None:
    text = "The governor said 12 miners had died in the shaft. The union said 40 miners had died there."
    found = reading(
        "12 miners dead in shaft",
        text,
        ("The governor", "said", "12 miners had died in the shaft", Stance.ASSERTS),
        ("The union", "said", "40 miners had died there", Stance.ASSERTS),
    )
    check = headline.check(found)
    assert check is not None
    assert check.finding is Finding.ATTRIBUTION_DROPPED
    assert "40 miners" in check.reason


def test_an_undisputed_official_figure_is_supported() -> None:
    text = "All 90 passengers were taken off safely, the harbour office said."
    found = reading(
        "Ferry aground: all 90 passengers safe",
        text,
        ("the harbour office", "said", "All 90 passengers were taken off safely", Stance.ASSERTS),
    )
    assert finding(found) is Finding.SUPPORTED


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        # the bound is lost
        ("500 trucks leave Ordin", Finding.OVERSTATED),
        # and here kept
        ("Nearly 500 trucks leave Ordin", Finding.SUPPORTED),
        # no such number in the body
        ("700 trucks leave Ordin", Finding.UNSUPPORTED),
        # a vague word that holds it
        ("Hundreds of trucks leave Ordin", Finding.SUPPORTED),
    ],
)
def test_a_figure_is_no_stronger_than_in_the_body(title: str, expected: Finding) -> None:
    assert finding(reading(title, "Almost 500 trucks left Ordin on Monday. The road is closed.")) is expected


def test_another_actor_for_the_same_act_is_named() -> None:
    text = (
        "Hundreds of rebels left Ordin under a deal struck by the Vell and Harn armies, a film has claimed.\n\n"
        "The convoy was arranged on May 3 by village elders in meetings attended by an officer."
    )
    check = headline.check(reading("Rebels Slip Out of Ordin in a Vell-Harn Deal: Report", text))
    assert check is not None
    assert check.finding is Finding.OVERSTATED
    assert "arranged by village elders" in check.reason
    assert check.body is not None
    assert check.body.exact == "arranged on May 3 by village elders"


def test_nobody_in_the_body_does_what_they_did() -> None:
    text = "Families waited at the closed pass. The rebels had left the town hours before."
    assert finding(reading("Families waited at the pass they mined", text)) is Finding.OVERSTATED


def test_opinion_and_an_unread_language_are_not_judged() -> None:
    assert finding(reading("OPINION: They stole 900 votes", "Nobody knows.")) is Finding.SUPPORTED
    assert (
        finding(reading("23 morts à la mine", "Le préfet dit 23 morts, le syndicat 40.", lang="fr"))
        is Finding.SUPPORTED
    )


@pytest.mark.parametrize(
    ("text", "attributed"),
    [
        ("Police say gunman acted alone", True),
        ("Ministry rejects claims of abuse", True),
        ("Man found dead in river", False),
        ("Minister accused of fraud", False),
        ("Army shells town, witnesses say", True),
        ("Rebels storm Ordin", False),
        ("Villagers massacred, according to aid group", True),
    ],
)
def test_where_a_headline_keeps_its_attribution(text: str, attributed: bool) -> None:
    assert head(text).attributed is attributed


def test_offsets_of_clauses_count_in_the_headline() -> None:
    text = "LIVE: Bridge falls – two hurt as rain goes on"
    assert [text[c.start : c.end] for c in head(text).clauses] == [c.text for c in head(text).clauses]
    assert len(head(text).clauses) == 3


def test_a_bound_of_a_number_that_the_headline_does_not_give_is_no_doubt() -> None:
    # 'the body says at least' was said of a headline without a number
    text = "At least 11 villagers, two children among them, were killed in a militia raid on a market in Orve."
    assert finding(reading("Militia raid on Orve market kills children", text)) is Finding.SUPPORTED


def test_a_number_that_only_reports_suggest_is_overstated_where_the_body_has_another() -> None:
    text = (
        "Reports suggest that at least 40 people died at the mill. A clinic put the number of dead at 23. "
        "Dozens of guards stood by."
    )
    found = reading(
        "At least 40 died, reports suggest", text,
        ("Reports", "suggest", "that at least 40 people died at the mill", Stance.HEDGED),
        ("A clinic", "put", "the number of dead at 23", Stance.ASSERTS),
    )  # fmt: skip
    assert head("At least 40 died, reports suggest").attribution == "reports suggest"
    assert finding(found) is Finding.OVERSTATED
