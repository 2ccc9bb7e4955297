"""How a source stands to its content, how much of it is quoted, and who hedges: for drafts of any extractor."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.lexicon import Lexicon
from rashomon.model import Form, Stance
from rashomon.text.quotes import Quotation

NEGATIONS = {"not", "n't", "n’t", "never", "no", "none", "nobody", "nothing", "neither", "nor", "nowhere"}
TRANSCRIPT = ":"


def form(text: str, content: Sequence[Place], quotes: Sequence[Quotation], *, cue: str = "") -> Form:
    """Direct where every letter of the content stands in quotation marks (or in a transcript), mixed where some do."""
    inside = total = 0
    for start, end in content:
        for at in range(start, end):
            if text[at].isalnum():
                total += 1
                inside += any(q.start < at < q.end for q in quotes)
    if cue == TRANSCRIPT and not inside:
        return Form.DIRECT
    if not inside:
        return Form.INDIRECT
    return Form.DIRECT if inside == total else Form.MIXED


def stance(draft: Draft, doc: Doc, words: Lexicon) -> Stance:
    """What the source does with the content: the verb's own stance, turned by negation and by what is said."""
    entry = words.cue(draft.lemma)
    cue = _span(doc, draft.cue) if draft.cue else None
    content = _span(doc, draft.content[0])
    base = entry.stance if entry else Stance.ASSERTS
    if cue is not None and any(t.lower_ in NEGATIONS for t in cue):
        return {Stance.DENIES: Stance.ADMITS, Stance.ASSERTS: Stance.NO_COMMENT, Stance.ADMITS: Stance.DENIES}.get(
            base, base
        )
    if base is Stance.ASSERTS and content is not None:
        if _denies(content):
            return Stance.DENIES
        if any(t.lower_ in {"may", "might", "perhaps", "maybe", "possibly", "probably"} for t in content):
            return Stance.HEDGED
    return base


def _denies(content: Span) -> bool:
    root: Token = content.root
    return any(child.dep_ == "neg" for child in root.children)


def hedges(draft: Draft, doc: Doc, words: Lexicon) -> tuple[Place, ...]:
    """The speaker's own hedges inside the content."""
    found = []
    for place in draft.content:
        span = _span(doc, place)
        found += [
            (t.idx, t.idx + len(t))
            for t in span or ()
            if t.lower_ in {"may", "might", "perhaps", "maybe", "possibly", "probably"}
        ]
    return tuple(found)


def distance(draft: Draft, doc: Doc, words: Lexicon) -> tuple[Place, ...]:
    """Where the outlet stands back from what it reports: a cue like 'claimed', or 'so-called'."""
    entry = words.cue(draft.lemma)
    found = [draft.cue] if entry and entry.distance and draft.cue else []
    text = doc.text
    for start, end in draft.content:
        found += [
            (start + m.start(), start + m.end()) for m in re.finditer(r"\bso-called\b", text[start:end], re.IGNORECASE)
        ]
    return tuple(found)


def _span(doc: Doc, place: Place) -> Span | None:
    found: Span | None = doc.char_span(*place, alignment_mode="expand")
    return found if found is not None and len(found) else None
