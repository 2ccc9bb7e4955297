"""What a sentence says that a rewrite keeps: figures, names, telling words. Figures and names survive translation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rashomon.lineage.lexicon import lexicon
from rashomon.text.shingles import fold

CLOCK = re.compile(r"\b\d{1,2}[:h.]\d{2}\b")
DIGITS = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")
NAME = re.compile(r"\b[A-ZÀ-Þ][^\W\d_]{2,}|\b[A-Z]{2,6}\b")
LOWER = re.compile(r"[^\W\d_]{4,}")
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
    figures = tuple(dict.fromkeys(_figures(sentence, lang)))
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
    return Facts(figures, tuple(dict.fromkeys(names)), tuple(dict.fromkeys(telling)))


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


def _figures(sentence: str, lang: str) -> Iterator[str]:
    spoken = list(_spoken(sentence, lang))
    for match in CLOCK.finditer(sentence):
        yield re.sub(r"[h.]", ":", match.group())
    for match in DIGITS.finditer(CLOCK.sub(lambda m: " " * len(m.group()), sentence)):
        yield _plain(match.group())
    yield from spoken


def _plain(digits: str) -> str:
    """A number as printed, without its separators of thousands: '1,000', '1 000' and '1.000' are 1000."""
    if re.fullmatch(r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+", digits):
        return re.sub(r"\D", "", digits)
    return digits.replace(",", ".")


def _spoken(sentence: str, lang: str) -> Iterator[str]:
    """Numbers written as words; 'one' is left out: it is an article in most languages."""
    known = lexicon()
    table = known.numbers.get(lang, {})
    total, going = 0, False
    for raw in [*re.findall(r"[^\W\d_]+|[^\w\s-]", sentence), ""]:
        word = fold(raw)
        if word in table:
            total, going = total + table[word], True
        elif going and word in known.times:
            total *= known.times[word]
        elif going and word in ("et", "y"):
            continue
        else:
            if going and total > 1:
                yield str(total)
            total, going = 0, False
            if word in known.vague:
                yield known.vague[word]
