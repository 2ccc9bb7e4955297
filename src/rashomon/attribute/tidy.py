"""What is put right in any extractor's drafts: datelines, a 'neither' at the wrong end, a claim given to its denier."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from rashomon.attribute.bounds import bounded
from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.hearsay import heard_from
from rashomon.attribute.lexicon import Lexicon
from rashomon.attribute.nesting import without
from rashomon.attribute.rules.verbs import ANONYMOUS
from rashomon.model import CueKind, Stance
from rashomon.text.credits import datelines
from rashomon.text.parse import text_of

FEW = 3
"""Words. An unsure content that is no longer and not quoted is no statement that a reader could use."""
CERTAIN = 0.95
"""Confidence from which a statement within another's needs no word for speaking as its cue."""
SHORT = 60
"""Characters. A longer content that has 'anonymity' in it says more than why somebody is not named."""
UNSURE = 0.5
"""Confidence below which a content of a few words is left out: wrong twice as often as right (PolNeAR train)."""
LINE = re.compile(r"\S(?:(?:[^\n]|\n(?!\s*\n))*\S)?")
"""What stands between two empty lines; a line alone may be broken anywhere."""
STAMP = re.compile(r"\d{1,2}[.:h]\d{2}\s+(?=\w)")
"""'08.50 Ferry company says': the time of an entry in a running report."""
NOBODY = re.compile(r"\s*(?:the|a|an|and|or|of|le|la|les|el|los)?\s*", re.IGNORECASE)
QUOTES = frozenset("\"“”‘’'«»„")

GIVING = frozenset(
    [
        "make",
        "give",
        "issue",
        "have",
        "repeat",
        "reiterate",
        "renew",
        "file",
        "level",
        "raise",
        "put",
        "voice",
        "express",
    ]
)
"""Verbs by which the subject says itself what the noun says: 'made the claim that …', 'repeated her claim'."""


def tidied(doc: Doc, drafts: Sequence[Draft], words: Lexicon) -> list[Draft]:
    """The drafts that can be used, in the same order; `within` keeps what it points at, else points further out."""
    openings = datelines(text_of(doc))
    told = [heard_from(doc, bounded(doc, draft), words) for draft in drafts]
    mended = [_opened(text_of(doc), _parted(doc, _sourced(doc, draft)), openings) for draft in told]
    gone = {n for n, draft in enumerate(mended) if not draft.content or _useless(doc, draft, words)}
    return without(mended, gone)


def _useless(doc: Doc, draft: Draft, words: Lexicon) -> bool:
    return _slight(doc, draft, words) or _borrowed(doc, draft) or _unspoken(draft, words) or _nameless(doc, draft)


def _unspoken(draft: Draft, words: Lexicon) -> bool:
    """True for what lies within another's words by a cue that is no word for speaking: 'they had seen men enter'."""
    known = words.cue(draft.lemma)
    spoken = known is not None and known.kind is CueKind.REPORTING
    return draft.within is not None and draft.cue is not None and draft.confidence < CERTAIN and not spoken


def _nameless(doc: Doc, draft: Draft) -> bool:
    """True for 'asked not to be named': that says why a source has no name, and is no statement."""
    text = text_of(doc)
    return draft.cue is not None and all(
        b - a < SHORT and ANONYMOUS.search(text, a, b) is not None for a, b in draft.content
    )


def _opened(text: str, draft: Draft, openings: Sequence[Place]) -> Draft:
    """The draft without a dateline in its content ('TOWN, May 2 (Agency) - …') or white space at its ends."""
    content = list(draft.content)
    for start, end in openings:
        content = [(end, high) if low < end and start < high else (low, high) for low, high in content]
    bare = (_bare(text, low, high) for low, high in content)
    return replace(draft, content=tuple((low, high) for low, high in bare if low < high))


def _bare(text: str, low: int, high: int) -> Place:
    said = text[low:high]
    return low + len(said) - len(said.lstrip()), low + len(said.rstrip())


def _sourced(doc: Doc, draft: Draft) -> Draft:
    """The draft with a source in one paragraph, without the time that opens an entry; None for what names nobody."""
    if draft.source is None or draft.cue is None:
        return draft
    text = text_of(doc)
    start, end = draft.source
    lines = [(start + m.start(), start + m.end()) for m in LINE.finditer(text[start:end])]
    if not lines:
        return replace(draft, source=None)
    start, end = lines[0] if draft.cue[1] <= start else lines[-1]
    stamp = STAMP.match(text, start, end)
    start = stamp.end() if stamp else start
    return replace(draft, source=(start, end) if not NOBODY.fullmatch(text, start, end) else None)


def _parted(doc: Doc, draft: Draft) -> Draft:
    """The draft with 'neither' in its cue: 'Saal neither | confirmed nor denied'."""
    if not draft.source or not draft.cue or draft.source[1] > draft.cue[0]:
        return draft
    text = text_of(doc)
    bare = text[slice(*draft.source)]
    if not bare.endswith(" neither") or text[draft.source[1] : draft.cue[0]].strip():
        return draft
    end = draft.source[1] - len("neither")
    return replace(draft, source=(draft.source[0], end - 1), cue=(end, draft.cue[1]))


def _slight(doc: Doc, draft: Draft, words: Lexicon) -> bool:
    """True for an unsure content of a few words, no quotation or number, unless it is denied, admitted or alleged."""
    known = words.cue(draft.lemma)
    if draft.cue is None or draft.confidence >= UNSURE or (known and known.stance is not Stance.ASSERTS):
        return False
    printed = " ".join(text_of(doc)[slice(*place)] for place in draft.content)
    return len(printed.split()) <= FEW and not QUOTES & set(printed) and not any(map(str.isdigit, printed))


def _borrowed(doc: Doc, draft: Draft) -> bool:
    """True where a noun is taken for its subject's claim that is another's: 'She rejected claims that …'."""
    cue = _span(doc, draft.cue)
    if cue is None or draft.source is None or cue.root.pos_ != "NOUN" or cue.root.dep_ not in {"dobj", "pobj"}:
        return False
    if any(child.dep_ == "poss" for child in cue.root.children):
        return False
    source = _span(doc, draft.source)
    return source is not None and any(_subject_of(source.root, verb) for verb in _above(cue.root))


def _above(noun: Token) -> Iterator[Token]:
    """The verbs whose object a noun is, itself or through a preposition."""
    head = noun.head
    while head.pos_ == "ADP" and head.head.i != head.i:
        head = head.head
    if head.pos_ == "VERB" and head.lemma_.lower() not in GIVING:
        yield head
        yield from (verb for verb in head.conjuncts if verb.i < head.i)


def _subject_of(source: Token, verb: Token) -> bool:
    return source.dep_ in {"nsubj", "nsubjpass"} and source.head.i == verb.i


def _span(doc: Doc, place: Place | None) -> Span | None:
    found: Span | None = doc.char_span(*place, alignment_mode="expand") if place else None
    return found if found is not None and len(found) else None
