"""The whole run, in order. Read this second.

read -> attribute -> compare -> weigh: each stage takes values and returns new
ones. What runs on one report by itself runs in worker processes; what compares
reports runs as queries on the engine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rashomon import __version__, headline
from rashomon.attribute import checkable, identity, own
from rashomon.attribute.meaning import LANGUAGES
from rashomon.claims.align import align
from rashomon.claims.drift import drifts
from rashomon.claims.facets import Facet, facets
from rashomon.claims.relate import relate
from rashomon.claims.support import support
from rashomon.claims.withdrawn import withdrawals
from rashomon.decisions.claims import on_claims
from rashomon.decisions.edges import on_edges
from rashomon.decisions.pairs import on_notes, on_origins, on_relations
from rashomon.decisions.places import Places
from rashomon.decisions.reports import on_readings
from rashomon.decisions.settle import ledger
from rashomon.engine.base import Engine
from rashomon.engine.circles import few_circles
from rashomon.engine.duck import DuckEngine
from rashomon.lineage.derive import derive
from rashomon.lineage.houses import read_houses
from rashomon.lineage.origins import origins
from rashomon.lineage.through import through
from rashomon.lineage.versions import versions
from rashomon.model import (
    Claim,
    Decision,
    DecisionKind,
    Derivation,
    Dossier,
    HeadlineCheck,
    MadeBy,
    Origin,
    Outcome,
    Reading,
    Report,
    Skipped,
    Source,
)
from rashomon.models import conflict, packaged, pair, question
from rashomon.readings import Keep, read_all
from rashomon.text.packages import digest
from rashomon.text.parse import PIPELINES

Progress = Callable[[str, int, int], None]
"""Called with the stage's name, how many are done, and of how many."""

SECTIONS = ("statements", "figures", "times", "places", "headlines", "lineage", "claims", "relations", "drifts")
"""The parts of a dossier that can be asked for by name."""

NEEDS = {"claims": {"lineage"}, "relations": {"lineage", "claims"}, "drifts": {"lineage", "claims"}}
"""The other sections whose stages a section is made from."""


@dataclass(frozen=True, slots=True)
class Options:
    """What changes a dossier: written into it as `made_by.options`, `workers` aside, which changes only the time."""

    extractor: str = "rules"
    only: frozenset[str] = frozenset(SECTIONS)
    workers: int = 1
    places: Path | None = None
    """A desk's own table of places."""
    houses: Path | None = None
    """A desk's own table of outlets and their owners."""

    @property
    def stages(self) -> frozenset[str]:
        """The sections asked for and those they are made from."""
        return self.only.union(*(NEEDS.get(section, set()) for section in self.only))


def build(
    inputs: Iterable[Report | Skipped],
    *,
    options: Options | None = None,
    progress: Progress | None = None,
    keep: Keep | None = None,
) -> Dossier:
    """The dossier of some reports: the same reports in any order give the same value."""
    options = options or Options()
    tell = progress or (lambda stage, done, total: None)
    reports, skipped = gather(inputs, tell)
    readings = read_all(
        reports, extractor=options.extractor, places=options.places, workers=options.workers, tell=tell, keep=keep
    )
    engine = DuckEngine()
    try:
        return compare(readings, skipped, options, engine, tell)
    finally:
        engine.close()


def gather(inputs: Iterable[Report | Skipped], tell: Progress) -> tuple[list[Report], list[Skipped]]:
    """The reports in the dossier's order (published, path, id), each once, and what was left out."""
    reports: dict[str, Report] = {}
    skipped: list[Skipped] = []
    for done, item in enumerate(inputs, 1):
        tell("read", done, 0)
        if isinstance(item, Skipped):
            skipped.append(item)
        elif item.id not in reports or place(item) < place(reports[item.id]):
            reports[item.id] = item
    return sorted(reports.values(), key=place), sorted(skipped, key=lambda s: (s.path, s.reason))


def place(report: Report) -> tuple[str, str, str, str]:
    """Where a report stands in a dossier."""
    return report.published or "~", report.path, report.input_id, report.id


@few_circles()
def compare(
    readings: Sequence[Reading],
    skipped: Sequence[Skipped],
    options: Options,
    engine: Engine,
    tell: Progress,
    decisions: Sequence[Decision] = (),
) -> Dossier:
    """The stages that look across reports, in order; what people decided outranks what each of them found."""
    found, said = look(readings, options, engine, tell, decisions)
    return weigh(found, said, skipped, options, tell, decisions)


STAGES = 6

