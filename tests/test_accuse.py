"""Who a headline says did a wrong: somebody, not a blast, not a number of the dead."""

from __future__ import annotations

import pytest

from rashomon.text.accuse import accused, accuses


@pytest.mark.parametrize(
    ("clause", "who"),
    [
        ("Guards beat pickers at Orve farm", "Guards"),
        ("Palace snipers killed six in Tarn", "Palace snipers"),
        ("Six killed by palace snipers", "palace snipers"),
        ("Police open fire on crowd", "Police"),
        # a blast is nobody
        ("Mill blast kills dozens", ""),
        ("Quake kills 31 in Vell", ""),
        # who suffered
        ("Officers stabbed in Tarn", ""),
        ("31 killed in Vell", ""),
        ("Council votes to close school", ""),
    ],
)
def test_who_is_accused(clause: str, who: str) -> None:
    assert accused(clause) == who


def test_a_loaded_word_accuses_by_itself() -> None:
    assert accuses("22 patients slaughtered in their beds")
    assert not accuses("22 patients moved to another clinic")
