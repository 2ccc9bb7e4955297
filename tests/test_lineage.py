"""Which report came from which: kinds, directions, passages, and what is no derivation at all."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.engine.duck import DuckEngine
from rashomon.lineage.dates import FOREVER
from rashomon.lineage.derive import acyclic, derive
from rashomon.lineage.option import Found, Option, Rest, look
from rashomon.lineage.page import Sentence
from rashomon.model import (
    Credit,
    Derivation,
    DerivationKind,
    Reading,
    Report,
    Source,
    SourceKind,
    Statement,
    report_id,
    text_digest,
)

WIRE = """OSTERMARK (NWA) – At least 14 people drowned when the grain barge Halcyon struck the closed south lock on \
Monday.

The lock keeper, Tobin Marsh, said the signal lamp had been dark for nine nights. "I wrote to the canal office twice \
and nobody came to look at it," he said.

The Canal Authority said the gates had been shut for repairs since 3 May, and that skippers had been told by letter. \
It put the number aboard at 61.

Skipper Ilse Quant told investigators that she saw no light until the bow was 20 metres away. Divers from the naval \
yard searched the flooded hold until midnight and brought up two bicycles and a pram."""

OTHER = """The town library reopened on Saturday after a leak that had closed its reading room for most of the winter.

Head librarian Perpetua Vale said 4,300 volumes were dried by hand in the gymnasium of the girls' school. "We lost the \
atlases and saved the novels," she said.

