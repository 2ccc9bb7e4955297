"""One change between two clauses."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.model import Change


@dataclass(frozen=True, slots=True)
class Found:
    """One change: what kind, the words before and after, how much it matters (0 to 1)."""

    change: Change
    words: str
    weight: float
    reach: int = 0
    """Where the parent's words that show it end, where they stand after its clause; 0 where the clause holds them."""
