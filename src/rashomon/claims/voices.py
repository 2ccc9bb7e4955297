"""Whose words they are, and whether that is still told: an attribution that was dropped, blurred, or lost a link."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rashomon.claims.found import Found
from rashomon.claims.match import Clause, core, holding
from rashomon.claims.nouns import LOADED, kind_of
from rashomon.model import Change, SourceKind, Statement
from rashomon.text.compare import WORD, keys, stem, terms
from rashomon.text.headlines import attribution
from rashomon.text.strength import strength, vague

PARTLY = 0.45
"""Share of the attributed clause's terms that the other must hold, where no number ties the two ..."""
MOSTLY = 0.5
"""... and of the other's that the attributed one must hold, for its attribution to be missed."""
NEAR = 12
"""So many characters of 'that the' may stand between two sources of a chain."""
OVERLAP = 0.34
"""Share of the terms of the shorter statement that two must have in common to speak of one thing."""
SAME = 0.8
"""From this share of common terms on, what somebody unnamed says is what the named one said."""
NAMED_THERE = 0.5
"""A source is still there when the sentence has this share of its words, two at least: 'an aid group counted'."""
THROUGH = re.compile(
    r"\b(?:(?:obtained|seen|reviewed|gathered|released|filmed) by|citing)\s+(?P<who>(?:the\s+)?[A-Z]\w+)"
)
"""Through whom a thing is known: 'obtained by', 'citing'."""
OUTLET = re.compile(r"\bthis (?:newspaper|paper|programme|website|reporter|site)\b|\bunderstands\b", re.IGNORECASE)
FOUND = re.compile(
    r"\b(?:has |have |had |can )?(?:learn(?:ed|t)|understands?|found|established|reveal(?:s|ed)?|can report)\b",
    re.IGNORECASE,
)
"""How an outlet calls something its own finding."""
HEARSAY = re.compile(r"emerge|underst|believ|said|say|report|rumou?r|thought|learn|alleged|supposed", re.IGNORECASE)
"""A cue without a source that says that somebody says so: 'it emerged', 'is said to'; 'is known' says it is so."""
IMPERSONAL = re.compile(r"(?:[Ii]t|is|are|was|were|has|have|had|emerge[sd]?)\b")
SHOWN = re.compile(r"known|clear|establish|confirm|prove|shown", re.IGNORECASE)
QUOTED_SOURCE = re.compile(r"\bquot(?:ed|es|ing)\s+(?P<who>[^,;:.\"“”]{2,60}?)\s+as\s+(?P<cue>\w+)", re.IGNORECASE)
INDEFINITE = re.compile(r"^(?:an?|one|some|several|two|three|un|une|una|unos|des)\b", re.IGNORECASE)
ONE = re.compile(r"^(?:an?|one|une?|una)\s", re.IGNORECASE)
MANY = re.compile(r"^(?:several|some|many|multiple|two|three|four|five)\b", re.IGNORECASE)
QUOTED_AS = re.compile(r"\bquoted\b", re.IGNORECASE)
NAMED = re.compile(r"\b[A-ZÀ-Þ][^\W\d_]+(?:\s+[A-ZÀ-Þ][^\W\d_]+)*")
"""A name, or the first word of a description: 'Witnesses' is read by its article or as vague."""

Name = Callable[[Statement], tuple[str, SourceKind | None]]
"""Who a statement's speaker is: a name and a kind."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What two clauses alone do not tell: who is who, and what the two reports are."""

    name: Name
    hop: Callable[[str], str]
    """The name of one through whom a statement came."""
    own: frozenset[str] = frozenset()
    """The words of both outlets."""
    before: str = ""
    after: str = ""
    """The whole texts of the parent and of the child."""
    told: bool = False
    """True where the child says elsewhere who says it."""
    translated: bool = False
    outlet: frozenset[str] = frozenset()
    """The words of the parent's outlet."""


def other_voice(parent: Clause, child: Clause, setting: Setting) -> bool:
    """True when two named speakers say the two clauses: that is two claims, not one that changed."""
    theirs, ours = parent.said, child.said
    if not (theirs and ours and theirs.source and ours.source and theirs.speaker and ours.speaker):
        return False
    if parent.voices & child.voices or vague(ours.source.exact) or OUTLET.search(ours.source.exact):
        return False
    unnamed = bool(INDEFINITE.match(ours.source.exact)) or keys(ours.source.exact) <= setting.own
    if unnamed and len(parent.keys & child.keys) >= SAME * len(parent.keys | child.keys):
        return False
    # 'a defence official' has no name that could be linked from report to report
    before, after = (keys(s.source.exact if s.source else "") | keys(setting.name(s)[0]) for s in (theirs, ours))
    return not before & after


