"""Two statements that put one thing on either side of another: 'before the ruling', 'after the ruling'."""

from __future__ import annotations

import re

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
    ours, theirs = timed(left), timed(right)
    for first, second in ((BEFORE, AFTER), (AFTER, BEFORE)):
        a, b = first.search(ours), second.search(theirs)
        if a is None or b is None or second.search(ours) or first.search(theirs):
            continue
        when = keys(a["what"]), keys(b["what"])
        if near(*when) and near(keys(ours[: a.start()]) - when[0], keys(theirs[: b.start()]) - when[1]):
            return a.group().strip(), b.group().strip()
    return None


def timed(facet: Facet) -> str:
    """A facet's words with those that tell when it was, which stand behind them in its statement."""
    piece = next((p for p in facet.statement.content if p.holds(facet.span)), facet.span)
    tail = TAIL.match(piece.exact[facet.span.end - piece.start :])
    return facet.span.exact + (tail.group() if tail else "")


def near(left: frozenset[str], right: frozenset[str]) -> bool:
    """True when a term of one stands in the other, or one kindred to it."""
    return any(term in right or kin(term).keys() & right for term in left)
