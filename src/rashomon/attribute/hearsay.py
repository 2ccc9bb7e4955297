"""'It was midnight, he is said to have told them': who is said to have said it is its source, and not a part of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.lexicon import Lexicon
from rashomon.model import CueKind
from rashomon.text.parse import text_of

EDGES = " \t\r\n,;:."
LEAST = 2
"""Words that a content must keep to be one."""
HEARERS = {"dobj", "dative", "iobj", "prep"}


def heard_from(doc: Doc, draft: Draft, words: Lexicon) -> Draft:
    """The draft with the subject of 'is said to have told' as its source, where it says besides what was told."""
    if draft.source or not draft.cue:
        return draft
    for said, told in passed_on(doc, draft.cue, words):
        subject = next((c for c in said.children if c.dep_ in {"nsubjpass", "nsubj"}), None)
        helper = next((c for c in said.children if c.dep_ in {"auxpass", "aux"} and c.i < said.i), None)
        if subject is None or helper is None:
            continue
        source = stretch(subject.subtree)
        hearers = [t for c in told.children if c.dep_ in HEARERS and c.i > told.i for t in c.subtree]
        cue = helper.idx, told.idx + len(told)
        taken = [source, (cue[0], max(cue[1], stretch(hearers)[1] if hearers else 0))]
        content = tuple(left(text_of(doc), draft.content, taken))
        if content:
            return replace(draft, source=source, cue=cue, content=content)
    return draft


def passed_on(doc: Doc, cue: Place, words: Lexicon) -> Iterator[tuple[Token, Token]]:
    """The 'said' and the 'told' of each 'is said to have told' that a cue stands in."""
    span = doc.char_span(*cue, alignment_mode="expand")
    for token in span or ():
        if token.tag_ != "VBN" or not any(c.dep_ == "auxpass" for c in token.children):
            continue
        for told in token.children:
            known = words.cue(words.lemma(told.lemma_.lower(), told.lower_))
            if told.dep_ == "xcomp" and known is not None and known.kind is CueKind.REPORTING:
                yield token, told


def stretch(tokens: Iterator[Token] | Sequence[Token]) -> Place:
    """Where some tokens begin and end."""
    held = list(tokens)
    return min(t.idx for t in held), max(t.idx + len(t) for t in held)


def left(text: str, content: Sequence[Place], taken: Sequence[Place]) -> Iterator[Place]:
    """What is left of a content without some stretches, of two words at least and without the marks at its ends."""
    pieces = list(content)
    for low, high in taken:
        pieces = [cut for a, b in pieces for cut in ((a, min(b, low)), (max(a, high), b)) if cut[0] < cut[1]]
    for start, end in pieces:
        while start < end and text[start] in EDGES:
            start += 1
        while start < end and text[end - 1] in EDGES:
            end -= 1
        if len(text[start:end].split()) >= LEAST:
            yield start, end
