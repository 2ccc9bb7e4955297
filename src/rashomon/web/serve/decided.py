"""Decisions beside what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Set

from rashomon.web.serve.store import Decided

SHOWN = 30


def about(decisions: Iterable[Decided], keys: Set[str]) -> tuple[Decided, ...]:
    """The decisions about any of some things, the newest first."""
    return tuple([d for d in decisions if not keys.isdisjoint(d.about)][:SHOWN])
