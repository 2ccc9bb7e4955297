"""Two captures of one address are versions of a page, not two sources: what changed from one to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from rashomon.lineage.page import Page
from rashomon.model import Edit, Reading, Revision, Statement, Version
from rashomon.text.address import page
from rashomon.text.compare import keys
from rashomon.text.shingles import words

ALIKE = 0.4
"""The least share of the terms of two statements that both have for the later to be the earlier changed."""
SHOWN = 3
"""So many changes of wording are named in a reason."""


def versions(readings: Sequence[Reading]) -> tuple[Version, ...]:
    """Each capture of a page beside the one before it, in order of time; the order of the readings changes nothing."""
    captures: dict[str, list[Page]] = defaultdict(list)
    for reading in readings:
        if where := page(reading.report.url):
            captures[where].append(Page(reading))
    made: list[Version] = []
    for where in sorted(captures):
        held = sorted(captures[where], key=lambda p: (p.published, p.report.published, p.id))
        made += [version(a.reading, b.reading) for a, b in pairwise(held)]
    return tuple(made)


def version(earlier: Reading, later: Reading) -> Version:
    """What changed between two captures, statement by statement, in the order of the page."""
    heads = earlier.report.headline, later.report.headline
    reason = "" if heads[0] == heads[1] else f"the headline '{heads[0]}' became '{heads[1]}'"
    return Version(earlier.report.id, later.report.id, tuple(revisions(earlier, later)), reason)


def revisions(earlier: Reading, later: Reading) -> Iterator[Revision]:
    """The statements that were changed or added, as the later page has them, then those that went."""
    kept, open_ = same(earlier.statements, later.statements)
    for statement in later.statements:
        if statement.id in kept:
            continue
        before = nearest(statement, open_)
        if before is None:
            yield Revision(Edit.ADDED, None, statement.id)
            continue
        open_.remove(before)
        if told := wording(before, statement):
            yield Revision(Edit.CHANGED, before.id, statement.id, told)
    yield from (Revision(Edit.REMOVED, gone.id, None) for gone in open_)


def same(earlier: Sequence[Statement], later: Sequence[Statement]) -> tuple[set[str], list[Statement]]:
    """The later statements that stand as they stood, and the earlier ones that do not."""
    held: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in earlier:
        held[marks(statement)].append(statement)
    kept = {s.id for s in later if held[marks(s)] and held[marks(s)].pop(0)}
    left = {s.id for rest in held.values() for s in rest}
    return kept, [s for s in earlier if s.id in left]


def marks(statement: Statement) -> tuple[object, ...]:
    """What makes a statement the same: its words, whose they are, and how they are said."""
    source = words(statement.source.exact).folded if statement.source else ()
    return words(statement.text).folded, source, statement.own_voice, statement.stance


def nearest(statement: Statement, others: Sequence[Statement]) -> Statement | None:
    """The one most like a statement, by the share of terms that both have; None where none is."""
    scored = [(likeness(statement, other), -n) for n, other in enumerate(others)]
    score, place = max(scored, default=(0.0, 0))
    return others[-place] if score >= ALIKE else None


def likeness(left: Statement, right: Statement) -> float:
    """The share of the terms of both that each has; what the same speaker says is a little more alike."""
    a, b = keys(left.text), keys(right.text)
    told = len(a & b) / len(a | b) if a and b else float(words(left.text).folded == words(right.text).folded)
    return told + (0.1 if left.speaker and left.speaker == right.speaker else 0.0)


def wording(before: Statement, after: Statement) -> str:
    """The words that became others, and another speaker or stance."""
    left, right = before.text.split(), after.text.split()
    codes = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    changed = [
        f"'{' '.join(left[a:b])}' became '{' '.join(right[c:d])}'" if a < b and c < d
        else f"'{' '.join(left[a:b])}' went" if a < b
        else f"'{' '.join(right[c:d])}' came"
        for tag, a, b, c, d in codes
        if tag != "equal"
    ]  # fmt: skip
    who = [s.source.exact if s.source else "the outlet" for s in (before, after)]
    if who[0] != who[1] and before.speaker != after.speaker:
        changed.append(f"said by '{who[0]}', then by '{who[1]}'")
    if before.stance is not after.stance:
        changed.append(f"{before.stance.value}, then {after.stance.value}")
    return "; ".join(changed[:SHOWN]) + (" …" if len(changed) > SHOWN else "")
