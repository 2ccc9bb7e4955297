"""A small invented case with every part of a dossier, and short ways to make such parts."""

from __future__ import annotations

from dataclasses import replace

from rashomon.model import (
    Anchor,
    Change,
    Claim,
    Decision,
    DecisionKind,
    Derivation,
    DerivationKind,
    Dossier,
    Drift,
    Effect,
    Figure,
    Finding,
    Form,
    HeadlineCheck,
    MadeBy,
    OriginGroup,
    Outcome,
    Passage,
    Reading,
    Relation,
    RelationKind,
    Report,
    Skipped,
    Source,
    SourceKind,
    Span,
    Stance,
    Statement,
    Status,
    Support,
    Unresolved,
    claim_id,
    content_id,
    decision_id,
    figure_id,
    report_id,
    statement_id,
    text_digest,
)

WIRE = (
    "BRANNICK, May 2 (NPA) - About 120 people were on the bridge, the mayor, Orla Fennick, said.\n\n"
    "The Roads Board denied that 120 people had been on the bridge. It put the number at no more than 40.\n\n"
    "(Reporting by T. Hale)"
)
COPY = "120 people were on the bridge, it emerged on Friday."
LATER = "The Roads Board admitted that 120 people had been on the bridge."
OTHER = "The lamb sale was well attended."


def make_report(
    text: str,
    *,
    path: str = "",
    url: str = "",
    outlet: str = "",
    headline: str = "",
    published: str = "",
    credit: str = "",
    lang: str = "en",
) -> Report:
    """A report whose id comes from its text and headline."""
    digest = text_digest(text + path + headline)
    return Report(report_id(digest), text, digest, "", path, url, outlet, headline, "", credit, published, lang)


def find(report: Report, exact: str) -> Span:
    """The first place of some words in a report."""
    start = report.text.index(exact)
    return report.span(start, start + len(exact))


def said(
    report: Report,
    content: str,
    source: str = "",
    cue: str = "",
    *,
    speaker: str | None = None,
    stance: Stance = Stance.ASSERTS,
    via: tuple[str, ...] = (),
) -> Statement:
    """A statement by its words."""
    pieces = (find(report, content),)
    who, how = (find(report, words) if words else None for words in (source, cue))
    return Statement(
        id=statement_id(report.id, pieces, who, how),
        report_id=report.id,
        content=pieces,
        source=who,
        cue=how,
        form=Form.INDIRECT,
        stance=stance,
        speaker=speaker,
        via=via,
    )


def counted(
    report: Report, exact: str, low: float | None, high: float | None, statement: Statement | None, what: str = "people"
) -> Figure:
    """A figure by its words."""
    span = find(report, exact)
    key = figure_id(report.id, span, low, high, "")
    return Figure(key, report.id, span, low, high, counted=what, statement=statement.id if statement else None)


def make_source(name: str, *mentions: Span, kind: SourceKind = SourceKind.PERSON) -> Source:
    """A source whose id comes from its name."""
    return Source(content_id("o", name), name, kind, mentions=mentions)


def bridge_case() -> Dossier:
    """Four reports of a bridge: a mayor's figure, a board that denies and later admits, a copy that loses the mayor."""
    wire = make_report(
        WIRE,
        path="reports/wire.txt",
        url="https://npa.example/bridge",
        outlet="Northern Press",
        headline="About 120 were on bridge, mayor says",
        published="2031-05-02T08:10:00+00:00",
        credit="NPA",
    )
    wire = replace(wire, furniture=(find(wire, "(Reporting by T. Hale)"),))
    copy = make_report(
        COPY, path="reports/copy.txt", outlet="Brannick Echo", headline="120 on doomed bridge", published="2031-05-03"
    )
    later = make_report(
        LATER,
        path="reports/later.txt",
        outlet="Brannick Echo",
        headline="Board admits figure",
        published="2031-06-11",
    )
    other = make_report(OTHER, path="reports/other.txt")
    mayor = make_source("Orla Fennick", find(wire, "the mayor, Orla Fennick"))
    board = make_source("Roads Board", find(wire, "The Roads Board"), kind=SourceKind.PUBLIC_BODY)
    claims = _statements(wire, copy, later, mayor.id, board.id)
    first, denial, low, echo, admits = claims
    figures = (
        counted(wire, "About 120 people", 108, 132, first),
        counted(wire, "120 people", 120, 120, denial),
        counted(wire, "no more than 40", None, 40, low),
        counted(copy, "120 people", 120, 120, echo),
        counted(later, "120 people", 120, 120, admits),
    )
    members = tuple(s.id for s in claims)
    shared = Passage((0, 29), (32, 61))
    claim = Claim(claim_id(members), "120 people were on the bridge", members, tuple(f.id for f in figures))
    groups = (
        OriginGroup(mayor.id, mayor.name, (first.id, echo.id)),
        OriginGroup(board.id, board.name, (denial.id, low.id, admits.id), (mayor.id,)),
    )
    return Dossier(
        made_by=MadeBy("0.0", (("en_small", "ab" * 32),), (("extractor", "rules"),)),
        readings=(
            Reading(
                wire,
                (first, denial, low),
                (),
                figures[:3],
                unresolved=(Unresolved(wire.id, "speaker", "'It' may be the board or the bridge", find(wire, "It")),),
            ),
            Reading(copy, (echo,), (), figures[3:4]),
            Reading(later, (admits,), (), figures[4:]),
            Reading(other),
        ),
        sources=(mayor, board),
        claims=(claim,),
        supports=(Support(claim.id, 3, 1, 2, (Status.CONTESTED, Status.DENIED), groups),),
        relations=(
            Relation(denial.id, first.id, RelationKind.DENIES, 0.9, "the board denies the mayor's figure"),
            Relation(admits.id, denial.id, RelationKind.CONTRADICTS, 0.9, "the same speaker"),
            Relation(low.id, first.id, RelationKind.CONTRADICTS, 0.8, "at most 40 against about 120"),
        ),
        lineage=(
            Derivation(copy.id, wire.id, None, DerivationKind.REWRITE, 0.6, "same figure", (shared,)),
            Derivation(wire.id, None, "Orla Fennick", DerivationKind.QUOTES, 0.0, "quoted by name"),
            Derivation(later.id, copy.id, None, DerivationKind.CREDITS, 0.0, "names it", direction_known=False),
        ),
        drifts=(
            Drift(
                find(wire, "About 120 people were on the bridge"),
                find(copy, "120 people were on the bridge"),
                (Change.HEDGE_DROPPED, Change.ATTRIBUTION_DROPPED),
                "'About' and the mayor are gone",
                0.8,
            ),
        ),
        headlines=(
            HeadlineCheck(copy.id, Finding.OVERSTATED, "the body does not say doomed", "doomed", find(copy, "bridge")),
            HeadlineCheck(wire.id, Finding.SUPPORTED, "as in the body"),
        ),
        skipped=(Skipped("reports/empty.txt", "the file is empty"),),
    )


