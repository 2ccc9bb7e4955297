"""What an outlet says in nobody's name: which of its sentences are claims. Every name is invented."""

from __future__ import annotations

from functools import cache

import pytest

from rashomon.attribute.draft import Draft
from rashomon.attribute.lexicon import lexicon
from rashomon.attribute.reading import read_report
from rashomon.attribute.stance import stance
from rashomon.model import Report, Stance, Statement
from rashomon.text.parse import parse

BODY = "Ostrel Pumps Ltd"
PAPER = "The Canal Gazette"


@cache
def own(text: str, outlet: str = PAPER) -> tuple[Statement, ...]:
    return tuple(s for s in read_report(Report("r-1", text, outlet=outlet, lang="en")).statements if s.own_voice)


@pytest.mark.parametrize(
    "text",
    [
        "A drunken guard opened the sluice.",
        "Four people are dead and more than 70 are in hospital.",
        "The lock keeper, a father of two, is missing.",
        "The boats burst into flames because they were full of paint.",
        "The sluices were held open for an hour, it has emerged.",
        "Not one lamp on the towpath was lit.",
        "There was no keeper on duty.",
        "She found no rope.",
        "We counted 31 barges under the bridge.",
        "The lamps that we found are of the kind which the company uses.",
        "It turns out that two gates had never been closed.",
        "The lock will be opened again on Thursday.",
        "The weir has no ladder and no lamp.",
        "The towpath has been shut to walkers since March.",
        "The cause could not be found.",
        "Our lock house was not searched.",
    ],
)
def test_what_an_outlet_says_happened_is_its_claim(text: str) -> None:
    assert [s.text for s in own(text)] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The canal company could not be reached for comment.",
        "It was not possible to verify the account independently.",
        "There were no immediate details on the damage to the lock.",
        "Dunmar Holt has been a keeper since 1911.",
        "Keepers have been asking for new gates.",
        "The paper has not been able to independently verify the video.",
        "The fire came as talks on a new lock went on.",
        "The lock may be opened again on Thursday.",
        "The town lies an hour from the coast by barge.",
        "They had every reason.",
        "There was talk of a strike in the town.",
        "Who opened the sluice on that night?",
        "You will have seen the pictures of the lock.",
        "I grew up by that canal in Dunmarrow.",
        "We know that canal and we see what is coming.",
    ],
)
def test_background_and_the_making_of_a_report_are_none(text: str) -> None:
    assert not own(text)


@pytest.mark.parametrize(
    "text",
    [
        "The alarm worked as it should.",
        "Two pumps were damaged.",
        "Reports of dozens of drowned are exaggerated.",
        "There is no other explanation.",
        "The seals are tested every month.",
        "Our engineers left the lock at 21.40.",
        'The warning had been filed and marked "later".',
        "The lock will be opened again on Thursday.",
    ],
)
def test_every_plain_sentence_of_a_body_s_own_release_is_its_claim(text: str) -> None:
    assert [s.text for s in own(text, BODY)] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "We spoke with 38 boatmen.",
        "Please stay away from the towpath.",
        "You will get a letter from our office.",
        "Ostrel Pumps has served this town since 1911.",
        "We mourn with the families of the crew.",
    ],
)
def test_the_work_on_a_release_and_what_its_readers_are_told_is_no_claim(text: str) -> None:
    assert not own(text, BODY)


def test_in_a_column_only_what_happened_is_a_claim() -> None:
    text = "I love that canal. The towpath is a scandal of long standing. A drunken guard opened the sluice."
    assert [s.text for s in own(text)] == ["A drunken guard opened the sluice."]


def test_a_list_of_a_body_is_its_claims_without_the_dashes() -> None:
    text = "Our findings.\n\n- The gates were open at noon.\n- Our keepers left the lock at 21.40.\n"
    assert [s.text for s in own(text, BODY)] == ["The gates were open at noon.", "Our keepers left the lock at 21.40."]


def test_what_a_host_asks_is_no_claim() -> None:
    assert not own("HOST: There is talk in the town of three open gates.")


def test_a_body_speaks_in_its_own_release() -> None:
    made = read_report(
        Report("r-1", "We are sorry.\n\nOur gates held. No water left the lock.", outlet="Ostrel", lang="en")
    )
    denied = next(s for s in made.statements if s.text == "No water left the lock.")
    assert denied.stance is Stance.DENIES
    assert [s.name for s in made.sources if s.id == denied.speaker] == ["Ostrel"]


@pytest.mark.parametrize("text", ["Our pumps recorded no leak of oil.", "The keeper was identified by his boots."])
def test_what_was_done_is_told_by_the_body_and_said_by_nobody(text: str) -> None:
    (only,) = read_report(Report("r-1", text, outlet=BODY, lang="en"), extractor="model").statements
    assert (only.text, only.own_voice) == (text, True)


def test_the_time_of_an_entry_is_no_part_of_a_claim() -> None:
    assert [s.text for s in own("16.10 Divers have found the Merrow.")] == ["Divers have found the Merrow."]


def test_by_reportedly_an_outlet_stands_back() -> None:
    text = "The sluice was opened at noon, reportedly on orders from the town hall."
    assert stance(Draft(((0, len(text)),)), parse(text, "en"), lexicon("en")) is Stance.HEDGED


@pytest.mark.parametrize(
    "text",
    ["The keepers asked the town for lamps and ropes.", "The prosecutor withdrew all charges on Friday."],
)
def test_a_request_and_what_befell_a_thing_is_told_by_the_outlet(text: str) -> None:
    (only,) = read_report(Report("r-1", text, outlet=PAPER, lang="en"), extractor="model").statements
    assert (only.text, only.own_voice) == (text, True)


def test_who_would_not_discuss_something_is_still_its_source() -> None:
    text = "The canal office would not discuss the gate."
    (only,) = read_report(Report("r-1", text, outlet=PAPER, lang="en"), extractor="model").statements
    assert only.stance is Stance.NO_COMMENT


def test_a_main_clause_beside_what_somebody_says_is_the_outlet_s_own() -> None:
    text = "Fire swept through the pump house on Sunday night, and keepers spoke of a gate that would not open."
    made = read_report(Report("r-1", text, outlet=PAPER, lang="en"), extractor="model").statements
    assert [s.text for s in made if s.own_voice] == ["Fire swept through the pump house on Sunday night"]


def test_whom_a_transcript_calls_host_says_nothing() -> None:
    turns = [
        "HOST: With us is Odd Marsk.",
        "MARSK: We shut the gate.",
        "HOST: It was open.",
        "MARSK: It was shut by then.",
    ]
    text = "\n\n".join(turns)
    made = read_report(Report("r-1", text, outlet=PAPER, lang="en")).statements
    assert {s.source.exact for s in made if s.source} == {"MARSK"}
