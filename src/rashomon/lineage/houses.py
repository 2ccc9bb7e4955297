"""Which outlets belong to one house and share copy, and which of two writes for the other: a desk's table.

The table is a CSV with the columns `outlet`, `owner` and, where one is known, `central`: `yes` for the newsroom that
writes for the other outlets of its house. Nothing about owners is known but what the table says.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rashomon.errors import UsageError
from rashomon.lineage.credit import forms, name_forms
from rashomon.lineage.lexicon import lexicon
from rashomon.text.shingles import fold

AGENCY = re.compile(r"\b(?:(?:news|press) agency|news ?wire|wire service)$", re.IGNORECASE)
"""How an agency's name ends."""
YES = frozenset({"yes", "y", "true", "1", "x"})
NO = frozenset({"", "no", "n", "false", "0"})


@dataclass(frozen=True, slots=True)
class Houses:
    """The outlets of each owner, by the names they are known under."""

    owners: Mapping[str, str] = field(default_factory=dict)
    """A name of an outlet, folded -> its owner, as the table gives it."""
    central: frozenset[str] = frozenset()
    """The names of those that write for the others of their house."""
    outlets: tuple[str, ...] = ()
    """As the table gives them."""

    def owner(self, outlet: str) -> str:
        """The owner of an outlet; '' where the table does not say."""
        return next((self.owners[name] for name in sorted(name_forms(outlet)) if name in self.owners), "")

    def shared(self, one: str, other: str) -> str:
        """The owner of two outlets of one house; '' for one outlet, and for two of which that is not known."""
        if not self.owners:
            return ""
        owner = self.owner(one)
        return owner if owner == self.owner(other) and not name_forms(one) & name_forms(other) else ""

    def writes_for(self, one: str, other: str) -> str:
        """Why the one outlet's text comes before the other's copy of it; '' where the table does not say so."""
        owner = self.shared(one, other)
        writes = owner and self._central(one) and not self._central(other)
        return f"{one} writes for the outlets of {owner}, by the table of houses" if writes else ""

    def _central(self, outlet: str) -> bool:
        return bool(name_forms(outlet) & self.central)


def is_agency(outlet: str) -> bool:
    """True for a news agency: by its name, or as one of those that are widely known."""
    return bool(AGENCY.search(outlet.strip())) or any(fold(n) in lexicon().agencies for n in (outlet, *forms(outlet)))


def read_houses(path: Path) -> Houses:
    """The houses that a CSV names; UsageError where it is no such table, or gives an outlet two owners."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: no table of houses can be read from it ({error})") from error
    owners: dict[str, str] = {}
    central: set[str] = set()
    for number, row in enumerate(rows, 2):
        outlet, owner, writes = ((row.get(name) or "").strip() for name in ("outlet", "owner", "central"))
        if not outlet or not owner or writes.casefold() not in YES | NO:
            wanted = "columns are outlet, owner and central (yes, or empty)"
            raise UsageError(f"{path}: line {number} names no outlet of a house: {wanted}")
        for name in name_forms(outlet):
            if owners.setdefault(name, owner) != owner:
                raise UsageError(f"{path}: line {number}: {outlet} has two owners, {owners[name]} and {owner}")
        central |= name_forms(outlet) if writes.casefold() in YES else frozenset()
    if not owners:
        raise UsageError(f"{path}: it has no outlet in it: columns are outlet, owner and central")
    return Houses(owners, frozenset(central), tuple(dict.fromkeys((row["outlet"] or "").strip() for row in rows)))
