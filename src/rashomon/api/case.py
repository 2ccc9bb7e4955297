"""A case on disk, as Python sees it: `rashomon.casefile.case.Case`, whose dossier shows itself and gives tables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from rashomon.api.dossier import Dossier, originals
from rashomon.casefile import case
from rashomon.casefile.adding import Added
from rashomon.dossier import Progress
from rashomon.model import Skipped


class Case(case.Case):
    """A folder with a case in it: what people add and decide is kept, whatever happens next."""

    @classmethod
    def new(cls, folder: str | Path, *, who: str, title: str = "", extractor: str = "") -> Self:
        """Make a case in a new or empty folder."""
        return cls(super().new(folder, who=who, title=title, extractor=extractor).folder)

    def add_reports(
        self, *inputs: str | os.PathLike[str] | Mapping[str, object], who: str, workers: int = 1
    ) -> list[Added | Skipped]:
        """Add files, folders, addresses and mappings, as `read_reports` takes them: each with what it changed."""
        return list(self.add(originals(inputs), who=who, workers=workers))

    def dossier(self, *, extractor: str = "", tell: Progress = case.silent) -> Dossier:
        """The dossier of the reports in the case, decisions applied."""
        return Dossier.of(super().dossier(extractor=extractor, tell=tell))

    def _repr_html_(self) -> str:
        """What a notebook shows: the dossier."""
        return self.dossier()._repr_html_()
