"""How a source stands to its content, how much of it is quoted, and who hedges: for drafts of any extractor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.lexicon import Cue, Lexicon
from rashomon.attribute.said import ANSWERED, NO, NOT, negates, phrases, said
from rashomon.model import CueKind, Form, Stance
from rashomon.text.parse import text_of
from rashomon.text.quotes import Quotation

UNABLE = {"could", "can", "ca", "cannot"}
UNSURE = {"know", "remember", "recall"}
"""Cues that, negated, say that the speaker cannot tell: 'did not know who'."""
AGREEING = {"agree", "concur"}
TURNED = re.compile(
    r"\bfor the first time\b|\bin an? (?:\w+ ){0,2}(?:admission|confession)\b"
    r"|\brevers\w+ (?:(?:its|his|her|their|an|the|a|earlier|previous|repeated) )+(?:\w+ )?"
    r"(?:denials?|position|account)\b"
    r"|\b(?:after|having) (?:\w+ ){0,2}(?:denying|denied)\b|\bafter (?:\w+ ){1,3}denials\b",
    re.IGNORECASE,
)
"""What makes plain saying an admission: 'confirmed for the first time', 'reversing its earlier denial'."""
ABOUT = re.compile(r"\bat (?:between|about|around|some|nearly|almost|roughly|up to|as many as|as high as)\b")
"""'put the toll at about 40': the speaker estimates."""
OWNED = re.compile(r"(?:the |full |sole )*(?:responsibility|credit|victory|asylum|previous|earlier)\b", re.IGNORECASE)
"""What somebody claims for himself."""
TURNING = {"confirm", "say", "tell", "state", "announce", "disclose", "reveal", "report"}
QUESTIONS = {"why", "how", "when", "where", "who"}
TOO_EARLY = re.compile(r"\b(?:too (?:early|soon)|(?:im|not )possible|hard|difficult|unable|premature)\s(?:to\s)?\Z")
"""Before 'to say why …': nothing is said of it."""
SCARE = 4
"""Words in quotation marks inside an indirect content, at most, that are the outlet's scare quotes and no quotation."""


def form(text: str, content: Sequence[Place], quotes: Sequence[Quotation], *, cue: str = "") -> Form:
    """Direct where every letter of the content stands in quotation marks (or in a transcript), mixed where some do."""
    total = inside = 0
    for start, end in content:
        total += _letters(text, start, end)
        inside += sum(_letters(text, max(start, q.start), min(end, q.end)) for q in quotes if q.depth == 0)
    if cue == ":" and not inside:
        return Form.DIRECT
    if not inside:
        return Form.INDIRECT
    return Form.DIRECT if inside == total else Form.MIXED


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalnum, text[start:end])) if start < end else 0


def stance(draft: Draft, doc: Doc, words: Lexicon, *, party: bool = False) -> Stance:
    """What the source does with the content: the cue's own stance, turned by negation and by what is said.

    `party` is True where the report's own voice is that of somebody concerned, as in a ministry's release.
    """
    if draft.cue is None:
        return _own(draft, doc, words, party=party or draft.source is not None)
    cue = _span(doc, draft.cue)
    entry = _entry(draft, cue, words)
    if words.light:
        return _listed(text_of(doc), draft, entry, words)
    base = _turned(cue, entry, words) if cue is not None else entry.stance
    if cue is not None and any(t.lower_ == "no" for t in cue):
        base = _nothing(cue, doc, draft, words) or base
    content = _content(doc, draft)
    if base is Stance.DENIES and content is not None and negates(content, words):
        return Stance.ASSERTS  # 'denied that no shells were fired'
    if base is not Stance.ASSERTS or content is None or entry.kind in {CueKind.DECREE, CueKind.INTENTION}:
        return base
    start, end = draft.content[0]
    if NO.match(text_of(doc), start) or ANSWERED.search(text_of(doc), start, end):
        return Stance.DENIES
    if _asks(content):
        early = cue is not None and TOO_EARLY.search(text_of(doc), max(0, cue.start_char - 40), cue.start_char)
        return Stance.NO_COMMENT if early else Stance.ASSERTS
    if draft.lemma == "put" and ABOUT.search(text_of(doc), start, end):
        return Stance.HEDGED
    if cue is not None and draft.lemma in TURNING and _turns(cue, draft):
        return Stance.ADMITS
    return said(content, words)


def _asks(content: Span) -> bool:
    """True for 'why the driver had not braked', which denies nothing; 'what happened was no accident' does."""
    root = content.root
    return content[0].lower_ in QUESTIONS and content[0].head == root and content[0].i < root.i


