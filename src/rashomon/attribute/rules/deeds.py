"""What an extractor took for somebody's words and is what somebody did: 'recorded | no outflow of oil'.

A request is a deed too ('asked | the keeper for a lamp'), and a verb with a mere thing ('withdrew | the charges').
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.lexicon import Frames
from rashomon.attribute.rules.event import NUMBERS
from rashomon.attribute.rules.page import Page, children
from rashomon.model import Stance

UNSURE = 0.5
"""Confidence below which a cue that no lexicon lists, with a mere thing as its content, is no cue."""
UNSURE_OWN = 0.8
"""The same in a body's own release, which tells what it did."""
FEW = 4
"""Words of a mere thing: more may say what happened ('recognised | the bodies of two keepers in the river')."""
REQUESTS = {"ask", "order", "request", "instruct"}
"""Verbs by which somebody has something done, where no clause and no quotation follows."""
WHETHER = {"whether", "if", "who", "what", "when", "where", "why", "how", "that"}
THINGS = {"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"}


def deed(page: Page, draft: Draft, *, ours: bool) -> bool:
    """True for a draft whose verb is its sentence's own and says nothing: its content is a thing, or a deed."""
    if draft.cue is None or draft.within is not None or len(draft.content) > 2:
        return False
    cue, content = _span(page, draft.cue), _span(page, draft.content[0])
    if cue is None or content is None or cue.root.pos_ not in {"VERB", "AUX"}:
        return False
    verb = cue.root
    if verb.i not in {verb.sent.root.i, *(t.i for t in verb.sent.root.conjuncts)} or _clause(content, verb):
        return False
    if any(page.quoted(t) is not None for t in content):
        return False
    frames = page.words.verbs.get(verb.lemma_.lower(), {})
    if idle(page, draft):
        return True
    if len(draft.content) > 1 or draft.confidence >= (UNSURE_OWN if ours else UNSURE):
        return False
    if not ours:
        return set(frames) <= {"raised"}
    told = verb.lemma_.lower() in {"tell", "say", "inform"} or cue[-1].lower_ == "no"  # 'has seen no evidence' answers
    return not told and all(entry.stance is Stance.ASSERTS for entry in frames.values())


def _clause(content: Span, verb: Token) -> bool:
    """True where what is said is a clause, with its own subject and verb."""
    if content.root.pos_ in THINGS and content.root.dep_ not in {"ccomp", "ROOT"}:
        return bool(children(content.root, "nsubj", "nsubjpass"))
    return not (content.root.dep_ == "xcomp" and content.root.head.i == verb.i)


def _request(verb: Token, content: Span) -> bool:
    """True for 'asked the keeper for a lamp', 'ordered the gate to be shut'; not 'asked whether it was shut'."""
    asked = content.root.pos_ in THINGS or content[0].lower_ == "to" or content.root.dep_ in {"xcomp", "ccomp"}
    return verb.lemma_.lower() in REQUESTS and asked and not any(t.lower_ in WHETHER for t in content[:2])


def _mere(content: Span, frames: Frames) -> bool:
    """True for a thing in a few words without a number, after a verb that neither denies nor lays it to somebody."""
    few = len([t for t in content if not t.is_punct]) <= FEW and content.root.pos_ in THINGS
    counted = any(t.like_num or t.ent_type_ in NUMBERS for t in content)
    return few and not counted and all(entry.stance is Stance.ASSERTS for entry in frames.values())


def idle(page: Page, draft: Draft) -> bool:
    """True for a request, and for a mere thing of which the extractor is not sure, but for who holds back something."""
    cue = _span(page, draft.cue) if draft.cue else None
    content = _span(page, draft.content[0])
    if cue is None or content is None:
        return False
    verb = cue.root
    frames = page.words.verbs.get(verb.lemma_.lower(), {})
    held_back = verb.lemma_.lower() in page.words.speaking  # 'would not discuss | it'
    mere = draft.confidence < UNSURE_OWN and not held_back and _mere(content, frames)
    return mere or _request(verb, content)


def dropped(page: Page, drafts: Sequence[Draft], *, ours: bool) -> set[int]:
    """Which drafts are deeds and hold none of the others."""
    holders = {d.within for d in drafts}
    return {n for n, d in enumerate(drafts) if n not in holders and deed(page, d, ours=ours)}


def _span(page: Page, place: Place) -> Span | None:
    found: Span | None = page.doc.char_span(*place, alignment_mode="expand")
    return found if found is not None and len(found) else None
