"""Which quantities say by how much something rose or fell, or to how much: by the word just before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from rashomon.text.figures.scan import Quantity
from rashomon.text.figures.table import either, table

CARRIED = re.compile(r",?\s+(?:or|ou|o)\s+|(?:,|,?\s+and)\s+(?:[A-Z][\w&.'’-]*\s+){1,3}by\s+")
"""Between two quantities of one trend: 'lost 190 points, or 0.6%', 'down 2.3%, Harl & Co by 2.6%'."""
PARTICLE = r"(?<!gave\s)(?<!give\s)(?<!gives\s)(?<!made\s)(?<!make\s)(?<!set\s)(?<!took\s)(?<!picked\s)(?<!rounded\s)"
"""'gave up 20 yards' is no rise."""
FAR = 60
"""Characters before a quantity in which such a word is looked for."""


def trends(text: str, lang: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """The same quantities with their trend: 'fell 2%', 'grew sales by 35', and 'lost 190 points, or 0.6%'."""
    known, before = table(lang), before_quantity(lang)
    last: Quantity | None = None
    for quantity in found:
        plain = quantity.printed[0] == quantity.printed[1]
        match = before.search(text[max(0, quantity.start - FAR) : quantity.start]) if plain else None
        way = known.trends[re.sub(r"\s+", " ", match[1].casefold())] if match else ""
        if not way and last and CARRIED.fullmatch(text[last.end : quantity.start]):
            way = last.trend
        last = replace(quantity, trend=way)
        yield last


@cache
def before_quantity(lang: str) -> re.Pattern[str]:
    """The word for a rise or a fall, then 'by' or 'to' within a few words or at once."""
    known = table(lang)
    steps = either(known.ranges["by"])
    adverb = r"(?:\s+[^\W\d_]+ly)?"
    gap = rf"(?:{adverb}(?:\s+(?:{steps}))?|(?:\s+[^\W\d_]+){{1,3}}\s+(?:{either(known.ranges['by'][:1])}))"
    return re.compile(rf"(?<![\w-]){PARTICLE}({either(known.trends)}){gap}\s+\Z", re.IGNORECASE)
