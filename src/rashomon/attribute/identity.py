"""One source for one person or body across reports: candidates by key, a pure judgement of a pair, and unique fits.

Names are joined first where they are surely one (`same`), then a short form, an acronym or a bare surname joins the
one group it fits. Where two groups fit, it joins none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from rashomon.attribute import fuller, voices
from rashomon.model import Reading, Report, Source, SourceKind, Statement, content_id
from rashomon.text.names import (
    ARTICLES,
    SMALL,
    abbreviates,
    fold,
    is_acronym,
    noun_gender,
    parted,
    stands_for,
    title_gender,
    tokens,
    words,
)
from rashomon.text.translit import keys, same_given

NAMED = {SourceKind.PERSON, SourceKind.ORGANIZATION, SourceKind.PUBLIC_BODY}
PRONOUNS = frozenset(
    [
        "i",
        "we",
        "he",
        "she",
        "it",
        "they",
        "who",
        "which",
        "that",
        "this",
        "these",
        "those",
        "some",
        "others",
        "one",
        "both",
        "many",
        "several",
        "none",
        "all",
        "me",
        "us",
        "him",
        "them",
    ]
)


@dataclass(frozen=True, slots=True)
class Form:
    """One source of one report as it is compared with others."""

    id: str
    name: str
    person: bool
    forms: frozenset[str]
    """Its folded proper names, as printed."""
    gender: str = ""
    outlet: bool = False
    """True for a report's own outlet, which need not be a source anywhere."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The folded words of its longest name."""
        return _parts(self.name)


@lru_cache(maxsize=1 << 16)
def _parts(name: str) -> tuple[str, ...]:
    return parted(name).parts


def link(readings: Sequence[Reading]) -> tuple[tuple[Reading, ...], tuple[Source, ...]]:
    """The readings with one id for one source in all of them, and every source once with all its mentions.

    A source that only one report has keeps its id. No result depends on the order of the readings.
    """
    readings = fuller.named(readings)
    local = {source.id: source for reading in readings for source in reading.sources}
    groups = _groups(readings, local)
    shared = {member: _group_id(group, local) for group in groups for member in group}
    outlets = _outlets(readings)
    names = {shared[group[0]]: _canonical(group, local, outlets) for group in groups}
    linked = tuple(_rewritten(reading, shared, names) for reading in readings)
    return linked, _merged(linked)


def _rewritten(reading: Reading, shared: dict[str, str], names: dict[str, tuple[str, SourceKind]]) -> Reading:
    sources: dict[str, Source] = {}
    for source in reading.sources:
        made = _renamed(source, shared, names)
        old = sources.get(made.id)
        sources[made.id] = replace(old, mentions=tuple(sorted({*old.mentions, *made.mentions}))) if old else made
    statements = tuple(_respoken(statement, shared) for statement in reading.statements)
    return replace(reading, sources=tuple(sources.values()), statements=statements)


def _renamed(source: Source, shared: dict[str, str], names: dict[str, tuple[str, SourceKind]]) -> Source:
    made = shared.get(source.id, source.id)
    name, kind = names.get(made, (source.name, source.kind))
    body = shared.get(source.acts_for, source.acts_for) if source.acts_for else None
    return replace(source, id=made, name=name, kind=kind, acts_for=body if body != made else None)


def _respoken(statement: Statement, shared: dict[str, str]) -> Statement:
    speaker = shared.get(statement.speaker, statement.speaker) if statement.speaker else None
    hops = tuple(dict.fromkeys(shared.get(hop, hop) for hop in statement.via))
    return replace(statement, speaker=speaker, via=tuple(hop for hop in hops if hop != speaker))


def _merged(readings: Sequence[Reading]) -> tuple[Source, ...]:
    """Every source once, by name and id, with its mentions in all reports."""
    found: dict[str, list[Source]] = {}
    for reading in readings:
        for source in reading.sources:
            found.setdefault(source.id, []).append(source)
    merged = [
        _one(sorted(same, key=lambda s: (min(s.mentions, default=None) is None, s.mentions))) for same in found.values()
    ]
    return tuple(sorted(merged, key=lambda source: (fold(source.name), source.id)))


