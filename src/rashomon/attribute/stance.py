"""How a source stands to its content, how much of it is quoted, and who hedges: for drafts of any extractor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc, Span, Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.lexicon import Cue, Lexicon
from rashomon.model import CueKind, Form, Stance
from rashomon.text.parse import text_of
from rashomon.text.quotes import Quotation

NOT = {"not", "n't", "n’t", "never", "neither", "nor"}
NONE = {"no", "none", "nobody", "nothing", "neither", "no-one"}
UNABLE = {"could", "can", "ca", "cannot"}
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


def stance(draft: Draft, doc: Doc, words: Lexicon) -> Stance:
    """What the source does with the content: the cue's own stance, turned by negation and by what is said."""
    if draft.cue is None:
        return Stance.ASSERTS
    cue = _span(doc, draft.cue)
    entry = _entry(draft, cue, words)
    if words.light:
        return _listed(text_of(doc), draft, entry, words)
    base = _turned(cue, entry, words) if cue is not None else entry.stance
    content = _content(doc, draft)
    if base is Stance.DENIES and content is not None and (_negated(content.root) or _denies(content, words)):
        return Stance.ASSERTS  # 'denied that no shells were fired'
    if base is not Stance.ASSERTS or content is None:
        return base
    return _said(content, words)


def _listed(text: str, draft: Draft, entry: Cue, words: Lexicon) -> Stance:
    """The stance in a language without a parser: the cue's, or what the first words of the content say."""
    content = text[draft.content[0][0] : draft.content[-1][1]]
    opening = " ".join(content.lstrip("«“\"‘' \u00a0\u202f").split()[:6])
    if entry.stance is not Stance.ASSERTS or _pattern(words.said.get("harmless", ())).match(opening):
        return entry.stance
    if _pattern(words.said.get("negations", ())).search(opening):
        return Stance.DENIES
    hedged = _pattern(words.said.get("hedges", ())).search(content)
    return Stance.HEDGED if hedged or _pattern(words.said.get("approximate", ())).match(opening) else Stance.ASSERTS


def _entry(draft: Draft, cue: Span | None, words: Lexicon) -> Cue:
    """The lexicon's entry for a cue: its passive one ('is understood to') where the cue is passive and names nobody."""
    passive = cue is not None and draft.source is None and any(t.dep_ == "auxpass" for t in cue)
    frames = words.verbs.get(draft.lemma, {})
    if passive and "raised" in frames:
        return frames["raised"]
    return words.cue(draft.lemma) or Cue(draft.lemma)


def _turned(cue: Span, entry: Cue, words: Lexicon) -> Stance:
    """The cue's stance after its own negation: 'did not deny' admits, 'would not say' is no comment."""
    lowered = {t.lower_ for t in cue}
    if any(t.lemma_.lower() in words.refusals for t in cue) and cue[-1].lemma_.lower() in words.speaking:
        return Stance.NO_COMMENT
    if lowered >= {"neither", "nor"} or _left_open(cue.root):
        return Stance.NO_COMMENT
    if entry.lemma in words.refusals and entry.stance is Stance.ASSERTS:
        return _refusal(cue, words)
    if not lowered & NOT and not any(child.dep_ == "neg" for child in cue.root.children):
        return entry.stance
    if entry.lemma in {"rule out", "confirm", "verify", "exclude"}:
        unable = lowered & (UNABLE | {"would", "wo"})
        return Stance.HEDGED if unable else Stance.NO_COMMENT
    return _opposite(entry, lowered)


def _left_open(verb: Token) -> bool:
    """True for one of two verbs of 'neither confirmed nor denied', 'would not confirm or deny'."""
    both = {verb, *verb.conjuncts}
    lemmas = {v.lemma_.lower() for v in both}
    if "deny" not in lemmas or not lemmas & {"confirm", "verify", "admit"}:
        return False
    return any(t.lower_ in NOT and (t.dep_ in {"neg", "preconj", "cc"}) for v in both for t in v.children)


def _refusal(cue: Span, words: Lexicon) -> Stance:
    held = [c for c in cue.root.children if c.dep_ == "xcomp"]
    return Stance.NO_COMMENT if any(c.lemma_.lower() in words.speaking for c in held) else Stance.ASSERTS


def _opposite(entry: Cue, lowered: set[str]) -> Stance:
    if entry.stance is Stance.DENIES:
        return Stance.ADMITS
    if entry.stance is Stance.ADMITS:
        return Stance.DENIES
    if entry.kind is CueKind.BELIEF:
        return Stance.DENIES
    if entry.kind is not CueKind.REPORTING or entry.stance is not Stance.ASSERTS:
        return entry.stance
    if "never" in lowered:
        return Stance.DENIES
    return Stance.HEDGED if lowered & UNABLE else Stance.NO_COMMENT


