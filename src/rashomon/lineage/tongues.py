"""Which sources of two languages, or of two ways to call a body, are one or may be one.

In a translation of a report whoever speaks is one of those who speak in the original: the one whose name or
description shares a term with his, and no other's shares as many. Without such an edge he only may be.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from rashomon.lineage.said import repeated
from rashomon.model import Derivation, DerivationKind, Reading, Source, SourceKind
from rashomon.text.bodies import Body, body, english, stem
from rashomon.text.compare import keys
from rashomon.text.names import SMALL, tokens

BODIES = frozenset({SourceKind.PUBLIC_BODY, SourceKind.ORGANIZATION, SourceKind.DOCUMENT})
PEOPLE = frozenset({SourceKind.UNNAMED, SourceKind.GROUP})
MANY = 200
"""Bodies of one sort that are compared at most: more are those of many events."""


def aligned(
    readings: Sequence[Reading], sources: Mapping[str, Source], derivations: Sequence[Derivation]
) -> Iterable[tuple[str, str]]:
    """The sources of a translation that are sources of its original, each with the one it is."""
    known = {r.report.id: r for r in readings}
    for edge in derivations:
        child, parent = known.get(edge.child), known.get(edge.parent or "")
        if child and parent and edge.kind is DerivationKind.TRANSLATION:
            yield from _across(child, parent, edge, sources)


def _across(
    child: Reading, parent: Reading, edge: Derivation, sources: Mapping[str, Source]
) -> Iterable[tuple[str, str]]:
    told = _speakers(parent, sources)
    ours = [i for i in _speakers(child, sources) if i not in told and len(_reports(sources[i])) == 1]
    theirs = [i for i in told if i not in _speakers(child, sources)]
    said = _repeats(child, parent, edge)
    score = {
        (a, b): said.get((a, b), 0) + translated(sources[a].name, sources[b].name)
        for a in ours
        for b in theirs
        if _of_a_kind(sources[a], sources[b])
    }
    best: dict[str, int] = defaultdict(int)
    for (a, b), points in score.items():
        best[a], best[b] = max(best[a], points), max(best[b], points)
    top = [(a, b) for (a, b), points in score.items() if points and points == best[a] == best[b]]
    sure = [(a, b) for a, b in top if sum(a == x for x, _ in top) == 1 == sum(b == y for _, y in top)]
    yield from sure
    left = [i for i in ours if _is_bare(sources[i]) and not any(i in pair for pair in top)]
    rest = [i for i in theirs if sources[i].kind in BODIES and not any(i in pair for pair in top)]
    if len(left) == len(rest) == 1:  # 'l'entreprise' is the only one of the original that is left
        yield left[0], rest[0]


def _is_bare(source: Source) -> bool:
    """True for a body that is called by its sort alone."""
    made = body(source.name)
    return source.kind in BODIES and made is not None and not made.which and not made.named


def _speakers(reading: Reading, sources: Mapping[str, Source]) -> list[str]:
    """Who speaks in a report, in order."""
    return [i for i in dict.fromkeys(s.speaker or "" for s in reading.statements) if i in sources]


def _repeats(child: Reading, parent: Reading, edge: Derivation) -> dict[tuple[str, str], int]:
    """How many statements of a speaker repeat one of a speaker of the original."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for statement in child.statements:
        match = repeated(statement, edge, parent, child.report.lang) if statement.speaker else None
        if match and match.speaker and statement.speaker:
            found[statement.speaker, match.speaker] += 1
    return found


def _of_a_kind(one: Source, other: Source) -> bool:
    """True for two bodies, and for two that nobody names."""
    return (one.kind in BODIES and other.kind in BODIES) or (one.kind in PEOPLE and other.kind in PEOPLE)


def in_translation(bodies: Mapping[str, Source], lang: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Two bodies of two languages that nothing tells apart: their names share a term, and none else shares more.

    `lang` is each report's.
    """
    langs = {i: frozenset(lang[r] for r in _reports(s)) for i, s in bodies.items()}
    if len(frozenset().union(*langs.values())) < 2:
        return
    fits: dict[tuple[str, str], int] = {}
    best: dict[tuple[str, frozenset[str]], int] = defaultdict(int)
    for a, b in combinations(sorted(bodies), 2):
        shared = 0 if langs[a] & langs[b] else translated(bodies[a].name, bodies[b].name)
        fits[a, b] = shared
        best[a, langs[b]] = max(best[a, langs[b]], shared)
        best[b, langs[a]] = max(best[b, langs[a]], shared)
    for (a, b), shared in fits.items():
        if shared and shared == best[a, langs[b]] == best[b, langs[a]]:
            yield a, b


def translated(name: str, other: str) -> int:
    """How many terms two names of two languages share: 0 unless one is no word of both, or they are all of one name."""
    ours, theirs = _terms(name), _terms(other)
    shared = ours & theirs
    spelt = words(name) & words(other)
    return len(shared) if shared and (shared - spelt or shared in (ours, theirs)) else 0


def _terms(name: str) -> frozenset[str]:
    return keys(" ".join(english(word) for word in tokens(name)))


def words(name: str) -> frozenset[str]:
    """The words of a name as they are spelt, stems of one language."""
    return frozenset(tokens(name)) - SMALL


def likely(bodies: Mapping[str, Source], people: Mapping[str, Source]) -> Iterable[tuple[str, str]]:
    """Two of different reports that may be one by what they are called.

    'The police' beside the Fenwold police and the railway police; a government beside its only ministry; 'council
    chiefs' beside the only council.
    """
    sorts: dict[str, list[tuple[str, Body]]] = defaultdict(list)
    for i in sorted(bodies):
        if made := body(bodies[i].name):
            sorts[made.sort].append((i, made))
    for held in sorts.values():
        for (a, one), (b, other) in combinations(held, 2) if len(held) <= MANY else ():
            bare = not one.which or not other.which
            apart = _reports(bodies[a]) & _reports(bodies[b]) or (one.at and other.at and one.at != other.at)
            if bare and not apart:
                yield a, b
    if len(sorts["ministry"]) == 1:
        for i, _ in sorts["government"]:
            yield i, sorts["ministry"][0][0]
    named = {i: _said(source) for i, source in bodies.items()} if len(bodies) <= MANY else {}
    for i in sorted(people):
        fits = [b for b, said in named.items() if (wanted := _of_chiefs(people[i].name)) and wanted & said]
        if len(fits) == 1:
            yield i, fits[0]


CHIEFS = re.compile(
    r"^(?:the\s+)?(?:(?P<of>[\w-]+)\s+)?(?:bosses|chiefs|leaders|managers)(?:\s+(?:at|of)\s+the\s+(?P<at>[\w-]+))?$",
    re.I,
)
"""'Airport bosses', 'bosses at the county': who heads a body, by what the body is of."""


def _of_chiefs(name: str) -> set[str]:
    told = CHIEFS.match(name.strip())
    return {stem(word.casefold()) for word in told.groups() if word} if told else set()


def _said(source: Source) -> set[str]:
    """The stems of a body's name and of what is said of it."""
    return {stem(word) for word in (*tokens(source.name), *tokens(source.role)) if word not in SMALL}


def _reports(source: Source) -> set[str]:
    return {mention.report_id for mention in source.mentions}
