"""The trained extractor with what its training has no notion of: chains, transcripts, refusals to comment, by rules."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from rashomon.attribute import rules, tagger
from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.lexicon import lexicon
from rashomon.attribute.nesting import nested
from rashomon.model import Report

SURE = 0.85
"""What only the rules find is kept from this confidence: lower, it is wrong more often than right (PolNeAR train)."""
SAME = 0.5
"""Two contents that share more than this part of the shorter are one."""


def extract(report: Report, doc: Doc) -> list[Draft]:
    """The model's attributions, and the rules' own where the model has nothing or where they lie within one of its."""
    both = combined(tagger.extract(report, doc), rules.extract(report, doc))
    return nested(both, leaning=lexicon(report.lang).leaning)


def combined(model: Sequence[Draft], by_rules: Sequence[Draft]) -> list[Draft]:
    """The model's drafts, and those by rules that are sure or nested and do not say the same with other bounds."""
    others = (draft for draft in by_rules if not any(_same(draft, other) for other in model))
    return [*model, *(draft for draft in others if draft.confidence >= SURE or _nested(draft, model))]


def _nested(draft: Draft, model: Sequence[Draft]) -> bool:
    """True where all of it lies within one content of the model's, which marks no attribution inside another."""
    return any(all(_inside(place, other.content) for place in draft.content) for other in model)


def _same(draft: Draft, other: Draft) -> bool:
    """True where cues touch, or where one content is mostly the other and neither holds the other's cue."""
    if draft.cue and other.cue and _shared(draft.cue, other.cue):
        return True
    if _inside(draft.cue, other.content) or _inside(other.cue, draft.content):
        return False
    shared = sum(_shared(a, b) for a in draft.content for b in other.content)
    return shared > SAME * min(_length(draft.content), _length(other.content))


def _inside(place: Place | None, content: Sequence[Place]) -> bool:
    return place is not None and any(a <= place[0] and place[1] <= b for a, b in content)


def _shared(one: Place, other: Place) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _length(content: Sequence[Place]) -> int:
    return sum(b - a for a, b in content)
