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
from dataclasses import dataclass, field
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
    region: str = ""
    """The code of the first division of its country, a province or a state; '' where it is not known."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place name in a text: code points, end excluded."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """A packed gazetteer, or a desk's own places: searched by normalised name."""

    countries: Mapping[str, str]
    places: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    keys: bytes = b""
    """Lines 'name<TAB>row,row', sorted: a search halves them, so that nothing is parsed that is not asked for."""
    rows: bytes = b""

    def look(self, key: str) -> tuple[Entry, ...]:
        """Every place of a normalised name."""
        found = self.places.get(key)
        if found is not None or not self.keys:
            return found or ()
        return tuple(entry(self.rows, int(at)) for at in line_of(self.keys, key.encode()).split(b",") if at)


def line_of(lines: bytes, key: bytes) -> bytes:
    """What stands behind the tab in the line of a key, in sorted lines; empty where there is none."""
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = lines.find(b"\n", start)
        end = len(lines) if end < 0 else end
        name, _, value = lines[start:end].partition(b"\t")
        if name == key:
            return value
        low, high = (end + 1, high) if name < key else (low, start)
    return b""


def entry(rows: bytes, at: int) -> Entry:
    """The place whose row starts at a byte."""
    end = rows.find(b"\n", at)
    line = rows[at : end if end >= 0 else None].decode()
    name, country, latitude, longitude, population, number, region = line.split("\t")
    return Entry(name, country, float(latitude), float(longitude), int(population), int(number), region)


def normal(name: str) -> str:
    """A name as it is searched: no accents, no quotation marks, no Arabic article, lower case."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    bare = re.sub(r"['’‘`ʿʾ]", "", bare.casefold()).replace("-", " ")
    return re.sub(r"^(?:the|al|ar|as|ash|ad|an|at|az|el|l) (?=\w{3})", "", re.sub(r"\s+", " ", bare).strip())


def region(name: str, number: int) -> str:
    """The region of the place of the packed gazetteer that has this name and this number; '' where there is none."""
    return next((place.region for place in gazetteer().look(normal(name)) if place.id == number), "")


@cache
def gazetteer() -> Gazetteer:
    """The packed gazetteer, unpacked once: countries, the index of names, the places."""
    data = lzma.decompress((files("rashomon.text") / "gazetteer.tsv.xz").read_bytes())
    countries, keys, rows = data.split(b"\n\n")
    named = (line.partition("\t") for line in countries.decode().split("\n"))
    return Gazetteer({name: code for name, _, code in named}, {}, keys, rows)


@cache
def desk(path: Path) -> Gazetteer:
    """A desk's own places, read once from their file."""
    return read_desk(path)


def read_desk(path: Path) -> Gazetteer:
    """A desk's own places from a CSV: name, latitude, longitude, country, other names; UsageError where it is none."""
    places: dict[str, list[Entry]] = {}
    try:
        rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: no table of places can be read from it ({error})") from error
    for number, row in enumerate(rows, 2):
        try:
            place = Entry(row["name"].strip(), row.get("country") or "", *degrees(row["latitude"], row["longitude"]))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            wanted = "name, latitude, longitude, country"
            raise UsageError(f"{path}: line {number} is no place: columns are {wanted} ({error})") from error
        for name in (place.name, *(row.get("names") or "").split("|")):
            if normal(name):
                places.setdefault(normal(name), []).append(place)
    return Gazetteer({}, {key: tuple(found) for key, found in places.items()})


def degrees(latitude: str, longitude: str) -> tuple[float, float]:
    """Two numbers as places on the earth; ValueError where they are none."""
    north, east = float(latitude), float(longitude)
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        raise ValueError(f"{latitude}, {longitude} is nowhere on the earth")
    return north, east


def find(doc: Doc, *, own: Gazetteer | None = None) -> tuple[Found, ...]:
    """The places of a parsed text that are named without doubt, in order."""
    names = [ent for ent in doc.ents if ent.label_ in LABELS]
    if not names:
        return ()
    known = gazetteer()
    inside = countries_named((ent.text for ent in names), known)
    made = []
    for ent in names:
        place = choose(ent.text, known, inside, own)
        if place:
            made.append(Found(ent.start_char, ent.end_char, place))
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
    if own and own.look(key):
        return own.look(key)[0] if len(own.look(key)) == 1 else None
    if key in known.countries:
        return None
    candidates = known.look(key)
    near = [place for place in candidates if place.country in inside]
    return largest(near, LARGE if len(near) > 1 else 0) if near else largest(candidates, LARGE)


def largest(candidates: Sequence[Entry], least: int) -> Entry | None:
    """The candidate far larger than all others; None where there is none."""
    ordered = sorted(candidates, key=lambda e: (-e.population, e.id or 0))
    if not ordered or ordered[0].population < least:
        return None
    if len(ordered) > 1 and ordered[0].population < FAR_LARGER * max(1, ordered[1].population):
        return None
    return ordered[0]
