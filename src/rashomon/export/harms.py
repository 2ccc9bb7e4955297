"""Who was killed or injured, by claim: the figures, and the days and places in the words that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rashomon.claims.scopes import Sight, sights
from rashomon.model import Claim, Figure, Place, Reading, Report, Stance, When
from rashomon.text.compare import keys
from rashomon.views.index import Index, outlet

FATES = {"die": "killed", "injure": "injured"}
GROUPS = {"child": "children", "woman": "women", "man": "men"}
FIGHTERS = {"fighter", "soldier"}
DAYS = ((0, 1), (6, 2), (7, 3), (31, 4))
"""UCDP's `date_prec`: the most days between first and last, and the code; above, 5."""


@dataclass(frozen=True, slots=True)
class Harm:
    """The figures of one claim that say how many of one group were killed, or injured."""

    claim: Claim
    fate: str
    group: str
    figures: tuple[Figure, ...]
    reports: tuple[Report, ...]
    """The reports that have the figures, each once."""
    times: tuple[When, ...]
    places: tuple[Place, ...]
    """What the statements with the figures hold."""

    @property
    def whole(self) -> list[Figure]:
        """The figures of the total; the parts where there are only parts."""
        return [f for f in self.figures if not f.subset] or list(self.figures)

    @property
    def part(self) -> bool:
        """True when every figure is a part of another."""
        return all(f.subset for f in self.figures)

    def lang(self, figure: Figure) -> str:
        """The language of a figure's report."""
        return next(r.lang for r in self.reports if r.id == figure.report_id)

    def where(self) -> dict[str, object]:
        """The one place that the claim's statements name; nothing where they name none or several."""
        named = {(p.name, p.country, p.latitude, p.longitude) for p in self.places}
        found = named.pop() if len(named) == 1 else (None, None, None, None)
        return dict(zip(("location", "country", "latitude", "longitude"), found, strict=True))

    def days(self) -> tuple[str | None, str | None]:
        """The first and the last day that a time of the claim can mean; nothing where none is stated."""
        earliest = min((t.earliest for t in self.times), default=None)
        return earliest, max((t.latest for t in self.times), default=None)

    def precision(self) -> int | None:
        """UCDP's code for how exact the days are."""
        try:
            first, last = (date.fromisoformat((day or "")[:10]) for day in self.days())
        except ValueError:
            return None
        return next((code for most, code in DAYS if (last - first).days <= most), 5)


def group_of(figure: Figure) -> str:
    """Whom a figure counts, in Airwars' terms; 'not_stated' where the report does not say."""
    words = keys(figure.counted)
    if words & FIGHTERS:
        return "belligerents"
    if "civilian" in words:
        return "civilian_non_combatants"
    return next((name for family, name in GROUPS.items() if family in words), "not_stated")


def harms(index: Index) -> list[Harm]:
    """Every claim with figures of people killed or injured, by fate and group; what a speaker denies is left out.

    Fighters and civilians are never each other's rivals: each group has its own least and most.
    """
    readings = {reading.report.id: reading for reading in index.dossier.readings}
    seen = sights(index.dossier.readings)
    found = []
    for claim in index.dossier.claims:
        figures = [index.figures[i] for i in claim.figures if i in index.figures]
        for family, fate in FATES.items():
            own: dict[str, list[Figure]] = {}
            for figure in figures:
                if family in keys(figure.scope) and not figure.unit and not _denied(index, figure, seen):
                    own.setdefault(group_of(figure), []).append(figure)
            found += [_harm(claim, (fate, group), own[group], readings) for group in own]
    return found


def _denied(index: Index, figure: Figure, seen: Mapping[str, Sight]) -> bool:
    """True for a number that its voice denies, or says nothing of."""
    said = index.statements.get(figure.statement or "")
    if said is None or figure.id not in seen:
        return said is not None and said.stance in (Stance.DENIES, Stance.NO_COMMENT)
    return said.stance is Stance.NO_COMMENT or seen[figure.id].denied


def _harm(claim: Claim, kind: tuple[str, str], figures: Sequence[Figure], readings: Mapping[str, Reading]) -> Harm:
    own = [readings[r] for r in dict.fromkeys(f.report_id for f in figures)]
    times, places = [], []
    for reading in own:
        wanted = {f.statement for f in figures if f.report_id == reading.report.id}
        held = [piece for s in reading.statements if s.id in wanted for piece in s.content]
        times += [t for t in reading.times if any(piece.holds(t.span) for piece in held)]
        places += [p for p in reading.places if any(piece.holds(p.span) for piece in held)]
    return Harm(claim, *kind, tuple(figures), tuple(r.report for r in own), tuple(times), tuple(places))


def speaker(index: Index, figure: Figure) -> str:
    """Who gives a figure."""
    said = index.statements.get(figure.statement or "")
    return index.speaker(said) if said else f"{outlet(index.reports[figure.report_id])} (own voice)"


def least(values: Iterable[float | None]) -> float | None:
    """The smallest that is known; None where none is."""
    return min(_known(values), default=None)


def most(values: Iterable[float | None]) -> float | None:
    """The largest that is known; None where none is."""
    return max(_known(values), default=None)


def _known(values: Iterable[float | None]) -> Iterator[float]:
    return (value for value in values if value is not None)


def either(one: float | None, other: float | None) -> float | None:
    """The first that is known."""
    return other if one is None else one
