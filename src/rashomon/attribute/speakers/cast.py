"""The named people and bodies of one report: every printed form of one name is one of the cast."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rashomon.attribute.speakers.mentions import Mention
from rashomon.model import SourceKind
from rashomon.text.names import (
    ARTICLES,
    abbreviates,
    fold,
    given_gender,
    is_acronym,
    is_body_word,
    is_person_noun,
    noun_gender,
    outlet_like,
    parted,
    stands_for,
    tokens,
    words,
)

DATELINE = re.compile(r"\s*\([\w ]+\)\s*[–—-]")
"""'(NP) —' after a place: the agency's letters in a dateline stand for nothing before them."""


@dataclass(slots=True, eq=False)
class Member:
    """One of the cast while a report is read: everything known of it so far."""

    name: str
    kind: SourceKind
    nouns: set[str] = field(default_factory=set)
    gender: str = ""
    plural: bool = False
    acts_for: str = ""
    role: str = ""
    forms: set[str] = field(default_factory=set)
    """Every folded form of its name."""
    products: set[str] = field(default_factory=set)
    """What it made, as the report calls it ('film', 'report')."""
    mentions: list[Mention] = field(default_factory=list)
    body: Member | None = None
    """For whom it speaks, where that is one of the cast."""
    outlet: bool = False
    place: bool = False
    """True for a name that the report uses mostly for where something is."""
    named: bool = True

    @property
    def person(self) -> bool:
        """True for one person, named or not."""
        return self.kind is SourceKind.PERSON or (self.kind is SourceKind.UNNAMED and not self.plural)

    @property
    def first(self) -> int:
        """Where it is mentioned first."""
        return min((m.start for m in self.mentions), default=0)

    def words(self) -> frozenset[str]:
        """The folded words of its longest name."""
        return frozenset(tokens(self.name)) - ARTICLES


