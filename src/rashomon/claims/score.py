"""How likely two facets speak to one question, from 0 to 1: a logistic model of features that can be read.

The weights were fitted on the marked, invented cases of tests/cases (`training/fit_claims.py`), which the encoder has
not seen, and then moved by some tenths to where the claims of those cases come out best: a fit of pairs is not one of
claims. The bundled case was not among them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from rashomon.claims.facets import Facet, other_time
from rashomon.claims.slots import PEOPLE, agree, questions

RARELY = -2.6
"""Log-odds of two facets that have nothing in common but the event."""
COVER = 1.8
"""Weight of the share of the shorter facet's terms that the longer one holds, by idf."""
ABOUT = 5.5
"""Weight of the cosine of what their statements are about."""
ASKED = 1.3
"""Added when both say how many came to the same harm: of one event there is one toll to dispute."""
OTHER = 4.0
"""Taken off when both say how many, and not of the same: killed is not wounded."""
ASKED_OF = PEOPLE | {"count"}
"""What befell the people of whose number it is asked how many: who was registered is not who was aboard."""
READ = (-2.2, 0.7, 4.0, 0.7)
"""The same for two facets that a model has read together (`together`): the first three weights as above, and what the
log-odds weigh that it gives (training/fit_questions.py)."""
ENOUGH = 2.2
"""Idf that two facets must share before their cover counts whole; a shared common word is no likeness."""


def mass(facet: Facet, idf: Mapping[str, float]) -> float:
    """The idf of all of a facet's terms."""
    return math.fsum(idf[k] for k in facet.keys)


def likeness(
    left: Facet,
    right: Facet,
    idf: Mapping[str, float],
    masses: tuple[float, float],
    about: float,
    *,
    scene: bool = True,
    read: float | None = None,
) -> float:
    """The likeness of two facets; `masses` are theirs, `about` the cosine of what their statements are about.

    `scene` is False where the two reports do not tell of one event; `read` are the log-odds of a model that has read
    both together, None where none has.
    """
    same = asks_the_same(left, right, scene=scene)
    # who was hurt is not who was killed, and 612 of one thing are not 880 of another, however alike they read
    if read is None or same is False or (same is None and other_numbers(left, right)):
        weights, odds = (RARELY, COVER, ABOUT), 0.0
    else:
        weights, odds = READ[:3], READ[3] * read
    odds += weights[0] + weights[1] * cover(left, right, idf, masses) + weights[2] * about
    odds += 0.0 if same is None else ASKED if same else -OTHER
    return 1 / (1 + math.exp(-odds))


def cover(left: Facet, right: Facet, idf: Mapping[str, float], masses: tuple[float, float]) -> float:
    """The share of the shorter facet's terms that the longer one holds, trusted as far as they are rare."""
    shared = left.keys & right.keys
    if not shared:
        return 0.0
    both = math.fsum(idf[k] for k in shared)
    return min(1.0, both / ENOUGH) * both / min(masses)


def asks_the_same(left: Facet, right: Facet, *, scene: bool = True) -> bool | None:
    """Whether both say how many of the same people came to the same harm; None where one says no number of people."""
    if not (left.slots and right.slots):
        return None
    first, second = asked(left), asked(right)
    if not (first and second):
        return None
    return bool(first & second) and scene and not other_time(left, right)


def other_numbers(left: Facet, right: Facet) -> bool:
    """True when both count something and no two of their numbers agree."""
    return bool(left.slots and right.slots) and not any(agree(a, b) for a in left.slots for b in right.slots)


def asked(facet: Facet) -> frozenset[str]:
    """The questions of 'how many' that a facet answers about people."""
    return frozenset(q for s in facet.slots if s.fates & ASKED_OF for q in questions(s))
