"""Words and fingerprints: what a text is made of when it is compared with another, word by word.

Kept shingle hashes: every hash that is 0 modulo a small number (Manber, 1994), so
that the same run of words is kept or left out in every text alike.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from itertools import chain
from typing import TypeVar

import numpy as np

APOSTROPHES = "'’"
"""Those that are no letters; 'ʼ' is one to Unicode."""
WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")
SIZE = 5
KEEP = 4
ROOM = 200_000
"""How many different words are kept folded and hashed at a time: some 40 MB."""
LONG = 40
"""A longer stretch without white space is no word of a language that parts words, and is not kept."""


Word = TypeVar("Word", str, bytes)
Made = TypeVar("Made")


class _Kept(dict[Word, Made]):
    def __init__(self, make: Callable[[Word], Made]) -> None:
        self._make: Callable[[Word], Made] = make

    def __missing__(self, word: Word) -> Made:
        made: Made = self._make(word)
        if len(word) <= LONG:
            if len(self) >= ROOM:
                self.clear()
            self[word] = made
        return made


def remembered(make: Callable[[Word], Made]) -> Callable[[Word], Made]:
    """A function of a word that is asked for the same words again and again: what it made is kept.

    All is forgotten when there are too many: to keep the last used costs more than most words do.
    """
    return _Kept(make).__getitem__


@remembered
def fold(word: str) -> str:
    """A word without case, accents and apostrophes, so that one printer's don't is another's dont."""
    low = word.casefold()
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    return low.replace("'", "").replace("’", "").replace("ʼ", "")


Places = np.ndarray[tuple[int], np.dtype[np.intp]]
Points = np.ndarray[tuple[int], np.dtype[np.uint32]]
Marks = np.ndarray[tuple[int], np.dtype[np.bool_]]
Hashes = np.ndarray[tuple[int], np.dtype[np.int64]]
Ids = np.ndarray[tuple[int], np.dtype[np.uint64]]
Item = TypeVar("Item")


@dataclass(frozen=True)
class Words:
    """The words of a text outside some stretches of it; what is costly is made when it is first asked for."""

    text: str
    left_out: tuple[tuple[int, int], ...] = ()

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def ids(self) -> Ids:
        """A hash for each word: equal for two words that are one when folded."""
        return _ids(self._digests)

    @cached_property
    def shapes(self) -> bytes:
        """For each word how it looks: its length as far as `SHORT`, with `NUMBER` and `CAPITAL` added."""
        return np.frombuffer(self._digests, _MADE)["shape"].tobytes()

    @cached_property
    def compared(self) -> list[int]:
        """The same as numbers, to be compared one by one."""
        return self.ids.tolist()

    @cached_property
    def runs(self) -> Hashes:
        """The hash of each run of five words."""
        return run_hashes(self.ids)

    @cached_property
    def printed(self) -> tuple[str, ...]:
        """The words as printed."""
        return self._of(_cut(*self._marked))

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The words without case, accents and apostrophes."""
        return tuple(map(fold, self.printed))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word starts: code points."""
        return self._of(self._bounds[0].tolist())

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where each word ends: the end is excluded."""
        return self._of(self._bounds[1].tolist())

    @cached_property
    def _digests(self) -> bytes:
        return b"".join(map(_digest, self.printed)) if self.left_out else b"".join(map(_digests, stretches(self.text)))

    @cached_property
    def _marked(self) -> tuple[Points, Marks]:
        return _marked(self.text)

    @cached_property
    def _bounds(self) -> tuple[Places, Places]:
        """Where each word of the whole text starts and ends."""
        return _bounds(self._marked[1])

    @cached_property
    def _taken(self) -> frozenset[int]:
        """The words that touch what is left out."""
        if not self.left_out:
            return frozenset()
        starts, ends = (places.tolist() for places in self._bounds)
        spans = (range(bisect_right(ends, start), bisect_left(starts, end)) for start, end in self.left_out)
        return frozenset(chain.from_iterable(spans))

    def _of(self, every: Sequence[Item]) -> tuple[Item, ...]:
        """What belongs to the words that are not left out, of what belongs to every word."""
        taken = self._taken
        return tuple([item for n, item in enumerate(every) if n not in taken] if taken else every)


def words(text: str, left_out: Iterable[tuple[int, int]] = ()) -> Words:
    """The words of a text outside some stretches of it."""
    return Words(text, tuple(sorted(left_out)))


def printed(text: str) -> list[str]:
    """The words of a text as they are printed: those that the pattern `WORD` finds, at half its cost."""
    return _cut(*_marked(text))


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


SHORT = 7
"""As far as the length of a word is told in its shape, to which are added …"""
NUMBER = 8
CAPITAL = 16
"""… whether it is a number in digits, and whether it begins with a capital."""
_MADE = np.dtype([("id", "<u8"), ("shape", "u1")])


@remembered
def _digest(word: str) -> bytes:
    """64 bits of the folded form of a word as printed, and a byte for its shape."""
    folded = fold(word)
    shape = min(len(folded), SHORT) | NUMBER * folded.isdigit() | CAPITAL * word[0].isupper()
    return blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).digest() + bytes([shape])


@remembered
def _digests(stretch: bytes) -> bytes:
    """The same for each word of a stretch."""
    return b"".join(map(_digest, words_of(stretch)))


_APART = bytes(b if b >= 0x80 or chr(b).isalnum() or chr(b) in APOSTROPHES + "_" else ord(" ") for b in range(256))
"""A blank for every byte that stands in no word: what is left between blanks is a word, or a few with other marks."""
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


def hashes(words: Iterable[str]) -> Ids:
    """One 64-bit hash for each word: of its folded form."""
    return _ids(b"".join(map(_digest, words)))


def word_hashes(cut: Iterable[bytes]) -> Ids:
    """The same for the words of some stretches."""
    return _ids(b"".join(map(_digests, cut)))


def _ids(made: bytes) -> Ids:
    return np.ascontiguousarray(np.frombuffer(made, _MADE)["id"])


def stretches(text: str) -> list[bytes]:
    """A text cut at all of ASCII that stands in no word, as UTF-8: most stretches are one word, and many recur."""
    return text.encode("utf-8", "surrogatepass").translate(_APART).split()


def words_of(stretch: bytes) -> list[str]:
    """The words of a stretch, as printed."""
    text = stretch.decode("utf-8", "surrogatepass")
    return [text] if stretch.isalnum() else WORD.findall(text)


def shingle_hashes(words: Sequence[str], size: int = SIZE) -> Hashes:
    """One 64-bit hash for each run of `size` words, in order: the same words give the same hash on every machine."""
    return run_hashes(hashes(words), size)


def run_hashes(ids: Ids, size: int = SIZE) -> Hashes:
    """The same, of the hashes of the words."""
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
) -> tuple[Hashes, Places]:
    """The kept shingle hashes of a text and the place of each among its shingles: one of `keep` is kept."""
    return kept_hashes(stretches(without(text, left_out)), size=size, keep=keep)


def kept_hashes(cut: Iterable[bytes], *, size: int = SIZE, keep: int = KEEP) -> tuple[Hashes, Places]:
    """The same, of the stretches that a text has been cut into."""
    made = run_hashes(word_hashes(cut), size)
    kept = np.flatnonzero(made % keep == 0)
    return made[kept], kept


def without(text: str, left_out: Iterable[tuple[int, int]]) -> str:
    """A text with blanks in place of some stretches."""
    for start, end in left_out:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
