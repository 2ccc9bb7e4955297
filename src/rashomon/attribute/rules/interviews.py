"""Interviews in print: paragraphs that only ask, and between them what the one person answers, quoted or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.rules import sources
from rashomon.attribute.rules.orphans import SURE, human, is_taken
from rashomon.attribute.rules.page import Page, children
from rashomon.model import CueKind
from rashomon.text.quotes import paragraphs
from rashomon.text.releases import ALONE, is_party

FEWEST = 3
"""Paragraphs that only ask, from which a text is an interview."""
LONGEST = 200
"""Characters of a question."""
WORDS = 4
"""Words of an answer in nobody's quotation marks."""
SPEECH = re.compile(r"\w+")


def answers(page: Page, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """A draft without a cue for each answer that no attribution holds, its source whom the opening is about."""
    report = page.report
    parts = list(paragraphs(page.text))
    asked = [n for n, place in enumerate(parts) if _asks(page.text[slice(*place)])]
    if len(asked) < FEWEST or page.turns or is_party(report.outlet, report.url, report.headline, report.text):
        return
    who = _asked(page, parts[asked[0]][0])
    if who is None:
        return
    told = [place for place in parts[asked[0] :] if not _asks(page.text[slice(*place)])]
    taken = [place for d in drafts for place in d.content]
    for place in _said(page, told):
        if not is_taken(place, taken):
            yield Draft((place,), who, None, cue_kind=CueKind.REPORTING, confidence=SURE)


def _asks(text: str) -> bool:
    return text.rstrip().endswith("?") and len(text) <= LONGEST and text.lstrip()[:1] not in "“\"‘'"


def _asked(page: Page, before: int) -> Place | None:
    """The first person whom a sentence before the first question is about; 'he' or 'she' where none is named."""
    opening = [s for s in page.doc.sents if s.start_char < before]
    found = [(who, s.root) for s in opening for who in children(s.root, "nsubj") if human(who)]
    named = [(who, root) for who, root in found if who.pos_ == "PROPN"]
    for who, root in [*named[:1], *found[:1]]:
        return sources.place_of(page, who, away_from=root)
    people = [e for s in opening for e in s.ents if e.label_ == "PERSON"]
    return (int(people[0].start_char), int(people[0].end_char)) if people else None


def _said(page: Page, told: Sequence[Place]) -> Iterator[Place]:
    """The quotations that open an answer, or the sentences of one that is told by 'I' without quotation marks."""
    plain = [(a, b) for a, b in told if page.text[a] not in '“"']
    bare = sum(bool(ALONE.search(page.text, *place)) for place in plain) * 2 > len(told)
    for start, end in told:
        if page.text[start] in '“"':
            yield from ((q.start, q.end) for q in page.quotes if q.start == start and q.end <= end)
        elif bare:
            yield from _sentences(page, (start, end))


def _sentences(page: Page, place: Place) -> Iterator[Place]:
    for sentence in page.doc.sents:
        low, high = max(sentence.start_char, place[0]), min(sentence.end_char, place[1])
        said = page.trim(low, high) if low < high else None
        if said and len(SPEECH.findall(page.text[slice(*said)])) >= WORDS and page.text[high - 1] != "?":
            yield said[0], said[1] + 1 if page.text[said[1] : said[1] + 1] == "." else said[1]
