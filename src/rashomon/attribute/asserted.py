"""What a report states: drafts that state nothing are dropped, and what no draft has becomes one.

A model says how likely a place is a statement (`checkable`). A draft that hardly is one ('thanked | them for their
patience') is dropped; what only the model sees becomes a statement of whose words it stands in: a turn's, a
quotation's, an answer's, else the outlet's own. A sentence of the outlet's is cut where the model sees several
statements that cover it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from rashomon.attribute.checkable import LANGUAGES, NEW, OWN, SAID, WORD, Pieces, features, in_words, likely, read, seen
from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.lexicon import Lexicon
from rashomon.attribute.nesting import with_more, without
from rashomon.attribute.rules import event
from rashomon.attribute.rules.turns import HOSTS, Turn, interviewers, turns
from rashomon.attribute.stance import stance
from rashomon.model import CueKind, Report, Stance
from rashomon.models import packaged, statement
from rashomon.text.nearby import Nearby
from rashomon.text.parse import text_of
from rashomon.text.quotes import Quotation, paragraphs, quotations

MADE_BY = "model"
LEAST = 0.35
"""A draft that is less likely a statement is dropped."""
LEAST_CLAUSE = 0.2
"""The same for a clause that somebody is shown to say."""
ENOUGH = 0.5
"""What only the model sees is a statement from this chance on."""
FEWEST = 3
"""Words of a statement that only the model sees."""
WHOLE = 0.8
"""The part of one of the outlet's sentences that statements must cover together to stand in its place."""
MOST = 0.6
"""A statement of the outlet's that is so much of its sentence is the sentence."""
LONGEST = 200
"""Tokens of a sentence; a longer one is no sentence, but a text without full stops."""
SUBJECTS = {"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"}
RELATIVE = {"WP", "WDT"}
OPENING = re.compile(r"(?:\(?\d{1,3}[.)]\s+(?=[A-Z])|[-–—•*>]+\s+)")
"""What marks an entry of a list."""
LOOSE = " \t\r\n-–—•*>;,"
CITED = re.compile(r"\s*(?:>|(?:[A-Z][\w’'-]*\s?){1,3}:\s)")
"""How a line opens that is quoted, or says what it is."""
TURNED = {Stance.DENIES, Stance.ADMITS, Stance.NO_COMMENT}
"""What others say is answered so, or by a cue with a word of denial: 'denied | it', 'could not verify | it'."""
FINITE = {"VBD", "VBZ", "VBP", "MD"}
QUOTES = frozenset('“"‘«„')


def weighed(report: Report, doc: Doc, drafts: Sequence[Draft], words: Lexicon) -> list[Draft]:
    """The drafts in order without those that state nothing, and with what only the model sees."""
    if report.lang not in LANGUAGES or not packaged.digest(statement.NAME):
        return list(drafts)
    text, pieces = report.text, read(report)
    found = seen(pieces)
    near = Nearby((place, *place) for place in found)

    def chance(content: Sequence[Place], kind: str) -> float:
        return likely(features(text, content, pieces, near.at(content[0][0], content[-1][1])), kind)

    lost = {n for n, d in enumerate(drafts) if chance(d.content, kind_of(d)) < least(doc, d, words)}
    said = [d for n, d in enumerate(drafts) if n not in lost and kind_of(d) == SAID]
    free = Free.of(pieces, [(f.start, f.end) for f in report.furniture])
    for draft in said:
        free.take([*draft.content, *(p for p in (draft.cue, draft.source) if p)])
    told = [(chance([place], NEW), place) for place in found if may_be(text, place) and free.holds([place])]
    new = sorted(((c, place) for c, place in told if c >= ENOUGH), key=lambda row: (-row[0], row[1]))
    more: list[Draft] = []
    for n, own in enumerate(drafts):
        if n in lost or kind_of(own) != OWN:
            continue
        parts = apart(doc, own, new)
        if parts:
            lost.add(n)
            more += [made(text, place, c) for c, place in parts]
        free.take(own.content)
    voices = Voices.of(report, said)
    for c, place in new:
        spoken = voices.given(made(text, place, c)) if free.holds([place]) else None
        whole = sentence(doc, spoken, free) if spoken and kind_of(spoken) == OWN else spoken
        if whole:
            free.take(whole.content)
            more.append(whole)
    return with_more(without(drafts, lost), more)


