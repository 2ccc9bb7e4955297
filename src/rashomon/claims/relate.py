"""How the statements of one claim stand to one another, each relation with its reason and the two spans compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product

from rashomon.claims import conflicts
from rashomon.claims.about import Near
from rashomon.claims.asked import lone
from rashomon.claims.axes import Axes, wholes
from rashomon.claims.denial import by_verb, denied
from rashomon.claims.exclusive import rival
from rashomon.claims.facets import Facet, brief, other_time
from rashomon.claims.oppose import agreed, borne_out, opposed, unlike
from rashomon.claims.order import reversed_order
from rashomon.claims.scopes import Sight, sights
from rashomon.claims.slots import HARM, UNFOUNDED, Slot, agree, close, larger_part, meets, same_scope, same_thing
from rashomon.claims.things import DISPUTED, GROUPS
from rashomon.claims.translated import pairs, with_originals
from rashomon.model import Claim, Derivation, Reading, Relation, RelationKind, SourceKind, Stance
from rashomon.text.compare import keys, terms

MOST = 20_000
"""Pairs of one claim looked at, at most: beyond it a claim is related through one statement for each speaker."""
BODIES = (SourceKind.PUBLIC_BODY, SourceKind.ORGANIZATION, SourceKind.GROUP)
AGREE = 0.34
"""Share of terms that two statements without a shared figure must have in common to corroborate one another."""
MOSTLY = 0.5
"""The same where they have no more than two: 'hour' and 'quay' bear out nothing."""


def relate(
    claims: Sequence[Claim],
    plain: Sequence[Facet],
    readings: Sequence[Reading],
    derivations: Sequence[Derivation] = (),
) -> tuple[Relation, ...]:
    """The relations inside every claim, in order of claim and statement; one of a kind for a pair of statements.

    `plain` are the facets of the readings. The derivations tell which statements translate which: those say the same.
    After those that rules find, less the denials that a model reads as of one side, come the conflicts that the model
    finds among the pairs that no rule relates anywhere.
    """
    voices = parties(readings)
    rows: list[conflicts.Told] = list(ruled(claims, plain, readings, voices, derivations))
    read = conflicts.reader()
    if read:
        rows = conflicts.sifted(rows, read, len(readings))
    found: dict[tuple[tuple[str, str], RelationKind], Relation] = {}
    for _, by_rule in rows:
        for relation in by_rule:
            keep(found, relation)
    if read is None:
        return tuple(found.values())
    related, near = {frozenset(both) for both, _ in found}, Near(plain, readings)
    for relation in conflicts.found(rows, voices, related, read, near.cosine, len(readings)):
        keep(found, relation)
    return tuple(found.values())


def keep(found: dict[tuple[tuple[str, str], RelationKind], Relation], relation: Relation) -> None:
    """Put a relation to the others, unless one of the same kind and pair is surer."""
    key = ((relation.left, relation.right), relation.kind)
    if key not in found or found[key].score < relation.score:
        found[key] = relation


def ruled(
    claims: Sequence[Claim],
    plain: Sequence[Facet],
    readings: Sequence[Reading],
    voices: Mapping[str, str],
    derivations: Sequence[Derivation] = (),
) -> Iterator[tuple[list[Facet], list[Relation]]]:
    """For every claim the facets that say something on the matter, and their relations by rule."""
    of: dict[str, list[Facet]] = defaultdict(list)
    every = with_originals(plain, pairs(plain, derivations))
    seen = sights(readings, every)
    for facet in every:
        of[facet.statement.id].append(parted(facet, seen))
    totals = wholes(seen)
    published = {r.report.id: r.report.published for r in readings}
    for claim in claims:
        members = told(claim, of)
        figures = {s.figure.id: s.figure for f in members for s in f.slots}
        by_rule = within(members, published, voices, Axes.of(figures.values(), seen, totals))
        yield takes_side(members), list(by_rule)


def parted(facet: Facet, seen: Mapping[str, Sight]) -> Facet:
    """A facet whose numbers are parts where the tables show them so: the sentences before it say of what."""
    slots = tuple(replace(s, part=seen[s.figure.id].question.part) if s.figure.id in seen else s for s in facet.slots)
    return replace(facet, slots=slots) if slots else facet


def told(claim: Claim, of: Mapping[str, Sequence[Facet]]) -> list[Facet]:
    """For every statement of a claim the facet by which it belongs there: the one that shares most with the others."""
    common = Counter(key for i in claim.statements for key in {k for f in of[i] for k in f.keys})
    figures = set(claim.figures)

    def fits(facet: Facet) -> tuple[float, int]:
        held = sum(s.figure.id in figures for s in facet.slots)
        shared = sum(common[k] - 1 for k in facet.keys) / (2 + len(facet.keys))
        return shared + 2 * held, -facet.span.start

    return [max(of[i], key=fits) for i in claim.statements if of[i]]


def parties(readings: Sequence[Reading]) -> dict[str, str]:
    """For each statement whose word it is: of a spokesman his body's; of a body's own release the body's."""
    heads = {s.id: s.acts_for or s.id for r in readings for s in r.sources}
    named = {keys(s.name): s.id for r in readings for s in r.sources if s.kind in BODIES and keys(s.name)}
    out = {}
    for reading in readings:
        own = named.get(keys(reading.report.outlet), reading.report.id)
        for said in reading.statements:
            out[said.id] = heads.get(said.speaker, said.speaker) if said.speaker else own if said.own_voice else said.id
    return out


