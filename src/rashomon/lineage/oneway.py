"""Which of two copies came first where no date tells: by what is only ever changed one way.

Somebody told it to one of the two outlets, and the other leaves that out; a slip of the pen stands in one and is put
right in the other; one keeps every change that the other made to an earlier report, and makes more. Signs that point
both ways are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rashomon.lineage.credit import Outlets, as_medium, credit_names, mentions, same_name
from rashomon.lineage.houses import Houses, is_agency
from rashomon.lineage.lexicon import lexicon
from rashomon.lineage.option import title
from rashomon.lineage.page import Page, aligned
from rashomon.model import Report
from rashomon.text.align import Block
from rashomon.text.shingles import fold

MUCH = 0.5
"""The least part of the shorter of the two that both have: of less, neither need be the other's copy."""
WHOLE = 0.8
"""The least part of the longer of the two that both have where an agency's text is printed by a paper."""
LONG = 5
"""A slip is looked for in words of so many letters …"""
ENDING = 2
"""… and not in so many at their end, where a word is inflected."""
OPENING = 40
"""So many characters after a headline may name the agency: 'AFP, Sunday 22 Feb'."""
FEW = 6
"""No more words are one change of wording."""


@dataclass(frozen=True, slots=True)
class Sign:
    """That the first of two came first, or the second, and by what."""

    first: bool
    reason: str


def sign(a: Page, b: Page, earlier: Sequence[Page], outlets: Outlets, houses: Houses | None = None) -> Sign | None:
    """Which of two copies came first, where all signs of the texts agree; where there are none, who writes for whom.

    `earlier` are reports that came before both.
    """
    blocks = aligned(a, b)
    shared = sum(block.shared for block in blocks)
    if shared < MUCH * min(len(a.words), len(b.words)) or not shared:
        return None
    found = (*signs(a, b, blocks, earlier, outlets, True), *signs(b, a, aligned(b, a), earlier, outlets, False))
    if found:
        return found[0] if len({s.first for s in found}) == 1 else None
    whole = shared >= WHOLE * max(len(a.words), len(b.words))
    return supplied(a.report, b.report, houses or Houses(), whole=whole)


def supplied(one: Report, other: Report, houses: Houses, *, whole: bool) -> Sign | None:
    """Which of two outlets writes for the other; an agency only where nearly the whole text is in both."""
    for first, (writer, paper) in ((True, (one, other)), (False, (other, one))):
        if reason := houses.writes_for(writer.outlet, paper.outlet):
            return Sign(first, reason)
        # an agency also gives short notes of what papers wrote
        if (
            whole
            and is_agency(writer.outlet)
            and not is_agency(paper.outlet)
            and not from_another(paper, writer.outlet)
        ):
            return Sign(first, f"{writer.outlet} is a news agency")
    return None


def from_another(report: Report, agency: str) -> bool:
    """True where a report is signed with the name of an agency, and not of this one: both may have it from there."""
    top = re.findall(r"[^\W\d_]+", report.text.lstrip()[: len(report.headline) + OPENING])
    signed = {*credit_names(report), *(word for word in top if word.isupper())}
    known = {name for name in signed if fold(name) in lexicon().agencies}
    return bool(known) and not any(same_name(name, agency) for name in known)


def signs(
    one: Page, other: Page, blocks: Sequence[Block], earlier: Sequence[Page], outlets: Outlets, first: bool
) -> Iterator[Sign]:
    """What shows that the one came before the other, by the passages that they share."""
    for reason in (told_to(one, other, blocks, outlets), put_right(one, other, blocks), *kept(one, other, earlier)):
        if reason:
            yield Sign(first, reason)


