"""The things a dossier is made of. Start reading here.

All offsets are Unicode code points into `Report.text`, start included, end
excluded. All types are frozen: a stage returns new values, it never edits.
Terms: source, cue, content (PARC 3, PolNeAR); span (W3C Web Annotation);
derivation (W3C PROV). The standard library only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rashomon.errors import SpanMismatch


class Stance(StrEnum):
    """How a source stands to the content attributed to it."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ADMITS = "admits"
    ALLEGES = "alleges"
    HEDGED = "hedged"
    NO_COMMENT = "no-comment"


class Form(StrEnum):
    """How much of the content stands in quotation marks: all, none, or part."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class CueKind(StrEnum):
    """What the cue says the source does with the content."""

    REPORTING = "reporting"
    BELIEF = "belief"
    INTENTION = "intention"
    DECREE = "decree"


class SourceKind(StrEnum):
    """What a source is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PUBLIC_BODY = "public-body"
    DOCUMENT = "document"
    GROUP = "group"
    UNNAMED = "unnamed"


class Counting(StrEnum):
    """Whether one who speaks to a claim is counted as an origin of it."""

    SURELY = "surely"
    PERHAPS = "perhaps"
    NOT = "not"


class Status(StrEnum):
    """What the reports, taken together, say about a claim: flags, never a verdict."""

    SINGLE_SOURCE = "single-source"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    DENIED = "denied"


class RelationKind(StrEnum):
    """How one statement stands to another."""

    CORROBORATES = "corroborates"
    CONTRADICTS = "contradicts"
    DENIES = "denies"
    QUALIFIES = "qualifies"


class DerivationKind(StrEnum):
    """How a report came from another, strongest first."""

    REPRINT = "reprint"
    LIGHT_EDIT = "light-edit"
    TRANSLATION = "translation"
    REWRITE = "rewrite"
    QUOTES = "quotes"
    CREDITS = "credits"


class Change(StrEnum):
    """What happened to a claim on its way from one text to the next."""

    ATTRIBUTION_DROPPED = "attribution-dropped"
    ATTRIBUTION_LAUNDERED = "attribution-laundered"
    HEDGE_DROPPED = "hedge-dropped"
    HEDGE_ADDED = "hedge-added"
    FIGURE_CHANGED = "figure-changed"
    NOUN_CHANGED = "noun-changed"
    ACTOR_ADDED = "actor-added"
    ACTOR_CHANGED = "actor-changed"
    VERB_STRENGTHENED = "verb-strengthened"
    MEANING_CHANGED = "meaning-changed"


class Edit(StrEnum):
    """What happened to a statement between two captures of one page."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Finding(StrEnum):
    """What comparing a headline with its body found."""

    SUPPORTED = "supported"
    OVERSTATED = "overstated"
    ATTRIBUTION_DROPPED = "attribution-dropped"
    UNSUPPORTED = "unsupported"


def content_id(prefix: str, *parts: object) -> str:
    """An id made from content: the prefix and 16 hex digits of a SHA-256 over the parts in order."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"))
    return f"{prefix}-{digest.hexdigest()[:16]}"


def text_digest(text: str) -> str:
    """SHA-256 of a text as UTF-8, in hex: the text as read is a working copy with a hash of its own."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def report_id(sha256: str) -> str:
    """A report's id from the digest of its original bytes (of its line, for JSON Lines)."""
    return f"r-{sha256[:16]}"


def statement_id(report: str, content: Sequence[Span], source: Span | None, cue: Span | None) -> str:
    """A statement's id from where its parts stand."""
    return content_id("s", report, *(f"{p.start}:{p.end}:{p.exact}" if p else "-" for p in (source, cue, *content)))


def figure_id(report: str, span: Span, low: float | None, high: float | None, unit: str) -> str:
    """A figure's id from where it stands and what it says."""
    return content_id("f", report, span.start, span.end, span.exact, number(low), number(high), unit)


def claim_id(statements: Sequence[str]) -> str:
    """A claim's id from its statements, in any order."""
    return content_id("c", *sorted(statements))