def takes_side(members: Sequence[Facet]) -> list[Facet]:
    """The facets that say something on the matter."""
    return [f for f in members if f.statement.stance is not Stance.NO_COMMENT and not f.silent]


def within(
    members: Sequence[Facet], published: Mapping[str, str], voices: Mapping[str, str], axes: Axes
) -> Iterator[Relation]:
    """The relations among the facets of one claim."""
    heard = takes_side(members)
    if len(heard) * (len(heard) - 1) // 2 > MOST:
        heard = list({(f.statement.speaker, f.denies): f for f in reversed(heard)}.values())[::-1][:200]
    against = denied(heard)
    for (n, left), (m, right) in combinations(enumerate(heard), 2):
        if left.span.holds(right.span) or right.span.holds(left.span):
            continue
        one = voices[left.statement.id] == voices[right.statement.id]
        # two mouths of one body can deny each other; their numbers are revisions
        a, b = left.statement.speaker, right.statement.speaker
        mouth = a == b if a and b else one
        made = None if one else conflict(left, right, axes)
        for no, yes in ((n, m), (m, n)):
            if made is None and (no, yes) in against and not same_side(heard[no], heard[yes]):
                made = denial(heard[no], heard[yes], against[no, yes], published, one=mouth)
        made = made or (None if one else opposition(left, right))
        made = made or part(left, right, axes) or (None if one else agreement(left, right, axes))
        if made:
            yield made


def same_side(no: Facet, yes: Facet) -> bool:
    """True where one says by a word of denial what the other says without."""
    return agreed(no, yes) or (not by_verb(no) and borne_out(no, yes))


def conflict(left: Facet, right: Facet, axes: Axes) -> Relation | None:
    """Two speakers give the same thing, in the same scope, numbers that lie further apart than their rounding."""
    if not (left.slots and right.slots) or other_time(left, right):
        return None
    for a, b in product(left.slots, right.slots):
        if larger_part(a, b) and axes.event(a.figure, b.figure):
            reason = f"'{a.figure.span.exact}' and '{b.figure.span.exact}': a part cannot be larger than the whole"
            return made(left, right, RelationKind.CONTRADICTS, 0.6, reason, a, b)
    pairs = [(a, b) for a, b in product(left.slots, right.slots) if rivals(a, b, axes)]
    if refutes(left) != refutes(right):
        return refutation(left, right, pairs + [p for p in product(left.slots, right.slots) if harm(*p)])
    if any(agree(a, b) for a, b in pairs):
        return None
    asked = pairs[0] if pairs else lone(left, right, axes)
    if asked is None:
        return None
    a, b = asked
    reason = f"'{a.figure.span.exact}' and '{b.figure.span.exact}' {counted(a, b)} have no value in common"
    return made(left, right, RelationKind.CONTRADICTS, 0.85, reason, a, b)


