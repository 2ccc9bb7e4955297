"""Answers that leave no room for another: 'the shed held only salt', 'it was the miller who opened the sluice'.

Who says that one thing only was there, or that one alone did it, contradicts who names another for the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rashomon.claims.facets import Facet
from rashomon.model import Stance
from rashomon.text.clauses import PRONOUNS, clauses, phrases
from rashomon.text.compare import key, keys, terms
from rashomon.text.kindred import nearness

NEAR = 0.6
"""How near a kindred word must be to be the same."""
WORDS = r"(?:(?!(?:who|that|which|and|but|when|where|not|no)\b)[\w’'-]+\s+){1,5}?"
FORMS = (
    # 'it was the miller who opened the sluice'
    (
        "who",
        re.compile(
            rf"\b[Ii]t\s+(?:was|is|were|had\s+been)\s+(?P<only>(?:the|an?|his|her|its|their|our|one|[A-Z][\w’'-]+)\s+{WORDS}|"
            rf"[A-Z][\w’'-]+\s+)(?:who|that|which)\s+(?P<rest>[^,;.]+)"
        ),
    ),
    # 'the miller alone opened the sluice', 'only the miller had a key', 'nobody but the miller had one'
    ("alone", re.compile(rf"^\W*(?P<only>{WORDS})alone\s+(?P<rest>(?!with|in|at|on|for|up|and|there)[^,;.]+)")),
    (
        "alone",
        re.compile(
            r"^\W*(?:[Oo]nly|[Nn]one\s+but|[Nn]o\s+one\s+(?:but|except)|[Nn]obody\s+(?:but|except))\s+(?P<only>(?:the|an?|his|her|its|"
            r"their|our)\s+[\w’'-]+(?:\s+[\w’'-]+)?|[A-Z][\w’'-]+)\s+(?P<rest>(?:was|were|had|has|is|are|could|can|did|[a-z]+ed)\b[^,;.]*)"
        ),
    ),
    # 'the shed held salt and nothing else', 'the shed held only salt', 'there was nothing but salt in the shed'
    (
        "held",
        re.compile(
            r"(?P<rest>[^,;.]+?)\s+(?P<only>(?:(?:the|an?)\s+)?[\w’'-]+)\s*,?\s+and\s+(?:nothing|nobody|no\s+one)\s+(?:else|more)\b"
        ),
    ),
    (
        "held",
        re.compile(
            r"(?P<rest>[^,;.]+?)\s+(?:nothing\s+(?:but|except|other\s+than)|only|solely|exclusively)\s+(?P<only>(?!after|when|if|in|on|at|"
            r"for|once|by|because|to\b|from|with|\d)[\w’'-]+(?:\s+(?:and\s+)?(?!in|at|on|from|for)[\w’'-]+){0,2})(?P<more>[^,;.]*)"
        ),
    ),
)
SIGN = re.compile(
    r"\b(?:it\s+(?:was|is|were|had)|alone|only|nothing|nobody|none|no\s+one|solely|exclusively)\b", re.IGNORECASE
)
"""A word of one of the forms: a text without any has none, and is not searched for each."""
HOLDING = keys("held holds contained contains stored kept housed carried loaded full filled packed aboard found")
"""Words by which a place or a vessel has something in it."""
ANYTHING = keys("thing things something cargo goods material materials item items people man person one kind")
"""Nouns that name nothing in particular."""
LABELLED = re.compile(r"\b(?P<noun>[A-Za-z]+)\s+(?P<label>[A-Z]\b|\d+\b)")


@dataclass(frozen=True, slots=True)
class Only:
    """What a text says was the only one, and the terms of what it says of it."""

    form: str
    words: str
    only: frozenset[str]
    rest: frozenset[str]


@lru_cache(maxsize=65536)
def only(text: str) -> Only | None:
    """The one answer that a text leaves, if it says so."""
    for form, pattern in FORMS if SIGN.search(text) else ():
        found = pattern.search(text)
        if found:
            parts = found.groupdict()
            answer = keys(parts["only"])
            rest = keys(f"{parts['rest']} {parts.get('more') or ''}") - answer
            if answer and rest:
                return Only(form, parts["only"].strip(), answer, rest)
    return None


def rival(left: Facet, right: Facet) -> tuple[str, Facet] | None:
    """The words of the only answer that one facet leaves, and the other facet where it gives another answer."""
    for one, other in ((left, right), (right, left)):
        said = only(one.span.exact)
        if (
            said is None
            or one.silent
            or one.denies
            or not plainly(other)
            or labels(one) != (labels(other) or labels(one))
        ):
            continue
        if differs(said, one, other):
            return said.words, other
    return None


def plainly(facet: Facet) -> bool:
    """True for what is said outright to be so."""
    return not (facet.denies or facet.silent or facet.statement.stance in (Stance.HEDGED, Stance.NO_COMMENT))


def differs(said: Only, one: Facet, other: Facet) -> bool:
    """True where another facet says the same of something else, by a noun."""
    if any(near(term, other.keys) for term in said.only):
        return False
    both = frozenset(t for t in said.rest if near(t, other.keys))
    holding = said.form == "held" and bool(other.keys & HOLDING) and bool(said.rest & HOLDING or said.rest <= both)
    if holding:
        both |= said.rest & HOLDING
    enough = bool(both - HOLDING) and said.rest <= both and (said.form == "alone" or len(both) >= 2 or holding)
    return enough and any(answers(said, key(noun), one, other) for noun in nouns(other.span.exact))


def answers(said: Only, term: str, one: Facet, other: Facet) -> bool:
    """True for a noun that can stand where the only answer stands; a name and a noun may be one person."""
    if near(term, said.rest) or term in ANYTHING | HOLDING:
        return False
    return said.form == "held" or bool(said.only & one.names) is (term in other.names)


@lru_cache(maxsize=65536)
def nouns(text: str) -> tuple[str, ...]:
    """The heads of a text's noun phrases, those that can be compared."""
    heads = (p.head for c in clauses(text) for p in phrases(c.words) if p.words)
    return tuple(head for head in heads if head not in PRONOUNS and terms(head))


def near(term: str, others: frozenset[str]) -> bool:
    """True for a term that stands among others, or one that means nearly the same."""
    return term in others or any(nearness(term, o) >= NEAR for o in others)


def labels(facet: Facet) -> frozenset[tuple[str, str]]:
    """What tells a thing from others of its kind: 'shed 9'."""
    return frozenset((m["noun"].casefold(), m["label"]) for m in LABELLED.finditer(facet.span.exact))
