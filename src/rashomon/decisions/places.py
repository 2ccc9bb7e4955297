"""Where a decision's anchors stand: by the report's bytes and the words at their offsets, never by guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from rashomon.errors import RashomonError
from rashomon.model import Anchor, Decision, Figure, Reading, Report, Span, Statement

T = TypeVar("T")

ALIKE = 0.5
"""Share of the characters in either of two spans that both must have, to be one thing cut a little otherwise."""


class Gone(RashomonError):
    """What a decision is anchored to is not there; the message says what and why."""


@dataclass(frozen=True)
class Places:
    """Some readings, to find anchors in."""

    readings: Mapping[str, Reading]
    """A report's key (the SHA-256 of its bytes) -> its reading."""

    @classmethod
    def of(cls, readings: Iterable[Reading]) -> Places:
        """The places of some readings."""
        return cls({key(reading.report): reading for reading in readings})

    def reading(self, anchor: Anchor) -> Reading:
        """The reading of an anchor's report; Gone where there is none."""
        if anchor.report not in self.readings:
            raise Gone(f"the report {anchor.report[:16]} is not in the case")
        return self.readings[anchor.report]

    def span(self, anchor: Anchor) -> Span:
        """The anchor's span; Gone where the report has other words there."""
        report = self.reading(anchor).report
        if report.text[anchor.start : anchor.end] != anchor.exact or anchor.start >= anchor.end:
            near = report.text.find(anchor.exact) if anchor.exact else -1
            hint = f"; the same words now stand at {near}" if near >= 0 else ""
            where = f"{anchor.start}:{anchor.end}"
            raise Gone(f"{named(report)} has other words at {where} than {short(anchor.exact)}{hint}")
        return report.span(anchor.start, anchor.end)

    def statement(self, anchors: Sequence[Anchor]) -> Statement:
        """The one statement that stands on some anchors, exactly or cut a little otherwise; Gone where none does."""
        content = [self.span(a) for a in anchors if a.role == "content"]
        if not content:
            raise Gone("the decision names no words of a statement")
        reading = self.reading(anchors[0])
        exact = [s for s in reading.statements if list(s.content) == content]
        cue = next((self.span(a) for a in anchors if a.role == "cue"), None)
        if exact:
            same = [s for s in exact if s.cue == cue]
            return (same or exact)[0]
        return best(content, [(s.content, s) for s in reading.statements], "statement")

    def figure(self, anchor: Anchor) -> Figure:
        """The one figure at an anchor; Gone where there is none."""
        span = self.span(anchor)
        return best([span], [((f.span,), f) for f in self.reading(anchor).figures], "figure")

    def about(self, decision: Decision) -> Iterator[str]:
        """The ids of the reports, statements and figures that a decision's anchors name, those that are there."""
        for anchors in things(decision):
            for one in members(anchors):
                with suppress(Gone):
                    yield self._thing(one)

    def _thing(self, anchors: Sequence[Anchor]) -> str:
        if any(a.role == "content" for a in anchors):
            return self.statement(anchors).id
        if anchors[0].role == "figure":
            return self.figure(anchors[0]).id
        return self.reading(anchors[0]).report.id


def best(wanted: Sequence[Span], held: Iterable[tuple[Sequence[Span], T]], what: str) -> T:
    """The one thing whose characters are most alike, half of them at least; Gone where none or two are."""
    scores = sorted(((alike(wanted, spans), n, thing) for n, (spans, thing) in enumerate(held)), key=lambda s: -s[0])
    if not scores or scores[0][0] < ALIKE:
        raise Gone(f"no {what} stands at {short(wanted[0].exact)}")
    if len(scores) > 1 and scores[1][0] == scores[0][0]:
        raise Gone(f"two {what}s stand at {short(wanted[0].exact)}")
    return scores[0][2]


def alike(left: Sequence[Span], right: Sequence[Span]) -> float:
    """The share of the characters in either that are in both."""
    common = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)
    return common / (size(left) + size(right) - common)


def size(spans: Sequence[Span]) -> int:
    """How many characters some spans have."""
    return sum(s.end - s.start for s in spans)


def things(decision: Decision) -> list[tuple[Anchor, ...]]:
    """A decision's anchors by the thing that they stand for, in order: its first claim, its second."""
    found: dict[int, list[Anchor]] = defaultdict(list)
    for anchor in decision.anchors:
        found[int(anchor.thing.partition("/")[0])].append(anchor)
    return [tuple(found[number]) for number in sorted(found)]


def members(anchors: Sequence[Anchor]) -> list[tuple[Anchor, ...]]:
    """The anchors of a claim by its statements."""
    found: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in anchors:
        found[anchor.thing].append(anchor)
    return [tuple(found[thing]) for thing in sorted(found)]


def key(report: Report) -> str:
    """What names a report by its bytes."""
    return report.sha256 or report.id


def named(report: Report) -> str:
    """A report as a person knows it."""
    return report.path or report.input_id or report.outlet or report.id


def short(text: str) -> str:
    """A text in quotation marks, cut where it is long."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= 60 else text[:59] + '…'}”"
