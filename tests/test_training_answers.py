"""The invented answers of training/answers keep their format: what is taught from them rests on it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

FILES = sorted((Path(__file__).parents[1] / "training" / "answers").glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_each_question_has_two_answers_of_two_sentences_and_no_sentence_twice(path: Path) -> None:
    for event in path.read_text(encoding="utf-8").split("=== ")[1:]:
        name, *rows = event.strip().splitlines()
        assert name and rows[0].startswith("? ")
        for question in re.split(r"^\? ", "\n".join(rows), flags=re.M)[1:]:
            asked, *lines = (row for row in question.splitlines() if row)
            assert all(re.fullmatch(r"[a-d0] \S.*", line) for line in lines), asked
            counts = Counter(line[0] for line in lines if line[0] != "0")
            assert len(counts) >= 2 and min(counts.values()) >= 2, asked
            assert len(set(lines)) == len(lines), asked