The council will vote next month on a new roof, which is expected to cost 280,000 crowns."""


def reading(
    text: str,
    outlet: str = "",
    published: str = "",
    *,
    url: str = "",
    lang: str = "en",
    credit: str = "",
    credits: tuple[Credit, ...] = (),
    headline: str = "",
) -> Reading:
    """A report that nothing was read from yet."""
    digest = text_digest(f"{outlet}{published}{text}{url}")
    report = Report(
        report_id(digest), text, outlet=outlet, published=published, url=url, lang=lang, credit=credit, credits=credits
    )
    report = replace(report, headline=headline)
    return Reading(report)


def lineage(*readings: Reading) -> list[Derivation]:
    engine = DuckEngine()
    try:
        return list(derive(readings, engine))
    finally:
        engine.close()


def inner(*readings: Reading) -> list[Derivation]:
    return [e for e in lineage(*readings) if e.parent]


def wire(url: str = "") -> Reading:
    return reading(WIRE, "Northern Wire Agency", "2031-05-12T09:00:00+01:00", credit="NWA", url=url)


def test_a_reprint_names_its_root_its_kind_and_every_word() -> None:
    root = wire()
    copy = reading(WIRE, "Ostermark Post", "2031-05-12T14:00:00+01:00", credit="NWA")
    (edge,) = inner(copy, root)
    assert (edge.child, edge.parent, edge.kind) == (copy.report.id, root.report.id, DerivationKind.REPRINT)
    assert edge.credited and edge.direction_known and edge.share == 1.0
    assert "with credit" in edge.reason


def test_passages_quote_both_reports() -> None:
    root = wire()
    lift = WIRE.split("\n\n")[3]
    copy = reading(f"{OTHER}\n\n{lift}\n\nThe mayor was in Spain.", "Ledger", "2031-05-14")
    (edge,) = inner(root, copy)
    (passage,) = edge.passages
    assert copy.report.text[slice(*passage.child)] == root.report.text[slice(*passage.parent)] == lift[:-1]


def test_a_lift_without_a_credit_is_shown_as_such() -> None:
    lift = WIRE.split("\n\n")[3]
    (edge,) = inner(wire(), reading(f"{OTHER}\n\n{lift}", "Ledger", "2031-05-14"))
    assert not edge.credited and "without a credit" in edge.reason
    assert edge.kind in (DerivationKind.LIGHT_EDIT, DerivationKind.REWRITE)


def test_moved_paragraphs_are_a_copy() -> None:
    moved = "\n\n".join(reversed(WIRE.split("\n\n")))
    (edge,) = inner(wire(), reading(moved, "Ledger", "2031-05-13"))
    assert edge.kind in (DerivationKind.REPRINT, DerivationKind.LIGHT_EDIT) and edge.share > 0.9


def test_a_light_edit_is_no_reprint() -> None:
    edited = WIRE.replace("At least 14 people", "Fourteen people").replace("searched the flooded hold", "went down")
    edited = edited.replace("and that skippers had been told by letter", "as every skipper knew")
    (edge,) = inner(wire(), reading("\n\n".join(edited.split("\n\n")[:3]), "Ledger", "2031-05-13"))
    assert edge.kind is DerivationKind.LIGHT_EDIT


def test_unrelated_reports_share_no_edge() -> None:
    assert lineage(wire(), reading(OTHER, "Ledger", "2031-05-14")) == []


def test_a_copy_of_a_copy_has_one_parent() -> None:
    root = wire()
    first = reading(WIRE, "Ostermark Post", "2031-05-13")
    second = reading(WIRE, "Ledger", "2031-05-14")
    edges = inner(second, first, root)
    assert [(e.child, e.parent) for e in edges if e.child == second.report.id] == [(second.report.id, root.report.id)]


def test_an_inherited_change_points_to_the_copy_that_made_it() -> None:
    root = wire()
    changed = WIRE.replace("nine nights", "ninety nights").replace("two bicycles and a pram", "a cot and a bell")
    first = reading(changed, "Ostermark Post", "2031-05-13")
    second = reading(changed.replace("on Monday", "this week"), "Ledger", "2031-05-14")
    parents = {e.child: e.parent for e in inner(second, first, root)}
    assert parents[second.report.id] == first.report.id


def test_two_who_quote_one_speaker_on_one_day_are_not_each_others_parents() -> None:
    said = '"I wrote to the canal office twice and nobody came to look at it," said Tobin Marsh, who keeps the lock.'
    one = reading(f"Families waited at the quay for news of the barge. {said}", "Post", "2031-05-12T10:00:00Z")
    two = reading(f"The chapel rang its bell at noon. {said} The mayor left.", "Mail", "2031-05-12T16:00:00Z")
    assert inner(one, two) == []


def test_a_quotation_that_was_in_print_days_before_comes_from_there() -> None:
    root = wire()
    late = reading(
        'Lamps fail. "I wrote to the canal office twice and nobody came to look at it," a keeper once said.',
        "Ledger",
        "2031-06-02",
    )
    (edge,) = inner(root, late)
    assert (edge.kind, edge.parent) == (DerivationKind.QUOTES, root.report.id)


def test_a_quotation_that_one_outlet_alone_was_told_comes_from_there_on_the_same_day() -> None:
    told = WIRE.replace('look at it," he said.', 'look at it," he told Northern Wire Agency by telephone.')
    root = reading(told, "Northern Wire Agency", "2031-05-12T09:00:00Z")
    copy = reading(
        'Nobody cares. "I wrote to the canal office twice and nobody came to look at it," said a man on the quay.',
        "Ledger",
        "2031-05-12T15:00:00Z",
    )
    (edge,) = inner(root, copy)
    assert (edge.kind, edge.parent, edge.credited) == (DerivationKind.QUOTES, root.report.id, False)


def test_naming_an_outlet_for_what_it_reported_is_a_credit() -> None:
    text = f"{OTHER}\n\nElsewhere, at least 14 people drowned at the closed south lock, Northern Wire Agency reported."
    (edge,) = inner(wire(), reading(text, "Ledger", "2031-05-14"))
    assert edge.kind is DerivationKind.CREDITS and edge.credited
    assert "Northern Wire Agency" in edge.reason


def test_naming_an_outlet_for_what_it_did_not_print_is_no_edge_to_its_report() -> None:
    text = f'{OTHER}\n\n"The bells were stolen in the night," a verger told Northern Wire Agency on Friday.'
    edges = lineage(wire(), reading(text, "Ledger", "2031-05-20"))
    assert [(e.parent, e.outside, e.kind) for e in edges] == [(None, "Northern Wire Agency", DerivationKind.CREDITS)]


def test_a_translation_is_known_by_its_figures_and_names() -> None:
    french = """OSTERMARK (NWA). Au moins 14 personnes se sont noyées lundi quand la péniche Halcyon a heurté \
l'écluse sud.

L'éclusier, Tobin Marsh, affirme que la lampe était éteinte depuis neuf nuits.

La Canal Authority assure que les portes étaient fermées depuis le 3 mai et parle de 61 personnes à bord.

