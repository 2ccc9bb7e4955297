"""One text while its quantities are found: what is already taken, and what stands before and after a place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from rashomon.text.figures.bounds import Bounds, bounded, tidy
from rashomon.text.figures.counted import Context, context
from rashomon.text.figures.patterns import Patterns, patterns
from rashomon.text.figures.table import Table, Unit, table

FAR = 10
"""Tokens in which the verb of a preposition is looked for."""
NONE = Unit("")
OF_WHAT = frozenset({"percent", "percentage points", "share", "times"})
"""Units that measure somebody: the others, as hours and kilometres, befall nobody."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as found: code points into the text, end excluded; inclusive bounds, None where a side is open."""

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str = ""
    counted: str = ""
    scope: str = ""
    modifier: str = ""
    subset: bool = False
    printed: Bounds = (None, None)
    """The number as printed, before its modifier; open for a vague word."""
    kind: str = "exact"
    """What the modifier does to it: one of the table's kinds."""
    aside: str = ""
    """What is a number and no figure: 'age', 'one' as a determiner; left out unless asked for."""
    trend: str = ""
    """'up' or 'down' where it is said by how much something rose or fell."""


class Scan:
    """One text with its patterns: places that are taken by one quantity are no other's."""

    def __init__(self, text: str, lang: str, doc: Doc | None) -> None:
        self.text, self.lang, self.doc = text, lang, doc
        self.known: Table = table(lang)
        self.see: Patterns = patterns(lang)
        self._taken = bytearray(len(text))

    def free(self, start: int, end: int) -> bool:
        """True where no quantity has been found yet."""
        return 1 not in self._taken[start:end]

    def cover(self, start: int, end: int) -> None:
        """From now on no quantity stands here."""
        self._taken[start:end] = b"\1" * (end - start)

    def take(self, quantity: Quantity) -> Quantity:
        """The same, its place now taken."""
        self.cover(quantity.start, quantity.end)
        return quantity

    def bounds(self, low: float, high: float, kind: str, unit: Unit) -> Bounds:
        """Inclusive bounds in the unit that is named."""
        hours = unit.scale == 60
        scaled = tidy(low * unit.scale), tidy(high * unit.scale)
        single = low == high == 1  # 'nearly a week' is no whole week
        continuous = bool(unit.name) and (not unit.counts or (single and unit.scale == 1))
        return bounded(*scaled, kind, continuous=continuous, hours=hours)

    def unit(self, at: int) -> tuple[Unit, int]:
        """The unit that follows a place and where it ends; no unit and the place itself."""
        match = self.see.unit.match(self.text, at)
        if not match:
            return NONE, at
        key = re.sub(r"\s+", " ", match[1])
        return self.known.units.get(key) or self.known.units.get(key.casefold(), NONE), match.end()

    def modifier(self, start: int) -> tuple[int, str, str]:
        """Where the modifiers before a place start, their words, and what they do."""
        words, kind = "", "exact"
        for _ in range(2):
            match = self.see.modifier_before.search(self.text[max(0, start - 40) : start])
            if not match or "\n" in match.group():
                break
            name = re.sub(r"\s+", " ", match[1].casefold())
            if (name == "all" and words) or self.belongs(name, start - len(match[0]) + match.start(1) - match.start()):
                break
            kind = self.known.modifiers[name] if kind == "exact" else kind
            start = max(0, start - 40) + match.start(1)
            words = f"{match[1]} {words}".strip()
        return start, words, kind

    def belongs(self, name: str, at: int) -> bool:
        """True for a preposition of a verb or noun before it: 'told them about four men'."""
        heads = self.known.belongs.get(name)
        if not heads or self.doc is None or not self.doc.has_annotation("DEP"):
            return False
        span = self.doc.char_span(at, at + len(name))
        if span is None or not len(span):
            return False
        if span[0].dep_ == "prep" and span[0].head.lemma_ in heads:
            return True
        verb = verb_before(span[0])
        return verb is not None and verb.lemma_ in self.known.wants.get(name, ())

    def placed(self, quantity: Quantity, number_end: int) -> Quantity:
        """The same with what is counted, what befell it, and whether it is a part of another."""
        seen: Context = context(self.text, self.doc, self.known, quantity.start, number_end)
        before = self.see.part_before.search(self.text[max(0, quantity.start - 30) : quantity.start])
        after = self.see.part_after.match(self.text, quantity.end)
        alone = bool(quantity.unit) or any(c.isdigit() for c in self.text[quantity.end : seen.end])
        end = quantity.end if alone else max(quantity.end, seen.end)
        counted = quantity.counted or seen.counted
        if quantity.unit and counted.strip("-").casefold() in self.known.units:
            counted = ""
        scope = "" if quantity.unit and quantity.unit not in OF_WHAT else seen.fate
        return replace(quantity, end=end, counted=counted, scope=scope, subset=bool(before or after))


def verb_before(token: Token) -> Token | None:
    """The last verb of the clause before a token, where no other preposition of that word stands between."""
    if token.i > token.sent.start and token.nbor(-1).pos_ == "ADP":  # 'spoke of about 40'
        return None
    for before in reversed(token.doc[max(token.sent.start, token.i - FAR) : token.i]):
        if before.is_punct or before.dep_ == "mark" or before.lower_ in (token.lower_, "that", "as", "while", "when"):
            return None
        if before.pos_ in ("VERB", "AUX"):
            return before
    return None
