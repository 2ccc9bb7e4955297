"""Origins that are not among the reports: agencies in credit lines, outlets cited, and a report's own sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rashomon.lineage.credit import ARTICLE, Outlets, credit_names, same_name
from rashomon.lineage.dates import LATER, apart, before
from rashomon.lineage.genre import counts, is_release, is_transcript
from rashomon.lineage.lexicon import lexicon
from rashomon.lineage.mouths import DEFINITE, HEAD, speaks_for, words
from rashomon.lineage.page import Page
from rashomon.lineage.said import alike
from rashomon.model import Derivation, DerivationKind, Source, SourceKind, Stance, Statement
from rashomon.text.shingles import fold

CITED = re.compile(
    r"\b(?:told|quoting|citing|quoted(?:\s+\w+){0,3}\s+by|saying\s+by|interview\s+with|reported\s+by|spoke\s+to|"
    r"speaking\s+to|obtained\s+by|seen\s+by|according\s+to)\s+(?:[Tt]he\s+|an?\s+)?"
    r"([A-ZÀ-Þ][\w&’'-]*(?:[ ](?:of[ ]|&[ ])?[A-ZÀ-Þ][\w&’'-]*)*)"
)
BEGINS = (
    "told",
    "quot",
    "citing",
    "saying",
    "interview",
    "reported",
    "spoke",
    "speaking",
    "obtained",
    "seen",
    "according",
)
"""What a match of the pattern may begin with: these are found in a tenth of the time."""
OURSELVES = re.compile(
    r"\b(?:this|our|the)\s+(?:article|newspaper|paper|story|website|programme|program|broadcaster|agency|magazine)\b",
    re.IGNORECASE,
)
INPUTS = r"inputs?\s+from[^.\n]{{0,40}}{name}"
SENT_ON = re.compile(r"\breferred\b|\brenvoy[ée]|\bremiti[óo]", re.IGNORECASE)
ONE_OF = re.compile(
    r"(?:(?:the )?(?:one|another|other|two|both|some) of (?:them|these|those)|l['’]une? d|un[oa] de ell)", re.IGNORECASE
)
NAMELESS = frozenset({SourceKind.UNNAMED, SourceKind.GROUP})
WHOLE = 0.6
"""A report of which so much stands in one parent has no sources of its own beside it."""
HALF = 0.5
PARTLY = 0.1
"""Above this share of a parent, a source that the parent names too is the parent's."""


@dataclass(frozen=True)
class Descent:
    """A report with the edges found to its parents among the reports."""

    child: Page
    edges: tuple[Derivation, ...]
    parents: tuple[Page, ...]
    """The parent of each edge."""

    @property
    def share(self) -> float:
        """The largest share that one parent has."""
        return max((e.share for e in self.edges), default=0.0)

    @property
    def whole(self) -> bool:
        """True for a report that is another's from end to end."""
        kinds = {DerivationKind.REPRINT, DerivationKind.TRANSLATION}
        return self.share >= WHOLE or any(e.kind in kinds for e in self.edges)

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets of the parents."""
        return tuple(p.report.outlet for p in self.parents)

    @property
    def unacknowledged(self) -> bool:
        """True where it retells a good part of a parent that it does not name, or most of any."""
        return any(e.share >= PARTLY and (e.share >= HALF or not e.credited) for e in self.edges)

    def explains(self, start: int, end: int) -> int:
        """How many characters of a stretch of the child stand in passages that a parent has."""
        found = (max(0, min(end, p.child[1]) - max(start, p.child[0])) for e in self.edges for p in e.passages)
        return sum(found)

    def main_parents(self) -> list[Page]:
        """The parents that have a good part of it."""
        return [p for e, p in zip(self.edges, self.parents, strict=True) if e.share >= PARTLY]


def outside(
    child: Page,
    edges: Sequence[Derivation],
    parents: Mapping[str, Page],
    outlets: Outlets,
    *,
    about: bool = True,
) -> list[Derivation]:
    """The edges of one report to origins that are not among the reports, each origin once.

    A report that is not `about` what the others are about has no sources worth a line beside theirs.
    """
    inner = tuple(e for e in edges if e.parent)
    descent = Descent(child, inner, tuple(parents[e.parent or ""] for e in inner))
    made: dict[str, Derivation] = {}
    for found in (
        *agencies(descent, outlets),
        *cited(descent),
        *(own(descent, tuple(parents.values())) if about else ()),
    ):
        name = found.outside or ""
        if not any(
            same_name(name, known) or within(known, name) or within(name, known) for known in (*descent.outlets, *made)
        ):
            made[name] = found
    return list(made.values())


def agencies(descent: Descent, outlets: Outlets) -> Iterator[Derivation]:
    """Agencies that the child's credit lines name: the whole report is theirs where one alone is named."""
    report = descent.child.report
    found = [n for n in credit_names(report) if is_outlet(n) or fold(n) in outlets.folded]
    if not found:
        return
    satisfied = {fold(f) for outlet in (report.outlet, *descent.outlets) for f in (outlet, *outlets.of(outlet))}
    for name in found:
        carried = any(known_to(parent, name) for parent in descent.main_parents())
        if fold(name) in satisfied or ours(name, report.outlet) or carried:
            continue
        inputs = re.search(INPUTS.format(name=re.escape(name)), report.text, re.IGNORECASE)
        alone = len(found) == 1 and descent.share < PARTLY and not inputs
        kind = DerivationKind.REPRINT if alone else DerivationKind.CREDITS
        reason = f"its credit names {name}, whose own text is not among the reports"
        yield Derivation(descent.child.id, None, name, kind, 0.0, reason)


