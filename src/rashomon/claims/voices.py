"""Whose words they are, and whether that is still told: an attribution that was dropped, blurred, or lost a link."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rashomon.claims.found import Found
from rashomon.claims.match import Clause, core, holding, numbered
from rashomon.claims.nouns import LOADED, kind_of
from rashomon.model import Change, SourceKind, Stance, Statement
from rashomon.text.compare import WORD, keys, negated, stem, terms
from rashomon.text.headlines import attribution
from rashomon.text.strength import strength, vague

QUOTED_WHOLE = re.compile(r"[\"“«].*[\"”»]\W*", re.DOTALL)
FEW = 3
"""So many signs make a clause that somebody could be missed for."""
PARTLY = 0.45
"""Share of the attributed clause's terms that the other must hold, where no number ties the two ..."""
MOSTLY = 0.5
"""... and of the other's that the attributed one must hold, for its attribution to be missed."""
INSIDE = 0.6
"""Share of the attributed clause that must lie in the other, where a number that few things have is in both."""
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
MEDIA = re.compile(
    r"\b(?:media|investigation|documentary|film|broadcaster|newspaper|channel|outlet|agency|website|portal|broadcast)\b",
    re.IGNORECASE,
)
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
RUMOUR = re.compile(
    r"\bit (?:has |had )?emerge[sd]\b|\bit is (?:understood|believed|said|reported|rumou?red)\b|\breportedly\b|"
    r"\b(?:is|are|was|were) (?:said|understood|reported|believed|rumou?red) to\b",
    re.IGNORECASE,
)
"""What stands for a source where there is none."""
BODIES = frozenset({SourceKind.PUBLIC_BODY, SourceKind.ORGANIZATION})
"""What a body gives out is missed less without its name than what one person says."""
PRONOUN = re.compile(r"^(?:he|she|it|they|we|i|who|which|that|il|elle|ils|elles|él|ella|ellos|ellas)$", re.IGNORECASE)
INDEFINITE = re.compile(r"^(?:an?|one|some|several|two|three|un|une|una|unos|des)\b", re.IGNORECASE)
DESCRIBED = re.compile(
    r"^(?:an?|one|its?|the|their|his|her|some|une?|una|unos|des|la?|el|son|sa|su)\s+[a-zà-þ]", re.IGNORECASE
)
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
    here = ours.source.exact
    if parent.voices & child.voices or vague(here) or OUTLET.search(here) or some_outlet(here):
        return False
    unnamed = bool(INDEFINITE.match(ours.source.exact)) or keys(ours.source.exact) <= setting.own
    if unnamed and len(parent.keys & child.keys) >= SAME * len(parent.keys | child.keys):
        return False
    # 'a defence official' has no name that could be linked from report to report
    before, after = (keys(s.source.exact if s.source else "") | keys(setting.name(s)[0]) for s in (theirs, ours))
    return not before & after


def some_outlet(source: str) -> bool:
    """True for 'a media investigation': whoever reported it, without his name."""
    return bool(INDEFINITE.match(source) and MEDIA.search(source) and not NAMED.search(source[1:]))


def voice_changes(parent: Clause, child: Clause, setting: Setting) -> Iterator[Found]:
    """Whose words they are: nobody's any more, or somebody else's."""
    yield from through_lost(parent, child)
    ours, theirs = teller(child, parent), teller(parent, child)
    if theirs is None or theirs.source is None:
        return
    if ours is None:
        here = keys(child.sentence)
        named = setting.told or (setting.outlet and setting.outlet <= here)
        if not named and nobodys(parent, child, theirs):
            yield from dropped(theirs, child, setting)
        return
    if not one_matter(theirs, ours) or against(theirs) != against(ours):  # who says the contrary launders nothing
        return
    if not same_source(ours, theirs):
        yield from laundered(theirs, ours, child, setting)
    now = printed_source(ours, child)
    known = any(keys(now) & keys(s.source.exact) for s in holding(parent) if s.source and s is not theirs)
    if ours.speaker != theirs.speaker and not known:
        yield from other_source(printed_source(theirs, parent), now, setting)
    yield from chain_changes(parent, child, setting)
    yield from hop_changes(parent, child, setting)


