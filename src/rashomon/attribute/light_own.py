"""The outlet's own voice without a parser, and quotations without a cue beside one of the same speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.lexicon import Lexicon
from rashomon.attribute.light import Sentence, cues_of, sentences
from rashomon.attribute.nesting import nested, with_more
from rashomon.model import Report
from rashomon.text.quotes import Quotation, paragraphs, quotations

FEWEST = 5
"""Words of a sentence that can carry a claim."""
FEWEST_COUNTED = 3
"""The same where it gives a number: 'Cinco soldados murieron.'"""
FEWEST_QUOTED = 3
SURE = 0.5
NUMBER = re.compile(r"\d")
LABEL = re.compile(r"\s*[A-ZÀ-Ý][A-ZÀ-Ý.'’ -]+\s?:\s")
WORDS = re.compile(r"\w+")


def with_own(report: Report, drafts: Sequence[Draft], words: Lexicon) -> list[Draft]:
    """The drafts in order with the quotations that go on in a paragraph and the outlet's own sentences."""
    both = nested([*drafts, *_going_on(report, drafts)])
    return with_more(both, _own(report, both, words))


def _going_on(report: Report, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """'« A », dit-elle. « B. »': the second is hers, too, where nobody else is named between."""
    tops = [q for q in quotations(report.text) if q.depth == 0]
    for start, end in paragraphs(report.text):
        last: Draft | None = None
        for quotation in (q for q in tops if start <= q.start < end):
            holders = [d for d in drafts if any(a < quotation.end and quotation.start < b for a, b in d.content)]
            if holders:
                last = holders[-1]
            elif last and _stands_alone(report.text, quotation):
                yield replace(last, content=((quotation.start, quotation.end),), within=None, confidence=SURE)


def _stands_alone(text: str, quotation: Quotation) -> bool:
    """True for a quotation of some words that opens a sentence right behind another's end."""
    before = text[: quotation.start].rstrip()[-1:]
    return (
        before in {".", "»", "”", "!", "…", '"'}
        and len(WORDS.findall(text[quotation.start : quotation.end])) >= FEWEST_QUOTED
    )


def _own(report: Report, drafts: Sequence[Draft], words: Lexicon) -> Iterator[Draft]:
    taken = [place for d in drafts for place in (*d.content, *(p for p in (d.cue, d.source) if p))]
    held = [*taken, *((f.start, f.end) for f in report.furniture)]
    for sentence in sentences(report.text, words):
        place = sentence.trim(sentence.start, sentence.end)
        if place and not any(a < place[1] and place[0] < b for a, b in held) and _carries_claim(sentence, place):
            end = place[1] + 1 if report.text[place[1] : place[1] + 1] == "." else place[1]
            yield Draft(((place[0], end),), confidence=SURE)


def _carries_claim(sentence: Sentence, place: Place) -> bool:
    """True for a whole sentence that asks nothing, addresses nobody and quotes little."""
    text = sentence.text[place[0] : sentence.end].rstrip()
    said = WORDS.findall(text)
    quoted = sum(len(WORDS.findall(sentence.text[q.start : q.end])) for q in sentence.quotes)
    few = FEWEST_COUNTED if NUMBER.search(text) else FEWEST
    personal = {word.lower() for word in said} & set(sentence.words.light.get("persons", ()))
    plain = text.endswith((".", ".»", "»", "”")) and not LABEL.match(text) and not {"?", "¿"} & set(text)
    if cues_of(sentence):
        return False  # somebody says it, and the rules did not see who
    return (
        plain
        and len(said) >= few
        and not personal
        and 2 * quoted <= len(said)
        and text[:1].isupper() | text[:1].isdigit()
    )
