"""What a sentence says by the way, and does not claim."""

from __future__ import annotations

import pytest

from rashomon.text.asides import main


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("the clerk, whom nobody named, was held", "the clerk was held"),
        ("Whom the Herald did not name, the clerk was held", "the clerk was held"),
        ("although nobody was hurt, the mill burned down", "the mill burned down"),
        ("They held the clerk, whom the Herald did not name.", "They held the clerk ."),
        ("the ferry (which had no licence) left at two", "the ferry left at two"),
        # what stands alone is no aside
        ("which was never locked", "which was never locked"),
        ("none of the doors, all of them new, was locked", "none of the doors, all of them new, was locked"),
    ],
)
def test_what_is_said_by_the_way_is_blank(text: str, kept: str) -> None:
    assert " ".join(main(text).split()) == kept
    assert len(main(text)) == len(text)