La batelière Ilse Quant a dit n'avoir vu aucune lumière avant que la proue ne soit à 20 mètres."""
    (edge,) = inner(wire(), reading(french, "Le Phare", "2031-05-13", lang="fr", credit="NWA"))
    assert edge.kind is DerivationKind.TRANSLATION
    assert "figures" in edge.reason and "another language" in edge.reason


def test_a_short_translation_names_its_agency_in_its_lead_and_follows_it_on_one_day() -> None:
    root = reading(WIRE, "Northern Wire Agency", "2031-05-12")
    spanish = """Al menos 14 personas se ahogaron el lunes cuando la barcaza Halcyon golpeó la esclusa, informó la \
agencia Northern Wire Agency.

El esclusero, Tobin Marsh, dijo que la lámpara estaba apagada desde hacía nueve noches.

La patrona Ilse Quant dijo a los investigadores que no vio ninguna luz hasta los 20 metros.

La Canal Authority habla de 61 personas a bord."""
    copy = reading(spanish, "El Faro", "2031-05-12", lang="es")
    (edge,) = inner(copy, root)
    assert (edge.child, edge.kind, edge.direction_known) == (copy.report.id, DerivationKind.TRANSLATION, True)


def test_a_correction_follows_what_it_corrects_even_on_one_day() -> None:
    first = reading(WIRE, "Northern Wire Agency", "2031-05-12")
    note = "(Corrects paragraph 3 of earlier story to say 61 aboard, not 16)\n\n"
    second = reading(note + WIRE, "Northern Wire Agency", "2031-05-12")
    (edge,) = inner(second, first)
    assert (edge.child, edge.parent, edge.direction_known) == (second.report.id, first.report.id, True)


def test_two_captures_of_one_address_are_versions() -> None:
    first = wire(url="https://nwa.example/barge?utm=1")
    second = reading(WIRE + "\n\nThe search goes on.", "NWA", "2031-05-13", url="http://www.nwa.example/barge/")
    (edge,) = inner(second, first)
    assert edge.reason == "a later version of the same page"


def test_of_three_captures_each_follows_the_one_before_it() -> None:
    days = ("2031-05-12", "2031-05-13", "2031-05-14")
    texts = (WIRE, WIRE + "\n\nThe search goes on.", WIRE + "\n\nThe search goes on.\n\nThe lock is shut.")
    pages = [reading(text, "NWA", day, url="https://nwa.example/barge") for text, day in zip(texts, days, strict=True)]
    tied = {(edge.child, edge.parent) for edge in inner(*pages)}
    assert tied == {(b.report.id, a.report.id) for a, b in pairwise(pages)}


def test_without_dates_the_credit_line_decides() -> None:
    root = reading(WIRE.split(" – ")[1], "Northern Wire Agency")
    copy = reading(WIRE.split(" – ")[1], "Ledger", credits=(Credit("Northern Wire Agency"),))
    (edge,) = inner(root, copy)
    assert (edge.child, edge.direction_known) == (copy.report.id, True)


def test_without_any_sign_the_direction_is_not_known() -> None:
    (edge,) = inner(reading(WIRE, "Ledger"), reading(WIRE + " More follows.", "Post"))
    assert not edge.direction_known


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        # the same clock time in two zones
        ("2031-05-12T09:00:00+03:00", "2031-05-12T09:00:00+01:00"),
        # a day and the day after
        ("2031-05-12", "2031-05-13"),
        # a month and a day in the next one
        ("2031-04", "2031-05-01T00:00:00Z"),
    ],
)
def test_dates_are_compared_with_their_precision(earlier: str, later: str) -> None:
    first, second = reading(WIRE, "Ledger", earlier), reading(WIRE, "Post", later)
    (edge,) = inner(second, first)
    assert (edge.parent, edge.direction_known) == (first.report.id, True)


def test_a_day_on_the_page_after_the_one_given_shows_that_the_given_is_wrong() -> None:
    later = reading(f"Published May 15 2031 {WIRE}", "Ledger", "2031-05-05")
    root = reading(WIRE, "Northern Wire Agency", "2031-05-12")
    (edge,) = inner(later, root)
    assert (edge.child, edge.direction_known) == (later.report.id, True)


