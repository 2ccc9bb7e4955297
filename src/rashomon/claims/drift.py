"""How a claim changed on its way from one report to the next."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Claim, Derivation, Drift, Reading


def drifts(
    readings: Sequence[Reading], derivations: Sequence[Derivation], claims: Sequence[Claim]
) -> tuple[Drift, ...]:
    """The changes along every edge, the weightiest first."""
    return ()
