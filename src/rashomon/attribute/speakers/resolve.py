"""The sources of one report and, for each draft, its speaker and the way it came."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from rashomon.attribute.draft import Draft
from rashomon.attribute.speakers import anonymity, chain, delayed, makers
from rashomon.attribute.speakers.cast import Member, cast
from rashomon.attribute.speakers.heads import head
from rashomon.attribute.speakers.hops import Hops
from rashomon.attribute.speakers.mentions import Mention, descriptions, named
from rashomon.attribute.speakers.page import Page
from rashomon.attribute.speakers.roles import speaks_for_body
from rashomon.attribute.speakers.runs import runs
from rashomon.attribute.speakers.walk import Walk, ordered
from rashomon.model import Report, Source, SourceKind, Span, Unresolved, content_id
from rashomon.text.names import abbreviates, fold, is_acronym, is_body_word, parted, same_outlet, tokens
from rashomon.text.parse import text_of
from rashomon.text.releases import is_party

SPEAKING = {"i", "we", "me", "us"}
KIN = frozenset(
    [
        "son",
        "daughter",
        "wife",
        "husband",
        "widow",
        "widower",
        "mother",
        "father",
        "brother",
        "sister",
        "family",
        "parent",
    ]
)
NOBODY = re.compile(
    r"(?:(?:any|every)(?:one|body)|nobody|no[- ]one|none|nothing|neither|whoever|(?:it|him|her)self|themselves)\b",
    re.IGNORECASE,
)
"""Who is none that could be asked: 'anyone who has stood there knows'."""
STATE = frozenset(["minister", "premier", "chancellor", "mayor", "governor"])
"""Who holds an office in a land, and speaks for a part of its state."""
OFFICES = frozenset(["office", "lawyers", "spokesmen"])
"""What speaks for whose it is: 'the mayor's office'."""
OWN = {f"this {noun}" for noun in ("newspaper", "paper", "website", "site", "magazine", "publication", "news agency")}
"""How a report calls its own outlet."""
VERSION = re.compile(
    r"(?:\b(?:version|edition|headline)s?\s+(?:of|on|to)\s+(?:this|our|the)\s+(?:article|story|report|piece|page|post|dispatch)|"
    r"^(?:this|our)\s+(?:article|story|piece|post))$"
)
"""How it calls what it printed itself: 'an earlier version of this article'."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who speaks: the report's sources, and for each draft the speaker and the hops from it outwards."""

    sources: tuple[Source, ...]
    speakers: tuple[str | None, ...]
    vias: tuple[tuple[str, ...], ...]
    unresolved: tuple[Unresolved, ...]


def resolve(report: Report, doc: Doc, drafts: Sequence[Draft]) -> Resolved:
    """The sources of a report and the speaker of each draft: one candidate or None, and why."""
    found = _Cast.of(report, doc, drafts)
    speakers = [found.speaker(i) for i in range(len(drafts))]
    hops = Hops.of(report, found.page, drafts, speakers, found.walk)
    vias = [hops.via(i) for i in range(len(drafts))]
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


def own_print(text: str) -> bool:
    """True for words by which a report means its own outlet or what that printed."""
    said = fold(text)
    return said in OWN or bool(VERSION.search(said))