def _own(draft: Draft, doc: Doc, words: Lexicon, *, party: bool) -> Stance:
    """The stance of what has no cue: a quotation, or an outlet's own claim; by 'reportedly' an outlet stands back."""
    content = None if words.light else _content(doc, draft)
    if content is None:
        return Stance.ASSERTS
    if party:
        return said(content, words)
    back = (words.adverbs[t.lower_] for t in content if t.lower_ in words.adverbs)
    return next((entry.stance for entry in back), Stance.ASSERTS)


def _turns(cue: Span, draft: Draft) -> bool:
    """True where the sentence says, outside of the content, that this was not said before."""
    sentence = cue.root.sent
    for match in TURNED.finditer(sentence.text):
        start = int(sentence.start_char) + match.start()
        ahead = any(a <= start < a + 2 for a, _ in draft.content)
        if ahead or not any(a <= start < b for a, b in draft.content):
            return True
    return False


def _listed(text: str, draft: Draft, entry: Cue, words: Lexicon) -> Stance:
    """The stance in a language without a parser: the cue's, or what the first words of the content say."""
    content = text[draft.content[0][0] : draft.content[-1][1]]
    opening = " ".join(content.lstrip("«“\"‘' \u00a0\u202f").split()[:6])
    if entry.stance is not Stance.ASSERTS or phrases(words.said.get("harmless", ())).match(opening):
        return entry.stance
    if phrases(words.said.get("negations", ())).search(opening):
        return Stance.DENIES
    hedged = phrases(words.said.get("hedges", ())).search(content)
    return Stance.HEDGED if hedged or phrases(words.said.get("approximate", ())).match(opening) else Stance.ASSERTS


def _entry(draft: Draft, cue: Span | None, words: Lexicon) -> Cue:
    """The lexicon's entry for a cue: its passive one ('is understood to') where the cue is passive and names nobody."""
    passive = cue is not None and draft.source is None and any(t.dep_ == "auxpass" for t in cue)
    frames = words.verbs.get(draft.lemma, {})
    if passive and "raised" in frames:
        return frames["raised"]
    if cue is not None and "infinitive" in frames and cue.doc[min(cue.end, len(cue.doc) - 1)].lower_ == "to":
        return frames["infinitive"]  # 'claims to have counted' is what the source says of itself
    if cue is not None and draft.lemma == "claim" and OWNED.match(text_of(cue.doc), draft.content[0][0]):
        return frames["infinitive"]
    known = words.cue(draft.lemma) or Cue(draft.lemma)
    root = words.verbs.get(words.lemma(cue.root.lemma_.lower(), cue.root.lower_), {}) if cue is not None else {}
    own = next(iter(root.values()), known)
    # 'claimed in a statement posted on …': the verb that the cue hangs on stands back, not its last one
    return own if known.stance is Stance.ASSERTS and (own.distance or own.stance is not Stance.ASSERTS) else known


def _nothing(cue: Span, doc: Doc, draft: Draft, words: Lexicon) -> Stance | None:
    """The stance of 'has seen no | evidence of …', 'takes no position on | …': the noun after 'no' decides.

    None where the cue has a noun that decides nothing.
    """
    at = next(t.i for t in cue if t.lower_ == "no")
    after = doc[at + 1 : cue.end] or doc.char_span(*draft.content[0], alignment_mode="expand")
    noun = after[0].lemma_.lower() if after is not None and len(after) else ""
    for token in cue:
        known = words.verbs.get(f"{token.lemma_.lower()} no {noun}")
        if known:
            return next(iter(known.values())).stance
    return Stance.DENIES if at == cue.end - 1 else None


def _turned(cue: Span, entry: Cue, words: Lexicon) -> Stance:
    """The cue's stance after its own negation: 'did not deny' admits, 'would not say' is no comment."""
    lowered = {t.lower_ for t in cue}
    if "no longer" in cue.doc[max(0, cue.start - 2) : cue.end].text.lower():
        return Stance.HEDGED  # who 'no longer says' so has not said the opposite
    if "doubt" in lowered and "no" in lowered:
        return Stance.ASSERTS
    if any(t.lemma_.lower() in words.refusals for t in cue) and cue[-1].lemma_.lower() in words.speaking:
        return Stance.NO_COMMENT
    if lowered >= {"neither", "nor"} or _left_open(cue.root):
        return Stance.NO_COMMENT
    if cue.root.lemma_.lower() in words.refusals:
        return _refusal(cue, words)
    if not lowered & NOT and not any(child.dep_ == "neg" for child in cue.root.children):
        return entry.stance
    if entry.lemma in {"rule out", "exclude"} | UNSURE or lowered & {"clear", "known", "certain", "sure"}:
        return Stance.HEDGED
    if entry.lemma in {"confirm", "verify"}:
        return Stance.HEDGED if lowered & (UNABLE | {"would", "wo"}) else Stance.NO_COMMENT
    return _opposite(entry, lowered)


