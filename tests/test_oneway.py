"""Which of two undated copies came first: by a slip put right, by changes kept, by who was told it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.engine.duck import DuckEngine
from rashomon.lineage.credit import outlets_of
from rashomon.lineage.derive import derive
from rashomon.lineage.oneway import Sign, is_slip, sign
from rashomon.lineage.page import Page
from rashomon.model import Derivation, Reading, Report, report_id, text_digest

WIRE = """ORMBRIDGE (NWA) - A footbridge over the Lisk gave way on Sunday evening while a wedding party was crossing it.

At least 11 people fell into the river, the fire brigade said. Seven were pulled out within an hour; the search for \
the others went on by lamplight, and the fire brigade asked boatmen to keep away.

"The boards were green and soft, we all knew it," said Marten Orrel, who plays the fiddle at weddings in Ormbridge. \
He had written to the council in spring, he said, and had been sent a form.

The council said that the footbridge had been inspected in 2029. Mayor Lotte Kranz went to the bank at midnight and \
spoke to the families of the guests. The footbridge is to be taken down within nine days."""


def reading(text: str, outlet: str, published: str = "") -> Reading:
    digest = text_digest(f"{outlet}{published}{text}")
    return Reading(Report(report_id(digest), text, outlet=outlet, published=published))


def inner(*readings: Reading) -> list[Derivation]:
    engine = DuckEngine()
    try:
        return [e for e in derive(readings, engine) if e.parent]
    finally:
        engine.close()


def told(a: Reading, b: Reading, *earlier: Reading) -> Sign | None:
    outlets = outlets_of(r.report for r in (a, b, *earlier))
    return sign(Page(a), Page(b), [Page(r) for r in earlier], outlets)


SLIP = WIRE.replace("the footbridge had been inspected", "the footbrigde had been inspected")


def test_a_slip_that_is_put_right_shows_who_came_first() -> None:
    first, second = reading(SLIP, "Lisk Gazette"), reading(WIRE, "Ledger")
    (edge,) = inner(second, first)
    assert (edge.child, edge.parent, edge.direction_known) == (second.report.id, first.report.id, True)
    assert edge.reason.endswith("the slip 'footbrigde' of Lisk Gazette is put right in Ledger")


def test_a_slip_in_each_of_two_shows_nothing() -> None:
    other = WIRE.replace("the fire brigade asked", "the fire brigdae asked")
    assert told(reading(WIRE, "Ledger"), reading(other, "Post")) is not None
    assert told(reading(SLIP, "Lisk Gazette"), reading(other, "Post")) is None


def test_a_date_stands_before_a_slip() -> None:
    first, second = reading(WIRE, "Ledger", "2031-05-12"), reading(SLIP, "Lisk Gazette", "2031-05-13")
    (edge,) = inner(second, first)
    assert edge.child == second.report.id and "slip" not in edge.reason


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        # two letters in each other's place
        ("childern", "children"),
        # one too few, one too many, another one
        ("brigde", "bridge"),
        ("lanterway", "lanternway"),
        ("ministtry", "ministry"),
        ("hosbital", "hospital"),
    ],
)
def test_a_slip_is_one_letter(wrong: str, right: str) -> None:
    assert is_slip(wrong, right)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        # an inflection
        ("bridges", "bridge"),
        ("wounded", "wounds"),
        # a spelling of another country
        ("organise", "organize"),
        # a short word, a figure, another word
        ("form", "from"),
        ("10000", "11000"),
        ("soldier", "fighter"),
        # the word itself
        ("bridge", "bridge"),
    ],
)
def test_another_form_and_another_word_are_no_slip(wrong: str, right: str) -> None:
    assert not is_slip(wrong, right)


CHANGED = WIRE.replace("At least 11 people", "Fourteen people")


def test_who_keeps_anothers_error_and_changes_more_came_after_it() -> None:
    root = reading(WIRE, "Northern Wire Agency", "2031-05-12")
    first = reading(CHANGED, "Lisk Gazette", "2031-05-14")
    more = CHANGED.replace("went to the bank at midnight", "came down to the river by night")
    late = reading(more, "Ledger", "2031-05-14")
    edge = next(e for e in inner(root, late, first) if e.child == late.report.id)
    assert (edge.parent, edge.direction_known) == (first.report.id, True)
    assert "keeps 'fourteen' of Lisk Gazette of 2031-05-14 for 'at least 11' of Northern Wire Agency" in edge.reason


def test_changes_of_ones_own_on_both_sides_show_nothing() -> None:
    root = reading(WIRE, "Northern Wire Agency", "2031-05-12")
    one = reading(CHANGED.replace("by lamplight", "in the dark"), "Lisk Gazette")
    two = reading(CHANGED.replace("went to the bank at midnight", "came down to the river by night"), "Ledger")
    assert told(one, two, root) is None


def test_an_outlet_that_was_told_it_came_before_one_that_leaves_that_out() -> None:
    heard = WIRE.replace("he said, and had been sent", "he told the Lisk Gazette, and had been sent")
    (edge,) = inner(reading(heard, "Lisk Gazette"), reading(WIRE, "Ledger"))
    assert edge.direction_known and "Lisk Gazette was told so itself" in edge.reason


def test_two_that_both_say_they_were_told_show_nothing() -> None:
    one = WIRE.replace("he said, and had been sent", "he told the Lisk Gazette, and had been sent")
    two = WIRE.replace("he said, and had been sent", "he told the Barrow Ledger, and had been sent")
    assert told(reading(one, "Lisk Gazette"), reading(two, "Barrow Ledger")) is None


def test_two_texts_that_share_little_show_nothing() -> None:
    other = "A choir sang. " * 60
    assert told(reading(SLIP, "Lisk Gazette"), reading(f"{other}{WIRE[:120]}", "Ledger")) is None


def copies(seed: int) -> tuple[Reading, Reading]:
    """A story of invented words, each of which stands in it twice or more, with a slip, and a copy that has none."""
    rng = random.Random(seed)
    syllables = ("bar", "den", "fel", "gom", "kun", "lir", "mos", "nep", "rut", "sav")
    words = sorted({"".join(rng.choices(syllables, k=3)) for _ in range(30)})
    text = [rng.choice(words) for _ in range(150)]
    place = next(n for n in range(60, 150) if text.count(text[n]) > 1)
    word = text[place]
    slip = word[:2] + word[3] + word[2] + word[4:]
    wrong = [*text[:place], slip, *text[place + 1 :]]
    return reading(" ".join(wrong), "One"), reading(" ".join(text), "Two")


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100_000))
def test_a_slip_points_one_way_whichever_is_asked_first(seed: int) -> None:
    wrong, right = copies(seed)
    there, back = told(wrong, right), told(right, wrong)
    assert (there is None) == (back is None)
    if there and back:
        assert there.first and not back.first and there.reason == back.reason


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 100_000))
def test_the_order_of_undated_copies_changes_no_edge(seed: int) -> None:
    readings = [*copies(seed), *(reading(r.report.text, f"Late {r.report.outlet}") for r in copies(seed))]
    shuffled = random.Random(seed).sample(readings, len(readings))
    assert inner(*shuffled) == inner(*readings)
