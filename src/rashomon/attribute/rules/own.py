"""The outlet's own voice: sentences that carry a claim and are attributed to nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Span

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.nesting import without
from rashomon.attribute.rules.background import REPORTING, background, work
from rashomon.attribute.rules.deeds import dropped, idle
from rashomon.attribute.rules.page import Page, end_of
from rashomon.attribute.rules.stating import LIKELY, chance, personal
from rashomon.text.releases import is_party

SHORTEST = 4
"""Words of a sentence that can carry a claim."""
LABEL = re.compile(r"\s*[A-Z][A-Z.'’ -]*:\s")
"""'HOST: ' opens what somebody asks in a transcript."""
BESIDE = {"conj", "advcl", "parataxis"}
"""How a clause that holds what is attributed may hang on a main clause that is the outlet's own."""
BULLETS = " \t\r\n-–—•*"
"""What may stand behind a sentence where the next entry of a list begins."""


def own_voice(page: Page, drafts: Sequence[Draft]) -> tuple[list[Draft], list[Draft]]:
    """The drafts that stay, and one without source and cue for each sentence in which the outlet itself makes a claim.

    In its own release every plain sentence is a body's claim; of a news outlet's those that likely state something. A
    draft that tells a deed and nobody's words gives way to the sentence that it stands in.
    """
    report = page.report
    ours = is_party(report.outlet, report.url, report.headline, report.text)
    deeds = dropped(page, drafts, ours=ours)
    found = []
    for sentence, clause in candidates(page, drafts, deeds):
        if ours or chance(page, sentence, clause) >= LIKELY:
            start = _opening(page.text, clause)
            end = clause[1] + 1 if page.text[clause[1] : clause[1] + 1] == "." else clause[1]
            found.append(Draft(((start, end),), confidence=0.5))
    gone = {
        n
        for n in deeds
        if ours or idle(page, drafts[n]) or any(_touches(d.content[0], _places([drafts[n]], set())) for d in found)
    }
    return without(drafts, gone), found


def candidates(page: Page, drafts: Sequence[Draft], deeds: set[int]) -> Iterator[tuple[Span, Place]]:
    """The sentences of the outlet's own that could state something, each with what of it is the outlet's."""
    taken = _places(drafts, deeds)
    for sentence in page.doc.sents:
        place = page.trim(*page.within_paragraph((sentence.start_char, sentence.end_char), sentence[0]))
        clause = _clause(page, sentence, place, taken) if place else None
        if clause and _may_state(page, sentence, clause):
            yield sentence, clause


def _clause(page: Page, sentence: Span, place: Place, taken: Sequence[Place]) -> Place | None:
    """What of a sentence is the outlet's own: all, or its main clause where another clause holds what is attributed."""
    touched = [low for low, high in taken if low < place[1] and place[0] < high]
    if not touched:
        return place
    root = sentence.root
    other = next((t for t in sentence if t.idx >= min(touched)), None)
    while other is not None and other.head.i not in {root.i, other.i}:
        other = other.head
    if other is None or other.head.i != root.i or other.dep_ not in BESIDE or root.i >= other.left_edge.i:
        return None
    end = other.left_edge.i
    while end > root.i + 1 and (page.doc[end - 1].dep_ in {"cc", "punct"} or page.doc[end - 1].is_space):
        end -= 1
    clause = page.trim(place[0], end_of(page.doc[end - 1]))
    return clause if clause and not _touches(clause, taken) else None


def _places(drafts: Sequence[Draft], but: set[int]) -> list[Place]:
    kept = (d for n, d in enumerate(drafts) if n not in but)
    return sorted(place for d in kept for place in (*d.content, *(p for p in (d.cue, d.source) if p)))


def _touches(place: Place, taken: Sequence[Place]) -> bool:
    return any(low < place[1] and place[0] < high for low, high in taken)


def _may_state(page: Page, sentence: Span, place: Place) -> bool:
    """False for what is quoted, asked, background or no whole sentence, and for a body's work on its own release."""
    words = [t for t in sentence if not (t.is_punct or t.is_space) and place[0] <= t.idx < place[1]]
    root = sentence.root
    if len(words) < SHORTEST or not _plain(page, sentence, place) or work(root, page.report.outlet):
        return False
    if page.voiced(root) or 2 * sum(page.quoted(t) is not None for t in words) > len(words):
        return False
    return not background(sentence, personal=personal(page.text))


def _plain(page: Page, sentence: Span, place: Place) -> bool:
    """True for a whole sentence of the report's own that asks nothing and says nothing of the reporting."""
    text = page.text[sentence.start_char : sentence.end_char].rstrip(BULLETS)
    whole = text.endswith((".", "”", '"')) and "?" not in text
    return whole and not LABEL.match(text) and not page.furniture(place) and not REPORTING.search(text)


OPENING = re.compile(r"(?:\(?\d{1,2}[.)]|[•*–-]|\d{1,2}[.:h]\d{2})\s+(?=[A-Z])")
"""'4. ' before a sentence of a list, '16.10 ' before an entry of a running report."""


def _opening(text: str, place: Place) -> int:
    match = OPENING.match(text, *place)
    return match.end() if match else place[0]
