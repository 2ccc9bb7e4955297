"""Where a facet belongs that says too little by itself: 'Not by one minute', 'the allegation', an inner quotation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rashomon.claims.facets import Facet
from rashomon.model import Stance

NEAR = 240
"""Characters between a leaning facet and the one it leans on, at most."""


def leaning(found: Sequence[Facet], groups: Sequence[Sequence[int]]) -> list[list[int]]:
    """The groups with every thin facet put where the facet goes that it leans on; one that leans on none stays alone."""
    where: dict[int, int] = {n: g for g, group in enumerate(groups) for n in group}
    out = [list(group) for group in groups]
    for n, facet in enumerate(found):
        if not facet.thin:
            continue
        held = anchor(found, n)
        if held is not None and held in where:
            where[n] = where[held]
            out[where[n]].append(n)
        else:
            where[n] = len(out)
            out.append([n])
    return with_holders(found, where, out)


def anchor(found: Sequence[Facet], n: int) -> int | None:
    """The number of the facet that facet n leans on: the one that holds it, else the nearest one before it."""
    facet = found[n]
    nearest: int | None = None
    for m in range(n - 1, max(-1, n - 12), -1):
        other = found[m]
        if other.span.report_id != facet.span.report_id:
            break
        if other.span.holds(facet.span):
            return m
        if nearest is None and other.span.end <= facet.span.start and facet.span.start - other.span.end <= NEAR:
            nearest = m if follows(other, facet) else None
    return nearest


def follows(before: Facet, facet: Facet) -> bool:
    """True when a facet goes on about the one before it: the same speaker, or an answer to another's words."""
    same = before.statement.speaker == facet.statement.speaker and before.statement.speaker is not None
    answer = facet.statement.stance in (Stance.DENIES, Stance.NO_COMMENT, Stance.ADMITS) or facet.denies
    return same or answer


def with_holders(found: Sequence[Facet], where: dict[int, int], groups: list[list[int]]) -> list[list[int]]:
    """The groups with facets that stand inside one another together: who quotes a claim carries it."""
    by_report: dict[str, list[int]] = defaultdict(list)
    for n, facet in enumerate(found):
        by_report[facet.span.report_id].append(n)
    for numbers in by_report.values():
        for n in numbers:
            for m in numbers:
                same = n != m and where[n] != where[m] and found[n].span.holds(found[m].span)
                if same and len(found[m].keys) >= 0.5 * len(found[n].keys) and n not in groups[where[m]]:
                    groups[where[m]].append(n)
    return groups
