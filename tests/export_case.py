"""An invented dossier of two reports with one of everything, for the tests of the exports."""

import hashlib
from dataclasses import replace
from typing import Any

from rashomon.model import (
    Anchor,
    Carried,
    Change,
    Claim,
    Credit,
    CueKind,
    Decision,
    DecisionKind,
    Derivation,
    DerivationKind,
    Dossier,
    Drift,
    Edit,
    Effect,
    Figure,
    Finding,
    Form,
    HeadlineCheck,
    MadeBy,
    OriginGroup,
    Outcome,
    Passage,
    Place,
    Reading,
    Relation,
    RelationKind,
    Report,
    Revision,
    Skipped,
    Source,
    SourceKind,
    Span,
    Stance,
    Statement,
    Status,
    Support,
    Unresolved,
    Version,
    When,
    Withdrawal,
    claim_id,
    decision_id,
    figure_id,
    report_id,
    statement_id,
)


def report(text: str, **fields: Any) -> Report:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Report(report_id(digest), text, sha256=digest, **fields)


def at(report: Report, words: str) -> Span:
    start = report.text.index(words)
    return report.span(start, start + len(words))


def case() -> Dossier:
    """Two invented reports with one of everything; the first text holds an emoji, a line end and a formula."""
    first = report(
        '\N{SCROLL} "Nobody,\nnobody warned us," Mayor Orla Fennick said. Twelve were hurt in Brannick on Thursday.',
        outlet="Northfold Courier",
        published="2031-05-02T08:00:00+01:00",
        headline="=Twelve hurt",
        byline="Tova Lindqvist",
        url="https://courier.example/bridge",
    )
    second = report("About a dozen were hurt, it emerged.", outlet="Sandmere Post")
    content = at(first, '"Nobody,\nnobody warned us,"')
    source, cue = at(first, "Mayor Orla Fennick"), at(first, "said")
    said = Statement(
        statement_id(first.id, [content], source, cue), first.id, (content,), source, cue, Form.DIRECT, Stance.DENIES,
        speaker="p-fennick", via=("Hill Radio",), hedges=(at(first, "Nobody"),), distance=(cue,),
        cue_kind=CueKind.REPORTING, confidence=0.9,
    )  # fmt: skip
    own = at(first, "Twelve were hurt in Brannick")
    told = Statement(statement_id(first.id, [own], None, None), first.id, (own,), within=said.id)
    twelve = at(first, "Twelve")
    figure = Figure(
        figure_id(first.id, twelve, 12, None, ""), first.id, twelve, 12, None, counted="people", scope="hurt",
        modifier="at least", statement=told.id,
    )  # fmt: skip
    fennick = Source(
        "p-fennick", "Orla Fennick", SourceKind.PERSON, "mayor", (source,), acts_for="p-town", anonymity=cue
    )
    day = When(at(first, "on Thursday"), "2031-05-01", "2031-05-01", "day")
    town = Place(at(first, "Brannick"), "Brannick", "XX", 51.5, -1.25, 7)
    first = replace(first, credits=(Credit("HYA", cue),), furniture=(cue,), links=("https://hya.example/1",))
    drift = Drift(
        own, at(second, "About a dozen were hurt"), (Change.FIGURE_CHANGED,), "'Twelve' became 'about a dozen'", 0.5
    )
    doubt = Unresolved(first.id, "speaker", "two fit", cue)
    stands = Anchor(first.sha256, content.start, content.end, content.exact, "content")
    value = (("stance", "denies"),)
    when = "2031-06-01T09:00:00Z"
    name = decision_id(DecisionKind.STANCE, (stands,), value, "Tova Lindqvist", when, "")
    decided = Decision(name, DecisionKind.STANCE, (stands,), value, "Tova Lindqvist", when)
    groups = (OriginGroup("p-fennick", "Orla Fennick", (said.id,), ("x",)),)
    lifted = (Passage((14, 23), (54, 63)),)
    claim = Claim(claim_id([told.id, said.id]), "Twelve were hurt", (said.id, told.id), (figure.id,))
    return Dossier(
        MadeBy("0.1", (("en", "a" * 64),), (("extractor", "rules"),)),
        (
            Reading(first, (said, told), (), (figure,), (day,), (town,), (doubt,)),
            Reading(second),
        ),
        (fennick, Source("p-town", "Town of Brannick", SourceKind.PUBLIC_BODY)),
        (claim,),
        (Support(claim.id, 2, 1, 2, (Status.DENIED,), groups),),
        (Relation(said.id, told.id, RelationKind.DENIES, 0.75, "one denies it", content, own),),
        (
            Derivation(second.id, first.id, None, DerivationKind.REWRITE, 0.5, "shared words", lifted, False),
            Derivation(first.id, None, "Hill Radio & Sons", DerivationKind.CREDITS, 0, "told", direction_known=False),
        ),
        (drift,),
        (HeadlineCheck(first.id, Finding.OVERSTATED, "says more", "Twelve", own),),
        (Skipped("broken.pdf", "no text layer"),),
        (Outcome(decided, Effect.APPLIED, "", "asserts", (said.id,)),),
        (Version(first.id, second.id, (Revision(Edit.CHANGED, told.id, None, "a figure"),), "the headline is gone"),),
        (Withdrawal(own, second.span(0, 5), "taken back", (Carried(second.span(6, 11), True),)),),
    )  # fmt: skip
