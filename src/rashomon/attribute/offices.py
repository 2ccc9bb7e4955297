"""Who holds an office across reports: 'the mayor' is the one mayor that is named, a health minister heads a ministry.

Nouns decide, and only where one person or body fits among the reports near: of two mayors, 'the mayor' is neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rashomon.attribute import standing
from rashomon.attribute.standing import Near, Unit
from rashomon.model import Reading, Source, SourceKind
from rashomon.text.bodies import ANY, Body, body, loose, stem
from rashomon.text.names import ARTICLES, SMALL, fold, tokens, words

HEADS = frozenset(
    ["chief", "head", "director", "leader", "boss", "president", "chairman", "chairwoman", "chair", "chairperson"]
)
"""Words for who heads a body, whatever it is: its boss is its chief."""
FORMER = frozenset(
    ["former", "ex", "deputy", "acting", "late", "predecessor", "successor", "shadow", "opposition", "vice"]
)
"""Words that say of somebody that he does not hold the office that the next word names."""
BEHIND = frozenset(["of", "for", "at", "in", "on", "de", "des", "du", "del"])


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a role or a description says it: its noun, and the folded words that say of what."""

    noun: str
    which: frozenset[str]


def office(role: str) -> Office | None:
    """The office that a role names ('mayor of Upper Sulla', 'the health minister'); None where it names none."""
    parts = tokens(role)
    if not parts or parts[0] in ANY or FORMER & set(parts):
        return None
    end = next((n for n, word in enumerate(parts) if word in BEHIND), len(parts))
    noun = next((word for word in reversed(parts[:end]) if word in words().heads), "")
    if not noun:
        return None
    kept = (
        w for w in parts if w != noun and w not in SMALL | ARTICLES | loose() and w not in words().heads and len(w) > 1
    )
    return Office("head" if noun in HEADS else noun, frozenset(map(stem, kept)))


OF_A = {"headteacher": "school", "headmaster": "school", "principal": "school", "rector": "university"}
"""Words for who heads a body that say of what sort it is."""


def headed(held: Office, role: str) -> Body | None:
    """The body that an office heads by its own words: the fire chief's fire service, the health minister's ministry."""
    if held.noun in OF_A:
        return Body(OF_A[held.noun], held.which - {OF_A[held.noun]}, named=False)
    if held.noun == "minister":
        return Body("ministry", held.which, named=False) if held.which else None
    sorts = {found.sort: found for word in tokens(role) if (found := body(word)) is not None}
    if held.noun in {"head", "commissioner", "superintendent", "commander"} and "fire" in held.which:
        return Body("fire service", held.which - {"fire"}, named=False)
    if len(sorts) != 1:
        return None
    sort = next(iter(sorts))
    return Body(sort, held.which - {sort}, named=False)


@dataclass
class Holders:
    """The people of all reports who hold an office, and how each is called."""

    people: list[Unit]
    offices: dict[str, set[Office]]
    """By the first member of each unit."""
    near: Near

    @classmethod
    def of(
        cls, groups: Iterable[Sequence[str]], local: Mapping[str, Source], where: Mapping[str, str], near: Near
    ) -> Holders:
        """Every named person with an office."""
        groups = list(groups)
        grouped = {m for group in groups for m in group}
        people: list[Unit] = []
        offices: dict[str, set[Office]] = {}
        for group in [*groups, *([i] for i in sorted(local) if i not in grouped)]:
            here = sorted(i for i in group if i in local and local[i].kind is SourceKind.PERSON)
            found = {made for i in here if (made := office(local[i].role))}
            if found:
                people.append(Unit(here, {where[i] for i in here}, set()))
                offices[here[0]] = found
        return cls(people, offices, near)

    def fitting(self, wanted: Office, reports: set[str]) -> list[Unit]:
        """The only one of all people who holds an office, where a report of his is near; else nobody."""
        fits = [u for u in self.people if any(agrees(wanted, o) for o in self.offices[u.members[0]])]
        return fits if len(fits) == 1 and self.near.any(fits[0].reports, reports) else []


