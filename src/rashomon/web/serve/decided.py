"""Decisions beside what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Set

from rashomon.views.index import Index
from rashomon.web.serve.store import Decided

SHOWN = 30


def folder_of(index: Index, key: str) -> str:
    """In which folder of pages a thing stands; '' for what is not in the dossier."""
    folders = {
        "claims": index.supports,
        "statements": index.statements,
        "figures": index.figures,
        "reports": index.reports,
        "sources": index.sources,
    }
    return next((folder for folder, known in folders.items() if key in known), "")


def about(decisions: Iterable[Decided], keys: Set[str]) -> tuple[Decided, ...]:
    """The decisions about any of some things, the newest first."""
    return tuple([d for d in decisions if not keys.isdisjoint(d.about)][:SHOWN])