LOOKED_AT = frozenset(
    {
        DecisionKind.FURNITURE,
        DecisionKind.MISSED_STATEMENT,
        DecisionKind.SPEAKER,
        DecisionKind.STANCE,
        DecisionKind.FIGURE,
        DecisionKind.EDGE,
    }
)
"""What people decide about the reports themselves: the others change only how what was found is weighed."""


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to weigh: sources and claims across reports, where reports and statements come from."""

    readings: tuple[Reading, ...]
    sources: tuple[Source, ...]
    heads: tuple[HeadlineCheck, ...]
    lineage: tuple[Derivation, ...]
    claims: tuple[Claim, ...]
    roots: tuple[Origin, ...]
    outcomes: tuple[Outcome, ...]
    """What became of the decisions about the reports themselves."""


def look(
    readings: Sequence[Reading], options: Options, engine: Engine, tell: Progress, decisions: Sequence[Decision] = ()
) -> tuple[Found, Sequence[Facet]]:
    """The stages that find: who is who, which report came from which, which statements are one claim.

    With what they found come the facets of all statements, which weighing needs again.
    """
    stages = options.stages
    readings, decided = on_readings(readings, decisions)

    tell("link sources", 0, STAGES)
    readings, sources = identity.link(readings)
    heads = [headline.check(reading) for reading in readings] if "headlines" in stages else []

    tell("lineage", 1, STAGES)
    houses = read_houses(options.houses) if options.houses else None
    lineage = derive(readings, engine, houses=houses) if "lineage" in stages else ()
    lineage, edges = on_edges(lineage, readings, decisions)
    readings = through(readings, sources, lineage)

    tell("claims", 2, STAGES)
    said = facets(readings) if "claims" in stages else ()
    claims = align(said, readings, lineage, engine) if "claims" in stages else ()
    roots = origins(readings, sources, lineage) if "claims" in stages else ()

    checks = (check for check in heads if check)
    outcomes = (*decided, *edges)
    found = Found(tuple(readings), tuple(sources), tuple(checks), tuple(lineage), tuple(claims), tuple(roots), outcomes)
    return found, said


def weigh(
    found: Found,
    said: Sequence[Facet],
    skipped: Sequence[Skipped],
    options: Options,
    tell: Progress,
    decisions: Sequence[Decision] = (),
) -> Dossier:
    """The stages that weigh: how statements stand, how many origins a claim has, how it changed on its way.

    `said` are the facets of what was found.
    """
    stages, readings, sources, lineage = options.stages, found.readings, found.sources, found.lineage
    claims, cuts = on_claims(found.claims, readings, decisions)

    tell("relations", 3, STAGES)
    relations = relate(claims, said, readings, lineage) if "claims" in stages else ()
    relations, pairs = on_relations(relations, readings, decisions)

    tell("support", 4, STAGES)
    roots, joined = on_origins(found.roots, readings, sources, decisions)
    supports = support(claims, relations, said, readings, roots) if "claims" in stages else ()

    tell("drift", 5, STAGES)
    changed = drifts(readings, lineage, claims) if "drifts" in stages else ()

    notes = on_notes(claims, readings, sources, decisions)
    outcomes = [*found.outcomes, *cuts, *pairs, *joined, *notes]
    tell("done", STAGES, STAGES)
    dossier = Dossier(
        made_by=made_by(readings, options),
        readings=readings,
        sources=sources,
        claims=tuple(claims),
        supports=tuple(supports),
        relations=tuple(relations),
        lineage=lineage,
        drifts=tuple(changed),
        versions=versions(readings) if "lineage" in stages else (),
        withdrawals=withdrawals(readings, lineage, changed, claims) if "drifts" in stages else (),
        headlines=found.heads,
        skipped=tuple(skipped),
        decisions=ledger(decisions, outcomes, Places.of(readings)),
    )
    return trimmed(dossier, options.only)


def made_by(readings: Sequence[Reading], options: Options) -> MadeBy:
    """The version, the models that were used, and the options that change results."""
    languages = sorted({reading.report.lang for reading in readings if reading.statements})
    chosen = [("extractor", options.extractor)]
    if own.release(options.extractor):
        chosen.append(("extractor-release", own.release(options.extractor)))
    if options.places:
        chosen.append(("places", hashlib.sha256(options.places.read_bytes()).hexdigest()))
    if options.houses:
        chosen.append(("houses", hashlib.sha256(options.houses.read_bytes()).hexdigest()))
    if options.only != frozenset(SECTIONS):
        chosen.append(("only", ",".join(s for s in SECTIONS if s in options.only)))
    models = [(PIPELINES[lang], digest(PIPELINES[lang])) for lang in languages if lang in PIPELINES]
    if options.extractor == "model":
        models.append(("attribution", packaged.digest("attribution")))
        if set(languages) & set(checkable.LANGUAGES) and packaged.digest("statement"):
            models.append(("statement", packaged.digest("statement")))
    if set(languages) & set(LANGUAGES) and packaged.digest("meaning"):
        models.append(("meaning", packaged.digest("meaning")))
    if pair.LANGUAGE in languages:
        models += [(name, made) for name in (conflict.NAME, question.NAME) if (made := packaged.digest(name))]
    return MadeBy(__version__, tuple(models), tuple(chosen))


def extractor(asked: str | None) -> str:
    """The extractor asked for; else the model where it can be run, else the rules."""
    return own.checked(asked) if asked else "model" if packaged.digest("attribution") else "rules"


def trimmed(dossier: Dossier, only: frozenset[str]) -> Dossier:
    """The dossier with the sections that were asked for; reports and sources always stay."""
    return replace(
        dossier,
        readings=tuple(_trimmed(reading, only) for reading in dossier.readings),
        claims=dossier.claims if "claims" in only else (),
        supports=dossier.supports if "claims" in only else (),
        relations=dossier.relations if "relations" in only else (),
        lineage=dossier.lineage if "lineage" in only else (),
        drifts=dossier.drifts if "drifts" in only else (),
        versions=dossier.versions if {"lineage", "statements"} <= only else (),
        withdrawals=dossier.withdrawals if "drifts" in only else (),
        headlines=dossier.headlines if "headlines" in only else (),
    )


def _trimmed(reading: Reading, only: frozenset[str]) -> Reading:
    return replace(
        reading,
        statements=reading.statements if "statements" in only else (),
        figures=reading.figures if "figures" in only else (),
        times=reading.times if "times" in only else (),
        places=reading.places if "places" in only else (),
    )
