"""What other reports print in full: 'the coastguard' is the Federal Coastguard, 'Varnholm' is Edda Varnholm."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rashomon.attribute.standing import BODIES, Near
from rashomon.model import Reading, Source, SourceKind
from rashomon.text.bodies import body
from rashomon.text.names import ARTICLES, fold, is_acronym, is_person_noun, is_title

RUN = re.compile(
    r"(?<=[a-z,;:“\"(—–] )[A-Z][^\W\d_][\w’'-]*(?: (?:(?:of|for|and) )?[A-Z][^\W\d_][\w’'-]*){1,3}(?=[^\w’'-]|$)"
)
"""Capitalised words in the middle of a sentence, where a capital says that they name something."""
COMMON = frozenset(
    [
        "police",
        "army",
        "government",
        "state",
        "force",
        "authorities",
        "authority",
        "company",
        "office",
        "union",
        "party",
    ]
)
"""Bodies that any report may mean by itself: each place has its own."""


def named(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, a source called by a surname or a noun alone under the one full name that any report prints.

    A body takes the name only where a report near its own prints it.
    """
    wanted = {key for reading in readings for s in reading.sources if (key := _key(s))}
    if not wanted:
        return tuple(readings)
    near = Near({r.report.id: r for r in readings}, {r.report.id: _people(r) for r in readings})
    full = _printed(readings, wanted)
    return tuple(replace(r, sources=tuple(_fuller(s, full, r, near) for s in r.sources)) for r in readings)


def _people(reading: Reading) -> frozenset[object]:
    return frozenset(fold(s.name) for s in reading.sources if s.kind is SourceKind.PERSON and " " in s.name)


def _key(source: Source) -> str:
    """What a fuller name would hold: a bare surname, or the sort of a body ('the coastguard'); else ''."""
    if source.kind in BODIES:
        said = body(source.name)
        if said and not (said.which or said.named or said.at or said.sort in COMMON):
            return said.sort
    bare = source.name[:1].isupper() and " " not in source.name and not is_acronym(source.name)
    return fold(source.name) if bare and source.kind is SourceKind.PERSON else ""


Printed = Mapping[str, dict[str, tuple[str, list[str]]]]
"""By key, then by the folded name: the name and the reports that print it."""


def _printed(readings: Sequence[Reading], wanted: set[str]) -> Printed:
    """By key: every full name that ends in it (a person) or holds it (a body)."""
    found: dict[str, dict[str, tuple[str, list[str]]]] = defaultdict(dict)
    for reading in readings:
        text = reading.report.text
        whole = (m for m in RUN.finditer(text) if not _goes_on(text, m.start()))
        bodies = (s.name for s in reading.sources if s.kind in BODIES and " " in s.name)
        for printed in (*(m.group() for m in whole), *bodies):
            for key, name in _names(printed):
                if key in wanted:
                    found[key].setdefault(fold(name), (name, []))[1].append(reading.report.id)
    return found


def _goes_on(text: str, at: int) -> bool:
    """True where a capitalised word stands before a run: 'St | Orla Hospital'."""
    before = text[max(0, at - 40) : at].split()
    return bool(before) and before[-1][:1].isupper() and fold(before[-1]) not in ARTICLES


def _names(run: str) -> Iterator[tuple[str, str]]:
    parts = run.split()
    while parts and (is_title(parts[0]) or is_person_noun(parts[0].casefold()) or fold(parts[0]) in ARTICLES):
        parts = parts[1:]
    if len(parts) > 1:
        name = " ".join(parts)
        made = body(name)
        if made and made.named:
            yield made.sort, name
        elif made is None and len(parts) < 4:
            yield fold(parts[-1]), name


def _fuller(source: Source, full: Printed, reading: Reading, near: Near) -> Source:
    names = full.get(_key(source), {})
    if len(names) != 1:
        return source
    name, reports = next(iter(names.values()))
    person = source.kind is SourceKind.PERSON
    return replace(source, name=name) if person or near.any([reading.report.id], reports) else source
