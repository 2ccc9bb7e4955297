"""What the rows of a sheet of links name: files beside it, words in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rashomon.errors import UnreadableReport
from rashomon.read import files

WORDS = ("text", "url", "title", "published")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of links in a folder, and which of the folder's files its rows have named so far."""

    folder: Path | None
    named: set[Path] = field(default_factory=set)

    def file(self, given: Mapping[str, str]) -> Path | None:
        """The file that a row names; None where there is none beside the sheet. UnreadableReport for a second time."""
        found = [path for name in ("archive", "wacz") if (path := self._beside(given.get(name, "")))]
        path = next((p for p in found if files.kind_of_name(p.name)), next(iter(found), None))
        if path is None:
            return None
        if path in self.named:
            raise UnreadableReport(
                f"names the same file as a row before: {files.printable(path)}. Give each row its own"
            )
        self.named.add(path)
        digest = given.get("hash", "").lower().rpartition(":")[2]
        if len(digest) == 64 and hashlib.sha256(files.content(path, archive=True)).hexdigest() != digest:
            raise UnreadableReport("names an archived file whose hash is another. Archive the page again")
        return path

    def words(self, given: Mapping[str, str]) -> bytes:
        """A row's own words and what it says of them, as JSON: the original of the report they are."""
        row = {name: given[name] for name in WORDS if given.get(name)}
        return json.dumps(row, ensure_ascii=False, sort_keys=True).encode()

    def _beside(self, location: str) -> Path | None:
        """The file of that name, if it lies in the sheet's folder; None for one that is outside or not there."""
        location = location.removeprefix("file://")
        if self.folder is None or not location or "://" in location or "\x00" in location:
            return None
        try:
            path = (self.folder / location).resolve()
            inside = path.is_relative_to(self.folder.resolve()) and path.is_file()
        except (OSError, ValueError):
            return None
        return self.folder / path.relative_to(self.folder.resolve()) if inside else None
