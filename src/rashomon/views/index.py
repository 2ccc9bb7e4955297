"""Finds the parts of a dossier by id, and names them as a reader would."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import urlsplit

from rashomon.errors import UsageError
from rashomon.model import Claim, Derivation, Dossier, Figure, Relation, Report, Source, Statement, Support
from rashomon.views.safe import line


@dataclass(frozen=True, slots=True)
class Index:
    """A dossier's parts by id."""

    dossier: Dossier
    reports: Mapping[str, Report]
    sources: Mapping[str, Source]
    statements: Mapping[str, Statement]
    figures: Mapping[str, Figure]
    statements_in: Mapping[str, tuple[Statement, ...]]
    """The statements of a report, as they stand in it."""
    figures_in: Mapping[str, tuple[Figure, ...]]
    """The figures of a statement."""
    claims_of: Mapping[str, tuple[Claim, ...]]
    """The claims of a statement."""
    supports: Mapping[str, Support]
    relations_of: Mapping[str, tuple[Relation, ...]]
    """The relations of a statement, on either side."""
    origins: Mapping[str, str]
    """The origin that a statement counts as, where a claim counts it."""
    steps: Mapping[str, int]
    """How many reports a report is away from the one that it comes from."""

    @classmethod
    def of(cls, dossier: Dossier) -> Index:
        """The index of a dossier."""
        claims, relations, figures = defaultdict(list), defaultdict(list), defaultdict(list)
        for claim in dossier.claims:
            for member in claim.statements:
                claims[member].append(claim)
        for relation in dossier.relations:
            for side in {relation.left, relation.right}:
                relations[side].append(relation)
        for figure in dossier.figures:
            figures[figure.statement or ""].append(figure)
        return cls(
            dossier=dossier,
            reports={r.id: r for r in dossier.reports},
            sources={s.id: s for s in dossier.sources},
            statements={s.id: s for s in dossier.statements},
            statements_in={r.report.id: tuple(sorted(r.statements, key=place)) for r in dossier.readings},
            figures={f.id: f for f in dossier.figures},
            figures_in={key: tuple(rows) for key, rows in figures.items()},
            claims_of={key: tuple(rows) for key, rows in claims.items()},
            supports={s.claim_id: s for s in dossier.supports},
            relations_of={key: tuple(rows) for key, rows in relations.items()},
            origins={key: g.id for s in reversed(dossier.supports) for g in s.groups for key in g.statements},
            steps=steps(dossier.lineage),
        )

    def report_of(self, statement: Statement) -> Report:
        """The report a statement stands in."""
        return self.reports[statement.report_id]

    def members(self, claim: Claim) -> list[Statement]:
        """A claim's statements that are in the dossier, in order of time."""
        found = [self.statements[i] for i in claim.statements if i in self.statements]
        return sorted(found, key=self.when)

    def when(self, statement: Statement) -> tuple[str, int, str, str, int, str]:
        """Where a statement stands in time: undated reports last."""
        return *self.dated(statement.report_id), statement.report_id, statement.start, statement.id

    def dated(self, report: str) -> tuple[str, int, str]:
        """Where a report stands in time: of one day, what comes from another after it, for a copy may give no hour."""
        published = self.reports[report].published or "~"
        return published[:10], self.steps.get(report, 0), published

    def speaker(self, statement: Statement) -> str:
        """Who says it: a source's name, the words that name it where they are unresolved, or the outlet itself."""
        speaker = self.sources.get(statement.speaker or "")
        if speaker:
            return source_name(speaker)
        if statement.source:
            return f"{line(statement.source.exact, 48)} (unresolved)"
        if statement.cue:
            return "source not stated"
        return f"{outlet(self.report_of(statement))} (own voice)"

    def speaker_key(self, statement: Statement) -> str:
        """The same for statements of one speaker, as far as that is known; '' where a source is left out."""
        if statement.speaker:
            return statement.speaker
        if statement.source:
            return f"{statement.report_id} {line(statement.source.exact)}"
        return statement.report_id if statement.own_voice else ""

    def chain(self, statement: Statement) -> list[str]:
        """Speaker, through whom, and the outlet that printed it: from the speaker outwards."""
        steps = [self.speaker(statement)]
        if statement.own_voice:
            return steps
        steps += [source_name(self.sources[v]) if v in self.sources else line(v, 48) for v in statement.via]
        steps.append(outlet(self.report_of(statement)))
        return [step for i, step in enumerate(steps) if i == 0 or step != steps[i - 1]]


def steps(lineage: Iterable[Derivation]) -> dict[str, int]:
    """How many reports each report is away from the one that it comes from, by the nearest way."""
    below: dict[str, list[str]] = defaultdict(list)
    for edge in lineage:
        if edge.parent and edge.direction_known:
            below[edge.parent].append(edge.child)
    children = {child for found in below.values() for child in found}
    now, away, found = sorted(set(below) - children), 0, {}
    while now:
        found.update(dict.fromkeys(now, away))
        now, away = sorted({child for report in now for child in below.get(report, ()) if child not in found}), away + 1
    return found


def place(statement: Statement) -> tuple[int, int, str]:
    """Where a statement stands in its report: by the first character of any of its parts."""
    parts = [part for part in (statement.source, statement.cue, *statement.content) if part]
    return statement.start, min(part.start for part in parts), statement.id


def source_name(source: Source) -> str:
    """A source's name, or the words that stand for it."""
    return line(source.name, 60) or "not named"


def outlet(report: Report) -> str:
    """What a report is called: its outlet, else its file, address or id."""
    return line(report.outlet or _place(report) or report.url or report.input_id or report.id, 60)


def _place(report: Report) -> str:
    """The file or, of what an address gave, the host."""
    return urlsplit(report.url).hostname or "" if "://" in report.path else PurePath(report.path).name


def find_report(dossier: Dossier, name: str) -> Report:
    """The one report with this file name, id, given id or outlet; UsageError names the choices."""
    reports = dossier.reports
    for names in (
        lambda r: (r.id, r.input_id, r.path, PurePath(r.path).name, PurePath(r.path).stem),
        lambda r: (r.outlet.casefold(), r.outlet),
    ):
        found = [r for r in reports if name and name in names(r)] or [r for r in reports if name.casefold() in names(r)]
        if len(found) == 1:
            return found[0]
        if found:
            choices = ", ".join(line(PurePath(r.path).name or r.id) for r in found)
            raise UsageError(f"{len(found)} reports are called {name!r}: {choices}")
    choices = ", ".join(line(PurePath(r.path).name or r.id) for r in reports[:12])
    raise UsageError(f"no report is called {name!r}; there are: {choices}{' …' if len(reports) > 12 else ''}")
