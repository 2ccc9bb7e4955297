"""Who would not say, or does not know, takes no side."""

from __future__ import annotations

import pytest

from rashomon.text.silence import untold


@pytest.mark.parametrize(
    "text",
    [
        "the bank would not discuss the loan",
        "the register does not show who owns the mill",
        "it is not known whether the pump was running",
        "the depth has not yet been measured",
        "the inspectors have yet to say what broke",
        "there was no word on the missing boat",
        "the office neither confirms nor denies the sale",
        "nobody could say with certainty at which floor it stuck",
        "the cause remains unclear",
        "who owned the dog is being investigated",
        "whether the valve held is for the court to decide",
        "the mayor declined to comment on the bill",
    ],
)
def test_what_is_not_told_or_not_known_takes_no_side(text: str) -> None:
    assert untold(text)


@pytest.mark.parametrize(
    "text",
    [
        "the tower never mentioned water",
        "nobody had warned the miners",
        "the pump was not running",
        "the ballots were not counted",
        "the bridge did not answer the call",
        "who left the door open was the porter",
        "the shop is open",
        "she refused to sign",
    ],
)
def test_what_is_said_not_to_be_is_no_silence(text: str) -> None:
    assert not untold(text)