def _one(same: Sequence[Source]) -> Source:
    """One source from its forms in several reports: the longest role, the first reason for anonymity."""
    roles = sorted({s.role for s in same}, key=lambda role: (-len(role), role))
    bodies = Counter(s.acts_for for s in same if s.acts_for)
    body = min(bodies, key=lambda b: (-bodies[b], b)) if bodies else None
    return replace(
        same[0],
        role=roles[0],
        mentions=tuple(sorted({span for s in same for span in s.mentions})),
        acts_for=body,
        anonymity=min((s.anonymity for s in same if s.anonymity), default=None),
    )


# --- who is one


def _groups(readings: Sequence[Reading], local: dict[str, Source]) -> list[list[str]]:
    """The ids of local sources that are one, in groups of two or more."""
    forms = [form for reading in readings for form in _forms(reading)]
    sets = _Sets(sorted(forms, key=lambda f: f.id))
    sets.join_pairs(_sure_keys, same)
    sets.join_unique(_short_keys, shortens)
    groups = [sorted(f.id for f in group) for group in sets.groups()]
    groups = voices.bodies_of_one_voice(groups, local)
    groups = voices.called(groups, readings, local)
    groups = voices.spoken_for(groups, local)
    known = [[i for i in group if i in local] for group in groups]
    return sorted(group for group in known if len(group) > 1)


def _forms(reading: Reading) -> Iterator[Form]:
    for source in reading.sources:
        if source.kind in NAMED:
            forms = frozenset(fold(name) for name in _names(source))
            if forms:
                yield Form(source.id, source.name, source.kind is SourceKind.PERSON, forms, _gender(source))
    report = reading.report
    if report.outlet:
        yield Form(content_id("o", report.outlet), report.outlet, False, frozenset(_outlet_forms(report)), outlet=True)


def _outlet_forms(report: Report) -> set[str]:
    """An outlet's name and the letters under which it credits itself: '(HYA)' on Halyard's own pages."""
    own = {
        credit.name for credit in report.credits if is_acronym(credit.name) and abbreviates(credit.name, report.outlet)
    }
    own |= {report.credit} if is_acronym(report.credit) and abbreviates(report.credit, report.outlet) else set()
    return {_plain(report.outlet), *map(fold, own)}


def _outlets(readings: Sequence[Reading]) -> Mapping[str, Counter[str]]:
    """The outlets of the reports, and how often, by every form of their name."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for reading in readings:
        for form in sorted(_outlet_forms(reading.report)) if reading.report.outlet else ():
            found[form][reading.report.outlet] += 1
    return found


def _names(source: Source) -> set[str]:
    """The proper names among a source's mentions; no description, no word for a body alone ('the Ministry')."""
    printed = {source.name, *(span.exact for span in source.mentions)}
    return {core for text in printed if _proper(core := parted(" ".join(text.split())).core)}


def _proper(core: str) -> bool:
    large = [w for w in core.split() if fold(w) not in SMALL | ARTICLES]
    generic = (
        words().bodies
        | words().organizations
        | words().outlets
        | frozenset(words().titles)
        | frozenset(words().persons)
    )
    if fold(core) in PRONOUNS:
        return False
    return bool(large) and all(w[0].isupper() or w[0].isdigit() for w in large) and not set(map(fold, large)) <= generic


def _gender(source: Source) -> str:
    titles = (title_gender(parted(span.exact).title) for span in source.mentions)
    return next((g for g in titles if g), next((g for word in tokens(source.role) if (g := noun_gender(word))), ""))


def _plain(name: str) -> str:
    return " ".join(t for t in tokens(name) if t not in ARTICLES)


def _sure_keys(form: Form) -> Iterator[str]:
    """Keys under which surely equal names meet: the whole name in any order of its words, a surname, an acronym."""
    for name in form.forms:
        parts = [t for t in tokens(name) if t not in SMALL]
        yield "name " + " ".join(sorted(parts))
        if form.person and len(parts) > 1:
            yield "last " + keys(tuple(parts))[-1] if keys(tuple(parts)) else "last "


