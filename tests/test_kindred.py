"""Words that mean nearly the same: from a table, never between two families."""

from __future__ import annotations

from rashomon.text.compare import families, key
from rashomon.text.kindred import kin


def test_two_words_for_one_thing_are_kindred_both_ways() -> None:
    siren, alarm, orchard = (key(word) for word in ("siren", "alarm", "orchard"))
    assert kin(siren)[alarm] == kin(alarm)[siren] > 0.4
    assert orchard not in kin(siren)


def test_a_word_that_is_in_no_table_has_no_kin() -> None:
    assert not kin("vellish")


def test_families_say_how_they_differ_and_are_never_kindred() -> None:
    apart = families()
    assert not any(other in apart for family in sorted(apart)[:40] for other in kin(family))
