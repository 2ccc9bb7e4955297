"""A claim's name: its most central statement's words, cut as a person would."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rashomon.claims.facets import Facet
from rashomon.text.compare import keys

LONG = 90
"""Characters of a label at most."""
LEAD = re.compile(r"^(?:that|and|but|because|how|whether|so|then|as|also)\s+", re.IGNORECASE)
BREAK = re.compile(r"[;:–—]\s|,\s+(?=(?:which|who|where|while|after|before|as|but|and)\b)")
PRONOUN = re.compile(r"^\W*(?:he|she|it|they|we|i|this|that|these|those|his|her|its|their)\b", re.IGNORECASE)
MARKS = " \t\n\"“”‘’«»'.,;:–—-("


def label(group: Sequence[Facet]) -> str:
    """The words of the facet that shares most with the others; an assertion before a denial, names before pronouns."""
    common = Counter(key for facet in group for key in facet.keys)
    return shortened(max(group, key=lambda f: (central(f, common), -len(f.span.exact), f.span.exact)).span.exact)


def central(facet: Facet, common: Counter[str]) -> float:
    """How much of what the group speaks of a facet holds, by its length; less for a denial or a leading pronoun."""
    shared = sum(common[key] for key in facet.keys)
    words = len(facet.span.exact.split())
    score = shared / (3 + max(len(keys(facet.span.exact)), words / 2))
    score *= 0.6 if facet.denies else 1.0
    score *= 0.6 if PRONOUN.match(facet.span.exact) else 1.0
    return score * (0.5 if words < 4 else 1.0)


def shortened(text: str) -> str:
    """A text without marks and leading conjunctions, cut at a word and begun with a capital."""
    text = re.sub(r"\s+", " ", text).strip(MARKS)
    text = LEAD.sub("", text).strip(MARKS)
    if len(text) > LONG:
        clause = BREAK.split(text[: LONG + 1])[0]
        text = clause if 30 <= len(clause) <= LONG else text[:LONG].rsplit(" ", 1)[0] + " …"
    return text[:1].upper() + text[1:]
