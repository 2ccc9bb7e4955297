"""Words and fingerprints: what a text is made of when it is compared with another, word by word.

Kept shingle hashes: every hash that is 0 modulo a small number (Manber, 1994), so
that the same run of words is kept or left out in every text alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
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
    gaps = sorted(left_out)
    folded, starts, ends = [], [], []
    at = 0
    for match in WORD.finditer(text):
        start, end = match.span()
        while at < len(gaps) and gaps[at][1] <= start:
            at += 1
        if at < len(gaps) and gaps[at][0] < end:
            continue
        folded.append(fold(match.group()))
        starts.append(start)
        ends.append(end)
    return Words(tuple(folded), tuple(starts), tuple(ends))


class _Hashes(dict[str, int]):
    """Word as printed -> 64-bit hash of its folded form."""

    def __missing__(self, word: str) -> int:
        if len(self) >= ROOM:
            self.clear()
        made = int.from_bytes(blake2b(fold(word).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
        self[word] = made
        return made


_HASHES = _Hashes()
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


def shingle_hashes(printed: Iterable[str], size: int = SIZE) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """One 64-bit hash for each run of `size` words, in order: the same words give the same hash on every machine."""
    ids = np.array([_HASHES[word] for word in printed], dtype=np.uint64)
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
) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """The kept shingle hashes of a text and the place of each among its shingles: one of `keep` is kept."""
    made = shingle_hashes(WORD.findall(without(text, left_out)), size)
    kept = np.nonzero(made % keep == 0)[0].astype(np.int64)
    return made[kept], kept


def without(text: str, left_out: Iterable[tuple[int, int]]) -> str:
    """A text with blanks in place of some stretches."""
    for start, end in left_out:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
