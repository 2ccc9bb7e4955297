from hypothesis import given
from hypothesis import strategies as st

from rashomon.text.align import align

FIRST = "the keeper of the south lock wrote twice to the canal office about the broken chain before the barge went down"
SECOND = "ministers met on tuesday to discuss fares and nobody left the room until the vote was counted by hand"
STORY, OTHER = FIRST.split(), SECOND.split()
TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "the", "lock", "barge"]), max_size=60)


def passages(left: list[str], right: list[str]) -> list[tuple[str, str]]:
    return [(" ".join(left[slice(*b.left)]), " ".join(right[slice(*b.right)])) for b in align(left, right)]


def test_a_copy_is_one_passage() -> None:
    assert passages(STORY, STORY) == [(" ".join(STORY), " ".join(STORY))]


def test_a_cut_copy_is_one_passage_at_its_place() -> None:
    block = align(STORY[6:], STORY)[0]
    assert (block.left, block.right) == ((0, 15), (6, 21))


def test_moved_paragraphs_are_both_found() -> None:
    found = passages([*OTHER, *STORY], [*STORY, *OTHER])
    assert found == [(" ".join(OTHER), " ".join(OTHER)), (" ".join(STORY), " ".join(STORY))]


def test_a_lift_inside_another_text_has_its_offsets() -> None:
    left = [*OTHER[:9], *STORY[4:16], *OTHER[9:]]
    assert [b.left for b in align(left, STORY)] == [(9, 21)]


def test_a_changed_word_does_not_break_the_passage() -> None:
    left = [*STORY[:8], "weekly", *STORY[9:]]
    blocks = align(left, STORY)
    assert len(blocks) == 1 and blocks[0].shared == len(STORY) - 1


def test_texts_that_share_no_run_share_nothing() -> None:
    assert align(STORY, OTHER) == ()


@given(TEXTS, TEXTS)
def test_runs_are_equal_words_and_no_word_is_used_twice(left: list[str], right: list[str]) -> None:
    runs = [run for block in align(left, right) for run in block.runs]
    for run in runs:
        assert left[run.left : run.left + run.length] == right[run.right : run.right + run.length]
    for side in ("left", "right"):
        used = [getattr(run, side) + i for run in runs for i in range(run.length)]
        assert len(used) == len(set(used))


@given(TEXTS)
def test_a_text_beside_itself_is_wholly_shared(text: list[str]) -> None:
    # a seed that stands in more places than the aligner looks at is no seed
    unique = [f"{word}{n}" for n, word in enumerate(text)]
    assert sum(b.shared for b in align(unique, unique)) == (len(unique) if len(unique) >= 5 else 0)
