"""Which side of which opposites a text takes, of what: of 'no door was locked' that the door was open.

The words are in `text/opposites.toml`. A word counts only where it is said of a noun that it can be said of: of the
object behind it, of the subject before it, or of the noun that it stands with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from rashomon.claims.facets import Facet
from rashomon.model import Span
from rashomon.text.asides import ASIDE
from rashomon.text.clauses import (
    COPULAS,
    DETERMINERS,
    FAILING,
    FUTURE,
    MARKS,
    MODALS,
    OPEN,
    PARTIAL,
    PARTICLES,
    PLACED,
    PREPOSITIONS,
    PRONOUNS,
    WORD,
    Clause,
    Phrase,
    Word,
    absent,
    clauses,
    denials,
    governed,
    located,
    past,
    phrases,
    predicated,
    stops,
    subject,
    unreal,
)
from rashomon.text.compare import key
from rashomon.text.opposites import Entry, Pair, any_in, ends, kinds, pairs, phrased, sayable, starting, thing

ANYTHING = frozenset({"nothing", "anything", "everything"})
IT = frozenset({"it", "they", "them"})
"""Pronouns of things, read as the one noun of the paragraph that fits."""
ANY = "everybody"
"""What 'nobody' and 'everyone' are said of: whoever the other speaks of."""
REACH = 40
"""Characters between a word of denial and the word it denies, at most, where both are shown as one."""
UNTRUE = re.compile(
    r"\b(?:is|are|was|were)\s+(?:\w+\s+)?(?:false|untrue|wrong|nonsense|a lie|a myth|baseless|unfounded|invented)\b"
    r"[^.;]*\W*$|"
    r"\b(?:not true|untrue|false|no truth|a lie|nonsense|no evidence|no proof|no sign|not the case|wrong)\b"
    r"(?=(?:\s+\w+){0,2}\s+that\b)",
    re.IGNORECASE,
)
"""'The claim that it was locked is false': what stands in it is said not to be so."""
RUMOUR = re.compile(
    r"\b(?:hoax\w*|rumou?r\w*|phon(?:e)?y|spoof|satir\w+|fake (?:news|report|story)|false report)\b", re.IGNORECASE
)
"""What goes round is not what the text says."""
LABEL = re.compile(r"\s+(?:[Nn]o\.?\s*|number\s+)?((?:[A-Z]|\d+)\b(?:(?:,\s*|\s+and\s+|,\s+and\s+)(?:[A-Z]|\d+)\b)*)")
"""'Gate C', 'exits 6, 7 and 9'."""


@dataclass(frozen=True, slots=True)
class Pole:
    """Which of two opposites a text takes, of what, and by which of its words."""

    pair: str
    side: str
    """The first word of the list it takes, after negation."""
    negated: bool
    thing: str
    """The term of the noun it is said of."""
    noun: str
    """That noun in small letters, '' where the word says by itself what it is said of ('arson')."""
    start: int
    end: int
    names: frozenset[str]
    """The names that stand with the noun."""
    marks: frozenset[str]
    """'C' in 'Gate C', 'north' in 'the north gate'."""
    other: str
    """The term of who does it, or of what is done where it is said of who does it ('won the vote'); '' for none."""
    places: frozenset[tuple[str, str]]
    """The names behind a preposition in its clause, with that preposition."""
    future: bool
    """True for what is only to come: 'will close'."""
    partial: bool
    """True for 'a door', 'three of the doors'."""

    def span(self, facet: Facet) -> Span:
        """Where the words stand in the report of the facet that takes it."""
        at = facet.span.start
        return Span(facet.span.report_id, at + self.start, at + self.end, facet.span.exact[self.start : self.end])


def poles(text: str, flipped: bool = False) -> tuple[Pole, ...]:
    """The opposites that a text takes a side of; none of a pair of which it takes both of one thing."""
    text = ASIDE.sub(lambda m: " " * len(m.group()), text)
    lows = [m.group().casefold() for m in WORD.finditer(text)]
    none = "there" in lows
    if (not none and not any_in(lows)) or RUMOUR.search(text):
        return ()
    parts = clauses(text)
    flipped = flipped != bool(UNTRUE.search(text))
    found = [*taken(text, parts, flipped), *(lacking(text, parts, flipped) if none else ())]
    both = {
        (p.pair, p.thing)
        for p, q in product(found, found)
        if p.pair == q.pair and p.thing == q.thing and p.side != q.side
    }
    return tuple(p for p in found if (p.pair, p.thing) not in both)


@dataclass(frozen=True, slots=True)
class Use:
    """A word or phrase of the table where a text uses it."""

    entry: Entry
    clause: Clause
    earlier: Clause | None
    """The clause before it."""
    before: tuple[Word, ...]
    after: tuple[Word, ...]
    start: int
    end: int
    follows: Phrase | None
    """The noun right behind it."""
    holds: Phrase | None
    """The noun within it: 'the siren' in 'switched the siren off'."""

    @property
    def pair(self) -> Pair:
        """The pair it belongs to."""
        return pairs()[self.entry.pair]

    @property
    def article(self) -> bool:
        """True for a noun: 'was an accident', 'the dead'."""
        return bool(self.before) and self.before[-1].low in DETERMINERS and self.follows is None

    @property
    def inner(self) -> bool:
        """True where it stands within a noun phrase: 'locked doors', 'the missing students'."""
        last = self.before[-1].low if self.before else ""
        return not last or last in DETERMINERS or last in PREPOSITIONS or last in PARTIAL


def taken(text: str, parts: Sequence[Clause], flipped: bool) -> Iterator[Pole]:
    """Every word of the table that is said of a noun it can be said of."""
    words = [(word, n) for n, part in enumerate(parts) for word in part.words]
    lows = [word.low for word, _ in words]
    whole = {n for at in range(len(lows)) for end in phrased(lows, at) for n in range(at, end)}
    done: set[tuple[str, int]] = set()
    for at in range(len(words)):
        for entry in starting(lows, at):
            end = ends(entry.words, lows, at)
            if not end or (entry.pair, at) in done or (len(entry.words) == 1 and at in whole):
                continue
            use = used(parts, words[at:end], entry)
            found = said(text, use, flipped)
            if found:
                done |= {(entry.pair, i) for i in range(at, end)}
                yield from (found, *joined(use, found))


def used(parts: Sequence[Clause], words: Sequence[tuple[Word, int]], entry: Entry) -> Use:
    """An entry of the table with what stands around it; `words` come with the number of their clause."""
    (first, n), (last, m) = words[0], words[-1]
    after = tuple(w for w in parts[m].words if w.start >= last.end)
    before = tuple(w for w in parts[n].words if w.end <= first.start)
    star = entry.words.index("*") if "*" in entry.words else 0
    held = [w for w, _ in words[star : len(words) - (len(entry.words) - star - 1)]] if star else []
    earlier = parts[n - 1] if n else None
    if earlier is not None and not before and parts[n].link in ("or", "nor"):
        before = earlier.words  # 'not one door had been barred or chained'
    return Use(entry, parts[n], earlier, before, after, first.start, last.end, governed(after), governed(held))


def lacking(text: str, parts: Sequence[Clause], flipped: bool) -> Iterator[Pole]:
    """'There was no alarm' takes the right side of every pair that the table marks for it."""
    for clause in parts:
        phrase = absent(clause)
        if phrase is None or not phrase.words or flipped:
            continue
        for pair in pairs().values():
            if pair.none and sayable(pair, phrase.head):
                at = clause.words[0].start, phrase.words[-1].end
                yield pole(text, pair, pair.poles[1], phrase, clause, at, no=True)


def said(text: str, use: Use, flipped: bool) -> Pole | None:
    """The side that words of the table take where they stand, if they are said of a noun they can be said of."""
    if unreal(use.clause, use.before) or not placed_right(use):
        return None
    if use.article and len(use.entry.words) == 1 and not use.pair.noun and not predicated(use.before[:-1]):
        return None  # 'the dead' are people, and not a side; 'was an accident' is one
    if otherwise(use) or (use.inner and MODALS & {w.low for w in use.clause.words}):
        return None  # 'with an open clinic she would be alive'
    doer, of = roles(use)
    if of is None and not (use.entry.alone and (use.follows is None or not use.follows.determiners)):
        return None
    if doer is not None and doer is not of and doer.everybody and narrowed(use):
        return None
    no = refused(use, doer, of) + flipped
    if not no and OPEN & {w.low for w in use.clause.words}:
        return None
    negator = next((w for w in reversed(use.before) if denies(w) and use.start - w.start <= REACH), None)
    at = negator.start if negator and no else use.start, use.end
    side = use.pair.poles[use.entry.right != bool(no % 2)]
    other = use.follows if use.pair.subject else doer if doer is not of else None
    return pole(text, use.pair, side, of, use.clause, at, no=bool(no % 2), other=other, tied=tied(use))


def narrowed(use: Use) -> bool:
    """True where it is said of some place or group who did nothing: 'nobody in the village fired a shot'."""
    return any(p.prep in PLACED for p in phrases(use.before))


def otherwise(use: Use) -> bool:
    """True where a word is a part of another verb: 'refused to say' refuses no offer, 'knocked out' is at no door."""
    following = use.after[0].low if use.after and len(use.entry.words) == 1 else ""
    if following == "to" and use.entry.words[0] in FAILING:
        return True
    return following in PARTICLES and not predicated(use.before)


def placed_right(use: Use) -> bool:
    """True unless a word that says what somebody is, or where, stands behind no 'was' ('were civilians')."""
    if not (use.pair.state or use.pair.noun):
        return True
    opened = next((n for n in range(len(use.before), 0, -1) if use.before[n - 1].low not in DETERMINERS | PARTIAL), 0)
    among = [w.low for w in use.after[:2]]
    return predicated(use.before[:opened]) or (use.pair.noun and among[1:] == ["among"] and among[0] in COPULAS)


def pole(
    text: str,
    pair: Pair,
    side: str,
    of: Phrase | None,
    clause: Clause,
    at: tuple[int, int],
    *,
    no: bool,
    other: Phrase | None = None,
    tied: frozenset[tuple[str, str]] = frozenset(),
) -> Pole:
    """A side with all that is compared of it."""
    of = None if pair.event else of
    some = of is not None and of.partial != (clause.words[0].low == "not")
    who = "" if other is None or not named(other) else key(other.head)
    return Pole(
        pair.name,
        side,
        no,
        term(of, pair),
        of.head if of else "",
        *at,
        names(of),
        marks(text, of),
        who,
        placed(clause) | tied,
        bool(FUTURE & {w.low for w in clause.words if w.end < at[1]}),
        some,
    )


def refused(use: Use, doer: Phrase | None, of: Phrase | None) -> int:
    """How often a word is denied: 'recorded nothing' behind it, 'no door was locked' before it, 'not locked' at it."""
    if of is use.follows and of is not None and use.inner:
        return int(bool(use.before) and use.before[-1].low == "no")  # 'not the missing students': they are missing
    return denials(use.before, *each((subject(phrases(use.before)), doer, of, use.follows, use.holds)))


def tied(use: Use) -> frozenset[tuple[str, str]]:
    """What a preposition right behind a word ties to it: 'full of smoke', 'closed to cars'."""
    if not use.after or use.after[0].low not in ("of", "to", "for", "about", "over"):
        return frozenset()
    return frozenset((f"{p.prep} …", key(p.head)) for p in phrases(use.after)[:1] if p.words)


def each(found: Iterable[Phrase | None]) -> list[Phrase]:
    """The phrases, each once."""
    return list({p.words[0].start if p.words else tuple(p.determiners): p for p in found if p is not None}.values())


def roles(use: Use) -> tuple[Phrase | None, Phrase | None]:
    """Who does it, and of what it is said: the object that follows, else the subject."""
    pair, follows = use.pair, use.holds if use.holds and fits(use.holds, use.pair) else use.follows
    doer, stands = doing(use), predicated(use.before)
    if follows is not None and fits(follows, pair) and not pair.subject and (not stands or doer is None):
        return doer, follows
    if (
        follows is not None
        and (follows.determiners or follows.head in PRONOUNS)
        and not (stands or pair.acts or pair.subject)
    ):
        return doer, follows if use.entry.sole and named(follows) else None  # 'the guard killed the dog'
    by = next((p for p in phrases(use.after) if p.prep == "by"), doer)
    if doer is not None and (fits(doer, pair) or (stands and use.entry.sole and named(doer))):
        return by, doer
    return None, next((p for p in located(use.after) if fits(p, pair)), None) if pair.noun else None


def doing(use: Use) -> Phrase | None:
    """The subject of a word: in its clause, else in the clause before, whose last noun 'which' takes up."""
    before = use.before[:-1] if use.article else use.before
    here = phrases(before)
    found = subject(here)
    if use.entry.words[0] in PREPOSITIONS:  # 'she left the country of her own accord'
        found = next((p for p in reversed(here) if not p.prep and fits(p, use.pair)), found)
    if use.earlier is None or (found is not None and not resumes(use.clause, before)):
        return found
    earlier = phrases(use.earlier.words)
    relative = use.clause.link.split()[-1:] in (["that"], ["which"], ["who"])
    return earlier[-1] if relative and earlier else found or subject(earlier)


def resumes(clause: Clause, before: Sequence[Word]) -> bool:
    """True where a clause goes on behind another within it: 'the guns that the army showed were not found'."""
    verbs = [n for n, word in enumerate(before) if past(word.low)]
    stands = [n for n, word in enumerate(before) if word.low in COPULAS]
    return clause.link in ("that", "which") and bool(verbs) and bool(stands) and stands[0] > verbs[0]


def joined(use: Use, made: Pole) -> Iterator[Pole]:
    """The same side for the first of two nouns: of rifles, in 'rifles and two mortars were found'."""
    earlier = use.earlier
    if use.clause.link != "and" or earlier is None or made.start < use.clause.words[0].start:
        return
    found = phrases(earlier.words)
    if len(found) == 1 and named(found[0]) and not any(stops(w.low) or past(w.low) for w in earlier.words):
        yield replace(made, thing=thing(found[0].head), noun=found[0].head)


def named(phrase: Phrase) -> bool:
    """True when a phrase says by a noun what it is about."""
    return bool(phrase.words) and phrase.head not in PRONOUNS and not phrase.everybody


def fits(phrase: Phrase, pair: Pair) -> bool:
    """True when the table lists a pair as said of a phrase's noun."""
    if phrase.everybody:
        return "people" in pair.of
    if phrase.head in ANYTHING:
        return bool(pair.of) and not pair.acts
    if phrase.head in IT:
        return bool(pair.of) and "people" not in pair.of  # there is mostly more than one person
    return named(phrase) and (sayable(pair, phrase.head) or ("people" in pair.of and phrase.words[-1].name))


