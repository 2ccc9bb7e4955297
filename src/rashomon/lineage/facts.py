"""What a sentence says that a rewrite keeps: figures, names, telling words. Figures and names survive translation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from rashomon.lineage.lexicon import lexicon
from rashomon.text.shingles import CAPITAL, NUMBER, SHORT, Ids, Marks, Words, fold, hashes, remembered

CLOCK = re.compile(r"\d(?<!\w\w)\d?[:h.]\d{2}\b")
DIGITS = re.compile(r"\d(?:\d{0,2}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)|\d*(?:[.,]\d+)?)")
THOUSANDS = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+")
NAME = re.compile(r"[A-ZÀ-Þ](?<!\w\w)(?:[^\W\d_]{2,}|(?<=[A-Z])[A-Z]{1,5}\b)")
# all three begin with what they must begin with, so that the search skips all else
LOWER = re.compile(r"[^\W\d_]{4,}")
TOKEN = re.compile(r"[^\W\d_]+|[^\w\s-]")
MOST = 10**12
"""No number in writing goes on from here."""
APART = 4
"""Two words of number so far apart are of two numbers."""
ENDINGS = ("ingly", "edly", "ings", "ing", "ied", "ies", "ed", "es", "s", "ly")


@dataclass(frozen=True, slots=True)
class Facts:
    """Figures as numbers in writing ('23', '2:40', 'dozens'), names and other telling words, folded."""

    figures: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """All of them, told apart by a first letter."""
        return frozenset(
            [*(f"n:{f}" for f in self.figures), *(f"p:{n}" for n in self.names), *(f"w:{w}" for w in self.words)]
        )

    @staticmethod
    def union(many: Iterable[Facts]) -> Facts:
        """Several put together, each fact once, in order of first mention."""
        found = list(many)
        return Facts(
            tuple(dict.fromkeys(x for f in found for x in f.figures)),
            tuple(dict.fromkeys(x for f in found for x in f.names)),
            tuple(dict.fromkeys(x for f in found for x in f.words)),
        )


def facts(sentence: str, lang: str) -> Facts:
    """The facts of one sentence; a capital at its start makes no name."""
    numbers = tuple(dict.fromkeys(figures(sentence, lang)))
    found = {match.start(): match.group() for match in NAME.finditer(sentence)}
    first = next(iter(found), 0)
    opening = not re.search(r"\w", sentence[:first])
    names = [_bare(word) for place, word in found.items() if not (opening and place == first) or word.isupper()]
    words = [_term(m.group()) for m in LOWER.finditer(sentence) if m.start() not in found or m.start() < 2]
    return Facts(numbers, tuple(dict.fromkeys(names)), tuple(dict.fromkeys(filter(None, words))))


@remembered
def term(word: str) -> str:
    """The stem of any word that a fact may be made of; '' for a short word or one that says nothing."""
    made = stem(word)
    return made if word.isdigit() or (len(word) > 2 and made not in lexicon().stopped) else ""


@remembered
def _term(word: str) -> str:
    """The stem of a word that says something; '' for any other."""
    made = stem(word)
    return made if len(made) > 3 and made not in lexicon().stopped else ""


def _bare(word: str) -> str:
    folded = fold(word)
    return folded[:-1] if word.endswith(("'s", "’s")) else folded


@remembered
def stem(word: str) -> str:
    """A word without a common English ending: crude, and the same for every text."""
    low = fold(word)
    if low in lexicon().stopped:
        return low
    for ending in ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            low = low[: -len(ending)]
            break
    return low[:-1] if low.endswith("e") and len(low) > 4 else low


_LOOKS = bytes(
    0 if shape & CAPITAL else max(min(shape & SHORT, 3) - 1, 0) if shape & NUMBER else 3 * (shape & SHORT > 3)
    for shape in range(256)
)
"""For the shape of a word how telling it is: 0 for a name and a short word, 2 for a figure from a hundred on, 1 for a
smaller one; 3 where it depends on the word."""


def worths(words: Words) -> bytes:
    """For each word how telling it is: 0 for a name, a short or common one, 2 for a number from a hundred, else 1."""
    made = np.frombuffer(words.shapes.translate(_LOOKS), np.uint8).copy()
    made[made == 3] = ~_among(words.ids[made == 3], _common_ids())
    return made.tobytes()


def _among(ids: Ids, known: Ids) -> Marks:
    """For each word whether it is one of some that are known, which are sorted."""
    return np.equal(known.take(known.searchsorted(ids), mode="clip"), ids)


@cache
def _common_ids() -> Ids:
    return np.sort(hashes(lexicon().common))


def figures(sentence: str, lang: str) -> Iterator[str]:
    """The figures of a sentence, or of a text: in digits and in words."""
    yield from digits(sentence)
    yield from spoken(sentence, lang)


def digits(sentence: str) -> Iterator[str]:
    """The figures in digits of a sentence, or of a text."""
    clocks = CLOCK.findall(sentence)
    yield from (clock.replace("h", ":").replace(".", ":") for clock in clocks)
    bare = CLOCK.sub(lambda m: " " * len(m.group()), sentence) if clocks else sentence
    yield from map(_plain, DIGITS.findall(bare))


def _plain(digits: str) -> str:
    """A number as printed, without its separators of thousands: '1,000', '1 000' and '1.000' are 1000."""
    if digits.isdigit():
        return digits
    if THOUSANDS.fullmatch(digits):
        return re.sub(r"\D", "", digits)
    return digits.replace(",", ".")


def spoken(sentence: str, lang: str) -> Iterator[str]:
    """Numbers written as words; 'one' is left out: it is an article in most languages."""
    known = lexicon()
    table = known.numbers.get(lang, {})
    words = TOKEN.findall(sentence)
    total, going, last = 0, False, -1
    for place in [n for n, counts in enumerate(map(_counting(lang), words)) if counts]:
        word = fold(words[place])
        ended = word in known.vague or any(fold(between) not in ("et", "y") for between in words[last + 1 : place])
        if going and ended:
            yield from _total(total)
            total, going = 0, False
        last = place
        if word in table:
            total, going = total + table[word], True
        elif going and total <= MOST:
            total *= known.times[word]
        elif word in known.vague:
            yield known.vague[word]
    yield from _total(total)


def counting(words: Ids, lang: str) -> Iterator[tuple[int, int]]:
    """Where numbers are written as words, given by their hashes: the first word and the last of each stretch that may
    hold one."""
    first = last = -APART
    known = _counting_ids(lang)
    for place in np.flatnonzero(_among(words, known)).tolist():
        if place - last >= APART:
            if last >= 0:
                yield first, last
            first = place
        last = place
    if last >= 0:
        yield first, last


def _counting_words(lang: str) -> frozenset[str]:
    known = lexicon()
    return frozenset({*known.numbers.get(lang, {}), *known.times, *known.vague})


@cache
def _counting(lang: str) -> Callable[[str], bool]:
    """A test whether numbers are made of a word."""
    counting = _counting_words(lang)
    return remembered(lambda word: fold(word) in counting)


@cache
def _counting_ids(lang: str) -> Ids:
    """The hashes of the words that numbers are made of, sorted."""
    return np.sort(hashes(_counting_words(lang)))


def _total(total: int) -> Iterator[str]:
    if total > 1:
        yield str(total)