def made(text: str, place: Place, chance: float) -> Draft:
    """A place as a statement of the outlet's own: in whole words, without the marks of a list, with its full stop."""
    start, end = place
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    mark = OPENING.match(text, start, end)
    start = mark.end() if mark else start
    end = start + len(text[start:end].rstrip(LOOSE))
    return Draft(((start, end + 1 if text[end : end + 1] == "." else end),), confidence=chance, made_by=MADE_BY)


def apart(doc: Doc, own: Draft, new: Sequence[tuple[float, Place]]) -> list[tuple[float, Place]]:
    """The clauses of which one of the outlet's sentences is made up, the likeliest of them; none where it is one."""
    text = text_of(doc)
    start, end = own.content[0][0], own.content[-1][1]
    chosen: list[tuple[float, Place]] = []
    for c, place in new:
        inside = start <= place[0] and place[1] <= end
        if inside and clause(doc, place) and not any(a < place[1] and place[0] < b for _, (a, b) in chosen):
            chosen.append((c, place))
    every = in_words(text, own.content)
    covered = len(every & in_words(text, [place for _, place in chosen])) >= WHOLE * len(every)
    return chosen if len(chosen) > 1 and covered else []


def sentence(doc: Doc, draft: Draft, free: Free) -> Draft | None:
    """One of the outlet's own with its whole sentence, where it is most of it; None for a part that is no clause."""
    (place,) = draft.content
    span = doc.char_span(*place, alignment_mode="expand")
    if span is None or span[-1].i >= span[0].sent.end:
        return draft
    around = span[0].sent
    if len(around) > LONGEST:
        return draft if clause(doc, place) else None
    text, start = text_of(doc), around.start_char
    end = start + len(around.text.rstrip())
    most = len(in_words(text, [place])) >= MOST * len(in_words(text, [(start, end)]))
    if most and not {"\n", "?"} & set(text[start:end]) and free.holds([(start, end)]):
        return replace(draft, content=((start, end),))
    return draft if clause(doc, place) or not finite(around) else None


def clause(doc: Doc, place: Place) -> bool:
    """True for words that hold a verb with its subject, and more than a relative clause."""
    span = doc.char_span(*place, alignment_mode="expand")
    return span is not None and any(
        t.dep_ in SUBJECTS and t.tag_ not in RELATIVE and span.start <= t.head.i < span.end for t in span
    )


def kind_of(draft: Draft) -> str:
    """Whether somebody is shown to say it."""
    return SAID if draft.cue or draft.source else OWN


def least(doc: Doc, draft: Draft, words: Lexicon) -> float:
    """From which chance on a draft is kept; a denial, a number and a quotation are, whatever the model sees."""
    if draft.cue is None:
        return LEAST
    cue = doc.char_span(*draft.cue, alignment_mode="expand")
    if stance(draft, doc, words) in TURNED or (cue is not None and event.negative(cue)):
        return 0.0
    spans = [span for place in draft.content if (span := doc.char_span(*place, alignment_mode="expand"))]
    if any(QUOTES & set(span.text) or any(t.like_num for t in span) for span in spans):
        return 0.0
    return LEAST_CLAUSE if any(finite(span) for span in spans) else LEAST


def finite(span: Span) -> bool:
    """True where a verb says that something is or was."""
    return any(t.tag_ in FINITE for t in span)


def may_be(text: str, place: Place) -> bool:
    """True for what is more than a few words, asks nothing, and says nothing of the reporting."""
    said = text[slice(*place)]
    asks = "?" in text[place[0] : place[1] + 1]
    return len(WORD.findall(said)) >= FEWEST and not asks and not event.REPORTING.search(said)


