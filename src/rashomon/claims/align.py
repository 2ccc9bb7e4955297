"""Statements about the same proposition, across reports, wordings and speakers.

Statements are cut into facets; facets of the same words are one node; nodes are joined on rare terms in the engine,
scored pair by pair, and grouped by average linkage. What leans on the statement before it goes where that one goes.
Better two claims than one wrong one: a person can merge.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.claims import together
from rashomon.claims.about import cosine, neighbours, rows
from rashomon.claims.block import pairs, signs
from rashomon.claims.cluster import average_linkage
from rashomon.claims.events import Scenes, events
from rashomon.claims.facets import ANAPHOR, Facet
from rashomon.claims.label import label, shortened, tells
from rashomon.claims.lean import leaning
from rashomon.claims.passages import aligned
from rashomon.claims.retold import retold
from rashomon.claims.satellites import satellites
from rashomon.claims.score import likeness, mass
from rashomon.claims.translated import pairs as translations
from rashomon.claims.translated import with_originals
from rashomon.engine.base import Engine
from rashomon.model import Claim, Derivation, Reading, Span, Stance, Statement, claim_id

LEAST = 0.15
"""Mean likeness of the facets of two groups from which on they are one claim (docs/claims.md)."""
RARE = 2.4
"""What a term weighs that two facets hold."""
FAINT = 0.05
"""A likeness below this is taken as none."""
Place = tuple[str, Span]
"""A facet's statement and where it stands."""
Node = tuple[frozenset[str], bool, tuple[str, ...]]


def align(
    plain: Sequence[Facet], readings: Sequence[Reading], derivations: Sequence[Derivation], engine: Engine
) -> tuple[Claim, ...]:
    """The claims of some reports, in order of their first statement; a statement with two claims stands in both.

    `plain` are the facets of the readings.
    """
    twins = translations(plain, derivations)
    found = with_originals(plain, twins)
    same = [(place(found[n]), place(found[m])) for n, m in twins]
    run = Run.of(found, readings, derivations)
    groups = [
        group for part in by_event(found, readings, derivations, engine) for group in grouped(part, run, same, engine)
    ]
    order = {s.id: n for n, s in enumerate(s for reading in readings for s in reading.statements)}
    statements = {s.id: s for reading in readings for s in reading.statements}
    figures = {f.id: f.statement for reading in readings for f in reading.figures}
    claims = [claim(group, order, statements) for group in groups]
    unique = {c.id: c for c in claims if c and matters(c, statements, set(figures.values()))}
    return tuple(sorted(unique.values(), key=lambda c: (order[c.statements[0]], c.id)))


def by_event(
    found: Sequence[Facet], readings: Sequence[Reading], derivations: Sequence[Derivation], engine: Engine
) -> list[list[Facet]]:
    """The facets of each event by themselves: what is said of another event weighs nothing here."""
    event = {report: n for n, group in enumerate(events(readings, derivations, engine)) for report in group}
    parts: dict[int, list[Facet]] = defaultdict(list)
    for facet in found:
        parts[event[facet.span.report_id]].append(facet)
    return [parts[n] for n in sorted(parts)]


@dataclass(frozen=True)
class Run:
    """What the claims of every event of a run are made with."""

    readings: Sequence[Reading]
    derivations: Sequence[Derivation]
    scenes: Scenes
    texts: Mapping[str, str]
    """By report."""
    read: together.Reader | None
    a_report: int
    """Pairs that are read for each report at most."""

    @classmethod
    def of(cls, found: Sequence[Facet], readings: Sequence[Reading], derivations: Sequence[Derivation]) -> Run:
        """That of a run with such facets."""
        texts = {r.report.id: r.report.text for r in readings}
        telling = len({f.span.report_id for f in found})
        return cls(readings, derivations, Scenes(readings), texts, together.reader(), together.budget(telling))


