"""A number that one report alone gives: another than its parent's for the same, or the same for other things."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rashomon.claims.found import Found
from rashomon.claims.match import Clause, core, telling
from rashomon.claims.nouns import kind_of
from rashomon.claims.slots import HARM, Slot, same_count, slots
from rashomon.claims.ties import earlier
from rashomon.model import Change, Figure, Reading, Span
from rashomon.text.compare import stem
from rashomon.text.kindred import nearness

ANOTHER = 1.05
"""How many times as large a number must be to be another, and none that was rounded."""
MOST = 2.5
TENFOLD = (9.0, 11.0)
"""How many times as large it may be: of what is larger still, another thing is counted, or a digit was added."""
LEAST = 13
"""A smaller number may be another's by chance."""
MANY = re.compile(r"\b(?:dozens|scores|hundreds|thousands|millions)\b", re.IGNORECASE)
NEARLY = 0.4
"""... and for a vague word in one to be of what the other counts."""
EVENT = 0.6
"""... and for the harmed of both to be those of one event."""
MOST_MANY = 50
FAR = 1.5
"""So many times as large is the least that such a word may mean."""
CLOSE = 0.5
"""How near two clauses must be for two measures in them to be of one thing."""
APART = 0.4
"""Two things whose words are nearer than this may be one thing."""
TOLD = frozenset(
    stem(word)
    for word in (
        *("body", "name", "soul", "head", "corpse", "household", "family", "paper", "life", "victim", "colleague"),
        *("innocent", "dead", "more", "other"),
    )
)
"""Words for things by which people are counted."""


class Recounts:
    """Who gives which number in a case."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.published: Mapping[str, str] = {r.report.id: r.report.published for r in readings}
        self.given: dict[float, set[str]] = defaultdict(set)
        for reading in readings:
            for figure in reading.figures:
                if (number := core(figure)) is not None:
                    self.given[number].add(reading.report.id)
        self.known: dict[Span, Mapping[str, Slot]] = {}

    def slots(self, clause: Clause) -> Mapping[str, Slot]:
        """The slots of a clause by its figures, made once."""
        if clause.span not in self.known:
            self.known[clause.span] = {s.figure.id: s for s in slots(clause.span, clause.figures)}
        return self.known[clause.span]

    def changed(self, parent: Clause, child: Clause, near: float) -> Iterator[Found]:
        """What became of the numbers of a clause in another that is about the same."""
        theirs, ours = self.slots(parent), self.slots(child)
        both = {core(f) for f in parent.figures} & {core(f) for f in child.figures}
        for now in child.figures:
            for was in parent.figures:
                words = f"'{was.span.exact}' became '{now.span.exact}'"
                if core(was) != core(now) and {core(was), core(now)} & both:
                    continue
                if (
                    self.grown(was, now)
                    and (near >= CLOSE or not was.unit)
                    and counts_one(was, now, theirs, ours)
                    and self.alone(was, now, ours)
                ):
                    yield Found(Change.FIGURE_CHANGED, words, 0.85)
                elif near >= self.least(now, ours) and blown_up(was, now, theirs, ours):
                    yield Found(Change.FIGURE_CHANGED, words, 0.8)
                elif other_things(was, now):
                    yield Found(Change.NOUN_CHANGED, words, 0.8)

    def slipped(self, parent: Clause, child: Clause) -> Iterator[Found]:
        """A number of a clause that is one of another with a digit too many, or with two digits the wrong way round."""
        alone = [(now, after) for now in child.figures if (after := core(now)) and self.given[after] == {now.report_id}]
        for now, after in alone:
            for was in (f for f in parent.figures if f.unit == now.unit):
                before = core(was)
                if before is None or not slip(before, after, alike=True):
                    continue
                one = counts_one(was, now, self.slots(parent), self.slots(child)) or (people(was) and people(now))
                if slip(before, after, alike=one):
                    yield Found(Change.FIGURE_CHANGED, f"'{was.span.exact}' became '{now.span.exact}'", 0.85)

    def grown(self, was: Figure, now: Figure) -> bool:
        """True for a larger number that its report alone gives."""
        before, after = core(was), core(now)
        if not before or not after or now.subset or was.subset:
            return False
        ratio = after / before
        return (ANOTHER <= ratio <= MOST or TENFOLD[0] <= ratio <= TENFOLD[1]) and self.given[after] == {now.report_id}

    def least(self, now: Figure, ours: Mapping[str, Slot]) -> float:
        """How near two clauses must be for a vague word to count the same: the harmed are counted of many events."""
        slot = ours.get(now.id)
        return EVENT if slot and slot.fates & HARM else NEARLY

    def alone(self, was: Figure, now: Figure, ours: Mapping[str, Slot]) -> bool:
        """True for a number that is no newer count of the harmed: a later report gives the old one again."""
        slot = ours.get(now.id)
        if slot is None or not slot.fates & HARM:
            return True
        day = self.published[now.report_id]
        return any(earlier(day, self.published[r]) for r in self.given[core(was) or 0.0])


def blown_up(was: Figure, now: Figure, theirs: Mapping[str, Slot], ours: Mapping[str, Slot]) -> bool:
    """True for a number of people that became a vague word for far more: 'about 400 people', 'thousands'."""
    number = core(was)
    vague = MANY.search(now.span.exact) and not any(letter.isdigit() for letter in now.span.exact)
    if not vague or number is None or now.low is None or was.unit or now.unit or MANY.search(was.span.exact):
        return False
    if was.subset or now.low > MOST_MANY * number:
        return False
    one = counts_one(was, now, theirs, ours) or (people(was) and (people(now) or not now.counted))
    return one and now.low >= FAR * number


def slip(before: float, after: float, *, alike: bool) -> bool:
    """True where one number is the other with a nought too many, and, of `alike` things, with one digit wrong."""
    old, new = f"{before:.0f}", f"{after:.0f}"
    telling = len(old.rstrip("0"))
    if before < LEAST or telling < 2:
        return False
    if new == f"{old}0":
        return telling > 2 or alike
    swapped = len(old) == len(new) and any(
        new == f"{old[:n]}{old[n + 1]}{old[n]}{old[n + 2 :]}" for n in range(len(old) - 1)
    )
    return alike and after > before and (swapped or new[1:] == old)


def counts_one(was: Figure, now: Figure, theirs: Mapping[str, Slot], ours: Mapping[str, Slot]) -> bool:
    """True for two numbers of the same: one measure, one noun, or those to whom the same happened."""
    if was.unit != now.unit:
        return False
    left, right = theirs.get(was.id), ours.get(now.id)
    same = left is not None and right is not None and same_count(left, right)
    return bool(was.unit) or bool(nouns_of(was) & nouns_of(now)) or (same and bool(now.counted))


def other_things(was: Figure, now: Figure) -> bool:
    """True where a number that few things have counts things, and then people: 17 reports are 17 children."""
    number = core(was)
    if number is None or number != core(now) or was.unit or now.unit or not telling(f"#{number:g}"):
        return False
    before, after = nouns_of(was), nouns_of(now)
    if not before or not after or before & (after | TOLD) or people(was) or not people(now):
        return False
    return max(nearness(a, b) for a in before for b in after) < APART


def nouns_of(figure: Figure) -> set[str]:
    """The words for what is counted, without their inflection."""
    return {stem(word) for word in figure.counted.split()}


def people(figure: Figure) -> bool:
    """True for a number of people."""
    return any(kind_of(word) for word in figure.counted.split())
