"""The trained extractor: attributions as annotators of news marked them, and what a content quotes in its turn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc, Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.lexicon import Lexicon, lexicon
from rashomon.attribute.tagger_decode import Found, decode, place, settled
from rashomon.attribute.tagger_input import Labels, Pieces, read_pieces
from rashomon.attribute.tagger_run import cues, encoded, read
from rashomon.model import Report
from rashomon.models.attribution import AttributionModel, load

MADE_BY = "model"


def extract(report: Report, doc: Doc) -> list[Draft]:
    """The attributions that the packaged model finds; MissingModel if it is not installed."""
    return extract_with(load(), report, doc)


def extract_with(model: AttributionModel, report: Report, doc: Doc) -> list[Draft]:
    """The attributions that this model finds, in order of content; the surer of two that exclude each other."""
    held = [(span.start, span.end) for span in report.furniture]
    pieces = read_pieces(report.text, doc, model.tokenizer, Labels(model.tags, model.deps), leave_out=held)
    found = [f for f in attributions(model, report.text, pieces) if f.confidence >= model.settings.keep]
    return drafts(report, doc, pieces, settled(found))


def attributions(model: AttributionModel, text: str, pieces: Pieces) -> list[Found]:
    """Every attribution that the model can see, sure or not, in order of cue."""
    hidden, tags = encoded(model, pieces)
    windows = read(model, pieces, hidden, tags, cues(pieces, tags, model.settings.cue))
    found = (decode(text, pieces, seen, model.settings) for seen in windows)
    return [one for one in found if one]


def drafts(report: Report, doc: Doc, pieces: Pieces, found: Sequence[tuple[Found, int | None]]) -> list[Draft]:
    """The same as drafts, with the cue's dictionary form and kind."""
    words = lexicon(report.lang)
    made = []
    for one, holder in found:
        lemma = _lemma(doc, pieces, one, words)
        known = words.cue(lemma)
        made.append(
            Draft(
                tuple(place(report.text, pieces, run) for run in one.content),
                _place(report.text, pieces, one.source),
                _place(report.text, pieces, one.cue),
                lemma,
                holder,
                known.kind if known else None,
                one.confidence,
                MADE_BY,
            )
        )
    return made


def _place(text: str, pieces: Pieces, run: tuple[int, int] | None) -> Place | None:
    return place(text, pieces, run) if run else None


def _lemma(doc: Doc, pieces: Pieces, one: Found, words: Lexicon) -> str:
    """The dictionary form of the cue's verb that the lexicon knows, of its last known word, else of its head.

    In 'rejected claims that …' it is the verb that says how the source stands to the content.
    """
    tokens = [doc[n] for n in dict.fromkeys(pieces.token[one.cue[0] : one.cue[1]].tolist())]
    phrases = [(token, f"{_form(token, words)} {after.lower_}") for token, after in pairwise(tokens)]
    known = [(token, form) for token in tokens if words.cue(form := _form(token, words))]
    known += [(token, form) for token, form in phrases if words.cue(form)]
    verbs = [form for token, form in known if token.pos_ == "VERB"]
    if known:
        return next((form for form in reversed(verbs) if " " in form), (verbs or [form for _, form in known])[-1])
    inside = set(tokens)
    head = next((token for token in tokens if token.head not in inside or token.head == token), tokens[0])
    return _form(head, words)


def _form(token: Token, words: Lexicon) -> str:
    return words.lemma(token.lemma_.lower(), token.lower_)
