"""Two statements that exclude one another without a word of denial: 'the doors were bolted', 'every door opened'.

Two words of one pair (`claims/poles.py`) are opposed where both are said of one noun, and nothing shows that two
things, days or places are meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from rashomon.claims.facets import Facet, refuses
from rashomon.claims.poles import ANY, Pole, meant, poles
from rashomon.claims.slots import INCREMENT, agree
from rashomon.text.clauses import Word, clauses, phrases
from rashomon.text.compare import keys, negations
from rashomon.text.kindred import kin, nearness
from rashomon.text.opposites import Entry, found_in, pairs

NEAR = 0.6
"""How near a kindred noun must be to be the same thing."""
DAY = re.compile(
    r"\b(?:[01]?\d|2[0-3])[.:][0-5]\d\b|\bat\s+(?:noon|midnight|dawn|dusk|\w+\s+o[’']clock)\b|\b(?:19|20)\d\d\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
"""What tells when."""
OPEN = re.compile(
    r"\b(?:if|whether|would|should|may|might|could|unless|until|must|can|cannot|before|not|never|no)\b|n['’]t\b",
    re.IGNORECASE,
)
"""What keeps a text from saying plainly that something was so."""
CHANGED = re.compile(
    r"\b(?:later|again|until|afterwards|eventually|finally|reopened|since then|by then|then)\b", re.IGNORECASE
)
"""What is so later was not so before: no contradiction."""


def sides(facet: Facet) -> tuple[Pole, ...]:
    """Which side of which opposites a facet takes, and of what: 'no door was locked' is on the side of 'open'."""
    # the words of a denial deny by themselves
    flipped = facet.turned and (refuses(facet.statement) or not negations(facet.span.exact))
    return _sides(facet.span.exact, flipped, facet.about)


@lru_cache(maxsize=65536)
def _sides(text: str, flipped: bool, about: frozenset[str]) -> tuple[Pole, ...]:
    # whoever denies a text without a denial, or asserts one with it by his verb, takes the other side
    found = (meant(pole, about) for pole in poles(text, flipped))
    return tuple(pole for pole in found if pole)


def opposed(left: Facet, right: Facet) -> tuple[Pole, Pole] | None:
    """The two words by which two facets exclude one another, if they do."""
    ours, theirs = sides(left), sides(right)
    if not ours or not theirs:
        return None
    found = next(((a, b) for a, b in product(ours, theirs) if against(a, b) and not others(a.pair, left, right)), None)
    return None if found is None or elsewhere(left, right) else found


def others(pair: str, left: Facet, right: Facet) -> bool:
    """True where two facets say it of people whom they count apart: '200 more had come ashore', '900 were on board'."""
    if "people" not in pairs()[pair].of:
        return False
    ours, theirs = ([slot for slot in f.slots if not slot.figure.unit] for f in (left, right))
    more = any(INCREMENT.search(slot.figure.span.exact) for slot in (*ours, *theirs))
    return more or (bool(ours and theirs) and not any(agree(a, b) for a, b in product(ours, theirs)))


def agreed(left: Facet, right: Facet) -> bool:
    """True when two facets say the same of one thing: 'no door stood open' denies no 'all doors were closed'."""
    return any(
        a.pair == b.pair and a.side == b.side and a.future == b.future and of_one(a, b)
        for a, b in product(sides(left), sides(right))
    )


def borne_out(no: Facet, yes: Facet) -> bool:
    """True where the other says by an opposite what is not so: 'no door stood open', 'we shut the hatches'."""
    ours, theirs = ([entry for entry, _ in _words(f.span.exact)] for f in (no, yes))
    refused = [entry for entry in ours if keys(" ".join(entry.words)) & no.negated]
    sides = {(a.right == b.right) for a, b in product(refused, theirs) if a.pair == b.pair}
    return sides == {False}


def against(a: Pole, b: Pole) -> bool:
    """True when two poles exclude one another and are said of one thing."""
    if (
        a.pair != b.pair
        or a.side == b.side
        or a.future != b.future
        or (a.negated and b.negated)
        or (a.partial and b.partial)
    ):
        return False
    return of_one(a, b)


def of_one(a: Pole, b: Pole) -> bool:
    """True when two poles are said of one thing, as far as their names, places and doers show."""
    if not (same(a.thing, b.thing) or a.thing in b.names or b.thing in a.names):
        return False
    if a.other and b.other and not same(a.other, b.other):
        return False
    if apart(a.names, b.names) or apart(a.marks, b.marks):
        return False
    return all(agrees(a.places, b.places, prep) for prep, _ in a.places)


def apart(a: frozenset[str], b: frozenset[str]) -> bool:
    """True when both have something and nothing in common."""
    return bool(a) and bool(b) and not a & b


def agrees(a: frozenset[tuple[str, str]], b: frozenset[tuple[str, str]], prep: str) -> bool:
    """False when two texts name other places behind one preposition."""
    ours, theirs = (frozenset(name for at, name in found if at == prep) for found in (a, b))
    return not apart(ours, theirs)


def same(left: str, right: str) -> bool:
    """True when two nouns can stand for one thing."""
    return left == right or ANY in (left, right) or nearness(left, right) >= NEAR


def elsewhere(left: Facet, right: Facet) -> bool:
    """True when two facets speak of other days or hours, or one of them of what changed."""
    if left.when and right.when and (left.when[1] < right.when[0] or right.when[1] < left.when[0]):
        return True
    hours = [frozenset(m.group().casefold() for m in DAY.finditer(f.span.exact)) for f in (left, right)]
    return apart(*hours) or any(CHANGED.search(f.span.exact) for f in (left, right))


def unlike(left: Facet, right: Facet) -> tuple[str, str] | None:
    """Two words of which one excludes the other, in plain clauses of two assertions that share a noun.

    Whatever they are said of: 'the siren sounded', 'the fuse of the siren had been taken out'.
    """
    if left.denies or right.denies or left.silent or right.silent:
        return None
    for (a, ours), (b, theirs) in product(_words(left.span.exact), _words(right.span.exact)):
        if a.pair == b.pair and a.right != b.right and a.sole and b.sole and of_things(a.pair):
            said = keys(" ".join((*a.words, *b.words))) | left.names
            if any(same_word(term, theirs - said) for term in ours - said):
                vague = any(OPEN.search(f.span.exact) for f in (left, right)) or elsewhere(left, right)
                return None if vague else (" ".join(a.words), " ".join(b.words))
    return None


def of_things(pair: str) -> bool:
    """True for opposites that need no noun to be known: not those of people, of whom there are many in any text."""
    return pairs()[pair].plain and ("people" not in pairs()[pair].of or "body" in pairs()[pair].of)


@lru_cache(maxsize=65536)
def _words(text: str) -> tuple[tuple[Entry, frozenset[str]], ...]:
    """The entries of the table that stand in a text, each with the nouns of its clause; none of which both sides do."""
    found = [(one.entry, nouns(part.words)) for part in clauses(text) for one in found_in([w.low for w in part.words])]
    sides = {(entry.pair, entry.right) for entry, _ in found}
    kept = {(*e.words, e.pair): (e, held) for e, held in found if (e.pair, not e.right) not in sides}
    return tuple(kept[key] for key in sorted(kept))


def nouns(words: Sequence[Word]) -> frozenset[str]:
    """The terms of the nouns in a clause."""
    return frozenset(term for phrase in phrases(words) if phrase.words for term in keys(phrase.head))


def same_word(term: str, others: frozenset[str]) -> bool:
    """True for a term that stands among others, or one kindred to it."""
    return term in others or bool(kin(term).keys() & others)
