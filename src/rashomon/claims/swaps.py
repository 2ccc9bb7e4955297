"""Which word of one text stands where another stood: the terms of two texts laid side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from rashomon.text.compare import Term, stem, terms

MOST = 4
"""A longer stretch that only one text has is another thought, not another word."""


class Swap(NamedTuple):
    """Terms of one text and those that stand in their place in the other; one side may be empty."""

    before: tuple[Term, ...]
    after: tuple[Term, ...]
    inside: bool
    """True when both texts go on alike before and after it."""


def swaps(before: str, after: str) -> Iterator[Swap]:
    """What was put for what, in order; a word of the same family under another stem is a swap too."""
    old, new = terms(before), terms(after)
    matcher = SequenceMatcher(None, [t.key for t in old], [t.key for t in new], autojunk=False)
    codes = matcher.get_opcodes()
    for n, (tag, a, b, c, d) in enumerate(codes):
        if tag == "equal":
            pairs = zip(old[a:b], new[c:d], strict=True)
            yield from (Swap((x,), (y,), True) for x, y in pairs if word(before, x) != word(after, y))
        elif b - a <= MOST and d - c <= MOST:
            yield Swap(old[a:b], new[c:d], 0 < n < len(codes) - 1)


def word(text: str, term: Term) -> str:
    """The stem of a term as it stands in its text."""
    return stem(text[term.start : term.end])


def shared(found: Sequence[Term], others: Sequence[Term]) -> int:
    """How many terms of one text the other has."""
    return len({t.key for t in found} & {t.key for t in others})
