"""What a page is: an address, a template, and a function that makes its value from a desk and a query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from rashomon.errors import RashomonError
from rashomon.web.serve.desk import Desk
from rashomon.web.serve.search import Finder
from rashomon.web.serve.store import Store

T = TypeVar("T")
Context = Mapping[str, object]

PARAMS: Mapping[str, tuple[Mapping[str, object], str]] = {
    "page": ({"type": "integer", "minimum": 1, "maximum": 1_000_000, "default": 1}, "the page of the list, from 1"),
    "q": ({"type": "string", "maxLength": 300}, "words to look for; a phrase in double quotes; * ends a beginning"),
    "status": ({"type": "string", "enum": ["", "disputed", "single-source", "corroborated"]}, "a flag of the claim"),
    "what": ({"type": "string", "enum": ["", "reports", "statements"]}, "where to look"),
    "speaker": ({"type": "string", "maxLength": 200}, "part of the speaker's name"),
    "outlet": ({"type": "string", "maxLength": 200}, "part of the outlet's name"),
    "stance": (
        {"type": "string", "enum": ["", "asserts", "denies", "admits", "alleges", "hedged", "no-comment"]},
        "how it is said",
    ),
    "lang": ({"type": "string", "maxLength": 20}, "the report's language (ISO 639-1)"),
    "since": ({"type": "string", "pattern": r"^(\d{4}(-\d\d(-\d\d)?)?)?$"}, "published on or after this date"),
    "until": ({"type": "string", "pattern": r"^(\d{4}(-\d\d(-\d\d)?)?)?$"}, "published on or before this date"),
}
"""Every query parameter: its JSON Schema and what it means."""


class Missing(RashomonError):
    """There is no such page, claim, report or statement here."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What was asked for, checked against `PARAMS`; `key` is the id in the address."""

    key: str = ""
    page: int = 1
    words: Mapping[str, str] = field(default_factory=dict)

    def word(self, name: str) -> str:
        """A parameter; '' where it was not given."""
        return self.words.get(name, "")


@dataclass(frozen=True, slots=True)
class Room:
    """Where a page is made: the newest desk, and the case behind it."""

    desk: Desk
    store: Store
    finder: Finder
    stale: bool = False
    """True where the case has changed since the desk was made, and the next desk is being made."""


@dataclass(frozen=True, slots=True)
class Made:
    """A page's value, which its `.json` twin says too, and what only the template needs."""

    value: object
    context: Context = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class View:
    """A page."""

    path: str
    name: str
    summary: str
    kind: type
    make: Callable[[Room, Ask], Made]
    params: tuple[str, ...] = ()

    @property
    def twin(self) -> str:
        """The address of its JSON twin."""
        return "/index.json" if self.path == "/" else f"{self.path}.json"


def one(found: Mapping[str, T], key: str, what: str) -> T:
    """The thing with an id; Missing where there is none."""
    if key not in found:
        raise Missing(f"there is no {what} {key!r} here")
    return found[key]
