"""Which bodies of different reports are one by what they are called: 'the coastguard' is the Federal Coastguard.

A body that is only described is joined to the one that it can mean in all reports near its own: where two of its
sort are spoken of there, to neither. Reports are near that share a source, or several names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from rashomon.model import Reading, Source, SourceKind
from rashomon.text.bodies import COMMON, Body, body, called, stem
from rashomon.text.names import ARTICLES, SMALL, fold, is_acronym, is_body_word, is_title, tokens, words
from rashomon.text.releases import is_party

BODIES = {SourceKind.ORGANIZATION, SourceKind.PUBLIC_BODY}
NAME = re.compile(r"(?<=[a-z0-9,;:“\"(—–] )[A-ZÀ-Þ][^\W\d_]+")
WORD = re.compile(r"(?<![\w’'])[a-zà-þ]{2,}")
CALENDAR = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)
SHARED = 3
"""Names that two reports of one event share: as many where they are three in ten of the shorter's, else more."""
CASE = 40
"""Reports of a case that somebody put together, of one event mostly: one name in three is enough there."""
SHORTEST = 5
"""Letters of an outlet's name that can be told from other words in a text."""
FEW = 2
"""Names that two reports of such a case share where they are fewer of each."""
MANY = 200
"""Bodies of one sort that are compared at most: more are those of many events."""
TWO = r"\b(?:both|two|other|rival|second|neighbouring|different)\s+(?:[a-z]+\s+)?"


@dataclass(eq=False)
class Near:
    """Which reports speak of one event."""

    readings: Mapping[str, Reading]
    owners: Mapping[str, frozenset[object]]
    """Report -> the groups of its sources, outlets left out."""
    known: dict[frozenset[str], bool] = field(default_factory=dict)
    held: dict[str, frozenset[str]] = field(default_factory=dict)

    def are(self, one: str, other: str) -> bool:
        """True for a report and itself, and for two that share a source or several names.

        In a case of few reports also for those that others in between tie together.
        """
        if len(self.readings) <= CASE:
            return self.events[one] == self.events[other]
        return one == other or self._share(one, other)

    @cached_property
    def events(self) -> Mapping[str, str]:
        """For each report the first of those that shared sources and names tie together."""
        first = {report: report for report in sorted(self.readings)}
        for one, other in combinations(first, 2):
            if first[one] != first[other] and self._share(one, other):
                low, high = sorted((first[one], first[other]))
                first = {report: low if made == high else made for report, made in first.items()}
        return first

    def _share(self, one: str, other: str) -> bool:
        pair = frozenset({one, other})
        if pair not in self.known:
            self.known[pair] = bool(self.owners[one] & self.owners[other]) or self._named(one, other)
        return self.known[pair]

    def any(self, some: Collection[str], others: Collection[str]) -> bool:
        """True where one of some reports is near one of the others."""
        return any(self.are(a, b) for a in sorted(some) for b in sorted(others))

    def _named(self, one: str, other: str) -> bool:
        a, b = self.names(one), self.names(other)
        shared = len(a & b)
        if len(self.readings) <= CASE:
            if self._speaks_of(one, other) or self._speaks_of(other, one):
                return True
            return shared >= FEW or (shared > 0 and 10 * shared >= 3 * min(len(a), len(b)))
        return shared > SHARED or (shared == SHARED and 10 * shared >= 3 * min(len(a), len(b)))

    def _speaks_of(self, one: str, other: str) -> bool:
        """True where one report names who published the other: an outlet, or a party by the word that is its own."""
        outlet = self.readings[other].report.outlet
        if len(outlet) >= SHORTEST and re.search(rf"\b{re.escape(outlet)}\b", self.readings[one].report.text):
            return True
        return bool(self.itself(other) & self.names(one))

    def itself(self, report: str) -> frozenset[str]:
        """The words of its own that a party bears which published a report: 'ostrane. of Ostrane Town Council."""
        made = self.readings[report].report
        if not is_party(made.outlet, made.url, made.headline, made.text):
            return frozenset()
        common = SMALL | ARTICLES | words().portfolios | words().organizations | words().bodies
        return frozenset(t for t in tokens(made.outlet) if t not in common and not is_body_word(t))

    def names(self, report: str) -> frozenset[str]:
        """The capitalised words inside a report's sentences that it seldom writes small, without its furniture's.

        A news outlet's own name says nothing of the event; that of a party which writes itself does.
        """
        if report not in self.held:
            made = self.readings[report].report
            text = f"{made.text}\n{made.headline}"
            for span in made.furniture:
                text = text[: span.start] + "." * (span.end - span.start) + text[span.end :]
            party = is_party(made.outlet, made.url, made.headline, made.text)
            own = set(tokens(made.outlet))
            small, found = Counter(map(fold, WORD.findall(text))), Counter(map(fold, NAME.findall(text)))
            names = {n for n in found if found[n] > small[n] and not is_body_word(n) and not is_title(n)}
            self.held[report] = frozenset((names | self.itself(report) if party else names - own) - CALENDAR)
        return self.held[report]


