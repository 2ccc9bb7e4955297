"""Whom or what a figure counts, in one word for each kind: people, fighters, children, houses."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

from rashomon.model import Figure, Span
from rashomon.text.compare import Term, terms

TABLE = tomllib.loads(files("rashomon.claims").joinpath("scope.toml").read_text(encoding="utf-8"))
DISPUTED = frozenset(TABLE["disputed"].split())
"""Kinds that sides dispute of the same dead and wounded."""
GROUPS = frozenset(TABLE["groups"].split())
"""Kinds of people that are a part of 'people': a number of these is another scope."""
THINGS = GROUPS | frozenset(TABLE["people"].split())
VAGUE = frozenset({"other", "more", "another", "number", "total", "toll"})
"""Words that stand for what is counted and say nothing of it."""
OBJECTS = frozenset(TABLE["objects"].split())
"""Things that are no people."""
HELD = re.compile(r"\b\w+-(?:held|led|backed|run|controlled|owned|based|linked|aligned)\b", re.IGNORECASE)
"""'The rebel-held city' says nothing of rebels."""
OF_ALL = re.compile(r"\bof\s+the\s+$", re.IGNORECASE)
"""Before a whole: of 'eleven of the 64 are children' the 64 are no children."""
NAMED_AS = re.compile(
    r"[^.;,:!?]{0,40}?\b(?:were|are|was|is|been|étaient|sont|était|est|eran|son|fueron|era|es)\s+"
    r"(?:(?:[A-ZÀ-Þ][\w’'-]*|the|all|both|mostly|mainly|also|either|des?|la|les|los|las)\s+){0,3}$"
)
"""Between a number and the kind that it is said to be: '30 of the passengers were League members'."""
LISTED = re.compile(r":\s*[\"“‘'«]*\s*$")
"""Before a number that counts what the words before it name: 'members of the group on board: thirty-four'."""
MIXED = re.compile(r"\s+(?:and|or)\s+|,\s*")
BREAK = re.compile(r"[.,;:!?()–—]")


def head(figure: Figure) -> str:
    """The last noun of what is counted where it is no people: 'two rebel-held areas' are areas."""
    named = terms(figure.counted)
    return named[-1].key if named and named[-1].key in OBJECTS else ""


def thing_of(figure: Figure, span: Span, found: tuple[Term, ...]) -> str:
    """The family of what is counted: from the figure's own words, else the first noun of people after it."""
    if head(figure):
        return head(figure)
    kinds = [{t.key for t in terms(noun) if t.key in GROUPS} for noun in MIXED.split(figure.counted)]
    if len(kinds) > 1 and not set.intersection(*kinds):
        return "people" if any(kinds) else ""
    for term in reversed(terms(HELD.sub(" ", f"{figure.span.exact} {figure.counted}"))):
        if term.key in THINGS:
            return term.key
    at, end = figure.span.start - span.start, figure.span.end - span.start
    stop = end + min(24, len(BREAK.split(span.exact[end:])[0]))
    near = [t.key for t in found if at <= t.start < stop]
    named = terms(HELD.sub(" ", figure.counted))
    whole = OF_ALL.search(span.exact[:at]) is not None
    kind = "" if whole else kind_of(span.exact, at, end, found, bare=not figure.counted)
    if kind:
        return kind
    if (named and not VAGUE & {t.key for t in named}) or whole:
        return named[0].key if named else ""
    return next((k for k in near if k in THINGS), named[0].key if named else "")


def kind_of(text: str, at: int, end: int, found: tuple[Term, ...], *, bare: bool) -> str:
    """The kind of people that the counted are said to be; of a bare number after a colon the kind named before it."""
    groups = [t for t in found if t.key in GROUPS]
    said = next((t.key for t in groups if t.start >= end and NAMED_AS.fullmatch(text[end : t.start])), "")
    before = [t.key for t in groups if t.end <= at] if bare and LISTED.search(text[:at]) else []
    return said or next(iter(before), "")
