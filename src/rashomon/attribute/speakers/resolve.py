"""The sources of one report and, for each draft, its speaker and the way it came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from rashomon.attribute.draft import Draft
from rashomon.attribute.speakers import anonymity, chain
from rashomon.attribute.speakers.cast import Member, cast
from rashomon.attribute.speakers.heads import head
from rashomon.attribute.speakers.mentions import Mention, descriptions, named
from rashomon.attribute.speakers.page import Page
from rashomon.attribute.speakers.runs import runs
from rashomon.attribute.speakers.walk import Walk, ordered
from rashomon.model import Report, Source, SourceKind, Span, Unresolved, content_id
from rashomon.text.names import abbreviates, fold, is_acronym, parted, same_outlet, tokens

SPEAKING = {"i", "we", "me", "us"}
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
        heads = [head(page, draft, taken) for draft in drafts]
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
        beside = {t for m in found for t in m.beside}
        others = [m for m in descriptions(self.page, set(taken) | beside) if m.at not in spoken]
        sources = {m.at: m for m in self.heads if m and not m.name}
        within = {m.at: self.drafts[i].within for i, m in reversed(list(enumerate(self.heads))) if m}
        later: list[Mention] = []
        for mention in ordered([*found, *others, *sources.values()]):
            speaks = mention.at in spoken
            if mention.name:
                if member := owner.get(mention.at):
                    self.walk.tie(mention, member, speaks=speaks)
            elif mention.pronoun in SPEAKING:
                later.append(mention)
            elif mention.pronoun:
                self.walk.refer(mention, speaks=speaks, quoter=self._quoter(within.get(mention.at)))
            elif self.walk.own and fold(mention.text) in OWN:
                self.walk.tie(mention, self.walk.own, speaks=speaks)
            else:
                self.walk.describe(mention, speaks=speaks)
        self.walk.settle()
        for mention in later:  # who says 'we' is often named after the quotation
            self.walk.refer(mention, speaks=True, quoter=self._quoter(within.get(mention.at)))

    def _quoter(self, outer: int | None) -> Member | None:
        return self.speaker(outer) if outer is not None else None

    def speaker(self, at: int) -> Member | None:
        """Who speaks in a draft."""
        mention = self.heads[at]
        if mention is not None:
            return self.walk.at.get(mention.at)
        return self._left_out(at)

    def _left_out(self, at: int) -> Member | None:
        """Who speaks where no source is printed: the subject that the cue shares, or the voice that a quotation carries on."""
        draft = self.drafts[at]
        if draft.cue is not None:
            shared = chain.shared_subject(self.page, draft)
            return self.walk.at.get(shared.i) if shared is not None else None
        quote = self.page.quote(draft.content[0][0])
        if quote is None or self.page.quote(draft.content[-1][1] - 1) is None:
            return None
        return self._carried(at)

    def _carried(self, at: int) -> Member | None:
        """The speaker of the quotation before, where it stands in the same paragraph."""
        here = self.drafts[at].content[0][0]
        paragraph = self.page.paragraph(here)
        spoken = [
            (d.content[-1][1], i)
            for i, d in enumerate(self.drafts)
            if i != at and self.heads[i] and d.within == self.drafts[at].within and d.content[-1][1] <= here
            and self.page.paragraph(d.content[-1][1] - 1) == paragraph
        ]  # fmt: skip
        return self.speaker(max(spoken)[1]) if spoken else None

    def via(self, at: int, speakers: Sequence[Member | None]) -> list[Member]:
        """The hops of a draft, from the speaker outwards, the report's own outlet left out."""
        hops: list[Member] = []
        level: int | None = at
        seen: set[int] = set()
        while level is not None and level not in seen:
            seen.add(level)
            if level != at and (outer := speakers[level]):
                hops.append(outer)
            hops += self._told(level, speakers[level]) or self._told_before(level, speakers)
            level = self.drafts[level].within
        if self.drafts[at].cue is not None or speakers[at] is not None:
            hops += [m for m in (self._covering(at, speakers, hops), self._agency()) if m is not None]
        own = self.walk.own
        kept = [
            m
            for m in hops
            if m is not own and m is not speakers[at] and not (m.outlet and same_outlet(m.name, self.report.outlet))
        ]
        return list({id(m): m for m in kept}.values())

    def _told(self, at: int, speaker: Member | None) -> list[Member]:
        if chain.is_quoted(self.page, self.drafts[at]) and (maker := self.walk.only_maker()) and maker is not speaker:
            return [maker]
        found = [self.walk.at.get(token.i) for token in chain.listener(self.page, self.drafts[at])]
        return [m for m in found if m is not None and m is not speaker and _listens(m)]

    def _told_before(self, at: int, speakers: Sequence[Member | None]) -> list[Member]:
        """Whom the same speaker told just before, in the same paragraph: '… he told the station. About 30, he said, …'."""
        if speakers[at] is None or speakers[at] is self.walk.own or chain.listener(self.page, self.drafts[at]):
            return []
        where = self._where(at)
        before = [
            (self._where(i), i)
            for i, d in enumerate(self.drafts)
            if self._where(i) < where
            and d.within == self.drafts[at].within
            and self.page.paragraph(self._where(i)) == self.page.paragraph(where)
        ]
        for _, i in sorted(before, reverse=True):
            if speakers[i] is not speakers[at]:
                return []
            if told := self._told(i, speakers[i]):
                return told
        return []

    def _covering(self, at: int, speakers: Sequence[Member | None], hops: Sequence[Member]) -> Member | None:
        """The other outlet whose news this is: '…, the agency reports' covers its paragraph, in the lead the whole report."""
        if any(m.outlet for m in hops):
            return None
        where = self._where(at)
        for i, draft in enumerate(self.drafts):
            outlet = speakers[i]
            if (
                outlet is None
                or not outlet.outlet
                or outlet in (self.walk.own, speakers[at])
                or not outlet.named
                or draft.within is not None
            ):
                continue
            if not chain.passes_on(self.page, draft):
                continue
            here = self.page.paragraph(self._where(i))
            if here == self.page.paragraph(where) or (here <= self._lead() and not self._own_reporting(speakers)):
                return outlet
        return None

    def _lead(self) -> int:
        """The last paragraph of the report's opening: the second with a statement."""
        said = sorted({self.page.paragraph(self._where(i)) for i in range(len(self.drafts))})
        return said[min(1, len(said) - 1)]

    def _own_reporting(self, speakers: Sequence[Member | None]) -> bool:
        """True where anybody told the report's own outlet something."""
        told = [token for draft in self.drafts for token in chain.listener(self.page, draft)]
        return any(t.lower_ in {"us", "me"} or self.walk.at.get(t.i) is self.walk.own for t in told if self.walk.own)

    def _where(self, at: int) -> int:
        """Where a draft's cue stands, or its content where it has none."""
        draft = self.drafts[at]
        return draft.cue[0] if draft.cue else draft.content[0][0]

    def _agency(self) -> Member | None:
        credit = chain.agency(self.report)
        if credit is None:
            return None
        for member in self.walk.members:
            if fold(credit.name) in member.forms or (member.outlet and abbreviates(credit.name, member.name)):
                return member
        member = Member(credit.name, SourceKind.ORGANIZATION, forms={fold(credit.name)}, outlet=True)
        self.walk.members.append(member)
        return member

    def sources(self, used: Iterable[Member]) -> tuple[tuple[Source, ...], dict[int, str]]:
        """The sources that are used and whom they speak for, in order of first mention, and the id of each."""
        found = list({id(m): m for m in used}.values())
        bodies = {id(m): body for m in found if (body := self._body(m)) is not None and body is not m}
        unique = sorted({id(m): m for m in (*found, *bodies.values())}.values(), key=lambda m: (m.first, m.name))
        ids = {id(m): content_id("p", self.report.id, _canonical(m)) for m in unique}
        return tuple(self._source(m, ids, bodies.get(id(m))) for m in unique), ids

    def _body(self, member: Member) -> Member | None:
        """For whom a member speaks: the one of the cast that its role names."""
        if member.body is not None or not member.acts_for:
            return member.body
        name = fold(parted(member.acts_for).core)
        exact = [
            m
            for m in self.walk.members
            if m is not member and not m.person and (name in m.forms or fold(m.name) == fold(member.acts_for))
        ]
        if exact:
            return exact[0]
        wanted = set(tokens(name))
        fits = [
            m
            for m in self.walk.members
            if m is not member and m.named and not m.person and not m.place and wanted and wanted <= m.words()
        ]
        if len(fits) == 1:
            return fits[0]
        plain = [
            m
            for m in self.walk.members
            if not m.named and not m.person and wanted and wanted == set(tokens(parted(m.name).core))
        ]
        return plain[0] if len(plain) == 1 else None

    def _source(self, member: Member, ids: dict[int, str], body: Member | None) -> Source:
        spans = {(m.start, m.end) for m in member.mentions}
        spans |= {(s.mention.start, s.mention.end) for s in self.walk.steps if s.member is member and s.speaks}
        return Source(
            ids[id(member)], member.name, member.kind, member.role,
            tuple(self.report.span(*place) for place in sorted(spans)),
            acts_for=ids[id(body)] if body else None, anonymity=self._anonymity(member),
        )  # fmt: skip

    def _anonymity(self, member: Member) -> Span | None:
        if member.kind not in {SourceKind.UNNAMED, SourceKind.GROUP}:
            return None
        for draft, mention in zip(self.drafts, self.heads, strict=True):
            if mention and draft.source and self.walk.at.get(mention.at) is member:
                sentence = self.page.doc[mention.at].sent
                place = anonymity.reason(self.report.text, draft.source[0], sentence.end_char)
                if place:
                    return self.report.span(*place)
        return None


def _listens(member: Member) -> bool:
    """True for an outlet, and for a name of one word of which nothing else is said: those who are told are outlets mostly."""
    if member.outlet:
        return True
    bare = member.named and member.kind is SourceKind.ORGANIZATION and not member.place and not member.nouns
    return bare and len(member.words()) == 1


def _canonical(member: Member) -> str:
    return f"{member.first}:{fold(member.name)}"


def _own(report: Report, members: list[Member]) -> Member:
    """The report's own outlet: those of the cast that the text calls by its name or letters, made one, else a new member."""
    fits = [
        m
        for m in members
        if m.kind is not SourceKind.PERSON
        and not m.place
        and (same_outlet(m.name, report.outlet) if not is_acronym(m.name) else abbreviates(m.name, report.outlet))
    ]
    made = Member(report.outlet, SourceKind.ORGANIZATION, forms={fold(report.outlet)}, outlet=True)
    if not fits:
        members.append(made)
        return made
    fits[0].name, fits[0].outlet = report.outlet, True
    fits[0].forms |= made.forms
    for other in fits[1:]:
        fits[0].mentions += other.mentions
        fits[0].forms |= other.forms
        members.remove(other)
    return fits[0]
