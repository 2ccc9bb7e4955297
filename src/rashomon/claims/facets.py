"""The parts of a statement that can be claimed, denied or counted by themselves: one with two claims has two facets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from rashomon.claims.slots import Slot, slots
from rashomon.model import Figure, Reading, Span, Stance, Statement
from rashomon.text.compare import NEGATION, Term, keys, negated, terms
from rashomon.text.strength import denial_words

CUT = re.compile(
    r"(?<!\bSt)(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bGen)(?<!\bCol)(?<!\bLt)(?<!\bCapt)(?<!\bSgt)(?<!\bProf)(?<!\bNo)(?<!\b[A-Z])"
    r"[.;:!?][\"”’']?\s+(?=\W*[A-Z])|;\s+|\s+[–—-]\s+|,?\s+(?:while|whereas|although|though|but)\s+|"
    r",\s+(?:none|no|not one|adding)\s+|"
    r",\s+and\s+(?=(?:\w+\s+){0,4}(?:had|has|have|was|were|is|are|would|will|could|did|said|told)\b)|\s+and\s+(?=(?:that|there|it|they|he|she|the|no|\w+\s+no)\b)|"
    r",\s+(?:and\s+)?(?=there\s)"
)
WHOLE = re.compile(r"^\W*there\s+(?:was|were|is|are|had\s+been|has\s+been)\s+no\b", re.IGNORECASE)
"""A piece that says enough with one word: 'there was no chain'."""
BACKGROUND = re.compile(r",?\s+(?:(?:at|in|on|from|during|by)\s+which|where|when|after|before)\s+", re.IGNORECASE)
"""What follows tells where or when a thing happened that the reader knows of: 'a gate at which 23 people died'."""
ASIDE = re.compile(r",\s+(?:which|who|whose)\s[^,]*,|\([^)]*\)")
"""What is said by the way: 'the ferry, which is licensed to carry 320, left at two'."""
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
HELD = re.compile(r"\b\w+-(?:held|led|backed|run|controlled|owned|based|linked|aligned)\b", re.IGNORECASE)
"""'The rebel-held city' says nothing of rebels."""
ASKED = re.compile(r"\bhow\s+(?:many|much|long)\b(?P<what>[^?.!]*)\?[^?]{0,60}$", re.IGNORECASE)
WEEKS = 14
"""Days between two times from which on they are not one: a toll is counted for days, and not for months."""
FEW = 2
"""A piece with fewer terms than this is not cut off: 'and left' is no claim."""
THIN = 1
"""A facet with at most so many terms leans on the statement before it ('Not by one minute')."""
ANAPHOR = re.compile(
    r"^\W*(?:(?:that|this|it|them|those|so|everything|both|either)\b\W*$|(?:the|any|such|these|those|all)\s+(?:\w+\s+)?"
    r"(?:allegations?|claims?|accusations?|charges?|reports?|suggestions?|accounts?|story|figures?)\b\W*$)",
    re.IGNORECASE,
)


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
    thin: bool
    """True when it cannot be understood without what stands before it."""
    about: frozenset[str] = frozenset()
    """The terms of its paragraph."""
    when: tuple[str, str] | None = None
    """The days that it speaks of, where it names them once."""
    negated: frozenset[str] = frozenset()
    """The terms that its words of denial stand before: what is said not to be."""
    told: str = ""
    """Its words with those that say whose they are: 'the ministry denied any part in it'."""
    lang: str = "en"
    """The language of its report."""


def facets(readings: Sequence[Reading]) -> list[Facet]:
    """Every facet of every statement, report by report."""
    return [facet for reading in readings for facet in of_reading(reading)]


def of_reading(reading: Reading) -> Iterator[Facet]:
    """The facets of one report's statements, in order."""
    figures = sorted(reading.figures, key=lambda f: f.span.start)
    for statement in reading.statements:
        for piece in statement.content:
            if NO_CLAIM.match(piece.exact):
                continue
            for start, end in pieces(piece.exact):
                end = start + background(piece.exact[start:end])
                span = reading.report.span(piece.start + start, piece.start + end)
                inside = [f for f in figures if span.holds(f.span)]
                around = rest_of(reading.report.text, span), question_before(reading.report.text, span)
                made = facet(statement, span, inside, paragraph(reading.report.text, span), *around)
                days = {(t.earliest, t.latest) for t in reading.times if span.holds(t.span)}
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


