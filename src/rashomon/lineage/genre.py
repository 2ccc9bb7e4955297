"""What kind of text a report is, as far as it decides whether it is a source: opinion and gathered reports are none."""

from __future__ import annotations

from rashomon.lineage.lexicon import lexicon
from rashomon.lineage.page import Page

FIRST_PERSON = frozenset({"i", "my", "me", "myself", "im", "ive"})
OFTEN = 0.012
"""From this share of first-person words outside quotation marks on, a text is a column."""


def is_opinion(page: Page) -> bool:
    """True for a text that says that it is opinion, or that a columnist writes in the first person."""
    report = page.report
    if lexicon().opinion.search(report.headline[:40]) or lexicon().opinion_address.search(report.url):
        return True
    if lexicon().opinion_note.search(report.text):
        return True
    own = [w for w, quoted in zip(page.words.folded, page.quoted, strict=True) if not quoted]
    return len(own) > 80 and sum(w in FIRST_PERSON for w in own) >= max(4, OFTEN * len(own))


def is_gathered(page: Page) -> bool:
    """True for a text that only gathers others' reports: it says so, or names nobody for most of what it gives."""
    text = page.report.text
    if lexicon().gathered_note.search(text):
        return True
    return len(lexicon().gathered.findall(text)) >= max(3, len(page.words) // 100)


def counts(page: Page) -> bool:
    """True for a report that can be a source."""
    return not is_opinion(page) and not is_gathered(page)

