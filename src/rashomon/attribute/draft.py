"""What an extractor returns, before it is known who speaks: the interface between extractors and the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Doc

from rashomon.model import CueKind, Report

Place = tuple[int, int]
"""Start and end in the report's text: code points, end excluded."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One attribution as found: offsets only. `within` is the index of the draft whose content holds this one."""

    content: tuple[Place, ...]
    source: Place | None = None
    cue: Place | None = None
    lemma: str = ""
    """The cue's head lemma, the key into the language's lexicon ('say', 'deny', 'according')."""
    within: int | None = None
    cue_kind: CueKind | None = None
    confidence: float = 1.0
    made_by: str = "rules"


class Extractor(Protocol):
    """Finds attributions in one report's text: every offset lies in `report.text`, none in its furniture."""

    def __call__(self, report: Report, doc: Doc) -> list[Draft]:
        """The attributions in order of their content's start; an outer one stands before what lies within it."""
