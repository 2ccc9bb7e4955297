"""The parts of a statement that can be claimed, denied or counted by themselves: one with two claims has two facets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from rashomon.claims.slots import Slot, slots
from rashomon.claims.things import HELD
from rashomon.model import Figure, Reading, Span, Stance, Statement
from rashomon.text.asides import ASIDE, main
from rashomon.text.compare import NEGATION, Term, keys, negated, terms
from rashomon.text.cuts import cuts
from rashomon.text.nearby import Nearby
from rashomon.text.silence import untold
from rashomon.text.strength import denial_words

STOP = re.compile(r"[.!?][\"”’']?\s+|\n\s*")
LINE = 200
"""Characters that a piece and those who say it stand apart at most."""
REST = re.compile(r"[^.;!?\n]{0,120}")
NO_CLAIM = re.compile(
    r"^\W*(?:(?:not\s+)?to\s+be\s+(?:named|identified|quoted)|(?:on\s+condition\s+of\s+)?anonymity|(?:to\s+)?comment\W*$|"
    r"to\s+(?:speak|talk)\s+to\s+(?:the\s+)?(?:press|media|reporters))",
    re.IGNORECASE,
)
"""How somebody wants to be quoted is no claim."""
ASKED = re.compile(r"\bhow\s+(?:many|much|long)\b(?P<what>[^?.!]*)\?[^?]{0,60}$", re.IGNORECASE)
WEEKS = 14
"""Days between two times from which on they are not one: a toll is counted for days, and not for months."""
THIN = 1
"""A facet with at most so many terms leans on the statement before it ('Not by one minute')."""
IS_NO = re.compile(r"\b(?:is|was|are|were)\s*n(?:ot|['’]t)\s+(?:an?|the)\s+$", re.IGNORECASE)
"""What stands before the name of what something is not."""
WHERE = re.compile(
    r"\b(?:in|at|on|near|inside|outside|around|but|except|besides)\s+(?:(?:the|an?|this|that|its|our|their|his|her)\s+)?$",
    re.IGNORECASE,
)
"""What stands before the name of a place, or of who is left out."""
LIE = re.compile(
    r"(?:\b(?:accusations?|allegations?|claims?|charges?|reports?|suggestions?|stor(?:y|ies)|accounts?|rumou?rs?)\b[^.;!?]*?|"
    r"\b(?:it|that|this|all\s+of\s+it|everything)\s+(?:is|was|as)\s+(?:\w+\s+){0,3}?)"
    r"\b(?:lies?|nonsense|fiction|inventions?|invented|fantas(?:y|ies)|rubbish|absurd|groundless|ludicrous|ridiculous|slander)"
    r"\W*$",
    re.IGNORECASE,
)
"""'Called the accusation that they had locked it nonsense' says by no word of denial that it is not so."""
NO_DENIAL = re.compile(
    r"\b(?:nothing|none|nobody|no\s+one)\s+(?:but|except|other\s+than|besides)\b|"
    r"\band\s+(?:nothing|nobody|no\s+one|none)\s+(?:else|more)\b|"
    r"\b(?:no|not\s+(?:any|a))\s+(?:doubt|wonder|matter|secret)\b|\bnothing\s+(?:less\s+than|short\s+of)\b|\bnot\s+(?:least|counting|including|the\s+only|just|merely)\b|"
    r"\b(?:cannot|can\s*not|can['’]t|must\s+not|mustn['’]t|should\s+not|shouldn['’]t|will\s+not|won['’]t|shall\s+not)\s+(?:be\s+)?"
    r"(?:ignored?|tolerated?|forgotten|forget|excused?|accept(?:ed)?|allow(?:ed)?|forgiven?|justified|stand\s+by|go\s+(?:un\w+)|"
    r"rest|remain\s+silent|be\s+intimidated|intimidated|give\s+(?:up|in)|back\s+down|happen\s+again)\b|"
    r"\b(?:(?:must|should|shall)\s+not|(?:must|should)n['’]t)\b(?!\s+have\b)|"
    r"\b(?:will\s+not|would\s+not|won['’]t)\s+be\s+the\s+(?:last|first|only|end)\b|"
    r"\b(?:does|do|did)\s+not\s+(?:include|count|cover)\s+(?:(?:the|some|about|another|other|those|any\s+of\s+the)\s+)*(?:\d|others\b|people\b)|"
    r"\b(?:have|has|had)\s+no\s+(?:\w+\s+)?(?:figures?|numbers?|counts?|information|details?|idea|knowledge|view|comment)\b",
    re.IGNORECASE,
)
"""Words of denial by which nothing is said not to be so: 'nothing but salt', 'must not be used', 'I have no figure'."""
NOT_DONE = re.compile(
    r"(?:\b(?:not|never|nobody|no\s+one|cannot)|n['’]t)\b(?!\s+(?:an?|the|any|one|even|so|all|every|only)\b)",
    re.IGNORECASE,
)
"""A word of denial before a verb."""
LIGHT = re.compile(
    r"(?:carr(?:y|ied|ying)\s+out|conduct\w*|commit\w*|launch\w*|play(?:ed|ing|s)?\s+(?:any|a|no)|perform\w*|engag\w+|involv\w+|tak\w+|took|"
    r"mak\w+|made|hav\w+|had|giv\w+|gave|hold|held|do|done|did)\b",
    re.IGNORECASE,
)
"""Verbs that say nothing of what is done: 'carried out any strikes', 'played any part'."""
JOINT = re.compile(r"[;:.!?]\s|,\s+(?=(?:and|but|or|nor|so|yet)\b)|(?<!,)\s(?=(?:and|but|nor|or)\s)", re.IGNORECASE)
"""Where one clause ends and another may begin."""
FEW = 2
"""A clause has so many terms."""
TAKEN_BACK = re.compile(r"\b(?:withdr[ae]w\w*|retract\w*|recant\w*|(?:take|takes|took|taken|taking) back)\b")
"""Cues by which somebody no longer says what he said."""
NO_REASON = re.compile(r"\bno\s+(?:\w+\s+)?(?:reason|grounds?|cause|evidence|sign|indication|proof)\b")
"""Cues by which somebody knows nothing for it: 'saw no reason to believe that …'."""
FALSE = (
    r"(?:(?:as|is|are|was|were)\W++)?(?:(?:an?|the|completely|totally|utterly|entirely|simply|plainly|pure|total|complete|"
    r"and|or)\W++)*+(?:false|untrue|fabrications?|fabricated|baseless|unfounded|lies?|nonsense|invented|invention|fiction)\b"
)
CALLED = re.compile(rf"^\W*+{FALSE}", re.IGNORECASE)
"""How a denial calls what it denies: 'rejected as "a fabrication" a report that …' denies the report once."""
ENDING = re.compile(rf"\s(?:as\s+)?[\"“‘']?{FALSE}\W*$", re.IGNORECASE)
"""The same at its end: 'dismissed claims that … as a lie'."""
ANAPHOR = re.compile(
    r"^\W*+(?:(?:that|this|it|them|those|so|everything|both|either)\b\W*+$|(?:(?:the|any|such|these|those|all)\s++)?(?:\w+\s++)?"
    r"(?:allegations?|claims?|accusations?|charges?|reports?|suggestions?|accounts?|story|stories|figures?)\b"
    rf"(?:\s++to\s++the\s++contrary\b)?\W*+(?:{FALSE}\W*+)?$)",
    re.IGNORECASE,
)
"""What is nothing without what stands before it: 'the allegation', 'the story “a fabrication”'."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing that one statement says."""

    statement: Statement
    span: Span
    keys: frozenset[str]
    names: frozenset[str]
    slots: tuple[Slot, ...]
    denies: bool
    """True when the speaker says that it is not so."""
    turned: bool
    """True when his verb or stance turns what his words say by themselves into its contrary."""
    thin: bool
    """True when it cannot be understood without what stands before it."""
    about: frozenset[str] = frozenset()
    """The terms of its paragraph."""
    when: tuple[str, str] | None = None
    """The days that it speaks of, where it names them once."""
    undone: frozenset[str] = frozenset()
    """Of what it negates the acts: the first term behind each 'not', whatever else it is about."""
    negated: frozenset[str] = frozenset()
    """The terms that its words of denial stand before: what is said not to be."""
    told: str = ""
    """Its words with those that say whose they are: 'the ministry denied any part in it'."""
    lang: str = "en"
    """The language of its report."""
    silent: bool = False
    """True when it only says that something is not told, not known or not decided: it takes no side."""