@dataclass(frozen=True, slots=True)
class Free:
    """Which word pieces no statement has yet."""

    pieces: Pieces
    open: NDArray[np.bool_]

    @classmethod
    def of(cls, pieces: Pieces, but: Sequence[Place]) -> Free:
        """All but those in some places."""
        free = cls(pieces, np.ones(len(pieces.starts), dtype=bool))
        free.take(but)
        return free

    def take(self, places: Sequence[Place]) -> None:
        """Give some places to a statement."""
        for place in places:
            self.open[self.pieces.among(*place)] = False

    def holds(self, places: Sequence[Place]) -> bool:
        """True where no statement has anything of some places."""
        return all(bool(self.open[self.pieces.among(*place)].all()) for place in places)


@dataclass(frozen=True, slots=True)
class Voices:
    """Whose words stand where: in a transcript's turns, in quotations, in the answers of an interview."""

    text: str
    turns: Sequence[Turn]
    asking: frozenset[str]
    quotes: Nearby[Quotation]
    said: Nearby[Draft]
    paragraphs: Sequence[Place]

    @classmethod
    def of(cls, report: Report, said: Sequence[Draft]) -> Voices:
        """Those of a report in which some drafts are said by somebody."""
        found = turns(report.text)
        return cls(
            report.text,
            found,
            frozenset(interviewers(report.text, found)),
            Nearby((q, q.start, q.end) for q in quotations(report.text) if q.depth == 0),
            Nearby((d, d.content[0][0], d.content[-1][1]) for d in said),
            list(paragraphs(report.text)),
        )

    def given(self, draft: Draft) -> Draft | None:
        """The draft as the words of whom they stand with; None for a quotation of nobody known."""
        start, end = draft.content[0]
        turn = next((t for t in self.turns if t.words[0] <= start and end <= t.words[1]), None)
        if turn:
            if self.text[slice(*turn.who)] in self.asking:  # who leads it speaks for the outlet, who only asks does not
                return draft if self.text[slice(*turn.who)].lower() in HOSTS else None
            return replace(draft, source=turn.who, cue=turn.colon, lemma=":", cue_kind=CueKind.REPORTING)
        around = self._paragraph(start)
        quoted = [(max(q.start, start), min(q.end, end)) for q in self.quotes.at(start, end)]
        if 2 * sum(max(0, b - a) for a, b in quoted) > end - start:
            return self._spoken(draft, [d for d in self._with(around) if self._in_quotes(d)])
        answers = [d for d in self._with(around) if d.cue is None and not self._in_quotes(d)]
        if answers:
            return self._spoken(draft, answers)
        return None if self._cited(start, around) else draft

    def _spoken(self, draft: Draft, beside: Sequence[Draft]) -> Draft | None:
        """The draft as the words of whoever says the nearest of some others; None where nobody is named."""
        start, end = draft.content[0]
        known = [d for d in beside if d.source]
        if not known:
            return None
        nearest = min(known, key=lambda d: (min(abs(d.content[-1][1] - start), abs(d.content[0][0] - end)), d.content))
        return replace(draft, source=nearest.source, cue_kind=CueKind.REPORTING)

    def _cited(self, start: int, around: Place) -> bool:
        """True for what stands under 'the company says:', in a line marked as quoted, or behind a label ('Myth: …')."""
        line = self.text.rfind("\n", 0, start) + 1
        opened = self.text[: around[0]].rstrip().endswith(":")
        return opened or CITED.match(self.text, line) is not None

    def _paragraph(self, start: int) -> Place:
        return next(((a, b) for a, b in self.paragraphs if a <= start < b), (start, start))

    def _with(self, place: Place) -> list[Draft]:
        """What somebody says in a paragraph."""
        return [d for d in self.said.at(*place) if place[0] <= d.content[0][0] < place[1]]

    def _in_quotes(self, draft: Draft) -> bool:
        start, end = draft.content[0]
        return any(q.start <= start < q.end for q in self.quotes.at(start, end))