def term(phrase: Phrase | None, pair: Pair) -> str:
    """What a phrase is about, as it is compared."""
    if phrase is None:
        return pair.default
    if phrase.head in IT:
        return phrase.head
    return ANY if phrase.everybody or phrase.head in ANYTHING else thing(phrase.head)


def meant(found: Pole, about: Iterable[str]) -> Pole | None:
    """A side taken of 'it', now of the one noun of its paragraph that it can be said of; None where there are more."""
    if found.thing not in IT:
        return found
    nouns = {thing(noun) for noun in about if sayable(pairs()[found.pair], noun)}
    return replace(found, thing=nouns.pop()) if len(nouns) == 1 else None


def names(phrase: Phrase | None) -> frozenset[str]:
    """The names within a phrase, without the noun that says what is named ('Gate')."""
    return frozenset(key(w.low) for w in phrase.words if w.name and not kinds(w.low)) if phrase else frozenset()


def placed(clause: Clause) -> frozenset[tuple[str, str]]:
    """The names of places in a clause, each with its preposition."""
    return frozenset((p.prep, name) for p in located(clause.words) for name in names(p))


def marks(text: str, phrase: Phrase | None) -> frozenset[str]:
    """What tells a thing from others of its kind: a letter or numbers behind it, 'north' before it."""
    if phrase is None or not phrase.words:
        return frozenset()
    label = LABEL.match(text, phrase.words[-1].end)
    return frozenset(re.findall(r"[A-Z]\b|\d+", label[1]) if label else ()) | (MARKS & {w.low for w in phrase.words})


def denies(word: Word) -> bool:
    """True for a word that denies what follows."""
    return word.low in ("no", "none", "not", "never", "nobody", "nothing", "neither") or word.low.endswith("n't")
