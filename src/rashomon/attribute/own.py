"""Extractors that other packages bring: entry points of the group `rashomon.extractors`.

An entry point's name is what a user asks for ('--extractor tally'); what it points to is a function from a report and
its parsed text to `Draft`s, as `attribute.draft.Extractor` says. It sees the languages that are read with a parser.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from spacy.tokens import Doc

from rashomon.attribute.draft import Draft, Extractor
from rashomon.errors import BadExtension, UsageError
from rashomon.model import Report

GROUP = "rashomon.extractors"
OURS = ("model", "rules")


@cache
def extractors() -> dict[str, tuple[EntryPoint, ...]]:
    """The entry points under every name but our own: one each, unless two packages have the same."""
    found: dict[str, tuple[EntryPoint, ...]] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda e: (e.name, e.value)):
        if entry.name not in OURS:
            found[entry.name] = (*found.get(entry.name, ()), entry)
    return found


def checked(name: str) -> str:
    """The same name; UsageError where no extractor has it, or two have."""
    entries = extractors().get(name, ())
    if name not in OURS and not entries:
        raise UsageError(f"there is no extractor {name!r}; there are: {', '.join((*OURS, *extractors()))}")
    if len(entries) > 1:
        both = " and ".join(entry.value for entry in entries)
        raise UsageError(f"two extractors are called {name!r}: {both}. Uninstall all but one")
    return name


def release(name: str) -> str:
    """The package that brings an extractor, with its version: what it finds may change with it; '' for our own."""
    found = (entry.dist for entry in extractors().get(name, ()))
    return " ".join(f"{dist.name} {dist.version}" if dist else "?" for dist in found)


def named(name: str) -> Extractor:
    """The extractor of that name, held to what every extractor promises."""
    entry = extractors()[checked(name)][0]
    try:
        find: Extractor = entry.load()
    except Exception as error:
        raise BadExtension(f"the extractor {entry.value!r} cannot be loaded: {_said(error)}") from error

    def extract(report: Report, doc: Doc) -> list[Draft]:
        try:
            drafts = list(find(report, doc))
            return [_held(report, draft, number, name) for number, draft in enumerate(drafts)]
        except BadExtension:
            raise
        except Exception as error:
            raise BadExtension(f"the extractor {entry.value!r} stopped: {_said(error)}") from error

    return extract


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


def _held(report: Report, draft: Draft, number: int, name: str) -> Draft:
    """The draft, under the extractor's name; BadExtension where it points outside the text or at a later draft."""
    for start, end in _places(draft):
        if not 0 <= start < end <= len(report.text):
            raise BadExtension(f"the extractor {name!r} gave {start}:{end}, which is outside report {report.id}")
    if draft.within is not None and not 0 <= draft.within < number:
        raise BadExtension(f"the extractor {name!r} put draft {number} within {draft.within}, which is not before it")
    return replace(draft, made_by=name)


def _places(draft: Draft) -> Iterator[tuple[int, int]]:
    if not draft.content:
        raise BadExtension("a draft without content")
    yield from draft.content
    yield from (place for place in (draft.source, draft.cue) if place)
