"""Quotations without any cue: they are the words of whom the sentence before is about, or of nobody known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.rules import sources
from rashomon.attribute.rules.page import Page, children
from rashomon.model import CueKind
from rashomon.text.names import given_gender, is_person_noun, is_title
from rashomon.text.quotes import Quotation

FEWEST = 2
"""Words of a quoted sentence: one alone may be a name or a term."""
MOST = 0.5
"""The part of a quotation that an attribution holds where it is its own: a cue inside takes less."""
SURE = 0.6
MEETING = {"speak", "talk", "ask", "interview", "meet", "visit", "reach", "call", "telephone", "phone"}
"""What a reporter does with whom he then quotes: 'We spoke to the mayor. Who let them in? "…"'."""
PEOPLE = {"he", "she"}
THEM = {"him": "he", "her": "she"}


def orphans(page: Page, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """A draft without a cue for each whole quotation in none, its source the one person of the sentence before."""
    taken = [place for d in drafts for place in d.content]
    source: Place | None = None
    before: Quotation | None = None
    for quotation in page.quotes:
        if not is_taken((quotation.start, quotation.end), taken) and _sentence(page, quotation):
            source = _before(page, quotation, before, source)
            if source:
                content = ((quotation.start, quotation.end),)
                yield Draft(content, source, None, cue_kind=CueKind.REPORTING, confidence=SURE)
            before = quotation


def is_taken(place: Place, taken: Sequence[Place]) -> bool:
    """True where an attribution holds most of a quotation, or goes on beyond it."""
    start, end = place
    inside = [(a, b) for a, b in taken if a < end and start < b]
    beyond = any(a < start or end < b for a, b in inside)
    return beyond or sum(b - a for a, b in inside) > MOST * (end - start)


def _sentence(page: Page, quotation: Quotation) -> bool:
    """True for a quotation that is a sentence or more, and stands alone."""
    words = page.text[quotation.start : quotation.end]
    ended = words.rstrip("\"'”’»")[-1:] in (".", "!", "?") and words[1:2].isupper()
    lead = page.text[: quotation.start].rstrip(" ")[-1:]
    return ended and len(words.split()) >= FEWEST and lead in (".", "?", "!", "”", '"')


def _before(page: Page, quotation: Quotation, last: Quotation | None, source: Place | None) -> Place | None:
    """The person of the last sentence of the paragraph before the quotation that asks nothing."""
    low = page.text.rfind("\n", 0, quotation.start) + 1
    start = max(low, last.end if last else low)
    between = [s for s in page.doc.sents if start <= s.start_char and s.end_char <= quotation.start]
    told = [s for s in between if not s.text.rstrip().endswith("?") and any(t.is_alpha for t in s)]
    if told:
        return _person(page, told[-1])
    return source if last is not None and last.end > low else None


def _person(page: Page, sentence: Span) -> Place | None:
    root = sentence.root
    subjects = children(root, "nsubj")
    if not subjects:
        return _named_by_the_way(sentence)
    who = subjects[-1]
    if who.lower_ in {"we", "i"} and root.lemma_.lower() in MEETING:
        met = [o for p in children(root, "prep") for o in children(p, "pobj")] + children(root, "dobj")
        who = met[0] if met else who
    return sources.place_of(page, who, away_from=root) if human(who) else _named_by_the_way(sentence)


def _named_by_the_way(sentence: Span) -> Place | None:
    """The one 'he' or 'she' of a sentence about something else that names no other person."""
    spoken = [t for t in sentence if t.tag_ == "PRP" and (t.lower_ in PEOPLE or t.lower_ in THEM)]
    others = any(t.ent_type_ == "PERSON" or (t.tag_ == "NN" and is_person_noun(t.lemma_)) for t in sentence)
    if others or len({THEM.get(t.lower_, t.lower_) for t in spoken}) != 1:
        return None
    return int(spoken[-1].idx), int(spoken[-1].idx) + len(spoken[-1])


def human(who: Token) -> bool:
    """True for one person: a name, 'he', 'the lieutenant'."""
    if who.pos_ == "PROPN":
        before = list(who.lefts)
        called = given_gender(" ".join(t.text for t in (*before, who) if t.pos_ == "PROPN"))
        titled = any(is_title(t.text) or is_person_noun(t.lemma_) for t in before)
        return bool(called) or titled or any(t.ent_type_ == "PERSON" for t in (*before, who))
    return who.lower_ in PEOPLE or (who.tag_ == "NN" and is_person_noun(who.lemma_))
