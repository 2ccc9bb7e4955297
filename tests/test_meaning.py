"""What statements are about: what is near, and what a vector depends on."""

from __future__ import annotations

import numpy as np

from claim_cases import reading
from rashomon.attribute.meaning import meanings
from rashomon.claims.about import Near
from rashomon.claims.facets import facets
from rashomon.model import Reading
from rashomon.text.vectors import packed, unpacked

DOORS = (
    ("Ada Orrel", "said", "the side exits of the hall could not be opened"),
    ("The operator", "said", "every door of the building worked as it should"),
    ("Ilva Marn", "said", "the fire brigade came late because of the snow"),
    ("Tarn Voss", "said", "engines were held up by drifts on the pass road"),
    ("Oda Venn", "said", "eleven lambs were born on the farm in March"),
)


def cosines(case: Reading) -> list[list[float]]:
    """How near the statements of a report are to one another."""
    found = facets([case])
    near = Near(found, [case])
    return [[near.cosine(a, b) or 0.0 for b in found] for a in found]


def test_two_wordings_of_one_question_are_nearer_than_two_questions() -> None:
    near = cosines(reading(*DOORS))
    assert near[0][1] > max(near[0][2], near[0][3], near[0][4])
    assert near[2][3] > max(near[2][0], near[2][1], near[2][4])


def test_a_clause_of_a_statement_has_a_vector_of_its_own() -> None:
    case = reading(("Ada Orrel", "said", "31 miners died near Ordin, and that guards had sealed the upper door"))
    assert [case.report.text[m.start : m.end] for m in case.meanings] == [f.span.exact for f in facets([case])]
    assert len({m.vector for m in case.meanings}) == 2


def test_what_other_paragraphs_say_changes_nothing() -> None:
    short, long = reading(*DOORS[:2]), reading(*DOORS)
    assert [m.vector for m in short.meanings] == [m.vector for m in long.meanings][:2]


def test_a_language_the_model_does_not_know_has_no_vectors() -> None:
    case = reading(*DOORS[:1])
    french = case.report.__class__(case.report.id, case.report.text, lang="fr")
    assert case.meanings and meanings(french, case.statements) == ()


def test_a_vector_kept_as_text_keeps_its_direction() -> None:
    vector = np.linspace(-3, 2, 64, dtype=np.float32)
    (back,) = unpacked([packed(vector)])
    assert float(back @ vector) / float(np.linalg.norm(vector)) > 0.999
    assert not unpacked(["", packed(vector)])[0].any()
