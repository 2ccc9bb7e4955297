"""Which sources of different reports are one mouth, as far as lineage can tell: 'the clinic' of two reports.

Names that are written out are linked before this, in every report alike. What is named by its kind alone ('the
coastguard', a label in a transcript, 'a person familiar with the inquiry') is one body or person only among reports
that come from one another: outside such a family it says nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from rashomon.lineage.facts import facts
from rashomon.lineage.lexicon import lexicon
from rashomon.lineage.tongues import BODIES, aligned
from rashomon.model import Derivation, Reading, Source, SourceKind
from rashomon.text.compare import keys, stem
from rashomon.text.shingles import fold

SPOKESMAN = re.compile(
    r"\b(?:spokes\w+|porte-parole|portavoz|vocer[oa]|representative|statement|press (?:office\w*|secretary|service))\b",
    re.IGNORECASE,
)
DEFINITE = re.compile(r"^(?:the|its|his|her|their|our|le|la|les|el|los|las)\s|^l['’]", re.IGNORECASE)
INDEFINITE = re.compile(
    r"^(?:an?|one|some|several|many|multiple|two|three|four|five|six|une?|des|una?|unos|unas)\s", re.IGNORECASE
)
ONE = re.compile(r"one(?: of (?:them|the (?:men|women|people|pair|two|three|four)))?", re.IGNORECASE)
SEVERAL = re.compile(r"^(?:some|several|many|multiple|two|three|four|five|six|the (?:two|three|four))\s", re.IGNORECASE)
HEAD = re.compile(r"\s+(?:of|in|at|for|from|on|de|du|des|del|en|d['’])\s*\b.*$", re.IGNORECASE)
SHARED = 2


def speaks_for(source: Source) -> bool:
    """True where a source's words are its body's: any that is named, and of the unnamed a spokesman or 'the director'.

    'A corporal of the army' speaks for himself.
    """
    return source.kind is not SourceKind.UNNAMED or bool(
        SPOKESMAN.search(source.name) or DEFINITE.match(spoken(source))
    )


def spoken(source: Source) -> str:
    """A source as its report first names it, article and all."""
    return source.mentions[0].exact if source.mentions else source.name


@lru_cache(maxsize=20_000)
def words(name: str) -> frozenset[str]:
    """The telling words of a name or description, as stems."""
    found = {fold(w) for w in re.findall(r"[^\W\d_]{3,}", re.sub(r"['’]s\b", "", name))}
    return frozenset(stem(w) for w in found - lexicon().nobody - lexicon().stopped - {"own", "same", "very"})


@dataclass
class Mouths:
    """Source id -> the id that stands for it, and the ids it may be besides."""

    rank: Mapping[str, tuple[bool, int, int]]
    """Which of two stands for the other: a body before a person, then what is heard in more reports, in more words."""
    same: dict[str, str] = field(default_factory=dict)
    may_be: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, source: str) -> str:
        """The id that stands for a source."""
        while source in self.same:
            source = self.same[source]
        return source

    def stand_in(self, source: str, other: str) -> None:
        """Let a source of a translation be the one it is in the original."""
        root, kept = self.of(source), self.of(other)
        if root != kept:
            self.same[root] = kept
        elif root == source:  # it stood for its original: turned round
            self.same = {i: other if stands == source else stands for i, stands in self.same.items() if i != other}
            self.same[source] = other

    def join(self, source: str, other: str) -> None:
        """Let one source stand for another, unless it does already."""
        less, more = sorted((self.of(source), self.of(other)), key=lambda i: (self.rank[i], i))
        if less != more:
            self.same[less] = more


def mouths(readings: Sequence[Reading], sources: Mapping[str, Source], derivations: Sequence[Derivation]) -> Mouths:
    """The sources that are one with another of the same family of reports, and those that may be."""
    made = Mouths({s.id: rank(s) for s in sources.values()})
    above = ancestors(derivations)
    for family in families(readings, derivations):
        held: dict[str, set[str]] = defaultdict(set)
        for reading in family:
            own = sorted({s.id for s in reading.sources if s.id in sources})
            repeated([sources[i] for i in own], made)
            introduced(reading, sources, made)
            named_later(reading, [sources[i] for i in own], made)
            one_of(reading, sources, made)
            for i in own:
                held[i].add(reading.report.id)
        if len(family) > 1:
            Family(sources, held, above, made).tie()
    for one, other in aligned(readings, sources, derivations):
        made.stand_in(one, other)
    return made


def rank(source: Source) -> tuple[bool, int, int]:
    """A body before a person, then by the reports it is heard in and the words of its name."""
    return source.kind in BODIES, len({m.report_id for m in source.mentions}), len(words(source.name))


def families(readings: Sequence[Reading], derivations: Sequence[Derivation]) -> list[list[Reading]]:
    """The reports that edges tie together, each alone that has none, in the order of the readings."""
    home = {r.report.id: r.report.id for r in readings}

    def root(node: str) -> str:
        while home[node] != node:
            home[node] = home[home[node]]
            node = home[node]
        return node

    for edge in derivations:
        if edge.child in home and edge.parent in home:
            a, b = sorted((root(edge.child), root(edge.parent)))
            home[b] = a
    found: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        found[root(reading.report.id)].append(reading)
    return list(found.values())


def ancestors(derivations: Sequence[Derivation]) -> Mapping[str, frozenset[str]]:
    """For each report that has a parent among the reports, all that stand above it."""
    up: dict[str, set[str]] = defaultdict(set)
    for edge in derivations:
        if edge.parent:
            up[edge.child].add(edge.parent)
    made: dict[str, frozenset[str]] = {}
    for start in up:
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            new = up.get(waiting.pop(), set()) - seen
            seen |= new
            waiting.extend(new)
        made[start] = frozenset(seen)
    return made


def repeated(own: Sequence[Source], made: Mouths) -> None:
    """Sources of one report under one name are one: the turns of a transcript, a body named twice."""
    first: dict[tuple[bool, frozenset[str]], str] = {}
    for source in own:
        name = source.kind is SourceKind.PERSON, words(source.name)
        if name[1] and not INDEFINITE.match(spoken(source)):
            made.join(source.id, first.setdefault(name, source.id))


def introduced(reading: Reading, sources: Mapping[str, Source], made: Mouths) -> None:
    """A description in the lead whose name the next attribution gives: 'the clinic's director said … Ana Roe told'.

    The two say the same figure or two of the same terms, and the name stands nowhere before.
    """
    spoken_by = [(s, sources[s.speaker or ""]) for s in reading.statements if s.speaker in sources]
    for (first, who), (second, name) in pairwise(sorted(spoken_by, key=lambda pair: pair[0].start)):
        if who.kind is not SourceKind.UNNAMED or not DEFINITE.match(spoken(who)):
            continue
        before = any(m.report_id == reading.report.id and m.start < first.start for m in name.mentions)
        if name.kind is not SourceKind.PERSON or name.acts_for is not None or before:
            continue
        lang = reading.report.lang
        figures = set(facts(first.text, lang).figures) & set(facts(second.text, lang).figures)
        if figures or len(keys(first.text) & keys(second.text)) >= SHARED:
            body = sources.get(who.acts_for or "", who)
            made.join(name.id, body.id)


def one_of(reading: Reading, sources: Mapping[str, Source], made: Mouths) -> None:
    """'One' or 'one of them' is of those who spoke just before: 'Two fishermen said …, one said'."""
    told = sorted((s for s in reading.statements if s.speaker in sources), key=lambda s: s.start)
    for before, after in pairwise(told):
        group, one = sources[before.speaker or ""], sources[after.speaker or ""]
        unnamed = group.kind in {SourceKind.UNNAMED, SourceKind.GROUP} and one.kind is SourceKind.UNNAMED
        if unnamed and ONE.fullmatch(one.name) and SEVERAL.match(spoken(group)):
            made.stand_in(one.id, group.id)


def named_later(reading: Reading, own: Sequence[Source], made: Mouths) -> None:
    """'A union' of the lead is the one union that the report then names."""
    report = reading.report.id
    spots = {s.id: [m.start for m in s.mentions if m.report_id == report] for s in own}
    first = {key: min(starts) for key, starts in spots.items() if starts}
    bodies = [s for s in own if s.id in first and s.kind in BODIES]
    for source in bodies:
        head = words(HEAD.sub("", source.name))
        if not head or not INDEFINITE.match(spoken(source)):
            continue
        names = [
            other
            for other in bodies
            if first[other.id] > first[source.id] and head < words(other.name) and not INDEFINITE.match(spoken(other))
        ]
        if len(names) == 1:
            made.join(source.id, names[0].id)


@dataclass(frozen=True)
class Family:
    """The sources of reports that come from one another, and where each is heard."""

    sources: Mapping[str, Source]
    held: Mapping[str, set[str]]
    above: Mapping[str, frozenset[str]]
    made: Mouths

    def tie(self) -> None:
        """Tie what is named by its kind alone to what it can only mean here."""
        ids = sorted(self.held)
        kinds = [i for i in ids if self.by_kind(self.sources[i])]
        alike: dict[tuple[bool, frozenset[str]], list[str]] = defaultdict(list)
        for i in kinds:
            alike[self.body(i), self.called(i)].append(i)
        for (body, name), group in alike.items():
            for i in group[1:] if name else ():
                first = group[0] if body else next((g for g in group if g != i and self.related(g, i)), None)
                if first:
                    self.made.join(i, first)
        for group in self.one_name(ids):
            for i in group[1:]:
                self.made.join(i, group[0])
        for i in kinds:
            self.mean(i, [t for t in ids if t not in kinds or len(words(self.sources[t].name)) > 1])

    def by_kind(self, source: Source) -> bool:
        """True for a source that is named by its kind, or by a label: written small, or in one report only."""
        if source.kind is SourceKind.UNNAMED:
            return True
        small = source.name.islower() or (
            not re.search(r"\w\s+[A-ZÀ-Þ]", spoken(source)) and bool(DEFINITE.match(spoken(source)))
        )
        return small or (source.kind is not SourceKind.PERSON and len(words(source.name)) == 1)

    def body(self, source: str) -> bool:
        """True for a body or document, False for a person or people."""
        return self.sources[source].kind in BODIES

    def one_name(self, ids: Sequence[str]) -> list[list[str]]:
        """The bodies of two words and more that are called the same in two languages of a family."""
        found: dict[frozenset[str], list[str]] = defaultdict(list)
        for i in ids:
            if self.body(i) and len(self.called(i)) > 1 and not INDEFINITE.match(spoken(self.sources[i])):
                found[self.called(i)].append(i)
        return list(found.values())

    def called(self, source: str) -> frozenset[str]:
        """The words of a name; of a body those of any language in one form: 'la clínica', 'the clinic'."""
        name = self.sources[source].name
        return keys(name) if self.body(source) and keys(name) else words(name)

    def related(self, left: str, right: str) -> bool:
        """True when one is heard in a report that comes from one in which the other is heard."""
        return any(
            b in self.above.get(a, ()) or a in self.above.get(b, ()) for a in self.held[left] for b in self.held[right]
        )

    def mean(self, source: str, others: Sequence[str]) -> None:
        """Tie a source to the one other that its words fit; where several fit, or half fits, it may be any of them."""
        own = self.sources[source]
        name = words(own.name)
        if not name or (INDEFINITE.match(spoken(own)) and self.body(source)):
            return
        fits = self.fitting(source, name, others)
        near = {c: t for c, t in fits.items() if self.related(source, t)}
        chosen = near if len(near) == 1 else fits
        if len(chosen) == 1 and not INDEFINITE.match(spoken(own)):
            self.made.join(source, next(iter(chosen.values())))
            return
        head = words(HEAD.sub("", own.name))
        half = self.fitting(source, head, others) if head and head != name and self.body(source) else {}
        found = frozenset({*fits, *half} - {self.made.of(source)})
        if found:
            self.made.may_be[self.made.of(source)] = found

    def fitting(self, source: str, name: frozenset[str], others: Sequence[str]) -> dict[str, str]:
        """The others of its sort whose name and role hold all words of a name, by the id that stands for each."""
        found: dict[str, str] = {}
        me = self.made.of(source)
        for other in others:
            theirs = self.sources[other]
            if other == source or self.made.of(other) == me or self.body(other) != self.body(source):
                continue
            held = words(f"{theirs.name} {theirs.role}")
            if name < held and (self.body(source) or theirs.kind is SourceKind.PERSON):
                found.setdefault(self.made.of(other), other)
        return found
