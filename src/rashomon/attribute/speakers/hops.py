"""Through whom each statement came, from its speaker outwards: whom the speaker told, who quotes, whose text it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rashomon.attribute.draft import Draft
from rashomon.attribute.speakers import chain, makers
from rashomon.attribute.speakers.cast import Member
from rashomon.attribute.speakers.page import Page
from rashomon.attribute.speakers.scene import Scene
from rashomon.model import Report, SourceKind
from rashomon.text.names import abbreviates, fold, same_outlet

Speakers = Sequence[Member | None]
OURS = {"us", "me"}


@dataclass(frozen=True, slots=True)
class Cover:
    """An outlet whose news a paragraph is, or, from the lead, the whole report."""

    outlet: Member
    paragraph: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Hops:
    """What the ways of one report's drafts are made of, each found once."""

    page: Page
    drafts: Sequence[Draft]
    speakers: Speakers
    told: tuple[tuple[Member, ...], ...]
    """For each draft the outlets that were told or that quote."""
    where: tuple[tuple[int, int], ...]
    """For each draft its paragraph and where its cue stands, or its content."""
    covers: tuple[Cover, ...]
    agency: Member | None
    own: Member | None
    outlet: str

    @classmethod
    def of(cls, report: Report, page: Page, drafts: Sequence[Draft], speakers: Speakers, scene: Scene) -> Hops:
        """The hops of one report, its speakers known."""
        listeners = [chain.listener(page, draft) for draft in drafts]
        told = tuple(
            tuple(_told(chain.is_quoted(page, d), [scene.at.get(t.i) for t in heard], speaker, scene))
            for d, heard, speaker in zip(drafts, listeners, speakers, strict=True)
        )
        starts = [d.cue[0] if d.cue else d.content[0][0] for d in drafts]
        where = tuple((page.paragraph(start), start) for start in starts)
        us = any(t.lower_ in OURS or (scene.own and scene.at.get(t.i) is scene.own) for h in listeners for t in h)
        passing = [i for i, d in enumerate(drafts) if d.within is None and chain.passes_on(page, d)]
        covers = _covers([(speakers[i], where[i][0]) for i in passing], where, us=us, own=scene.own)
        named = tuple(_inherited(told, where, speakers, drafts, [bool(h) for h in listeners]))
        return cls(page, drafts, speakers, named, where, covers, _agency(report, scene), scene.own, report.outlet)

    def via(self, at: int) -> list[Member]:
        """The hops of a draft, the report's own outlet and the speaker left out, each once."""
        hops = self._chain(at)
        if self.drafts[at].cue is not None or self.speakers[at] is not None:
            hops += [m for m in (self._covering(at, hops), self.agency) if m is not None]
        kept = [m for m in hops if m is not self.own and m is not self.speakers[at] and not self._is_own(m)]
        return list({id(m): m for m in kept}.values())

    def _chain(self, at: int) -> list[Member]:
        """Whom the speaker told, who quotes it, whom that one told, and so on outwards."""
        hops: list[Member] = []
        level: int | None = at
        seen: set[int] = set()
        while level is not None and level not in seen:
            seen.add(level)
            outer = self.speakers[level]
            hops += [outer] if level != at and outer is not None else []
            hops += self.told[level]
            level = self.drafts[level].within
        return hops

    def _is_own(self, member: Member) -> bool:
        return member.outlet and same_outlet(member.name, self.outlet)

    def _covering(self, at: int, hops: Sequence[Member]) -> Member | None:
        """The other outlet whose news this is, where no outlet is among the hops."""
        if any(m.outlet for m in hops) or chain.refuses(self.page, self.drafts[at]):
            return None
        here = self.where[at][0]
        fits = [c.outlet for c in self.covers if c.outlet is not self.speakers[at] and (c.whole or c.paragraph == here)]
        return fits[0] if fits else None


def _told(quoted: bool, heard: Sequence[Member | None], speaker: Member | None, scene: Scene) -> list[Member]:
    """The outlets that were told; for a bare 'was quoted as saying' the one whose work the report tells of."""
    if quoted:
        maker = makers.only_maker(scene)
        return [maker] if maker is not None and maker is not speaker else []
    return [m for m in heard if m is not None and m is not speaker and _listens(m)]


def _listens(member: Member) -> bool:
    """True for an outlet, and for a one-word name of which nothing else is said: outlets are told mostly."""
    bare = member.named and member.kind is SourceKind.ORGANIZATION and not member.place and not member.nouns
    return member.outlet or (bare and len(member.words()) == 1)


def _inherited(
    told: Sequence[tuple[Member, ...]],
    where: Sequence[tuple[int, int]],
    speakers: Speakers,
    drafts: Sequence[Draft],
    hears: Sequence[bool],
) -> list[tuple[Member, ...]]:
    """The same, a speaker's next words in the paragraph told to whom the ones before were."""
    found = list(told)
    order = sorted(range(len(told)), key=lambda i: where[i])
    for before, at in pairwise(order):
        same = speakers[at] is not None and speakers[at] is speakers[before] and where[at][0] == where[before][0]
        if same and not found[at] and not hears[at] and drafts[at].within == drafts[before].within:
            found[at] = found[before]
    return found


def _covers(
    passing: Sequence[tuple[Member | None, int]], where: Sequence[tuple[int, int]], *, us: bool, own: Member | None
) -> tuple[Cover, ...]:
    """Whose news it is where another outlet 'reports': its paragraph; from the lead the rest, unless 'us' was told."""
    said = sorted({paragraph for paragraph, _ in where})
    lead = said[min(1, len(said) - 1)] if said else 0
    outlets = [(m, p) for m, p in passing if m is not None and m.outlet and m.named and m is not own]
    return tuple(Cover(m, paragraph, paragraph <= lead and not us) for m, paragraph in outlets)


def _agency(report: Report, scene: Scene) -> Member | None:
    """The agency whose text the page prints, as one of the cast."""
    credit = chain.agency(report)
    if credit is None:
        return None
    for member in scene.members:
        if fold(credit.name) in member.forms or (member.outlet and abbreviates(credit.name, member.name)):
            return member
    made = Member(credit.name, SourceKind.ORGANIZATION, forms={fold(credit.name)}, outlet=True)
    scene.members.append(made)
    return made