def facets(readings: Sequence[Reading]) -> list[Facet]:
    """Every facet of every statement, report by report."""
    return [facet for reading in readings for facet in of_reading(reading)]


def of_reading(reading: Reading) -> Iterator[Facet]:
    """The facets of one report's statements, in order."""
    figures = Nearby((f, f.span.start, f.span.end) for f in sorted(reading.figures, key=lambda f: f.span.start))
    times = Nearby((t, t.span.start, t.span.end) for t in reading.times)
    about: dict[tuple[int, int], frozenset[str]] = {}
    for statement in reading.statements:
        for piece in statement.content:
            if NO_CLAIM.match(piece.exact):
                continue
            for start, end in cuts(piece.exact):
                span = reading.report.span(piece.start + start, piece.start + end)
                inside = [f for f in figures.at(span.start, span.end) if span.holds(f.span)]
                around = rest_of(reading.report.text, span), question_before(reading.report.text, span)
                place = paragraph(reading.report.text, span)
                if place not in about:
                    about[place] = keys(reading.report.text[slice(*place)])
                made = facet(statement, span, inside, about[place], *around)
                days = {(t.earliest, t.latest) for t in times.at(span.start, span.end) if span.holds(t.span)}
                made = replace(made, told=told(reading.report.text, statement, span), lang=reading.report.lang)
                yield replace(made, when=days.pop()) if len(days) == 1 else made


