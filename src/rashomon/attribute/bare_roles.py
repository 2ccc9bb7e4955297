"""For whom a person speaks whose role says of what body no word: 'The bank denied it. "…," chairman Dara Orvik said.'

It is the body that spoke in the sentence before, where the person is named for the first time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from rashomon.model import Reading, Source, SourceKind, Statement
from rashomon.text.bodies import body
from rashomon.text.names import outlet_like, tokens

NEXT = 3
"""Characters between two sentences at most: a stop, a space, a paragraph's end."""
OFFICES = frozenset(
    ["chief", "head", "director", "boss", "chairman", "chairwoman", "chair", "chairperson", "governor",
     "executive", "spokesman", "spokeswoman", "spokesperson"]
)  # fmt: skip
"""Words for who speaks for a body of any sort."""
RANKS = frozenset(["colonel", "major", "general", "captain", "lieutenant", "superintendent", "inspector", "sergeant"])
ARMED = frozenset(["police", "army", "navy", "force", "command", "gendarmerie", "constabulary", "guard", "coastguard"])
"""Sorts of bodies whose officers have ranks."""
LESS = frozenset(["deputy", "vice", "managing", "general", "press", "senior", "acting", "chief"])
"""Words before an office that do not say of what it is."""
BODIES = (SourceKind.ORGANIZATION, SourceKind.PUBLIC_BODY)


def read(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, with the body for which each person with such a role speaks."""
    return tuple(_read(reading) for reading in readings)


def _read(reading: Reading) -> Reading:
    known = {s.id: s for s in reading.sources}
    told = sorted((s for s in reading.statements if s.speaker in known and s.source), key=_start)
    acts = {b.speaker: a.speaker for a, b in pairwise(told) if _speaks_for(a, b, known)}
    if not acts:
        return reading
    return replace(reading, sources=tuple(replace(s, acts_for=acts.get(s.id, s.acts_for)) for s in reading.sources))


def _speaks_for(before: Statement, after: Statement, known: Mapping[str, Source]) -> bool:
    """True where the person of one statement is named first there, right behind the body of the one before."""
    its, who = known[before.speaker or ""], known[after.speaker or ""]
    if who.kind is not SourceKind.PERSON or who.acts_for or its.kind not in BODIES or outlet_like(its.name):
        return False
    first, source = min(who.mentions, default=None), after.source
    if first is None or source is None or not source.start <= first.start < source.end:
        return False
    return 0 <= _start(after) - _end(before) <= NEXT and fits(who.role, its.name)


def _start(statement: Statement) -> int:
    return min(span.start for span in (*statement.content, statement.source) if span)


def _end(statement: Statement) -> int:
    return max(span.end for span in (*statement.content, statement.source, statement.cue) if span)


def fits(role: str, name: str) -> bool:
    """True for a role that says of no body, and that a body of such a name has."""
    words = tokens(role)
    if not words or any(word not in LESS for word in words[:-1]):
        return False
    made = body(name)
    return words[-1] in OFFICES or (words[-1] in RANKS and made is not None and made.sort in ARMED)
