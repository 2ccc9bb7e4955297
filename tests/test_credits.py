"""Which names a text credits, and where they stand."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.text.credits import credit_lines, credits

BODY = "Forty passengers were taken off a ferry on Monday, the harbour master said."


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"EASTMOOR, Carrow, March 13 (NWA) – {BODY}", ["NWA"]),
        (f"EASTMOOR (Reuters) - {BODY}", ["Reuters"]),
        (f"EASTMOOR/BRANNICK, Sept. 26 (UPI) — {BODY}", ["UPI"]),
        (f"(AFP) - {BODY}", ["AFP"]),
        (f"Eastmoor, 3 may (EFE).- {BODY}", ["EFE"]),
        (f"EFE/Eastmoor. {BODY}", ["EFE"]),
        (f"{BODY}\n\nArticles by: PTI", ["PTI"]),
        (f"{BODY}\n\nWith inputs from ANI and PTI", ["ANI", "PTI"]),
        (f"{BODY}\n\nSource: Northern Wire", ["Northern Wire"]),
        (f"{BODY}\n\nSource: TASS, Northern Wire", ["TASS", "Northern Wire"]),
        (f"{BODY}\n\nThis article first appeared in the Eastmoor Gazette.", ["Eastmoor Gazette"]),
        (f"{BODY}\n\n© Northern Wire. Redistribution is prohibited.", ["Northern Wire"]),
        (f"By AGENCIES\n\n{BODY}", ["AGENCIES"]),
        (f"{BODY}\n\nAvec AFP", ["AFP"]),
        (f"{BODY} (AFP)", ["AFP"]),
        (f"{BODY} - REUTERS", ["REUTERS"]),
        (f"{BODY}\n\nThe Associated Press contributed to this report.", ["The Associated Press"]),
    ],
)
def test_a_credit_in_the_text_has_a_place(text: str, names: list[str]) -> None:
    found = credits(text)
    assert [named.name for named in found] == names
    assert all(named.place and text[slice(*named.place)] == named.name for named in found)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Sources said on Monday that the ferry had been overloaded.",
        "The ferry (Amaranth) – the larger of two – turned back at dawn.",
        "The Harbour League (HL) – the larger of two unions – went on strike.",
        "With files under her arm the clerk left the court.",
        "Smoke contributed to this mistake, an inspector said.",
        # staff is no origin
        f"{BODY}\n\n(Reporting by Ada Quill; Editing by Tom Brask)",
        f"{BODY}\n\nBy Ada Quill",
    ],
)
def test_no_credit_is_read_into_a_sentence(text: str) -> None:
    assert credits(text) == ()


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Post Wires", ["Post Wires"]),
        ("La rédaction avec HYA", ["HYA"]),
        ("Redacción / EFE", ["EFE"]),
        ("Agencies", ["Agencies"]),
        ("Ada Quill (Reuters)", ["Reuters"]),
        ("Ada Quill, Associated Press", ["Associated Press"]),
        ("Ada Quill", []),
        # Petra is an agency as well
        ("Petra Quill and Tom Brask", []),
        ("Ada Quill and Tom Brask", []),
    ],
)
def test_a_byline_credits_only_what_is_no_person(byline: str, names: list[str]) -> None:
    assert [named.name for named in credits(BODY, byline=byline)] == names


def test_metadata_adds_what_the_text_does_not_say_and_repeats_nothing() -> None:
    found = credits(f"EASTMOOR (NWA) – {BODY}", credit="NWA; Holm Television")
    assert [(named.name, named.place is not None) for named in found] == [("NWA", True), ("Holm Television", False)]


def test_a_line_that_only_credits_is_found_whole_and_a_dateline_is_not() -> None:
    text = f"EASTMOOR (NWA) – {BODY}\n\nArticles by: PTI\n\n(Reporting by Ada Quill)"
    assert [text[slice(*place)] for place in credit_lines(text)] == ["Articles by: PTI", "(Reporting by Ada Quill)"]


@given(
    st.text(st.sampled_from("EASTMOOR (NWA)–-Source: by By with ©/.,;\nReuters"), max_size=200), st.text(max_size=30)
)
def test_every_place_holds_its_name(text: str, byline: str) -> None:
    for named in credits(text, byline=byline):
        assert named.name
        assert named.place is None or text[slice(*named.place)] == named.name


@pytest.mark.parametrize(
    "line",
    ["TOWN, " * 5_000, "TASS and " * 5_000, ". (" + "AP/" * 9_000, " " * 30_000 + "x",
     "©" + " " * 30_000, "A." * 15_000],
)  # fmt: skip
def test_no_line_of_a_stranger_costs_more_than_its_length(line: str) -> None:
    start = time.process_time()
    assert credits(line) == ()
    assert time.process_time() - start < 5
