"""The outlet's own voice: sentences that carry a claim and are attributed to nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.rules.page import Page, children
from rashomon.text.names import party_like

ACTORS = {"PERSON", "ORG", "NORP", "GPE", "FAC", "PRODUCT"}
SHORTEST = 5
"""Words of a sentence that can carry a claim."""

NUMBERS = {"CARDINAL", "QUANTITY", "MONEY", "PERCENT"}
SELF = {"i", "we", "you", "us", "our", "my", "me", "your"}


def own_voice(page: Page, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """A draft without source and cue for each sentence of the outlet that states a figure or what a named actor did."""
    taken = sorted(place for d in drafts for place in (*d.content, *(p for p in (d.cue, d.source) if p)))
    for sentence in page.doc.sents:
        place = page.trim(*page.within_paragraph((sentence.start_char, sentence.end_char), sentence[0]))
        if place and not _touches(place, taken) and _carries_claim(page, sentence, place):
            place = _unnumbered(page.text, place)
            end = place[1] + 1 if page.text[place[1] : place[1] + 1] == "." else place[1]
            yield Draft(((place[0], end),), confidence=0.5)


def _touches(place: Place, taken: Sequence[Place]) -> bool:
    return any(low < place[1] and place[0] < high for low, high in taken)


def _carries_claim(page: Page, sentence: Span, place: Place) -> bool:
    text = page.text[sentence.start_char : sentence.end_char].rstrip()
    words = [t for t in sentence if not t.is_punct and not t.is_space]
    if len(words) < SHORTEST or not text.endswith((".", "”", '"')) or "?" in text or page.furniture(place):
        return False
    ours = party_like(page.report.outlet)
    if any(page.quoted(t) is not None for t in words) or (any(t.lower_ in SELF for t in words) and not ours):
        return False
    if any(t.pos_ == "VERB" and "quote" in page.words.verbs.get(t.lemma_.lower(), {}) for t in words):
        return False  # somebody says it, and the rules did not see who
    root = sentence.root
    who = children(root, "nsubj", "nsubjpass")
    if root.pos_ not in {"VERB", "AUX"} or not who:
        return False
    if ours and (_past(root) or _negative(sentence)):
        return True  # in a body's own release every sentence on what happened, or did not, is its claim
    return _past(root) and (_acted(who[-1]) or any(e.label_ in NUMBERS for e in sentence.ents))


NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)]|[•*–-])\s+(?=[A-Z])")
"""'4. ' before a sentence of a list."""


def _unnumbered(text: str, place: Place) -> Place:
    match = NUMBERED.match(text, place[0], place[1])
    return (match.end(), place[1]) if match else place


def _negative(sentence: Span) -> bool:
    return any(t.dep_ == "neg" or t.lower_ in {"no", "none", "nobody", "nothing"} for t in sentence)


def _past(root: Token) -> bool:
    """True for what happened, was, or has happened."""
    forms = [root, *children(root, "aux", "auxpass")]
    return any(t.tag_ == "VBD" or (t.lemma_ == "have" and t.dep_ == "aux") for t in forms) and not any(
        t.tag_ == "MD" for t in forms
    )


def _acted(who: Token) -> bool:
    return any(t.ent_type_ in ACTORS for t in who.subtree)