@dataclass(eq=False)
class Unit:
    """One body as far as names tell: its sources, where they are, and how it is called."""

    members: list[str]
    reports: set[str]
    looks: set[Body]

    @cached_property
    def which(self) -> frozenset[str]:
        """Every word that says which of its sort it is."""
        return frozenset().union(*(look.which for look in self.looks))

    @property
    def branch(self) -> bool:
        """True where no proper name says which it is."""
        return bool(self.which) and all(look.branch or not look.which for look in self.looks)


def nearness(groups: Sequence[Sequence[str]], readings: Sequence[Reading]) -> Near:
    """Which reports speak of one event, by the sources they share and the names."""
    owner = {member: n for n, group in enumerate(groups) for member in group}
    return Near({r.report.id: r for r in readings}, _owners(readings, owner))


def described(
    groups: list[list[str]],
    readings: Sequence[Reading],
    local: Mapping[str, Source],
    near: Near,
    more: Iterable[Unit] = (),
) -> list[list[str]]:
    """The same with the bodies joined that are one by what they are called; `more` are bodies that no source is yet."""
    joined = _Joined(groups)
    sorts = units_of(groups, readings, local)
    for unit in more:
        sorts[next(iter(unit.looks)).sort].append(unit)
    for sort, units in sorted(sorts.items()):
        if 1 < len(units) <= MANY:
            _Sort(sort, units, near, joined).join()
    return joined.groups()


def _owners(readings: Sequence[Reading], owner: Mapping[str, int]) -> dict[str, frozenset[object]]:
    """For each report the groups of its sources that tell what it is about: no outlet is among them."""
    outlets = {fold(r.report.outlet) for r in readings}
    return {
        r.report.id: frozenset(
            owner[s.id] for s in r.sources if s.id in owner and fold(s.name) not in outlets and s.kind in TELLING
        )
        for r in readings
    }


TELLING = BODIES | {SourceKind.PERSON}


def units_of(
    groups: Sequence[Sequence[str]], readings: Sequence[Reading], local: Mapping[str, Source]
) -> dict[str, list[Unit]]:
    """The bodies of each sort, in a fixed order."""
    where = {s.id: r.report.id for r in readings for s in r.sources}
    single = [[i] for i in sorted(local) if local[i].kind in BODIES and i not in {m for g in groups for m in g}]
    found: dict[str, list[Unit]] = defaultdict(list)
    for group in [*groups, *single]:
        here = [i for i in group if i in local and local[i].kind in BODIES]
        named = [i for i in here if not is_acronym(local[i].name)]
        looks = [look for i in named if (look := body(local[i].name))]
        for sort in sorted({look.sort for look in looks}):
            same = [look for look in looks if look.sort == sort]
            if 2 * len(same) >= len(named):  # a line that was taken for a name says nothing of what an agency is
                found[sort].append(Unit(sorted(here), {where[i] for i in here}, set(same)))
    return found


class _Joined:
    """Groups of sources while more are joined."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self.of: dict[str, list[str]] = {member: list(group) for group in groups for member in group}
        for group in {id(g): g for g in self.of.values()}.values():
            self.of.update(dict.fromkeys(group, group))

    def join(self, one: Unit, other: Unit) -> None:
        """Make two bodies one."""
        a, b = (self.of.setdefault(u.members[0], list(u.members)) for u in (one, other))
        if a is not b:
            a += b
        self.of.update(dict.fromkeys(a, a))

    def groups(self) -> list[list[str]]:
        """The groups, each in order."""
        return sorted(sorted(g) for g in {id(g): g for g in self.of.values()}.values())


MORE = 2
"""Words by which a body's full name is longer than its short one at most."""


