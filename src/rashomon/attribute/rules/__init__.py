"""Attribution by rules on a parse: needs no trained model, only a lexicon of cues that a desk can edit."""

from __future__ import annotations

from spacy.tokens import Doc

from rashomon.attribute.draft import Draft
from rashomon.attribute.lexicon import lexicon
from rashomon.attribute.nesting import nested, with_more
from rashomon.attribute.rules.carried import carried
from rashomon.attribute.rules.interviews import answers
from rashomon.attribute.rules.orphans import orphans
from rashomon.attribute.rules.own import own_voice
from rashomon.attribute.rules.page import Page
from rashomon.attribute.rules.phrases import phrases
from rashomon.attribute.rules.quoted import quoted
from rashomon.attribute.rules.turns import captions, spoken, turns
from rashomon.attribute.rules.verbs import leaning, verbs
from rashomon.model import Report
from rashomon.text.quotes import quotations


def extract(report: Report, doc: Doc) -> list[Draft]:
    """The attributions of one report, in order of their content's start; an outer one before what lies within it."""
    said = turns(report.text)
    page = Page.of(report, doc, lexicon(report.lang), quotations(report.text), [turn.words for turn in said])
    found = [*verbs(page), *phrases(page), *spoken(doc, report.text, said), *captions(doc, report.text, said)]
    found = carried(page, quoted(page, found))
    found += leaning(page, found)
    return nested([draft for draft in found if not _in_furniture(page, draft)], leaning=page.words.leaning)


def narration(report: Report, doc: Doc, drafts: list[Draft]) -> list[Draft]:
    """The drafts of any extractor, in order, with the outlet's own claims; a deed taken for words gives way."""
    page = Page.of(report, doc, lexicon(report.lang), quotations(report.text), [t.words for t in turns(report.text)])
    lone = [*orphans(page, drafts), *answers(page, drafts)]
    drafts = nested([*drafts, *lone], leaning=page.words.leaning) if lone else drafts
    return with_more(*own_voice(page, drafts))


def _in_furniture(page: Page, draft: Draft) -> bool:
    return any(page.furniture(place) for place in (*draft.content, *(p for p in (draft.source, draft.cue) if p)))
