"""Which of those who speak to a claim are counted as its origins: a logistic model of features that can be read.

The weights were fitted on marked, invented cases (`training/fit_origins.py`), which name the origins of each claim; the
bundled case was not among them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rashomon.claims.facets import Facet
from rashomon.model import Form, Origin, Source, SourceKind

NAMED = (SourceKind.PERSON, SourceKind.ORGANIZATION, SourceKind.PUBLIC_BODY)
WEIGHTS = {
    "always": 0.09,
    "narration": -0.36,
    "retold": -0.44,
    "quoted": 0.37,
    "near": 0.97,
    "figure": 0.53,
    "denies": -0.81,
    "thin": -0.42,
    "named": 0.22,
    "crowd": -0.7,
}
"""Log-odds that a group is an origin of the claim, by feature (`Group.features`)."""
UNKNOWN = 0.3
"""The nearness of what has no vector."""
UNSEEN = 0.6
"""How many origins of a claim stand in none of its statements that were found, on average."""
INSIDE = 1.1
"""What a range is worth that holds the count, where one that is exactly the count is worth one more."""
WIDTH = 0.21
"""What a range costs by how many times its low end the high one is (log): 1 to 3 says less than 30 to 40."""
MOST = 4
"""Fewer unseen origins than this are thought of."""
NEVER = 1e-6
"""A count that is no likelier is no end of a range."""
PLACES = 9
"""Digits of a range's worth that count."""


@dataclass(frozen=True, slots=True)
class Group:
    """The facets by which one origin speaks to a claim, and what tells whether it is one of the claim's origins."""

    id: str
    facets: tuple[Facet, ...]
    origins: tuple[Origin, ...]
    features: Mapping[str, float]

    @property
    def chance(self) -> float:
        """How likely it is an origin of the claim, 0 to 1."""
        odds = math.fsum(WEIGHTS[name] * value for name, value in self.features.items())
        return 1 / (1 + math.exp(-odds))

    @property
    def why(self) -> str:
        """What speaks against counting it, the weightiest first; '' where nothing does."""
        against = {name: WEIGHTS[name] * self.features[name] for name in AGAINST if self.features[name]}
        return "; ".join(AGAINST[name] for name in sorted(against, key=lambda n: (against[n], n)) if against[name] < 0)


AGAINST = {
    "denies": "it says that it is not so",
    "retold": "another is named for it: this may be a retelling",
    "thin": "it says nothing by itself",
}
"""What is shown of a feature that speaks against a group."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is asked of all claims: the sources, and who is concerned and who reports."""

    sources: Mapping[str, Source]
    parties: frozenset[str]
    """The reports that are of somebody concerned, not of a news outlet."""
    press: frozenset[str]
    """The sources that are news outlets: what one passes on is another's."""


def groups(
    heard: Sequence[Facet],
    known: Mapping[str, Origin],
    scene: Scene,
    near: Callable[[Facet], float | None],
    figures: Sequence[Facet],
) -> list[Group]:
    """The origins of some facets, those that count at all, in order of their first statement.

    `near` tells how near a facet is to the words that name the claim; `figures` are those whose numbers it is about.
    """
    held: dict[str, list[Facet]] = {}
    for facet in heard:
        origin = known.get(facet.statement.id)
        if origin and origin.counts:
            held.setdefault(origin.id, []).append(facet)
    firm = {key for key, facets in held.items() if vouched(key, facets, scene)}
    lead = leading(figures)
    return [
        Group(
            key,
            tuple(facets),
            tuple(known[f.statement.id] for f in facets),
            {
                **features(key, facets, scene, near, lead),
                "retold": float(bool(firm - {key}) and second_hand(key, facets, scene)),
                "crowd": math.log(len(held)),
            },
        )
        for key, facets in held.items()
    ]


def features(
    key: str,
    facets: Sequence[Facet],
    scene: Scene,
    near: Callable[[Facet], float | None],
    lead: tuple[float | None, float | None] | None,
) -> dict[str, float]:
    """What can be read of one group by itself."""
    says = [f for f in facets if not f.denies] or facets
    own = all(f.statement.own_voice for f in says)
    source = scene.sources.get(key)
    known = [value for f in says if (value := near(f)) is not None]
    return {
        "always": 1.0,
        "narration": float(own),
        "quoted": float(any(f.statement.form is Form.DIRECT for f in says)),
        "near": max(known, default=UNKNOWN),
        "figure": float(lead is not None and any((s.figure.low, s.figure.high) == lead for f in says for s in f.slots)),
        "denies": float(all(f.denies for f in facets)),
        "thin": float(all(f.thin for f in says)),
        "named": float(source is not None and source.kind in NAMED and not own and key not in scene.press),
    }


def vouched(key: str, facets: Sequence[Facet], scene: Scene) -> bool:
    """True where somebody who can be asked says it: a source that has a name, or a party in its own text."""
    source = scene.sources.get(key)
    named = source is not None and source.kind is not SourceKind.UNNAMED and key not in scene.press
    says = [f for f in facets if not f.denies]
    return any(f.span.report_id in scene.parties if f.statement.own_voice else named for f in says)


def second_hand(key: str, facets: Sequence[Facet], scene: Scene) -> bool:
    """True for what rests on others where others are named: what an outlet says, a source without a name."""
    says = [f for f in facets if not f.denies] or facets
    told = [f for f in says if not f.statement.own_voice]
    if not told:
        return not any(f.span.report_id in scene.parties for f in says)
    source = scene.sources.get(key)
    return source is None or source.kind is SourceKind.UNNAMED or key in scene.press


def leading(facets: Sequence[Facet]) -> tuple[float | None, float | None] | None:
    """The number that most of some facets say; None where they say none."""
    said = Counter((s.figure.low, s.figure.high) for f in facets for s in f.slots)
    return max(said, key=lambda value: (said[value], str(value))) if said else None


def counts(chances: Sequence[float]) -> NDArray[np.float64]:
    """How likely a claim has no, one, two, … origins: those that were not found among them; some origin it has."""
    unseen = np.array([UNSEEN**n / math.factorial(n) for n in range(MOST)])
    made: NDArray[np.float64] = unseen / unseen.sum()
    for chance in chances:
        made = np.append(made * (1 - chance), 0.0) + np.append(0.0, made * chance)
    made[1] += made[0]
    made[0] = 0.0
    return made


def between(chances: Sequence[float]) -> tuple[int, int]:
    """The range of K that is worth most: narrow, and likely to hold the count; never more than there are groups."""
    if not chances:
        return 0, 0
    likely = counts(chances)
    upto = np.cumsum(likely)
    ends = [n for n in range(1, len(chances) + 1) if likely[n] > NEVER] or [1]

    def worth(low: int, high: int) -> float:
        exact = likely[low] if low == high else 0.0
        return round(float(exact + INSIDE * (upto[high] - upto[low - 1]) - WIDTH * math.log(high / low)), PLACES)

    ranges = ((low, high) for low in ends for high in ends if low <= high)
    return max(ranges, key=lambda r: (worth(*r), r[0] - r[1], r[0]))
