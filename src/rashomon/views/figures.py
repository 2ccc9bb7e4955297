"""Who says how many: one ladder for each counted thing and scope, a rung for each speaker and value."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.claims.axes import wholes
from rashomon.claims.conflicts import by_model
from rashomon.claims.scopes import Sight, sights
from rashomon.model import Claim, Figure, Relation, RelationKind, SourceKind, Span, Statement
from rashomon.views import words
from rashomon.views.counted import Counted, answers
from rashomon.views.index import Index, outlet
from rashomon.views.safe import in_quotes, line
from rashomon.views.words import CLOCK

WIDE = 200  # from this ratio of the largest to the smallest number on, the axis is logarithmic

TINY = 1e-9  # nothing is counted in less

ASKED = re.compile(r"How (?:many|fast, in|much, in) ")
"""What a ladder's title asks before it names what is counted."""
DIGITS = re.compile(r"\d\D+\d|\w+\s+(?:to|and|or)\s+\w+")
"""A printed range has two numbers: 'between 23 and 27', '200 to 300'."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a number stands between the two ends of an axis: 0 to 1."""

    top: float
    bottom: float = 0.0
    logarithmic: bool = False
    whole: bool = False
    """True where every number on it is a whole one: there is no half a person."""

    def at(self, value: float) -> float:
        """The place of a number, kept inside the axis."""
        if self.logarithmic:
            low, high = math.log10(self.bottom), math.log10(self.top)
            place = (math.log10(max(value, self.bottom)) - low) / (high - low)
        else:
            place = (value - self.bottom) / (self.top - self.bottom)
        return min(1.0, max(0.0, place))

    @property
    def ticks(self) -> tuple[float, ...]:
        """Round numbers along the axis."""
        if self.logarithmic:
            low, high = round(math.log10(self.bottom)), round(math.log10(self.top))
            return tuple(10.0**e for e in range(low, high + 1, max(1, (high - low) // 5)))
        step = _step(self.top / 5, whole=self.whole)
        return tuple(step * i for i in range(int(self.top / step + 1e-9) + 1))


@dataclass(frozen=True, slots=True)
class Rung:
    """What one speaker says a number is, in the words of the first report that has it."""

    name: str
    chain: tuple[str, ...]
    low: float | None
    high: float | None
    figure: Figure
    statement: Statement | None
    reports: tuple[str, ...]
    """The ids of the reports that carry it, in order of time."""
    against: tuple[str, ...] = ()
    """The names of the speakers whose figure on this ladder contradicts it."""
    denied: bool = False
    """True when the speaker denies this number."""
    times: int = 1
    """How often it is printed: a report may have it twice."""
    adds: tuple[Figure, ...] = ()
    """The figures that its report adds up to it: '26: 23 at the gate and three in the fire'."""
    ends: Figure | None = None
    """The range of the same speaker that it is one end of."""
    whole: Figure | None = None
    """The total of its own report that it is a part of."""

    @property
    def carried(self) -> str:
        """How often it is printed, where that is more than once: '3 reports', 'printed twice'."""
        reports = words.count(len(self.reports), "report")
        if self.times > len(self.reports):
            often = "twice" if self.times == 2 else f"{self.times} times"
            return f"{often} in {reports}" if len(self.reports) > 1 else f"printed {often}"
        return reports if len(self.reports) > 1 else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What it is to other figures of its own speaker or report: their sum, a part, one end of a range."""
        adds = " + ".join(in_quotes(line(f.span.exact, 40)) for f in self.adds)
        ends = in_quotes(line(self.ends.span.exact, 40)) if self.ends else ""
        whole = in_quotes(line(self.whole.span.exact, 40)) if self.whole else ""
        said = adds and f"the report's sum of {adds}", ends and f"one end of {ends}", whole and f"part of {whole}"
        return tuple(filter(None, said))


@dataclass(frozen=True, slots=True)
class Ladder:
    """The figures for one counted thing and scope, on one axis."""

    key: str
    title: str
    unit: str
    part: bool
    """True for a part of another figure: never a rival of its total."""
    claim: Claim | None
    rungs: tuple[Rung, ...]
    scale: Scale

    @property
    def what(self) -> str:
        """What is counted, without the question: 'people killed, in August 2013'."""
        return ASKED.sub("", self.title)

    @property
    def known(self) -> bool:
        """True when it is known what is counted, in which unit, or what befell them."""
        return any(rung.figure.counted or rung.figure.unit or rung.figure.scope for rung in self.rungs)

    @property
    def differ(self) -> bool:
        """True when two numbers are given, or one is given and denied."""
        return len({(rung.low, rung.high, rung.denied) for rung in self.rungs}) > 1

    @property
    def conflict(self) -> bool:
        """True when two of its figures contradict each other."""
        return any(rung.against for rung in self.rungs)

    def split(self, most: int) -> tuple[tuple[Rung, ...], tuple[Rung, ...]]:
        """The rungs that show best how far the figures lie apart, and the others, both from low to high.

        The lowest and the highest of those in conflict come first; then of each pair of bounds the one that most
        reports carry, those in conflict before the rest, and of these the one farthest from what is shown already.
        """
        if len(self.rungs) <= most:
            return self.rungs, ()
        seen: Counter[tuple[float | None, float | None]] = Counter()
        ranks: dict[str, tuple[int, bool, int]] = {}
        for rung in sorted(self.rungs, key=lambda r: -len(r.reports)):
            ranks[rung.figure.id] = (seen[rung.low, rung.high], not rung.against, -len(rung.reports))
            seen[rung.low, rung.high] += 1
        shown: list[Rung] = []
        left = list(self.rungs)
        foes = [r for r in left if r.against] or left
        for rung in (foes[0], foes[-1])[:most]:
            if rung in left:
                left.remove(rung)
                shown.append(rung)
        while len(shown) < most:
            best = min(left, key=lambda r: (ranks[r.figure.id], -self._apart(r, shown), r.figure.id))
            left.remove(best)
            shown.append(best)
        return tuple(r for r in self.rungs if r in shown), tuple(left)

    def _apart(self, rung: Rung, others: Sequence[Rung]) -> float:
        """How far a rung lies from the nearest of some others, along the axis."""
        return min(abs(self.scale.at(_middle(rung)) - self.scale.at(_middle(o))) for o in others)

    @property
    def reports(self) -> int:
        """How many reports carry one of its figures."""
        return len({report for rung in self.rungs for report in rung.reports})


def ladders(index: Index) -> list[Ladder]:
    """Every thing that is counted in two ways: in conflict first, then the most carried."""
    return differing(every_ladder(index))


def differing(found: Iterable[Ladder]) -> list[Ladder]:
    """The ladders on which figures can be compared, in the order in which they are shown."""
    kept = [ladder for ladder in found if ladder.differ]
    return sorted(kept, key=lambda ladder: (not ladder.conflict, -ladder.reports, -len(ladder.rungs), ladder.key))


def agreed(found: Iterable[Ladder]) -> list[Ladder]:
    """The counted things of which one number is given, those that most reports carry first."""
    alone = [ladder for ladder in found if not ladder.differ]
    return sorted(alone, key=lambda ladder: (-ladder.reports, ladder.rungs[0].figure.span))


def every_ladder(index: Index) -> list[Ladder]:
    """Every counted thing of which it is known what is counted."""
    rivals, seen = contradicted(index), sights(index.dossier.readings)
    totals = wholes(seen)
    made: list[Ladder] = []
    placed: set[str] = set()
    placed.update(f.id for f in index.dossier.figures if f.unit == CLOCK)  # a time of day is no number of things
    for claim in index.dossier.claims:
        placed.update(claim.figures)
        made += _of_claim(index, claim, rivals, seen, totals)
    loose = [f for f in index.dossier.figures if f.id not in placed and f.counted and f.statement]
    made += [_ladder(index, None, group, rivals, totals) for group in answers(loose, seen, rivals, claim=False)]
    return [ladder for ladder in made if ladder.known]


def claim_ladders(index: Index, claim: Claim, rivals: Mapping[str, set[str]]) -> list[Ladder]:
    """Every counted thing of one claim, figures of one rung too."""
    reports = {index.figures[i].report_id for i in claim.figures if i in index.figures}
    seen = sights(index.dossier.readings, only=reports)
    return _of_claim(index, claim, rivals, seen, wholes(seen))


def _of_claim(
    index: Index,
    claim: Claim,
    rivals: Mapping[str, set[str]],
    seen: Mapping[str, Sight],
    totals: Mapping[str, Figure],
) -> list[Ladder]:
    figures = [index.figures[i] for i in claim.figures if i in index.figures and index.figures[i].unit != CLOCK]
    return [_ladder(index, claim, group, rivals, totals) for group in answers(figures, seen, rivals, claim=True)]


def contradicted(index: Index) -> dict[str, set[str]]:
    """For each figure the figures it contradicts: by the spans compared, else by its statement's only figure."""
    rivals: dict[str, set[str]] = defaultdict(set)
    for relation in index.dossier.relations:
        if relation.kind is not RelationKind.CONTRADICTS:
            continue
        left = _compared(index, relation.left, relation.left_span)
        right = _compared(index, relation.right, relation.right_span)
        if left and right and _apart(left, right) and _compares(relation, left, right):
            rivals[left.id].add(right.id)
            rivals[right.id].add(left.id)
    return rivals


def extremes(index: Index, relations: Iterable[Relation]) -> tuple[Figure, Figure] | None:
    """Of the figures that contradict each other the two farthest apart, the lower first; None where none do."""
    pairs = []
    for relation in relations:
        left = _compared(index, relation.left, relation.left_span)
        right = _compared(index, relation.right, relation.right_span)
        if relation.kind is not RelationKind.CONTRADICTS or not (left and right):
            continue
        if _apart(left, right) and _compares(relation, left, right):
            low, high = sorted((left, right), key=lambda f: (_center(f), f.id))
            pairs.append((low, high))
    return max(pairs, key=lambda p: (_center(p[1]) - _center(p[0]), p[0].id, p[1].id), default=None)


def _compares(relation: Relation, left: Figure, right: Figure) -> bool:
    """False where a model read two clauses as excluding one another that count two things: not by their numbers."""
    return not by_model(relation) or (left.unit, left.counted) == (right.unit, right.counted)


def _apart(one: Figure, other: Figure) -> bool:
    """True when no number fits both: a denied 40 and an admitted 40 contradict each other, their figures do not."""

    def above(upper: Figure, lower: Figure) -> bool:
        return upper.low is not None and lower.high is not None and upper.low > lower.high

    return above(one, other) or above(other, one)


def _compared(index: Index, statement: str, span: Span | None) -> Figure | None:
    figures = index.figures_in.get(statement, ())
    if span is None:
        return figures[0] if len(figures) == 1 else None
    inside = [f for f in figures if f.span.overlaps(span)]
    return inside[0] if len(inside) == 1 else None


def _ladder(
    index: Index,
    claim: Claim | None,
    counted: Counted,
    rivals: Mapping[str, set[str]],
    totals: Mapping[str, Figure],
) -> Ladder:
    figures = [sight.figure for sight in counted.sights]
    part = all(sight.question.part for sight in counted.sights)
    rungs = _rungs(index, counted.sights, {} if part else rivals)  # two parts are no rivals, whatever their claims say
    if part:
        rungs = tuple(replace(rung, whole=totals.get(rung.figure.id)) for rung in rungs)
    return Ladder(
        key=figures[0].id,
        title=counted.title,
        unit=line(figures[0].unit),
        part=part,
        claim=claim,
        rungs=rungs,
        scale=scale(v for f in figures for v in (f.low, f.high) if v is not None),
    )


def _rungs(index: Index, sights: Sequence[Sight], rivals: Mapping[str, set[str]]) -> tuple[Rung, ...]:
    """One rung for each speaker and value, from the lowest to the highest."""
    figures = [sight.figure for sight in sights]
    sums = {sight.figure.id: sight.adds for sight in sights}
    refused = {sight.figure.id for sight in sights if sight.denied}
    rows: dict[tuple[str, float | None, float | None, bool], list[Figure]] = defaultdict(list)
    ranges: dict[str, list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda f: (index.dated(f.report_id), f.span)):
        said = index.statements.get(figure.statement or "")
        who = voice(index, said) if said else figure.report_id
        rows[who, figure.low, figure.high, figure.id in refused].append(figure)
        ranges[who].append(figure)
    names = {f.id: _who(index, f) for f in figures}
    rungs = [
        replace(
            _rung(index, group, names, rivals),
            denied=group[0].id in refused,
            times=len({f.id for f in group}),
            adds=next((sums[f.id] for f in group if sums[f.id]), ()),
            ends=next((f for f in ranges[who] if ends(f, group[0])), None),
        )
        for (who, *_), group in rows.items()
    ]
    return tuple(sorted(rungs, key=lambda r: (_middle(r), r.name, not r.denied, r.figure.id)))


def ends(range_: Figure, figure: Figure) -> bool:
    """True for 23 or 27 beside a printed range of 23 to 27: no hedge widens a range that is printed."""
    if figure.low is None or figure.low != figure.high or range_.modifier or not DIGITS.search(range_.span.exact):
        return False
    return range_.low != range_.high and figure.low in (range_.low, range_.high)


def _rung(index: Index, group: Sequence[Figure], names: dict[str, str], rivals: Mapping[str, set[str]]) -> Rung:
    first = group[0]
    said = index.statements.get(first.statement or "")
    against = {names[foe] for f in group for foe in rivals.get(f.id, ()) if foe in names}
    return Rung(
        name=names[first.id],
        chain=tuple(index.chain(said)) if said else (names[first.id],),
        low=first.low,
        high=first.high,
        figure=first,
        statement=said,
        reports=tuple(dict.fromkeys(f.report_id for f in group)),
        against=tuple(sorted(against)),
    )


def voice(index: Index, said: Statement) -> str:
    """Whose word it is: an unnamed speaker is the same one in every copy of the report that quotes them."""
    source = index.sources.get(said.speaker or "")
    unnamed = source is not None and source.kind is SourceKind.UNNAMED
    return index.origins.get(said.id, index.speaker_key(said)) if unnamed else index.speaker_key(said)


def _who(index: Index, figure: Figure) -> str:
    said = index.statements.get(figure.statement or "")
    return index.speaker(said) if said else f"{outlet(index.reports[figure.report_id])} (own voice)"


def _middle(rung: Rung) -> float:
    return _center(rung.figure)


def _center(figure: Figure) -> float:
    known = [value for value in (figure.low, figure.high) if value is not None]
    return sum(known) / len(known) if known else 0.0


def scale(values: Iterable[float]) -> Scale:
    """An axis that holds some numbers: from 0, or logarithmic where they lie far apart."""
    known = sorted(values)
    whole = all(value % 1 == 0 for value in known)
    if not known or known[-1] < TINY:
        return Scale(1.0, whole=whole)
    positive = [v for v in known if v > 0]
    if positive[-1] / positive[0] >= WIDE and positive[0] >= 1:
        return Scale(10.0 ** math.ceil(math.log10(positive[-1])), 10.0 ** math.floor(math.log10(positive[0])), True)
    step = _step(known[-1] / 5, whole=whole)
    return Scale(step * math.ceil(known[-1] * 1.02 / step), whole=whole)


def _step(rough: float, *, whole: bool) -> float:
    """The round number next above: 1, 2, 2.5 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(rough))
    round_ = [f * power for f in (1, 2, 2.5, 5, 10)]
    return next(step for step in (*round_, 1.0) if step >= rough * 0.999 and (step % 1 == 0 or not whole))
