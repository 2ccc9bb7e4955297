"""What a sentence says by the way: a clause about somebody it names, what it opens with, what stands in brackets."""

from __future__ import annotations

import re

from rashomon.text.compare import keys

ASIDE = re.compile(
    r",\s+(?:(?:of|to|for|in|with|from|by|on|at)\s+)?(?:which|whom?|whose)\s[^,]*,|\([^)]{0,400}\)", re.IGNORECASE
)
"""'The ferry, which is licensed to carry 320, left at two'."""
OPENING = re.compile(
    r"^\W*(?:that\s+)?(?:which|whom?|whose|although|though|even\s+though|while|whereas|because|since|as|when|after|before|"
    r"until)\s[^,;.:?!]*,(?=\s)",
    re.IGNORECASE,
)
"""'Whom the paper did not name, the corporal was confined', 'although nobody was hurt, the mill burned down'."""
CLOSING = re.compile(r",\s+(?:which|whom?|whose)\s[^,;.:]*(?=\W*$)", re.IGNORECASE)
"""'They confined the corporal, whom the paper did not name'."""
FEW = 2
"""What is left says something with so many terms; with fewer nothing is said by the way."""


def main(text: str) -> str:
    """A text of the same length in which what is only said by the way is blank.

    >>> " ".join(main("the corporal, whom nobody named, was confined").split())
    'the corporal was confined'
    """
    for pattern in (ASIDE, OPENING, CLOSING):
        shorter = pattern.sub(lambda m: " " * len(m.group()), text)
        if shorter != text and len(keys(shorter)) >= FEW:
            text = shorter
    return text