def told_to(one: Page, other: Page, blocks: Sequence[Block], outlets: Outlets) -> str:
    """Why the one is first: somebody told its own outlet what both have; '' where there is no such thing."""
    names = outlets.of(one.report.outlet)
    if one.report.outlet == other.report.outlet or mentions(other.report.text, names):
        return ""
    for sentence in one.sentences:
        words = range(sentence.first, sentence.last)
        held = sum(r.left <= w < r.left + r.length for block in blocks for r in block.runs for w in words)
        if 2 * held > len(words) and as_medium(sentence.text, names):
            return f"{title(one)} was told so itself, which {title(other)} leaves out"
    return ""


def put_right(one: Page, other: Page, blocks: Sequence[Block]) -> str:
    """Why the one is first: it has a slip where the other has the word that both have elsewhere."""
    mine, theirs = Counter(one.words.folded), Counter(other.words.folded)
    for (start, end), (low, high) in gaps(blocks):
        if (end - start, high - low) != (1, 1):
            continue
        wrong, right = one.words.folded[start], other.words.folded[low]
        if mine[wrong] == 1 and not theirs[wrong] and mine[right] and is_slip(wrong, right):
            return f"the slip '{one.printed(start)}' of {title(one)} is put right in {title(other)}"
    return ""


def is_slip(wrong: str, right: str) -> bool:
    """True for two words that one letter tells apart, or two in each other's place, but for their endings."""
    if min(len(wrong), len(right)) < LONG or not (wrong + right).isalpha() or wrong in lexicon().common:
        return False
    if abs(len(wrong) - len(right)) > 1:
        return False
    at = next((n for n, (x, y) in enumerate(zip(wrong, right, strict=False)) if x != y), min(len(wrong), len(right)))
    if at >= max(len(wrong), len(right)) - ENDING or {wrong[at], right[at]} == {"s", "z"}:
        return False
    swapped = wrong[:at] + wrong[at + 1 : at + 2] + wrong[at] + wrong[at + 2 :]
    less, more = sorted((wrong, right), key=len)
    left_out = more[:at] + more[at + 1 :] == less and len(more) > len(less)
    return swapped == right or wrong[at + 1 :] == right[at + 1 :] or left_out


def kept(one: Page, other: Page, earlier: Sequence[Page]) -> Iterator[str]:
    """Why the one is first: the other keeps all its changes to an earlier report, and changes more."""
    for root in earlier:
        ours, theirs = Edits.of(root, one), Edits.of(root, other)
        both = sorted(ours.changes & theirs.changes)
        telling = [change for change in both if any(len(word) > 3 or word.isdigit() for word in change[2])]
        alone = ours.changes - theirs.changes
        more = [change for change in theirs.changes - ours.changes if ours.has(change)]
        if telling and more and not any(theirs.has(change) for change in alone):
            start, end, words = telling[0]
            before, after = " ".join(root.words.folded[start:end]), " ".join(words)
            yield f"{title(other)} keeps '{after}' of {title(one)} for '{before}' of {title(root)}, and changes more"


Change = tuple[int, int, tuple[str, ...]]
"""First word and word after the last in the earlier report, and the words that stand for them."""


@dataclass(frozen=True)
class Edits:
    """What a copy made of the wording of an earlier report."""

    changes: frozenset[Change]
    intact: frozenset[int]
    """The words of the earlier report that it has as they were."""

    @classmethod
    def of(cls, root: Page, copy: Page) -> Edits:
        """The changes of wording, cuts and additions left out."""
        blocks = aligned(root, copy)
        changes = {
            (start, end, copy.words.folded[low:high])
            for (start, end), (low, high) in gaps(blocks)
            if 0 < end - start <= FEW and 0 < high - low <= FEW
        }
        held = (w for block in blocks for r in block.runs for w in range(r.left, r.left + r.length))
        return cls(frozenset(changes), frozenset(held))

    def has(self, change: Change) -> bool:
        """True where it has the words that another changed as they were."""
        return all(word in self.intact for word in range(change[0], change[1]))


def gaps(blocks: Sequence[Block]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """What lies between two runs of one passage, on either side: first word and word after the last."""
    for block in blocks:
        for a, b in pairwise(block.runs):
            yield (a.left + a.length, b.left), (a.right + a.length, b.right)