def same(left: Form, right: Form) -> bool:
    """True when two names are surely one's: equal but for spelling, titles and order, given names in agreement."""
    if left.gender and right.gender and left.gender != right.gender:
        return False
    a, b = ({" ".join(sorted(t for t in tokens(n) if t not in SMALL)) for n in f.forms} for f in (left, right))
    if shared := a & b:
        # one word is a person's surname or a body's acronym: not enough across people and bodies
        return any(len(name.split()) > 1 for name in shared) or (left.person == right.person and not left.person)
    if not (left.person and right.person) or min(len(left.parts), len(right.parts)) < 2:
        return False
    one, two = keys(left.parts), keys(right.parts)
    return bool(one and two) and one[-1] == two[-1] and same_given(left.parts[0], right.parts[0])


def _short_keys(form: Form) -> Iterator[str]:
    """Keys under which a short form meets the long one: each word by its sound, and the initials."""
    for name in form.forms:
        parts = [t for t in tokens(name) if t not in ARTICLES]
        yield from keys(tuple(parts))
        yield "".join(t[0] for t in parts)
        yield "".join(t[0] for t in parts if t not in SMALL)
        yield name.replace(".", "")


def shortens(short: Form, long: Form) -> bool:
    """True when one name may be short for another: a surname, an acronym, a body's name without its last words."""
    if short.gender and long.gender and short.gender != long.gender:
        return False
    a, b = short.parts, long.parts
    if any(
        len(n) <= 7 and " " not in n and is_acronym(n.upper()) and stands_for(n, m)
        for n in short.forms
        for m in long.forms
    ):
        return not long.person
    if len(a) >= len(b):
        return False
    if long.person:
        # a bare name that one report has alone may be read as a body's
        return (short.person or bare(short)) and len(a) == 1 and keys(a)[-1:] == keys(b)[-1:]
    generic = words().outlet_names | words().organizations | words().outlets | words().bodies | SMALL
    rest = set(b) - set(a)
    if _inside_of(long.name, a) or rest & words().documents:  # a body's charter is not the body
        return False
    if not set(a) <= set(b) or set(a) <= generic:
        return False
    first = len(a) == 1 and a[0] == b[0] and bare(short) and not short.person  # 'Ostrane' of 'Ostrane Minerals'
    return rest <= generic or first or (len(a) > 1 and (a[0] == b[0] or not short.person))


def _inside_of(name: str, short: tuple[str, ...]) -> bool:
    """True where a short name is only what a longer one belongs to: 'Tavoria' is no 'Ministry of Tavoria'."""
    parts = tokens(name)
    spots = [at for at, word in enumerate(parts) if word == short[0]]
    return bool(spots) and all(any(w in {"of", "for", "in", "de"} for w in parts[max(0, at - 2) : at]) for at in spots)


Likeness = tuple[str, bool, frozenset[str], str]
"""What a judge looks at: forms that agree in it are judged once."""


def bare(form: Form) -> bool:
    """True for one capitalised word that says nothing of what it names ('Reyl'): no acronym, no outlet."""
    (*rest, name) = sorted(form.forms)
    return not (rest or form.outlet or " " in name or is_acronym(form.name)) and form.name[:1].isupper()


