"""What is mended in any extractor's drafts from the parse: sources left out or cut wrong, second cues in a content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.lexicon import Lexicon
from rashomon.attribute.nesting import without
from rashomon.attribute.rules import sources
from rashomon.attribute.rules.page import Page
from rashomon.attribute.speakers.anonymity import REASON
from rashomon.model import Report, Stance
from rashomon.text.parse import text_of
from rashomon.text.quotes import quotations

EMPTY = {"there", "this", "that", "what", "which"}
"""Subjects that speak for nobody."""
DATELINE = re.compile(r"[^\n.]{2,60}\([A-Z][\w ]{1,24}\)\s*[–—-]+\s*")
"""'TOWN, Country (NP) — ' before a source."""
RELATIVES = {"who", "which", "whom", "whose"}
"""Words that stand at the end of a source only where it was cut too late."""


def mended(report: Report, doc: Doc, drafts: Sequence[Draft], words: Lexicon) -> list[Draft]:
    """The drafts, in order: none that only says why a source has no name, and each source a noun phrase of its own."""
    page = Page.of(report, doc, words, quotations(report.text))
    made = _coordinated(doc, [_sourced(page, d) for d in drafts], words)
    gone = {n for n, d in enumerate(made) if _only_a_reason(report.text, d)}
    return without(made, gone)


def _only_a_reason(text: str, draft: Draft) -> bool:
    """True for 'asked | not to be named for fear of …'."""
    if draft.cue is None or draft.cue[0] > draft.content[0][0]:
        return False
    found = REASON.match("who " + text[draft.cue[0] : draft.content[-1][1]])
    return found is not None and draft.content[0][0] - draft.cue[0] + 4 < found.end()


# --- sources


def _sourced(page: Page, draft: Draft) -> Draft:
    if draft.cue is None:
        return draft
    draft = _given_back(page, draft)
    if draft.source is None:
        return replace(draft, source=_subject(page, draft))
    return _trimmed(page, draft)


def _given_back(page: Page, draft: Draft) -> Draft:
    """The draft with its speaker where its content took him in: '"It was shut," the keeper Odd Marsk | told'."""
    for n, (start, end) in enumerate(draft.content):
        quote = next((q for q in page.quotes if q.start == start and q.end < end), None)
        if (
            quote is None
            or draft.cue is None
            or page.text[end : draft.cue[0]].strip()
            or page.text[quote.end - 2] not in ",?!"
        ):
            continue
        who = next((w for verb in _verbs(page, draft) if (w := sources.speaker(verb)) is not None), None)
        place = page.trim(quote.end, end)
        if who is not None and place is not None and place[0] <= who.idx < place[1]:
            content = (*draft.content[:n], (start, quote.end), *draft.content[n + 1 :])
            return replace(draft, source=place, content=content)
    return draft


def _verbs(page: Page, draft: Draft) -> list[Token]:
    span = page.doc.char_span(*draft.cue, alignment_mode="expand") if draft.cue else None
    return [t for t in span or () if t.pos_ in {"VERB", "AUX"}]


def _subject(page: Page, draft: Draft) -> Place | None:
    """The pronoun that is the cue's own subject, outside of the content: '… , he said', 'It did not dispute'."""
    if not {"clause", "quote"} & set(page.words.verbs.get(draft.lemma, {})):
        return None
    for verb in _verbs(page, draft):
        found = _pronoun(verb)
        if found is not None:
            place = (int(found.idx), int(found.idx) + len(found))
            return None if any(a < place[1] and place[0] < b for a, b in draft.content) else place
    return None


def _pronoun(verb: Token) -> Token | None:
    """The pronoun that is the active subject of a verb; None for 'it' that stands for a clause."""
    if any(c.dep_ == "auxpass" for c in verb.children):
        return None
    subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.tag_ == "PRP"]
    found = subjects[-1] if subjects else None
    return found if found is not None and found.lower_ not in EMPTY else None