def told(text: str, statement: Statement, span: Span) -> str:
    """A piece with its source and cue, where they stand in its line; of an outlet's own, from its sentence's start."""
    parts = [part for part in (statement.source, statement.cue) if part]
    start, end = min(p.start for p in (span, *parts)), max(p.end for p in (span, *parts))
    if not parts:
        before = max((m.end() for m in STOP.finditer(text, max(0, span.start - LINE), span.start)), default=start)
        start = before if span.start - before < LINE else start
    line = text[start:end]
    return line if "\n" not in line and len(line) <= LINE + len(span.exact) else ""


def rest_of(text: str, span: Span) -> str:
    """What the sentence goes on with after a piece of it."""
    rest = REST.match(text, span.end)
    return rest.group() if rest else ""


def question_before(text: str, span: Span) -> str:
    """The question of 'how many' that a piece answers, as an interviewer puts it; '' where there is none."""
    asked = ASKED.search(text[max(0, span.start - 300) : span.start])
    return asked["what"] if asked else ""


def paragraph(text: str, span: Span) -> tuple[int, int]:
    """Where the paragraph stands that a span is in."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    return start, end if end >= 0 else len(text)


def facet(
    statement: Statement,
    span: Span,
    figures: Iterable[Figure],
    about: frozenset[str] = frozenset(),
    rest: str = "",
    question: str = "",
) -> Facet:
    """One facet with its terms, its figures and which way it points."""
    aside = [m.span() for m in ASIDE.finditer(span.exact)]
    aside += [m.span() for m in HELD.finditer(span.exact)]
    found = [t for t in terms(span.exact) if not any(a <= t.start < b for a, b in aside)]
    counted = [f for f in figures if not any(a <= f.span.start - span.start < b for a, b in aside)]
    held = slots(span, tuple(counted), rest, question)
    every = frozenset(t.key for t in found)
    thin = len(every) <= THIN and not (every and any(slot.fates or slot.figure.unit for slot in held))
    anaphoric = bool(ANAPHOR.match(span.exact))
    no = against(words_of(statement, span))
    contrary = turned(statement, span, no)
    names = frozenset(t.key for t in found if t.name)
    return Facet(
        statement,
        span,
        every,
        names,
        held,
        contrary != no,
        contrary,
        thin or anaphoric,
        about,
        undone=undone(blanked(span.exact), found),
        negated=after_negation(blanked(span.exact), found),
        silent=untold(main(span.exact)),
    )


@lru_cache(maxsize=100_000)
def blanked(text: str) -> str:
    """A text of the same length without what is said by the way and without words of denial that deny nothing."""
    return NO_DENIAL.sub(lambda m: " " * len(m.group()), main(text))


def brief(facet: Facet) -> str:
    """The first words of a facet."""
    words = facet.span.exact.split()
    return " ".join(words[:9]) + (" …" if len(words) > 9 else "")


def other_time(left: Facet, right: Facet) -> bool:
    """True when two facets name days that lie weeks apart: the dead of September are not those of November."""
    if left.when is None or right.when is None:
        return False
    first, second = sorted((left.when, right.when))
    return (date.fromisoformat(second[0]) - date.fromisoformat(first[1])).days > WEEKS


def after_negation(text: str, found: Sequence[Term]) -> frozenset[str]:
    """The two terms after each word of denial, less what only says where, or who is left out: 'nobody but the cook'."""
    ends = [m.end() for m in NEGATION.finditer(text)]
    said = [t for t in found if not WHERE.search(text, 0, t.start)]
    after = [[t for t in said if t.start >= end][:2] for end in ends]
    # 'it is not a passenger list' is no word on passengers
    return frozenset(t.key for held in after for t in named_by(text, held))


def undone(text: str, found: Sequence[Term]) -> frozenset[str]:
    """The first term behind each 'not', 'never' or 'nobody' of a text: what was not done."""
    ends = [m.end() for m in NOT_DONE.finditer(text)]
    acts = [t for t in found if not LIGHT.match(text, t.start)]
    return frozenset(t.key for end in ends for t in [t for t in acts if t.start >= end][:1])


def named_by(text: str, held: Sequence[Term]) -> Sequence[Term]:
    """Of two terms after a 'not', the second where the two are one name for a thing: 'not a passenger list'."""
    one = len(held) == 2 and IS_NO.search(text, 0, held[0].start) and not text[held[0].end : held[1].start].strip()
    return held[1:] if one else held


def called_false(facet: Facet) -> bool:
    """True for what holds another's claim and a word for its being false: 'as "a fabrication" a report that …'."""
    words = facet.span.exact
    return any(pattern.search(words) for pattern in (CALLED, ENDING, LIE))