def through_lost(parent: Clause, child: Clause) -> Iterator[Found]:
    """How a thing is known, told in the clause and nowhere in the child's paragraph."""
    through = THROUGH.search(parent.span.exact)
    there = f"{child.before} {child.sentence} {child.after}"
    if through and not keys(through["who"]) <= keys(there) and through["who"] not in there:
        yield Found(Change.ATTRIBUTION_DROPPED, f"'{through.group()}' is left out", 0.7)


def teller(clause: Clause, other: Clause) -> Statement | None:
    """Who says what a clause has in common with another: the innermost whose words hold a good part of that."""
    held = sorted(holding(clause), key=lambda s: (len(s.text), s.id))
    common = [len(keys(statement.text) & other.keys) for statement in held]
    best = [s for s, count in zip(held, common, strict=True) if 2 * count >= max(common)]
    return best[0] if best else None


def against(statement: Statement) -> bool:
    """True where the speaker says that it is not so."""
    return (statement.stance is Stance.DENIES) != negated(statement.text)


def one_matter(left: Statement, right: Statement) -> bool:
    """True when two statements speak of one thing: a long sentence has several."""
    first, second = keys(left.text), keys(right.text)
    return len(first & second) >= OVERLAP * min(len(first), len(second))


def hop_changes(parent: Clause, child: Clause, setting: Setting) -> Iterator[Found]:
    """One through whom a speaker's words came, and who is named no more."""
    ours, theirs = child.said, parent.said
    if ours and theirs and ours.speaker == theirs.speaker and (lost := hop_lost(parent, theirs, setting)):
        yield Found(Change.ATTRIBUTION_DROPPED, f"it came through '{lost}', who is not named here", 0.6)


def chain_changes(parent: Clause, child: Clause, setting: Setting) -> Iterator[Found]:
    """Who passed it on, where two say so one in the other: a name that went, or that nobody can ask any more."""
    ours, theirs, first, last = child.said, parent.said, outermost(parent), outermost(child)
    if not (ours and theirs and first and first.source and last and passes_on(first, theirs)):
        return
    if last is not ours and last.speaker != first.speaker:
        yield from laundered(first, last, child, setting)
    told = PRONOUN.match(first.source.exact) or keys(first.source.exact) & keys(child.before + child.sentence)
    if last is ours and same_source(ours, theirs) and not told:
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
    held, ours, theirs_all = len(parent.signs & child.signs), len(child.signs), len(parent.signs)
    enough = held >= MOSTLY * ours and (counted_alike(parent, child) or held >= PARTLY * theirs_all)
    # what the parent's source said may be a part of what the child says
    inside = numbered(parent, child) and held >= INSIDE * theirs_all
    if not (enough or inside) or child.attributed or attribution(child.sentence) or scrap(parent, child):
        return False
    who = keys(theirs.source.exact) if theirs.source else frozenset[str]()
    there = len(who & keys(child.sentence))
    return not who or (there < len(who) and there < max(2, NAMED_THERE * len(who)))


def scrap(parent: Clause, child: Clause) -> bool:
    """True for a clause that says too little to be somebody's words ('2.'), or that is quoted as a whole."""
    words = child.span.exact.strip()
    quoted = bool(QUOTED_WHOLE.fullmatch(words))
    return quoted or (len(child.signs) < FEW and stripped(words) not in stripped(parent.span.exact))


def stripped(text: str) -> str:
    """The words of a text alone."""
    return " ".join(WORD.findall(text.casefold()))


def dropped(theirs: Statement, child: Clause, setting: Setting) -> Iterator[Found]:
    """Nobody says it any more, or only hearsay; and where it was put forward only, it is now so."""
    name, kind = shown(theirs, setting), setting.name(theirs)[1]
    if heard := RUMOUR.search(child.sentence):
        yield Found(Change.ATTRIBUTION_LAUNDERED, f"said by '{name}', now '{heard.group()}'", 0.9)
    else:
        weight = 0.65 if kind in BODIES else 0.85
        yield Found(Change.ATTRIBUTION_DROPPED, f"said by '{name}', now given without a source", weight)
    doubt = next((w for w in re.findall(r"[^\W\d_]+", theirs.cue.exact) if weak(w)), "") if theirs.cue else ""
    if doubt:
        yield Found(Change.HEDGE_DROPPED, f"'{doubt}' is left out", 0.8)


