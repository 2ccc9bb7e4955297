"""How a claim changed on its way from one report to the next."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.claims.changes import Found, changes
from rashomon.claims.match import Clause, clauses, matched, weights
from rashomon.model import Claim, Derivation, Drift, Reading, SourceKind, Span, Statement


def drifts(
    readings: Sequence[Reading], derivations: Sequence[Derivation], claims: Sequence[Claim]
) -> tuple[Drift, ...]:
    """The changes along every edge between two reports of one language, the weightiest first.

    Two clauses are compared that share most of their words and numbers. A pair
    in which nothing changed that matters is no drift.
    """
    by_id = {reading.report.id: reading for reading in readings}
    cut = {reading.report.id: clauses(reading) for reading in readings}
    idf = weights(cut.values())
    names = {s.id: (s.name, s.kind) for reading in readings for s in reading.sources}

    def name(statement: Statement) -> tuple[str, SourceKind | None]:
        plain = statement.source.exact if statement.source else ""
        found = names.get(statement.speaker or "")
        return found if found else (plain, None)

    best: dict[Span, tuple[tuple[float, float], Clause, Clause]] = {}
    for edge in sorted(derivations, key=lambda d: (d.child, d.parent or "")):
        if edge.parent not in by_id or by_id[edge.parent].report.lang != by_id[edge.child].report.lang:
            continue
        for child, parent, share in matched(cut[edge.child], cut[edge.parent], idf):
            fit = round(share, 2), edge.share
            if child.span not in best or best[child.span][0] < fit:
                best[child.span] = (fit, parent, child)
    found = [(share, parent, child, changes(parent, child, name)) for (share, _), parent, child in best.values()]
    out = [drift(parent, child, change, share) for share, parent, child, change in found if change]
    return tuple(sorted(out, key=lambda d: (-d.weight, d.child, d.parent)))


def drift(parent: Clause, child: Clause, found: Sequence[Found], share: float) -> Drift:
    """A drift with its reason in a plain sentence."""
    reason = "; ".join(f"{f.change.value.replace('-', ' ')}: {f.words}" for f in found)
    weight = min(1.0, found[0].weight + 0.05 * (len(found) - 1)) * min(1.0, 0.5 + share / 2)
    return Drift(parent.span, child.span, tuple(f.change for f in found), reason, round(weight, 3))
