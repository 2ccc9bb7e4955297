"""Quotations: who speaks the words in quotation marks, and who goes on speaking after them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.rules import content, sources
from rashomon.attribute.rules.page import Page
from rashomon.attribute.rules.verbs import frames_of
from rashomon.text.quotes import Quotation

FEW = 3
"""Fewer words than this in quotation marks, without a cue beside them, are a term or a scare quote."""


def quoted(page: Page, found: Sequence[Draft]) -> list[Draft]:
    """The drafts, with one more for each quotation that has a cue beside it, and following ones carried on."""
    drafts = list(found)
    for quotation in page.quotes:
        if any(_covers(d, quotation) for d in drafts):
            continue
        draft = _beside(page, quotation)
        if draft:
            drafts.append(draft)
    return _carried(page, drafts)


def _covers(draft: Draft, quotation: Quotation) -> bool:
    """True where the draft's content holds the quotation."""
    return any(start <= quotation.start and quotation.end <= end for start, end in draft.content)


def _beside(page: Page, quotation: Quotation) -> Draft | None:
    place = (quotation.start, quotation.end)
    for verb in [*_after(page, quotation), *_before(page, quotation)]:
        lemma, frames = frames_of(page, verb)
        if "quote" not in frames:
            continue
        who = sources.subject(verb)
        source = sources.place_of(page, who, away_from=verb) if who is not None else None
        if source and (source[0] >= quotation.start and source[1] <= quotation.end):
            source = None
        return Draft((place,), source, content.cue_place(verb), lemma, cue_kind=frames["quote"].kind, confidence=0.85)
    return None


def _near(page: Page, low: int, high: int) -> Iterator[Token]:
    span = page.doc.char_span(low, high, alignment_mode="contract")
    for token in span or ():
        if token.pos_ in {"VERB", "AUX"} and page.quoted(token) is None and frames_of(page, token)[1]:
            yield token


def _after(page: Page, quotation: Quotation) -> list[Token]:
    text, end = page.text, quotation.end
    if quotation.goes_on:
        return []
    limit = min([end + 160, *(q.start for q in page.quotes if q.start >= end), *_stops(text, end)])
    if text[end - 2 : end - 1] == "." and text[end : end + 1].isspace():
        return []
    return list(_near(page, end, limit))[:1]


def _before(page: Page, quotation: Quotation) -> list[Token]:
    start = quotation.start
    low = max([start - 200, 0, *(q.end for q in page.quotes if q.end <= start)])
    sentence = page.doc.char_span(start, start + 1, alignment_mode="expand")
    if sentence is not None and len(sentence):
        low = max(low, sentence[0].sent.start_char) if page.text[low:start].strip() else low
    cut = page.text.rfind("\n", low, start)
    return list(_near(page, max(low, cut + 1), start))[-1:]


def _stops(text: str, start: int) -> list[int]:
    return [i for i in (text.find(". ", start), text.find("\n", start)) if i >= 0]


def _carried(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """A quotation without a cue goes on from the quotation before it: '"A," he said. "B."'."""
    done = list(drafts)
    for before, quotation in zip(page.quotes, page.quotes[1:], strict=False):
        if any(_covers(d, quotation) for d in done) or not _words(page, quotation):
            continue
        at = next((i for i, d in enumerate(done) if d.content[-1][1] == before.end and d.cue), None)
        if at is None:
            continue
        between = page.text[before.end : quotation.start]
        same = before.goes_on or "\n" not in between
        rest = between.strip()
        if same and (before.goes_on or _only_the_cue(page, done[at], before.end, quotation.start)) and (before.goes_on or rest.endswith((".", ",", "—", "–", ":")) or not rest):
            done[at] = replace(done[at], content=(*done[at].content, (quotation.start, quotation.end)))
    return done


def _words(page: Page, quotation: Quotation) -> bool:
    return len(page.text[quotation.start : quotation.end].split()) >= FEW


def _only_the_cue(page: Page, draft: Draft, low: int, high: int) -> bool:
    """True where the cue stands between the two, or nothing does."""
    between = page.text[low:high]
    inside: Place | None = draft.cue
    return not between.strip() or (inside is not None and low <= inside[0] < high)
