"""Quotations without a cue of their own: they go on from the voice before them, or stay nobody's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from rashomon.attribute.draft import Draft
from rashomon.attribute.rules.page import Page
from rashomon.attribute.rules.quoted import FEW, covers
from rashomon.text.quotes import Quotation


def carried(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with each quotation that has no cue given to the voice that the text leaves no doubt about."""
    done = list(drafts)
    before: Quotation | None = None
    for quotation in page.quotes:
        if not any(covers(d, quotation) for d in done) and len(_text(page, quotation).split()) >= FEW:
            same = _same_voice(page, done, quotation)
            if same:
                done.append(same)
            elif before:
                done = [_continued(page, draft, before, quotation) for draft in done]
        before = quotation
    return _back(page, done)


def _back(page: Page, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with the paragraphs of a quotation whose cue comes only after its last one."""
    done = list(drafts)
    for earlier, later in reversed(list(pairwise(page.quotes))):
        if earlier.goes_on and not any(covers(d, earlier) for d in done):
            piece = earlier.start, earlier.end
            done = [
                replace(d, content=(piece, *d.content)) if d.content[0][0] == later.start and d.cue else d for d in done
            ]
    return done


def _text(page: Page, quotation: Quotation) -> str:
    return page.text[quotation.start : quotation.end]


def _continued(page: Page, draft: Draft, before: Quotation, quotation: Quotation) -> Draft:
    """The draft of the quotation before, with this one as a further piece where it goes on: '"A," he said. "B."'."""
    if draft.cue is None or draft.content[-1][1] != before.end or not _goes_on(page, draft, before, quotation):
        return draft
    return replace(draft, content=(*draft.content, (quotation.start, quotation.end)))


def _goes_on(page: Page, draft: Draft, before: Quotation, quotation: Quotation) -> bool:
    """True where the cue, or nothing, stands between two quotations of a paragraph, or one runs into the next."""
    if before.goes_on:
        return True
    between = page.text[before.end : quotation.start]
    if "\n" in between:
        return False
    rest = between.strip()
    beside = not rest or (draft.cue is not None and before.end <= draft.cue[0] < quotation.start)
    return beside and (not rest or rest.endswith((".", ",", "—", "–", ":")))


def _same_voice(page: Page, drafts: Sequence[Draft], quotation: Quotation) -> Draft | None:
    """A whole quoted sentence right after an indirect attribution in its paragraph is the same voice's."""
    before = page.text[: quotation.start].rstrip(" ")
    words = _text(page, quotation)
    if not before.endswith(".") or not words[1:2].isupper() or words.rstrip("\"'”’")[-1:] not in (".", "!", "?"):
        return None
    closed = {q.end for q in page.quotes}
    ended = [d for d in drafts if d.source and d.cue and max(d.content[-1][1], d.cue[1]) == len(before) - 1]
    whole = [d for d in ended if d.content[-1][1] not in closed]
    outer = max(whole, key=lambda d: d.content[-1][1] - d.content[0][0], default=None)
    return replace(outer, content=((quotation.start, quotation.end),), confidence=0.6) if outer else None
