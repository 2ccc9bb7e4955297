"""Who stands where on a claim: the two sides of a dispute, and who changed sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rashomon.claims.conflicts import by_model
from rashomon.model import Claim, Relation, RelationKind, Stance, Statement, Status, Support
from rashomon.views.index import Index
from rashomon.views.words import STATUSES


class Position(StrEnum):
    """How a statement stands to the claim it belongs to."""

    ASSERTS = "asserts"
    DENIES = "denies"
    QUALIFIES = "qualifies"
    NO_COMMENT = "no comment"


SYMBOLS = {Position.ASSERTS: "●", Position.DENIES: "✕", Position.QUALIFIES: "◐", Position.NO_COMMENT: "–"}


@dataclass(frozen=True, slots=True)
class Voice:
    """The statements under one name on one side of a claim: a line to read, not a source counted."""

    name: str
    position: Position
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Reversal:
    """A speaker who first took one position and later another."""

    key: str
    name: str
    before: Statement
    after: Statement


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its flags, its counting, and who stands where."""

    claim: Claim
    support: Support | None
    voices: tuple[Voice, ...]
    reversals: tuple[Reversal, ...]
    conflicts: tuple[Relation, ...]
    """The denials and contradictions inside the claim."""

    @property
    def status(self) -> tuple[Status, ...]:
        """The claim's flags."""
        return self.support.status if self.support else ()

    @property
    def flags(self) -> tuple[tuple[Status, str], ...]:
        """The flags with their words: what may have further origins is not surely of a single source."""
        unsure = self.support is not None and self.support.high > 1
        maybe = {Status.SINGLE_SOURCE: "maybe single source"} if unsure else {}
        return tuple((status, maybe.get(status, STATUSES[status])) for status in self.status)

    @property
    def disputed(self) -> bool:
        """True when somebody denies or contradicts it."""
        return disputed(self.support)

    def side(self, *positions: Position) -> tuple[Voice, ...]:
        """The voices on some sides."""
        return tuple(voice for voice in self.voices if voice.position in positions)


@dataclass(frozen=True, slots=True)
class Telling:
    """Words of one speaker where they stand first, and every other printing of the same words."""

    first: Statement
    again: tuple[Statement, ...]


def tellings(index: Index, members: Sequence[Statement]) -> list[Telling]:
    """The statements in their order, the same words of the same speaker once; a copy has its original's own voice."""
    rows: dict[tuple[str, ...], list[Statement]] = {}
    for statement in members:
        who = "" if statement.own_voice else index.speaker(statement)
        rows.setdefault((who, statement.stance, _bare(statement.text) or statement.id), []).append(statement)
    return [Telling(row[0], tuple(row[1:])) for row in rows.values()]


@dataclass(frozen=True, slots=True)
class Denial:
    """One speaker's denial, however many reports print it, with all that it denies."""

    statement: Statement
    """Its earliest printing."""
    reports: int
    """How many reports print the denial."""
    denied: tuple[Relation, ...]
    """What it denies, each thing once, the surest first."""


def denials(index: Index) -> list[Denial]:
    """Who denies whose words, the surest first: the same words of one speaker are one, wherever they are printed."""
    groups: dict[tuple[str, ...], list[Relation]] = {}
    for relation in index.dossier.relations:
        if relation.kind is RelationKind.DENIES and {relation.left, relation.right} <= index.statements.keys():
            groups.setdefault(_words_of(index, relation.left), []).append(relation)
    made = [_denial(index, sorted(group, key=lambda r: _sureness(index, r))) for group in groups.values()]
    return sorted(made, key=lambda denial: _sureness(index, denial.denied[0]))


def _denial(index: Index, group: Sequence[Relation]) -> Denial:
    denials = {r.left: index.statements[r.left] for r in group}
    denied: dict[tuple[str, ...], Relation] = {}
    for relation in group:
        denied.setdefault(_words_of(index, relation.right), relation)
    reports = len({statement.report_id for statement in denials.values()})
    return Denial(min(denials.values(), key=index.when), reports, tuple(denied.values()))


def _words_of(index: Index, key: str) -> tuple[str, str]:
    """Who says what, however it is printed."""
    return index.speaker(index.statements[key]), _bare(index.statements[key].text)


