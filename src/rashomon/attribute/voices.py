"""Bodies and their voices across reports: 'the coastguard' of one report is the Federal Coastguard of the others."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from rashomon.model import Reading, Source, SourceKind
from rashomon.text.names import ARTICLES, SMALL, fold, tokens, words

HEADS = {
    "ministere": "ministry", "ministerio": "ministry", "gouvernement": "government", "gobierno": "government",
    "defensa": "defence", "defense": "defence", "interieur": "interior", "exteriores": "foreign",
    "etrangeres": "foreign",
    "sante": "health", "salud": "health", "sanidad": "health", "policia": "police", "ejercito": "army", "armee": "army",
    "hopital": "hospital", "guardacostas": "coastguard", "garde-cotes": "coastguard", "justicia": "justice",
    "transports": "transport", "transporte": "transport", "transportes": "transport", "fuerzas": "forces",
    "aereas": "air", "aeriennes": "air", "nacional": "national", "nationale": "national", "liga": "league",
    "ligue": "league", "puerto": "port", "universidad": "university",
    "universite": "university", "tribunal": "court", "cour": "court", "agencia": "agency", "agence": "agency",
    "consejo": "council", "conseil": "council", "comite": "committee", "cruz": "cross", "croix": "cross",
    "roja": "red", "rouge": "red", "unidas": "united", "unies": "united", "naciones": "nations",
}  # fmt: skip
"""What is called by one word in every language, folded, and that word in English."""
ANY = frozenset(["a", "an", "one", "another", "some", "any", "un", "une", "una", "several", "two"])
"""Words that open a description of one among several: 'a union' is not said to be the one that is known."""
BODIES = {SourceKind.ORGANIZATION, SourceKind.PUBLIC_BODY}
ALIKE = frozenset(["niger", "nigeri", "austr", "guine", "congo", "domin", "dominic"])
"""Stems that two countries share."""
NATION = 5
"""Letters that a country's name and its adjective share at least: 'Tavoria', 'Tavorian'."""


def called(groups: list[list[str]], readings: Sequence[Reading], local: Mapping[str, Source]) -> list[list[str]]:
    """The same with each body that is only described joined to the one named body that it can be.

    'The coastguard' joins the Federal Coastguard where reports that share a source with it name no other coastguard.
    """
    joined = _translated(groups, local)
    owner = {member: n for n, group in enumerate(joined) for member in group}
    named = _named(readings, owner)
    for reading in readings:
        known = {owner[s.id] for s in reading.sources if s.id in owner}
        for source in reading.sources:
            if source.kind not in BODIES or source.id in owner or not (said := described(source.name)):
                continue
            fits = _fits(said, named, reading.report.id, known)
            if len(fits) == 1:
                target = next(iter(fits.values()))
                if target.id not in owner:
                    owner[target.id] = len(joined)
                    joined.append([target.id])
                joined[owner[target.id]].append(source.id)
                owner[source.id] = owner[target.id]
    return [sorted(group) for group in joined]


def _translated(groups: Sequence[Sequence[str]], local: Mapping[str, Source]) -> list[list[str]]:
    """The same with two bodies joined whose names are one in two languages, word for word."""
    owner = {member: n for n, group in enumerate(groups) for member in group}
    alike: dict[frozenset[str], set[str]] = defaultdict(set)
    for source in local.values():
        said = frozenset(_stem(HEADS.get(w, w)) for w in tokens(source.name) if w not in SMALL | ARTICLES)
        if source.kind in BODIES and len(said) > 2 and said & _stems():
            alike[said] |= set(groups[owner[source.id]]) if source.id in owner else {source.id}
    met = [found for said, found in sorted(alike.items(), key=lambda item: sorted(item[0])) if len(found) > 1]
    joined = [set(group) for group in groups]
    for found in met:
        joined = [g for g in joined if not g & found] + [set().union(found, *(g for g in joined if g & found))]
    return [sorted(group) for group in joined]


@cache
def _stem(word: str) -> str:
    """A word without what makes an adjective of a country's name: 'tavor' of Tavoria, Tavorian, tavorien, tavoriano."""
    if word in _generic() or word in set(HEADS.values()) or len(word) < NATION + 1:
        return word
    stem = re.sub(r"(?:i?ennes?|i?ens?|i?ans?|i?an[oa]s?|ese|ais(?:es?)?|esas?|is|ia|ie|[aeo])$", "", word)
    return stem if len(stem) >= NATION and stem not in ALIKE else word


@cache
def _stems() -> frozenset[str]:
    return frozenset(map(_stem, _generic()))


Named = Mapping[str, list[tuple[Source, str, frozenset[int]]]]
"""By each word of their names: the named bodies, the report, and the groups of sources in that report."""


def _named(readings: Sequence[Reading], owner: Mapping[str, int]) -> Named:
    found: dict[str, list[tuple[Source, str, frozenset[int]]]] = defaultdict(list)
    for reading in readings:
        groups = frozenset(owner[s.id] for s in reading.sources if s.id in owner)
        for source in reading.sources:
            if source.kind in BODIES and (not described(source.name) or source.name[:1].isupper()):
                for word in {HEADS.get(w, w) for w in tokens(source.name)}:
                    found[word].append((source, reading.report.id, groups))
    return found