def _left_open(verb: Token) -> bool:
    """True for one of two verbs of 'neither confirmed nor denied', 'would not confirm or deny'."""
    both = {verb, *verb.conjuncts}
    lemmas = {v.lemma_.lower() for v in both}
    if "deny" not in lemmas or not lemmas & {"confirm", "verify", "admit"}:
        return False
    return any(t.lower_ in NOT and (t.dep_ in {"neg", "preconj", "cc"}) for v in both for t in v.children)


def _refusal(cue: Span, words: Lexicon) -> Stance:
    """'refused to say' is no comment, 'refused to rule out' a hedge, 'refused to accept' a denial."""
    for held in (c for c in cue.root.children if c.dep_ == "xcomp"):
        lemma = held.lemma_.lower()
        if any(c.dep_ == "prt" and f"{lemma} {c.lower_}" == "rule out" for c in held.children):
            return Stance.HEDGED
        if lemma in words.speaking:
            return Stance.NO_COMMENT
        inner = words.cue(lemma)
        if inner and (inner.stance is Stance.ADMITS or inner.kind is CueKind.BELIEF):
            return Stance.DENIES
    return Stance.ASSERTS


def _opposite(entry: Cue, lowered: set[str]) -> Stance:
    if entry.stance is Stance.DENIES:
        # 'did not deny it' when asked is as good as a yes; 'has not denied it' says only that nothing was said so far
        return Stance.NO_COMMENT if lowered & {"has", "have"} else Stance.ADMITS
    if entry.stance is Stance.ADMITS:
        return Stance.DENIES
    if entry.kind is CueKind.BELIEF or entry.lemma in AGREEING:
        return Stance.DENIES
    if entry.kind is not CueKind.REPORTING or entry.stance is not Stance.ASSERTS:
        return entry.stance
    if "never" in lowered:
        return Stance.DENIES
    return Stance.HEDGED if lowered & UNABLE else Stance.NO_COMMENT


def hedges(draft: Draft, text: str, words: Lexicon) -> tuple[Place, ...]:
    """The speaker's own hedges inside the content."""
    pattern = phrases((*words.said.get("hedges", ()), *words.said.get("approximate", ())))
    return tuple(_found(pattern, text, draft.content))


def distance(draft: Draft, doc: Doc, text: str, words: Lexicon, quotes: Sequence[Quotation] = ()) -> tuple[Place, ...]:
    """Where the outlet stands back from what it reports: a cue like 'claimed', 'so-called', scare quotes."""
    cue = _span(doc, draft.cue) if draft.cue else None
    found = [draft.cue] if draft.cue and _entry(draft, cue, words).distance else []
    places = (*draft.content, *([draft.source] if draft.source else []))
    found += _found(phrases(words.said.get("distance", ())), text, places)
    if draft.source is None and draft.cue is None:
        found += [
            (q.start, q.end)
            for q in quotes
            if any(a < q.start and q.end < b for a, b in draft.content) and len(text[q.start : q.end].split()) < SCARE
        ]
    return tuple(sorted(set(found)))


def _found(pattern: re.Pattern[str], text: str, places: Sequence[Place]) -> Iterator[Place]:
    for start, end in places:
        for match in pattern.finditer(text, start, end):
            yield match.span()


def _content(doc: Doc, draft: Draft) -> Span | None:
    """The first sentence of the content: what it opens with decides whether it denies."""
    span = _span(doc, draft.content[0])
    if span is None:
        return None
    end = span[0].sent.end
    end = next((t.i for t in doc[span.start + 1 : min(span.end, end)] if t.text == ";"), end)
    start = span.start
    while start + 1 < min(span.end, end) and doc[start].dep_ in {"cc", "punct"}:
        start += 1
    first = doc[start : min(span.end, end)]
    return first if len([t for t in first if t.is_alpha]) > 1 else span


def _span(doc: Doc, place: Place) -> Span | None:
    found: Span | None = doc.char_span(*place, alignment_mode="expand")
    return found if found is not None and len(found) else None