def test_a_day_on_the_page_before_the_one_given_may_be_copied_with_the_text() -> None:
    copy = reading(f"12 May 2031 {WIRE}", "Ledger", "2031-05-14")
    (edge,) = inner(copy, reading(WIRE, "Northern Wire Agency", "2031-05-13"))
    assert edge.child == copy.report.id


@pytest.mark.parametrize(
    "stamp", ["12 May 2031", "NPA Monday 12 May 2031", "Reuters, May 12, 2031", "Updated 12 May 2031"]
)
def test_a_day_after_the_pages_own_headline_is_the_pages(stamp: str) -> None:
    headline = "Barge sinks off Mirren"
    page = reading(f"{headline}\n{stamp}\n{WIRE}", "Ledger", "2031-05-20", headline=headline)
    copy = reading(WIRE, "Post", "2031-05-15")
    (edge,) = inner(copy, page)
    assert (edge.parent, edge.direction_known) == (page.report.id, True)


@pytest.mark.parametrize("opening", ["On 12 May 2031 the weir broke.", "Monday 12 May 2024 was worse."])
def test_a_day_of_a_story_is_not_the_pages(opening: str) -> None:
    headline = "Barge sinks off Mirren"
    page = reading(f"{headline}\n{opening}\n{WIRE}", "Ledger", "2031-05-20", headline=headline)
    (edge,) = inner(page, reading(WIRE, "Post", "2031-05-15"))
    assert (edge.child, edge.direction_known) == (page.report.id, True)


def test_a_date_within_the_others_precision_decides_nothing() -> None:
    (edge,) = inner(reading(WIRE, "Ledger", "2031-05"), reading(WIRE, "Post", "2031-05-12"))
    assert not edge.direction_known


def test_an_agency_that_is_not_among_the_reports_is_named() -> None:
    (edge,) = lineage(reading(OTHER, "Ledger", "2031-05-12", credits=(Credit("PTI"),)))
    assert (edge.parent, edge.outside, edge.kind) == (None, "PTI", DerivationKind.REPRINT)


def test_inputs_from_two_agencies_are_credits() -> None:
    edges = lineage(reading(OTHER, "Ledger", "2031-05-12", credits=(Credit("AFP"), Credit("Reuters"))))
    assert sorted((e.outside, e.kind.value) for e in edges) == [("AFP", "credits"), ("Reuters", "credits")]


def spoken(base: Reading, name: str, content: str, kind: SourceKind = SourceKind.PERSON) -> Reading:
    """The reading with one statement by one named source."""
    report = base.report
    start, at = report.text.index(content), report.text.index(name)
    source = Source(f"local-{name}", name, kind, mentions=(report.span(at, at + len(name)),))
    span = report.span(start, start + len(content))
    statement = Statement(f"s-{name}", report.id, (span,), report.span(at, at + len(name)), span, speaker=source.id)
    return Reading(report, (statement,), (source,))


def test_a_reports_own_sources_are_outside_origins() -> None:
    said = spoken(wire(), "Tobin Marsh", "I wrote to the canal office twice")
    (edge,) = lineage(said)
    assert (edge.outside, edge.kind) == ("Tobin Marsh", DerivationKind.QUOTES)


def test_who_was_in_print_days_before_was_not_heard_anew() -> None:
    before = spoken(wire(), "Tobin Marsh", "the signal lamp had been dark for nine nights")
    text = f"{OTHER} According to Tobin Marsh, the signal lamp had been dark for nine nights."
    later = spoken(
        reading(text, "Ledger", "2031-06-20"), "Tobin Marsh", "the signal lamp had been dark for nine nights"
    )
    assert [e.outside for e in lineage(before, later) if e.outside and e.child == later.report.id] == []


@pytest.mark.parametrize(
    "name",
    [
        # nobody in particular, with a place
        "Some on the quay",
        # a clause that was cut wrongly
        "because his brother was aboard",
        # one of some who are named as a group
        "One of them, a crane operator",
    ],
)
def test_what_is_no_source_makes_no_origin(name: str) -> None:
    text = f"{OTHER} {name} said the chain was new."
    assert lineage(spoken(reading(text, "Ledger", "2031-05-14"), name, "the chain was new")) == []


def test_a_body_that_speaks_of_itself_in_its_release_is_no_origin() -> None:
    text = "Statement of the Harbour Trust, 12 May 2031\n\nThe organisation has seen no list of the passengers."
    name, content = "The organisation", "no list of the passengers"
    assert lineage(spoken(reading(text, "Harbour Trust", "2031-05-12"), name, content, SourceKind.ORGANIZATION)) == []


