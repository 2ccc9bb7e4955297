"""Words that exclude one another when said of one thing: 'bolted' and 'open'. The table is `opposites.toml`."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from rashomon.text.clauses import LINKS, SUPPORT, VERBS
from rashomon.text.compare import key, stem


@dataclass(frozen=True, slots=True)
class Pair:
    """Two lists of words that exclude one another."""

    name: str
    poles: tuple[str, str]
    """The first word of each list."""
    of: frozenset[str]
    """The kinds and nouns they are said of; empty for any."""
    default: str
    """What they are said of where the words themselves say it."""
    noun: bool
    subject: bool
    state: bool
    none: bool
    acts: bool
    event: bool

    @property
    def plain(self) -> bool:
        """True when its words can be said of other nouns than those listed, if the clause is plain enough."""
        return not (self.noun or self.subject or self.state)


class Entry(NamedTuple):
    """One word or phrase of the table."""

    words: tuple[str, ...]
    pair: str
    right: bool
    alone: bool
    """True for a word that says of what it is said: 'arson'."""
    sole: bool
    """True for a word of one pair only, and one that can be said of anything: it needs no noun of the table."""


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("rashomon.text").joinpath("opposites.toml").read_text(encoding="utf-8"))


@cache
def pairs() -> Mapping[str, Pair]:
    """All pairs by name."""
    classes = {*_table()["same"], *_table()["kinds"]}
    out = {}
    for name, row in _table()["pairs"].items():
        of = row.get("of", "").split()
        said = frozenset(o for o in of if o in classes) | frozenset(map(stem, of))
        flags = (row.get(flag, False) for flag in ("noun", "subject", "state", "none", "acts", "event"))
        out[name] = Pair(name, (row["left"][0], row["right"][0]), said, of[0] if of else "", *flags)
    return out


@cache
def _entries() -> Mapping[str, tuple[Entry, ...]]:
    """The entries by their first two words, longest first."""
    rows = [
        (name, side, entry)
        for name, row in _table()["pairs"].items()
        for side in ("left", "right")
        for entry in row[side]
    ]
    times = Counter(entry for _, _, entry in rows)
    out: dict[str, tuple[Entry, ...]] = {}
    for name, side, entry in sorted(rows, key=lambda row: -len(row[2].split())):
        words = tuple(word for word in entry.split() if word not in LINKS)
        alone = entry in _table()["pairs"][name].get("alone", ())
        made = Entry(words, name, side == "right", alone, times[entry] == 1 and pairs()[name].plain)
        head = " ".join(words[:2])
        out[head] = (*out.get(head, ()), made)
    return out


@cache
def _firsts() -> tuple[frozenset[str], frozenset[str]]:
    """The first words of all entries, and of those with a '*' behind it."""
    heads = [head.split() for head in _entries()]
    return frozenset(head[0] for head in heads), frozenset(head[0] for head in heads if head[1:] == ["*"])


@cache
def _stems() -> Mapping[str, tuple[Entry, ...]]:
    """The entries by the stem of their first word."""
    out: dict[str, tuple[Entry, ...]] = {}
    for head, found in _entries().items():
        first = stem(head.split()[0])
        out[first] = (*out.get(first, ()), *found)
    return out


@cache
def _kinds() -> Mapping[str, frozenset[str]]:
    """For every noun the classes that it belongs to."""
    out: dict[str, frozenset[str]] = {}
    for name, nouns in (*_table()["same"].items(), *_table()["kinds"].items()):
        for noun in nouns.split():
            out[stem(noun)] = out.get(stem(noun), frozenset()) | {name}
    return out


@cache
def _same() -> Mapping[str, str]:
    """For every noun that reports use for others the name of them all."""
    return {stem(noun): name for name, nouns in _table()["same"].items() for noun in nouns.split()}


def kinds(noun: str) -> frozenset[str]:
    """The kinds of things that a noun is listed under: of 'gates' that of doors."""
    return _kinds().get(stem(noun), frozenset())


def thing(noun: str) -> str:
    """The term under which a noun is compared: that of its class where reports use all its nouns for one another."""
    return _same().get(stem(noun)) or key(noun)


def sayable(pair: Pair, noun: str) -> bool:
    """True when a pair is listed as said of a noun."""
    return not pair.of or stem(noun) in pair.of or bool(kinds(noun) & pair.of)


def starting(lows: Sequence[str], at: int) -> tuple[Entry, ...]:
    """The entries that may start at a word, longest first; behind 'did not' a verb is known by its stem."""
    low, (firsts, starred) = lows[at], _firsts()
    if low not in firsts:
        helped = SUPPORT.intersection(lows[max(0, at - 3) : at])
        return _stems().get(stem(low), ()) if helped else ()
    table = _entries()
    found = table.get(f"{low} {lows[at + 1]}", ()) if at + 1 < len(lows) else ()
    return (*(table.get(f"{low} *", ()) if low in starred else ()), *found, *table.get(low, ()))


def ends(entry: Sequence[str], lows: Sequence[str], at: int) -> int:
    """Where a phrase ends whose first word is the one at `at`, 0 if it is not there; '*' holds up to three words."""
    if len(entry) == 1:
        return at + 1
    here = [at + 1]
    for word in entry[1:]:
        if word == "*":
            here = [h + n for h in here for n in range(4)]
        else:
            here = [h + 1 for h in here if h < len(lows) and lows[h] == word]
    return min(here, default=0)


def phrased(lows: Sequence[str], at: int) -> list[int]:
    """Where phrases end that start at a word: 'opened' of 'opened fire' is said of no door; 'were fired' is none."""
    if lows[at] in VERBS:
        return []
    return [
        end for e in starting(lows, at) if len(e.words) > 1 and "*" not in e.words and (end := ends(e.words, lows, at))
    ]


def any_in(lows: Sequence[str]) -> bool:
    """True when a word or phrase of the table stands among words."""
    return any(ends(entry.words, lows, at) for at in range(len(lows)) for entry in starting(lows, at))


class Found(NamedTuple):
    """A word or phrase of the table where it stands among the words of a text."""

    entry: Entry
    start: int
    end: int


def found_in(lows: Sequence[str]) -> list[Found]:
    """Every entry that stands among words, in order."""
    return [
        Found(entry, at, end)
        for at in range(len(lows))
        for entry in starting(lows, at)
        if (end := ends(entry.words, lows, at))
    ]
