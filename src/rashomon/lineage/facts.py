"""What a sentence says that a rewrite keeps: figures, names, telling words. Figures and names survive translation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rashomon.lineage.lexicon import lexicon
from rashomon.text.shingles import fold

CLOCK = re.compile(r"\b\d{1,2}[:h.]\d{2}\b")
DIGITS = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
THOUSANDS = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+")
NAME = re.compile(r"\b[A-ZÀ-Þ][^\W\d_]{2,}|\b[A-Z]{2,6}\b")
LOWER = re.compile(r"[^\W\d_]{4,}")
TOKEN = re.compile(r"[^\W\d_]+|[^\w\s-]")
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
    names, taken = [], set()
    begun = False
    for match in NAME.finditer(sentence):
        opening = not begun and not re.search(r"\w", sentence[: match.start()])
        begun = True
        word = match.group()
        if not opening or word.isupper():
            names.append(_bare(word))
        taken.add(match.start())
    words = [stem(m.group()) for m in LOWER.finditer(sentence) if m.start() not in taken or m.start() < 2]
    telling = [w for w in words if w not in lexicon().stopped and len(w) > 3]
    return Facts(numbers, tuple(dict.fromkeys(names)), tuple(dict.fromkeys(telling)))


def _bare(word: str) -> str:
    folded = fold(word)
    return folded[:-1] if word.endswith(("'s", "’s")) else folded


@lru_cache(maxsize=200_000)
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


@lru_cache(maxsize=200_000)
def tells(word: str) -> bool:
    """True for a word that is neither short nor common nor of the trade; a figure of two digits tells too."""
    return (word.isdigit() and len(word) > 1) or (len(word) > 3 and word not in lexicon().common)


def figures(sentence: str, lang: str) -> Iterator[str]:
    """The figures of a sentence, or of a text: in digits and in words."""
    spoken = list(_spoken(sentence, lang))
    clocks = CLOCK.findall(sentence)
    yield from (clock.replace("h", ":").replace(".", ":") for clock in clocks)
    bare = CLOCK.sub(lambda m: " " * len(m.group()), sentence) if clocks else sentence
    yield from map(_plain, DIGITS.findall(bare))
    yield from spoken


def _plain(digits: str) -> str:
    """A number as printed, without its separators of thousands: '1,000', '1 000' and '1.000' are 1000."""
    if digits.isdigit():
        return digits
    if THOUSANDS.fullmatch(digits):
        return re.sub(r"\D", "", digits)
    return digits.replace(",", ".")


def _spoken(sentence: str, lang: str) -> Iterator[str]:
    """Numbers written as words; 'one' is left out: it is an article in most languages."""
    known = lexicon()
    table = known.numbers.get(lang, {})
    words = [*map(fold, TOKEN.findall(sentence))]
    total, going, last = 0, False, -1
    counting = _counting(lang)
    for place in [n for n, word in enumerate(words) if word in counting]:
        word = words[place]
        ended = word in known.vague or any(between not in ("et", "y") for between in words[last + 1 : place])
        if going and ended:
            yield from _total(total)
            total, going = 0, False
        last = place
        if word in table:
            total, going = total + table[word], True
        elif going:
            total *= known.times[word]
        elif word in known.vague:
            yield known.vague[word]
    yield from _total(total)


@cache
def _counting(lang: str) -> frozenset[str]:
    """The words that numbers are made of."""
    known = lexicon()
    return frozenset({*known.numbers.get(lang, {}), *known.times, *known.vague})


def _total(total: int) -> Iterator[str]:
    if total > 1:
        yield str(total)