def test_the_sources_of_a_reprint_are_its_parents() -> None:
    copy = reading(WIRE, "Ledger", "2031-05-13", credit="NWA")
    edges = lineage(spoken(wire(), "Tobin Marsh", "I wrote to"), spoken(copy, "Tobin Marsh", "I wrote to"))
    assert [e.outside for e in edges if e.child == copy.report.id] == [None]


def test_background_that_many_print_makes_no_edge() -> None:
    background = (
        "The canal was dug by convicts between 1811 and 1826 and carries a third of the grain of the northern "
        "provinces, which have quarrelled over its tolls ever since the old customs union was dissolved after the war."
    )
    rng = random.Random(1)
    ends = ("ta", "den", "rik", "sol", "mek")
    vocabulary = [f"{a}{b}" for a in ("bar", "fen", "lim", "mor", "tul", "vas") for b in ends]
    reports = []
    for n in range(7):
        own = " ".join(" ".join(rng.choices(vocabulary, k=12)).capitalize() + "." for _ in range(8))
        reports.append(reading(f"{own}\n\n{background}", f"Outlet {n}", f"2031-05-{n + 10}"))
    assert inner(*reports) == []


def story(rng: random.Random, words: int = 90) -> str:
    """A text of invented words, in sentences."""
    syllables = ("ba", "do", "fe", "gi", "ku", "la", "mo", "ne", "pi", "ru", "sa", "to")
    made = ["".join(rng.choices(syllables, k=3)) for _ in range(words)]
    return " ".join(" ".join(made[i : i + 9]).capitalize() + "." for i in range(0, words, 9))


