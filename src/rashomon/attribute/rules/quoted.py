"""Quotations with a cue beside them: who speaks the words in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.rules import content, sources
from rashomon.attribute.rules.page import Page
from rashomon.attribute.rules.verbs import frames_of
from rashomon.text.quotes import Quotation

FEW = 3
"""Fewer words than this in quotation marks, without a cue beside them, are a term or a scare quote."""

SURE = 0.8
"""How often a quotation whose cue stands beside it, but not above it in the parse, was right on PolNeAR train."""

THAT = re.compile(r"[^,:;“”\"]{0,40}?\b(that\s)")

FAR = 200
"""Characters between a quotation and its cue at most."""


def quoted(page: Page, found: Sequence[Draft]) -> list[Draft]:
    """The drafts, with one more for each quotation that has a cue beside it and is in none."""
    drafts = list(found)
    for quotation in (*page.quotes, *page.inner):
        if quotation.depth or not any(covers(d, quotation) for d in drafts):
            draft = _beside(page, quotation)
            if draft and not _already(page, drafts, draft, quotation):
                drafts = _with(page, drafts, draft, quotation)
    return drafts


def _with(page: Page, drafts: Sequence[Draft], draft: Draft, quotation: Quotation) -> list[Draft]:
    """The drafts and this one; a second quotation of one cue is a further piece: '"A," he said of it, "and B."'."""
    same = [d.cue == draft.cue and d.content[-1][1] <= draft.content[0][0] for d in drafts]
    if any(same):
        pieces = draft.content
        return [replace(d, content=(*d.content, *pieces)) if s else d for d, s in zip(drafts, same, strict=True)]
    return [*(_reaching(page, d, draft, quotation) for d in drafts), draft]


def covers(draft: Draft, quotation: Quotation) -> bool:
    """True where the draft's content holds the quotation."""
    return any(start <= quotation.start and quotation.end <= end for start, end in draft.content)


def _reaching(page: Page, outer: Draft, draft: Draft, quotation: Quotation) -> Draft:
    """An outer content that ends where an inner cue's quotation starts takes it in: 'said that he told her: "…"'."""
    start, end = outer.content[-1]
    cue = draft.cue
    if cue is None or not (start <= cue[0] and cue[1] <= end <= quotation.start):
        return outer
    if page.text[end : quotation.start].strip(" ,:"):
        return outer
    return replace(outer, content=(*outer.content[:-1], (start, quotation.end)))


def _already(page: Page, drafts: Sequence[Draft], draft: Draft, quotation: Quotation) -> bool:
    """True where the cue has its content elsewhere and this is a short term beside it: a title, a nickname."""
    short = len(page.text[quotation.start : quotation.end].split()) <= FEW + 1
    return (short or quotation.depth > 0) and any(d.cue == draft.cue for d in drafts)


def _beside(page: Page, quotation: Quotation) -> Draft | None:
    place = (quotation.start, quotation.end)
    outer = next((q for q in page.quotes if quotation.depth and q.start < quotation.start < q.end), None)
    for verb in (*_after(page, quotation, outer), *_before(page, quotation, outer)):
        lemma, frames = frames_of(page, verb)
        if "quote" not in frames:
            continue
        who = sources.speaker(verb)
        source = sources.place_of(page, who, away_from=verb) if who is not None else None
        if source and source[0] >= quotation.start and source[1] <= quotation.end:
            source = None
        cue = content.cue_place(verb)
        if "clause" in frames and verb.idx < quotation.start and not outer:
            place = _whole_clause(page, verb, cue[1], quotation)
        elif "object-as" in frames and verb.idx < quotation.start and not outer:
            place = page.trim(cue[1], quotation.end) or place  # 'called the report "a fairy tale"'
        sure = SURE if source else SURE * 0.8
        return Draft((place,), source, cue, lemma, cue_kind=frames["quote"].kind, confidence=round(sure, 2))
    return None if outer else _tagged_wrong(page, quotation)


def _whole_clause(page: Page, verb: Token, end: int, quotation: Quotation) -> Place:
    """The clause round a partial quotation that the parser did not see: 'said that "X" was an inferior slogan'."""
    between = page.text[end : quotation.start]
    that = THAT.match(between)
    if that is None:
        return quotation.start, quotation.end
    rest = page.text[quotation.end : verb.sent.end_char]
    high = verb.sent.end_char if rest[:1] == " " and rest[1:2].islower() else quotation.end
    return page.trim(end + that.start(1), high) or (quotation.start, quotation.end)


def _tagged_wrong(page: Page, quotation: Quotation) -> Draft | None:
    """A cue that the tagger took for a noun at the end of its sentence: '"…," the makers of the film claim.'"""
    end = page.text.find(".", quotation.end)
    span = page.doc.char_span(quotation.end, end, alignment_mode="contract") if quotation.end < end else None
    if span is None or not 2 < len(span) < FEW * 5 or "\n" in span.text or page.text[quotation.end - 2] not in ",?!":
        return None
    last = span[-1]
    entry = page.words.verbs.get(last.lemma_.lower(), {})
    source = page.trim(quotation.end, last.idx)
    if last.pos_ != "NOUN" or "quote" not in entry or source is None:
        return None
    cue = last.idx, last.idx + len(last)
    lemma = last.lemma_.lower()
    return Draft(((quotation.start, quotation.end),), source, cue, lemma, cue_kind=entry["quote"].kind, confidence=0.7)


def _near(page: Page, low: int, high: int, outer: Quotation | None) -> list[Token]:
    """The cues in a stretch of text that stand in no quotation, or in the one given."""
    span = page.doc.char_span(low, high, alignment_mode="contract")
    return [
        token
        for token in span or ()
        if token.pos_ in {"VERB", "AUX"} and page.quoted(token) == outer and frames_of(page, token)[1]
    ]


def _after(page: Page, quotation: Quotation, outer: Quotation | None) -> list[Token]:
    """The first cue after a quotation, in the same sentence."""
    text, end = page.text, quotation.end
    if quotation.goes_on or text[end : end + 1] in (".", ";"):
        return []
    if text[end - 2 : end - 1] == "." and text[end : end + 1].isspace():
        return []
    stops = [i for i in (text.find(". ", end), text.find("\n", end)) if i >= 0]
    limit = min([end + FAR, len(text), *(q.start for q in page.quotes if q.start >= end), *stops])
    return _near(page, end, limit, outer)[:1]


def _before(page: Page, quotation: Quotation, outer: Quotation | None) -> list[Token]:
    """The last cue before a quotation, in the same sentence or at a colon that ends the paragraph before."""
    start = quotation.start
    low = max([start - FAR, 0, outer.start if outer else 0, *(q.end for q in page.quotes if q.end <= start)])
    before = page.text[low:start].rstrip()
    if before.endswith(":"):
        last = low + len(before)
        line = max(page.text.rfind("\n", low, last), page.text.rfind(". ", low, last))
        return _near(page, max(low, line + 1), start, outer)[-1:]
    sentence = page.doc.char_span(start, start + 1, alignment_mode="expand")
    if sentence is not None and len(sentence):
        low = max(low, sentence[0].sent.start_char)
    low = max(low, page.text.rfind("\n", low, start) + 1)
    return _near(page, low, start, outer)[-1:]
