"""What kind of text a report is, as far as it decides whether it is a source: opinion and gathered reports are none."""

from __future__ import annotations

import re

from rashomon.lineage.lexicon import lexicon
from rashomon.lineage.page import Page
from rashomon.text import releases

FIRST_PERSON = frozenset({"i", "my", "me", "myself", "im", "ive"})
TURN = re.compile(r"^[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{1,30}:\s|^(?:Q|A):\s", re.MULTILINE)
"""Who speaks, before a turn of a transcript."""
OFTEN = 0.012
"""From this share of first-person words outside quotation marks on, a text is a column."""


def is_opinion(page: Page) -> bool:
    """True for a text that says that it is opinion, or that a columnist writes in the first person."""
    report = page.report
    if lexicon().opinion.search(report.headline[:40].lower()) or lexicon().opinion_address.search(report.url.lower()):
        return True
    if lexicon().opinion_note.search(report.text.lower()):
        return True
    if FIRST_PERSON.isdisjoint(page.vocabulary) or is_transcript(page):
        return False
    own = [w for w, spoken in zip(page.words.folded, others(page), strict=True) if not spoken]
    return len(own) > 80 and sum(w in FIRST_PERSON for w in own) >= max(4, OFTEN * len(own))


def is_transcript(page: Page) -> bool:
    """True for an interview printed as turns: it is the source's own words."""
    return len(TURN.findall(page.report.text)) > 2


def is_release(page: Page) -> bool:
    """True for what a body publishes about itself: its people speak for it."""
    return releases.is_release(page.report.url, page.report.text)


def others(page: Page) -> bytearray:
    """For each word, 1 when it is a source's: in quotation marks, or the content of an attributed statement."""
    made = bytearray(page.quoted)
    for statement in page.statements:
        for span in () if statement.own_voice else statement.content:
            first, last = page.covered(span.start, span.end)
            made[first:last] = b"\1" * (last - first)
    return made


def is_gathered(page: Page) -> bool:
    """True for a text that only gathers others' reports: it says so, or names nobody for most of what it gives."""
    text = page.report.text.lower()
    if lexicon().gathered_note.search(text):
        return True
    return len(lexicon().gathered.findall(text)) >= max(3, len(page.words) // 100)


def counts(page: Page) -> bool:
    """True for a report that can be a source."""
    return not is_opinion(page) and not is_gathered(page)