def case(seed: int) -> list[Reading]:
    """A story, its copies of several kinds, and another story with one."""
    rng = random.Random(seed)
    one, two = story(rng), story(rng)
    dates = ["2031-05-10", *(rng.choice(["", "2031-05-11", "2031-05", "2031-05-12T07:00:00Z"]) for _ in range(5))]
    texts = [one, one, one[: len(one) // 2], f"{story(rng, 45)} {one[200:600]}", two, two]
    return [reading(text, f"Outlet {n}", date) for n, (text, date) in enumerate(zip(texts, dates, strict=True))]


def in_a_circle(edges: Sequence[Derivation]) -> bool:
    above: dict[str, set[str]] = {}
    for edge in edges:
        above.setdefault(edge.child, set()).add(edge.parent or "")

    def climbs(node: str, seen: frozenset[str]) -> bool:
        return node in seen or any(climbs(up, seen | {node}) for up in above.get(node, ()))

    return any(climbs(node, frozenset()) for node in above)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_the_input_changes_nothing_and_no_circle_is_made(seed: int) -> None:
    readings = case(seed)
    edges = lineage(*readings)
    shuffled = list(readings)
    random.Random(seed + 1).shuffle(shuffled)
    assert lineage(*shuffled) == edges
    assert not in_a_circle([e for e in edges if e.parent])


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_an_unrelated_report_changes_no_edge_between_others(seed: int) -> None:
    readings = case(seed)
    stranger = reading(OTHER, "Ledger", "2031-05-11")
    assert lineage(*readings, stranger) == lineage(*readings)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_a_reprint_of_any_story_gets_its_root(seed: int) -> None:
    text = story(random.Random(seed))
    root, copy = reading(text, "Agency", "2031-05-10"), reading(text, "Ledger", "2031-05-11")
    assert [(e.child, e.parent) for e in inner(copy, root)] == [(copy.report.id, root.report.id)]


def test_edges_that_would_close_a_circle_are_left_out() -> None:
    ring = [
        Derivation(a, b, None, DerivationKind.REPRINT, share, "", direction_known=False)
        for a, b, share in (("a", "b", 0.9), ("b", "c", 0.8), ("c", "a", 0.7))
    ]
    assert [(e.child, e.parent) for e in acyclic(ring, dict.fromkeys("abc", FOREVER))] == [("a", "b"), ("b", "c")]


@pytest.mark.parametrize("outlets", [12, 30, 48, 60])
def test_a_short_story_is_one_family_in_however_many_outlets(outlets: int) -> None:
    rng = random.Random(outlets)
    others = [reading(story(rng), f"Stranger {n}", "2031-05-11") for n in range(160 - outlets)]
    copies = [reading(WIRE, f"Outlet {n}", f"2031-05-{n % 9 + 12}") for n in range(outlets)]
    root = reading(WIRE, "Northern Wire Agency", "2031-05-11")
    edges = inner(root, *copies, *others)
    assert {(e.child, e.parent) for e in edges} == {(c.report.id, root.report.id) for c in copies}


def test_three_that_credit_one_another_in_a_circle_have_no_known_direction() -> None:
    names = ("Alba Post", "Brun Herald", "Coro Times")
    ring = [reading(WIRE, name, credit=names[n - 1]) for n, name in enumerate(names)]
    edges = inner(*ring)
    assert len(edges) == 2 and not in_a_circle(edges)
    assert not any(e.direction_known for e in edges)


def test_dates_outweigh_a_circle_of_credits() -> None:
    names = ("Alba Post", "Brun Herald", "Coro Times")
    dates = ("2031-05-12", "2031-05-13", "")
    ring = [
        reading(WIRE, name, date, credit=names[n - 1]) for n, (name, date) in enumerate(zip(names, dates, strict=True))
    ]
    edges = inner(*ring)
    assert not in_a_circle(edges)
    assert (ring[1].report.id, ring[0].report.id, True) in [(e.child, e.parent, e.direction_known) for e in edges]


def test_an_endless_number_in_words_is_read_to_its_end() -> None:
    endless = "hundred thousand " * 9000 + WIRE
    assert len(inner(reading(endless, "Ledger", "2031-05-12"), reading(endless, "Post", "2031-05-13"))) == 1


def test_copies_of_unknown_order_take_time_by_their_pairs_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def counted(option: Option, left: Rest) -> Found:
        looked.append(option.child.id)
        return look(option, left)

    monkeypatch.setattr("rashomon.lineage.explain.look", counted)
    count = 30
    edges = inner(*(reading(WIRE, f"Outlet {n}") for n in range(count)))
    assert len(edges) == count - 1 and {e.kind for e in edges} == {DerivationKind.REPRINT}
    assert len(looked) <= count * count


def test_a_wire_story_in_many_outlets_is_one_family_with_few_pairs() -> None:
    from rashomon.lineage.reuse import traces

    root = reading(WIRE, "Northern Wire Agency", "2031-05-01")
    copies = [reading(f"{WIRE}\n\nPage {n}.", f"Outlet {n}", "2031-05-02") for n in range(160)]
    engine = DuckEngine()
    pairs = traces([r.report for r in (root, *copies)], engine).pairs
    assert len(pairs) < 4 * len(copies)
    edges = [e for e in derive([root, *copies], engine) if e.parent]
    assert {e.child for e in edges} == {c.report.id for c in copies}
    assert all(e.parent == root.report.id for e in edges)


@pytest.mark.parametrize("seed", range(6))
def test_what_an_archive_does_not_look_into_would_give_no_edge(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rashomon.lineage.derive.EVERY", 1)
    told = '"I wrote to the canal office twice and nobody came to look at it," he said. Three of 61 and 14 of 20 live.'
    readings = [*case(seed), *(reading(f"{r.report.text} {told}", f"Late {r.report.id}") for r in case(seed + 50))]
    quick = lineage(*readings)
    monkeypatch.setattr("rashomon.lineage.explain.possible", lambda option, words: True)
    assert lineage(*readings) == quick and quick


def test_an_update_follows_its_own_outlets_report_and_nobody_elses() -> None:
    updated = reading(f"Updated: {WIRE}", "Ledger", "2031-05-12")
    (edge,) = inner(updated, reading(WIRE, "Post", "2031-05-12"))
    assert not edge.direction_known


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("The 41 tonnes sank near Mirren quay.", "Near Mirren, 41 tonnes were lost."),
        ("Owen Carrow's barge carried 300 sacks of barley.", "Barley in 300 sacks was Carrow’s."),
    ],
)
def test_what_two_sentences_share_in_facts_they_share_in_terms(ours: str, theirs: str) -> None:
    a, b = (Sentence(0, len(text), 0, 0, text, "en") for text in (ours, theirs))
    assert len(a.terms & b.terms) >= len(a.keys & b.keys) >= 3
