"""One report as it is compared with others: its words, its sentences, and the facts each sentence holds."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rashomon.lineage.credit import same_name
from rashomon.lineage.dates import Interval, published
from rashomon.lineage.facts import Facts, counting, digits, facts, spoken, term, worths
from rashomon.model import Reading, Report, Statement
from rashomon.text.abbreviations import unstopped
from rashomon.text.align import Block, align_hashed
from rashomon.text.quotes import quotations
from rashomon.text.releases import is_party
from rashomon.text.shingles import KEEP, SIZE, WORD, Hashes, Words, words

BREAK = re.compile(r"\n+|(?<=[.!?…])[\"”’'»)\]]*\s+(?=[\"“‘«(\[]*[A-ZÀ-Þ0-9])")
BETWEEN = 8
ANY = bytes([0]) + bytes([1]) * 255
"""Turns every byte but 0 into 1."""


@dataclass(frozen=True)
class Sentence:
    """One sentence: its place in the text, and its words."""

    start: int
    end: int
    first: int
    last: int
    """First word and word after the last."""
    text: str
    lang: str

    @cached_property
    def facts(self) -> Facts:
        """The figures, names and telling words it holds."""
        return facts(self.text, self.lang)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The same, told apart by a first letter."""
        return self.facts.keys

    @cached_property
    def terms(self) -> frozenset[str]:
        """The words that its facts are made of, in haste: names, figures in digits, telling words."""
        return frozenset(map(term, WORD.findall(self.text))) - {""}

    @property
    def length(self) -> int:
        """How many words it has."""
        return self.last - self.first


@dataclass(frozen=True)
class Page:
    """A reading made ready for comparison; what is costly is made when it is first asked for."""

    reading: Reading
    common: frozenset[int] = frozenset()
    """Shingle hashes that stand in many reports of no one family."""

    @property
    def report(self) -> Report:
        """The report itself."""
        return self.reading.report

    @property
    def id(self) -> str:
        """The report's id."""
        return self.reading.report.id

    @cached_property
    def published(self) -> Interval:
        """When it may have been published."""
        return published(self.report)

    @cached_property
    def left_out(self) -> tuple[tuple[int, int], ...]:
        """Where furniture stands: it is never compared."""
        return left_out(self.report)

    @cached_property
    def words(self) -> Words:
        """Its words outside furniture."""
        return words(self.report.text, self.left_out)

    @cached_property
    def hashes(self) -> Hashes:
        """The hash of each run of five words."""
        return self.words.runs

    @cached_property
    def telling(self) -> bytes:
        """For each word, 1 when it says something of its own: no name, no word of the trade."""
        return self.worth.translate(ANY)

    @cached_property
    def worth(self) -> bytes:
        """For each word, 1 when it tells, 2 for a figure from a hundred on."""
        return worths(self.words)

    @cached_property
    def figures(self) -> frozenset[str]:
        """The figures of the whole text: no sentence has one that is not among them."""
        text, words = self.report.text, self.words
        counted = counting(words.ids, self.report.lang)
        spelt = (text[words.starts[first] : words.ends[last]].replace("\n", ";") for first, last in counted)
        return frozenset(
            [*digits(text.replace("\n", ";")), *(f for part in spelt for f in spoken(part, self.report.lang))]
        )

    @cached_property
    def quoted(self) -> bytearray:
        """For each word, 1 when it stands in quotation marks."""
        made = bytearray(len(self.words))
        for quotation in quotations(self.report.text):
            first, last = self.covered(quotation.start, quotation.end)
            made[first:last] = b"\1" * (last - first)
        return made

    @cached_property
    def background(self) -> bytearray:
        """For each word, 1 when it stands in boilerplate or background that many reports have."""
        made = bytearray(len(self.words))
        last = -1
        kept = np.flatnonzero(self.hashes % KEEP == 0) if self.common else np.empty(0, np.intp)
        found = zip(kept.tolist(), self.hashes[kept].tolist(), strict=True)
        for place in [place for place, made_of in found if made_of in self.common]:
            # only one shingle of four is kept: what lies between two near ones belongs to them
            first = last if last >= 0 and place - last <= BETWEEN else place
            made[first : place + SIZE] = b"\1" * (place + SIZE - first)
            last = place + SIZE
        return made

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences outside furniture, in order."""
        return tuple(self._sentences())

    @cached_property
    def facts(self) -> Facts:
        """All that any of its sentences holds."""
        return Facts.union(s.facts for s in self.sentences)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The same, told apart by a first letter."""
        return frozenset().union(*(s.keys for s in self.sentences))

    @cached_property
    def holding(self) -> Mapping[str, Sequence[int]]:
        """For each fact the numbers of the sentences that hold it."""
        made: dict[str, list[int]] = {}
        for number, sentence in enumerate(self.sentences):
            for key in sentence.keys:
                made.setdefault(key, []).append(number)
        return made

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word it has."""
        return frozenset(self.words.folded)

    @cached_property
    def held(self) -> frozenset[int]:
        """The same, as hashes."""
        return frozenset(self.words.compared)

    @cached_property
    def party(self) -> bool:
        """True for a text that a body publishes about itself."""
        report = self.report
        return is_party(report.outlet, report.url, report.headline, report.text)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements read from it."""
        return self.reading.statements

    def spoken_by(self, outlet: str) -> list[int]:
        """Where the statements start that an outlet makes, or whose speaker acts for it."""
        if not outlet:
            return []
        sources = {s.id: s for s in self.reading.sources}
        speakers = {s.id: sources.get(s.acts_for or "", s) for s in sources.values()}
        theirs = {i for i, body in speakers.items() if same_name(body.name, outlet)}
        return [span.start for s in self.statements if s.speaker in theirs for span in s.content]

    def covered(self, start: int, end: int) -> tuple[int, int]:
        """The words that lie in a stretch of text: first and after the last."""
        first = bisect_left(self.words.starts, start)
        return first, max(first, bisect_left(self.words.starts, end))

    def sentence_at(self, place: int) -> Sentence | None:
        """The sentence that holds a place in the text."""
        number = bisect_right(self.sentences, place, key=lambda s: s.start) - 1
        found = self.sentences[number] if number >= 0 else None
        return found if found and place < found.end else None

    def printed(self, word: int) -> str:
        """A word as it is printed."""
        return self.report.text[self.words.starts[word] : self.words.ends[word]]

    def place(self, first: int, last: int) -> tuple[int, int]:
        """Where a run of words stands in the text."""
        return self.words.starts[first], self.words.ends[last - 1]

    def _sentences(self) -> Iterator[Sentence]:
        for start, end in split(self.report.text):
            first, last = self.covered(start, end)
            if last > first:
                yield Sentence(start, end, first, last, self.report.text[start:end], self.report.lang)


def aligned(one: Page, other: Page) -> tuple[Block, ...]:
    """The passages that two reports share word by word."""
    return align_hashed(one.words.compared, other.words.compared, one.hashes, other.hashes)


def left_out(report: Report) -> tuple[tuple[int, int], ...]:
    """The furniture and the credit names of a report: where it has words that are not its story."""
    spans = [*report.furniture, *(c.span for c in report.credits if c.span)]
    return tuple(sorted((s.start, s.end) for s in spans))


def split(text: str) -> Iterator[tuple[int, int]]:
    """Sentences by their punctuation: enough to compare, and for any language with full stops."""
    start = 0
    for match in BREAK.finditer(unstopped(text)):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)