@dataclass(slots=True)
class _Cast:
    """One report's walk, with what its drafts ask of it."""

    report: Report
    page: Page
    drafts: Sequence[Draft]
    walk: Walk
    heads: list[Mention | None]

    @classmethod
    def of(cls, report: Report, doc: Doc, drafts: Sequence[Draft]) -> _Cast:
        """The walk over one report, done."""
        page = Page.of(doc)
        printed = runs(doc)
        found = [named(page, run) for run in printed]
        taken = {t: m for m, run in zip(found, printed, strict=True) for t in range(run.first, run.end)}
        heads = [head(page, draft, taken) for draft in drafts]
        spoken = frozenset(m.at for m in heads if m)
        members = cast(found, text_of(doc), spoken)
        walk = Walk(page, members)
        if report.outlet:
            walk.own = _own(report, members)
            walk.party = is_party(report.outlet, report.url, report.headline, report.text)
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
        self.walk.at.update({t: member for m in found if (member := owner.get(m.at)) for t in (*m.beside, m.at)})
        later: list[Mention] = []
        for mention in ordered([*found, *others, *sources.values()]):
            speaks = mention.at in spoken
            if mention.name:
                if member := owner.get(mention.at):
                    self.walk.name(mention, member, speaks=speaks)
            elif mention.pronoun in SPEAKING:
                later.append(mention)
            elif mention.pronoun:
                quoter, barred = self._quoter(within.get(mention.at)), self._named_by(mention)
                self.walk.refer(mention, speaks=speaks, quoter=quoter, barred=barred)
            elif self.walk.own and own_print(mention.text):
                self.walk.tie(mention, self.walk.own, speaks=speaks)
            elif not NOBODY.match(mention.text):  # 'Nobody told him why': 'he' after it is not nobody
                self.walk.describe(mention, speaks=speaks)
        makers.settle(self.walk)
        delayed.settle(self.walk)
        for mention in later:  # who says 'we' is often named after the quotation
            self.walk.refer(mention, speaks=True, quoter=self._quoter(within.get(mention.at)))

    def _named_by(self, mention: Mention) -> list[Member]:
        """The people whom the words of a pronoun's drafts name."""
        said = [p for d, m in zip(self.drafts, self.heads, strict=True) if m and m.at == mention.at for p in d.content]
        people = [m for m in self.walk.members if m.named and m.kind is SourceKind.PERSON] if said else []
        return [p for p in people if any(a <= m.start < b and m.name for m in p.mentions for a, b in said)]

    def _quoter(self, outer: int | None) -> Member | None:
        return self.speaker(outer) if outer is not None else None

    def speaker(self, at: int) -> Member | None:
        """Who speaks in a draft."""
        mention, source = self.heads[at], self.drafts[at].source
        if source and NOBODY.match(self.report.text, *source):
            return None
        if mention is not None:
            return self.walk.at.get(mention.at)
        return self._left_out(at)

    def _left_out(self, at: int) -> Member | None:
        """Who speaks where no source is printed: the subject that the cue shares, or the quotation before."""
        draft = self.drafts[at]
        if draft.cue is not None:
            shared = chain.shared_subject(self.page, draft)
            known = self.walk.at.get(shared.i) if shared is not None else None
            return known or self._before(at) or self._reporting(draft)
        if self.walk.own is not None and draft.source is None and self.walk.party:
            return self.walk.own  # a body's own release is its word
        quote = self.page.quote(draft.content[0][0])
        if quote is None or self.page.quote(draft.content[-1][1] - 1) is None:
            return None
        return self._carried(at)

    def _reporting(self, draft: Draft) -> Member | None:
        """The outlet whose report the cue itself is: 'rejected a television report that …'."""
        cues = self.page.tokens(draft.cue) if draft.cue else []
        made = [m for t in cues if t.pos_ == "NOUN" and (m := self.walk.at.get(t.i)) is not None]
        return made[0] if len(made) == 1 and made[0].outlet else None

    def _before(self, at: int) -> Member | None:
        """Who speaks with the cue before in the sentence: 'X said the charge was false, and denied …'."""
        cue = self.drafts[at].cue
        if cue is None or not chain.joined(self.page, cue):
            return None
        sentence = self.page.sentence(cue[0])
        earlier = [
            (d.cue, i)
            for i, d in enumerate(self.drafts)
            if d.cue and d.cue < cue and self.heads[i] and d.within == self.drafts[at].within
            and self.page.sentence(d.cue[0]) == sentence
        ]  # fmt: skip
        return self.speaker(max(earlier)[1]) if earlier else None

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

    def sources(self, used: Iterable[Member]) -> tuple[tuple[Source, ...], dict[int, str]]:
        """The sources that are used and whom they speak for, in order of first mention, and the id of each."""
        found = list({id(m): m for m in used}.values())
        bodies = {id(m): body for m in found if (body := self._body(m)) is not None and body is not m}
        unique = sorted({id(m): m for m in (*found, *bodies.values())}.values(), key=lambda m: (m.first, m.name))
        ids = {id(m): content_id("p", self.report.id, _canonical(m)) for m in unique}
        return tuple(self._source(m, ids, bodies.get(id(m))) for m in unique), ids

    def _body(self, member: Member) -> Member | None:
        """For whom a member speaks: whom its role names in the cast; a nurse of a hospital speaks for herself."""
        office = bool(OFFICES & {member.name.split()[-1].casefold()})
        office |= not member.named and bool(member.nouns & KIN)  # 'his son', for who cannot speak
        if not (member.kind is SourceKind.DOCUMENT or office or speaks_for_body(member.nouns)):
            return None
        body = self._whose(member)
        return None if body and _is_land(body, member) else body

    def _whose(self, member: Member) -> Member | None:
        """The one of the cast whose head or spokesman a member is, as its role has it."""
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
            ids[id(member)], _plain_name(member.name), member.kind, member.role,
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


def _is_land(body: Member, member: Member) -> bool:
    """True for a country or a town, which is no body: 'Tavoria's minister' does not speak for Tavoria."""
    if not body.named or any(map(is_body_word, tokens(body.name))):
        return False
    lands = sum(m.label in {"GPE", "LOC"} for m in body.mentions)
    return body.place or lands * 2 > len(body.mentions) or bool(member.nouns & STATE)


def _plain_name(name: str) -> str:
    """A name without the outlet's quotation marks and distance: 'So-called “rights groups”' is 'rights groups'."""
    bare = re.sub(r"^(?:(?:the|a|an)\s+)?(?:so-called|self-styled|self-proclaimed)\s+", "", name, flags=re.IGNORECASE)
    if bare != name or len(re.findall('[“”"«»]', bare)) != 2 or bare[0] in '“"«':
        bare = re.sub('[“”"«»]', "", bare)
    return " ".join(bare.split()) or name


def _canonical(member: Member) -> str:
    return f"{member.first}:{fold(member.name)}"


def _own(report: Report, members: list[Member]) -> Member:
    """The report's own outlet: those of the cast with its name or letters, made one, else a new member."""
    fits = [
        m
        for m in members
        if (m.kind is not SourceKind.PERSON or fold(m.name) == fold(report.outlet))
        and not m.place
        and (same_outlet(m.name, report.outlet) if not is_acronym(m.name) else abbreviates(m.name, report.outlet))
    ]
    made = Member(report.outlet, SourceKind.ORGANIZATION, forms={fold(report.outlet)}, outlet=True)
    if not fits:
        members.append(made)
        return made
    fits[0].name, fits[0].outlet = report.outlet, True
    fits[0].kind = SourceKind.ORGANIZATION if fits[0].kind is SourceKind.PERSON else fits[0].kind
    fits[0].forms |= made.forms
    for other in fits[1:]:
        fits[0].mentions += other.mentions
        fits[0].forms |= other.forms
        members.remove(other)
    return fits[0]