def is_outlet(name: str) -> bool:
    """True for a known news agency, and for a name that says that it is an outlet."""
    return fold(name) in lexicon().agencies or bool(lexicon().outlet_word.search(name))


def ours(name: str, outlet: str) -> bool:
    """True when a name is the report's own outlet, a short form of it, or somebody of it ('Post staff')."""
    ignored = {"the", "wires", "staff", "desk", "of", "and", "reporter", "reporters", "correspondent"}
    a, b = ({fold(w) for w in re.findall(r"[^\W_]+", re.sub(r"\([^)]*\)", "", n))} - ignored for n in (name, outlet))
    return bool(a and b) and (a <= b or b <= a)


def within(outlet: str, name: str) -> bool:
    """True when a name holds the whole of an outlet's, of two words or more ('X's Ministry of Coasts on Sunday')."""
    a, b = ({fold(w) for w in re.findall(r"[^\W_]+", n)} - {"the"} for n in (outlet, name))
    return len(a) > 1 and a <= b


def known_to(page: Page, name: str) -> bool:
    """True when a report has a name in its credits or its text."""
    return any(same_name(name, n) for n in credit_names(page.report)) or name in page.report.text


def cited(descent: Descent) -> Iterator[Derivation]:
    """Outlets that the child cites for what others told them or they found."""
    child = descent.child
    for match in citations(child.report.text):
        name = re.sub(r"['’]s?$", "", match.group(1).strip(" .,-’'"))
        if not is_outlet(name) or ours(name, child.report.outlet):
            continue
        if told_by_parent(descent, match.start(1)):
            continue
        if any(known_to(parent, name) for parent in descent.main_parents()):
            continue
        reason = f"cites {name} for something that no report of {name} among these says"
        yield Derivation(child.id, None, ARTICLE.sub("", name), DerivationKind.CREDITS, 0.0, reason)


def citations(text: str) -> Iterator[re.Match[str]]:
    """Every match of the pattern, as `finditer` gives them."""
    found: list[int] = []
    for word in BEGINS:
        at = text.find(word)
        while at >= 0:
            found.append(at)
            at = text.find(word, at + 1)
    end = 0
    for start in sorted(found):
        match = CITED.match(text, start) if start >= end else None
        if match:
            yield match
            end = match.end()


def told_by_parent(descent: Descent, place: int) -> bool:
    """True where most of the sentence at a place stands in a passage that a parent has, and where there is none."""
    if not (descent.edges or descent.child.left_out):
        return False
    sentence = descent.child.sentence_at(place)
    return sentence is None or 2 * descent.explains(sentence.start, sentence.end) > sentence.end - sentence.start


