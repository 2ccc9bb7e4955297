"""The remembering ruler sets what spaCy's own sets."""

import pytest
import spacy
from spacy.tokens import Doc

from rashomon.text.parse import PIPELINES, parse
from rashomon.text.ruler import remembered


def set_by_the_ruler(doc: Doc) -> list[tuple[str, str, str]]:
    return [(token.pos_, str(token.morph), token.lemma_) for token in doc]


@pytest.mark.parametrize(
    "text",
    [
        "I would've said that the mayor, who'd left at 5 p.m., hadn't been there; nobody else had.",
        "“That's what we know,” Orla Venn said.  \n\nThe others have to go, but it isn't hers to say so.",
        "So as to be sure, as well as because of the fire, they let it be. Let's go!",
        " ",
        "",
    ],
)
def test_the_same_is_set_as_by_spacys_own(text: str) -> None:
    plain = spacy.load(PIPELINES["en"])
    ours = remembered(spacy.load(PIPELINES["en"]))
    assert set_by_the_ruler(ours(text)) == set_by_the_ruler(plain(text))


def test_what_is_remembered_of_one_text_holds_for_the_next() -> None:
    assert set_by_the_ruler(parse("She let it go.", "en")) == set_by_the_ruler(parse("She let it go.", "en"))