def rivals(a: Slot, b: Slot, axes: Axes) -> bool:
    """True when two numbers can be set against each other: of one scope, or known to answer one question."""
    if not axes.one(a.figure, b.figure):
        return False
    if same_scope(a, b):
        return True
    asked = axes.asked(a.figure, b.figure) and a.limited == b.limited and not a.part and not b.part
    return asked and not among(a, b) and not among(b, a)


def among(some: Slot, every: Slot) -> bool:
    """True where 'six civilians' may be some of 'twelve people': as 'fighters' a side counts all of the dead."""
    return some.thing == "civilian" != every.thing and every.thing not in DISPUTED


def refutes(facet: Facet) -> bool:
    """True when its voice says that a number is not so: 'reports of dozens are exaggerated'."""
    return bool(UNFOUNDED.search(facet.span.exact))


def refutation(left: Facet, right: Facet, pairs: Sequence[tuple[Slot, Slot]]) -> Relation | None:
    """Who says that a number is not so contradicts who gives one that fits it, and nobody who gives another."""
    met = next(((a, b) for a, b in pairs if agree(a, b)), None)
    if met is None:
        return None
    a, b = met
    no, yes = (a, b) if refutes(left) else (b, a)
    reason = f"one denies the number '{no.figure.span.exact}' that the other gives: '{yes.figure.span.exact}'"
    return made(left, right, RelationKind.CONTRADICTS, 0.7, reason, a, b)


def harm(a: Slot, b: Slot) -> bool:
    """True for a number of casualties beside one of the dead or hurt: of whoever denies it."""
    plain = not (a.part or b.part or a.figure.unit or b.figure.unit)
    return (
        plain
        and ("casualty" in a.fates) != ("casualty" in b.fates)
        and bool(a.fates | b.fates)
        and a.fates | b.fates <= HARM
    )


def counted(a: Slot, b: Slot) -> str:
    """What two figures count, in words."""
    thing = a.thing or b.thing or a.figure.counted or b.figure.counted
    fate = next(iter(sorted(a.fates & b.fates) or sorted(a.fates)), "")
    unit = a.figure.unit
    return f"({', '.join(part for part in (unit, thing, fate) if part)})"


def denial(
    no: Facet, yes: Facet, shared: frozenset[str], published: Mapping[str, str], *, one: bool
) -> Relation | None:
    """One speaker says that it is not so; one who said the contrary on another day contradicts himself."""
    words = ", ".join(printed(shared, no)[:3])
    about = f", both about '{words}'" if words else ""
    score = 0.6 + 0.08 * min(4, len(shared)) if shared else 0.5
    if one:
        if published.get(no.span.report_id) == published.get(yes.span.report_id):
            return None
        reason = f"the same speaker: '{brief(no)}' against '{brief(yes)}'{about}"
        return made(no, yes, RelationKind.CONTRADICTS, score, reason)
    return made(no, yes, RelationKind.DENIES, score, f"'{brief(no)}' denies '{brief(yes)}'{about}")


def opposition(left: Facet, right: Facet) -> Relation | None:
    """Two speakers say of one thing what cannot both be so, by words that exclude one another."""
    found = opposed(left, right)
    if found is None:
        apart = unlike(left, right)
        if apart:
            reason = f"'{apart[0]}' and '{apart[1]}' exclude one another"
            return made(left, right, RelationKind.CONTRADICTS, 0.55, reason)
        return other_answer(left, right)
    words = [
        f"'{pole.span(facet).exact}'" + (f" (of '{pole.noun}')" if pole.noun else "")
        for pole, facet in zip(found, (left, right), strict=True)
    ]
    return made(left, right, RelationKind.CONTRADICTS, 0.7, f"{words[0]} and {words[1]} exclude one another")


def other_answer(left: Facet, right: Facet) -> Relation | None:
    """One says what alone was there or did it, and the other names another; or they put one thing before and after."""
    times = reversed_order(left, right)
    if times:
        reason = f"'{times[0]}' and '{times[1]}' exclude one another"
        return made(left, right, RelationKind.CONTRADICTS, 0.6, reason)
    found = rival(left, right)
    if found is None:
        return None
    said, other = found
    reason = f"'{said}' alone, says one: that leaves no room for '{brief(other)}'"
    return made(left, right, RelationKind.CONTRADICTS, 0.6, reason)


