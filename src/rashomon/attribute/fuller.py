"""What other reports print in full: 'the coastguard' is the Federal Coastguard, 'Varnholm' is Edda Varnholm."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rashomon.attribute.voices import described
from rashomon.model import Reading, Source, SourceKind
from rashomon.text.names import ARTICLES, fold, is_acronym, is_person_noun, is_title, words

RUN = re.compile(
    r"(?<=[a-z,;:“\"(—–] )[A-Z][^\W\d_][\w’'-]*(?: (?:(?:of|for|and) )?[A-Z][^\W\d_][\w’'-]*){1,3}(?=[^\w’'-]|$)"
)
"""Capitalised words in the middle of a sentence, where a capital says that they name something."""
COMMON = frozenset(["police", "army", "military", "government", "state", "force", "forces", "authorities", "authority"])
"""Bodies that any report may mean by itself: each place has its own."""


def named(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, a source called by a surname or a noun alone under the one full name that any report prints."""
    wanted = {key for reading in readings for s in reading.sources if (key := _key(s))}
    if not wanted:
        return tuple(readings)
    full = _printed(readings, wanted)
    return tuple(replace(r, sources=tuple(_fuller(s, full) for s in r.sources)) for r in readings)


def _key(source: Source) -> str:
    """The folded word that a fuller name would hold: a bare surname, or the noun of 'the coastguard'; else ''."""
    if source.kind in {SourceKind.ORGANIZATION, SourceKind.PUBLIC_BODY}:
        said = described(source.name)
        if len(said) == 1 and not said & COMMON:
            return next(iter(said))
    bare = source.name[:1].isupper() and " " not in source.name and not is_acronym(source.name)
    return fold(source.name) if bare and source.kind is SourceKind.PERSON else ""


def _printed(readings: Sequence[Reading], wanted: set[str]) -> Mapping[str, dict[str, str]]:
    """By key: every full name that ends in it (a person) or holds it (a body), by its folded form."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for reading in readings:
        for match in RUN.finditer(reading.report.text):
            for key, name in _names(match.group()):
                if key in wanted:
                    found[key].setdefault(fold(name), name)
    return found


def _names(run: str) -> Iterator[tuple[str, str]]:
    parts = run.split()
    while parts and (is_title(parts[0]) or is_person_noun(parts[0].casefold()) or fold(parts[0]) in ARTICLES):
        parts = parts[1:]
    if len(parts) > 1:
        name = " ".join(parts)
        generic = words().bodies | words().organizations | words().always_bodies
        heads = [fold(p) for p in parts if fold(p) in generic]
        for head in heads or [fold(parts[-1])] * (len(parts) < 4):
            yield head, name


def _fuller(source: Source, full: Mapping[str, dict[str, str]]) -> Source:
    names = full.get(_key(source), {})
    return replace(source, name=next(iter(names.values()))) if len(names) == 1 else source