def held(
    groups: list[list[str]], readings: Sequence[Reading], local: Mapping[str, Source], near: Near
) -> tuple[list[list[str]], dict[str, str]]:
    """The groups with bodies and holders of offices joined, and for each person the body that the office heads."""
    where = {s.id: r.report.id for r in readings for s in r.sources}
    holders = Holders.of(groups, local, where, near)
    heading = heads(local, holders)
    first = {u.members[0]: u for u in holders.people}
    more = [Unit([f"for {person}"], first[person].reports, {made}) for person, made in sorted(heading.items())]
    joined = standing.described(groups, readings, local, near, more)
    acts = {}
    for group in joined:
        bodies = [i for i in group if i in local]
        for member in group:
            if member.startswith("for ") and bodies:
                acts.update(dict.fromkeys(first[member[4:]].members, bodies[0]))
    for person, its in of_office(standing.units_of(joined, readings, local), holders).items():
        acts.update({i: its for i in first[person].members if i not in acts})
    made = [[i for i in group if not i.startswith("for ")] for group in joined]
    for one, unit in sorted(unnamed(local, holders, where).items()):
        made = with_member(made, one, unit.members[0])
    return made, acts


def with_member(groups: list[list[str]], one: str, other: str) -> list[list[str]]:
    """The groups with two sources in one."""
    apart = [g for g in groups if one not in g and other not in g]
    return [*apart, sorted({one, other, *(i for g in groups if one in g or other in g for i in g)})]


def agrees(wanted: Office, held: Office) -> bool:
    """True where two offices may be one: one noun, and what one says of it the other says too, or nothing else."""
    return wanted.noun == held.noun and (wanted.which <= held.which or held.which <= wanted.which)


def unnamed(local: Mapping[str, Source], holders: Holders, where: Mapping[str, str]) -> dict[str, Unit]:
    """Each source that is only called by its office ('the mayor'), with the one person near who holds it."""
    found = {}
    for source in sorted(local.values(), key=lambda s: s.id):
        wanted = office(source.name) if source.kind is SourceKind.UNNAMED and definite(source) else None
        if wanted is None or (wanted.noun == "head" and not wanted.which):
            continue
        fits = holders.fitting(wanted, {where[source.id]})
        if len(fits) == 1:
            found[source.id] = fits[0]
    return found


def definite(source: Source) -> bool:
    """True for a description of the only one: 'the mayor', 'Health Minister'; 'a mayor' and 'its mayor' are not."""
    first = fold(source.name.split()[0]) if source.name.split() else ""
    return first in {"the", "le", "la", "el"} or source.name[:1].isupper() or "'s" in fold(source.name)


def heads(local: Mapping[str, Source], holders: Holders) -> dict[str, Body]:
    """People of whom no report says for whom they speak, each with the body that the office heads.

    Two who hold one office head two bodies, or one after the other: neither is tied to one.
    """
    found: dict[str, Body] = {}
    for unit in holders.people:
        if any(local[i].acts_for for i in unit.members):
            continue
        made = [b for i in unit.members if (o := office(local[i].role)) and (b := headed(o, local[i].role))]
        if made and len({each.sort for each in made}) == 1:
            found[unit.members[0]] = max(made, key=lambda each: (len(each.which), sorted(each.which)))
    return {one: made for one, made in found.items() if not any(_rivals(made, found[o]) for o in found if o != one)}


def _rivals(one: Body, other: Body) -> bool:
    """True where two people may head one body."""
    return one.sort == other.sort and (one.which <= other.which or other.which <= one.which)


def of_office(units: Mapping[str, Sequence[Unit]], holders: Holders) -> dict[str, str]:
    """People who hold the office that a body is called by, with that body: the mayor and 'the mayor's office'."""
    nouns = {held.noun for offices in holders.offices.values() for held in offices}
    found: dict[str, set[str]] = defaultdict(set)
    for unit in units.get("office", ()):
        for noun in sorted(nouns & unit.which):
            fits = holders.fitting(Office(noun, unit.which - {noun}), unit.reports)
            if fits:
                found[fits[0].members[0]].add(unit.members[0])
    return {person: next(iter(bodies)) for person, bodies in found.items() if len(bodies) == 1}
