"""The sources of one report and, for each draft, its speaker and the way it came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from rashomon.attribute.draft import Draft
from rashomon.attribute.speakers import anonymity, chain
from rashomon.attribute.speakers.cast import Member, cast
from rashomon.attribute.speakers.mentions import PRONOUNS, Mention, described, descriptions, named, pronoun
from rashomon.attribute.speakers.page import Page, head_of
from rashomon.attribute.speakers.runs import runs
from rashomon.attribute.speakers.walk import Walk, ordered
from rashomon.model import Report, Source, SourceKind, Span, Unresolved, content_id
from rashomon.text.names import fold, parted, same_outlet

OWN = {
    "this newspaper",
    "this paper",
    "this website",
    "this site",
    "this magazine",
    "this publication",
    "this news agency",
    "this agency",
}


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who speaks: the report's sources, and for each draft the speaker and the hops from it outwards."""

    sources: tuple[Source, ...]
    speakers: tuple[str | None, ...]
    vias: tuple[tuple[str, ...], ...]
    unresolved: tuple[Unresolved, ...]


def resolve(report: Report, doc: Doc, drafts: Sequence[Draft]) -> Resolved:
    """The sources of a report and the speaker of each draft: one candidate or None, and None is told with its reason."""
    found = _Cast.of(report, doc, drafts)
    speakers = [found.speaker(i) for i in range(len(drafts))]
    vias = [found.via(i, speakers) for i in range(len(drafts))]
    unresolved = [
        Unresolved(report.id, f"speaker {span.exact!r}", "no one antecedent fits", span)
        for draft, speaker in zip(drafts, speakers, strict=True)
        if draft.source and speaker is None and (span := report.span(*draft.source))
    ]
    used = [m for m in (*speakers, *(hop for way in vias for hop in way)) if m is not None]
    sources, ids = found.sources(used)
    return Resolved(
        sources,
        tuple(ids[id(m)] if m else None for m in speakers),
        tuple(tuple(ids[id(m)] for m in way) for way in vias),
        tuple(dict.fromkeys(unresolved)),
    )


