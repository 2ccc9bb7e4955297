import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.text.shingles import KEEP, SIZE, WORD, fingerprints, fold, printed, shingle_hashes, words


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
    assert [text[s:e] for s, e in zip(found.starts, found.ends, strict=True)] == ["The", "barge", "sank"]


@given(
    st.text(alphabet=st.sampled_from("aZ9é²ʼ’'_- .\n\u0301\u00a0\ud800\U0001d400\U0001f600"), max_size=30) | st.text()
)
def test_words_are_those_of_the_pattern_in_any_script(text: str) -> None:
    assert printed(text) == WORD.findall(text)
    found = words(text)
    assert [(m.start(), m.end()) for m in WORD.finditer(text)] == list(zip(found.starts, found.ends, strict=True))


def test_words_of_furniture_are_left_out() -> None:
    text = "Sign up now. The barge sank."
    assert words(text, [(0, 12)]).folded == ("the", "barge", "sank")


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
