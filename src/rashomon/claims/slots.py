"""What a figure counts and what befell it: two figures are compared only when both are the same.

Killed is not wounded, fighters are not people, four of them are not all of them, and minutes are not metres.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rashomon.claims.things import DISPUTED, GROUPS, OBJECTS, TABLE, THINGS, head, thing_of
from rashomon.model import Figure, Span
from rashomon.text.compare import Term, terms

FATES = frozenset(TABLE["fates"].split())
"""Families of what can befall those who are counted, or what they did."""
ALIKE = tuple(frozenset(line.split()) for line in TABLE["alike"])
"""Fates that reports use for one another: 880 left on the ferry, 880 were aboard."""
QUESTIONS = tuple(frozenset(line.split()) for line in TABLE["questions"])
"""Fates that answer one question of a reader, though two figures of them are no rivals."""
COUNTS = frozenset({"count", "identify"})
"""What says nothing of what befell the counted: 'we counted three'."""
HARM = frozenset({"die", "injure", "ill", "treat", "admit", "casualty", "missing", "displace", "arrest", "abduct"})
PEOPLE = HARM | {"present", "aboard", "leave", "board", "arrive", "rescue", "survive", "protest"}
SINCE = re.compile(
    r"\bsince\s+(?:\w+\s+){0,3}(?:(?:19|20)\d\d|war|conflict|fighting|uprising|revolt|revolution|crisis|unrest|start|"
    r"beginning|outbreak|began|started|independence)|"
    r"\b(?:in|over|during)\s+(?:the\s+)?(?:(?:past|last)\s+)?(?:[\w-]+\s+){1,3}(?:years|decades?)\b|"
    r"\b(?:\w+[- ]year(?:[- ]old)?[- ](?:war|conflict|siege|fighting)|"
    r"(?:the|this)\s+(?:\w+\s+)?(?:war|conflict|uprising)\s+(?:has|have|had)\b)|"
    r"\b(?:in|during|of)\s+(?:the|this|its|\w+[’']s)\s+(?:[\w-]+\s+){0,3}(?:war|conflict|uprising|revolt)\b",
    re.IGNORECASE,
)
"""A toll of years and not of one event: 'more than 300,000 people since March 2011'."""
YEARS = re.compile(
    r"\bsince\s+then\b|\bhas\s+since\b|\bsince\s+(?:[\w.-]+\s+){1,8}?(?:ended|collapsed|expired|began|erupted|broke|resumed|"
    r"took)\b|\b(?:war|conflict|uprising|insurgency|campaign)\b[^.;]{0,80}\b(?:has|have|had)\b",
    re.IGNORECASE,
)
"""A count of a longer time: 'the war, which began with protests, has killed 280,000', 'since a truce ended'."""
MOST = re.compile(
    r"\b(?:(?:the|its|their|[’']s)\s+(?:[\w-]+\s+){0,2}?(?!arrest|protest|forest|harvest|conquest|request|interest|inquest|"
    r"contest|northwest|southwest)[a-z]{3,}est|(?:dead|bloodi|heavi|larg|bigg)\w*est|worst|most|first|highest|rare|"
    r"unprecedented|record)\b[^.;]{0,80}\Z",
    re.IGNORECASE,
)
"""'the deadliest attack in years': a comparison, and no count of years."""
INCREMENT = re.compile(r"\b(?:another|more(?!\s+than\b)|others?|further|additional)\b", re.IGNORECASE)
"""In a figure's own words: 'two more', '12 others', 'another five' are added to a number, and are no total."""
PART = re.compile(
    r"^\s*(?:\w+\s+)?(?:of\s+(?:them|whom|these|those|which)|more\b|others?\b|(?:people\s+)?(?:more|others)\b|"
    r"others who)|^\s*of\s+(?:his|her|its|their)\b",
    re.IGNORECASE,
)
BEFORE = re.compile(
    r"(?:including|among them|of (?:these|them|whom),?|a further|another|an additional|additional|further)\s*$",
    re.IGNORECASE,
)
NOT_SO = re.compile(
    r"(?:[,;–—]\s*|\band\s+)(?:not|never)\s+(?:the\s+)?$|\b(?:rather\s+than|instead\s+of)\s+(?:the\s+)?$", re.IGNORECASE
)
"""Before a number that is denied and not given: 'fourteen, not three'."""
MOMENTS = frozenset({"seconds", "minutes", "days", "weeks", "months", "years"})
OFFSET = re.compile(
    r"(?P<sure>\s*(?:or\s+so\s+)?(?:earlier|later|ago|from\s+now)\b)|\s*(?:before|after)\b", re.IGNORECASE
)
"""After a time that says when: 'two days ago'; between commas 'nearly three hours before the fire'."""
ASIDE = re.compile(r"(?:^|[,;(–—])\s*$")
TIMES = re.compile(r"\s*(?:times|-?fold)\b", re.IGNORECASE)
"""After a number that compares: 'three times as many'."""
UNFOUNDED = re.compile(
    r"\b(?:without\s+(?:any\s+)?(?:foundation|basis)|exaggerat\w+|unfounded|baseless|inflated|untrue|a\s+fabrication|invented)\b",
    re.IGNORECASE,
)
"""What is said of a number to deny it."""
OF_MANY = re.compile(
    r"\s*of\s+(?:the\s+|some\s+|about\s+|more\s+than\s+)?(?:\d|two|three|four|five|six|seven|eight|nine|ten|dozens|scores)"
)
"""After a part: 'one of 37 people'."""
THE, WHO = re.compile(r"\b[Tt]he\s+$"), re.compile(r"\s+(?:who|that)\b")
"""Around a number of those who are told apart from others: 'the three who perished in the shed'."""
PRESENT = re.compile(
    r"\b(?:inside|present|attend(?:ed|ing|ance)|crowd|turnout|turned\s+out|took\s+part|taking\s+part|in\s+the\s+(?:building|hall|"
    r"terminal|station|stadium|square|theatre|theater|school|church|mosque|room|tower|block|camp|street))\b",
    re.IGNORECASE,
)
"""Who were there, where nothing is said to have befallen them: 'more than 8,000 people were inside'."""
BURNT = re.compile(
    r"\b(?:burn\w*|torch\w*|ash(?:es)?|raz(?:ed|ing)|flatten\w*|gutted|levelled|leveled|rubble|ruins)\b", re.I
)
"""What destroys a house."""
ALIVE = re.compile(r"\s*(?:[\w-]+\s+){0,2}?alive\b", re.IGNORECASE)
EXITS = re.compile(r"\b(?:exits?|entr(?:y|ies|ances?))\b", re.IGNORECASE)
"""A door, and nobody who left."""
DOING = re.compile(r"\b(\w+ing)\s+$")
"""A participle just before a number says what befell them: 'killing 8 people, injuring 50'."""
CAPACITY = re.compile(
    r"\b(?:licen[sc]ed|capacity|built|designed|certified|rated|rafts?|room|seats?|berths?)\b(?:\s+\w+){0,4}\s*$",
    re.IGNORECASE,
)
CAPACITY_AFTER = re.compile(r"\s*-?(?:seat|berth|capacity)", re.IGNORECASE)
OF_THE = re.compile(r"\s*of\s+the\s+\w+", re.IGNORECASE)
LIMITED = re.compile(
    r"\b(?:only|just)\s+(?:those|bodies|cases|people|the)\b[^.;]{0,40}\b(?:identified|confirmed|recovered|counted|found)\b|"
    r"\b(?:formally|officially)\s+(?:identified|counted|recorded)\b|"
    r"\bbefore\s+(?:\d|midnight|noon|dawn|he|she|they)|\bby then\b",
    re.IGNORECASE,
)
DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|noon|midday|midnight|dawn|nightfall|dusk|\d|(?:\w+\s+)?o['’]clock)"
)
GROWING = re.compile(
    r"\b(?:so|thus)\s+far\b|\bto\s+date\b|\b(?:until|till|up\s+to|by)\s+(?:now|then)\b|\band\s+counting\b|"
    rf"\b(?:by|before)\s+(?:(?:early|late|mid)\s+)?{DAY}|"
    r"\bnot\s+(?:be\s+)?the\s+last\b|"
    r"\b(?:expected|likely|feared|bound|sure|set)\s+to\s+(?:rise|grow|climb|increase)\b|"
    r"\b(?:could|may|might|will)\s+(?:still\s+)?(?:rise|grow|climb|increase)\b|"
    r"\b(?:not|n['’]t)\s+(?:yet\s+)?(?:finished|done\s+counting|final)\b|"
    r"\bstill\s+(?:counting|searching|digging|climbing|rising|growing)\b|"
    r"\b(?:been|were|was)\s+(?:brought|carried|taken|pulled|dug|rushed|admitted)\s+"
    r"(?:in|to|out|on|from|up|aboard|ashore)\b",
    re.IGNORECASE,
)
"""A count that is not over, or not of all: 'nine so far', 'had died by noon', 'have been brought to the hospital'."""
CLOSE = 0.1
"""Share by which an open bound and a number may differ to bear one another out: 'more than 900' and 950."""
SENTENCE = re.compile(r"[.;!?][\"”’']?\s")
WHOLE = re.compile(r"\s*(?:\w+\s+){0,4}(?:in all|in total|altogether|overall)\b", re.IGNORECASE)
TOTAL = re.compile(r"\b(?:total(?:s|ling)?|overall|combined)\b[^.;]{0,30}$", re.IGNORECASE)
RATE = re.compile(
    r"\s*(?:\w+\s+)?(?:each|apiece|per|a (?:head|person|day|month)|for (?:\w+ ){1,2}(?:people|persons))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A figure as it can be compared."""

    figure: Figure
    thing: str
    """The family of what is counted; '' where the text does not say."""
    fates: frozenset[str]
    part: bool
    limited: bool
    """True when the text says that it counts only some of them ('formally identified')."""
    whole: bool
    """True for a sum of several counts ('26 in all')."""
    rate: str
    """'each', 'per head', 'for three people': what one number is the price or the share of; '' for a plain number."""
    near: frozenset[str]
    """The terms that stand with it."""
    years: bool = False
    """True for a count of years of war, not of one event."""
    moment: bool = False
    """True for a time that says when, and not how long: 'two days later'."""
    growing: bool = False
    """True for a count that may yet grow, or of those who were seen: 'nine so far'."""

    @property
    def bounds(self) -> tuple[float, float]:
        """The interval with open sides at infinity."""
        return interval(self.figure)

    @property
    def printed(self) -> tuple[float, ...]:
        """The sides that are given: one for 'at least 7'."""
        return tuple(side for side in (self.figure.low, self.figure.high) if side is not None)


def slots(span: Span, figures: tuple[Figure, ...], after: str = "", question: str = "") -> tuple[Slot, ...]:
    """The figures inside a span with what they count and what befell it there.

    `after` is the rest of its sentence, `question` what an interviewer asked.
    """
    asked = frozenset(t.key for t in terms(question) if t.key in FATES)
    found = terms(span.exact)
    out: list[Slot] = []
    for figure in figures:
        if not countable(figure) or not given(figure, span):
            continue
        fates = fates_of(figure, span, found, figures)
        part = figure.subset or is_part(span, figure) or added(figure, fates, out[-1] if out else None)
        if part and not fates and out:
            fates = out[-1].fates
        if not fates and not out:
            fates = asked
        out.append(slot(figure, span, found, fates, part, after))
    return tuple(replace(s, part=True) if some_of(span, s, out) else s for s in out)


def some_of(span: Span, some: Slot, every: Sequence[Slot]) -> bool:
    """True for 'the three who perished in the shed' beside a larger number of the same: they are among those."""
    at = some.figure.span.start - span.start
    if not (THE.search(span.exact[:at]) and WHO.match(span.exact[at + len(some.figure.span.exact) :])):
        return False
    return any(some.bounds[1] < other.bounds[0] and same_count(some, other) for other in every)


def countable(figure: Figure) -> bool:
    """True for a number of something: no time of day, no bare 'none', which denies rather than counts."""
    if figure.unit == "clock" or (figure.low is None and figure.high is None):
        return False
    return not (figure.low == figure.high == 0 and not figure.unit)


def given(figure: Figure, span: Span) -> bool:
    """True for a number that its voice gives: not the 'three' of 'fourteen, not three', and not 'three times'."""
    at, end = figure.span.start - span.start, figure.span.end - span.start
    return not NOT_SO.search(span.exact[max(0, at - 40) : at]) and (
        bool(figure.unit) or not TIMES.match(span.exact[end : end + 12])
    )


def moment(before: str, after: str) -> bool:
    """True where a time says when: 'two days later', and between commas 'three hours before the fire'."""
    found = OFFSET.match(after)
    return found is not None and bool(found["sure"] or ASIDE.search(before))


def slot(
    figure: Figure, span: Span, found: tuple[Term, ...], fates: frozenset[str], part: bool, rest: str = ""
) -> Slot:
    """One figure as it can be compared."""
    start, end = figure.span.start - span.start, figure.span.end - span.start
    before, after = span.exact[:start], span.exact[end:]
    return Slot(
        figure,
        "" if figure.unit else thing_of(figure, span, found),
        fates,
        part,
        bool(LIMITED.search(f"{SENTENCE.split(after)[0]}{rest}")),
        bool(WHOLE.match(after) or TOTAL.search(before)),
        rate.group().strip().casefold() if (rate := RATE.match(after)) else "",
        frozenset(t.key for t in found),
        of_years(f"{span.exact}{rest}"),
        figure.unit in MOMENTS and moment(before, f"{after}{rest}"),
        not figure.unit and bool(GROWING.search(f"{SENTENCE.split(before)[-1]} {SENTENCE.split(after)[0]}{rest}")),
    )


def is_part(span: Span, figure: Figure) -> bool:
    """True for 'four of them', '200 more', 'including four children'."""
    at = figure.span.start - span.start
    after = span.exact[at + len(figure.span.exact) :]
    bare = not terms(figure.span.exact)
    return bool(
        PART.match(after) or (bare and OF_THE.match(after)) or OF_MANY.match(after) or BEFORE.search(span.exact[:at])
    )


def added(figure: Figure, fates: frozenset[str], before: Slot | None) -> bool:
    """True for 'six more' and '12 others'; those hurt beside the dead ('12 others hurt') are all who were hurt."""
    if not INCREMENT.search(figure.span.exact):
        return False
    return before is None or not (fates & HARM and before.fates & HARM) or bool(fates & before.fates)


def of_years(text: str) -> bool:
    """True where a text counts over a longer time: a war's dead, or what was counted since."""
    found = (m for pattern in (YEARS, SINCE) for m in pattern.finditer(text))
    return any(not MOST.search(text[: m.end()]) for m in found)


def fates_of(figure: Figure, span: Span, found: tuple[Term, ...], figures: tuple[Figure, ...]) -> frozenset[str]:
    """What befell them: the figure's own scope, else the nearest such word that no other figure cuts off."""
    start, end = figure.span.start - span.start, figure.span.end - span.start
    if CAPACITY.search(span.exact[:start]) or CAPACITY_AFTER.match(span.exact[end:]):
        return frozenset({"capacity"})
    words = EXITS.sub(" ", f"{figure.span.exact} {figure.counted} {figure.scope}")
    own = frozenset(t.key for t in terms(words) if t.key in FATES)
    if own:
        return own
    if ALIVE.match(span.exact[end:]):
        return frozenset({"survive"})
    if doing := DOING.search(span.exact[:start]):
        said = [t.key for t in terms(doing[1]) if t.key in FATES]
        if said:
            return frozenset(said[:1])
    edges = [(f.span.start - span.start, f.span.end - span.start) for f in figures if f.id != figure.id]
    first = max((m.end() for m in SENTENCE.finditer(span.exact, 0, start)), default=0)
    last = min((m.start() for m in SENTENCE.finditer(span.exact, end)), default=len(span.exact))
    told = [t for t in found if t.key in FATES and first <= t.start < last]
    after = [t for t in told if t.start >= end and not any(end <= a < t.start for a, _ in edges)]
    before = [t for t in told if t.end <= start and not any(t.end <= b <= start for _, b in edges)]
    near = [(t.start - end, t.key) for t in after[:1]] + [(start - t.end + 8, t.key) for t in before[-1:]]
    return frozenset({min(near)[1]}) if near else state(figure, span.exact[first:last])


def state(figure: Figure, clause: str) -> frozenset[str]:
    """How the counted were, where no word says what befell them: inside, or in ashes."""
    if head(figure):
        return frozenset({"destroy"}) if BURNT.search(clause) else frozenset()
    return frozenset({"present"}) if not figure.unit and PRESENT.search(clause) else frozenset()


def same_fate(left: Slot, right: Slot) -> bool:
    """True when what befell the counted is the same, or what reports use for it."""
    if ("casualty" in left.fates) != ("casualty" in right.fates):
        return False
    shared = left.fates & right.fates
    if shared:
        return not shared <= COUNTS or bool((left.near & right.near) - THINGS - FATES)
    return any(left.fates & alike and right.fates & alike for alike in ALIKE)


def alike(slot: Slot) -> frozenset[str]:
    """What befell the counted, in the one word that stands for all that reports use for it."""
    return frozenset(min(group) for group in ALIKE if slot.fates & group) or slot.fates


def questions(slot: Slot) -> frozenset[str]:
    """The questions that a number of people answers, by who they are and what befell them: 'people:die'."""
    if slot.figure.unit or slot.rate or "capacity" in slot.fates:
        return frozenset()
    harm = bool(slot.fates & HARM) and not slot.part
    who = slot.thing if slot.thing in GROUPS and not (harm and slot.thing in DISPUTED) else "people"
    who = slot.thing if slot.thing in OBJECTS else who
    who = f"some {who}" if slot.part else f"{who} in years" if slot.years else who
    asked = frozenset(min(group) for group in QUESTIONS if slot.fates & group) or alike(slot)
    return frozenset(f"{who}:{fate}" for fate in asked)


def same_thing(left: Slot, right: Slot) -> bool:
    """True when both count the same; where the fate says who ('the toll'), a bare number counts people."""
    if left.thing == right.thing:
        return True
    named = {left.thing, right.thing}
    return not named & (GROUPS | OBJECTS)


def same_count(left: Slot, right: Slot) -> bool:
    """True when both count one thing with one fate."""
    return bool(left.fates) and same_fate(left, right) and same_thing(left, right) and left.part == right.part


def same_scope(left: Slot, right: Slot) -> bool:
    """True when two figures can be set against each other."""
    if left.figure.unit != right.figure.unit or left.part or right.part or left.years != right.years:
        return False
    if (left.limited, left.whole, left.rate, left.moment) != (right.limited, right.whole, right.rate, right.moment):
        return False
    if left.figure.unit and not (left.fates and right.fates):
        told = left.fates | right.fates
        return bool(told & left.near & right.near) if told else bool(left.near & right.near)
    return same_fate(left, right) and same_thing(left, right)


def larger_part(left: Slot, right: Slot) -> bool:
    """True when one counts who was registered or seen of those aboard, and yet more than the other says were aboard."""
    if left.figure.unit or right.figure.unit or left.part or right.part or not same_thing(left, right):
        return False
    for some, whole in ((left, right), (right, left)):
        counted = bool(some.fates & {"count", "arrive"}) and bool(alike(whole) & {"aboard"})
        if counted and whole.figure.high is not None and some.bounds[0] > whole.figure.high:
            return True
    return False


def agree(left: Slot, right: Slot) -> bool:
    """True when two numbers share a value, differ by no more than their rounding, or one may grow to the other."""
    return meets(left.figure, right.figure) or grows(left, right) or grows(right, left)


def grows(some: Slot, other: Slot) -> bool:
    """True where a count that is not over is no larger than the other."""
    return some.growing and some.bounds[0] <= other.bounds[1]


def meets(left: Figure, right: Figure) -> bool:
    """True when two numbers share a value, or differ by no more than their rounding."""
    (a, b), (c, d) = interval(left), interval(right)
    if a <= d and c <= b:
        return True
    low, high = (b, c) if b < c else (d, a)
    return high - low <= max(rounding(left), rounding(right))


def close(left: Slot, right: Slot) -> bool:
    """True when two figures that agree also give nearly one number: 'at least seven' does not bear out 23."""
    if not meets(left.figure, right.figure):
        return False
    if len(left.printed) == len(right.printed) == 2:
        return True
    gap = min(abs(x - y) for x in left.printed for y in right.printed)
    return gap <= max(
        rounding(left.figure), rounding(right.figure), CLOSE * max(map(abs, (*left.printed, *right.printed)))
    )


def interval(figure: Figure) -> tuple[float, float]:
    """The bounds of a figure with open sides at infinity."""
    low = figure.low if figure.low is not None else float("-inf")
    return low, figure.high if figure.high is not None else float("inf")


def rounding(figure: Figure) -> float:
    """How far a round number may lie from what is meant: half of its last printed place."""
    value = figure.high if figure.high is not None else figure.low
    if value is None or value != int(value) or value == 0:
        return 0.0
    digits = str(abs(int(value)))
    zeros = len(digits) - len(digits.rstrip("0"))
    return 10**zeros / 2 if zeros else 0.0