def number(value: float | None) -> str:
    """A bound as text: the same for 7 and 7.0; '' for an open one."""
    return "" if value is None else f"{value:.12g}"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one report's text (W3C Web Annotation position and quote)."""

    report_id: str
    start: int
    end: int
    exact: str

    def overlaps(self, other: Span) -> bool:
        """True when both lie in one report and share a character."""
        return self.report_id == other.report_id and self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """True when the other lies inside this one."""
        return self.report_id == other.report_id and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Credit:
    """A line that names where a report came from: an agency, a dateline, 'first appeared in'.

    `span` is None where the name stands in the page's metadata only.
    """

    name: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One published text, as read: the unit that copies and is copied.

    `id` comes from `sha256`, the digest of the original bytes. `published` is a
    date, a date prefix or an ISO 8601 timestamp, as the report gives it; '' where
    it gives none. `lang` is an ISO 639-1 code. `furniture` are the stretches of
    `text` that are not the report's own words (notices, credits, read-more
    lines): no stage takes a statement from them.
    """

    id: str
    text: str
    sha256: str = ""
    input_id: str = ""
    path: str = ""
    url: str = ""
    outlet: str = ""
    headline: str = ""
    byline: str = ""
    credit: str = ""
    published: str = ""
    lang: str = "en"
    media_type: str = "text/plain"
    links: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    furniture: tuple[Span, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The span from start to end with its exact text; SpanMismatch if it is empty or outside."""
        if not 0 <= start < end <= len(self.text):
            raise SpanMismatch(f"{start}:{end} is outside report {self.id}, which has {len(self.text)} characters")
        return Span(self.id, start, end, self.text[start:end])

    def check(self, span: Span) -> None:
        """Raise SpanMismatch unless the span still quotes this report."""
        found = self.text[span.start : span.end] if 0 <= span.start < span.end <= len(self.text) else ""
        if span.report_id != self.id or found != span.exact:
            raise SpanMismatch(f"report {self.id} has {found!r} at {span.start}:{span.end}, not {span.exact!r}")


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks: a person, a body, a document or a group, under all its mentions.

    Within one report its id is local to that report; after
    `attribute.identity` one id stands for the source in every report.
    """

    id: str
    name: str
    kind: SourceKind
    role: str = ""
    mentions: tuple[Span, ...] = ()
    acts_for: str | None = None
    """The id of the body this source speaks for ('spokesman of the ministry')."""
    anonymity: Span | None = None
    """Where the report says why the source is not named."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what, with which words: one attribution relation.

    `content` may be in pieces (a broken quotation). `source` None with a `cue`
    is a source left out ('it is understood'); without one it is the outlet's
    own voice. `speaker` is the id of the innermost source, `via` the ids or
    outlet names through whom it came, from the speaker outwards. `within` is
    the statement that quotes this one.
    """

    id: str
    report_id: str
    content: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None
    form: Form = Form.INDIRECT
    stance: Stance = Stance.ASSERTS
    speaker: str | None = None
    via: tuple[str, ...] = ()
    within: str | None = None
    hedges: tuple[Span, ...] = ()
    """The speaker's own hedges, inside the content."""
    distance: tuple[Span, ...] = ()
    """Where the outlet stands back: 'claimed', scare quotes, 'so-called'."""
    cue_kind: CueKind | None = None
    confidence: float = 1.0
    made_by: str = "rules"

    @property
    def own_voice(self) -> bool:
        """True for a sentence of the outlet itself."""
        return self.source is None and self.cue is None

    @property
    def start(self) -> int:
        """Where the first piece of content starts."""
        return self.content[0].start

    @property
    def text(self) -> str:
        """The pieces of content joined by ' … '."""
        return " … ".join(piece.exact for piece in self.content)


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with its hedge kept: inclusive bounds, None where a side is open.

    `unit` is '' for a plain count, else 'percent', 'km', 'USD', 'minutes' ...;
    `counted` is what is counted, in the report's words ('fighters').
    `scope` says what befell it or which part it is ('killed', 'children of them').
    """

    id: str
    report_id: str
    span: Span
    low: float | None
    high: float | None
    unit: str = ""
    counted: str = ""
    scope: str = ""
    modifier: str = ""
    """The words that widen or bound the number ('almost', 'at least', 'a few dozen')."""
    subset: bool = False
    """True for a part of another figure ('four of them children')."""
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A time expression as a range of days (ISO 8601 dates, both included), relative to its report's date."""

    span: Span
    earliest: str
    latest: str
    precision: str
    """'minute', 'part-of-day', 'day', 'week', 'part-of-month', 'month', 'quarter', 'season', 'part-of-year', 'year',
    'decade' or 'range'."""


