"""What changed between two clauses that say the same: each change with the words that show it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.claims.doers import doer_changes
from rashomon.claims.found import Found
from rashomon.claims.louder import CLOSE, settled, unsaid
from rashomon.claims.match import Clause
from rashomon.claims.nouns import GRAVE, LOADED, Other, other_nouns
from rashomon.claims.numbers import figure_changes, other_count, pairs
from rashomon.claims.voices import Setting, hop_changes, other_voice, through_lost, voice_changes
from rashomon.claims.wording import abroad, hedge_changes, meaning_changes, plain, verb_changes
from rashomon.model import Change

ASKED = re.compile(r"\?\W*$")


def changes(
    parent: Clause, child: Clause, setting: Setting, *, carried: bool = False, facts_only: bool = False
) -> list[Found]:
    """The changes from one clause to another, the weightiest first.

    `carried` where words were copied; `facts_only` compares figures and the words for people, and no more.
    """
    found: dict[Change, Found] = {}
    if (
        any(ASKED.search(clause.sentence) for clause in (parent, child))
        or other_count(parent, child)
        or (not carried and other_voice(parent, child, setting))
    ):
        return []
    for one in all_changes(parent, child, setting, facts_only=facts_only):
        found[one.change] = both(found[one.change], one) if one.change in found else one
    return sorted(found.values(), key=lambda f: (-f.weight, f.change))


def both(first: Found, second: Found) -> Found:
    """Two signs of one change as one, the weightier first."""
    main, other = (first, second) if first.weight >= second.weight else (second, first)
    words = main.words if other.words in main.words else f"{main.words}, {other.words}"
    return Found(main.change, words, main.weight, max(first.reach, second.reach))


def all_changes(parent: Clause, child: Clause, setting: Setting, *, facts_only: bool) -> Iterator[Found]:
    """Every change between two clauses; of two with the same words, none of voice or verb."""
    numbers = pairs(parent, child)
    yield from figure_changes(parent, child, numbers, corrected=facts_only)
    if facts_only:
        if setting.translated:
            yield from (*through_lost(parent, child), *hop_changes(parent, child, setting), *abroad(parent, child))
            yield from (*settled(parent, child, CLOSE, setting), *unsaid(parent, child))
        others = other_nouns(parent, child, numbers, kinds_only=True)
        yield from (noun_change(other) for other in others if other.before)
        return
    doubts = list(hedge_changes(parent, child))
    yield from doubts
    if plain(parent.span.exact) == plain(child.span.exact):
        return
    yield from voice_changes(parent, child, setting)
    yield from map(noun_change, other_nouns(parent, child, numbers))
    yield from doer_changes(parent, child)
    yield from verb_changes(parent, child, numbers)
    yield from meaning_changes(parent, child)
    if not any(f.change is Change.HEDGE_DROPPED for f in doubts):
        yield from settled(parent, child, CLOSE, setting)
    yield from unsaid(parent, child)


def noun_change(other: Other) -> Found:
    """What a word for people became; the graver it is, the more it matters."""
    if not other.before:
        return Found(Change.ACTOR_ADDED, f"'{other.after}' is put in", 0.7 if other.kind in GRAVE else 0.6)
    weight = 0.85 if other.kind in GRAVE and other.was not in GRAVE else 0.75 if other.kind in LOADED else 0.5
    return Found(Change.NOUN_CHANGED, f"'{other.before}' became '{other.after}'", weight)