def _sureness(index: Index, relation: Relation) -> tuple[bool, float, tuple[str, ...], str]:
    """What a rule shows comes before what a model reads, the surest first, then what stands in the earliest reports."""
    when = tuple(str(index.when(index.statements[key])) for key in (relation.left, relation.right))
    return by_model(relation), -relation.score, when, relation.left + relation.right


def _bare(text: str) -> str:
    """The letters of a text: two printings of it may differ in quotation marks and commas."""
    return "".join(filter(str.isalnum, text.casefold()))


def claim_views(index: Index) -> list[ClaimView]:
    """Every claim, the disputed first, then by reports and origins."""
    return [claim_view(index, claim) for claim in ranked(index)]


def ranked(index: Index) -> list[Claim]:
    """The claims in the order in which they are shown."""

    def rank(claim: Claim) -> tuple[bool, int, int, str]:
        support = index.supports.get(claim.id)
        reports, high = (support.reports, support.high) if support else (0, 0)
        return not disputed(support), -reports, -high, claim.id

    return sorted(index.dossier.claims, key=rank)


def disputed(support: Support | None) -> bool:
    """True when somebody denies or contradicts what is counted here."""
    return support is not None and (Status.CONTESTED in support.status or Status.DENIED in support.status)


def claim_view(index: Index, claim: Claim) -> ClaimView:
    """One claim with its flags, its counting, and who stands where."""
    members = index.members(claim)
    inside = [r for s in members for r in index.relations_of.get(s.id, ()) if r.left == s.id]
    ids = {s.id for s in members}
    relations = [r for r in inside if r.right in ids]
    conflicts = tuple(r for r in relations if r.kind in (RelationKind.DENIES, RelationKind.CONTRADICTS))
    return ClaimView(
        claim,
        index.supports.get(claim.id),
        _voices(index, members, relations),
        tuple(_reversals(index, members, conflicts)),
        conflicts,
    )


def position(statement: Statement, relations: Sequence[Relation]) -> Position:
    """Where a statement stands, from its stance and from what it is known to deny or qualify."""
    if statement.stance is Stance.NO_COMMENT:
        return Position.NO_COMMENT
    kinds = {r.kind for r in relations if r.left == statement.id}
    if statement.stance is Stance.DENIES or RelationKind.DENIES in kinds:
        return Position.DENIES
    if statement.stance is Stance.HEDGED or RelationKind.QUALIFIES in kinds:
        return Position.QUALIFIES
    return Position.ASSERTS


def _voices(index: Index, members: Sequence[Statement], relations: Sequence[Relation]) -> tuple[Voice, ...]:
    """The statements by side and speaker, in order of time."""
    rows: dict[tuple[Position, str], list[Statement]] = {}
    for statement in members:
        rows.setdefault((position(statement, relations), index.speaker(statement)), []).append(statement)
    order = list(Position)
    return tuple(
        Voice(key[1], key[0], tuple(rows[key]))
        for key in sorted(rows, key=lambda k: (order.index(k[0]), -len(rows[k])))
    )


def _reversals(index: Index, members: Sequence[Statement], conflicts: Sequence[Relation]) -> list[Reversal]:
    """Speakers who denied in one report and, in a later one, admitted what was found to contradict the denial."""
    by_speaker: dict[str, list[Statement]] = {}
    for statement in members:
        if statement.speaker:
            by_speaker.setdefault(statement.speaker, []).append(statement)
    against = {frozenset((r.left, r.right)) for r in conflicts if r.kind is RelationKind.CONTRADICTS}
    found = []
    for key, said in by_speaker.items():
        pairs = ((a, b) for i, a in enumerate(said) for b in said[i + 1 :])
        turn = next((p for p in pairs if _turned(index, *p, against)), None)
        if turn:
            found.append(Reversal(key, index.speaker(turn[0]), *turn))
    return found


def _turned(index: Index, before: Statement, after: Statement, against: set[frozenset[str]]) -> bool:
    first, second = (index.report_of(s).published[:10] for s in (before, after))
    if not first or not second or first >= second:
        return False
    admitted = before.stance is Stance.DENIES and after.stance is Stance.ADMITS
    return admitted and frozenset((before.id, after.id)) in against