def voice_changes(parent: Clause, child: Clause, setting: Setting) -> Iterator[Found]:
    """Whose words they are: nobody's any more, or somebody else's."""
    yield from through_lost(parent, child)
    ours, theirs = child.said, parent.said
    if theirs is None or theirs.source is None:
        return
    if ours is None:
        here = keys(child.sentence)
        named = setting.told or (setting.outlet and setting.outlet <= here)
        if not named and nobodys(parent, child, theirs):
            yield from dropped(theirs, setting)
        return
    if not one_matter(theirs, ours):
        return
    if not same_source(ours, theirs):
        yield from laundered(theirs, ours, child, setting)
    if ours.speaker != theirs.speaker:
        yield from other_source(printed_source(theirs, parent), printed_source(ours, child), setting)
    yield from chain_changes(parent, child, setting)
    yield from hop_changes(parent, child, setting)


def through_lost(parent: Clause, child: Clause) -> Iterator[Found]:
    """How a thing is known, told in the clause and nowhere in the child's paragraph."""
    through = THROUGH.search(parent.span.exact)
    there = f"{child.before} {child.sentence} {child.after}"
    if through and not keys(through["who"]) <= keys(there) and through["who"] not in there:
        yield Found(Change.ATTRIBUTION_DROPPED, f"'{through.group()}' went", 0.7)


def one_matter(left: Statement, right: Statement) -> bool:
    """True when two statements speak of one thing: a long sentence has several."""
    first, second = keys(left.text), keys(right.text)
    return len(first & second) >= OVERLAP * min(len(first), len(second))


def hop_changes(parent: Clause, child: Clause, setting: Setting) -> Iterator[Found]:
    """One through whom a speaker's words came, and who is named no more."""
    ours, theirs = child.said, parent.said
    if ours and theirs and ours.speaker == theirs.speaker and (lost := hop_lost(parent, theirs, setting)):
        yield Found(Change.ATTRIBUTION_DROPPED, f"'{lost}', through whom it came, went", 0.6)


def chain_changes(parent: Clause, child: Clause, setting: Setting) -> Iterator[Found]:
    """Who passed it on, where two say so one in the other: a name that went, or that nobody can ask any more."""
    ours, theirs, first, last = child.said, parent.said, outermost(parent), outermost(child)
    if not (ours and theirs and first and first.source and last and passes_on(first, theirs)):
        return
    if last is not ours and last.speaker != first.speaker:
        yield from laundered(first, last, child, setting)
    gone = not keys(first.source.exact) & keys(child.before + child.sentence)
    if last is ours and same_source(ours, theirs) and gone:
        yield outer_lost(first.source.exact, child, setting.own)


def same_source(left: Statement, right: Statement) -> bool:
    """True for one known speaker, or two that are described in the same words: 'watchmen of the mine'."""
    described = left.source and right.source and keys(left.source.exact) == keys(right.source.exact)
    return left.speaker == right.speaker or bool(described)


def printed_source(statement: Statement, clause: Clause) -> str:
    """The words for who says it: 'marines' of 'quoted marines as saying' too."""
    if statement.source:
        return statement.source.exact
    quoted = QUOTED_SOURCE.search(clause.sentence)
    return quoted["who"] if quoted and statement.cue and statement.cue.exact.casefold() in quoted["cue"] else ""


def nobodys(parent: Clause, child: Clause, theirs: Statement) -> bool:
    """True where a clause of the outlet's own voice says what one of its parent's sources said."""
    held = len(parent.keys & child.keys)
    enough = held >= MOSTLY * len(child.keys) and (counted_alike(parent, child) or held >= PARTLY * len(parent.keys))
    if not enough or child.attributed or attribution(child.sentence):
        return False
    who = keys(theirs.source.exact) if theirs.source else frozenset[str]()
    there = len(who & keys(child.sentence))
    return not who or (there < len(who) and there < max(2, NAMED_THERE * len(who)))


def dropped(theirs: Statement, setting: Setting) -> Iterator[Found]:
    """Nobody says it any more; and where it was put forward only, it is now so."""
    words = f"said by '{setting.name(theirs)[0]}'; now nobody's word"
    yield Found(Change.ATTRIBUTION_DROPPED, words, 0.85)
    doubt = next((w for w in re.findall(r"[^\W\d_]+", theirs.cue.exact) if weak(w)), "") if theirs.cue else ""
    if doubt:
        yield Found(Change.HEDGE_DROPPED, f"'{doubt}' went", 0.8)


def weak(verb: str) -> bool:
    """True for a verb that only puts forward what it reports: 'alleged', 'suspects'."""
    level = strength(verb)
    return level is not None and level <= 1


def outer_lost(source: str, child: Clause, own: frozenset[str]) -> Found:
    """Who passed it on is gone; or an outlet gives it as what it found itself."""
    if FOUND.search(child.sentence) and own & keys(child.sentence):
        return Found(Change.ATTRIBUTION_LAUNDERED, f"said by '{source}'; now an outlet's own finding", 0.9)
    return Found(Change.ATTRIBUTION_DROPPED, f"'{source}' said that it was said; now nobody does", 0.7)


