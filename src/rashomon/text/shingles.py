"""Words and fingerprints: what a text is made of when it is compared with another, word by word.

Kept shingle hashes: every hash that is 0 modulo a small number (Manber, 1994), so
that the same run of words is kept or left out in every text alike.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np

WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
SIZE = 5
KEEP = 4
ROOM = 200_000
"""How many different words are kept folded and hashed at a time: some 40 MB."""


@lru_cache(maxsize=ROOM)
def fold(word: str) -> str:
    """A word without case, accents and apostrophes, so that one printer's don't is another's dont."""
    low = word.casefold()
    if not low.isascii():
        low = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    return low.replace("'", "").replace("’", "").replace("ʼ", "")


@dataclass(frozen=True, slots=True)
class Words:
    """The folded words of a text and where each stands: code points, end excluded."""

    folded: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.folded)


def words(text: str, left_out: Iterable[tuple[int, int]] = ()) -> Words:
    """The words of a text outside some stretches of it."""
    printed, starts, at = WORD.findall(text), [], 0
    for word in printed:  # between two words stands nothing that a word begins with
        at = text.find(word, at)
        starts.append(at)
        at += len(word)
    ends = [start + len(word) for start, word in zip(starts, printed, strict=True)]
    found = Words(tuple(map(fold, printed)), tuple(starts), tuple(ends))
    return _outside(found, sorted(left_out))


def _outside(found: Words, gaps: Sequence[tuple[int, int]]) -> Words:
    """The words that touch no gap."""
    taken = {n for start, end in gaps for n in range(bisect_right(found.ends, start), bisect_left(found.starts, end))}
    if not taken:
        return found
    kept = [n for n in range(len(found)) if n not in taken]
    return Words(
        tuple([found.folded[n] for n in kept]),
        tuple([found.starts[n] for n in kept]),
        tuple([found.ends[n] for n in kept]),
    )


Hashes = np.ndarray[tuple[int], np.dtype[np.int64]]


class _Known(dict[str, int]):
    """Word as printed -> 64-bit hash of its folded form."""

    def __missing__(self, word: str) -> int:
        if len(self) >= ROOM:
            self.clear()
        made = int.from_bytes(blake2b(fold(word).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
        self[word] = made
        return made


_HASHES = _Known()
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


def shingle_hashes(printed: Iterable[str], size: int = SIZE) -> Hashes:
    """One 64-bit hash for each run of `size` words, in order: the same words give the same hash on every machine."""
    ids = np.fromiter(map(_HASHES.__getitem__, printed), dtype=np.uint64)
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
    made = shingle_hashes(WORD.findall(without(text, left_out)), size)
    kept = np.nonzero(made % keep == 0)[0].astype(np.int64)
    return made[kept], kept


def without(text: str, left_out: Iterable[tuple[int, int]]) -> str:
    """A text with blanks in place of some stretches."""
    for start, end in left_out:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