def own(descent: Descent, earlier: Sequence[Page]) -> Iterator[Derivation]:
    """The sources that the report itself heard: those whose words no parent's passage explains, nor were in print."""
    child, retold = descent.child, descent.main_parents()
    if not child.statements or descent.whole or is_transcript(child) or not counts(child):
        return
    sources = {s.id: s for s in child.reading.sources}
    for statement in child.statements:
        body = heard(child, statement, sources)
        if body is None or explained(statement, descent) or recalled(child, statement, body, earlier):
            continue
        speaker = sources[statement.speaker or ""]
        hidden = descent.unacknowledged and speaker.kind in NAMELESS
        if hidden or any(named(speaker, parent) for parent in retold):
            continue  # a story retold without a credit hides whom its parent had asked
        reason = f"quotes {body.name} in words that no other report had before"
        yield Derivation(child.id, None, body.name, DerivationKind.QUOTES, 0.0, reason)


def recalled(child: Page, statement: Statement, body: Source, earlier: Sequence[Page]) -> bool:
    """True for what another report had from the same source more than a day before: it was read, or is known."""
    for page in earlier:
        if not before(page.published, child.published) or apart(page.published, child.published) < LATER:
            continue
        names = {s.id: s.name for s in page.reading.sources}
        said = (s for s in page.statements if s.speaker and alike(s.text, statement.text))
        if any(s.speaker == statement.speaker or words(names[s.speaker or ""]) & words(body.name) for s in said):
            return True
    return False


def heard(child: Page, statement: Statement, sources: Mapping[str, Source]) -> Source | None:
    """The body or person that a statement was heard from; None for what came through others, or says nothing."""
    speaker = sources.get(statement.speaker or "")
    through = [v for v in statement.via if not ours(sources[v].name if v in sources else v, child.report.outlet)]
    if speaker is None or statement.own_voice or through or statement.stance is Stance.NO_COMMENT:
        return None
    body = sources.get(speaker.acts_for or "", speaker) if speaks_for(speaker) else speaker
    outlet, byline = child.report.outlet, child.report.byline
    if any(ours(s.name, outlet) or s.name in byline or OURSELVES.search(s.name) for s in (speaker, body)):
        return None
    if (is_release(child) and is_itself(body)) or hearsay(child, statement) or nothing_said(statement):
        return None
    return None if vague(body) else body


def is_itself(body: Source) -> bool:
    """True for who speaks in a body's own release as one of its people, or as 'the organisation'."""
    return body.kind is SourceKind.PERSON or bool(DEFINITE.match(body.name) and body.name[1:].islower())


def nothing_said(statement: Statement) -> bool:
    """True for who only sent the reporter on, or is one of some whom the report has named before."""
    cue, source = (span.exact if span else "" for span in (statement.cue, statement.source))
    return bool(SENT_ON.search(cue) or ONE_OF.match(source))


def hearsay(child: Page, statement: Statement) -> bool:
    """True for what a source of the report says that another told it."""
    outer = next((s for s in child.statements if s.id == statement.within), None)
    return outer is not None and outer.speaker is not None and outer.speaker != statement.speaker


def vague(source: Source) -> bool:
    """True for 'reports', 'several sources', 'one of them': nobody in particular."""
    told = [fold(w) for w in re.findall(r"[^\W\d_]+", HEAD.sub("", source.name))]
    telling = [w for w in told if w not in lexicon().nobody]
    return not telling or told[0] == "one" or told[0] in lexicon().no_name


def explained(statement: Statement, descent: Descent) -> bool:
    """True when most of a statement's content lies in passages that stand in a parent."""
    total = sum(span.end - span.start for span in statement.content)
    return 2 * sum(descent.explains(span.start, span.end) for span in statement.content) >= total


def named(source: Source, page: Page) -> bool:
    """True when the last word of a source's name stands in a report."""
    name = re.findall(r"[^\W\d_]{3,}", re.sub(r"\([^)]*\)", "", source.name))
    return bool(name) and fold(name[-1]) in page.vocabulary
