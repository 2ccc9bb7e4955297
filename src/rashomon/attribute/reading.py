"""Everything read from one report by itself: parse, attributions, speakers, stance, quantities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from spacy.tokens import Doc

from rashomon.attribute import light, light_own, light_speakers, own, rules
from rashomon.attribute.draft import Draft, Extractor, Place
from rashomon.attribute.left_out import mended
from rashomon.attribute.lexicon import Lexicon, lexicon
from rashomon.attribute.meaning import meanings
from rashomon.attribute.nesting import without
from rashomon.attribute.parts import by_the_way, parted, questions, told_apart
from rashomon.attribute.quantities import quantities
from rashomon.attribute.speakers import Resolved, resolve
from rashomon.attribute.stance import distance, form, hedges, stance
from rashomon.attribute.tidy import tidied
from rashomon.model import Reading, Report, Span, Statement, Unresolved, statement_id
from rashomon.text.parse import LIGHT, MAX_CHARACTERS, PIPELINES, parse
from rashomon.text.places import desk
from rashomon.text.quotes import Quotation, quotations
from rashomon.text.releases import is_party

MODEL = "model"
"""The name of the extractor that is trained."""
SILENT = "no attribution was found, and no sentence of the outlet that states a figure or what a named actor did"


def read_report(report: Report, *, extractor: str = "rules", own_places: Path | None = None) -> Reading:
    """The reading of one report; one that cannot be read by the language's rules has no statements and says why.

    `own_places` is a desk's table of places (`text.places.desk`).
    """
    reason = unreadable(report)
    if reason:
        found = quantities(report, None, ())
        return Reading(report, figures=found[0], times=found[1], unresolved=(Unresolved(report.id, "report", reason),))
    doc = parse(report.text, report.lang)
    drafts = drafted(report, doc, extractor)
    words = lexicon(report.lang)
    speakers = light_speakers.resolve(report, drafts, words) if words.light else resolve(report, doc, drafts)
    made = statements(report, doc, *apart(report, drafts, speakers))
    silent = () if made else (Unresolved(report.id, "statements", SILENT),)
    known = desk(own_places) if own_places else None
    found = quantities(report, doc, made, known)
    return Reading(report, made, speakers.sources, *found, (*silent, *speakers.unresolved), meanings(report, made))


def apart(report: Report, drafts: Sequence[Draft], speakers: Resolved) -> tuple[list[Draft], Resolved]:
    """What somebody says, each whole quotation a draft of its own, with speaker and way of the draft it is part of."""
    gone = questions(report.text, drafts) | by_the_way(report.text, drafts, lexicon(report.lang))
    kept = [at for at in range(len(drafts)) if at not in gone]
    parts, of = told_apart(report.text, without(drafts, gone))
    said = tuple(speakers.speakers[kept[at]] for at in of)
    return parts, replace(speakers, speakers=said, vias=tuple(speakers.vias[kept[at]] for at in of))


def drafted(report: Report, doc: Doc, extractor: str) -> list[Draft]:
    """The statements of a report as drafts in order; with the trained extractor weighed by the model of statements."""
    told = narrated(report, doc, extractor)
    if extractor != MODEL:
        return told
    from rashomon.attribute import asserted  # it loads an inference runtime: only where it is asked for

    return asserted.weighed(report, doc, told, lexicon(report.lang))


def narrated(report: Report, doc: Doc, extractor: str) -> list[Draft]:
    """The attributions of a report in order, with the outlet's own claims in place of what only tells a deed."""
    found = attributed(report, doc, extractor)
    if report.lang in LIGHT:
        return light_own.with_own(report, found, lexicon(report.lang))
    return tidied(doc, rules.narration(report, doc, found), lexicon(report.lang))


def attributed(report: Report, doc: Doc, extractor: str) -> list[Draft]:
    """Whatever is attributed to somebody, plans and requests too; a light language has one way to read it."""
    words = lexicon(report.lang)
    if report.lang in LIGHT:
        return tidied(doc, light.extract(report, doc), words)
    return mended(report, doc, tidied(doc, parted(doc, extractor_named(extractor)(report, doc)), words), words)


def unreadable(report: Report) -> str:
    """Why no statements are taken from a report; '' where they are."""
    if not report.text.strip():
        return "the report has no text"
    if report.lang not in PIPELINES and report.lang not in LIGHT:
        return f"no rules for language {report.lang!r}: statements are not guessed"
    if len(report.text) > MAX_CHARACTERS:
        return f"longer than {MAX_CHARACTERS} characters: not read for statements"
    return ""


def extractor_named(name: str) -> Extractor:
    """The extractor of that name; UsageError if there is none."""
    if name == "rules":
        return rules.extract
    if name == MODEL:
        from rashomon.attribute import ensemble  # it loads an inference runtime: only where it is asked for

        return ensemble.extract
    return own.named(name)


def statements(report: Report, doc: Doc, drafts: Sequence[Draft], speakers: Resolved) -> tuple[Statement, ...]:
    """One statement a draft, in the drafts' order."""
    words, quotes = lexicon(report.lang), quotations(report.text)
    ids = [identity(report, draft) for draft in drafts]
    return tuple(
        statement(
            report,
            doc,
            draft,
            words,
            quotes,
            within=None if draft.within is None else ids[draft.within],
            speaker=speakers.speakers[at],
            via=speakers.vias[at],
        )
        for at, draft in enumerate(drafts)
    )


def identity(report: Report, draft: Draft) -> str:
    """The id of the statement that a draft becomes."""
    return statement_id(report.id, _spans(report, draft.content), _span(report, draft.source), _span(report, draft.cue))


def statement(
    report: Report,
    doc: Doc,
    draft: Draft,
    words: Lexicon,
    quotes: Sequence[Quotation],
    *,
    within: str | None,
    speaker: str | None,
    via: tuple[str, ...],
) -> Statement:
    """A draft as a statement, with how it is said."""
    cue = _span(report, draft.cue)
    return Statement(
        identity(report, draft),
        report.id,
        _spans(report, draft.content),
        _span(report, draft.source),
        cue,
        form=form(report.text, draft.content, quotes, cue=cue.exact if cue else ""),
        stance=stance(draft, doc, words, party=is_party(report.outlet, report.url, report.headline, report.text)),
        speaker=speaker,
        via=via,
        within=within,
        hedges=_spans(report, hedges(draft, report.text, words)),
        distance=_spans(report, distance(draft, doc, report.text, words, quotes)),
        cue_kind=draft.cue_kind,
        confidence=round(draft.confidence, 2),
        made_by=draft.made_by,
    )


def _span(report: Report, place: Place | None) -> Span | None:
    return report.span(*place) if place else None


def _spans(report: Report, places: Sequence[Place]) -> tuple[Span, ...]:
    return tuple(report.span(*place) for place in places)
