"""The facets of a translation beside those of its original: by speaker, numbers, quotation marks and their order.

A translation keeps the order of what it translates, so the two rows of facets are aligned as wholes (Needleman and
Wunsch 1970). A facet that is found takes over the terms of its original: it says the same in words of another language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from rashomon.claims.facets import Facet
from rashomon.model import Derivation, DerivationKind
from rashomon.text.translit import key as sounds

LEAST = 1.5
"""What must speak for two facets to be one: a number and no more does, or a speaker's quotation."""
MARKS = '"“”«»„‘'
Told = tuple[Facet, frozenset[float], bool]
"""A facet with its numbers and whether a quotation mark stands in it."""


def pairs(found: Sequence[Facet], derivations: Sequence[Derivation]) -> list[tuple[int, int]]:
    """The pairs of facets, the translated one first, in order."""
    inside: dict[str, list[int]] = defaultdict(list)
    for n, facet in enumerate(found):
        inside[facet.span.report_id].append(n)
    out: set[tuple[int, int]] = set()
    for edge in derivations:
        if edge.parent and edge.kind is DerivationKind.TRANSLATION:
            ours, theirs = (sorted(inside[r], key=lambda n: found[n].span.start) for r in (edge.child, edge.parent))
            out.update(aligned(found, ours, theirs))
    return sorted(out)


def with_originals(found: Sequence[Facet], told: Sequence[tuple[int, int]]) -> list[Facet]:
    """The facets, each of a translation with the terms of its original beside its own; `told` are such `pairs`."""
    out = list(found)
    for n, m in told:
        ours, theirs = out[n], found[m]
        out[n] = replace(
            ours,
            # what leans on one word is placed by that word: more would hide it
            keys=theirs.keys if theirs.thin else ours.keys | theirs.keys,
            names=ours.names | theirs.names,
            negated=ours.negated | theirs.negated,
            thin=theirs.thin,
        )
    return out


def aligned(found: Sequence[Facet], ours: Sequence[int], theirs: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs of the best alignment in order that are alike enough."""
    # told once for every facet: the pairs are many
    told = {n: (found[n], counted(found[n]), quoted(found[n])) for n in (*ours, *theirs)}
    likes = {(n, m): like(told[n], told[m]) for n in ours for m in theirs}
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for i, n in enumerate(ours):
        for j, m in enumerate(theirs):
            paired = best[i][j] + likes[n, m] if likes[n, m] >= LEAST else 0.0
            best[i + 1][j + 1] = max(best[i][j + 1], best[i + 1][j], paired)
    whole = with_lone(ours, theirs, back(ours, theirs, likes, best)[::-1])
    return [(n, m) for n, m in whole if likes[n, m] >= LEAST or not other(found[n], found[m])]


def with_lone(ours: Sequence[int], theirs: Sequence[int], found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs, and what stands alone on both sides between two of them: only it can be the translation."""
    out = list(found)
    for (a, b), (c, d) in pairwise(found):
        left, right = ours[ours.index(a) + 1 : ours.index(c)], theirs[theirs.index(b) + 1 : theirs.index(d)]
        if len(left) == len(right) == 1:
            out.append((left[0], right[0]))
    return out


def other(ours: Facet, theirs: Facet) -> bool:
    """True where two facets cannot be one: two names say them, two numbers stand in them, or one alone denies."""
    named, numbers = (speakers(ours), speakers(theirs)), (counted(ours), counted(theirs))
    two_names = all(named) and not named[0] & named[1] and ours.statement.speaker != theirs.statement.speaker
    return two_names or bool(all(numbers) and not numbers[0] & numbers[1]) or ours.denies != theirs.denies


def speakers(facet: Facet) -> frozenset[str]:
    """The names, as they sound, that stand in a facet's source: a name is not translated, the word before it is."""
    source = facet.statement.source
    words = source.exact.split()[1:] if source else []
    return frozenset(filter(None, (sounds(w.strip(".,")) for w in words if w[:1].isupper())))


def back(
    ours: Sequence[int],
    theirs: Sequence[int],
    likes: Mapping[tuple[int, int], float],
    best: Sequence[Sequence[float]],
) -> list[tuple[int, int]]:
    """The pairs on the way back through the table of an alignment."""
    out, i, j = [], len(ours), len(theirs)
    while i and j:
        pair = ours[i - 1], theirs[j - 1]
        if likes[pair] >= LEAST and best[i][j] == best[i - 1][j - 1] + likes[pair]:
            out.append(pair)
            i, j = i - 1, j - 1
        elif best[i][j] == best[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return out


def like(left: Told, right: Told) -> float:
    """What speaks for one facet being the other in another language, less what speaks against it."""
    (ours, our_numbers, our_marks), (theirs, their_numbers, their_marks) = left, right
    if ours.lang == theirs.lang:
        return 0.0
    speaker = 0.0
    if ours.statement.speaker and theirs.statement.speaker:
        speaker = 2.0 if ours.statement.speaker == theirs.statement.speaker else -0.5
    figures = 0.0
    if our_numbers and their_numbers:
        figures = -2.0 if our_numbers.isdisjoint(their_numbers) else 3.0
    marks = 1.0 if our_marks and their_marks else -0.5 if our_marks or their_marks else 0.0
    denies = (1.0 if ours.denies else 0.0) if ours.denies == theirs.denies else -1.0
    return speaker + figures + marks + denies


def quoted(facet: Facet) -> bool:
    """True where a quotation mark stands in a facet."""
    return any(mark in facet.span.exact for mark in MARKS)


def counted(facet: Facet) -> frozenset[float]:
    """The bounds of a facet's figures: 'as many as 880' comes back as '880'."""
    return frozenset(b for slot in facet.slots for b in (slot.figure.low, slot.figure.high) if b is not None)
