"""One possible parent of a report, and what it explains of the words that no other parent has explained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rashomon.lineage.credit import Outlets, as_medium, in_credits, links_to, mentions, same_name
from rashomon.lineage.likeness import Field, Likeness, Match
from rashomon.lineage.page import Page
from rashomon.text.align import SEED, Block, Run

LEAD = 2
"""Whom the first sentences name as the one that reported it has all of the story."""
LONG = 8
"""The shortest passage, in shared words, that will do by itself."""
QUOTED_TELLING = 3
SAME_FACTS = 1.1
SAME_PART = 0.45
"""A sentence says what another says: the least weight of the shared facts, and their least part of its facts."""


@dataclass(frozen=True)
class Option:
    """A possible parent with what is known beforehand."""

    like: Likeness
    names: tuple[str, ...]
    crowd: int = 0
    """How many other reports the case has; 0 in an archive, where only some of them are looked at."""
    known: bool = True
    """False where the child may as well be the parent."""
    again: bool = False
    """True where another report of the same outlet is a parent already: its name says no more."""
    through: frozenset[int] = frozenset()
    """The sentences that name the parent's outlet beside another parent's: what they give came through that one."""

    @property
    def parent(self) -> Page:
        """The possible parent."""
        return self.like.parent

    @property
    def child(self) -> Page:
        """The child."""
        return self.like.child

    @cached_property
    def credited(self) -> bool:
        """True where the child's credits, its links or its lead name the parent's outlet."""
        told = in_credits(self.child.report, self.names) or links_to(self.child.report, self.parent.report)
        return told or (not self.own and any(as_medium(s.text, self.names) for s in self.child.sentences[:LEAD]))

    @cached_property
    def own(self) -> bool:
        """True for two reports of one outlet."""
        return same_name(self.child.report.outlet, self.parent.report.outlet)

    @cached_property
    def named(self) -> tuple[int, ...]:
        """The sentences of the child that give something in the name of the parent's outlet."""
        if self.own or self.again:
            return ()
        child = self.child
        spots = [*mentions(child.report.text, self.names), *child.spoken_by(self.parent.report.outlet)]
        found = {n for n, s in enumerate(child.sentences) for at in spots if s.start <= at < s.end}
        return tuple(sorted(n for n in found if not foreign_quote(self, n)))

    def one_outlet(self, other: Option) -> bool:
        """True for two possible parents of one outlet: versions, of which the nearer is the parent."""
        return same_name(self.parent.report.outlet, other.parent.report.outlet)

    @cached_property
    def translated(self) -> bool:
        """True where the two are in different languages."""
        return self.child.report.lang != self.parent.report.lang


@dataclass(frozen=True, slots=True)
class Found:
    """What a parent explains of the words that are still free: counted in words, and the sentences."""

    plain: int = 0
    telling: int = 0
    at_once: int = 0
    """The most telling words in one run."""
    rare: float = 0.0
    """How rare the telling words are among the possible parents, summed: one for each that only this parent has."""
    rare_at_once: float = 0.0
    """The most of it in one passage that is long enough."""
    longest: int = 0
    """The most words of one passage, without what many reports have."""
    verbatim: int = 0
    """The most words of one run without a change."""
    quoted: int = 0
    longest_quote: int = 0
    """The most words of one quotation, if enough of them are telling."""
    matches: tuple[Match, ...] = ()
    matched: float = 0.0

    @property
    def gain(self) -> float:
        """How much of the child it explains, in words."""
        return self.plain + 0.7 * self.quoted + 0.6 * self.matched


