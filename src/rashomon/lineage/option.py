"""One possible parent of a report, and what it explains of the words that no other parent has explained."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from rashomon.lineage.credit import Outlets, as_medium, in_credits, links_to, mentions, same_name
from rashomon.lineage.houses import Houses
from rashomon.lineage.likeness import Field, Likeness, Match
from rashomon.lineage.page import Page
from rashomon.text.align import Run

LEAD = 2
"""Whom the first sentences name as the one that reported it has all of the story."""
LONG = 8
"""The shortest passage, in shared words, that will do by itself."""
QUOTED_TELLING = 3
FIGURES = 3
"""A rewrite without a credit shares so many figures at least."""
TOP = 5
"""In an archive, a rewrite tells in its first sentences what its parent tells in its own."""
SAME_KEYS = 3
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
    sign: str = ""
    """By what it is known that the parent came first, where no date tells."""
    house: str = ""
    """The owner of both outlets, where they are two of one house."""
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
        if told or self.own or not any(name in self.child.report.text for name in self.names):
            return told
        return any(as_medium(s.text, self.names) for s in self.child.sentences[:LEAD])

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
        if not spots:
            return ()
        found = {n for n, s in enumerate(child.sentences) for at in spots if s.start <= at < s.end}
        return tuple(sorted(n for n in found if not foreign_quote(self, n)))

    @cached_property
    def telling(self) -> bool:
        """True where what sentences say can tie the two: always in a case; in an archive by their figures and leads."""
        if self.crowd or self.translated or self.named or links_to(self.child.report, self.parent.report):
            return True
        return len(self.child.figures & self.parent.figures) >= FIGURES and self.one_story

    @cached_property
    def one_story(self) -> bool:
        """True where one of the first sentences of either may say enough of what one of the other's says."""
        ours, theirs = self.child.sentences[:TOP], self.parent.sentences[:TOP]
        return any(len(a.terms & b.terms) >= SAME_KEYS for a in ours for b in theirs)

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


@dataclass(frozen=True)
class Rest:
    """The words of a child that no parent explains yet, by their kinds; to be made anew when a parent takes some."""

    child: Page
    free: bytearray

    @cached_property
    def kinds(self) -> Kinds:
        """For each kind a byte a word: most possible parents are none by their shared words alone, and need no kind."""
        child = self.child
        open_, quoted, background, telling = (
            np.frombuffer(made, np.bool_) for made in (self.free, child.quoted, child.background, child.telling)
        )
        own = open_ & ~background
        kinds = (own, open_ & ~quoted, open_ & quoted, own & quoted & telling, own & ~quoted & telling)
        return Kinds(*(kind.tobytes() for kind in kinds))


@dataclass(frozen=True, slots=True)
class Kinds:
    """The free words of each kind: a byte a word, 1 for one that is of the kind."""

    own: bytes
    """Neither boilerplate nor background."""
    printed: bytes
    spoken: bytes
    telling_spoken: bytes
    telling: bytes


def look(option: Option, left: Rest, *, sense: bool = True) -> Found:
    """What a parent explains of the free words; without `sense`, by its wording alone."""
    child, like = option.child, option.like
    if not (like.strong or option.crowd or option.translated or option.named):
        return Found()  # in an archive, what shares no wording, name or translated figure is not looked into
    found = worded(like, left.kinds)
    copied = not option.crowd and found.plain + found.quoted >= len(child.words) / 2
    if copied or not sense or not option.telling:
        return found
    same = (m for m in like.matches if says_same(m, translated=option.translated))
    matches = tuple(m for m in same if still_open(child, m.child, left.free))
    matched = sum(m.part * child.sentences[m.child].length for m in matches)
    return replace(found, matches=matches, matched=matched)


