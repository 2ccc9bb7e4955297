"""Those it is about under another word: people become fighters, a group a terrorist group, a patrol a marine patrol."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rashomon.claims.match import Clause
from rashomon.claims.swaps import swaps
from rashomon.model import Figure
from rashomon.text.compare import WORD, Term, keys, stem

LOADED = frozenset({"civilian", "partisan", "soldier", "armed", "criminal", "migrant", "prisoner"})
"""Kinds of people that say more than that somebody was there."""
LABELS = LOADED - {"civilian"}
GRAVE = frozenset({"armed", "criminal"})
SAME = frozenset({"ordinary", "protester"})
"""Kinds that stand for one another: 5,000 people marched, 5,000 protesters did."""
ALIKE = 0.6
"""Share of the shorter clause's terms that both must have for a word at its end to stand for another."""
OPENS = re.compile(r"(?:^|[.!?:\n…–—]\W*)$")
COUNTED = re.compile(
    r"(?:\s+(?:of\s+the\s+)?(?!(?:was|were|is|are|had|have|has|who|that|which|in|at|on|and|or|from|by|to|for|with|as)\b)"
    r"[^\W\d]+){0,4}"
)
"""What may stand between a number and the word for those it counts."""
BY = re.compile(r"\b(?P<act>[^\W\d]+)\s+by\s+(?:(?:the|an?|some|his|its|their)\s+)?(?:[a-z]+\s+)?$")


@dataclass(frozen=True, slots=True)
class Noun:
    """A word for people in a clause."""

    text: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Other:
    """A word for people that took the place of another, or that was not there ('' before)."""

    before: str
    after: str
    kind: str
    """What kind of people it says they are now."""
    was: str = ""


@cache
def kinds() -> dict[str, str]:
    """Every word for people, and its stem -> its kind."""
    table = tomllib.loads(files("rashomon.claims").joinpath("people.toml").read_text(encoding="utf-8"))
    listed = {word: kind for kind, words in table.items() for word in words.split()}
    stems = {stem(word): kind for word, kind in reversed(listed.items())}
    return stems | listed


def kind_of(word: str) -> str:
    """The kind of people that a word stands for; '' for a word of something else."""
    return kinds().get(word.casefold()) or kinds().get(stem(word), "")


def nouns(clause: Clause) -> tuple[Noun, ...]:
    """The words for people in a clause: none of a name, of its source, or of a compound like 'rebel-held'."""
    text, start = clause.span.exact, clause.span.start
    said = clause.said
    telling = [(p.start - start, p.end - start) for p in (said.source, said.cue) if p] if said else []
    found = []
    for m in WORD.finditer(text):
        kind = kind_of(m.group())
        name = m.group()[0].isupper() and not OPENS.search(text[: m.start()].rstrip("\"'“”‘’«»( "))
        held = text[m.end() : m.end() + 1] == "-"
        if kind and not name and not held and not any(a <= m.start() < b for a, b in telling):
            found.append(Noun(m.group(), kind, m.start(), m.end()))
    return tuple(found)


def other_nouns(
    parent: Clause, child: Clause, pairs: Sequence[tuple[Figure, Figure]], *, kinds_only: bool = False
) -> Iterator[Other]:
    """Every word for people of a child that stands where its parent has another; `pairs` are numbers of one thing.

    `kinds_only` between two languages: 'fighters' and 'combatants' are one kind.
    """
    found = [*of_numbers(parent, child, pairs), *of_places(parent, child, tied=bool(pairs))]
    told = " ".join(other.after for other in found)
    found += [other for other in added(parent, child) if not any(w in told for w in other.after.split())]
    yield from (other for other in found if not (kinds_only and other.kind == other.was))


def of_numbers(parent: Clause, child: Clause, pairs: Sequence[tuple[Figure, Figure]]) -> Iterator[Other]:
    """Those that one number counts, under another word."""
    old, new = nouns(parent), nouns(child)
    for before, after in pairs:
        now = counted(child, after, new)
        was = counted(parent, before, old)
        if now and was and differ(was, now) and not still(was, now, new) and not still(now, was, old):
            yield Other(was.text, now.text, now.kind, was.kind)
        elif now and not was and now.kind in LOADED and now.kind not in {n.kind for n in old}:
            yield Other(before.span.exact, after.span.exact, now.kind, "ordinary")


def of_places(parent: Clause, child: Clause, *, tied: bool) -> Iterator[Other]:
    """Those that stand in one place of two clauses, under another word; `tied` where both count the same."""
    old, new = nouns(parent), nouns(child)
    alike = len(parent.keys & child.keys) >= ALIKE * min(len(parent.keys), len(child.keys))
    for swap in swaps(parent.span.exact, child.span.exact):
        before, after = of(swap.before, old), of(swap.after, new)
        if not before or not after:
            continue
        was, now = before[-1], after[-1]
        # what became a plain word must stand between words that both have: 'killed by marines', 'killed by a crew'
        placed = swap.inside or (now.kind in LABELS and (tied or alike))
        if placed and differ(was, now) and not still(was, now, new) and not still(now, was, old):
            yield Other(was.text, now.text, now.kind, was.kind)


def differ(was: Noun, now: Noun) -> bool:
    """True for two words that do not say the same of people."""
    if was.kind == now.kind:
        return now.kind in LOADED and stem(was.text) != stem(now.text)
    return not {was.kind, now.kind} <= SAME


def still(noun: Noun, other: Noun, there: Sequence[Noun]) -> bool:
    """True when the other clause has the word too; or its kind, where that says something and the two differ in it."""
    if noun.kind == other.kind or noun.kind == "ordinary":
        return stem(noun.text) in {stem(n.text) for n in there}
    return noun.kind in {n.kind for n in there}


def counted(clause: Clause, figure: Figure, found: Sequence[Noun]) -> Noun | None:
    """The word for those that a number counts: in its own words or shortly after it."""
    start = figure.span.start - clause.span.start
    end = figure.span.end - clause.span.start
    reach = COUNTED.match(clause.span.exact, end)
    inside = [n for n in found if start <= n.start < end]
    after = [n for n in found if end <= n.start < (reach.end() if reach else end)]
    return inside[-1] if inside else after[0] if after else None


def added(parent: Clause, child: Clause) -> Iterator[Other]:
    """A loaded word of a kind that was not there, set before a word that both have, or named as the doer."""
    text, known, new = child.span.exact, {noun.kind for noun in nouns(parent)}, nouns(child)
    had = {stem(m.group()) for m in WORD.finditer(parent.span.exact)}
    for noun in (n for n in new if n.kind in LABELS and n.kind not in known):
        following = WORD.match(text, noun.end + 1)
        label = following and text[noun.end].isspace() and not noun.text.endswith(("s", "men"))
        if following and label and stem(following.group()) in had and keys(following.group()):
            yield Other("", f"{noun.text} {following.group()}", noun.kind)
        elif (done := BY.search(text[: noun.start])) and left_open(done["act"], parent.span.exact):
            yield Other("", f"by {noun.text}", noun.kind)


def left_open(act: str, text: str) -> bool:
    """True when a text says that an act was done and not by whom: 'the gate was locked'."""
    passive = rf"\b(?:was|were|is|are|be|been|being|got)\s+(?:\w+\s+){{0,2}}?{re.escape(act)}\b(?!\s+by\b)"
    return bool(re.search(passive, text, re.IGNORECASE))


def of(terms: Sequence[Term], found: Sequence[Noun]) -> list[Noun]:
    """The words for people among some terms."""
    starts = {term.start for term in terms}
    return [noun for noun in found if noun.start in starts]