def _statements(wire: Report, copy: Report, later: Report, mayor: str, board: str) -> tuple[Statement, ...]:
    return (
        said(wire, "About 120 people were on the bridge", "the mayor, Orla Fennick", "said", speaker=mayor),
        said(
            wire,
            "that 120 people had been on the bridge",
            "The Roads Board",
            "denied",
            speaker=board,
            stance=Stance.DENIES,
        ),
        said(wire, "the number at no more than 40", "It", "put", speaker=board),
        said(copy, "120 people were on the bridge", cue="it emerged"),
        said(
            later,
            "that 120 people had been on the bridge",
            "The Roads Board",
            "admitted",
            speaker=board,
            stance=Stance.ADMITS,
            via=("Northern Press",),
        ),
    )


def hostile_case(bad: str) -> Dossier:
    """The bridge case with `bad` in every field that comes from outside."""
    made = bridge_case()
    reports = {
        r.id: replace(r, outlet=bad, headline=bad, byline=bad, credit=bad, url=bad, path=bad, published=bad, lang=bad)
        for r in made.reports
    }
    readings = tuple(
        replace(
            reading,
            report=reports[reading.report.id],
            figures=tuple(replace(f, counted=bad, scope=bad, unit=bad, modifier=bad) for f in reading.figures),
            statements=tuple(replace(s, via=(bad,)) for s in reading.statements),
            unresolved=tuple(replace(u, what=bad, reason=bad) for u in reading.unresolved),
        )
        for reading in made.readings
    )
    extra = make_report(f"{bad}\n\n{bad} said {bad}", outlet=bad)
    quote = said(extra, bad, "said", "said")
    return replace(
        made,
        made_by=MadeBy(bad, ((bad, bad),), ((bad, bad),)),
        readings=(*readings, Reading(extra, (quote,))),
        sources=tuple(replace(s, name=bad, role=bad) for s in made.sources),
        claims=tuple(replace(c, label=bad) for c in made.claims),
        supports=tuple(replace(s, groups=tuple(replace(g, name=bad) for g in s.groups)) for s in made.supports),
        relations=tuple(replace(r, reason=bad) for r in made.relations),
        lineage=tuple(replace(e, reason=bad, outside=bad if e.outside else None) for e in made.lineage),
        drifts=tuple(replace(d, reason=bad) for d in made.drifts),
        headlines=tuple(replace(h, reason=bad, part=bad) for h in made.headlines),
        skipped=(Skipped(bad, bad),),
        decisions=(_hostile_decision(bad),),
    )


def decided_case() -> Dossier:
    """The bridge with a stance that a person corrected, and a name that was given and taken back."""
    made = bridge_case()
    wire = made.reports[0]
    denial = next(s for s in made.statements if s.stance is Stance.DENIES)
    words = denial.content[0]
    stance = _decision(DecisionKind.STANCE, _words(wire, words), {"stance": "admits"}, "Ana", "heard the tape")
    name = _decision(DecisionKind.RENAME_CLAIM, _words(wire, words, "0/0"), {"label": "<b>How many</b>"}, "Ana")
    undo = _decision(DecisionKind.UNDO, (), {"decision": name.id}, "Ben", "a mistake")
    outcomes = (
        Outcome(stance, Effect.APPLIED, machine="denies", about=(denial.id,)),
        Outcome(name, Effect.UNDONE, "by Ben: a mistake"),
        Outcome(undo, Effect.APPLIED),
    )
    return replace(made, decisions=outcomes)


def _words(report: Report, span: Span, thing: str = "0") -> tuple[Anchor, ...]:
    return (Anchor(report.sha256, span.start, span.end, span.exact, "content", thing),)


def _decision(
    kind: DecisionKind, anchors: tuple[Anchor, ...], value: dict[str, str], who: str, why: str = ""
) -> Decision:
    fields, when = tuple(value.items()), "2031-07-01T10:00:00Z"
    return Decision(decision_id(kind, anchors, fields, who, when, why), kind, anchors, fields, who, when, why)


def _hostile_decision(bad: str) -> Outcome:
    anchors = (Anchor("0" * 64, 0, len(bad), bad, "content"),)
    made = _decision(DecisionKind.NOTE, anchors, {"text": bad}, bad, bad)
    return Outcome(made, Effect.ORPHAN, bad, bad)
