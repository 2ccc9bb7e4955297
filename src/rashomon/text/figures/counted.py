"""What a number counts and what befell it: from the parse where there is one, else from the words beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from rashomon.text.figures.table import Table

FAR = 5
"""A noun further than so many tokens behind its number is not what it counts."""
NEAR = 60
"""Characters on either side in which a word says what befell the counted."""
CLAUSE = re.compile(r"[.;:!?\n]|,\s+(?:and|but|while|with|who|which)\b")


@dataclass(frozen=True, slots=True)
class Context:
    """What stands round a number; `end` is where the counted noun ends, 0 where none follows at once."""

    counted: str = ""
    end: int = 0
    fate: str = ""


def context(text: str, doc: Doc | None, known: Table, start: int, end: int) -> Context:
    """What is counted by the number between two places."""
    noun = _from_parse(doc, end) if doc is not None and doc.has_annotation("DEP") else _from_words(text, end)
    stop = noun[1] or end
    return Context(noun[0], noun[1], fate(text, known, start, stop))


def _from_parse(doc: Doc, end: int) -> tuple[str, int]:
    """The counted noun with its adjectives, and where it ends; ('', 0) where the number stands alone."""
    span = doc.char_span(end - 1, end, alignment_mode="expand")
    if span is None or not len(span):
        return "", 0
    last = span[-1]
    head = _head(last)
    if head is None or head.i - last.i > FAR or any(t.text in ',;:.–—()"“”' for t in doc[last.i + 1 : head.i]):
        return "", 0
    words = doc[last.i + 1 : head.i + 1].text
    plain = re.sub(
        r"^(?:of\s+)?(?:(?:the|these|those|its|their|his|her|our|other|more|further|additional|some)\s+)*", "", words
    )
    return plain, head.idx + len(head)


def _head(number: Token) -> Token | None:
    """The noun a number counts: the one it modifies, or the object of 'of' after it."""
    head = number.head
    if (
        head.i > number.i
        and head.pos_ in {"NOUN", "PROPN", "ADJ"}
        and number.dep_ in {"nummod", "compound", "amod", "quantmod", "nmod", "det"}
    ):
        return head
    for prep in number.rights:
        if prep.lower_ == "of" and prep.i - number.i <= 2:
            objects = [t for t in prep.rights if t.dep_ == "pobj" and t.pos_ in {"NOUN", "PROPN"}]
            return objects[0] if objects else None
    if number.i + 1 < len(number.doc):
        following = number.nbor(1)
        if following.pos_ == "NOUN" and following.dep_ != "npadvmod" and following.tag_ in {"NNS", "NN"}:
            return following
    return None


def _from_words(text: str, end: int) -> tuple[str, int]:
    """The word that follows, for a text without a parse."""
    match = re.compile(r"\s+(?:(?:de|of|autres|otros|otras)\s+)?([^\W\d_]{3,})").match(text, end)
    if not match or match[1][0].isupper():
        return "", 0
    return match[1], match.end()


def fate(text: str, known: Table, start: int, end: int) -> str:
    """What befell the counted, by the nearest word for it in the clause; '' where none is near."""
    left = CLAUSE.split(text[max(0, start - NEAR) : start])[-1]
    right = CLAUSE.split(text[end : end + NEAR])[0]
    own = text[start:end]
    places = [
        (at, known.fates[m.group().casefold()])
        for part, base, way in ((own, 0, 1), (right, 0, 1), (left, len(left), -1))
        for m in re.finditer(r"[^\W\d_]+", part)
        if m.group().casefold() in known.fates
        for at in [m.start() if way > 0 else base - m.end()]
    ]
    return min(places)[1] if places else ""
