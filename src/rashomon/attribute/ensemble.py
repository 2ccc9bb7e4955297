"""The trained extractor with what its training has no notion of: chains, transcripts, refusals to comment, by rules."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from rashomon.attribute import rules, tagger
from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.lexicon import lexicon
from rashomon.attribute.nesting import extent, near, nested
from rashomon.attribute.rules.turns import Turn, turns
from rashomon.model import CueKind, Report

SURE = 0.85
"""What only the rules find is kept from this confidence: lower, it is wrong more often than right (PolNeAR train)."""
PERCEIVING = {"see", "know", "attack", "stand by", "find"}
QUOTING = {"quote", "cite", "report", "describe"}
SAYING = {
    "saying": "say", "telling": "tell", "admitting": "admit", "claiming": "claim", "denying": "deny",
    "confirming": "confirm", "stating": "state", "writing": "write", "alleging": "allege", "insisting": "insist",
    "warning": "warn", "acknowledging": "acknowledge", "conceding": "concede",
}  # fmt: skip
AS_SAYING = re.compile(
    rf"(?P<who>\S[^.;“”\"]{{0,80}}?)\s+(?P<cue>as (?P<verb>{'|'.join(SAYING)}))\s+(?P<said>\S.*)", re.DOTALL
)
"""'marines as saying that …', where the parser may take 'quoted' for an adjective."""
SAME = 0.5
"""Two contents that share more than this part of the shorter are one."""


def extract(report: Report, doc: Doc) -> list[Draft]:
    """The model's attributions, and the rules' own where the model has nothing or where they lie within one of its."""
    leaning = lexicon(report.lang).leaning
    model = _outside_turns(tagger.extract(report, doc), turns(report.text))
    model += as_saying(report.text, model)
    return nested(combined(model, rules.extract(report, doc), leaning), leaning=leaning)


def combined(model: Sequence[Draft], by_rules: Sequence[Draft], leaning: Collection[str] = frozenset()) -> list[Draft]:
    """The model's drafts, and those by rules that are sure or nested and do not say the same with other bounds.

    A cue in `leaning` ('citing') repeats the content of the cue that it leans on, which the model has no notion of.
    """
    lent = [d for d in by_rules if d.lemma in leaning and any(o is not d and o.content == d.content for o in by_rules)]
    kept = [d for d in model if not any(d.cue and x.cue and _shared(d.cue, x.cue) for x in lent)]
    by_place = near(kept)
    beside = ((d, [other for _, other in by_place.at(*extent(d))]) for d in by_rules if d not in lent)
    plain = ((d, others) for d, others in beside if not any(_same(d, other) for other in others))
    more = (d for d, others in plain if d.confidence >= SURE or (_nested(d, others) and _says(d)))
    return [*kept, *(_leant(d, kept) for d in lent), *more]


def _says(draft: Draft) -> bool:
    """True for a cue by which somebody can say something: 'had seen men enter' reports nothing inside a content."""
    frames = lexicon("en").verbs.get(draft.lemma)
    return frames is None or (bool({"clause", "quote", "raised"} & set(frames)) and draft.lemma not in PERCEIVING)


def as_saying(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Whom a draft quotes: 'quoted | marines as saying that …' holds what the marines said."""
    known = [d.cue for d in drafts if d.cue]
    found = []
    for draft in drafts:
        start, end = draft.content[0]
        inner = AS_SAYING.match(text, start, end) if draft.lemma in QUOTING else None
        if inner is not None and not any(_shared(inner.span("cue"), cue) for cue in known):
            content = (inner.span("said"), *draft.content[1:])
            lemma = SAYING[inner["verb"]]
            made = Draft(content, inner.span("who"), inner.span("cue"), lemma, cue_kind=CueKind.REPORTING)
            found.append(replace(made, confidence=draft.confidence, made_by=draft.made_by))
    return found


def _leant(draft: Draft, model: Sequence[Draft]) -> Draft:
    """A draft that leans on another, with the content of the model's draft that it shares."""
    shared = [d for d in model if d.cue and not _inside(draft.cue, d.content) and _overlap(draft, d) > SAME]
    best = max(shared, key=lambda d: _overlap(draft, d), default=None)
    return replace(draft, content=best.content) if best else draft


def _overlap(draft: Draft, other: Draft) -> float:
    """The part of the shorter of two contents that they share."""
    shared = sum(_shared(a, b) for a in draft.content for b in other.content)
    return shared / max(1, min(_length(draft.content), _length(other.content)))


def _outside_turns(model: Sequence[Draft], said: Sequence[Turn]) -> list[Draft]:
    """The model's drafts without those that take a turn of a transcript for their own: the rules read turns whole."""
    held = [turn.words for turn in said]
    return [
        d for d in model if not said or (d.lemma != ":" and any(all(_inside(p, [w]) for p in d.content) for w in held))
    ]


def _nested(draft: Draft, model: Sequence[Draft]) -> bool:
    """True where all of it lies within one content of the model's, which marks no attribution inside another."""
    return any(all(_inside(place, other.content) for place in draft.content) for other in model)


def _same(draft: Draft, other: Draft) -> bool:
    """True where cues touch, or where one content is mostly the other and neither holds the other's cue."""
    if draft.cue and other.cue and _shared(draft.cue, other.cue):
        return True
    if _inside(draft.cue, other.content) or _inside(other.cue, draft.content):
        return False
    return _overlap(draft, other) > SAME


def _inside(place: Place | None, content: Sequence[Place]) -> bool:
    return place is not None and any(a <= place[0] and place[1] <= b for a, b in content)


def _shared(one: Place, other: Place) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _length(content: Sequence[Place]) -> int:
    return sum(b - a for a, b in content)
