"""The table of opposites that a desk edits: what must hold of every line."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from rashomon.text.opposites import any_in, ends, kinds, pairs, sayable, starting, thing

TABLE = tomllib.loads(files("rashomon.text").joinpath("opposites.toml").read_text(encoding="utf-8"))
FLAGS = {"left", "right", "of", "alone", "noun", "subject", "state", "none", "acts", "event"}


def test_no_word_stands_on_both_sides_of_a_pair() -> None:
    assert not {name: both for name, row in TABLE["pairs"].items() if (both := set(row["left"]) & set(row["right"]))}


def test_every_line_is_in_small_letters_and_of_known_fields() -> None:
    for name, row in TABLE["pairs"].items():
        assert set(row) <= FLAGS, name
        assert all(word == word.casefold().strip() for word in (*row["left"], *row["right"])), name
        assert set(row.get("alone", ())) <= {*row["left"], *row["right"]}, name


def test_the_first_word_of_a_list_names_its_side() -> None:
    assert not [name for name, row in TABLE["pairs"].items() if "*" in row["left"][0] + row["right"][0]]


def test_no_word_stands_twice_in_a_list() -> None:
    for name, row in TABLE["pairs"].items():
        assert len(row["left"]) == len(set(row["left"])) and len(row["right"]) == len(set(row["right"])), name


def test_a_star_holds_words() -> None:
    lows = ["somebody", "switched", "the", "old", "siren", "off"]
    assert {ends(entry.words, lows, 1) for entry in starting(lows, 1)} == {0, 6}
    assert any_in(lows)
    assert not any_in(lows[:5])


def test_nouns_that_stand_for_one_another_are_one_thing() -> None:
    assert thing("exits") == thing("gate") == "door"
    assert thing("lorries") != thing("ferry") and kinds("lorry") & kinds("ferry")


def test_a_pair_is_sayable_of_its_kinds_only() -> None:
    assert sayable(pairs()["sound"], "siren") and not sayable(pairs()["sound"], "river")
