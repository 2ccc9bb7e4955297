"""Words and fingerprints: what a text is made of when it is compared with another, word by word.

Kept shingle hashes: every hash that is 0 modulo a small number (Manber, 1994), so
that the same run of words is kept or left out in every text alike.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import TypeVar

import numpy as np

APOSTROPHES = "'’"
"""Those that are no letters; 'ʼ' is one to Unicode."""
WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")
SIZE = 5
KEEP = 4
ROOM = 200_000
"""How many different words are kept folded and hashed at a time: some 40 MB."""


Made = TypeVar("Made")


def remembered(make: Callable[[str], Made]) -> Callable[[str], Made]:
    """A function of a word that is asked for the same words again and again: what it made is kept.

    All is forgotten when there are too many: to keep the last used costs more than most words do.
    """

    class Kept(dict[str, Made]):
        def __missing__(self, word: str) -> Made:
            if len(self) >= ROOM:
                self.clear()
            made = self[word] = make(word)
            return made

    return Kept().__getitem__


@remembered
def fold(word: str) -> str:
    """A word without case, accents and apostrophes, so that one printer's don't is another's dont."""
    low = word.casefold()
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    return low.replace("'", "").replace("’", "").replace("ʼ", "")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, as printed and folded, and where each stands: code points, end excluded."""

    printed: tuple[str, ...]
    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.folded)


def words(text: str, left_out: Iterable[tuple[int, int]] = ()) -> Words:
    """The words of a text outside some stretches of it."""
    points, inside = _marked(text)
    starts, ends = _bounds(inside)
    cut = tuple(_cut(points, inside))
    found = Words(cut, tuple(map(fold, cut)), tuple(starts.tolist()), tuple(ends.tolist()))
    return _outside(found, sorted(left_out))


def printed(text: str) -> list[str]:
    """The words of a text as they are printed: those that the pattern `WORD` finds, at half its cost."""
    return _cut(*_marked(text))


Places = np.ndarray[tuple[int], np.dtype[np.intp]]
Points = np.ndarray[tuple[int], np.dtype[np.uint32]]
Marks = np.ndarray[tuple[int], np.dtype[np.bool_]]
_BASIC = 0x10000
_LETTER, _APOSTROPHE = 1, 2
_SPACE = np.uint32(ord(" "))


@cache
def _kinds() -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """For each code point of the basic plane what it is in a word."""
    kinds = np.fromiter((chr(point).isalnum() for point in range(_BASIC)), np.uint8, _BASIC)
    kinds[[ord(mark) for mark in APOSTROPHES]] = _APOSTROPHE
    return kinds


def _marked(text: str) -> tuple[Points, Marks]:
    """The code points of a text, and for each whether it stands in a word: an apostrophe does between two letters."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    kinds = _kinds().take(points, mode="clip")
    for place in np.flatnonzero(points >= _BASIC):
        kinds[place] = text[place].isalnum()
    letter = kinds == _LETTER
    inside = letter.copy()
    if len(points) > 2:
        inside[1:-1] |= (kinds[1:-1] == _APOSTROPHE) & letter[:-2] & letter[2:]
    return points, inside


def _bounds(inside: Marks) -> tuple[Places, Places]:
    """Where words start and end."""
    padded = np.zeros(len(inside) + 2, np.bool_)
    padded[1:-1] = inside
    changes = np.flatnonzero(padded[1:] != padded[:-1])
    return changes[::2], changes[1::2]


def _cut(points: Points, inside: Marks) -> list[str]:
    """The words among some code points."""
    return np.where(inside, points, _SPACE).tobytes().decode("utf-32-le", "surrogatepass").split()


def _outside(found: Words, gaps: Sequence[tuple[int, int]]) -> Words:
    """The words that touch no gap."""
    taken = {n for start, end in gaps for n in range(bisect_right(found.ends, start), bisect_left(found.starts, end))}
    if not taken:
        return found
    kept = [n for n in range(len(found)) if n not in taken]
    return Words(
        tuple([found.printed[n] for n in kept]),
        tuple([found.folded[n] for n in kept]),
        tuple([found.starts[n] for n in kept]),
        tuple([found.ends[n] for n in kept]),
    )


Hashes = np.ndarray[tuple[int], np.dtype[np.int64]]


@remembered
def _hash(word: str) -> int:
    """64 bits of the folded form of a word as printed."""
    return int.from_bytes(blake2b(fold(word).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


def hashes(words: Collection[str]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """One 64-bit hash for each word: of its folded form."""
    return np.fromiter(map(_hash, words), np.uint64, len(words))


def shingle_hashes(words: Sequence[str], size: int = SIZE) -> Hashes:
    """One 64-bit hash for each run of `size` words, in order: the same words give the same hash on every machine."""
    ids = hashes(words)
    count = len(ids) - size + 1
    if count < 1:
        return np.empty(0, dtype=np.int64)
    total = np.zeros(count, dtype=np.uint64)
    for offset in range(size):
        # mixing between the words makes their order count
        total = (total ^ ids[offset : offset + count]) * _MIX
        total ^= total >> _SHIFT
    return total.view(np.int64)


def fingerprints(
    text: str, left_out: Iterable[tuple[int, int]] = (), *, size: int = SIZE, keep: int = KEEP
) -> tuple[Hashes, Hashes]:
    """The kept shingle hashes of a text and the place of each among its shingles: one of `keep` is kept."""
    made = shingle_hashes(printed(without(text, left_out)), size)
    kept = np.nonzero(made % keep == 0)[0].astype(np.int64)
    return made[kept], kept


def without(text: str, left_out: Iterable[tuple[int, int]]) -> str:
    """A text with blanks in place of some stretches."""
    for start, end in left_out:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
