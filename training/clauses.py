"""Invented disputes as text to learn from: each clause put into a paragraph as a report would print it.

    === what happened
    ? a question
    + a clause that says so          - a clause that says it is not so          ~ one that takes no side
    ? a question of how many
    a one answer, or number          b another that excludes it
    0 a clause about the same matter that speaks to none of the questions

`disputes/*.txt` hold the first three kinds, `answers/*.txt` the last two; every name in them is invented.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SPEAKERS = (
    "the minister", "a spokesman", "a spokeswoman for the company", "two witnesses", "the governor's office", "a union",
    "the police chief", "residents", "one survivor", "the opposition", "an official", "the mayor", "the manager",
    "a lawyer for the families", "her brother", "the inquiry", "a nurse", "the army", "a source close to the talks",
    "the ministry", "an aid group", "the prosecutor", "his deputy", "the agency", "a document seen by this newspaper",
    "the regulator",
)  # fmt: skip
PLAIN = (
    "{s}.", "{s}.", "{s}.", "{s}, {who} said.", "{who} said {s}.", "{who} said that {s}.", "“{s},” {who} said.",
    "“{s}.”", "{s}, according to {who}.", "{who} insisted that {s}.", "{who} told reporters that {s}.",
    "For {who}, {s}.", "{who} said: “{s}.”", "{s}, {who} added.",
)  # fmt: skip
DENIED = (
    "{who} denied that {s}.", "{who} rejected claims that {s}.", "It was not true that {s}, {who} said.",
    "{who} dismissed as false a report that {s}.", "{who} said it was untrue that {s}.",
)  # fmt: skip
OPEN = (
    "{who} could not confirm that {s}.", "{who} would neither confirm nor deny that {s}.",
    "{who} said it was too early to say whether {s}.", "{who} asked whether {s}.",
)  # fmt: skip
SMALL = re.compile(
    r"(?:The|A|An|It|They|He|She|We|There|No|Not|Nobody|All|Some|Every|His|Her|Their|Its|This|That|One|Two)\b"
)
"""First words that are no names."""
OTHER = {"+": "-", "-": "+", "~": "~"}


@dataclass(frozen=True)
class Line:
    """A clause, the number of its question and its side: + - ~, the letter of an answer, or 0 for none."""

    text: str
    question: int
    side: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its clauses: where each stands, and which line it is."""

    text: str
    clauses: tuple[tuple[int, int, Line], ...]


def disputes(paths: Sequence[Path]) -> list[tuple[Line, ...]]:
    """The lines of each event of some files, their questions numbered through: events may be mixed."""
    found: list[list[Line]] = []
    question = traps = 0
    for path in paths:
        for row in path.read_text(encoding="utf-8").splitlines():
            if row.startswith("==="):
                found.append([])
            elif row.startswith("? "):
                question += 1
            elif row.strip():
                traps += row[0] == "0"
                found[-1].append(Line(row[2:].strip(), -traps if row[0] == "0" else question, row[0]))
    return [tuple(lines) for lines in found]


def paragraphs(lines: Sequence[Line], chance: random.Random) -> Iterator[Paragraph]:
    """The lines in a new order, one to three to a paragraph, each told in one of the ways of news."""
    rest = list(lines)
    chance.shuffle(rest)
    while rest:
        count = chance.choice((1, 1, 2, 2, 3))
        text, clauses = "", []
        for line in rest[:count]:
            told, start, end, side = sentence(line, chance)
            shift = len(text) + (1 if text else 0)
            text = f"{text} {told}".strip()
            clauses.append((start + shift, end + shift, Line(line.text, line.question, side)))
        del rest[:count]
        yield Paragraph(text, tuple(clauses))


def sentence(line: Line, chance: random.Random) -> tuple[str, int, int, str]:
    """One line as a sentence, where the clause stands in it, and the side that it takes there."""
    side, pattern = line.side, chance.choice(PLAIN)
    draw = chance.random()
    if len(line.text.split()) > 4 and side in OTHER:
        if draw < 0.12:
            pattern, side = chance.choice(DENIED), OTHER[side]
        elif draw < 0.17:
            pattern, side = chance.choice(OPEN), "~"
    clause = line.text.strip().rstrip(".")
    before, after = pattern.split("{s}")
    clause = cased(clause, upper=not before or before.endswith("“"))
    before = before.replace("{who}", chance.choice(SPEAKERS))
    after = after.replace("{who}", chance.choice(SPEAKERS))
    before = before[:1].upper() + before[1:]
    return before + clause + after, len(before), len(before) + len(clause), side


def cased(clause: str, *, upper: bool) -> str:
    """A clause with a capital, or without where its first word is no name."""
    if upper:
        return clause[:1].upper() + clause[1:]
    plain = re.match(
        r"(?:The|A|An|It|They|He|She|We|There|No|Not|Nobody|All|Some|Every|His|Her|Their|Its|This|That|One|Two)\b",
        clause,
    )
    return clause[:1].lower() + clause[1:] if plain else clause
