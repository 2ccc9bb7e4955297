"""What the sentence of a figure says of it: when and where, whether a count goes on, whether it is of another event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from rashomon.model import Figure, When

NEAR = 90
"""Characters round a figure in which its sentence says when."""
BEFORE = 300
"""Characters before a sentence in which the place it goes on with was named."""
STOP = re.compile(r"[.!?](?=[\s\"”’])|\n")
PLACED = re.compile(
    r"\b(?i:in|at|near|outside|inside|on|into|over|around|en|à|dans|sur)\s+(?:(?:the|a|an|la|le|el|les|los)\s+)?"
    r"(?:[a-zà-ÿ][\w-]*\s+){0,5}?(?:of\s+|de\s+)?((?:(?:al|el|as|ash|ar|an|at|az|ad)-)?(?:[A-ZÀ-Þ][\w’'-]+)(?:[\s-]+[A-ZÀ-Þ][\w’'-]+){0,2})"
    r"(?=\W*\Z|[.,;:)\n–—]|\s+(?:a|an|the|on|in|when|while|where|after|before|and|or|as|by|that|which|who|with|for|from|during|to|"
    r"at|near|had|has|have|was|were|is|are|late|early|yesterday|today|overnight|kill(?:ed|ing)|wound(?:ed|ing)|injur(?:ed|ing)|hurt|"
    r"leaving|left|hit|struck|claimed|destroyed|since|"
    r"province|district|city|town|village|region|area|neighbou?rhood|suburbs?|camp|square|street|road|market|hospital|"
    r"border|countryside)\b|\s+[A-ZÀ-Þ])"
)
"""'in the town of Ahsem', 'near Tal Brin': where something befell the counted."""
DAYS = re.compile(r"(?i)(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|"
                  r"september|october|november|december")  # fmt: skip
BEGAN = re.compile(
    r"\b(?:since|formed|founded|established|born|elected|began|started|depuis|desde)\W+(?:\w+\W+)?\Z", re.I
)
"""Before a time: it says since when, and not when the counted were counted."""
TOWN = r"(?:town|village|city|district|neighbou?rhood|suburb|camp|hamlet|settlement|quarter|province|governorate)"
TOWNS = re.compile(
    rf"\b(?i:{TOWN})s?\s+of\s+((?:[A-ZÀ-Þ][\w’'-]+)(?:[\s-][A-ZÀ-Þ][\w’'-]+){{0,2}})|"
    rf"\b((?:[A-ZÀ-Þ][\w’'-]+)(?:[\s-][A-ZÀ-Þ][\w’'-]+){{0,2}})\s+{TOWN}\b"
)
"""'the village of Hayan', 'Kallasa district': two of one sort are two places."""
FURTHER = re.compile(
    r"\b(?:also|meanwhile|elsewhere|separately|likewise|(?:a|the)\s+separate|in\s+(?:the\s+)?other|"
    r"(?:another|a\s+second|a\s+third|a\s+different|a\s+nearby|a\s+neighbou?ring)\s+(?:\w+\s+)?(?:town|village|city|district|"
    r"neighbou?rhood|attack|strike|raid|airstrike|bomb(?:ing)?|blast|explosion|incident|shelling|place|part|area|province|camp))\b",
    re.IGNORECASE,
)
"""A second event is told of: 'three people were also killed in another town'."""
ANOTHER = re.compile(
    r"\b(?:elsewhere|separately|in\s+(?:a|the|two|three)\s+(?:separate|different|second|third|unrelated)|in\s+another|"
    r"(?:a|the)\s+separate|meanwhile\W+(?:in|at|near|on|over))\b",
    re.IGNORECASE,
)
"""Another incident begins: 'in a separate attack', 'meanwhile in'."""
CLAUSE = re.compile(
    r"[;:]|,?\s+(?:and|but|or)\s+(?:that|it|he|she|they|there|\w+\s+(?:was|were|had|has|have|is|are))\b|"
    r"\b(?:while|whereas|although|though|but)\b",
    re.IGNORECASE,
)
"""A clause of its own begins: the time named before it is not its time."""
RUNNING = re.compile(
    r"\b(?:toll|now|later|first|initial(?:ly)?|earlier|previous(?:ly)?|original(?:ly)?|revised?|updated?|corrected|rose|risen|"
    r"rising|rises|raised|raises|increased|climb(?:ed|s)?|lowered|cut|fell|so far|as of|bilan|balance)\b|"
    r"\bby\s+(?:\d|(?-i:[A-ZÀ-Þ])|then|mid|noon|night|evening|morning|late|early|nightfall)",
    re.IGNORECASE,
)
"""One count that goes on or was corrected: two numbers of one voice that are of one event."""
GRANTED = re.compile(
    r"\w,?\s+(?:(?:in|at|of|by|on|from|during)\s+which\b|that\s+(?:killed|left|injured|wounded|hurt|claimed|cost)\b"
    r"|dans\s+l[ae]quel(?:le)?\b|en\s+(?:el|la)\s+que\b)[^,;:.!?]*\Z|\w,\s+(?:which|who|where)\b[^,;:.!?]*\Z",
    re.IGNORECASE,
)
"""Before a number that a denial takes for granted: 'denied any part in the crash, in which [12] died'."""
BACK = re.compile(
    r"\b(?:hours|days?|weeks?|months?|years?)\s+(?:after|before|since)\b(?:(?!\b(?:said|says|told)\b)[^.;!?]){0,100}\Z",
    re.IGNORECASE,
)
"""'resumed days after a bombing killed 120': what is told of by the way is of another event."""
ALONE = re.compile(
    r"^[^.;,]{0,60}\b(?:in|at|on|from|to)\b(?:[^.;,]{3,60}\balone\b|\s+(?:just\s+)?one\s+(?:\w+\s+){0,2}"
    r"(?:hospital|clinic|morgue|mortuary|school|mosque|church|village|street|building|house|camp)\b)",
    re.IGNORECASE,
)
"""'52 bodies lay in the school alone', '30 were brought to one clinic': a count of one place of several."""
RECEIVED = re.compile(
    r"\b(?:his|her|its|our|their|one|a|the|this)\s+(?:[\w-]+\s+){0,2}(?:hospital|clinic|morgue|mortuary|infirmary)\b[^.;,]{0,40}"
    r"\b(?:received|receiving|treated|treating|admitted|took\s+in)\s+\Z",
    re.IGNORECASE,
)
"""'His hospital received three victims': a count of one place of several."""
SHOWN = re.compile(r"\b(?:videos?|footage|photo(?:graph)?s?|images?|pictures?|clips?)\b", re.IGNORECASE)
"""A source that shows some of those who were counted: what a picture has in it is no toll."""
OTHERS = re.compile(r"\b(?:others?|more|another|further|autres|otr[oa]s)\b", re.IGNORECASE)


def days_between(earlier: str, later: str) -> int:
    """Days from one ISO date to another; 0 where one is not a whole date."""
    try:
        return (date.fromisoformat(later[:10]) - date.fromisoformat(earlier[:10])).days
    except ValueError:
        return 0


def sentence(text: str, figure: Figure) -> tuple[int, int]:
    """Where the sentence of a figure starts and ends."""
    before = max((m.end() for m in STOP.finditer(text, max(0, figure.span.start - 400), figure.span.start)), default=0)
    after = STOP.search(text, figure.span.end)
    return before, after.start() if after else len(text)


def when(text: str, figure: Figure, times: Sequence[When]) -> tuple[str, str] | None:
    """The days named nearest to a figure in its sentence."""
    near = [
        (gap, t)
        for t in times
        if (gap := max(figure.span.start - t.span.end, t.span.start - figure.span.end)) <= NEAR
        and not CLAUSE.search(text[min(t.span.end, figure.span.end) : max(t.span.start, figure.span.start)])
        and not BEGAN.search(text, max(0, t.span.start - 30), t.span.start)
        and not BEGAN.match(f"{t.span.exact} ")
    ]
    found = min(near, key=lambda pair: (pair[0], pair[1].span.start), default=None)
    return (found[1].earliest, found[1].latest) if found else None


def named_places(text: str) -> tuple[str, ...]:
    """The names that stand where a place stands."""
    return tuple(dict.fromkeys(m[1] for m in PLACED.finditer(text) if not DAYS.match(m[1])))


def places(text: str, start: int, end: int) -> tuple[str, ...]:
    """The names that stand where a place stands in a sentence; where it has none, those last named before it."""
    found = named_places(text[start:end])
    if FURTHER.search(text[start:end]):
        return found
    before = STOP.split(text[max(0, start - BEFORE) : start]) if not found else []
    return found or next((names for part in reversed(before) if (names := named_places(part))), ())