def _said(content: Span, words: Lexicon) -> Stance:
    """The stance that the content itself shows, where the cue only says that it was said."""
    root = content.root
    inner = words.verbs.get(root.lemma_.lower(), {}).get("clause")
    passive = any(c.dep_ == "auxpass" for c in root.children)
    if inner and inner.stance in {Stance.DENIES, Stance.ADMITS} and not passive and not _negated(root):
        return inner.stance
    if _denies(content, words):
        return Stance.DENIES
    if root.lemma_.lower() == "comment" and _unknowing(root, words):
        return Stance.NO_COMMENT
    if _unknowing(root, words, "knowing") or _pattern(words.said.get("hedges", ())).search(content.text):
        return Stance.HEDGED
    opening = content.text.lstrip("“\"'‘ ").lower()
    opening = opening.removeprefix("that ").lstrip()
    if any(opening.startswith(f"{word} ") for word in words.said.get("approximate", ())):
        return Stance.HEDGED
    return Stance.ASSERTS


def _denies(content: Span, words: Lexicon) -> bool:
    """True where the first clause of the content negates a fact or calls another's words false."""
    root = content.root
    if any(t.lower_ in words.said.get("false", ()) for t in content) and not _negated(root):
        return True
    if _negated(root):
        modal = any(c.dep_ == "aux" and c.lower_ in words.said.get("modal", ()) for c in root.children)
        return not modal and not _unknowing(root, words)
    return any(_negates(token, root) and not _harmless(token, words) for token in content)


def _negated(root: Token) -> bool:
    return any(child.dep_ == "neg" for child in root.children)


def _negates(token: Token, root: Token) -> bool:
    """True for the 'no' of the clause's subject, or of 'there was no …'; also in 'Not one crown changed hands'."""
    not_one = token.lower_ == "not" and token.i + 1 < len(token.doc) and token.nbor().lower_ in {"one", "a"}
    if token.lower_ not in NONE and not not_one:
        return False
    head = token if token.dep_ in {"nsubj", "nsubjpass", "attr"} else token.head
    while head.dep_ in {"nummod", "quantmod", "det"} and head.head.i != head.i:
        head = head.head
    if head.i == root.i or head.head.i != root.i:
        return head.i == root.i
    there = any(c.dep_ == "expl" for c in root.children)
    return head.dep_ in {"nsubj", "nsubjpass"} or (head.dep_ in {"attr", "dobj"} and there)


def _harmless(token: Token, words: Lexicon) -> bool:
    after = token.doc[token.i : token.i + 3].text.lower()
    return any(after.startswith(phrase) for phrase in words.said.get("harmless", ()))


def _unknowing(root: Token, words: Lexicon, *kinds: str) -> bool:
    """True for 'I don't know' and, without kinds, for 'we didn't want it': neither denies a fact."""
    me = any(c.dep_ == "nsubj" and c.lower_ in {"i", "we"} for c in root.children)
    lemmas = {lemma for kind in kinds or ("knowing", "wishing") for lemma in words.said.get(kind, ())}
    return me and _negated(root) and root.lemma_.lower() in lemmas


def hedges(draft: Draft, text: str, words: Lexicon) -> tuple[Place, ...]:
    """The speaker's own hedges inside the content."""
    pattern = _pattern((*words.said.get("hedges", ()), *words.said.get("approximate", ())))
    return tuple(_found(pattern, text, draft.content))


def distance(draft: Draft, doc: Doc, text: str, words: Lexicon, quotes: Sequence[Quotation] = ()) -> tuple[Place, ...]:
    """Where the outlet stands back from what it reports: a cue like 'claimed', 'so-called', scare quotes."""
    cue = _span(doc, draft.cue) if draft.cue else None
    found = [draft.cue] if draft.cue and _entry(draft, cue, words).distance else []
    places = (*draft.content, *([draft.source] if draft.source else []))
    found += _found(_pattern(words.said.get("distance", ())), text, places)
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


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases as whole words; nothing where there are none."""
    longest = "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
    return re.compile(rf"(?<![\w-])(?:{longest})(?![\w-])" if longest else r"(?!)", re.IGNORECASE)


def _content(doc: Doc, draft: Draft) -> Span | None:
    """The first sentence of the content: what it opens with decides whether it denies."""
    span = _span(doc, draft.content[0])
    if span is None:
        return None
    end = span[0].sent.end
    first = doc[span.start : min(span.end, end)]
    return first if len([t for t in first if t.is_alpha]) > 1 else span


def _span(doc: Doc, place: Place) -> Span | None:
    found: Span | None = doc.char_span(*place, alignment_mode="expand")
    return found if found is not None and len(found) else None
