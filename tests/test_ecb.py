"""The command that measures the grouping on ECB+: what it reads and how it counts."""

import runpy
from pathlib import Path

import pytest

ECB = runpy.run_path(str(Path(__file__).parents[1] / "benchmarks/ecb.py"))


def test_a_document_of_tokens_becomes_a_text_in_which_each_token_stands_where_it_says() -> None:
    tokens = [
        "``",
        "It",
        "burst",
        ",",
        "''",
        "he",
        "said",
        ".",
        "The",
        "dam",
        "'s",
        "wall",
        "(",
        "north",
        ")",
        "fell",
        ".",
    ]
    document = {"tokens": tokens, "sent": [0] * 8 + [1] * 9}
    text, places = ECB["text_of"](document)
    assert text == '"It burst," he said.\nThe dam\'s wall (north) fell.'
    assert [text[a:b] for a, b in places][1:3] == ["It", "burst"]


def test_only_checked_events_count_and_none_of_saying() -> None:
    def mention(kind: str, sort: str, chain: str | None, checked: bool) -> dict[str, object]:
        return {"kind": kind, "type": sort, "chain": chain, "selected": checked, "tok": [0]}

    listed = [
        mention("event", "ACTION_OCCURRENCE", "E1", True),
        mention("event", "ACTION_OCCURRENCE", "E1", False),
        mention("event", "ACTION_OCCURRENCE", None, True),
        mention("event", "ACTION_REPORTING", "E2", True),
        mention("entity", "HUMAN_PART", "H1", True),
    ]
    assert [m.event for m in ECB["mentions"]({"mentions": listed}, [(0, 4)])] == ["E1"]


def test_b_cubed_of_groups_and_events() -> None:
    # two events in one group: each of its three mentions shares it with one or two of its own
    precision, recall, f1 = ECB["b_cubed"]([("g", "a"), ("g", "a"), ("g", "b"), ("h", "b")])
    assert precision == pytest.approx((4 / 3 + 1 / 3 + 1) / 4)
    assert recall == pytest.approx((2 + 1 / 2 + 1 / 2) / 4)
    assert f1 == pytest.approx(2 * precision * recall / (precision + recall))


def test_links_are_pairs_of_statements_of_two_reports() -> None:
    placed = ECB["Placed"]
    found = [
        placed("a", "s1", "r1", "c", "1"),
        placed("a", "s2", "r2", "c", "1"),
        placed("b", "s3", "r2", "c", "1"),
        placed("b", "s4", "r3", "d", "1"),
    ]
    # in one claim: s1-s2, s1-s3; about one event: s1-s2, s3-s4
    assert ECB["links"](found) == (2, 2, 1)