def _trimmed(page: Page, draft: Draft) -> Draft:
    """The draft, its source without a conjunction or relative at its edge; the cue's subject for what is no phrase."""
    span = page.doc.char_span(*draft.source, alignment_mode="expand") if draft.source else None
    inside = [t for t in span or () if not t.is_space]
    if not inside or draft.source is None:
        return draft
    dateline = DATELINE.match(page.text, *draft.source)
    if dateline and dateline.end() < draft.source[1]:
        return replace(draft, source=(dateline.end(), draft.source[1]))
    if inside[0].tag_ == "PRP" and len(inside) > 2 and inside[1].text == ",":
        return _only_the_pronoun(draft, inside)
    if (
        inside[0].pos_ in {"CCONJ", "ADP", "SCONJ"}
        or inside[0].tag_ == "POS"
        or (inside[0].lower_ in RELATIVES and len(inside) > 1)
    ):
        return replace(draft, source=_grown(page, draft) or draft.source)
    last = len(inside)
    while last > 1 and (inside[last - 1].lower_ in RELATIVES | {"and", "but"} or inside[last - 1].text == ","):
        last -= 1
    end = int(inside[last - 1].idx) + len(inside[last - 1])
    return draft if last == len(inside) else replace(draft, source=(int(inside[0].idx), end))


def _only_the_pronoun(draft: Draft, inside: Sequence[Token]) -> Draft:
    """'According to him, managers | replied …': what stands after the comma is content."""
    end = int(inside[0].idx) + len(inside[0])
    rest = int(inside[2].idx)
    start, stop = draft.content[0]
    near = draft.source is not None and 0 <= start - draft.source[1] <= 2
    content = ((rest, stop), *draft.content[1:]) if near else draft.content
    return replace(draft, source=(int(inside[0].idx), end), content=content)


def _grown(page: Page, draft: Draft) -> Place | None:
    """The noun phrase that is the subject of the cue, where what an extractor took is none."""
    for verb in _verbs(page, draft):
        who = sources.subject(verb)
        if who is not None and who.pos_ in {"NOUN", "PROPN", "PRON", "NUM"} and who.lower_ not in RELATIVES:
            place = sources.place_of(page, who, away_from=verb)
            if place and not any(a < place[1] and place[0] < b for a, b in draft.content):
                return place
    return None


# --- a second cue


def _coordinated(doc: Doc, drafts: Sequence[Draft], words: Lexicon) -> list[Draft]:
    """The drafts, a content cut where its own speaker goes on with another cue: 'acknowledged A | but denied B'."""
    made = list(drafts)
    for n, inner in enumerate(drafts):
        for m, outer in enumerate(drafts):
            if n == m or inner.cue is None or outer.cue is None or inner.source is not None:
                continue
            cut = _second_cue(doc, inner, outer, words)
            if cut is not None:
                content = tuple((a, min(b, cut)) for a, b in made[m].content if a < cut)
                text = text_of(doc)
                content = tuple((a, a + len(text[a:b].rstrip(" ,;"))) for a, b in content)
                made[m] = replace(made[m], content=content)
                made[n] = replace(made[n], source=outer.source, within=outer.within)
    return made


def _second_cue(doc: Doc, inner: Draft, outer: Draft, words: Lexicon) -> int | None:
    """Where 'but denied' starts inside another cue's content; None where it is no second cue of the same subject."""
    cue, place = inner.cue, next(((a, b) for a, b in outer.content if inner.cue and a < inner.cue[0] < b), None)
    if cue is None or place is None or outer.cue is None or outer.cue[0] > cue[0]:
        return None
    span, above = (doc.char_span(*p, alignment_mode="expand") for p in (cue, outer.cue))
    if not span or not above or span[0].i == 0 or span[0].sent != above[0].sent:
        return None
    before = span[0].nbor(-1)
    known = words.cue(inner.lemma)
    stands = known is not None and known.stance in {Stance.DENIES, Stance.ADMITS}
    own = any(c.dep_ in {"nsubj", "nsubjpass"} for t in span for c in t.children)
    if own or span.root.tag_ not in {"VBD", "VBZ", "VBP"} or span.root.dep_ != "conj":
        return None
    return int(before.idx) if before.lower_ == "but" or (before.lower_ == "and" and stands) else None
