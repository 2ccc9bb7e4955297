import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.text.shingles import (
    CAPITAL,
    KEEP,
    NUMBER,
    SHORT,
    SIZE,
    WORD,
    fingerprints,
    fold,
    hashes,
    printed,
    remembered,
    shingle_hashes,
    words,
)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        # the apostrophe that one house prints and another strips
        ("don't", "dont"),
        ("don’t", "dont"),
        # accents and case
        ("Économie", "economie"),
    ],
)
def test_spellings_of_one_word_fold_to_one(printed: str, folded: str) -> None:
    assert fold(printed) == folded


def test_words_know_where_they_stand() -> None:
    text = "The “barge” sank."
    found = words(text)
    assert found.folded == ("the", "barge", "sank")
    assert len(found) == len(found.ids) == 3
    assert [text[s:e] for s, e in zip(found.starts, found.ends, strict=True)] == ["The", "barge", "sank"]


@given(
    st.text(alphabet=st.sampled_from("aZ9é²ʼ’'_- .\n\u0301\u00a0\ud800\U0001d400\U0001f600"), max_size=30) | st.text()
)
def test_words_are_those_of_the_pattern_in_any_script(text: str) -> None:
    assert printed(text) == WORD.findall(text)
    found = words(text)
    assert [(m.start(), m.end()) for m in WORD.finditer(text)] == list(zip(found.starts, found.ends, strict=True))
    assert found.ids.tolist() == hashes(WORD.findall(text)).tolist() and found.printed == tuple(WORD.findall(text))


def test_the_shape_of_a_word_tells_length_number_and_capital() -> None:
    found = words("Ölmarch sent 40 of Ann’s barges")
    lengths = [SHORT, 4, 2, 2, 4, 6]
    assert list(found.shapes) == [
        lengths[0] | CAPITAL, lengths[1], lengths[2] | NUMBER, lengths[3], lengths[4] | CAPITAL, lengths[5]
    ]  # fmt: skip


def test_a_long_stretch_without_a_blank_is_read_and_not_kept() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    read = remembered(length)
    assert [read(word) for word in ("kept", "kept", "x" * 50, "x" * 50)] == [4, 4, 50, 50]
    assert asked == ["kept", "x" * 50, "x" * 50]


def test_words_of_furniture_are_left_out() -> None:
    text = "Sign up now. The barge sank."
    found = words(text, [(0, 12)])
    assert found.folded == ("the", "barge", "sank")
    assert found.ids.tolist() == hashes(["the", "barge", "sank"]).tolist() and found.starts == (13, 17, 23)


def test_the_same_words_in_another_order_hash_otherwise() -> None:
    numbers = "one two three four five"
    a, b = shingle_hashes(numbers.split()), shingle_hashes(numbers.replace("one two", "two one").split())
    assert a.tolist() != b.tolist()


def test_hashes_are_the_same_on_every_machine() -> None:
    assert shingle_hashes(["the", "barge", "sank", "at", "noon"]).tolist() == [4960967654090509064]


@given(st.lists(st.sampled_from(list("abcdefgh")), min_size=SIZE, max_size=40), st.integers(0, 10))
def test_a_shared_run_keeps_the_same_fingerprints(run: list[str], extra: int) -> None:
    alone = set(fingerprints(" ".join(run))[0].tolist())
    inside = set(fingerprints(" ".join(["x"] * extra + run + ["y"] * extra))[0].tolist())
    assert alone <= inside


def test_about_one_in_keep_is_kept() -> None:
    text = " ".join(f"w{n}" for n in range(4000))
    assert len(fingerprints(text)[0]) == pytest.approx(4000 / KEEP, rel=0.15)


def test_a_text_shorter_than_a_shingle_has_none() -> None:
    assert fingerprints("too short")[0].tolist() == []
