"""Named places to coordinates by a packed gazetteer (GeoNames, CC BY 4.0), or to nothing where it is not sure.

A name of several places is settled by the countries the text names, else by size where one is far the largest;
else it is no place. A desk's own places come from a CSV file.
"""

from __future__ import annotations

import csv
import lzma
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from spacy.tokens import Doc

from rashomon.errors import UsageError

LABELS = {"GPE", "LOC"}
LARGE = 100_000
"""Without a country in the text, a name means its largest place only if that has so many people …"""
FAR_LARGER = 10
"""… and so many times those of the next."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer; degrees, WGS 84."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int = 0
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A place name in a text: code points, end excluded."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by normalised name, and the countries by theirs."""

    places: Mapping[str, tuple[Entry, ...]]
    countries: Mapping[str, str]


def normal(name: str) -> str:
    """A name as it is searched: no accents, no quotation marks, no Arabic article, lower case."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    bare = re.sub(r"['’‘`ʿʾ]", "", bare.casefold()).replace("-", " ")
    return re.sub(r"^(?:the|al|ar|as|ash|ad|an|at|az|el|l) (?=\w{3})", "", re.sub(r"\s+", " ", bare).strip())


@cache
def gazetteer() -> Gazetteer:
    """The packed gazetteer, read once."""
    data = lzma.decompress((files("rashomon.text") / "gazetteer.tsv.xz").read_bytes()).decode()
    places: dict[str, list[Entry]] = {}
    countries: dict[str, str] = {}
    for line in data.split("\n"):
        name, country, latitude, longitude, population, number, others = line.split("\t")
        if not latitude:
            countries[normal(name)] = country
            continue
        entry = Entry(name, country, float(latitude), float(longitude), int(population), int(number))
        for key in (normal(name), *filter(None, others.split("|"))):
            places.setdefault(key, []).append(entry)
    return Gazetteer({key: tuple(found) for key, found in places.items()}, countries)


def desk(path: Path) -> Gazetteer:
    """A desk's own places from a CSV: name, latitude, longitude, country; UsageError where it is none."""
    places: dict[str, list[Entry]] = {}
    with path.open(newline="", encoding="utf-8-sig") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            try:
                entry = Entry(row["name"], row.get("country") or "", float(row["latitude"]), float(row["longitude"]))
            except (KeyError, TypeError, ValueError) as error:
                wanted = "name, latitude, longitude, country"
                raise UsageError(f"{path}: line {number} is no place: columns are {wanted} ({error})") from error
            places.setdefault(normal(entry.name), []).append(entry)
    return Gazetteer({key: tuple(found) for key, found in places.items()}, {})


def find(doc: Doc, *, own: Gazetteer | None = None) -> tuple[Found, ...]:
    """The places of a parsed text that are named without doubt, in order."""
    names = [ent for ent in doc.ents if ent.label_ in LABELS]
    if not names:
        return ()
    known = gazetteer()
    inside = countries_named((ent.text for ent in names), known)
    made = []
    for ent in names:
        entry = choose(ent.text, known, inside, own)
        if entry:
            made.append(Found(ent.start_char, ent.end_char, entry))
    return tuple(made)


def countries_named(names: Iterable[str], known: Gazetteer) -> frozenset[str]:
    """The countries that the names name themselves, as ISO codes."""
    return frozenset(_codes(names, known))


def _codes(names: Iterable[str], known: Gazetteer) -> Iterator[str]:
    for name in names:
        code = known.countries.get(normal(name))
        if code:
            yield code


def choose(name: str, known: Gazetteer, inside: frozenset[str], own: Gazetteer | None = None) -> Entry | None:
    """The one place that a name means in a text that names these countries; None where there is doubt."""
    key = normal(name)
    if own and key in own.places:
        return own.places[key][0] if len(own.places[key]) == 1 else None
    if key in known.countries:
        return None
    candidates = known.places.get(key, ())
    near = [entry for entry in candidates if entry.country in inside]
    return largest(near, LARGE if len(near) > 1 else 0) if near else largest(candidates, LARGE)


def largest(candidates: Sequence[Entry], least: int) -> Entry | None:
    """The candidate far larger than all others; None where there is none."""
    ordered = sorted(candidates, key=lambda e: (-e.population, e.id or 0))
    if not ordered or ordered[0].population < least:
        return None
    if len(ordered) > 1 and ordered[0].population < FAR_LARGER * max(1, ordered[1].population):
        return None
    return ordered[0]
