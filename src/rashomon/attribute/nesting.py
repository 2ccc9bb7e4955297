"""Which attribution lies within which, and in what order they stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from rashomon.attribute.draft import Draft, Place
from rashomon.text.nearby import Nearby

DEEPEST = 6
"""Attributions that may lie within one another; a longer chain is a misreading, and its innermost are left out."""


def nested(drafts: Iterable[Draft], *, leaning: frozenset[str] = frozenset()) -> list[Draft]:
    """One draft for each content and cue, in order, each `within` the shortest other that holds its content and cue.

    A cue in `leaning` ('citing') shares its content with the draft it leans on
    and lies within that.
    """
    unique = {(d.content, d.cue): d for d in reversed(list(drafts))}
    ordered = sorted(unique.values(), key=lambda d: (d.content[0][0], -length(d), d.lemma in leaning, d.cue or (0, 0)))
    by_place = near(ordered)
    holders = [_holder(by_place.at(*extent(d)), at, d, leaning) for at, d in enumerate(ordered)]
    return _shallow([replace(d, within=holder) for d, holder in zip(ordered, holders, strict=True)])


def with_more(drafts: Sequence[Draft], more: Iterable[Draft]) -> list[Draft]:
    """The drafts in order of content with further ones that lie within none; `within` keeps what it points at."""
    both = [(d.content[0][0], -length(d), at, d) for at, d in enumerate(drafts)]
    both += [(d.content[0][0], -length(d), len(drafts), d) for d in more]
    both.sort(key=lambda item: item[:3])
    moved = {old: new for new, (_, _, old, _) in enumerate(both)}
    return [d if d.within is None else replace(d, within=moved[d.within]) for *_, d in both]


def without(drafts: Sequence[Draft], gone: Collection[int]) -> list[Draft]:
    """The drafts but those at some places; `within` keeps what it points at, else points further out."""
    at = {n: place for place, n in enumerate(n for n in range(len(drafts)) if n not in gone)}
    return [replace(drafts[n], within=_further(drafts, n, at)) for n in at]


def _further(drafts: Sequence[Draft], n: int, at: Mapping[int, int]) -> int | None:
    """Where the nearest draft that holds this one and is kept now stands."""
    holder = drafts[n].within
    while holder is not None and holder not in at:
        holder = drafts[holder].within
    return None if holder is None else at[holder]


def near(drafts: Iterable[Draft]) -> Nearby[tuple[int, Draft]]:
    """Drafts with their indices, by the stretch that content and cue stand in."""
    return Nearby((numbered, *extent(numbered[1])) for numbered in enumerate(drafts))


def extent(draft: Draft) -> Place:
    """From where the first part of content and cue starts to where the last one ends."""
    parts = [*draft.content, *([draft.cue] if draft.cue else [])]
    return min(start for start, _ in parts), max(end for _, end in parts)


def length(draft: Draft) -> int:
    """Characters of a draft's content."""
    return sum(end - start for start, end in draft.content)


def _holder(others: Iterable[tuple[int, Draft]], at: int, draft: Draft, leaning: frozenset[str]) -> int | None:
    # what holds it starts no later, so it stands before it
    before = [(i, other) for i, other in others if i < at]
    if draft.lemma in leaning:
        shared = [i for i, other in before if other.content == draft.content]
        if shared:
            return shared[-1]
    parts = [*draft.content, *([draft.cue] if draft.cue else [])]
    own = length(draft)
    holding = [(length(other), -i) for i, other in before if length(other) > own and _holds(other, parts)]
    return -min(holding)[1] if holding else None


def _holds(outer: Draft, parts: Sequence[Place]) -> bool:
    return all(any(low <= start and end <= high for low, high in outer.content) for start, end in parts)


def _shallow(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without those that lie deeper than `DEEPEST`."""
    depth: list[int] = []
    kept: dict[int, int] = {}
    done: list[Draft] = []
    for at, draft in enumerate(drafts):
        depth.append(0 if draft.within is None else depth[draft.within] + 1)
        if depth[at] < DEEPEST:
            kept[at] = len(done)
            done.append(draft if draft.within is None else replace(draft, within=kept[draft.within]))
    return done