def shown(statement: Statement, setting: Setting) -> str:
    """Who says it, as the report prints it; his name where it prints a pronoun, or where the name is a part of that."""
    printed = statement.source.exact if statement.source else ""
    name = setting.name(statement)[0]
    pronoun = not printed or PRONOUN.match(printed)
    return name if pronoun or name in printed else printed


def weak(verb: str) -> bool:
    """True for a verb that only puts forward what it reports: 'alleged', 'suspects'."""
    level = strength(verb)
    return level is not None and level <= 1


def outer_lost(source: str, child: Clause, own: frozenset[str]) -> Found:
    """Who passed it on is gone; or an outlet gives it as what it found itself."""
    if FOUND.search(child.sentence) and own & keys(child.sentence):
        return Found(Change.ATTRIBUTION_LAUNDERED, f"said by '{source}', now an outlet's own finding", 0.9)
    return Found(Change.ATTRIBUTION_DROPPED, f"passed on by '{source}', who is left out", 0.7)


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
    kind = setting.name(before)[1]
    if not here and not after.speaker and after.cue:
        if not nobody(after.cue.exact) or any(s.source for s in holding(child)):
            return
        hearsay = HEARSAY.search(after.cue.exact)
        change = Change.ATTRIBUTION_LAUNDERED if hearsay else Change.ATTRIBUTION_DROPPED
        words = f"said by '{shown(before, setting)}', now '{after.cue.exact}'"
        yield Found(change, words, 0.9 if hearsay else 0.85)
        return
    group = kind is not SourceKind.PERSON and not ONE.match(source) and keys(source) & keys(here)
    if group and vague(here):
        return  # 'opposition forces' are 'opposition sources'
    itself = bool(here) and keys(here) <= setting.own and bool(FOUND.search(child.sentence))
    person = kind is SourceKind.PERSON and bool(NAMED.search(source))
    described = person and nameless(here, source) and not named_in(setting.after, source)
    counted = after.source is not None and any(after.source.holds(f.span) for f in child.figures)
    described = described or (some_outlet(here) and bool(NAMED.search(source)) and not named_in(setting.after, source))
    if here and (itself or described or OUTLET.search(child.sentence) or (vague(here) and not counted)):
        yield Found(Change.ATTRIBUTION_LAUNDERED, f"said by '{shown(before, setting)}', now by '{here}'", 0.9)


def nameless(here: str, source: str) -> bool:
    """True for 'a doctor' where a name stood; 'the fire chief' still tells who it is where that was told of him."""
    if not DESCRIBED.match(here) or NAMED.search(here[1:]):
        return False
    return bool(INDEFINITE.match(here)) or not described_by(here) & described_by(source)


def described_by(source: str) -> set[str]:
    """The words of a description: 'spokeswoman', 'captain'."""
    return {word.casefold() for word in WORD.findall(source) if len(word) > 3}


def named_in(text: str, source: str) -> bool:
    """True when a text has the last name of a source: 'the captain' is then whom it named before."""
    lasts = {found.split()[-1] for found in NAMED.findall(source)} - {"The", "A", "An"}
    return any(re.search(rf"\b{re.escape(last)}\b", text) for last in lasts)


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
    elif alike and ONE.match(was) and ONE.match(now) and described_anew(told_of(was), told_of(now), setting):
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
    # a description, or one word at the start of a sentence: 'Guards'
    return found[-1] if found and (found[-1][0].islower() or len(found) == 1) else ""


def hop_lost(parent: Clause, theirs: Statement, setting: Setting) -> str:
    """The name of one through whom a statement came, as its report says, where the child names him nowhere; else ''."""
    quoted = bool(theirs.cue and QUOTED_AS.search(theirs.cue.exact))
    for hop in theirs.via:
        if re.match(rf"[^\n]{{0,80}}\({re.escape(setting.hop(hop))}\)", setting.before):
            continue  # the agency's own dateline
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