@dataclass(slots=True)
class _Cast:
    """One report's walk, with what its drafts ask of it."""

    report: Report
    page: Page
    drafts: Sequence[Draft]
    walk: Walk
    heads: list[Mention | None]
    marks: dict[int, list[Mention]] = field(default_factory=dict)

    @classmethod
    def of(cls, report: Report, doc: Doc, drafts: Sequence[Draft]) -> _Cast:
        """The walk over one report, done."""
        page = Page.of(doc)
        found = [named(page, run) for run in runs(doc)]
        taken = {t: m for m, run in zip(found, runs(doc), strict=True) for t in range(run.first, run.end)}
        heads = [_head(page, draft, taken) for draft in drafts]
        spoken = frozenset(m.at for m in heads if m)
        members = cast(found, doc.text, spoken)
        walk = Walk(page, members)
        if report.outlet:
            walk.own = _own(report, members)
        made = cls(report, page, drafts, walk, heads)
        made._go(found, taken, spoken)
        return made

    def _go(self, found: Sequence[Mention], taken: dict[int, Mention], spoken: frozenset[int]) -> None:
        """Tie every mention in order of the text."""
        owner = {m.at: member for member in self.walk.members for m in member.mentions}
        others = [m for m in descriptions(self.page, set(taken)) if m.at not in spoken]
        sources = {m.at: m for m in self.heads if m and not m.name}
        within = {m.at: self.drafts[i].within for i, m in reversed(list(enumerate(self.heads))) if m}
        for mention in ordered([*found, *others, *sources.values()]):
            speaks = mention.at in spoken
            if mention.name:
                if member := owner.get(mention.at):
                    self.walk.tie(mention, member, speaks=speaks)
            elif mention.pronoun:
                self.walk.refer(mention, speaks=speaks, quoter=self._quoter(within.get(mention.at)))
            elif self.walk.own and fold(mention.text) in OWN:
                self.walk.tie(mention, self.walk.own, speaks=speaks)
            else:
                self.walk.describe(mention, speaks=speaks)

    def _quoter(self, outer: int | None) -> Member | None:
        return self.speaker(outer) if outer is not None else None

    def speaker(self, at: int) -> Member | None:
        """Who speaks in a draft."""
        head = self.heads[at]
        return self.walk.at.get(head.at) if head else None

    def via(self, at: int, speakers: Sequence[Member | None]) -> list[Member]:
        """The hops of a draft, from the speaker outwards, the report's own outlet left out."""
        hops: list[Member] = []
        level: int | None = at
        seen: set[int] = set()
        while level is not None and level not in seen:
            seen.add(level)
            if level != at and (outer := speakers[level]):
                hops.append(outer)
            hops += self._told(level, speakers[level])
            level = self.drafts[level].within
        if speakers[at] is not None and (credited := self._agency()):
            hops.append(credited)
        own = self.walk.own
        kept = [
            m
            for m in hops
            if m is not own and m is not speakers[at] and not (m.outlet and same_outlet(m.name, self.report.outlet))
        ]
        return list({id(m): m for m in kept}.values())

    def _told(self, at: int, speaker: Member | None) -> list[Member]:
        found = [self.walk.at.get(token.i) for token in chain.listener(self.page, self.drafts[at])]
        return [m for m in found if m is not None and m.outlet and m is not speaker]

    def _agency(self) -> Member | None:
        credit = chain.agency(self.report)
        if credit is None:
            return None
        for member in self.walk.members:
            if fold(credit.name) in member.forms or fold(member.name) == fold(credit.name):
                return member
        member = Member(credit.name, SourceKind.ORGANIZATION, forms={fold(credit.name)}, outlet=True)
        self.walk.members.append(member)
        return member

    def sources(self, used: Iterable[Member]) -> tuple[tuple[Source, ...], dict[int, str]]:
        """The sources that are used, in order of first mention, and the id of each."""
        unique = sorted({id(m): m for m in used}.values(), key=lambda m: (m.first, m.name))
        ids = {id(m): content_id("p", self.report.id, _canonical(m)) for m in unique}
        return tuple(self._source(m, ids) for m in unique), ids

    def _source(self, member: Member, ids: dict[int, str]) -> Source:
        spans = {(m.start, m.end) for m in member.mentions if m.name or not m.pronoun}
        spans |= {(s.mention.start, s.mention.end) for s in self.walk.steps if s.member is member and s.speaks}
        body = next(
            (
                m
                for m in self.walk.members
                if m is not member and id(m) in ids and member.acts_for and _names(m, member.acts_for)
            ),
            None,
        )
        return Source(
            ids[id(member)], member.name, member.kind, member.role,
            tuple(self.report.span(*place) for place in sorted(spans)),
            acts_for=ids[id(body)] if body else None, anonymity=self._anonymity(member),
        )  # fmt: skip

    def _anonymity(self, member: Member) -> Span | None:
        if member.kind not in {SourceKind.UNNAMED, SourceKind.GROUP}:
            return None
        for draft, head in zip(self.drafts, self.heads, strict=True):
            if head and draft.source and self.walk.at.get(head.at) is member:
                sentence = self.page.doc[head.at].sent
                place = anonymity.reason(self.report.text, draft.source[0], sentence.end_char)
                if place:
                    return self.report.span(*place)
        return None


def _canonical(member: Member) -> str:
    return f"{member.first}:{fold(member.name)}"


def _names(member: Member, text: str) -> bool:
    return bool(member.forms) and fold(parted(text).core) in member.forms


def _own(report: Report, members: list[Member]) -> Member:
    """The report's own outlet: one of the cast where the text names it, else a new member."""
    for member in members:
        if (
            member.kind is not SourceKind.PERSON
            and same_outlet(member.name, report.outlet)
            and (member.outlet or len(member.words()) > 1)
        ):
            return member
    made = Member(report.outlet, SourceKind.ORGANIZATION, forms={fold(report.outlet)}, outlet=True)
    members.append(made)
    return made


def _head(page: Page, draft: Draft, taken: dict[int, Mention]) -> Mention | None:
    """What a draft's source is: a name, a pronoun or a description."""
    if draft.source is None:
        return None
    inside = page.tokens(draft.source)
    if not inside:
        return None
    root = head_of(inside)
    if root.i in taken:
        return taken[root.i]
    apposed = [t for t in inside if t.dep_ == "appos" and t.head.i == root.i]
    for token in apposed:
        if token.i in taken:
            return taken[token.i]
    if root.lower_ in PRONOUNS and root.pos_ == "PRON":
        return pronoun(page, root)
    return described(page, _noun(root, apposed))


def _noun(root: Token, apposed: list[Token]) -> Token:
    """'One of them, a crane operator' is the operator."""
    if root.pos_ in {"NUM", "PRON", "DET"} and apposed:
        return apposed[0]
    return root
