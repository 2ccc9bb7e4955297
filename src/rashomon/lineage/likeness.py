"""What one report has from another: shared runs of words, and sentences that say the same in other words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import sqrt

from rashomon.lineage.lexicon import lexicon
from rashomon.lineage.page import Page, Sentence, aligned
from rashomon.text.align import SEED, Block
from rashomon.text.shingles import CAPITAL, NUMBER, remembered

FORM = 16
"""A run of so many words is no form that another event fills in with its own figures and names."""


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence of the child and the sentence of the parent that holds most of its facts."""

    child: int
    parent: int
    weight: float
    """How telling the shared facts are: about one for a figure that no other candidate has."""
    part: float
    """How much of the child's sentence they are, 0 to 1."""
    shared: frozenset[str]


@dataclass(frozen=True)
class Field:
    """The possible parents of a report, taken together: how many have a fact, a word."""

    pages: tuple[Page, ...]

    @cached_property
    def _having(self) -> dict[str, int]:
        return {}

    def facts(self, key: str) -> int:
        """In how many of the pages a fact stands, counted as one where it stands in none."""
        if len(self.pages) == 1:
            return 1
        if key not in self._having:
            self._having[key] = max(1, sum(key in page.keys for page in self.pages))
        return self._having[key]

    @cached_property
    def _rare(self) -> dict[int, float]:
        return {}

    def rare(self, word: int) -> float:
        """How rare a word, given by its hash, is among the pages: 1 where no more than one of them has it."""
        if len(self.pages) == 1:
            return 1.0
        if word not in self._rare:
            self._rare[word] = 1 / sqrt(max(1, sum(word in page.held for page in self.pages)))
        return self._rare[word]


@dataclass(frozen=True)
class Likeness:
    """A child beside one possible parent."""

    child: Page
    parent: Page
    field: Field
    """All its possible parents."""

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The passages they share word by word."""
        return aligned(self.child, self.parent)

    @cached_property
    def strong(self) -> tuple[Block, ...]:
        """The shared passages that hold a seeded run with something of its own."""
        worth = self.child.worth
        return tuple(
            block
            for block in self.blocks
            if any(r.length >= SEED and sum(worth[r.left : r.left + r.length]) >= 2 for r in block.runs)
        )

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """The sentences of the child that say what one of the parent's says."""
        if self.child.report.lang != self.parent.report.lang:
            return in_order(self._best(translated=True))
        return tuple(self._best(translated=False))

    @cached_property
    def faithful(self) -> int:
        """How many shared runs begin with a figure that is hedged alike on both sides, less those that are not."""
        return sum(self._hedged_alike(block) for block in self.blocks)

    @cached_property
    def resemblance(self) -> float:
        """How many words of the child stand in sentences that share facts with the parent's, each by its part."""
        return sum(m.part * self.child.sentences[m.child].length for m in self.matches)

    @cached_property
    def edits(self) -> int:
        """How often the wording changes between shared runs; a cut between two sentences is no change of wording."""
        runs = sorted(run for block in self.blocks for run in block.runs)
        ends = {sentence.last for sentence in self.child.sentences}
        return sum(b.left > a.left + a.length or a.left + a.length not in ends for a, b in pairwise(runs))

    @cached_property
    def filled_in(self) -> int:
        """How often a shared run ends in another figure or name, where that is the rule: one form, two events."""
        ends = [(r.left + r.length, r.right + r.length) for b in self.blocks for r in b.runs if r.length >= SEED]
        starts = [(r.left - 1, r.right - 1) for b in self.blocks for r in b.runs if r.length >= SEED]
        changed = sum(self._other(a, b) for a, b in (*ends, *starts))
        short = all(r.length < FORM for b in self.blocks for r in b.runs)
        return changed if short and 3 * changed >= len(ends) else 0

    def _other(self, a: int, b: int) -> bool:
        """True for two figures, or two names, that are not the same."""
        if not (0 <= a < len(self.child.words) and 0 <= b < len(self.parent.words)):
            return False
        ours, theirs = self.child.words.shapes[a], self.parent.words.shapes[b]
        figures = ours & theirs & NUMBER
        names = ours & theirs & CAPITAL and not (ours | theirs) & NUMBER
        return bool(figures or names) and self.child.words.compared[a] != self.parent.words.compared[b]

    def rare(self, word: int) -> float:
        """How rare a word of the child is among its possible parents: 1 where only this one has it."""
        return self.field.rare(self.child.words.compared[word])

    def _hedged_alike(self, block: Block) -> int:
        left, right = block.left[0], block.right[0]
        if not self.child.words.shapes[left] & NUMBER:
            return 0
        ours, theirs = self.child.words.folded, self.parent.words.folded
        a = left > 0 and ours[left - 1] in lexicon().approximate
        b = right > 0 and theirs[right - 1] in lexicon().approximate
        return 1 if a == b else -1

    def _best(self, *, translated: bool) -> Iterable[Match]:
        index = self.parent.holding
        for number, sentence in enumerate(self.child.sentences):
            best = self._match(number, sentence, index, translated=translated)
            if best:
                yield best

    def _match(
        self, number: int, sentence: Sentence, index: Mapping[str, Sequence[int]], *, translated: bool
    ) -> Match | None:
        mine = keys(sentence.keys, translated=translated)
        total = sum(weight(key) for key in mine)
        votes: Counter[int] = Counter()
        for key in mine & index.keys():
            worth = int(1000 * weight(key) / self.field.facts(key) ** 0.5)
            for other in index[key]:
                votes[other] += worth
        if not votes:
            return None
        chosen = min(votes, key=lambda other: (-votes[other], other))
        shared = mine & keys(self.parent.sentences[chosen].keys, translated=translated)
        if translated and chosen + 1 < len(self.parent.sentences):  # a translator makes one sentence of two
            shared |= mine & keys(self.parent.sentences[chosen + 1].keys, translated=True)
        part = sum(weight(key) for key in shared) / total
        worth = sum(int(1000 * weight(key) / self.field.facts(key) ** 0.5) for key in shared)
        return Match(number, chosen, max(votes[chosen], worth) / 1000, part, frozenset(shared))


def keys(facts: frozenset[str], *, translated: bool) -> frozenset[str]:
    """The facts that are compared: words of another language are not."""
    return frozenset(k for k in facts if not k.startswith("w:")) if translated else facts


@remembered
def weight(key: str) -> float:
    """How much a shared fact says before it is known who else has it."""
    kind, value = key[0], key[2:]
    if kind == "p":
        return 0.5
    if kind == "w":
        return 0.15 if value in lexicon().pale else 0.4
    if not re.fullmatch(r"[\d.]+", value):
        return 0.6
    size = float(value) if value.count(".") < 2 else 0.0
    return 0.5 if size <= 12 else 0.3 if 1900 <= size < 2100 else 1.0


def in_order(matches: Iterable[Match]) -> tuple[Match, ...]:
    """The longest series of matches that go forward in both texts: a translation keeps the order of the facts."""
    found = list(matches)
    best: list[tuple[float, tuple[Match, ...]]] = []
    for match in found:
        earlier = [b for b in best if b[1][-1].parent <= match.parent]
        score, chain = max(earlier, key=lambda b: b[0], default=(0.0, ()))
        best.append((score + match.weight, (*chain, match)))
    return max(best, key=lambda b: b[0], default=(0.0, ()))[1]
