"""What in a text is not the report's own words: notices, subscription and read-more lines, captions, credits.

By patterns, which stand in `furniture.toml`, over paragraphs. The body is worth more than a clean margin: what
quotes a speaker is never furniture unless it is a legal notice, and what only may be a notice counts at the end.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rashomon.text.bylines import opening
from rashomon.text.credits import Place, credit_lines

LINE = re.compile(r"[^\n\r]*\S[^\n\r]*")
SENTENCE = re.compile(r"(?:[^.!?…]|[.!?…](?![\s”’\"»)]))+(?:[.!?…]+[”’\"»)]*|$)")
QUOTED = re.compile(r"[“\"«‘][^“”\"«»]{12,}[”\"»’]")
REPORTS = re.compile(
    r"\b(?:said|says|told|added|adds|according to|stated|claim(?:s|ed)|warned|wrote|insist(?:s|ed)|den(?:y|ies|ied)|"
    r"a (?:dit|déclaré|affirmé|ajouté)|selon|d['’]après|dijo|afirmó|declaró|añadió|según)\b",
    re.IGNORECASE,
)
"""What reports speech: a sentence with it is the report's own, unless it is a legal notice or a labelled line."""

LABEL_WORDS = 40
"""A labelled line longer than this is a paragraph that only opens like a label."""

RUN_ON = 600
"""Characters. A paragraph shorter than this is judged as a whole; a longer one may hold a page that lost its breaks."""

CLOSING_WORDS = 80
"""A closing paragraph longer than this is not a paper speaking of itself."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """One language's patterns beside those of English."""

    labels: re.Pattern[str]
    notices: re.Pattern[str]
    legal: re.Pattern[str]
    closing: re.Pattern[str]


@cache
def patterns(lang: str) -> Patterns:
    """The patterns for a language: English ones and its own; all of them where the language is not known."""
    table = tomllib.loads(Path(__file__).with_name("furniture.toml").read_text(encoding="utf-8"))
    used = [table[code] for code in table if code in ("en", lang) or lang not in table]

    def joined(kind: str) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{p})" for rows in used for p in rows[kind]), re.IGNORECASE)

    return Patterns(joined("labels"), joined("notices"), joined("legal"), joined("closing"))


def furniture(text: str, lang: str = "en") -> tuple[Place, ...]:
    """Where a text's furniture stands, in order and without overlap: code points, end excluded."""
    lines = [_trimmed(text, m.span()) for m in LINE.finditer(text)]
    credited = credit_lines(text)
    marked = set(notices(text, lines, patterns(lang)))
    marked |= _closing(text, lines, marked | _covered(lines, credited), patterns(lang))
    tails = [tail for i, line in enumerate(lines) if i not in marked and (tail := _tail(text, line, patterns(lang)))]
    signing = [place for place, _ in opening(text)]
    return merged([*(lines[i] for i in marked), *tails, *credited, *signing])


def notices(text: str, lines: Sequence[Place], known: Patterns) -> list[int]:
    """Which lines are notices wherever they stand, by their number."""
    # a line with half of the text is the report, whatever it opens with
    small = [i for i, (start, end) in enumerate(lines) if (end - start) * 2 < len(text.strip())]
    return [i for i in small if is_notice(text[slice(*lines[i])], known)]


def is_notice(line: str, known: Patterns) -> bool:
    """True for a line or paragraph that is a notice by its own words."""
    words = len(line.split())
    if known.labels.match(line) and words <= LABEL_WORDS:
        return True
    if known.legal.search(line):
        return True
    return not REPORTS.search(line) and _share(line, known.notices) > 0.5


def _closing(text: str, lines: Sequence[Place], marked: set[int], known: Patterns) -> set[int]:
    """The lines after the report's last paragraph in which a paper speaks of itself."""
    found: set[int] = set()
    for i in range(len(lines) - 1, 0, -1):
        line = text[slice(*lines[i])]
        if i in marked:
            continue
        if _speaks(line) or len(line.split()) > CLOSING_WORDS or not _closes(line, known):
            break
        found.add(i)
    return found


def _tail(text: str, line: Place, known: Patterns) -> Place | None:
    """The notices at the end of a long paragraph: a text that lost its line breaks runs on into them."""
    start, end = line
    if end - start < RUN_ON:
        return None
    cut = end
    for match in reversed(list(SENTENCE.finditer(text, start, end))):
        sentence = match.group().strip()
        if not sentence:
            continue
        bare = known.labels.match(sentence) and len(sentence.split()) <= LABEL_WORDS
        found = [m.start() for m in known.notices.finditer(sentence)]
        # a single one that comes late follows words of the report's own
        notice = len(found) > 1 or (found and found[0] * 3 <= len(sentence))
        if REPORTS.search(sentence) or not (bare or notice):
            break
        cut = match.start()
    return _trimmed(text, (cut, end)) if start < cut < end else None


def _closes(line: str, known: Patterns) -> bool:
    """True where half of the sentences are of those a paper closes with."""
    sentences = _sentences(line)
    hits = sum(1 for s in sentences if known.closing.search(s) or known.notices.search(s) or known.labels.match(s))
    return hits * 2 >= len(sentences)


def _share(line: str, pattern: re.Pattern[str]) -> float:
    """The part of a line's sentences that hold a pattern."""
    sentences = _sentences(line)
    return sum(1 for s in sentences if pattern.search(s)) / max(1, len(sentences))


def _sentences(line: str) -> list[str]:
    return [found for m in SENTENCE.finditer(line) if (found := m.group().strip())]


def _speaks(line: str) -> bool:
    """True for a line that quotes somebody or reports what was said."""
    return bool(QUOTED.search(line) or REPORTS.search(line))


def _covered(lines: Sequence[Place], places: Iterable[Place]) -> set[int]:
    """The lines that lie within one of some places."""
    found = list(places)
    return {i for i, (start, end) in enumerate(lines) if any(a <= start and end <= b for a, b in found)}


def merged(places: Iterable[Place]) -> tuple[Place, ...]:
    """The same stretches in order, overlapping ones as one."""
    found: list[Place] = []
    for start, end in sorted(places):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        elif start < end:
            found.append((start, end))
    return tuple(found)


def _trimmed(text: str, place: Place) -> Place:
    start, end = place
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