def _longer(own: frozenset[str], unit: Unit) -> bool:
    """True where a body's name holds all of another's, and not many words more."""
    return own < unit.which and len(unit.which - own) <= MORE and not unit.branch


@dataclass(eq=False)
class _Sort:
    """The bodies of one sort, and which of them are one."""

    sort: str
    units: list[Unit]
    near: Near
    joined: _Joined

    def join(self) -> None:
        """Join what is called the same, then what is called less than another, then what is only called by the sort."""
        clusters = self._same([[u] for u in self.units if u.which])
        self._shorter(clusters)
        bare = [u for u in self.units if not u.which]
        if self.sort == "company" or self.several:  # few companies' names say that they are one: 'the company' is any
            return
        wide = [frozenset().union(*(u.which for u in c)) for c in clusters]
        last = [c for c, own in zip(clusters, wide, strict=True) if not any(own < other for other in wide)]
        if len(last) == 1:
            self._only(bare, last[0])
        for one, other in combinations(bare, 2) if not clusters else ():
            if self._may(one, other):
                self.joined.join(one, other)

    def _same(self, clusters: list[list[Unit]]) -> list[list[Unit]]:
        """'Tavoria's defence ministry' and the Ministry of Defence of Tavoria are one."""
        for one, other in combinations([u for c in clusters for u in c], 2):
            if one.which != other.which or (one.branch and self._owned(one) > 1):
                continue  # of two countries that have a defence ministry, 'the defence ministry' is of neither
            a, b = (next(c for c in clusters if u in c) for u in (one, other))
            if a is not b and self._may(one, other):
                clusters = [c for c in clusters if c is not a and c is not b] + [a + b]
                self.joined.join(one, other)
        return clusters

    def _owned(self, unit: Unit) -> int:
        """How many of those that say more say whose they are, each otherwise."""
        return len({u.which for u in self.units if unit.which < u.which and not u.branch})

    def _shorter(self, clusters: list[list[Unit]]) -> None:
        """'The health ministry' is the one Ministry of Health and Consumers."""
        for cluster in list(clusters):
            own = frozenset().union(*(u.which for u in cluster))
            fits = [c for c in clusters if c is not cluster and any(_longer(own, u) for u in c)]
            if len(fits) == 1 and any(self._may(v, u) for u in fits[0] for v in cluster):
                self.joined.join(cluster[0], fits[0][0])
                fits[0] += cluster
                clusters.remove(cluster)

    def _only(self, bare: Sequence[Unit], cluster: Sequence[Unit]) -> None:
        """'The hospital' is the one hospital that is named; 'the police' is no branch of the police."""
        if self.sort in COMMON and all(u.branch for u in cluster):
            return
        for unit in bare:
            if any(self._may(unit, u) for u in cluster):
                self.joined.join(unit, cluster[0])

    def _may(self, one: Unit, other: Unit) -> bool:
        """True unless two are named in two places, or in reports of two events."""
        places = {look.at for u in (one, other) for look in u.looks if look.at}
        if len(places) > 1:
            return False
        told = one.which == other.which and len(one.which) > 1 and not one.branch  # 'Ministry of Defence of Tavoria'
        return told or self.near.any(one.reports, other.reports)

    @cached_property
    def several(self) -> bool:
        """True where a report of one of them speaks of two of the sort: 'both armies', Arvia's army and Belmia's."""
        words = "|".join(sorted(re.escape(look) for look in called(self.sort)))
        owners: set[str] = set()
        for report in sorted({r for u in self.units for r in u.reports}):
            text = self.near.readings[report].report.text
            if re.search(rf"{TWO}(?:{words})(?:s|es)?\b", text) or re.search(rf"\bboth {self.sort[:-1]}ies\b", text):
                return True
            owners |= {stem(fold(m)) for m in re.findall(rf"\b([A-Z][\w-]+)['’]s (?:{words})\b", text)}
        return len(owners) > 1
