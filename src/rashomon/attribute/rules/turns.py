"""Transcripts and captions: 'ASKEL: We held.' and headline-like lines, 'Fire chief: too early to say'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Span

from rashomon.attribute.draft import Draft, Place
from rashomon.model import CueKind
from rashomon.text.quotes import paragraphs

SPEAKER = re.compile(r"(?:[A-Z][A-Z.'’-]+ ?){1,4}(?=:\s)")
LINE = re.compile(r"(?:\d{1,2}[.:h]\d{2}\s+)?(?P<who>[A-Z][\w'’-]*(?: [\w'’-]+){0,3}): (?=[\w“\"‘'])")
LABELS = {
    "read", "watch", "listen", "see", "update", "updated", "breaking", "live", "video", "photo", "photos",
    "picture", "note", "also", "more", "related", "source", "sources", "credit", "correction", "corrected",
    "exclusive", "opinion", "analysis", "factbox", "explainer", "timeline", "by", "from", "to", "subject", "date",
    "time", "published", "written", "editor", "editors", "question", "answer", "q", "a", "http", "https",
    "contact", "follow", "tags", "disclaimer", "warning", "inquiries", "enquiries", "articles", "comments",
}  # fmt: skip
"""First words of a line that end in a colon and name no speaker."""

HOSTS = {
    "host", "presenter", "interviewer", "moderator", "studio", "question", "q", "anchor", "announcer", "reporter",
}  # fmt: skip
"""What a transcript calls who leads it."""

QUOTES = "“\"‘'"

LONGEST_LINE = 110
"""Characters of a line that reads like a headline, at most."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's turn: where the name, the colon and the words stand."""

    who: Place
    colon: Place
    words: Place


def turns(text: str) -> list[Turn]:
    """The turns of a transcript: at least three, by at least two names in capitals."""
    found = []
    for start, end in _spoken_lines(text):
        name = SPEAKER.match(text, start, end)
        if name:
            colon = name.end()
            said = colon + 1 + len(text[colon + 1 : end]) - len(text[colon + 1 : end].lstrip())
            if said < end:
                found.append(Turn(name.span(), (colon, colon + 1), (said, end)))
    names = {text[slice(*turn.who)] for turn in found}
    return found if len(found) > 2 and len(names) > 1 else []


def _spoken_lines(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each paragraph, parted again where a line in it opens with a speaker's name."""
    for start, end in paragraphs(text):
        opened = [m.start() + 1 for m in re.finditer(rf"\n(?={SPEAKER.pattern})", text[start:end])]
        for low, high in pairwise([start, *(start + at for at in opened), end]):
            yield low, low + len(text[low:high].rstrip())


def spoken(doc: Doc, text: str, found: Sequence[Turn]) -> Iterator[Draft]:
    """One draft for each sentence of a turn; who only asks is the interviewer and gives none."""
    asking = interviewers(text, found)
    for turn in found:
        if text[slice(*turn.who)] not in asking:
            for place in _sentences(doc, text, turn.words):
                if text[place[1] - 1] != "?":
                    yield Draft((place,), turn.who, turn.colon, ":", cue_kind=CueKind.REPORTING, confidence=0.85)


def interviewers(text: str, found: Sequence[Turn]) -> set[str]:
    """Who asks: by what a transcript calls them, or because half of their turns hold a question."""
    asked: dict[str, list[bool]] = {}
    for turn in found:
        asked.setdefault(text[slice(*turn.who)], []).append("?" in text[slice(*turn.words)])
    return {name for name, marks in asked.items() if sum(marks) * 2 >= len(marks) or name.lower() in HOSTS}


def _sentences(doc: Doc, text: str, words: Place) -> list[Place]:
    """The sentences of a turn; one without a verb belongs to the one before it, or after where it is the first."""
    done: list[Place] = []
    waiting: int | None = None
    for sentence in doc.sents:
        start, end = max(sentence.start_char, words[0]), min(sentence.end_char, words[1])
        if start >= end or not text[start:end].strip():
            continue
        if _whole(sentence):
            done.append((start if waiting is None else waiting, end))
            waiting = None
        elif done:
            done[-1] = done[-1][0], end
        elif waiting is None:
            waiting = start
    if waiting is not None:
        done.append((waiting, words[1]))
    return [(start, start + len(text[start:end].rstrip())) for start, end in done]


def _whole(sentence: Span) -> bool:
    return any(token.dep_ in {"nsubj", "nsubjpass"} for token in sentence) and len(sentence) > 7


def captions(doc: Doc, text: str, transcript: Sequence[Turn]) -> Iterator[Draft]:
    """'Fire chief: too early to talk of a cause' as a line of its own, outside a transcript."""
    for n, (start, end) in enumerate(() if transcript else paragraphs(text)):
        match = LINE.match(text, start, end)
        if not match or end - start > LONGEST_LINE or "\n" in text[start:end] or text[end - 1] == "?":
            continue
        # a headline stands first, and may end in a full stop; elsewhere that ends a sentence
        whole = n == 0 or text[end - 1] not in ".!" or text[match.end()] in QUOTES
        if whole and match["who"].split()[0].lower() not in LABELS and _names(doc, match.span("who")):
            colon = match.end("who")
            content = ((match.end(), match.end() + len(text[match.end() : end].rstrip("."))),)
            yield Draft(
                content, match.span("who"), (colon, colon + 1), ":", cue_kind=CueKind.REPORTING, confidence=0.55
            )


def _names(doc: Doc, who: Place) -> bool:
    """True unless the words before the colon hold a verb: 'The nurse said: …' is a sentence."""
    span = doc.char_span(*who, alignment_mode="expand")
    return not any(token.pos_ in {"VERB", "AUX"} for token in span or ())
