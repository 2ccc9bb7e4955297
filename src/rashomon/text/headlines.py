"""The parts of a headline: its label, its attribution, its clauses. Language on a string, no report."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rashomon.text.strength import denial_words, strength, vague

LABEL = re.compile(
    r"^(?P<label>opinion|comment|commentary|analysis|editorial|column|letters?|review|corrected|correction|"
    r"update(?:d)?(?: \d+)?|exclusive|breaking|live|watch|video|photos?|"
    r"explainer|fact[ -]check|factbox|timeline|interview|quiz)\s*[-–—:|]\s*(?!-)",
    re.IGNORECASE,
)
OPINION = {"opinion", "comment", "commentary", "editorial", "column", "letter", "letters"}
QUESTION = re.compile(r"\?\s*[\"'”’]?$")
ENDING = re.compile(
    r"(?:[:–—-]\s*|,\s+)(?P<who>[^:;,–—]{0,60}?)"
    r"\b(?:reports?|sources?|study|survey|officials?|police|witness(?:es)?|claims?)\s*$",
    re.IGNORECASE,
)
SUGGESTING = re.compile(
    r"[,:–—-]\s+(?:[\w’'-]+\s+){0,3}?(?:reports?|sources?|figures|data|documents?|study|survey|images?|footage|pictures|evidence)\s+"
    r"(?:suggests?|indicates?|shows?|says?|claims?)\s*$",
    re.IGNORECASE,
)
"""'Forty died, reports suggest'."""
NAMED_LAST = re.compile(
    r"(?:[:–—]|\s-)\s*(?:[\w.'’-]+\s+)?(?:monitors?|doctors|medics|rescuers|activists|ministry|army|military|"
    r"government|agency|hospital|prosecutors?|scientists|experts|residents|union)\s*$",
    re.IGNORECASE,
)
"""'Shelling kills 19: monitor', 'Eleven dead - health ministry'."""
DEMANDING = re.compile(r"(?P<who>\S+)\s+(?P<cue>calls?\s+(?:for|on)|urges?|blames?|accuses?)\b")
"""'Union calls for …', 'villagers blame the army for …': their word, whatever they want or hold against somebody."""
ACCORDING = re.compile(r"\baccording to\b|\b(?:reportedly|allegedly|alleged)\b", re.IGNORECASE)
NOUN_CUE = re.compile(
    r"\b(?:claims?|allegations?|fears?|reports?|rumou?rs?|doubts?|denials?|accusations?|story) "
    r"(?:of|that|over|about)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(
    r"[“\"«‘](?P<q>[^”\"»’]{2,}(?:’[a-z][^”\"»’]*)*)[”\"»’](?!\w)|"
    r"(?<!\w)'(?P<s>[^']{2,}(?:'\w[^']*)*)'(?!\w)"
)
BREAK = re.compile(
    r"\s*[;:|]\s+|\s+[–—-]\s+|,\s+(?=and\b)|\s+(?=(?:as(?!\s+\w+\s*(?:$|[:;,]))|while|after|before|but)\s)|,\s+"
)
LEADING = re.compile(r"^(?:as|while|after|before|but|and)\s+", re.IGNORECASE)
ANNOUNCES = re.compile(
    r"^(?:what|why|how|who|where|when|inside|the story of)\b|\b(?:what|why|how|who)\b[^,;]{3,}$|"
    r"full transcript|\bas it happened\b",
    re.IGNORECASE,
)
NO_SUBJECT = frozenset(["to", "a", "an", "the", "of", "for", "in", "on", "at", "by", "with", "will", "must"])
NO_CUE = frozenset(["found", "shown", "proven", "exposed", "questioned", "feared", "wrote", "noted"])
FINITE = frozenset(["say", "said", "told", "tell", "put", "deny", "admit", "claim"])
PASSIVE = re.compile(r"\s*(?:by|as|in|at|for|of|over|after|to|$)", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a headline that says one thing: offsets in the headline."""

    start: int
    end: int
    text: str
    quoted: bool
    announces: bool
    """True for 'what the gatekeeper saw': a subject, not a claim."""


@dataclass(frozen=True, slots=True)
class Head:
    """A headline taken apart."""

    text: str
    label: str
    question: bool
    attributed: bool
    vaguely: bool
    """True when the attribution names nobody ('reports suggest')."""
    attribution: str
    clauses: tuple[Clause, ...]

    @property
    def opinion(self) -> bool:
        """True when the headline itself says that it is opinion."""
        return self.label in OPINION


def head(text: str) -> Head:
    """A headline taken apart; it is never cut: offsets count in the text given."""
    labelled = LABEL.match(text)
    start = labelled.end() if labelled else 0
    label = re.sub(r"[^a-z]+", "", labelled["label"].casefold()) if labelled else ""
    cue = attribution(text[start:])
    return Head(
        text, label, bool(QUESTION.search(text)), bool(cue), bool(cue) and vague(cue), cue, clauses(text, start)
    )


def clauses(text: str, start: int = 0) -> tuple[Clause, ...]:
    """The clauses of a headline in order."""
    cuts = [m.span() for m in BREAK.finditer(text, start)]
    edges = zip([start, *(b for _, b in cuts)], [*(a for a, _ in cuts), len(text)], strict=True)
    quotes = [m.span() for m in QUOTED.finditer(text)]
    out = []
    for a, b in edges:
        lead = LEADING.match(text[a:b])
        a += lead.end() if lead else 0
        if text[a:b].strip():
            inside = any((q <= a and b <= r) or (a <= q and r <= b and r - q > (b - a) * 0.6) for q, r in quotes)
            out.append(Clause(a, b, text[a:b], inside, bool(ANNOUNCES.search(text[a:b]))))
    return tuple(out)


def attribution(text: str) -> str:
    """The words by which a headline says that somebody says it; '' where it speaks for itself."""
    ending = ENDING.search(text) or NAMED_LAST.search(text) or SUGGESTING.search(text)
    if ending:
        return ending.group().strip(" ,:–—-")
    plain = QUOTED.sub(lambda m: " " * len(m.group()), text)
    for found in (ACCORDING.search(plain), NOUN_CUE.search(plain)):
        if found:
            return found.group()
    for word in WORD.finditer(plain):
        if _reports(word.group(), plain, word.start(), word.end()):
            before = re.split(r"[,;:–—]", plain[: word.start()])[-1].strip()
            return f"{before} {word.group()}".strip()
    demand = DEMANDING.search(plain)
    if demand and demand["who"][-1].isalnum() and demand["who"].casefold() not in NO_SUBJECT:
        return demand.group()
    return ""


def _reports(word: str, text: str, start: int, end: int) -> bool:
    """True for a verb of saying or denying that has a subject before it: 'ministry says', not 'found dead'."""
    low = word.casefold()
    denial = low in denial_words()
    level = strength(low)
    if level is None and not denial:
        return False
    before = re.split(r"[,;:–—]", text[:start])[-1].split()
    if not before and text[:start].strip():
        return low in FINITE | {"says"} and bool(re.match(r"\s+[^\W\d]", text[end:]))
    if not before or before[-1].casefold() in NO_SUBJECT:
        return False
    finite = low.endswith(("s", "ed")) or low in FINITE
    passive = low.endswith("ed") and not denial and bool(PASSIVE.match(text[end:]))
    # 'finds', 'shows', 'puts' report what follows only with an object; 'found dead' and 'accused' do not
    return finite and not passive and low not in NO_CUE
