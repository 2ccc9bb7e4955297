"""Who is cited for what: found where a citation may begin, and nowhere else."""

from hypothesis import given
from hypothesis import strategies as st

from rashomon.lineage.outside import CITED, citations

PIECES = ["told ", "he told ", "retold ", "as reported by ", "quoted last week by ", "quoted told by ", "according to "]
NAMES = ["the Fen Herald", "The Fen Herald", "an Outlet of Fen", "Fen-told Bay", "who", ", ", ". ", "\n"]


def test_an_outlet_is_cited_by_any_of_the_words_of_the_trade() -> None:
    text = "He told the Fen Herald so, as reported by Sava Radio; it was retold Mirren style."
    assert [match.group(1) for match in citations(text)] == ["Fen Herald", "Sava Radio"]


@given(st.lists(st.sampled_from(PIECES + NAMES), max_size=12).map("".join))
def test_every_citation_of_the_pattern_is_found(text: str) -> None:
    assert [m.span(1) for m in citations(text)] == [m.span(1) for m in CITED.finditer(text)]