def paragraph(text: str, span: Span) -> frozenset[str]:
    """The terms of the paragraph that a span stands in."""
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    return keys(text[start : end if end >= 0 else len(text)])


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
    main = [f for f in figures if not any(a <= f.span.start - span.start < b for a, b in aside)]
    held = slots(span, tuple(main), rest, question)
    every = frozenset(t.key for t in found)
    thin = len(every) <= THIN and not (every and any(slot.fates or slot.figure.unit for slot in held))
    anaphoric = bool(ANAPHOR.match(span.exact))
    names = frozenset(t.key for t in found if t.name)
    return Facet(
        statement,
        span,
        every,
        names,
        held,
        points_against(statement, span.exact),
        thin or anaphoric,
        about,
        negated=after_negation(span.exact, found),
    )


def other_time(left: Facet, right: Facet) -> bool:
    """True when two facets name days that lie weeks apart: the dead of September are not those of November."""
    if left.when is None or right.when is None:
        return False
    first, second = sorted((left.when, right.when))
    return (date.fromisoformat(second[0]) - date.fromisoformat(first[1])).days > WEEKS


def after_negation(text: str, found: Sequence[Term]) -> frozenset[str]:
    """The two terms after each word of denial."""
    ends = [m.end() for m in NEGATION.finditer(text)]
    return frozenset(t.key for end in ends for t in [t for t in found if t.start >= end][:2])


def points_against(statement: Statement, text: str) -> bool:
    """True when the speaker denies it: a denying cue over a plain content, or a content that denies."""
    if statement.made_by == "person":  # who decided the stance has read the cue
        return statement.stance is Stance.DENIES
    cue = statement.cue.exact.casefold().split() if statement.cue else []
    denial = any(word.strip(".,;:") in denial_words() for word in cue)
    against = negated(text)
    if denial:
        # 'denied that nobody was warned' asserts; a quotation in quotation marks is not what the verb negates
        direct = text.lstrip()[:1] in "\"“‘'«"
        return against if direct and against else not against
    return against or statement.stance is Stance.DENIES


def pieces(text: str) -> list[tuple[int, int]]:
    """Where a content can be cut into clauses that each say enough, as offsets."""
    cuts = [(0, 0), *((end_of(m), m.end()) for m in CUT.finditer(text)), (len(text), len(text))]
    out: list[tuple[int, int]] = []
    for (_, start), (end, _) in pairwise(cuts):
        if out and (little(text[start:end]) or little(text[out[-1][0] : out[-1][1]])):
            out[-1] = (out[-1][0], end)
        elif text[start:end].strip():
            out.append((start, end))
    return [trimmed(text, start, end) for start, end in out]


def end_of(cut: re.Match[str]) -> int:
    """Where the piece before a cut ends: after a full stop and its quotation mark, before a conjunction."""
    mark = re.match(r"[.;:!?][\"”’']?", cut.group())
    return cut.start() + (mark.end() if mark else 0)


def little(text: str) -> bool:
    """True when a piece says too little to stand alone."""
    return len(keys(text)) < FEW and not (WHOLE.match(text) and keys(text))


def background(text: str) -> int:
    """Where the words end that say what is claimed; the length of the text where nothing follows them."""
    for m in BACKGROUND.finditer(text):
        if len(keys(text[: m.start()])) >= FEW:
            return m.start()
    return len(text)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without spaces at its ends."""
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    while start < end - 1 and text[start].isspace():
        start += 1
    return start, end