def _fits(said: frozenset[str], named: Named, report: str, known: set[int]) -> dict[object, Source]:
    """The named bodies that a description can be, one for each name, in reports that share a source with its own."""
    heads = said & _generic()
    fits: dict[object, Source] = {}
    for source, where, groups in named.get(min(heads), ()) if heads else ():
        if where != report and known & groups and _covers(said, tokens(source.name)):
            fits.setdefault(" ".join(sorted(set(tokens(source.name)) - SMALL)), source)
    return fits


def _covers(said: frozenset[str], name: Sequence[str]) -> bool:
    """True where every word of a description is in a name, or is the adjective of a word in it."""
    return all(any(_akin(word, HEADS.get(other, other)) for other in name) for word in said)


def _akin(word: str, other: str) -> bool:
    if word == other or _american(word) == _american(other):
        return True
    short, long = sorted((word, other), key=len)
    return len(short) >= NATION and long.startswith(short[: max(NATION, len(short) - 1)]) and len(long) - len(short) < 4


def _american(word: str) -> str:
    return word.replace("defense", "defence")


@cache
def described(name: str) -> frozenset[str]:
    """The words of a body that is described and not named: 'the coastguard', "Tavoria's ministry"; else none."""
    name = re.sub(r"\s+in [A-Z].*$", "", name)  # 'the ministry in Hask'
    said = frozenset(HEADS.get(w, w) for w in tokens(name) if w not in SMALL | ARTICLES)
    plain = [w for w in name.split() if fold(w) not in SMALL | ARTICLES]
    heads = [w for w in plain if w[0].islower() and fold(w).rstrip("s'’") in _generic()]
    named = any(w[0].isupper() for w in plain[1:]) and not any(w.endswith(("'s", "’s")) for w in plain)
    if 1 < len(said) < 3 and all(w in _generic() or w in set(HEADS.values()) for w in said):
        return said  # 'Interior Ministry', 'Ministerio del Interior': of which country is not said
    anyone = fold(name.split()[0]) in ANY if name.split() else True
    return said if heads and not named and not anyone and 0 < len(said) < 5 else frozenset()


def _generic() -> frozenset[str]:
    return words().bodies | words().organizations | words().always_bodies


def bodies_of_one_voice(groups: list[list[str]], local: Mapping[str, Source]) -> list[list[str]]:
    """The same with two bodies joined that one named voice speaks for, called by one word in any language."""
    owner = {member: n for n, group in enumerate(groups) for member in group}
    voices: dict[int, set[str]] = {}
    for source in local.values():
        if source.id in owner and source.acts_for and source.kind is SourceKind.PERSON and _is_voice(source.role):
            voices.setdefault(owner[source.id], set()).add(source.acts_for)
    joined = [list(group) for group in groups]
    for bodies in (voices[n] for n in sorted(voices)):
        for left in sorted(bodies):
            for right in sorted(bodies):
                a, b = (next((g for g in joined if x in g), [x]) for x in (left, right))
                if (
                    a is not b
                    and left < right
                    and left in local
                    and right in local
                    and _same_word(local[left], local[right])
                ):
                    joined = [g for g in joined if g is not a and g is not b] + [sorted({*a, *b})]
    return joined


def _is_voice(role: str) -> bool:
    return bool(set(tokens(role)) & words().spokes) or "porte-parole" in fold(role)


def _same_word(left: Source, right: Source) -> bool:
    """True when both are called a ministry, a league, a police … in their own language."""
    a, b = ({HEADS.get(t, t) for t in tokens(s.name)} & (words().bodies | words().organizations) for s in (left, right))
    return bool(a & b)


def spoken_for(groups: list[list[str]], local: Mapping[str, Source]) -> list[list[str]]:
    """The same with 'its spokesman' joined to the only named spokesperson that any report gives the same body.

    'A spokeswoman' joins too where the named one is called a spokeswoman: a body that speaks has few voices.
    """
    owner = {member: n for n, group in enumerate(groups) for member in group}
    named: dict[object, dict[object, Source]] = defaultdict(dict)
    for source in sorted(local.values(), key=lambda s: s.id):
        if source.kind is SourceKind.PERSON and source.acts_for and _is_voice(source.role):
            body = owner.get(source.acts_for, source.acts_for)
            named[body].setdefault(owner.get(source.id, source.id), source)
    joined = [list(group) for group in groups]
    for source in sorted(local.values(), key=lambda s: s.id):
        if source.kind is not SourceKind.UNNAMED or not source.acts_for or not _is_voice(source.name):
            continue
        fits = named.get(owner.get(source.acts_for, source.acts_for), {})
        if len(fits) == 1 and source.id not in owner:
            one = next(iter(fits.values()))
            if _one_of_several(source.name) and not _same_voice(source, one):
                continue
            if one.id not in owner:
                owner[one.id] = len(joined)
                joined.append([one.id])
            joined[owner[one.id]].append(source.id)
            owner[source.id] = owner[one.id]
    return [sorted(group) for group in joined]


def _one_of_several(name: str) -> bool:
    return fold(name.split()[0]) in ANY


def _same_voice(one: Source, other: Source) -> bool:
    """True where both are called a spokesman, or both a spokeswoman."""
    return bool(set(tokens(one.name)) & set(tokens(other.role)) & words().spokes)
