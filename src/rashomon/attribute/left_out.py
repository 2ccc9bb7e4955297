"""Sources that an extractor left out although the cue has a subject of its own: "It did not dispute that …"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.lexicon import Lexicon

EMPTY = {"there", "this", "that", "what", "which"}
"""Subjects that speak for nobody."""


def supplied(doc: Doc, drafts: Sequence[Draft], words: Lexicon) -> list[Draft]:
    """The drafts, a source supplied where the cue has a pronoun of its own as its subject, outside of the content."""
    return [replace(d, source=_subject(doc, d, words)) if d.cue and d.source is None else d for d in drafts]


def _subject(doc: Doc, draft: Draft, words: Lexicon) -> Place | None:
    span = doc.char_span(*draft.cue, alignment_mode="expand") if draft.cue else None
    for verb in span or ():
        if verb.pos_ in {"VERB", "AUX"} and {"clause", "quote"} & set(words.verbs.get(draft.lemma, {})):
            found = _pronoun(verb)
            if found is not None:
                place = (int(found.idx), int(found.idx) + len(found))
                outside = not any(a < place[1] and place[0] < b for a, b in draft.content)
                return place if outside else None
    return None


def _pronoun(verb: Token) -> Token | None:
    """The pronoun that is the active subject of a verb; None for 'it' that stands for a clause."""
    if any(c.dep_ == "auxpass" for c in verb.children):
        return None
    subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.pos_ == "PRON"]
    found = subjects[-1] if subjects else None
    return found if found is not None and found.lower_ not in EMPTY and found.tag_ in {"PRP", "PRON"} else None
