"""The parts of what somebody says that can be claimed, denied or counted by themselves: language on strings."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import pairwise

from rashomon.text.compare import keys, terms

CUT = re.compile(
    r"(?<!\bSt)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bGen)(?<!\bCol)(?<!\bLt)(?<!\bCapt)(?<!\bSgt)(?<!\bProf)(?<!\bNo)(?<!\b[A-Z])"
    r"[.;:!?][\"”’']?\s++(?=\W{0,9}[A-Z])|;\s+|(?<!\s)\s++[–—-]\s+|(?:,|(?<!\s))\s++(?:while|whereas|although|though|but)\s+|"
    r",\s+(?:none|no|not one|adding)\s+|"
    r",\s+and\s+(?=(?:\w+\s+){0,4}(?:had|has|have|was|were|is|are|would|will|could|did|said|told)\b)|(?<!\s)\s++and\s+(?=(?:that|there|it|they|he|she|the|no|\w+\s+no)\b)|"
    r",\s+(?:and\s+)?(?=there\s)"
)
WHOLE = re.compile(r"^\W*there\s+(?:was|were|is|are|had\s+been|has\s+been)\s+no\b", re.IGNORECASE)
"""A piece that says enough with one word: 'there was no chain'."""
BACKGROUND = re.compile(
    r"(?:,|(?<!\s))\s++(?:(?:at|in|on|from|during|by)\s+which|where|when|after|before)\s+", re.IGNORECASE
)
"""What follows tells where or when a thing happened that the reader knows of: 'a gate at which 23 people died'."""
FEW = 2
"""A piece with fewer terms than this is not cut off: 'and left' is no claim."""


@lru_cache(maxsize=65536)
def cuts(text: str) -> tuple[tuple[int, int], ...]:
    """The parts of a content that each say enough, as offsets, without what only tells where or when."""
    return tuple((start, start + background(text[start:end])) for start, end in pieces(text))


@lru_cache(maxsize=65536)
def pieces(text: str) -> tuple[tuple[int, int], ...]:
    """Where a content can be cut into clauses that each say enough, as offsets: each stage of the claims asks."""
    places = [(0, 0), *((end_of(m), m.end()) for m in CUT.finditer(text)), (len(text), len(text))]
    out: list[tuple[int, int]] = []
    last: set[str] = set()
    for (_, start), (end, _) in pairwise(places):
        own = keys(text[start:end])
        if out and (little(text[start:end], own) or little(text[out[-1][0] : out[-1][1]], last)):
            out[-1] = (out[-1][0], end)
            last |= own
        elif text[start:end].strip():
            out.append((start, end))
            last = set(own)
    return tuple(trimmed(text, start, end) for start, end in out)


def end_of(cut: re.Match[str]) -> int:
    """Where the piece before a cut ends: after a full stop and its quotation mark, before a conjunction."""
    mark = re.match(r"[.;:!?][\"”’']?", cut.group())
    return cut.start() + (mark.end() if mark else 0)


def little(text: str, own: Collection[str]) -> bool:
    """True when a piece with such terms says too little to stand alone."""
    return len(own) < FEW and not (own and WHOLE.match(text))


def background(text: str) -> int:
    """Where the words end that say what is claimed; the length of the text where nothing follows them."""
    first: dict[str, int] = {}
    for term in terms(text):
        first.setdefault(term.key, term.end)
    enough = sorted(first.values())[FEW - 1] if len(first) >= FEW else len(text)
    return next((m.start() for m in BACKGROUND.finditer(text) if m.start() >= enough), len(text))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without spaces at its ends."""
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    while start < end - 1 and text[start].isspace():
        start += 1
    return start, end
