"""What a word of an English clause is said of, found without a parser: the noun before it, or the noun it governs.

A clause is cut into phrases at small words ('the', 'of', 'were': `clauses.toml`), and a phrase's head is its last word.
That is right for the plain sentences of news and wrong for others: who uses it must know the noun that he waits for.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
BREAK = re.compile(r"[.;:!?()–—]|,(?!\s*\d)|\s-\s")
OPENING = re.compile(r"[.!?:]\W*$")
SHORT = re.compile(r"(?<=^i)'.*|(?<=^we)'.*|(?<=^it)'.*|(?<=^he)'.*|(?<=^you)'.*|(?<=^she)'.*|(?<=^they)'.*")
"""What a pronoun is shortened with: "I've" is "I"."""
TABLE = {
    name: frozenset(words.split())
    for name, words in tomllib.loads(
        files("rashomon.text").joinpath("clauses.toml").read_text(encoding="utf-8")
    ).items()
}
LINKS = TABLE["links"]
DETERMINERS = TABLE["determiners"]
PREPOSITIONS = TABLE["prepositions"]
PLACED = TABLE["placed"]
COPULAS = TABLE["copulas"]
MODALS = TABLE["modals"]
PRONOUNS = TABLE["pronouns"]
NOTHING = TABLE["nothing"]
EVERYBODY = TABLE["everybody"]
NOT = TABLE["not"]
SUPPORT = TABLE["support"]
FAILING = TABLE["failing"]
CROWDS = TABLE["crowds"]
FUTURE = TABLE["future"]
OPEN = TABLE["open"]
PARTICLES = TABLE["particles"]
MARKS = TABLE["marks"]
PARTIAL = TABLE["numbers"] | {"a", "an", "some", "another", "other"}
VERBS = COPULAS | TABLE["auxiliaries"] | FUTURE


class Word(NamedTuple):
    """One word in small letters, and where it stands."""

    low: str
    start: int
    end: int
    name: bool
    """True when it has a capital inside the text."""


@dataclass(slots=True)
class Phrase:
    """A noun with what stands before it: 'three of the eleven side exits', its preposition kept apart."""

    prep: str = ""
    determiners: list[str] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)

    @property
    def head(self) -> str:
        """The noun itself, '' where there is none."""
        return self.words[-1].low if self.words else ""

    @property
    def bare(self) -> bool:
        """True when only numbers, or a measure, stand in it so far: what it is about follows behind 'of'."""
        return not self.words or (len(self.words) == 1 and self.words[0].low.removesuffix("s") in TABLE["measures"])

    @property
    def everybody(self) -> bool:
        """True for 'nobody', 'no one', 'everyone'."""
        if self.words:
            return self.head in EVERYBODY
        return self.determiners == ["no", "one"] or (bool(self.determiners) and self.determiners[-1] in CROWDS)

    @property
    def partial(self) -> bool:
        """True when it speaks of some only."""
        first = self.determiners[0] if self.determiners else ""
        return first in PARTIAL or first[:1].isdigit()


class Clause(NamedTuple):
    """Words without a break between them, and the word that links them to what stands before."""

    link: str
    words: tuple[Word, ...]
    asked: bool
    """True when a question mark ends it."""


def clauses(text: str) -> list[Clause]:
    """The clauses of a text in order, cut at marks and at linking words."""
    out: list[Clause] = []
    link, at = "", 0
    held: list[Word] = []
    for m in WORD.finditer(text):
        low = folded(m.group())
        gap = text[at : m.start()]
        linking = low in LINKS and not listed(low, text[m.end() : m.end() + 5], held)
        cut = at > 0 and gap != " " and bool(BREAK.search(gap + text[m.start()]))
        if held and (linking or cut):
            out.append(Clause(link, tuple(held), "?" in gap))
            link, held = "", []
        elif cut:
            link = ""
        if linking:
            link = f"{link} {low}".strip()
        else:
            name = m.group()[0].isupper() and at > 0 and not (gap != " " and OPENING.search(gap))
            held.append(Word(low, m.start(), m.end(), name))
        at = m.end()
    if held:
        out.append(Clause(link, tuple(held), "?" in text[at:]))
    return out


def folded(word: str) -> str:
    """A word in small letters; a pronoun without what it is shortened with ("I've")."""
    low = word.casefold()
    return SHORT.sub("", low.replace("’", "'")) if "'" in low or "’" in low else low


def listed(low: str, after: str, held: Sequence[Word]) -> bool:
    """True where a linking word links nothing: 'exits 6, 7 and 9', 'in that hall'."""
    if low in ("and", "or"):
        return after.strip()[:1].isdigit()
    return low == "that" and bool(held) and held[-1].low in PLACED and not re.match(r" (?:the|an?|no|he|it)\b", after)


def phrases(words: Sequence[Word]) -> list[Phrase]:
    """The noun phrases of a stretch of words, in order; a phrase of numbers alone takes the noun behind 'of'."""
    out: list[Phrase] = []
    current: Phrase | None = None
    prep = ""
    for last, word in pairwise((None, *words)):
        if word is None:
            continue
        part = part_of(word, current)
        if current is None and last is not None and last.low in VERBS | TABLE["adverbs"] and past(word.low):
            part = "end"  # 'was signed in secret'
        if part == "of" and current is not None:
            current.words.clear()
        elif part == "preposition":
            current, prep = None, word.low
        elif part == "end":
            current, prep = None, ""
        elif part != "label":
            if current is None or (current.words and (part == "opening" or word.low in PRONOUNS)):
                current = Phrase(prep)
                out.append(current)
            if part == "opening":
                current.determiners.append(word.low)
            else:
                current.words.append(word)
            prep = ""
    return out


def part_of(word: Word, phrase: Phrase | None) -> str:
    """What a word is to the phrase before it: its label, the 'of' behind its number, its end, or a new opening."""
    filled = phrase is not None and bool(phrase.words)
    if filled and word.name and len(word.low) == 1:
        return "label"  # 'gate A'
    if word.low in DETERMINERS or word.low in TABLE["numbers"] or (word.low[0].isdigit() and phrase is None):
        return "opening"
    if word.low in PREPOSITIONS:
        return "of" if word.low == "of" and phrase is not None and phrase.bare else "preposition"
    if phrase is not None and (label(word) or (word.low[-2:] == "ly" and not filled)):
        return "label"  # 'exits 6 and 7', 'the newly built hall'
    return "end" if stops(word.low) or (filled and past(word.low)) else "noun"


def past(low: str) -> bool:
    """True for what is a verb behind a noun: 'the villagers went', 'the guards locked'."""
    return low in TABLE["past"] or (low.endswith("ed") and len(low) > 4)


def label(word: Word) -> bool:
    """True for what a thing is called by: the letter and the numbers of 'gate C' and 'exits 6, 7 and 9'."""
    return len(word.low) == 1 or word.low[0].isdigit() or word.low in ("and", "or")


def stops(low: str) -> bool:
    """True for a word that no noun phrase goes over: a small verb, an adverb."""
    return (
        low in VERBS
        or low in MODALS
        or low in TABLE["adverbs"]
        or low in NOT
        or low.endswith("n't")
        or (low[-2:] == "ly" and low not in TABLE["nouns"])
    )


def subject(found: Sequence[Phrase]) -> Phrase | None:
    """The last phrase without a preposition."""
    return next((p for p in reversed(found) if not p.prep and (p.words or p.determiners)), None)


def governed(words: Sequence[Word]) -> Phrase | None:
    """The phrase that stands right behind a word, if one does."""
    if not words or words[0].low in PREPOSITIONS or stops(words[0].low):
        return None
    return next(iter(phrases(words)), None)


def predicated(before: Sequence[Word]) -> bool:
    """True when a copula stands just before: 'were still firmly' bolted."""
    for word in reversed(before[-4:]):
        if word.low in COPULAS:
            return True
        if not (stops(word.low) and word.low not in VERBS):
            return False
    return False


def unreal(clause: Clause, before: Sequence[Word]) -> bool:
    """True when a clause does not say that it was so: a question, a condition, a wish, 'to' do it."""
    lows = [w.low for w in before if not (w.name and w.low in MODALS)]
    if clause.asked or set(clause.link.split()) & TABLE["unreal"] or set(lows) & (MODALS | {"whether", "if"}):
        return True
    if "could" in lows and "have" in lows:
        return True
    tail = [low for low in lows if low not in ("be", "been", "have", "get")]
    if not tail or tail[-1] != "to" or lows[-1] not in ("to", "be", "been", "have", "get"):
        return False
    return not set(tail[-4:-1]) & (TABLE["raising"] | FAILING)


def denials(before: Sequence[Word], *said: Phrase | None) -> int:
    """How often a clause denies what follows: by 'not' before it, 'failed to', or by 'no' in the phrases concerned."""
    lows = [w.low for w in before]
    count = sum(low in NOT or low.endswith("n't") for low in lows) + sum(low in FAILING for low in lows[-4:])
    count -= sum(a == "not" and b in ("only", "just", "merely") for a, b in pairwise(lows))
    return count + sum(1 for p in said if p is not None and nothing(p))


def nothing(phrase: Phrase) -> bool:
    """True for 'no door', 'none of them', 'nobody'."""
    return phrase.head in NOTHING or bool({"no", "none"} & set(phrase.determiners))


def located(words: Sequence[Word]) -> Iterator[Phrase]:
    """The phrases that say where or among whom."""
    return (p for p in phrases(words) if p.prep in PLACED)


def absent(clause: Clause) -> Phrase | None:
    """What a clause says there was none of: 'there was no alarm', 'there was never any drone'."""
    lows = [w.low for w in clause.words]
    if lows[:1] != ["there"] or not (set(lows[1:3]) & COPULAS) or set(lows) & MODALS:
        return None
    for phrase in phrases(clause.words)[:1]:
        denied = nothing(phrase) or bool(NOT & set(lows[1:4]))
        return phrase if denied and not phrase.prep and clause_ends(clause, phrase) else None
    return None


def clause_ends(clause: Clause, phrase: Phrase) -> bool:
    """True when nothing that narrows it stands behind a phrase: 'no order to wait' is not 'no order'."""
    rest = [w.low for w in clause.words if phrase.words and w.start > phrase.words[-1].end]
    return not rest or rest[0] in ("in", "at", "on", "near", "inside") or stops(rest[0])
