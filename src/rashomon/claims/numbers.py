"""Which number of a report stands for which of its parent, and what became of it: 'almost 900' is now 900."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.claims.found import Found
from rashomon.claims.match import Clause, core, same_voice
from rashomon.claims.slots import HARM, Slot, same_count, same_fate, same_scope, slots
from rashomon.model import Change, Figure
from rashomon.text.compare import stem
from rashomon.text.strength import hedges, vague

VAGUE = re.compile(r"\b(?:dozens?|scores|hundreds|thousands|millions|several|many|few)\b", re.IGNORECASE)
BOUND_AFTER = re.compile(
    r"\W{0,3}(?:pas plus|au plus|au maximum|au moins|no más|como m[aá]ximo|al menos)\b", re.IGNORECASE
)
BOUND_BEFORE = re.compile(
    r"\b(?:al menos|au moins|más de|plus de|moins de|menos de|hasta|jusqu['’]à|environ|cerca de|unos|at least|up to)\s+"
    r"(?:an?\s+|de\s+)?$",
    re.IGNORECASE,
)
GONE = re.compile(
    r"\b(?:go(?:es|ne|ing)?|went|ris(?:en|es)|rose|climb(?:s|ed)|grow[ns]?|grew|add(?:s|ed)?|came|comes?|brought)\s+$"
)
EXCEED = re.compile(r"\b(?:not?|never)\b[^.;]*\bexceed", re.IGNORECASE)
"""'Did not exceed 18' is 'never more than 18'."""
PERIOD = re.compile(
    r"\bsince\s+\w+|\b(?:in|over|during|within)\s+(?:the\s+)?(?:past|last|previous)\s+(?:\w+\s+)?\w+", re.IGNORECASE
)
BESIDES = re.compile(r"\b(?:others?|more(?!\s+than)|further|another|additional)\b", re.IGNORECASE)
ROUGH = frozenset({"some", "Some", "about", "About", "around", "Around", "roughly", "an estimated"})
ESTIMATED = re.compile(r"\bestimat", re.IGNORECASE)
COUNT, MEASURE = 2.0, 1.5
"""How many times as large another number of the same may be, for what is counted and for what is measured."""
ALIKE = 3
NEARLY = 0.7
PARTLY = 0.4
"""How many, and which share of the shorter clause's terms both must hold where one noun is counted in both; which share
for another number of the same thing."""


def pairs(parent: Clause, child: Clause) -> list[tuple[Figure, Figure]]:
    """The numbers of a parent with those of its child that stand for them, the same numbers too."""
    before, out, other = list(parent.figures), [], []
    fates = {slot.figure.id: slot for c in (parent, child) for slot in slots(c.span, c.figures)}
    for figure in child.figures:
        equal = [f for f in before if (f.low, f.high, f.unit) == (figure.low, figure.high, figure.unit)]
        alike = [f for f in equal if not other_fate(fates.get(f.id), fates.get(figure.id))]
        if alike:
            # 'two women and two soldiers': the one that counts the same noun, where there is one
            was = min(alike, key=lambda f: (not nouns_of(f) & nouns_of(figure), f.span.start))
            before.remove(was)
            out.append((was, figure))
        elif not equal:
            other.append(figure)
    for figure in other:
        if was_it := partner(figure, before, parent, child):
            before.remove(was_it)
            out.append((was_it, figure))
    return out


def other_fate(before: Slot | None, after: Slot | None) -> bool:
    """True for two numbers of what befell people that are not the same: dozens killed, dozens wounded."""
    if before is None or after is None or not (before.fates and after.fates):
        return False
    return not same_fate(before, after)


def nouns_of(figure: Figure) -> set[str]:
    """The words for what is counted, without their inflection."""
    return {stem(word) for word in figure.counted.split()}


def figure_changes(
    parent: Clause, child: Clause, found: Sequence[tuple[Figure, Figure]], *, corrected: bool = False
) -> Iterator[Found]:
    """A number of the same thing with other bounds: 'almost 900' and '900', 880 and 1,000."""
    for was, now in found:
        if (
            bounded(now, child)
            or reached(was, parent)
            or EXCEED.search(parent.sentence)
            or (now.modifier in ROUGH and ESTIMATED.search(parent.sentence))
        ):
            continue
        if core(was) != core(now) and other_scope(was, now, parent, child):
            continue
        same_bounds = (was.low, was.high, was.unit) == (now.low, now.high, now.unit)
        if not same_bounds and not vaguer(was, now) and (corrected or not new_count(was, now, parent, child)):
            yield from changed(was, now)
    paired = {was.id for was, _ in found}
    for figure in parent.figures:
        if figure.id not in paired and (bare := bared(figure, child)):
            words = f"'{figure.span.exact}' became '{bare}'"
            yield Found(Change.FIGURE_CHANGED, words, 0.7)
            yield Found(Change.HEDGE_DROPPED, words, 0.7)


def other_scope(was: Figure, now: Figure, parent: Clause, child: Clause) -> bool:
    """True for two counts of other times ('since April', 'in the past two weeks'), or of all and of those besides."""
    times = [m.group().casefold() for c in (parent, child) if (m := PERIOD.search(c.span.exact))]
    besides = [bool(BESIDES.search(figure.span.exact)) for figure in (was, now)]
    return len(set(times)) > 1 or besides[0] != besides[1]


def bounded(figure: Figure, clause: Clause) -> bool:
    """True where a bound stands apart from its number: 'une heure, pas plus', 'al menos a tres personas'."""
    start, end = figure.span.start - clause.sentence_start, figure.span.end - clause.sentence_start
    return bool(BOUND_AFTER.match(clause.sentence[end:]) or BOUND_BEFORE.search(clause.sentence[:start]))


def reached(figure: Figure, clause: Clause) -> bool:
    """True for 'had gone up to 118': the words before the number are no bound."""
    start = figure.span.start - clause.sentence_start
    return figure.modifier == "up to" and bool(GONE.search(clause.sentence[:start]))


def changed(was: Figure, now: Figure) -> Iterator[Found]:
    """What became of one number: other digits, other bounds, a word of doubt that went or came."""
    words = f"'{was.span.exact}' became '{now.span.exact}'"
    rounded = core(was) == core(now)
    yield Found(Change.FIGURE_CHANGED, words, 0.7 if rounded else 0.9)
    if was.modifier and not now.modifier.removeprefix("exactly"):
        yield Found(Change.HEDGE_DROPPED, words, 0.7)
    elif now.modifier and not was.modifier and rounded:
        yield Found(Change.HEDGE_ADDED, words, 0.4)


def vaguer(was: Figure, now: Figure) -> bool:
    """True where a number became a vague word that holds it: '82 people', 'dozens of people'."""
    number = core(was)
    held = number is not None and now.low is not None and now.low <= number <= (now.high or float("inf"))
    return held and not any(letter.isdigit() for letter in now.span.exact) and bool(VAGUE.search(now.span.exact))


def new_count(was: Figure, now: Figure, parent: Clause, child: Clause) -> bool:
    """True for a count of those harmed that is somebody else's, or a later one of the same: it went up."""
    harm = any(slot.fates & HARM for slot in slots(child.span, (now,)))
    before, after = core(was), core(now)
    named = child.said is not None and child.said.source is not None and not vague(child.said.source.exact)
    if not (harm and named) or before is None or after is None:
        return False
    others = parent.said is not None and parent.said.source is not None and not same_voice(parent, child)
    return after > before or (others and after != before)


