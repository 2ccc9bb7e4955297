"""The parents of a column or a digest: it was made from reports, so what it says came from those that say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rashomon.lineage.genre import counts
from rashomon.lineage.judge import background, edge
from rashomon.lineage.option import Found, Option, acknowledged, says_same, title
from rashomon.lineage.page import Page
from rashomon.model import Derivation, DerivationKind

MOST = 0.2
CLEARLY = 1.05
"""It is derived from the report that so much of it resembles, and by so much more than the next."""
ALONE = 1.25
"""A sentence comes from the report whose sentence is like it by so much more than any other's."""


def gathered(
    child: Page, options: Sequence[Option], edges: Sequence[Derivation], copies: Mapping[str, str]
) -> list[Derivation]:
    """The reports that a column or a digest draws on, beside those that it copies or names."""
    taken = {e.parent for e in edges}
    left = [o for o in options if o.parent.id not in taken and o.telling and not background(o)]
    if not left or counts(child):
        return []  # what speaks in its own name may know of its own accord
    copying = any(e.kind is not DerivationKind.QUOTES for e in edges)
    main = [] if copying else list(nearest(child, left))
    return [*main, *by_sentence(child, left, [*edges, *main], copies)]


def nearest(child: Page, options: Sequence[Option]) -> Iterator[Derivation]:
    """The report that most of it resembles, where one stands out."""
    best = max(options, key=lambda o: (o.like.resemblance, o.parent.id))
    rest = [o.like.resemblance for o in options if o is not best and o.names != best.names]
    part = best.like.resemblance / len(child.words)
    if best.translated or part < MOST or best.like.resemblance < CLEARLY * max(rest, default=0.0):
        return
    found = Found(matches=tuple(m for m in best.like.matches if m.weight >= 0.5))
    reason = f"gathers what others reported, most of it as {title(best.parent)} has it"
    yield edge(best, found, DerivationKind.REWRITE, part, reason, credited=acknowledged(best))


def by_sentence(
    child: Page, options: Sequence[Option], edges: Sequence[Derivation], copies: Mapping[str, str]
) -> Iterator[Derivation]:
    """The reports that have what a sentence of it says, and that no other report but their copies has."""
    taken = {top(e.parent or "", copies) for e in edges}
    told: dict[str, set[int]] = defaultdict(set)
    for number, sentence in enumerate(child.sentences):
        if any(p.child[0] < sentence.end and sentence.start < p.child[1] for e in edges for p in e.passages):
            continue
        source = only_one(number, options, copies)
        if source:
            told[source.parent.id].add(number)
    for option in options:
        mine = told[option.parent.id]
        if not mine or top(option.parent.id, copies) in taken:
            continue  # what a copy says too, the digest may have from either
        matches = tuple(m for m in option.like.matches if m.child in mine)
        part = sum(child.sentences[n].length for n in mine) / len(child.words)
        reason = (
            f"gathers what others reported: {len(mine)} of its sentences say what {title(option.parent)} alone says"
        )
        yield edge(option, Found(matches=matches), DerivationKind.REWRITE, part, reason, credited=acknowledged(option))


def only_one(number: int, options: Sequence[Option], copies: Mapping[str, str]) -> Option | None:
    """The report whose sentence a sentence is like, the first of its copies; None where another's is nearly so."""
    best: dict[str, tuple[float, Option]] = {}
    for option in options:
        root = top(option.parent.id, copies)
        for match in option.like.matches:
            known = best.get(root)
            if match.child != number or option.translated or not says_same(match):
                continue
            if known is None or (match.weight, option.parent.id == root) > (known[0], known[1].parent.id == root):
                best[root] = (match.weight, option)
    ordered = sorted(best.values(), key=lambda found: (-found[0], found[1].parent.id))
    clear = len(ordered) == 1 or (ordered and ordered[0][0] >= ALONE * ordered[1][0])
    return ordered[0][1] if clear else None


def top(name: str, copies: Mapping[str, str]) -> str:
    """The report that a copy, or a copy of a copy, was made from."""
    seen: set[str] = set()
    while name in copies and name not in seen:
        seen.add(name)
        name = copies[name]
    return name