def counted_alike(parent: Clause, child: Clause) -> bool:
    """True when both print one count: no clock time, no measure."""
    first, second = ({core(f) for f in clause.figures if not f.unit} - {None} for clause in (parent, child))
    return bool(first & second)


def laundered(before: Statement, after: Statement, child: Clause, setting: Setting) -> Iterator[Found]:
    """Words of somebody who could be asked that are now those of nobody in particular, or the outlet's own finding."""
    source = before.source.exact if before.source else ""
    if vague(source):
        return
    here = after.source.exact if after.source else ""
    name, kind = setting.name(before)
    if not here and not after.speaker and after.cue:
        if not nobody(after.cue.exact) or any(s.source for s in holding(child)):
            return
        hearsay = HEARSAY.search(after.cue.exact)
        change = Change.ATTRIBUTION_LAUNDERED if hearsay else Change.ATTRIBUTION_DROPPED
        yield Found(change, f"said by '{name}'; now '{after.cue.exact}', by nobody named", 0.9 if hearsay else 0.85)
        return
    group = kind is not SourceKind.PERSON and not ONE.match(source) and keys(source) & keys(here)
    if group and vague(here):
        return  # 'opposition forces' are 'opposition sources'
    itself = bool(here) and keys(here) <= setting.own and bool(FOUND.search(child.sentence))
    person = kind is SourceKind.PERSON and bool(NAMED.search(source))
    described = person and bool(INDEFINITE.match(here)) and not NAMED.search(here)
    if here and (itself or described or OUTLET.search(child.sentence) or vague(here)):
        yield Found(Change.ATTRIBUTION_LAUNDERED, f"said by '{name}'; now by '{here}'", 0.9)


def nobody(cue: str) -> bool:
    """True for a cue that tells that something is said or known, and by nobody: 'it emerged', 'is known'."""
    return bool(IMPERSONAL.match(cue)) and bool(HEARSAY.search(cue) or SHOWN.search(cue))


def other_source(was: str, now: str, setting: Setting) -> Iterator[Found]:
    """A source without a name that became several, that is another kind of person, or described as another."""
    old, new = head(was), head(now)
    if not old or not new or vague(now) or vague(was):
        return
    several = bool(ONE.match(was)) and (bool(MANY.match(now)) or (new.endswith("s") and not ONE.match(now)))
    kinds = kind_of(old), kind_of(new)
    alike = stem(old) == stem(new) or (kinds[0] and kinds[0] == kinds[1])
    words = f"'{was}' became '{now}'"
    if several and alike:
        yield Found(Change.NOUN_CHANGED, words, 0.8)
        yield Found(Change.FIGURE_CHANGED, words, 0.8)
    elif all(kinds) and stem(old) != stem(new) and set(kinds) & LOADED:
        yield Found(Change.NOUN_CHANGED, words, 0.6)
    elif (
        alike
        and ONE.match(was)
        and ONE.match(now)
        and keys(was) - keys(now)
        and keys(now) - keys(was) - keys(setting.before)
    ):
        yield Found(Change.ACTOR_CHANGED, words, 0.8)


def told_of(source: str) -> frozenset[str]:
    """The terms of a description that are no names: a name is spelled in many ways."""
    return frozenset(t.key for t in terms(source) if source[t.start].islower())


def described_anew(was: frozenset[str], now: frozenset[str], setting: Setting) -> bool:
    """True when what was told of a source went, and something came that the whole report did not tell."""
    return bool(was - now) and bool(now - was - keys(setting.before))


def head(source: str) -> str:
    """The noun of a described source: 'engineer' of 'An engineer who worked on the repairs'."""
    phrase = re.split(r"\s(?:of|in|at|from|with|who|which|that|on|for|to|close|familiar)\s|,", source)[0]
    found: list[str] = WORD.findall(phrase)
    return found[-1] if found and not found[-1][0].isupper() else found[-1] if len(found) == 1 else ""


def hop_lost(parent: Clause, theirs: Statement, setting: Setting) -> str:
    """The name of one through whom a statement came, as its report says, where the child names him nowhere; else ''."""
    quoted = bool(theirs.cue and QUOTED_AS.search(theirs.cue.exact))
    for hop in theirs.via:
        words = [w for w in WORD.findall(setting.hop(hop)) if w[0].isupper()]
        there = setting.before if quoted else parent.sentence
        foreign = words and not keys(" ".join(words)) <= setting.own
        if foreign and any(w in there for w in words) and not any(w in setting.after for w in words):
            return setting.hop(hop)
    return ""


def passes_on(outer: Statement, inner: Statement) -> bool:
    """True where what the outer source says begins with who said it: no remark within a longer sentence."""
    start = inner.source.start if inner.source else inner.start
    return outer is not inner and 0 <= start - outer.start <= NEAR


def outermost(clause: Clause) -> Statement | None:
    """The statement of somebody else that holds the others of a clause."""
    return max(holding(clause), default=None, key=lambda s: (len(s.text), s.id))
