"""What strangers send in bulk costs the claims no more than its length: runs of one mark, one paragraph, one denial."""

from __future__ import annotations

from time import process_time

import numpy as np
import pytest

from claim_cases import reading
from rashomon.attribute.meaning import meanings, pieces
from rashomon.attribute.tagger_decode import Found, settled
from rashomon.claims.about import NEAREST, TIES, neighbours
from rashomon.claims.denial import denied
from rashomon.claims.facets import facets
from rashomon.text.cuts import cuts

QUICK = 4.0
"""Seconds of processor time, far above what is needed and far below what the square of the length costs."""


@pytest.mark.parametrize("run", [" ", "\n", ". ", "where ", "It is. ", "; ", " – ", "("])
def test_a_run_of_one_mark_is_cut_in_no_time(run: str) -> None:
    text = "The quay gave way" + run * (40_000 // len(run)) + "The crane fell"
    began = process_time()
    cuts(text)
    assert process_time() - began < QUICK


def test_hundreds_who_deny_and_hundreds_who_say_it_are_paired_in_no_time() -> None:
    said = [(f"Witness {n}", "said", "the guards sealed the upper door") for n in range(90)]
    denies = [(f"Officer {n}", "denied", "that the guards sealed the upper door") for n in range(90)]
    members = facets([reading(*said, *denies)])
    began = process_time()
    assert len(denied(members)) == 90 * 90
    assert process_time() - began < QUICK


def test_words_that_are_all_alike_pair_with_few() -> None:
    alike, few = np.ones((4 * TIES, 2)), np.ones((TIES, 2))
    assert len(set(neighbours(alike / np.sqrt(2)))) < len(alike) * NEAREST
    assert len(set(neighbours(few / np.sqrt(2)))) == len(few) * (len(few) - 1) // 2


def test_only_paragraphs_that_hold_what_is_said_are_read() -> None:
    text = "The quay gave way.\n\nThe crane fell.\n\nIt rained.\n\nNobody was warned."
    held = [(at, at + len(said)) for said in ("crane fell", "Nobody") for at in [text.index(said)]]
    read = pieces(text, held)
    assert sorted(set(read.paragraph.tolist())) == [1, 3]
    assert text[read.starts[0] : read.ends[-1]] == text[text.index("The crane") :]


def test_a_paragraph_of_a_thousand_statements_is_averaged_once() -> None:
    case = reading(*[("Ada Orrel", "said", f"door {n} of the hall was sealed") for n in range(3)])
    line = case.report.text.replace("\n\n", " ").replace("\n", " ")
    read = pieces(line, [(0, len(line))])
    for word in ("door 0", "door 1", "door 2"):
        at = line.index(word)
        read.about((at, at + len(word)), read.vectors.mean(0))
    assert list(read.means) == [(0, len(read.starts))]
    assert len(meanings(case.report, case.statements)) == 3


def test_thousands_of_attributions_are_settled_in_no_time() -> None:
    apart = [Found((9 * n + 6, 9 * n + 7), ((9 * n, 9 * n + 5),), None, 0.9) for n in range(4000)]
    outer = Found((36_001, 36_002), ((0, 90),), None, 0.8)
    began = process_time()
    held = settled([outer, *apart])
    assert process_time() - began < QUICK
    assert held[0] == (outer, None)
    assert [n for n, (_, holder) in enumerate(held) if holder == 0] == list(range(1, 11))
