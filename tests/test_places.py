"""Places: found in the packed gazetteer, and left out where there is doubt."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from rashomon.errors import UsageError
from rashomon.text.places import Entry, Gazetteer, choose, desk, find, gazetteer, line_of, normal

HARL = Entry("Harl", "QQ", 1.0, 2.0, 400_000, 1)
FAR_HARL = Entry("Harl", "ZZ", 50.0, 60.0, 300_000, 2)
BRANNICK = Entry("Brannick", "QQ", 3.0, 4.0, 500_000, 3)
SMALL_BRANNICK = Entry("Brannick", "ZZ", 5.0, 6.0, 6_000, 4)
VILLAGE = Entry("Dunmar", "QQ", 7.0, 8.0, 6_000, 5)
KNOWN = Gazetteer(
    {"querria": "QQ", "zembla": "ZZ"},
    {"harl": (HARL, FAR_HARL), "brannick": (BRANNICK, SMALL_BRANNICK), "dunmar": (VILLAGE,)},
)


@pytest.mark.parametrize(
    ("name", "countries", "expected"),
    [
        # two large places and no country named: none
        ("Harl", "", None),
        ("Harl", "QQ", HARL),
        ("Harl", "ZZ", FAR_HARL),
        # both countries are named: as much doubt as none
        ("Harl", "QQ ZZ", None),
        # one is far the largest
        ("Brannick", "", BRANNICK),
        ("Brannick", "ZZ", SMALL_BRANNICK),
        # a small place only with its country
        ("Dunmar", "", None),
        ("Dunmar", "QQ", VILLAGE),
        # a country is no place
        ("Querria", "QQ", None),
        ("Nowhere", "QQ", None),
    ],
)
def test_one_candidate_or_none(name: str, countries: str, expected: Entry | None) -> None:
    assert choose(name, KNOWN, frozenset(countries.split())) == expected


def test_a_desks_own_place_goes_first(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("name,latitude,longitude,country\nHarl,9.5,8.5,QQ\nal-Dunmar,1,2,QQ\n", "utf-8")
    own = desk(path)
    found = choose("Harl", KNOWN, frozenset({"ZZ"}), own)
    assert found == Entry("Harl", "QQ", 9.5, 8.5)
    assert choose("Dunmar", KNOWN, frozenset(), own) == Entry("al-Dunmar", "QQ", 1.0, 2.0)


@pytest.mark.parametrize("rows", ["town,lat\nHarl,1\n", "name,latitude,longitude\nHarl,north,2\n"])
def test_a_csv_that_is_no_list_of_places_is_named_with_its_line(tmp_path: Path, rows: str) -> None:
    path = tmp_path / "places.csv"
    path.write_text(rows, "utf-8")
    with pytest.raises(UsageError, match="line 2"):
        desk(path)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Al-Harl", "harl"), ("ʿAyn Harl", "ayn harl"), ("Härl", "harl"), ("the Harl  Heights", "harl heights")],
)
def test_names_are_searched_without_accents_and_articles(name: str, expected: str) -> None:
    assert normal(name) == expected


def test_the_packed_gazetteer_finds_a_capital_under_its_spellings() -> None:
    found = {choose(name, gazetteer(), frozenset({"SY"})) for name in ("Raqqa", "ar-Raqqah", "Ar Raqqah")}
    assert [entry.country for entry in found if entry] == ["SY"]


def test_the_packed_index_is_sorted_and_whole() -> None:
    known = gazetteer()
    keys = [line.partition(b"\t")[0] for line in known.keys.split(b"\n")]
    assert keys == sorted(set(keys))
    for key in (keys[0], keys[-1], keys[len(keys) // 3]):
        assert all(entry.name and -90 <= entry.latitude <= 90 for entry in known.look(key.decode()))


@given(st.dictionaries(st.text("abcé ", min_size=1, max_size=4), st.integers(0, 99), max_size=12), st.text("abcé "))
def test_a_search_finds_what_a_dictionary_would(table: dict[str, int], key: str) -> None:
    lines = b"\n".join(
        name + b"\t" + value for name, value in sorted((k.encode(), b"%d" % v) for k, v in table.items())
    )
    assert line_of(lines, key.encode()) == (b"%d" % table[key] if key in table else b"")


@given(st.text(max_size=20))
def test_any_name_can_be_looked_up(name: str) -> None:
    choose(name, gazetteer(), frozenset())


def test_only_entities_of_place_are_looked_up() -> None:
    doc = Doc(spacy.blank("en").vocab, ["Damascus", "and", "Damascus"])
    doc.ents = [Span(doc, 0, 1, "PERSON"), Span(doc, 2, 3, "GPE")]
    assert [found.start for found in find(doc)] == [13]
