"""Which report came from which: candidate pairs from the engine, a direction for each, the best parents of a child."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from rashomon.engine.base import Engine
from rashomon.engine.circles import few_circles
from rashomon.lineage.credit import Outlets, as_medium, corrects, in_credits, links_to, outlets_of, same_name
from rashomon.lineage.dates import Interval, before, published
from rashomon.lineage.echoes import Echoes
from rashomon.lineage.explain import explain
from rashomon.lineage.houses import Houses
from rashomon.lineage.oneway import sign
from rashomon.lineage.option import options
from rashomon.lineage.outside import outside
from rashomon.lineage.page import Page
from rashomon.lineage.reuse import traces
from rashomon.model import Derivation, DerivationKind, Reading

EVERY = 150
"""Up to so many reports every pair is looked at: faint traces are found too, in a second or two."""
ROOM = 200
"""How many pages are kept ready at a time, some 10 MB: what pairs tie together is looked at in a row."""
ROOTS = 3
"""With so many reports that came before both, at most, two of unknown order are compared."""
FEW = 5
SHARED = 0.25
"""A report with fewer names, or with so many of them in common with the others, is about the same."""
COPY = frozenset({DerivationKind.REPRINT, DerivationKind.LIGHT_EDIT})
STRENGTH = {kind: number for number, kind in enumerate(DerivationKind)}


class Shelf:
    """Pages made when they are asked for, the last used kept."""

    def __init__(self, readings: Sequence[Reading], common: frozenset[int]) -> None:
        self._readings = readings
        self._common = common
        self._ready: OrderedDict[int, Page] = OrderedDict()

    def __getitem__(self, number: int) -> Page:
        page = self._ready.pop(number, None) or Page(self._readings[number], self._common)
        self._ready[number] = page
        if len(self._ready) > ROOM:
            self._ready.popitem(last=False)
        return page


@few_circles()
def derive(readings: Sequence[Reading], engine: Engine, *, houses: Houses | None = None) -> tuple[Derivation, ...]:
    """Every derivation, by child, the strongest first; the order of the readings changes nothing.

    `houses` are the outlets that share copy, as a desk's table names them.

    An edge stands on its own passages or credit. The edges make no circle.
    """
    days = {reading.report.id: published(reading.report) for reading in readings}
    ordered = sorted(readings, key=lambda r: (days[r.report.id], -len(r.report.text), r.report.id))
    found = traces([reading.report for reading in ordered], engine)
    shelf = Shelf(ordered, found.common)
    outlets = outlets_of(reading.report for reading in ordered)
    owned = houses or Houses()
    order = [days[reading.report.id] for reading in ordered]
    parents = directed(every(ordered) or found.pairs, order, shelf, outlets, owned)
    case = len(ordered) <= EVERY
    about = together(ordered, shelf)
    echoes = Echoes([shelf[n] for n in range(len(ordered))]) if case and len(ordered) > 1 else None
    made: list[Derivation] = []
    copies: dict[str, str] = {}
    for number in by_family(len(ordered), parents):
        child = shelf[number]
        above = [(shelf[p.number], p) for p in parents.get(number, ())]
        near = {page.id: page for page, _ in above}
        known = [(page, p.known, p.sign) for page, p in above]
        edges = explain(child, options(child, known, outlets, owned, case=case), copies, echoes)
        copies.update((e.child, e.parent) for e in edges if e.parent and e.kind in COPY)
        made.extend([*edges, *outside(child, edges, near, outlets, about=about(child))])
    return tuple(sorted(acyclic(made, days), key=place))


def by_family(count: int, parents: Mapping[int, Sequence[Before]]) -> list[int]:
    """The numbers in order, but those that any pairs tie together in a row: their pages are then made once."""
    home = list(range(count))

    def root(node: int) -> int:
        while home[node] != node:
            home[node] = node = home[home[node]]
        return node

    for child, pairs in parents.items():
        for parent in pairs:
            a, b = sorted((root(child), root(parent.number)))
            home[b] = a
    return sorted(range(count), key=lambda number: (root(number), number))


def place(edge: Derivation) -> tuple[str, int, float, str, str]:
    """Where an edge stands among all: by child, the strongest kind and share first."""
    return edge.child, STRENGTH[edge.kind], -edge.share, edge.parent or "", edge.outside or ""


def together(ordered: Sequence[Reading], shelf: Shelf) -> Callable[[Page], bool]:
    """A test whether a report is about what the others are about: a good part of its names stands in one of them.

    In an archive of many events the question makes no sense, and every report passes.
    """
    if not 1 < len(ordered) <= EVERY:
        return lambda page: True
    seen = Counter(name for n in range(len(ordered)) for name in shelf[n].facts.names)

    def about(page: Page) -> bool:
        names = page.facts.names
        return len(names) < FEW or sum(seen[name] > 1 for name in names) >= SHARED * len(names)

    return about


def every(ordered: Sequence[Reading]) -> list[tuple[int, int]]:
    """Every pair of a case; none of an archive."""
    return list(combinations(range(len(ordered)), 2)) if len(ordered) <= EVERY else []


@dataclass(frozen=True, slots=True)
class Before:
    """A possible parent: its number, whether it is known that it came first, and by what where no date tells."""

    number: int
    known: bool
    sign: str = ""


def directed(
    pairs: Sequence[tuple[int, int]], order: Sequence[Interval], shelf: Shelf, outlets: Outlets, houses: Houses
) -> dict[int, list[Before]]:
    """For each child its possible parents, with whether it is known that they came first.

    `order` has the days of the reports, which stand in the order of their days.
    """
    parents: dict[int, list[Before]] = defaultdict(list)
    unsure = []
    for a, b in pairs:
        first, known = (True, True) if before(order[a], order[b]) else direction(shelf[a], shelf[b], outlets)
        if known:
            parents[b if first else a].append(Before(a if first else b, known))
        else:
            unsure.append((a, b, first))
    above = {child: [p.number for p in found] for child, found in parents.items()}
    for a, b, longer in unsure:
        common = sorted({*above.get(a, ())} & {*above.get(b, ())})[:ROOTS]
        told = sign(shelf[a], shelf[b], [shelf[n] for n in common], outlets, houses)
        first = told.first if told else longer
        parents[b if first else a].append(Before(a if first else b, told is not None, told.reason if told else ""))
    return {child: sorted(found, key=lambda p: p.number) for child, found in parents.items()}


def direction(a: Page, b: Page, outlets: Outlets) -> tuple[bool, bool]:
    """Whether the first of two came first, and whether that is known: by dates, else by credits, corrections, cuts."""
    if before(a.published, b.published):
        return True, True
    if before(b.published, a.published):
        return False, True
    for test in (_credits, _corrects):
        says = [test(x, y, outlets) for x, y in ((b, a), (a, b))]
        if says[0] != says[1]:
            return says[0], True
    return _holds_more(a, b), False


def _credits(child: Page, parent: Page, outlets: Outlets) -> bool:
    known = outlets.of(parent.report.outlet)
    same = child.report.outlet == parent.report.outlet
    named = in_credits(child.report, known) or as_medium(child.report.text, known)
    return links_to(child.report, parent.report) or (not same and named)


def _corrects(child: Page, parent: Page, outlets: Outlets) -> bool:
    same = same_name(child.report.outlet, parent.report.outlet)
    return same and corrects(child.report) and not corrects(parent.report)


def _holds_more(a: Page, b: Page) -> bool:
    """True when the first is a body's own text, which others quote, else longer: what is cut is shorter; ties by id."""
    return (a.party, len(a.report.text), b.id) >= (b.party, len(b.report.text), a.id)