def bared(figure: Figure, child: Clause) -> str:
    """The words of a measure that have lost their bound and are read as no number: 'an hour'; '' for none."""
    bare = figure.span.exact.removeprefix(figure.modifier).strip()
    if not figure.modifier or bare == figure.span.exact or not figure.unit:
        return ""
    found = re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", child.span.exact, re.IGNORECASE)
    if not found or any(f.span.start < child.span.start + found.end() <= f.span.end for f in child.figures):
        return ""
    return "" if hedges(child.span.exact[: found.start()][-20:]) else found.group()


def other_count(parent: Clause, child: Clause) -> bool:
    """True when the two count the same thing and the numbers lie too far apart for one to have become the other."""
    ours, theirs = slots(child.span, child.figures), slots(parent.span, parent.figures)
    pairs = [(a, b) for a in theirs for b in ours if same_scope(a, b)]
    return bool(pairs) and not any(comparable(core(a.figure), core(b.figure)) for a, b in pairs)


def partner(figure: Figure, before: list[Figure], parent: Clause, child: Clause) -> Figure | None:
    """The one number of the parent that a number of the child can stand for: in digits, or in what it counts."""
    same_unit = [f for f in before if f.unit == figure.unit]
    # 'two nautical miles' and 'two miles' are a change, 'two men' and 'two miles' are two things
    printed = [f for f in before if core(f) == core(figure) and same_measure(f.unit, figure.unit)]
    if len(printed) == 1:
        return printed[0]
    ours = next(iter(slots(child.span, (figure,))), None)
    theirs = [s for s in slots(parent.span, parent.figures) if s.figure in same_unit]
    alike = [s.figure for s in theirs if ours and (same_count(s, ours) or (figure.unit and s.part == ours.part))]
    alike = alike or [f for f in same_unit if counts_the_same(f, figure, parent, child)]
    alike = alike or of_one_total(figure, same_unit, parent, child)
    near = [f for f in alike if comparable(core(f), core(figure), MEASURE if figure.unit else COUNT)]
    common, least = len(parent.keys & child.keys), min(len(parent.keys), len(child.keys))
    return near[0] if len(near) == 1 and common >= max(2, PARTLY * least) else None


def same_measure(before: str, after: str) -> bool:
    """True for one unit, or one that is a kind of the other: 'nautical miles', 'miles'."""
    return bool(before) == bool(after) and (before in after or after in before)


def counts_the_same(before: Figure, after: Figure, parent: Clause, child: Clause) -> bool:
    """True for one noun counted in two clauses that are nearly the same."""
    noun = nouns_of(before) & nouns_of(after)
    common, least = len(parent.keys & child.keys), min(len(parent.keys), len(child.keys))
    return bool(noun) and common >= max(ALIKE, NEARLY * least)


def of_one_total(figure: Figure, before: Sequence[Figure], parent: Clause, child: Clause) -> list[Figure]:
    """The one other number of a clause that shares its total with the child's: 31 of 48, 47 of 48."""
    totals = {core(f) for f in parent.figures} & {core(f) for f in child.figures}
    was, now = ([f for f in found if core(f) not in totals] for found in (before, child.figures))
    alike = len(parent.keys & child.keys) >= ALIKE
    return was if totals and alike and len(was) == 1 and now == [figure] else []


def comparable(before: float | None, after: float | None, most: float = COUNT) -> bool:
    """True when one number may have become the other on the way: not too many times as large or as small."""
    if not before or not after:
        return False
    return 1 / most <= after / before <= most
