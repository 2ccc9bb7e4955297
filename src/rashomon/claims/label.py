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
FRAGMENT = re.compile(
    r"^\W*(?:that\s+)?(?:(?:to|as|not to|having|being|of|who|whom|whether|which|where|why|what|how|when|avoir|haber|"
    r"que|has|have|had|was|were|been)\b|(?:[\w’'-]+\s+){1,8}(?:of|as)\s+\w+ing\b)",
    re.IGNORECASE,
)
"""What is no sentence of its own: 'to have counted 612 people', 'had been held', 'marines of chaining the gate'."""
BROKEN = re.compile(r"^[^\"“]*[\"”](?:[^\"“”]*)$")
"""A quotation mark without its other half: words that were cut out of a sentence."""
FOREIGN = re.compile(
    r"\b(?:le|les|des|une|dans|sur|pas|avait|étaient|los|las|una|del|por|con|había|fue)\b", re.IGNORECASE
)
"""Words of French and Spanish: a label is in English where a statement is."""
VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|did|does|will|would|could|may|might|must|can|\w{3,}(?:ed|es)|fell|rose|"
    r"left|went|came|took|gave|saw|knew|told|said|put|shot|hit|struck|held|kept|broke|burst|sank|fled|began|found|made|ran|"
    r"stood|sent)\b",
    re.IGNORECASE,
)
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
    score *= 0.35 if facet.denies else 1.0
    score *= 0.4 if BROKEN.search(facet.span.exact.strip(MARKS)) else 1.0
    score *= 0.4 if PRONOUN.match(facet.span.exact) else 1.0
    score *= 0.3 if FRAGMENT.match(facet.span.exact) else 1.0
    score *= 0.3 if FOREIGN.search(facet.span.exact) else 1.0
    score *= 0.7 if facet.span.exact[:1] in '"“‘«' else 1.0  # one voice's own words, not the claim's
    score *= 1.0 if VERB.search(facet.span.exact) else 0.5
    return score * (0.5 if words < 4 else 1.0)


def shortened(text: str) -> str:
    """A text without marks and leading conjunctions, cut at a word and begun with a capital."""
    text = re.sub(r"\s+", " ", text).strip(MARKS)
    while LEAD.match(text):
        text = LEAD.sub("", text).strip(MARKS)
    if len(text) > LONG:
        clause = BREAK.split(text[: LONG + 1])[0]
        text = clause if 30 <= len(clause) <= LONG else text[:LONG].rsplit(" ", 1)[0] + " …"
    return text[:1].upper() + text[1:]