class _Sets:
    """Disjoint sets of forms; every question is asked of groups, so that no result hangs on an order."""

    def __init__(self, forms: Sequence[Form]) -> None:
        found = {form.id: form for form in forms}
        for form in forms:  # an outlet is one, whatever its reports credit
            if form.outlet:
                found[form.id] = replace(form, forms=found[form.id].forms | form.forms)
        self.forms = list(found.values())
        self.parent = list(range(len(self.forms)))
        self.members = {at: [at] for at in self.parent}
        self.alike: dict[Likeness, list[int]] = defaultdict(list)
        for at, f in enumerate(self.forms):
            self.alike[f.name, f.person, f.forms, f.gender].append(at)

    def root(self, at: int) -> int:
        while self.parent[at] != at:
            self.parent[at] = self.parent[self.parent[at]]
            at = self.parent[at]
        return at

    def join(self, a: int, b: int) -> None:
        low, high = sorted((self.root(a), self.root(b)))
        if low != high:
            self.parent[high] = low
            self.members[low] += self.members.pop(high)

    def buckets(self, made: Callable[[Form], Iterable[str]]) -> list[list[list[int]]]:
        """The forms under each key, those that a judge cannot tell apart together."""
        found: dict[str, dict[int, list[int]]] = defaultdict(dict)
        for forms in self.alike.values():
            for key in made(self.forms[forms[0]]):
                found[key][forms[0]] = forms
        return [[found[key][first] for first in sorted(found[key])] for key in sorted(found)]

    def join_pairs(self, made: Callable[[Form], Iterable[str]], judge: Callable[[Form, Form], bool]) -> None:
        """Join every two forms of one bucket that the judge takes for one, unless their groups hold two given names."""
        for forms in self.alike.values():
            if judge(self.forms[forms[0]], self.forms[forms[0]]):
                for at in forms[1:]:
                    self.join(forms[0], at)
        buckets = self.buckets(made)
        met = {(x[0], y[0]): (x, y) for bucket in buckets for n, x in enumerate(bucket) for y in bucket[n + 1 :]}
        for (first, other), (left, right) in sorted(met.items()):
            if judge(self.forms[first], self.forms[other]):
                for a, b in product(self.apart(left), self.apart(right)):
                    if self.root(a) != self.root(b) and self._agree(a, b):
                        self.join(a, b)

    def apart(self, forms: Sequence[int]) -> list[int]:
        """One form of each group among some forms."""
        return list({self.root(at): at for at in reversed(forms)}.values())[::-1]

    def _agree(self, a: int, b: int) -> bool:
        held = (self.forms[at] for at in (*self.members[self.root(a)], *self.members[self.root(b)]))
        people = [f for f in held if f.person and len(f.parts) > 1]
        given = sorted({f.parts[0] for f in people})
        genders = {f.gender for f in people if f.gender}
        return len(genders) < 2 and all(same_given(f, g) for f in given for g in given)

    def join_unique(self, made: Callable[[Form], Iterable[str]], judge: Callable[[Form, Form], bool]) -> None:
        """Join each group to the one group that it shortens; to none where several fit."""
        fits: dict[int, set[int]] = {}
        seen: set[tuple[int, int]] = set()
        for bucket in self.buckets(made):
            for short, long in product(bucket, bucket):
                if (short[0], long[0]) in seen or not judge(self.forms[short[0]], self.forms[long[0]]):
                    continue
                seen.add((short[0], long[0]))
                there = {self.root(b) for b in long}
                for a in {self.root(at) for at in short}:
                    fits.setdefault(a, set()).update(there - {a})
        # what fits and is itself short for the other fitting one is no rival
        for at in sorted(n for n in fits if fits[n]):
            longest = {b for b in fits[at] if not fits.get(b, set()) & fits[at]}
            if len(longest) == 1 and at not in fits.get(next(iter(longest)), set()):
                self.join(at, next(iter(longest)))

    def groups(self) -> list[list[Form]]:
        return [[self.forms[at] for at in sorted(self.members[root])] for root in sorted(self.members)]


# --- names and ids


def _group_id(group: Sequence[str], local: dict[str, Source]) -> str:
    """A shared id from the folded names of the group's sources and the least of their ids."""
    return content_id("src", *sorted({fold(local[i].name) for i in group}), min(group))


def _canonical(
    group: Sequence[str], local: dict[str, Source], outlets: Mapping[str, Counter[str]]
) -> tuple[str, SourceKind]:
    """The fullest name and the most usual kind of a group; `outlets` holds reports' outlets by forms of their name."""
    found = [local[i] for i in group]
    kinds = Counter(s.kind for s in found if s.kind in NAMED)
    kind = min(kinds, key=lambda k: (-kinds[k], k)) if kinds else found[0].kind
    # 'police' twice with one spokesman is a body of no proper name
    names = Counter(s.name for s in found if s.kind in NAMED) or Counter(s.name for s in found)
    if kind is not SourceKind.PERSON:
        for form in {fold(name) for s in found for name in _names(s)}:
            names.update(outlets.get(form, Counter()))
    best = min(names, key=lambda n: (is_acronym(n), -len(parted(n).parts), -names[n], n))
    return best, kind