def worded(like: Likeness, left: Kinds) -> Found:
    """What a parent explains by its wording."""
    plain = telling = at_once = verbatim = quoted = longest = longest_passage = 0
    rare = rare_at_once = 0.0
    for block in like.strong:
        said: list[int] = []
        block_own = 0
        for run in block.runs:
            start, end = run.left, run.left + run.length
            spoken, own, told = (kind.count(1, start, end) for kind in (left.spoken, left.own, left.telling))
            plain, quoted = plain + left.printed.count(1, start, end), quoted + spoken
            if left.telling_spoken.count(1, start, end) >= QUOTED_TELLING - (spoken >= LONG):
                longest = max(longest, spoken)
            said += [i for i in range(start, end) if left.telling[i]] if told else []
            telling, at_once = telling + told, max(at_once, told)
            block_own, verbatim = block_own + own, max(verbatim, own)
        longest_passage = max(longest_passage, block_own)
        worth = sum(map(like.rare, said)) if len(like.field.pages) > 1 else float(len(said))
        rare += worth
        if block.shared >= LONG:
            rare_at_once = max(rare_at_once, worth)
    return Found(plain, telling, at_once, rare, rare_at_once, longest_passage, verbatim, quoted, longest)


def says_same(match: Match, *, translated: bool = False) -> bool:
    """True when a sentence holds enough of another's facts, figures or names among them."""
    kinds = {key[0] for key in match.shared}
    if translated:
        return match.weight >= 0.8 and match.part >= SAME_PART
    return match.weight >= SAME_FACTS and match.part >= SAME_PART and len(match.shared) >= SAME_KEYS and kinds != {"p"}


def still_open(child: Page, number: int, free: bytearray) -> bool:
    """True when there is such a sentence and most of it is not yet explained."""
    if number >= len(child.sentences):
        return False
    sentence = child.sentences[number]
    return 2 * sum(free[sentence.first : sentence.last]) > sentence.length


def foreign_quote(option: Option, number: int) -> bool:
    """True when a sentence of the child quotes words that the parent does not have."""
    sentence = option.child.sentences[number]
    words = [option.child.words.folded[i] for i in range(sentence.first, sentence.last) if option.child.quoted[i]]
    if len(words) < 4:
        return False
    theirs = " ".join(option.parent.words.folded)
    return " ".join(words[:3]) not in theirs and " ".join(words[-3:]) not in theirs


def inside(child: Page, sentence: int, run: Run) -> bool:
    """True when a run lies in a sentence."""
    if sentence >= len(child.sentences):
        return False
    place = child.sentences[sentence]
    return place.first < run.left + run.length and run.left < place.last


def acknowledged(option: Option) -> bool:
    """True where the child says in any way that it has this from the parent, or they are one outlet's, one house's."""
    return option.credited or bool(option.named) or option.own or bool(option.house)


def acknowledgement(option: Option) -> str:
    """How the child has it from the parent, in words."""
    if option.house and not (option.credited or option.named):
        return f"shared within one house ({option.house})"
    return "with credit" if acknowledged(option) else "without a credit"


def title(page: Page) -> str:
    """A report in a reason: its outlet and its date."""
    report = page.report
    day = re.match(r"\d{4}(?:-\d\d){0,2}", report.published)
    return " of ".join(x for x in (report.outlet or f"report {report.id}", day.group() if day else "") if x)


def options(
    child: Page,
    parents: Sequence[tuple[Page, bool, str]],
    outlets: Outlets,
    houses: Houses | None = None,
    *,
    case: bool = True,
) -> list[Option]:
    """The possible parents of a child, with how rare each fact is among them; in a `case` they are all there are."""
    field = Field(tuple(parent for parent, _, _ in parents))
    crowd = len(parents) if case else 0
    owned = houses or Houses()
    return [
        Option(
            Likeness(child, parent, field),
            outlets.of(parent.report.outlet),
            crowd,
            known,
            sign,
            owned.shared(child.report.outlet, parent.report.outlet),
        )
        for parent, known, sign in parents
    ]
