"""Four invented reports of a dam, read once, and short ways to decide about them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from factories import make_report
from rashomon.decisions.propose import propose
from rashomon.dossier import Options, compare
from rashomon.engine.duck import DuckEngine
from rashomon.model import Decision, DecisionKind, Dossier, Reading, Statement
from rashomon.readings import read_one

TEXTS = {
    "wire": (
        "KELLMOOR, June 3 (Sable Wire) - About 300 people were moved from the valley below the Kellmoor dam on "
        "Tuesday, the district governor, Ines Varga, said.\n\n"
        '"We had no other choice," she told reporters.\n\n'
        "The Water Company denied that it had opened the gates at night.\n\n"
        "Subscribe to our newsletter for more stories like this."
    ),
    "herald": (
        "At least 500 people were moved from the valley below the Kellmoor dam, according to the Red Lantern, "
        "a relief group.\n\n"
        "A spokesman for the Water Company said the gates had been opened at dawn."
    ),
    "echo": (
        "About 300 people were moved from the valley below the Kellmoor dam on Tuesday, the district governor, "
        "Ines Varga, said.\n\nThe gates are forty years old."
    ),
    "union": "The union of dam workers said the gates had been opened at night.",
}
DATES = {"wire": "2032-06-03", "herald": "2032-06-04", "echo": "2032-06-05", "union": "2032-06-06"}


@cache
def readings() -> tuple[Reading, ...]:
    """The reports as the rules read them."""
    reports = [
        make_report(text, path=f"{name}.txt", outlet=f"The {name.title()}", published=DATES[name])
        for name, text in TEXTS.items()
    ]
    return tuple(read_one(report, extractor="rules") for report in reports)


def compared(decisions: Sequence[Decision] = (), held: Sequence[Reading] | None = None) -> Dossier:
    """The dossier with decisions applied."""
    engine = DuckEngine()
    try:
        found = readings() if held is None else held
        return compare(found, (), Options("rules"), engine, lambda *_: None, decisions)
    finally:
        engine.close()


@cache
def machine() -> Dossier:
    """What the machine finds by itself."""
    return compared()


def statement(words: str, dossier: Dossier | None = None) -> Statement:
    """The first statement whose content has some words."""
    return next(s for s in (dossier or machine()).statements if words in s.text)


def claim_of(words: str, dossier: Dossier | None = None) -> str:
    """The id of the claim of that statement."""
    seen = dossier or machine()
    return next(c.id for c in seen.claims if statement(words, seen).id in c.statements)


def decide(
    kind: DecisionKind,
    about: Sequence[str],
    who: str = "Ana",
    at: int = 1,
    dossier: Dossier | None = None,
    **value: str,
) -> Decision:
    """A decision of somebody at some minute."""
    when = f"2032-07-01T10:{at:02}:00Z"
    return propose(dossier or machine(), kind, about, value, who=who, when=when, why="heard the tape")