def grouped(found: list[Facet], run: Run, twins: Sequence[tuple[Place, Place]], engine: Engine) -> list[list[Facet]]:
    """The facets of an event in groups that say the same; `twins` are those of which one translates the other."""
    whole = [n for n, f in enumerate(found) if not f.thin]
    nodes: dict[Node, list[int]] = defaultdict(list)
    for n in whole:
        nodes[node(found[n])].append(n)
    members = [nodes[key] for key in sorted(nodes, key=lambda k: nodes[k][0])]
    first = [found[group[0]] for group in members]
    idf = weights(first)
    held = [mass(facet, idf) for facet in first]
    about = rows(first, run.readings)
    near = sorted({*pairs(first, idf, engine), *neighbours(about)})
    cosines = dict(zip(near, cosine(about, near), strict=True))

    def like(a: int, b: int, read: float | None = None) -> float:
        scene = run.scenes.one(first[a].span.report_id, first[b].span.report_id)
        # two clauses of one statement share its vector, and are two because they say two things
        value = 0.0 if first[a].statement.id == first[b].statement.id else cosines[a, b]
        return likeness(first[a], first[b], idf, (held[a], held[b]), value, scene=scene, read=read)

    scores = {pair: like(*pair) for pair in near}
    if run.read:
        most = run.a_report * len({f.span.report_id for f in found})
        asked = together.asked(first, scores, most, LEAST)
        scores |= {pair: like(*pair, odds) for pair, odds in together.odds(first, run.texts, asked, run.read).items()}
    at = {n: number for number, group in enumerate(members) for n in group}
    stands = {place(facet): n for n, facet in enumerate(found)}
    told = [(stands[a], stands[b]) for a, b in twins if a in stands and b in stands]
    for a, b in (*aligned(found, run.derivations), *told):
        if a in at and b in at and at[a] != at[b]:
            scores[min(at[a], at[b]), max(at[a], at[b])] = 1.0
    for a, b, share in retold(found, run.readings, run.derivations):
        if a in at and b in at and at[a] != at[b]:
            pair = min(at[a], at[b]), max(at[a], at[b])
            scores[pair] = max(share, scores.get(pair, 0.0))
    clusters = average_linkage(len(first), {k: v for k, v in scores.items() if v >= FAINT}, least=LEAST)
    clusters = satellites(first, clusters)
    groups = [[n for number in cluster for n in members[number]] for cluster in clusters]
    return [[found[n] for n in sorted(group)] for group in leaning(found, groups) if group]


def place(facet: Facet) -> Place:
    """What tells a facet from all others."""
    return facet.statement.id, facet.span


def node(facet: Facet) -> Node:
    """What makes two facets one: the same terms, direction and figures."""
    return facet.keys, facet.denies, tuple(f"{s.figure.low}:{s.figure.high}:{s.figure.unit}" for s in facet.slots)


def weights(nodes: Sequence[Facet]) -> Mapping[str, float]:
    """Idf of every sign, over distinct facets: a reprint does not make a word common.

    Scaled so that what two facets alone hold weighs the same in a small case and in a large one.
    """
    seen = Counter(key for facet in nodes for key in signs(facet))
    scale = RARE / math.log(1 + max(2, len(nodes)) / 2)
    return {key: scale * math.log(1 + len(nodes) / count) for key, count in seen.items()}


def claim(group: list[Facet], order: Mapping[str, int], statements: Mapping[str, Statement]) -> Claim | None:
    """A group as a claim: its statements in the dossier's order, its figures, and a label."""
    ids = sorted({facet.statement.id for facet in group}, key=lambda i: order[i])
    told = [i for i in ids if statements[i].stance is not Stance.NO_COMMENT]
    if not told or all(ANAPHOR.match(facet.span.exact) for facet in group):
        return None  # 'the allegation' of nothing that was found
    name = label(group)
    if not any(letter.isalpha() for letter in name):
        return None  # a number of nothing
    if all(facet.thin for facet in group) and not (
        tells(name) and any(f.denies or tells(shortened(f.span.exact)) for f in group)
    ):
        return None  # 'that was wrong', a bare number
    figures = tuple(dict.fromkeys(s.figure.id for facet in group for s in facet.slots))
    return Claim(claim_id(ids), name, tuple(ids), figures)


def matters(claim: Claim, statements: Mapping[str, Statement], counted: set[str | None]) -> bool:
    """True for what an editor would ask about: said more than once, counted, denied, admitted or alleged."""
    if len(claim.statements) > 1 or claim.figures:
        return True
    only = statements[claim.statements[0]]
    return only.stance in (Stance.DENIES, Stance.ADMITS, Stance.ALLEGES) or only.id in counted
