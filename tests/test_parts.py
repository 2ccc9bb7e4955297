"""Coordinated that-clauses are a statement each; what a quotation holds is not cut."""

from rashomon.attribute.draft import Draft
from rashomon.attribute.parts import parted
from rashomon.text.parse import parse


def contents(text: str, draft: Draft) -> list[str]:
    parts = parted(parse(text, "en"), [draft])
    return [" + ".join(text[a:b] for a, b in part.content) for part in parts]


def test_each_that_clause_is_a_statement() -> None:
    text = "The ministry said that the bridge was closed and that no one had crossed it."
    draft = Draft(((18, len(text) - 1),), (0, 12), (13, 17), "say")
    assert contents(text, draft) == ["that the bridge was closed", "and that no one had crossed it"]


def test_a_quotation_is_not_cut() -> None:
    text = "“I know that the bridge was closed and that no one had crossed it,” Orla Venn said."
    draft = Draft(
        ((0, text.index(" Orla")),), (text.index("Orla"), text.index(" said")), (text.index("said"), 82), "say"
    )
    assert len(contents(text, draft)) == 1
