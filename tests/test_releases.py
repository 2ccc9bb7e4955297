"""Which texts are a body's own: by a mark, by its name, by how it writes. Every name is invented."""

from __future__ import annotations

import pytest

from rashomon.text.releases import is_party, is_release

RELEASE = (
    "The pump ran all night. Our engineers checked the seals. We found no leak, and we told the water board. "
    "Nothing reached the canal."
)


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://port.example/press/2031/dredger", "The dredger is back."),
        ("", "FOR IMMEDIATE RELEASE\n\nThe dredger is back."),
        ("", "Statement by the Harbour Master\n\nThe dredger is back."),
    ],
)
def test_a_release_is_known_by_its_address_or_its_first_words(url: str, text: str) -> None:
    assert is_release(url, text)


def test_news_of_a_release_is_none() -> None:
    assert not is_release("https://courier.example/2031/dredger", "The port said in a press statement it was sorry.")


def test_a_body_is_known_by_its_name() -> None:
    assert is_party("Ministry of Canals", "", "", "The lock held.")


def test_a_company_is_known_by_the_we_and_our_of_its_text() -> None:
    assert is_party("Ostrel Pumps", "", "The night of 3 May", RELEASE)


def test_a_company_is_known_by_its_headline() -> None:
    assert is_party("Ostrel", "", "Statement on the events of 3 May", "The pump ran all night.")


@pytest.mark.parametrize(
    "text",
    [
        'The firm said: "We found no leak. Our engineers checked. We are sorry."',  # somebody else's words
        "We asked the firm. Our reporter was turned away. We will return.",  # a newsroom
        "I live by the canal. Our street smells. We are tired. We want an answer.",  # one person
        "The pump failed. The canal is dead. The firm is silent. The town waits.\nOur news: we write daily.",
    ],
)
def test_others_words_a_newsroom_a_column_and_a_page_s_last_line_make_no_release(text: str) -> None:
    assert not is_party("Canal Eye", "", "A leak", text)


def test_an_outlet_is_no_party_whatever_it_prints() -> None:
    assert not is_party("The Canal Gazette", "", "Statement on the leak", RELEASE)
    assert not is_party("State Radio", "", "", "The lock held.")