def acyclic(edges: Sequence[Derivation], days: Mapping[str, Interval]) -> list[Derivation]:
    """The edges without those that would close a circle: dates stand before signs, these before what is not known.

    In a circle of signs (each credits the next) one of them misleads: none of its edges has a known direction then.
    """
    above: dict[str, set[str]] = defaultdict(set)
    kept: list[Derivation] = []
    doubtful: set[tuple[str, str]] = set()
    inner = [e for e in edges if e.parent is not None]
    dated = {(e.child, e.parent) for e in inner if before(days[e.parent or ""], days[e.child])}

    def rank(edge: Derivation) -> tuple[bool, bool, float, str, str]:
        known = not edge.direction_known, (edge.child, edge.parent) not in dated
        return *known, -edge.share, edge.child, edge.parent or ""

    for edge in sorted(inner, key=rank):
        # time makes no circle
        way = [] if (edge.child, edge.parent) in dated else _way(above, edge.parent or "", edge.child)
        if not way:
            above[edge.child].add(edge.parent or "")
            kept.append(edge)
        elif edge.direction_known:
            doubtful.update(set(way) - dated)
    open_ = [replace(e, direction_known=False) if (e.child, e.parent) in doubtful else e for e in kept]
    return [*(e for e in edges if e.parent is None), *open_]


def _way(above: Mapping[str, set[str]], start: str, goal: str) -> list[tuple[str, str]]:
    """The edges that lead up from the start to the goal, child and parent of each; empty where none do."""
    came: dict[str, str] = {start: ""}
    waiting = [start]
    while waiting and goal not in came:
        node = waiting.pop()
        new = sorted(above.get(node, set()) - came.keys())
        came.update(dict.fromkeys(new, node))
        waiting += new
    way = [goal]
    while goal in came and came[way[-1]]:
        way.append(came[way[-1]])
    return [(child, parent) for parent, child in pairwise(way)]
