"""Origins that are not among the reports: agencies in credit lines, outlets cited, and a report's own sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.lineage.page import Page
from rashomon.model import Derivation


def outside(child: Page, edges: Sequence[Derivation], names: Mapping[str, tuple[str, ...]]) -> list[Derivation]:
    """The edges of one report to origins that are not among the reports."""
    return []