@dataclass(frozen=True, slots=True)
class Place:
    """A named place with coordinates in degrees (WGS 84), from the gazetteer."""

    span: Span
    name: str
    country: str
    latitude: float
    longitude: float
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Something that was seen and not decided, with the reason: a result, not an error."""

    report_id: str
    what: str
    reason: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a clause of a statement is about, as a vector (`text.vectors`): two that are close speak of the same.

    `start` and `end` are offsets in the report's text.
    """

    start: int
    end: int
    vector: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one report by itself."""

    report: Report
    statements: tuple[Statement, ...] = ()
    sources: tuple[Source, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[When, ...] = ()
    places: tuple[Place, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    """For comparing reports only: no dossier prints them."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Statements about one proposition, across reports, speakers and wordings."""

    id: str
    label: str
    statements: tuple[str, ...]
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """How one statement stands to another, with the reason in one sentence and the spans compared."""

    left: str
    right: str
    kind: RelationKind
    score: float
    reason: str
    left_span: Span | None = None
    right_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a child's text and the stretch of its parent's that it reuses (code points, end excluded)."""

    child: tuple[int, int]
    parent: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Derivation:
    """One report came from another, or from an origin that is not among the reports.

    Exactly one of `parent` (a report id) and `outside` (a name) is given.
    `share` is the part of the child's words found in the parent, 0 to 1.
    """

    child: str
    parent: str | None
    outside: str | None
    kind: DerivationKind
    share: float
    reason: str
    passages: tuple[Passage, ...] = ()
    credited: bool = True
    """False where text is reused without a credit or a link."""
    direction_known: bool = True
    """False where the child may as well be the parent: K is widened by it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one statement comes from: its innermost speaker, at the root report of its lineage.

    `id` is a source id, or a report id for an outlet's own voice. `counts` is
    False for opinion and for a text that only gathers others' reports.
    `may_be` are the ids of other origins that it may be the same as: unproven
    independence, which widens K.
    """

    statement: str
    id: str
    name: str
    counts: bool = True
    may_be: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Support:
    """How many reports carry a claim and how many origins they come from, as a range.

    `groups` shows the counting: each is one origin, named, with its statements.
    """

    claim_id: str
    reports: int
    low: int
    high: int
    status: tuple[Status, ...]
    groups: tuple[OriginGroup, ...] = ()
    """Those that count, the likeliest first."""
    left_out: tuple[OriginGroup, ...] = ()
    """Those that speak to the claim and do not count."""


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """Statements that count as one origin: the innermost speaker at the root report of its lineage."""

    id: str
    """A source id, or a report id for the outlet's own voice."""
    name: str
    statements: tuple[str, ...]
    may_be: tuple[str, ...] = ()
    """The ids of other groups it may be one origin with: widens K."""
    counts: Counting = Counting.SURELY
    why: str = ""
    """What speaks against counting it; '' where nothing does."""


