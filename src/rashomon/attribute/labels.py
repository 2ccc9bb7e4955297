"""Who speaks in a transcript: the label of a turn ("VARNHOLM:") is a person, or says what he is ("CALLER:")."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from rashomon.model import Reading, Source, SourceKind, Span
from rashomon.text.names import fold, is_body_word, is_person_noun, is_title

SMALL = re.compile(r"(?<![\w’'])[a-zà-þ]{3,}")
ASKS = frozenset(
    ["host", "presenter", "interviewer", "announcer", "anchor", "caller", "moderator", "reporter", "studio", "voice"]
)
"""What is written before the turns of who asks."""
TAKEN = (SourceKind.ORGANIZATION, SourceKind.UNNAMED)
"""What capitals alone are taken for: the letters of a body, or nobody."""


def read(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The readings, each who speaks under a label a person, or nobody with a name where it is a common word."""
    if not any(labelled(s, r) for r in readings for s in r.sources):
        return tuple(readings)
    common = {fold(word) for r in readings for word in SMALL.findall(r.report.text)}
    return tuple(replace(r, sources=tuple(_read(s, r, common) for s in r.sources)) for r in readings)


def labelled(source: Source, reading: Reading) -> bool:
    """True for a source that is called by capitals only, which stand before a turn."""
    if source.kind not in TAKEN or not source.name.isupper() or any(is_body_word(w) for w in source.name.split()):
        return False
    return any(_label(span, reading.report.text) for span in source.mentions)


def _label(span: Span, text: str) -> bool:
    starts = span.start == 0 or text[span.start - 1] == "\n"
    return starts and span.exact.isupper() and len(span.exact) > 1 and text[span.end : span.end + 1] == ":"


def _read(source: Source, reading: Reading, common: Collection[str]) -> Source:
    if not labelled(source, reading):
        return source
    name = [word for word in source.name.split() if not is_title(word)]
    if not name or any(fold(word) in common or fold(word) in ASKS or is_person_noun(word.casefold()) for word in name):
        return replace(source, kind=SourceKind.UNNAMED)
    return replace(source, kind=SourceKind.PERSON, name=" ".join(word.title() for word in name))