def cast(mentions: Sequence[Mention], text: str, spoken: frozenset[int]) -> list[Member]:
    """One member for each named source; `spoken` are the head tokens of what a cue names as a source."""
    groups: dict[tuple[str, ...], list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(parted(mention.name).parts, []).append(mention)
    groups.pop((), None)
    members: dict[tuple[str, ...], Member] = {}
    surnames = {p[0] for p, found in groups.items() if len(p) == 1 and any(m.subject and not m.pointing for m in found)}
    for parts in sorted(groups, key=lambda p: (-len(p), groups[p][0].start)):
        owners = _owners(parts, groups[parts], members, spoken)
        left = groups[parts]
        if len(owners) == 1:
            _join(owners[0], left)
            continue
        if owners and all(m.kind is SourceKind.PERSON for m in owners):
            left = _shared_out(left, owners)
        if left:
            members[parts] = _member(left, surname=len(parts) > 1 and parts[-1] in surnames)
            if owners and all(m.kind is SourceKind.PERSON for m in owners):
                members[parts].kind = SourceKind.PERSON
    found = list(dict.fromkeys(members.values()))
    for member in found:
        member.place = _is_place(member)
    found = _acronyms(found, text)
    return sorted(found, key=lambda m: m.first)


def _owners(
    parts: tuple[str, ...], found: Sequence[Mention], members: dict[tuple[str, ...], Member], spoken: frozenset[int]
) -> list[Member]:
    """The longer names that this form may shorten."""
    fits = list({id(m): m for known, m in members.items() if _shortens(parts, found, known, m, spoken)}.values())
    people = [m for m in fits if m.kind is SourceKind.PERSON]
    if by_surname := [m for m in people if parted(m.name).last == parts[-1]]:
        # 'Warhol' is Andy Warhol, not what is called 'Warhol Polaroids'
        people, fits = by_surname, [m for m in fits if m in by_surname or m not in people]
    if len(people) == 1 and all(people[0].words() <= m.words() for m in fits):
        return people  # a foundation may bear the name of a person
    return fits


def _shared_out(found: Sequence[Mention], owners: Sequence[Member]) -> list[Mention]:
    """Each mention of a surname that several bear given to the only one introduced before it; those left over."""
    first = {id(m): m.first for m in owners}
    left = []
    for mention in found:
        before = [m for m in owners if first[id(m)] < mention.start]
        title = set(fold(mention.title).replace(".", "").split())
        titled = [m for m in before if title & m.nouns] or [
            m for m in before if mention.gender and m.gender == mention.gender
        ]
        fits = titled or before
        if len(fits) == 1:
            _join(fits[0], [mention])
        else:
            left.append(mention)
    return left


def _shortens(
    parts: tuple[str, ...], found: Sequence[Mention], known: tuple[str, ...], member: Member, spoken: frozenset[int]
) -> bool:
    if len(parts) >= len(known) or not set(parts) <= set(known):
        return False
    if (gender := next((m.gender for m in found if m.gender), "")) and member.gender and gender != member.gender:
        return False
    titled = any(m.title for m in found)
    if member.kind is SourceKind.PERSON:
        return parts[-1] == known[-1] or (len(parts) == 1 and parts[0] == known[0] and not titled)
    if titled:
        return False
    if len(parts) == 1 and parts[0] == known[0]:
        return _used_as_body(found, spoken)
    return len(parts) > 1 or parts[0] == known[-1] or parts[0] in known[-2:]


def _is_place(member: Member) -> bool:
    """True where a name stands mostly after 'in', 'at', 'from', or is read as a place, and has no word of a body."""
    where = sum(m.located for m in member.mentions)
    read = sum(m.label in {"GPE", "LOC", "FAC"} for m in member.mentions)
    if member.nouns & words().things:
        return True
    if member.kind is SourceKind.PERSON or set(tokens(member.name)) & words().institutions:
        return False
    acts = any(m.subject for m in member.mentions)
    return not member.outlet and (max(where, read) * 2 > len(member.mentions) or (where > 0 and not acts))


def _used_as_body(found: Sequence[Mention], spoken: frozenset[int]) -> bool:
    """True where the first word of a body's name stands for it ('Holmlight said'), not for a place."""
    places = sum(m.label in {"GPE", "LOC"} for m in found)
    return any(m.at in spoken or m.pointing for m in found) and places * 2 <= len(found)


def _member(found: Sequence[Mention], *, surname: bool) -> Member:
    name = Counter(m.name for m in found).most_common(1)[0][0]
    core = parted(name).core or name
    member = Member(core, kind_of(core, found, surname=surname))
    _join(member, found)
    if member.kind is SourceKind.PERSON:
        member.gender = member.gender or given_gender(core)
    return member


def _join(member: Member, found: Iterable[Mention]) -> None:
    for m in found:
        member.mentions.append(m)
        member.nouns.update(m.nouns)
        member.forms.add(fold(parted(m.name).core))
        member.acts_for = member.acts_for or m.acts_for
        member.role = member.role or m.role
        member.gender = member.gender or m.gender
    member.outlet = member.outlet or (
        member.kind is not SourceKind.PERSON and (outlet_like(member.name) or bool(member.nouns & words().outlets))
    )


def kind_of(core: str, found: Sequence[Mention], *, surname: bool = False) -> SourceKind:
    """What a name stands for, by its own words, titles, roles, pronouns near, and how the entity recogniser reads it.

    `surname` is True where its last word stands alone as a subject, as a person's does.
    """
    table = words()
    parts = tokens(core)
    nouns = {n for m in found for n in m.nouns}
    labels = Counter(m.label for m in found)
    total = max(1, len(found))
    person = 4.0 * any(m.title for m in found) + 4.0 * any(
        is_person_noun(n) and n not in table.organizations for n in nouns
    )
    person += (2.0 if len(parts) > 1 else 0.5) * labels["PERSON"] / total + (1.5 if 2 <= len(parts) <= 3 else 0.0)
    person += min(2.0, 0.75 * sum(m.followed == "person" for m in found))
    person += 3.0 * any(noun_gender(n) for n in nouns) + 1.5 * surname
    person += 2.5 * bool(given_gender(core))
    body = 4.0 * bool(nouns & (table.organizations | table.outlets | table.bodies))
    body += min(1.5, 0.75 * sum(m.followed == "thing" for m in found)) + 1.0 * (len(parts) == 1)
    body += 2.0 * labels["ORG"] / total + 1.5 * any(m.pointing for m in found) + 4.0 * is_acronym(core)
    body += 2.0 * (labels["GPE"] + labels["FAC"] + labels["LOC"]) / total
    if parts and (is_body_word(parts[-1]) or parts[-1] in table.outlet_names or "&" in core):
        body += 5.0
    if any(p in table.always_bodies for p in parts) or re.search(r"\b(of|for)\b", core):
        body += 4.0
    if all(m.located for m in found) and not any(m.title or m.nouns for m in found):
        person -= 3.0  # 'in Lusk Ferry' alone
    if person > body:
        return SourceKind.PERSON
    public = any(p in table.bodies for p in parts) and not outlet_like(core)
    return SourceKind.PUBLIC_BODY if public or labels["GPE"] * 2 > total else SourceKind.ORGANIZATION


def _acronyms(members: list[Member], text: str) -> list[Member]:
    """The same with each acronym joined to the name it stands for: given in brackets, or by its initials."""
    short = [m for m in members if is_acronym(m.name)]
    gone: set[int] = set()
    for member in short:
        owners = [
            m
            for m in members
            if m is not member
            and not is_acronym(m.name)
            and m.kind is not SourceKind.PERSON
            and _long_form(member, m, text)
        ]
        if len(owners) == 1:
            _join(owners[0], member.mentions)
            owners[0].forms |= member.forms
            owners[0].outlet |= member.outlet
            gone.add(id(member))
    return [m for m in members if id(m) not in gone]


def _long_form(short: Member, long: Member, text: str) -> bool:
    if any(
        (m.end - m.start > len(m.text.split()[0]) or abbreviates(short.name, long.name))
        and not DATELINE.match(text, m.end)
        and re.match(
            rf"\s*[(\[]\s*(?:the\s+)?[“\"‘']?{re.escape(short.name)}\b", text[m.end : m.end + len(short.name) + 10]
        )
        for m in long.mentions
    ):
        return True
    return stands_for(short.name, long.name)