@lru_cache(maxsize=100_000)
def against(text: str) -> bool:
    """True when a clause of a text says that something is not so: a double negation within one asserts.

    'They had no spare parts and did not fly' denies, 'nobody went without water' does not.
    """
    parts = [text[start:end] for start, end in pairwise([0, *(m.start() for m in JOINT.finditer(text)), len(text)])]
    joined = [parts[0]]
    for part in parts[1:]:
        if len(keys(joined[-1])) >= FEW and len(keys(part)) >= FEW:
            joined.append(part)
        else:
            joined[-1] += part
    return any(negated(part) != bool(LIE.search(part)) for part in joined)


def turned(statement: Statement, span: Span, no: bool) -> bool:
    """True when a speaker's verb or stance turns what his words say by themselves into its contrary.

    `no` tells whether his words deny it: a denying cue over a plain content denies, and so does a content that denies.
    """
    if statement.made_by == "person":  # who decided the stance has read the cue
        return no != (statement.stance is Stance.DENIES)
    if refuses(statement):
        piece = next((p for p in statement.content if p.holds(span)), span)
        if ";" in piece.exact[: span.start - piece.start]:
            return False  # 'disputed the records; the loss had been 200 litres' gives his own
        # 'denied that nobody was warned' asserts; a quotation in quotation marks is not what the verb negates
        return not (no and span.exact.lstrip()[:1] in "\"“‘'«")
    # without a verb of denial it is the first clause that makes a denial, and not what is said after it
    return (
        not no
        and not NO_DENIAL.search(span.exact)
        and statement.stance is Stance.DENIES
        and span.start == statement.content[0].start
    )


def words_of(statement: Statement, span: Span) -> str:
    """The words of a piece that say whether it is so: not what is said by the way, nor how its denial calls it."""
    text = blanked(span.exact)
    return CALLED.sub(" ", ENDING.sub(" ", text)) if refuses(statement) else text


def refuses(statement: Statement) -> bool:
    """True for 'denied', 'took back', 'ruled out', 'no reason to believe'."""
    cue = statement.cue.exact.casefold().split() if statement.cue else []
    said = " ".join(cue)
    return any(word.strip(".,;:") in denial_words() for word in cue) or bool(
        TAKEN_BACK.search(said) or NO_REASON.search(said)
    )
