"""Attribution by rules on a parse: needs no trained model, only a lexicon of cues that a desk can edit."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.lexicon import lexicon
from rashomon.attribute.rules.carried import carried
from rashomon.attribute.rules.own import own_voice
from rashomon.attribute.rules.page import Page
from rashomon.attribute.rules.phrases import phrases
from rashomon.attribute.rules.quoted import quoted
from rashomon.attribute.rules.turns import captions, spoken, turns
from rashomon.attribute.rules.verbs import leaning, verbs
from rashomon.model import Report
from rashomon.text.quotes import quotations

DEEPEST = 6
"""A chain longer than this is a misreading."""


def extract(report: Report, doc: Doc) -> list[Draft]:
    """The attributions of one report, in order of their content's start; an outer one before what lies within it."""
    said = turns(report.text)
    page = Page.of(report, doc, lexicon(report.lang), quotations(report.text), [turn.words for turn in said])
    found = [*verbs(page), *phrases(page), *spoken(doc, report.text, said), *captions(report.text, said)]
    found = carried(page, quoted(page, found))
    found += leaning(page, found)
    return nested([draft for draft in found if not _in_furniture(page, draft)], leaning=page.words.leaning)


def narration(report: Report, doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """The drafts of any extractor, in order, with the outlet's own claims that none of them holds."""
    page = Page.of(report, doc, lexicon(report.lang), quotations(report.text), [t.words for t in turns(report.text)])
    return nested([*drafts, *own_voice(page, drafts)])


def _in_furniture(page: Page, draft: Draft) -> bool:
    return any(page.furniture(place) for place in (*draft.content, *(p for p in (draft.source, draft.cue) if p)))


def nested(drafts: list[Draft], *, leaning: frozenset[str] = frozenset()) -> list[Draft]:
    """The same in order, each with the innermost draft whose content holds its cue and content; one for each place."""
    unique = {(d.content, d.cue): d for d in reversed(drafts)}
    ordered = sorted(unique.values(), key=lambda d: (d.content[0][0], -_length(d), d.lemma in leaning, d.cue or (0, 0)))
    return [replace(draft, within=_outer(ordered, at, leaning)) for at, draft in enumerate(ordered)]


def _length(draft: Draft) -> int:
    return sum(end - start for start, end in draft.content)


def _outer(ordered: list[Draft], at: int, leaning: frozenset[str]) -> int | None:
    draft = ordered[at]
    inner = [*draft.content, *([draft.cue] if draft.cue else [])]
    holders = [
        (_length(other), i)
        for i, other in enumerate(ordered)
        if i != at and all(_inside(place, other) for place in inner) and _length(other) > _length(draft)
    ]
    leaned = [i for i in range(at) if draft.lemma in leaning and ordered[i].content == draft.content]
    if leaned:
        return leaned[-1]
    return min(holders)[1] if holders else None


def _inside(place: Place, other: Draft) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in other.content)