def look(option: Option, free: bytearray) -> Found:
    """What a parent explains of the free words."""
    child, like = option.child, option.like
    plain = telling = at_once = verbatim = quoted = longest = 0
    rare = rare_at_once = 0.0
    longest_passage = 0
    blocks = tuple(strong(option))
    if not (blocks or option.crowd or option.translated or option.named):
        return Found()  # in an archive, what shares no wording, name or translated figure is not looked into
    for block in blocks:
        block_said: list[int] = []
        block_own = 0
        for run in block.runs:
            inside = [i for i in range(run.left, run.left + run.length) if free[i]]
            own = [i for i in inside if not child.background[i]]
            printed = [i for i in inside if not child.quoted[i]]
            spoken = [i for i in inside if child.quoted[i]]
            plain, quoted = plain + len(printed), quoted + len(spoken)
            if sum(like.tells(i) for i in spoken if not child.background[i]) >= QUOTED_TELLING - (len(spoken) >= LONG):
                longest = max(longest, len(spoken))
            said = [i for i in own if like.tells(i) and not child.quoted[i]]
            telling, at_once = telling + len(said), max(at_once, len(said))
            block_said += said
            block_own, verbatim = block_own + len(own), max(verbatim, len(own))
        longest_passage = max(longest_passage, block_own)
        worth = sum(like.rare(i) for i in block_said)
        rare += worth
        if block.shared >= LONG:
            rare_at_once = max(rare_at_once, worth)
    copied = not option.crowd and plain + quoted >= len(child.words) / 2
    same = (m for m in (() if copied else like.matches) if says_same(m, translated=option.translated))
    matches = tuple(m for m in same if still_open(child, m.child, free))
    matched = sum(m.part * child.sentences[m.child].length for m in matches)
    return Found(
        plain, telling, at_once, rare, rare_at_once, longest_passage, verbatim, quoted, longest, matches, matched
    )


def strong(option: Option) -> Iterable[Block]:
    """The shared passages that hold a seeded run with something of its own."""
    for block in option.like.blocks:
        seeded = [r for r in block.runs if r.length >= SEED]
        if any(sum(map(option.like.worth, range(r.left, r.left + r.length))) >= 2 for r in seeded):
            yield block


def says_same(match: Match, *, translated: bool = False) -> bool:
    """True when a sentence holds enough of another's facts, figures or names among them."""
    kinds = {key[0] for key in match.shared}
    if translated:
        return match.weight >= 0.8 and match.part >= SAME_PART
    return match.weight >= SAME_FACTS and match.part >= SAME_PART and len(match.shared) >= 3 and kinds != {"p"}


def still_open(child: Page, number: int, free: bytearray) -> bool:
    """True when there is such a sentence and most of it is not yet explained."""
    if number >= len(child.sentences):
        return False
    sentence = child.sentences[number]
    return 2 * sum(free[sentence.first : sentence.last]) > sentence.length


def foreign_quote(option: Option, number: int) -> bool:
    """True when a sentence of the child quotes words that the parent does not have."""
    sentence = option.child.sentences[number]
    theirs = " ".join(option.parent.words.folded)
    words = [option.child.words.folded[i] for i in range(sentence.first, sentence.last) if option.child.quoted[i]]
    return len(words) >= 4 and " ".join(words[:3]) not in theirs and " ".join(words[-3:]) not in theirs


def inside(child: Page, sentence: int, run: Run) -> bool:
    """True when a run lies in a sentence."""
    if sentence >= len(child.sentences):
        return False
    place = child.sentences[sentence]
    return place.first < run.left + run.length and run.left < place.last


def acknowledged(option: Option) -> bool:
    """True where the child says in any way that it has this from the parent, or they are one outlet's."""
    return option.credited or bool(option.named) or option.own


def title(page: Page) -> str:
    """A report in a reason: its outlet and its date."""
    report = page.report
    day = re.match(r"\d{4}(?:-\d\d){0,2}", report.published)
    return " of ".join(x for x in (report.outlet or f"report {report.id}", day.group() if day else "") if x)


def options(child: Page, parents: Sequence[tuple[Page, bool]], outlets: Outlets, *, case: bool = True) -> list[Option]:
    """The possible parents of a child, with how rare each fact is among them; in a `case` they are all there are."""
    field = Field(tuple(parent for parent, _ in parents))
    crowd = len(parents) if case else 0
    return [
        Option(Likeness(child, parent, field), outlets.of(parent.report.outlet), crowd, known)
        for parent, known in parents
    ]
