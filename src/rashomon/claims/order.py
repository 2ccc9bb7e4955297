"""Two statements that put one thing on either side of another: 'before the ruling', 'after the ruling'."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rashomon.claims.facets import Facet
from rashomon.text.compare import keys
from rashomon.text.kindred import kin

BEFORE = re.compile(
    r"\b(?:before|ahead\s+of|prior\s+to|until|in\s+advance\s+of)\s+(?P<what>[^,;.!?“”\"]{2,60})", re.IGNORECASE
)
AFTER = re.compile(r"\b(?:after|following|later\s+than)\s+(?P<what>[^,;.!?“”\"]{2,60})", re.IGNORECASE)
TAIL = re.compile(
    r"^\W*(?:only\s+|even\s+|long\s+|just\s+)?(?:before|after|until|following)\b[^,;.!?“”\"]{0,80}", re.IGNORECASE
)
"""What a facet leaves out that tells when it was: 'the pumps were stopped | before the fire'."""


def reversed_order(left: Facet, right: Facet) -> tuple[str, str] | None:
    """The words by which two statements that share what they are about put it before and after one thing."""
    if left.denies or right.denies or left.silent or right.silent:
        return None
    ours, theirs = bound(timed(left)), bound(timed(right))
    if ours is None or theirs is None or ours.after == theirs.after:
        return None
    one_thing = near(ours.what, theirs.what) and near(ours.said - ours.what, theirs.said - theirs.what)
    return (ours.words, theirs.words) if one_thing else None


class Bound(NamedTuple):
    """On which side of what a text puts something, in which words, and the terms before them."""

    after: bool
    words: str
    what: frozenset[str]
    said: frozenset[str]


@lru_cache(maxsize=65536)
def bound(text: str) -> Bound | None:
    """What a text puts something before or after; None where it does neither, or both."""
    before, after = BEFORE.search(text), AFTER.search(text)
    found = after or before
    if found is None or (before and after):
        return None
    return Bound(found is after, found.group().strip(), keys(found["what"]), keys(text[: found.start()]))


def timed(facet: Facet) -> str:
    """A facet's words with those that tell when it was, which stand behind them in its statement."""
    piece = next((p for p in facet.statement.content if p.holds(facet.span)), facet.span)
    tail = TAIL.match(piece.exact[facet.span.end - piece.start :])
    return facet.span.exact + (tail.group() if tail else "")


def near(left: frozenset[str], right: frozenset[str]) -> bool:
    """True when a term of one stands in the other, or one kindred to it."""
    return any(term in right or kin(term).keys() & right for term in left)
