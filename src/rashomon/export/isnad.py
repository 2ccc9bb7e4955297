"""Who told whom: transmission chains, as `isnad_trace` 0.1 (one JSON object a line), of each statement and claim.

A chain runs from the speaker outwards: the innermost speaker (role 'source'), then each through whom it came (role
'human'), then the outlet that printed it (role 'human'), whose `output_claim` are the words printed. Grades are left
'ungraded' and 'unknown': Rashomon judges no one. A claim has the chain of its first origin, and those of its other
origins as corroborating chains, with independence 'unverified', or 'shared_ancestry_detected' where two may be one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rashomon.export.json import Json
from rashomon.export.put import put_json_lines
from rashomon.model import Dossier, OriginGroup, RelationKind, Report, Source, Stance, Statement, content_id
from rashomon.views.index import Index, outlet

AGAINST = (RelationKind.CONTRADICTS, RelationKind.DENIES)


def write(dossier: Dossier, folder: Path) -> list[Path]:
    """One trace a statement, then one a claim."""
    return [put_json_lines(folder / "chains.jsonl", traces(dossier))]


def traces(dossier: Dossier) -> Iterator[Json]:
    """The trace of every statement, then of every claim, in the dossier's order."""
    index = Index.of(dossier)
    for s in dossier.statements:
        yield _trace(s.id, s.text, chain(index, s), contradictions=list(_against(index, s)))
    for claim in dossier.claims:
        support = index.supports.get(claim.id)
        groups = support.groups if support else ()
        firsts = [first for group in groups if (first := _first(index, group.statements))]
        if firsts:
            own, *others = (chain(index, s) for s in firsts)
            yield _trace(claim.id, claim.label, own, others, _shared(groups))


def _trace(
    name: str,
    text: str,
    own: list[Json],
    others: Sequence[list[Json]] = (),
    shared: str = "",
    contradictions: Sequence[Json] = (),
) -> Json:
    return {
        "schema_version": "0.1",
        "trace_id": name,
        "claim_text": text,
        "claim_domain": "general",
        "chain": own,
        "corroborating_chains": list(others),
        "chain_integrity": "ungraded",
        "origin_strength": "unknown",
        "independence": "shared_ancestry_detected" if shared else "unverified",
        "independence_detail": shared,
        "contradictions": list(contradictions),
        "binding_constraint": "not graded",
        "capture_source": "manual",
    }


def chain(index: Index, statement: Statement) -> list[Json]:
    """The transmitters of one statement, from the speaker outwards: each the parent of the next."""
    report = index.report_of(statement)
    steps = [*_tellers(index, statement, report), (_outlet(report), outlet(report), "outlet")]
    made: list[Json] = []
    for step, (narrator, name, kind) in enumerate(steps):
        last = step == len(steps) - 1
        role = "source" if step == 0 else "human"
        node: Json = {
            "node_id": f"{statement.id}/{step}",
            "parent_ids": [f"{statement.id}/{step - 1}"] if step else [],
            "role": role,
            "narrator_id": narrator,
            "step": step,
            "input_documents": [_document(report, step)] if last else [],
            "output_claim": statement.text if last else None,
            "grade": {"narrator_id": narrator, "role": role},
            "metadata": {"name": name, "kind": kind},
        }
        if last:
            places = [f"{piece.start}:{piece.end}" for piece in statement.content]
            node["metadata"] |= {"statement": statement.id, "stance": statement.stance, "places": places}
        made.append(node | ({"timestamp": report.published} if last and report.published else {}))
    return made


def _tellers(index: Index, statement: Statement, report: Report) -> Iterator[tuple[str, str, str]]:
    """(narrator, name, kind) for the speaker and each through whom it came; nobody for the outlet's own voice."""
    if statement.own_voice:
        return
    speaker = index.sources.get(statement.speaker or "")
    if speaker:
        yield _source(speaker)
    else:  # named only by its place in the report: not said to be anybody else
        where = statement.source or statement.cue or statement.content[0]
        yield f"unresolved:{report.id}:{where.start}", index.speaker(statement), "unresolved"
    for through in statement.via:
        found = index.sources.get(through)
        yield _source(found) if found else (f"outlet:{content_id('o', through)}", through, "outlet")


def _source(source: Source) -> tuple[str, str, str]:
    return f"source:{source.id}", source.name, source.kind


def _outlet(report: Report) -> str:
    """An outlet is one narrator in every report; a report without one is a narrator of its own."""
    return f"outlet:{content_id('o', report.outlet)}" if report.outlet else f"report:{report.id}"


def _document(report: Report, step: int) -> Json:
    made = {"source": report.url or report.path or report.id, "doc_id": report.id, "content_hash": report.sha256}
    return made | {"title": report.headline or None, "retrieved_at_step": step}


def _shared(groups: Sequence[OriginGroup]) -> str:
    """Which origins of a claim may be one."""
    names = {group.id: group.name for group in groups}
    pairs = ((g.name, names[other]) for g in groups for other in g.may_be if other in names)
    return "; ".join(dict.fromkeys(f"{one} may be one origin with {other}" for one, other in pairs))


def _first(index: Index, statements: Sequence[str]) -> Statement | None:
    known = (index.statements[s] for s in statements if s in index.statements)
    return next((s for s in known if s.stance not in (Stance.DENIES, Stance.NO_COMMENT)), None)


def _against(index: Index, statement: Statement) -> Iterator[Json]:
    """What other statements contradict or deny this one, each pair once, with both chains."""
    for relation in index.relations_of.get(statement.id, ()):
        if relation.kind not in AGAINST or not {relation.left, relation.right} <= index.statements.keys():
            continue
        other = index.statements[relation.right if relation.left == statement.id else relation.left]
        yield {
            "claim_a": statement.text,
            "chain_a_node_ids": [node["node_id"] for node in chain(index, statement)],
            "claim_b": other.text,
            "chain_b_node_ids": [node["node_id"] for node in chain(index, other)],
            "resolved": False,
        }
