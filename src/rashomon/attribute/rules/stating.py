"""How likely a sentence of a news outlet's own states something that others could deny: a logistic model of its parse.

The weights were fitted on marked, invented cases (`training/fit_stating.py`); the bundled case was not among them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Span, Token

from rashomon.attribute.draft import Place
from rashomon.attribute.rules.page import Page, children
from rashomon.text.releases import ALONE, unquoted

WEIGHTS = {
    "counts": 0.35,
    "in a column": -0.30,
    "in the first paragraph": -0.57,
    "long": 0.39,
    "may": -0.27,
    "negated": 0.34,
    "number": 0.34,
    "opens a paragraph": -0.40,
    "opens the text": -0.79,
    "passive": 0.45,
    "past": -0.28,
    "person": -0.36,
    "quotes": -0.29,
    "shouts": -0.33,
    "subject NOUN": 0.38,
    "subject NUM": 0.29,
    "subject that": -0.32,
    "subject they": 0.44,
    "time": 0.22,
    "verb NNP": -0.34,
    "verb NNS": 0.17,
    "verb VBG": -0.29,
    "with are": -0.36,
    "with been": 0.32,
    "with is": 0.22,
    "with will": 0.41,
    "always": -0.17,
}
"""Log-odds that a sentence was marked, by feature (`features`); what stands here alone counts."""
LIKELY = 0.6
"""A sentence at least so likely states something: of cases left out of the fit .76 of those taken were marked, and .78
of those marked are taken."""
SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj", "csubjpass")
SPOKEN = {"i": {"i", "my", "me"}, "we": {"we", "our", "us"}, "you": {"you", "your", "yours"}}
NEGATIVE = {"not", "n't", "n’t", "no", "never", "none", "nobody", "nothing", "nor", "neither", "without"}
POINTING = {"this", "that", "these", "those"}
OPEN = {"if", "whether", "perhaps", "maybe"}
NUMBERS = {"CARDINAL", "QUANTITY", "MONEY", "PERCENT"}
PLACES = {"GPE", "LOC", "FAC"}
TIMES = {"DATE", "TIME"}
SHOUTED = re.compile(r"\b[A-Z]{4,}\b")


def chance(page: Page, sentence: Span, place: Place) -> float:
    """The likelihood, between 0 and 1, that what stands at a place in a sentence states something."""
    odds = sum(WEIGHTS.get(name, 0.0) * value for name, value in features(page, sentence, place))
    return 1 / (1 + math.exp(-odds))


def features(page: Page, sentence: Span, place: Place) -> Iterator[tuple[str, float]]:
    """What the model looks at, each name once: how long, where it stands, its verb, its subject, its words."""
    words = [t for t in sentence if not (t.is_punct or t.is_space) and place[0] <= t.idx < place[1]]
    yield "always", 1.0
    yield "long", math.log(max(1, len(words)))
    yield from _where(page, sentence, place)
    yield from _verb(page, sentence.root)
    yield from _subject(children(sentence.root, *SUBJECTS))
    yield from _words(page.text[sentence.start_char : sentence.end_char].strip(), sentence, words)


def _where(page: Page, sentence: Span, place: Place) -> Iterator[tuple[str, float]]:
    before = page.text[: place[0]]
    if "\n\n" not in before.strip():
        yield "in the first paragraph", 1.0
    if not before.strip():
        yield "opens the text", 1.0
    if not before.rstrip(" ") or before.rstrip(" ").endswith("\n"):
        yield "opens a paragraph", 1.0
    if personal(page.text):
        yield "in a column", 1.0
    if page.text[place[0] : place[1]].strip() != page.text[sentence.start_char : sentence.end_char].strip(" .\n"):
        yield "part of a sentence", 1.0


def _verb(page: Page, root: Token) -> Iterator[tuple[str, float]]:
    yield f"verb {root.tag_}", 1.0
    if reports(page, root):
        yield "tells", 1.0
    for word in sorted({c.lower_ for c in children(root, "aux", "auxpass")}):
        yield f"with {word}", 1.0


def _subject(who: Sequence[Token]) -> Iterator[tuple[str, float]]:
    if not who:
        yield "no subject", 1.0
        return
    token = who[-1]
    yield f"subject {token.lower_ if token.pos_ in {'PRON', 'DET'} else token.pos_}", 1.0
    if token.dep_ == "nsubjpass":
        yield "passive", 1.0
    if token.ent_type_:
        yield f"subject {token.ent_type_}", 1.0


def reports(page: Page, token: Token) -> bool:
    """True for a verb by which somebody says something: 'it said so', not 'the prosecutor withdrew the charges'."""
    lemma = token.lemma_.lower()
    if token.pos_ != "VERB" or token.dep_ == "amod" or "quote" not in page.words.verbs.get(lemma, {}):
        return False
    thing = children(token, "dobj", "nsubjpass") and not children(token, "ccomp")
    return not thing or lemma in {"say", "tell"}


@lru_cache(maxsize=64)
def personal(text: str) -> bool:
    """True for a column or a letter: one person writes, outside of quotation marks."""
    return bool(ALONE.search(unquoted(text)))


def _words(text: str, sentence: Span, words: Sequence[Token]) -> Iterator[tuple[str, float]]:
    low = {t.lower_ for t in words}
    kinds = {e.label_ for e in sentence.ents}
    held = {
        **{f"says {name}": bool(low & forms) for name, forms in SPOKEN.items()},
        "negated": bool(low & NEGATIVE),
        "points": bool(low & POINTING),
        "open": bool(low & OPEN),
        "may": any(t.tag_ == "MD" for t in words),
        "past": any(t.tag_ == "VBD" for t in words),
        "number": any(t.like_num for t in words),
        "counts": bool(kinds & NUMBERS),
        "time": bool(kinds & TIMES),
        "place": bool(kinds & PLACES),
        "body": "ORG" in kinds,
        "person": "PERSON" in kinds,
        "two verbs": any(t.dep_ == "conj" and t.head == sentence.root for t in words),
        "colon": ":" in text,
        "quotes": any(mark in text for mark in '"“”«»'),
        "cries": "!" in text,
        "shouts": bool(SHOUTED.search(text)),
        "ends": text.endswith((".", '."', ".”")),
    }
    yield from ((name, 1.0) for name, true in held.items() if true)
    yield "names", float(min(4, len(sentence.ents)))