@dataclass(frozen=True, slots=True)
class Drift:
    """A claim before and after it passed from one report to another, and what changed."""

    parent: Span
    child: Span
    changes: tuple[Change, ...]
    reason: str
    weight: float = 0.0
    """How much it matters, 0 to 1; drifts are shown in this order."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A statement that one capture of a page has otherwise than the next; ids of the two, None where one has none."""

    change: Edit
    earlier: str | None
    later: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """Two captures of one page, each a report by itself: one source, and what changed between them."""

    earlier: str
    later: str
    changes: tuple[Revision, ...]
    reason: str = ""
    """What became of the headline, where it changed."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Where another report says what was taken back; `after` where it was published after that."""

    span: Span
    after: bool


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Words that were taken back by who had published them, the words that did so, and who still carries the first."""

    earlier: Span
    later: Span
    reason: str
    carried: tuple[Carried, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadlineCheck:
    """Whether a headline says more than its body: the part that does, and the body's words."""

    report_id: str
    finding: Finding
    reason: str
    part: str = ""
    body: Span | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that did not become a report, or a date of one that is none, and why."""

    path: str
    reason: str


class DecisionKind(StrEnum):
    """What a person's decision is about; `undo` takes an earlier one back."""

    MERGE_CLAIMS = "merge-claims"
    SPLIT_CLAIM = "split-claim"
    RENAME_CLAIM = "rename-claim"
    SPEAKER = "speaker"
    STANCE = "stance"
    FIGURE = "figure"
    RELATION = "relation"
    EDGE = "edge"
    ORIGINS = "origins"
    FURNITURE = "furniture"
    MISSED_STATEMENT = "missed-statement"
    RATING = "rating"
    """What a person says of a claim in words of their own: the program rates nothing."""
    NOTE = "note"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A stretch of one report that a decision stands on, by the report's bytes and its words.

    `report` is the SHA-256 of the report's original bytes. A whole report has
    start and end 0. `thing` numbers what the decision is about: '0' is the
    first thing named, '0/2' the third statement of the first claim.
    """

    report: str
    start: int
    end: int
    exact: str
    role: str
    """'content', 'source', 'cue', 'figure', 'mention', 'furniture' or 'report'."""
    thing: str = "0"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided against or beside the machine; never edited, only outranked or undone.

    `when` is an ISO 8601 time in UTC. `value` holds the fields of its kind.
    """

    id: str
    kind: DecisionKind
    anchors: tuple[Anchor, ...]
    value: tuple[tuple[str, str], ...]
    who: str
    when: str
    why: str = ""

    def field(self, name: str) -> str:
        """One field of the value; '' where it has none."""
        return dict(self.value).get(name, "")


def decision_id(
    kind: str, anchors: Sequence[Anchor], value: Sequence[tuple[str, str]], who: str, when: str, why: str
) -> str:
    """A decision's id from everything in it."""
    rows = (part for a in sorted(anchors) for part in (a.report, a.start, a.end, a.exact, a.role, a.thing))
    fields = (part for pair in sorted(value) for part in pair)
    return content_id("d", kind, len(anchors), *rows, *fields, who, when, why)


class Effect(StrEnum):
    """What became of a decision in a dossier."""

    APPLIED = "applied"
    ORPHAN = "orphan"
    """What it is anchored to is not there (any more): kept, shown, not applied."""
    CONFLICT = "conflict"
    """Another person decided otherwise about the same: the latest holds, both are shown."""
    SUPERSEDED = "superseded"
    """The same person decided again."""
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision beside what the machine had found in the same place, and what became of it."""

    decision: Decision
    effect: Effect
    reason: str = ""
    machine: str = ""
    about: tuple[str, ...] = ()
    """The ids, in this dossier, of what it is about."""


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What a dossier was made with: the version, each model's SHA-256, the options that change results."""

    version: str
    models: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """The whole result, in a fixed order: the same reports give the same bytes."""

    made_by: MadeBy
    readings: tuple[Reading, ...] = ()
    sources: tuple[Source, ...] = ()
    claims: tuple[Claim, ...] = ()
    supports: tuple[Support, ...] = ()
    relations: tuple[Relation, ...] = ()
    lineage: tuple[Derivation, ...] = ()
    drifts: tuple[Drift, ...] = ()
    headlines: tuple[HeadlineCheck, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    decisions: tuple[Outcome, ...] = ()
    """People's decisions, the oldest first, each with what became of it."""
    versions: tuple[Version, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()

    @property
    def reports(self) -> tuple[Report, ...]:
        """The reports, in the dossier's order."""
        return tuple(reading.report for reading in self.readings)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement, report by report."""
        return tuple(s for reading in self.readings for s in reading.statements)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure, report by report."""
        return tuple(f for reading in self.readings for f in reading.figures)
