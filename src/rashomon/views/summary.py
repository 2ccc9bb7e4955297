"""What stands at the head and at the foot of a dossier: the counts, the sources, and what could not be resolved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon import model
from rashomon.model import DerivationKind, Finding, HeadlineCheck, Source, Statement
from rashomon.views.claims import ClaimView, Reversal
from rashomon.views.index import Index, outlet
from rashomon.views.safe import line
from rashomon.views.words import count, origins, period

COPIES = {DerivationKind.REPRINT, DerivationKind.LIGHT_EDIT, DerivationKind.TRANSLATION}


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts at the head of a dossier."""

    reports: int
    copies: int
    low: int
    high: int
    statements: int
    claims: int
    disputed: int
    dates: str
    languages: tuple[str, ...]

    @property
    def counts(self) -> str:
        """'22 reports, 6 of them copies · 19 origins · 13 March – 18 April 2024'."""
        found = f"origins {origins(self.low, self.high)}" if not self.high else count_range(self.low, self.high)
        copies = f", {self.copies} of them {'a copy' if self.copies == 1 else 'copies'}" if self.copies else ""
        return f"{count(self.reports, 'report')}{copies} · {found} · {self.dates}"


@dataclass(frozen=True, slots=True)
class Loose:
    """One thing that was not resolved, and where it stands."""

    reason: str
    report_id: str
    statement: str = ""
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Things of one kind that were not resolved."""

    what: str
    rows: tuple[Loose, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source with all it is quoted with, in order of time."""

    source: Source
    aliases: tuple[str, ...]
    statements: tuple[Statement, ...]
    reversals: tuple[tuple[ClaimView, Reversal], ...]
    acts_for: Source | None

    @property
    def said_once(self) -> bool:
        """True for a source of a single statement."""
        return len(self.statements) == 1


def count_range(low: int, high: int) -> str:
    """'1 origin', '19 origins', '17–19 origins'."""
    return f"{origins(low, high)} origin{'' if high == 1 else 's'}"


def summary(index: Index, views: Sequence[ClaimView]) -> Summary:
    """The counts of a dossier; origins are those of its claims, K as a range."""
    return counted(index, claims=len(views), disputed=sum(view.disputed for view in views))


def counted(index: Index, *, claims: int, disputed: int) -> Summary:
    """The counts of a dossier whose claims were counted already."""
    low, high = _origins(index)
    dossier = index.dossier
    return Summary(
        reports=len(dossier.reports),
        copies=len({edge.child for edge in dossier.lineage if edge.parent and edge.kind in COPIES}),
        low=low,
        high=high,
        statements=len(dossier.statements),
        claims=claims,
        disputed=disputed,
        dates=period([report.published for report in dossier.reports]),
        languages=tuple(sorted({line(report.lang, 12) for report in dossier.reports if report.lang})),
    )


def _origins(index: Index) -> tuple[int, int]:
    """How many origins all claims have together: those that may be one are counted once for the low end."""
    home: dict[str, str] = {}
    for support in index.dossier.supports:
        for group in support.groups:
            home.setdefault(group.id, group.id)

    def root(key: str) -> str:
        while home[key] != key:
            key = home[key]
        return key

    for support in index.dossier.supports:
        for group in support.groups:
            for other in group.may_be:
                if other in home:
                    home[root(other)] = root(group.id)
    return len({root(key) for key in home}), len(home)


def outrun(index: Index) -> list[HeadlineCheck]:
    """The headlines that say more than their story, or otherwise than it."""
    order = {finding: rank for rank, finding in enumerate(Finding)}
    checks = [check for check in index.dossier.headlines if check.finding is not Finding.SUPPORTED]
    return sorted(checks, key=lambda check: (-order[check.finding], check.report_id))


def unresolved(index: Index) -> list[Unresolved]:
    """Everything that was seen and not decided: speakers, directions, what the stages named."""
    rows: dict[str, list[Loose]] = defaultdict(list)
    for reading in index.dossier.readings:
        for item in reading.unresolved:
            exact = item.span.exact if item.span else ""
            what = line(item.what).split(" '")[0] or "other"  # "speaker 'he'" is a speaker
            rows[what].append(Loose(line(item.reason), item.report_id, _at(index, item), exact))
    named = {(loose.report_id, loose.exact) for group in rows.values() for loose in group}
    for statement in index.dossier.statements:
        source = statement.source
        if source and not statement.speaker and (statement.report_id, source.exact) not in named:
            reason = "no single source fits these words"
            rows["speaker"].append(Loose(reason, statement.report_id, statement.id, source.exact))
    for edge in index.dossier.lineage:
        parent = index.reports.get(edge.parent or "")
        if parent and not edge.direction_known:
            reason = f"this report and {outlet(parent)} share text; which came first is not known"
            rows["direction"].append(Loose(reason, edge.child))
    return [Unresolved(what, tuple(rows[what])) for what in sorted(rows, key=lambda what: (-len(rows[what]), what))]


def _at(index: Index, item: model.Unresolved) -> str:
    """The id of the statement whose source or content holds an unresolved span; '' where there is none."""
    span = item.span
    for statement in index.statements_in.get(item.report_id, ()):
        parts = [statement.source, statement.cue, *statement.content]
        if span and any(part and part.overlaps(span) for part in parts):
            return statement.id
    return ""


def source_views(index: Index, views: Sequence[ClaimView]) -> list[SourceView]:
    """The sources that say something, the most quoted first."""
    said = said_by(index)
    turned: dict[str, list[tuple[ClaimView, Reversal]]] = defaultdict(list)
    for view in views:
        for reversal in view.reversals:
            turned[reversal.key].append((view, reversal))
    return [source_view(index, index.sources[key], rows, turned.get(key, [])) for key, rows in said.items()]


def said_by(index: Index) -> dict[str, list[Statement]]:
    """What each source says, the most quoted source first."""
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in index.dossier.statements:
        if statement.speaker and statement.speaker in index.sources:
            said[statement.speaker].append(statement)
    order = sorted(said, key=lambda key: (-len(said[key]), index.sources[key].name, key))
    return {key: said[key] for key in order}


def source_view(
    index: Index, source: Source, rows: Sequence[Statement], turned: Sequence[tuple[ClaimView, Reversal]]
) -> SourceView:
    """One source with all it is quoted with."""
    names = dict.fromkeys(line(mention.exact, 60) for mention in source.mentions)
    aliases = tuple(name for name in names if name != line(source.name, 60))
    acts_for = index.sources.get(source.acts_for or "")
    return SourceView(source, aliases, tuple(sorted(rows, key=index.when)), tuple(turned), acts_for)
