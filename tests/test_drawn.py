"""A list that retells others' reports in its own words owes each of them an edge; who heard the same owes none."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rashomon.attribute import identity
from rashomon.engine.duck import DuckEngine
from rashomon.lineage.derive import derive
from rashomon.model import Derivation, DerivationKind, Reading, Report, report_id, text_digest
from rashomon.readings import read_all

WIRE = """HALLOW, Aug 3 (Tarn) - The cable car on Mount Ulver stopped on Sunday with 62 people in two cabins, and the \
last of them were brought down after eleven hours, the mountain rescue said.

A bolt in the upper station had sheared, said Ragna Bei, who runs the rescue team. "We lowered them one by one, \
and the dog in a rucksack," she said.

The operator, Ulver Lifts, said that the bolt had been checked in June. Nobody was hurt.

(Reporting by Odd Sand)"""

RADIO = """HOST: You were in the upper cabin, Mr Lunde.

LUNDE: From ten in the morning. I had a thermos of soup and nineteen strangers.

HOST: Was there a guard with you?

LUNDE: A student, on his second day. He had no radio. He shouted down to the pylon, and a boy on the pylon \
shouted on.

HOST: And the operator?

LUNDE: They sent us a voucher for waffles.

HOST: What did you do all day?

LUNDE: We sang. One of us knew every verse of the ferryman's song, and by the evening all of us did."""

RELEASE = """For immediate release

Ulver Lifts regrets the delay of Sunday. The upper station was inspected on 11 June by an outside firm.

Our passengers have received a refund. We thank the fire service of Hallow and the hotels on the square.

We shall run again from Saturday."""

LIST = """1. Sixty-two people dangled over Mount Ulver for eleven hours because a single bolt snapped.

2. The dog came down in a rucksack.

3. One guard was a student on day two of the job, without a radio. Messages were yelled from the cabin to a boy \
on a pylon.

4. The bosses say sorry with waffle vouchers."""

OTHER = """HALLOW, Aug 3 (Nordby) - Sixty-two passengers spent Sunday in two cabins of the Mount Ulver cable car \
before rescuers had them all on the ground.

Ragna Bei of the mountain rescue told reporters in the car park that a bolt had sheared. Winds had been light, \
she added, and her team had trained on this line in spring.

Police said they had opened a file. The district governor, Ola Hamre, called for a report by Friday.

Hotels in Hallow offered free beds to those who missed the last train."""


def reports() -> Mapping[str, Report]:
    given = [
        ("Tarn News Agency", "Tarn", "2041-08-04T06:00:00Z", WIRE),
        ("Nordby Press Agency", "Nordby", "2041-08-04T07:00:00Z", OTHER),
        ("Ulver Lifts", "", "2041-08-04T12:00:00Z", RELEASE),
        ("Radio Hallow", "", "2041-08-05T07:00:00Z", RADIO),
        ("Snapfeed", "", "2041-08-07T07:00:00Z", LIST),
    ]
    return {
        outlet: Report(report_id(text_digest(text)), text, outlet=outlet, credit=credit, published=published)
        for outlet, credit, published, text in given
    }


@cache
def edges() -> Mapping[tuple[str, str], Derivation]:
    outlets = {r.id: name for name, r in reports().items()}
    found = derived(read_all(list(reports().values()), extractor="rules", tell=lambda *_: None))
    return {(outlets[e.child], outlets[e.parent or ""]): e for e in found}


def derived(readings: list[Reading]) -> list[Derivation]:
    engine = DuckEngine()
    linked, _ = identity.link(readings)
    try:
        return [e for e in derive(linked, engine) if e.parent]
    finally:
        engine.close()


def test_a_list_owes_an_edge_to_each_report_that_alone_has_what_it_retells() -> None:
    assert {parent for child, parent in edges() if child == "Snapfeed"} == {"Tarn News Agency", "Radio Hallow"}


def test_two_agencies_that_heard_one_rescuer_owe_each_other_nothing() -> None:
    assert ("Nordby Press Agency", "Tarn News Agency") not in edges()


def test_an_interview_and_a_release_are_made_from_no_report() -> None:
    assert not {child for child, _ in edges()} & {"Radio Hallow", "Ulver Lifts"}


def test_an_edge_of_retelling_shows_the_sentences_that_say_the_same() -> None:
    edge = edges()["Snapfeed", "Radio Hallow"]
    pairs = [(LIST[slice(*p.child)], RADIO[slice(*p.parent)]) for p in edge.passages]
    assert any("student" in child and "student" in parent for child, parent in pairs)
    assert edge.kind is DerivationKind.REWRITE and not edge.credited and "as no other report has it" in edge.reason


def test_the_order_of_the_reports_changes_no_edge() -> None:
    turned = derived(read_all(list(reports().values())[::-1], extractor="rules", tell=lambda *_: None))
    assert sorted((e.child, e.parent) for e in turned) == sorted((e.child, e.parent) for e in edges().values())
