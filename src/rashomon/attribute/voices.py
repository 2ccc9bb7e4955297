"""Bodies and their voices across reports: whom a named spokesman speaks for is one body, 'its spokesman' is he."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from rashomon.model import Source, SourceKind
from rashomon.text.bodies import ANY, body
from rashomon.text.names import fold, tokens, words


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
    one, other = body(left.name), body(right.name)
    return one is not None and other is not None and one.sort == other.sort


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