def part(left: Facet, right: Facet, axes: Axes) -> Relation | None:
    """A number that counts only some of what the other counts qualifies it."""
    for a, b in product(left.slots, right.slots):
        one, other = (a, b) if a.part or a.limited else (b, a)
        if is_some_of(one, other, axes):
            some, whole = (left, right) if one is a else (right, left)
            reason = f"'{one.figure.span.exact}' counts a part of what '{other.figure.span.exact}' counts"
            return made(some, whole, RelationKind.QUALIFIES, 0.6, reason, one, other)
    return None


def is_some_of(some: Slot, whole: Slot, axes: Axes) -> bool:
    """True when one is a part of what the other counts: not more, of one event, and of no other total."""
    if some.figure.unit != whole.figure.unit or not some.fates & whole.fates or some.years != whole.years:
        return False
    if some.part == whole.part and some.limited == whole.limited:
        return False
    if whole.thing in GROUPS and some.thing in GROUPS and whole.thing != some.thing:
        return False
    total = axes.wholes.get(some.figure.id)
    mine = total is None or total.id == whole.figure.id or meets(total, whole.figure)
    return mine and some.bounds[0] <= whole.bounds[1] and axes.event(some.figure, whole.figure)


def agreement(left: Facet, right: Facet, axes: Axes) -> Relation | None:
    """Two speakers say the same; what one only hedges qualifies what the other asserts."""
    both = (left, right)
    if any(f.statement.own_voice or f.denies for f in both) or other_time(left, right):
        return None
    for a, b in product(left.slots, right.slots):
        if same_scope(a, b) and close(a, b) and axes.one(a.figure, b.figure):
            reason = f"'{a.figure.span.exact}' and '{b.figure.span.exact}' {counted(a, b)} agree"
            return made(left, right, RelationKind.CORROBORATES, 0.8, reason, a, b)
    if two_numbers(left, right):
        return None
    shared = left.keys & right.keys
    share = len(shared) / max(1, len(left.keys | right.keys))
    if len(shared) < 2 or share < (MOSTLY if len(shared) == 2 else AGREE):
        return None
    words = ", ".join(printed(shared, left)[:4])
    hedged = [f for f in (left, right) if f.statement.stance is Stance.HEDGED]
    if len(hedged) == 1:
        other = right if hedged[0] is left else left
        reason = f"'{brief(hedged[0])}' says with a hedge what '{brief(other)}' says"
        return made(hedged[0], other, RelationKind.QUALIFIES, share, reason)
    return made(left, right, RelationKind.CORROBORATES, share, f"both say it in other words (shared: {words})")


def two_numbers(left: Facet, right: Facet) -> bool:
    """True where two facets give numbers of one thing or unit, and none of the one can be one of the other."""
    pairs = list(product(left.slots, right.slots))
    if any(same_scope(a, b) for a, b in pairs):
        return True
    of_one = [(a, b) for a, b in pairs if a.figure.unit == b.figure.unit and (a.figure.unit or same_thing(a, b))]
    return bool(of_one) and not any(agree(a, b) for a, b in of_one)


def printed(shared: frozenset[str], facet: Facet) -> list[str]:
    """Some terms as a facet's text prints them, in its order: a stem is no word."""
    found: dict[str, str] = {}
    for term in terms(facet.span.exact):
        if term.key in shared:
            found.setdefault(term.key, facet.span.exact[term.start : term.end])
    return list(found.values())


def made(
    left: Facet,
    right: Facet,
    kind: RelationKind,
    score: float,
    reason: str,
    first: Slot | None = None,
    second: Slot | None = None,
) -> Relation:
    """A relation with the spans compared: the figures', else the facets'."""
    return Relation(
        left.statement.id,
        right.statement.id,
        kind,
        round(min(1.0, score), 3),
        reason,
        first.figure.span if first else left.span,
        second.figure.span if second else right.span,
    )
