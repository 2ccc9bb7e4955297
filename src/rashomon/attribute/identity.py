"""One source for one person or body across reports.

Names that are surely one come first (`one_name`), then bodies that are only described and who heads them
(`standing`, `offices`), then voices (`voices`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from rashomon.attribute import bare_roles, fuller, labels, offices, standing, voices
from rashomon.attribute.one_name import Form, Sets, same, short_keys, shortens, sure_keys
from rashomon.model import Reading, Report, Source, SourceKind, Statement, content_id
from rashomon.text.names import (
    ARTICLES,
    SMALL,
    abbreviates,
    fold,
    is_acronym,
    noun_gender,
    parted,
    title_gender,
    tokens,
    words,
)

LONGEST = 7
"""Words of a name at most: more are a line that was taken for one."""
RARE = 20
"""Of so many forms of a name one that stands once is no fuller name."""
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


def link(readings: Sequence[Reading]) -> tuple[tuple[Reading, ...], tuple[Source, ...]]:
    """The readings with one id for one source in all of them, and every source once with all its mentions.

    A source that only one report has keeps its id. No result depends on the order of the readings.
    """
    readings = fuller.named(bare_roles.read(labels.read(readings)))
    local = {source.id: source for reading in readings for source in reading.sources}
    groups, acts = _groups(readings, local)
    readings = tuple(_acting(reading, acts) for reading in readings)
    shared = {member: _group_id(group, local) for group in groups for member in group}
    outlets = _outlets(readings)
    langs = {s.id: r.report.lang for r in readings for s in r.sources}
    names = {shared[group[0]]: _canonical(_of_one_language(group, langs), local, outlets) for group in groups}
    linked = tuple(_rewritten(reading, shared, names) for reading in readings)
    return linked, _merged(linked)


def _acting(reading: Reading, acts: Mapping[str, str]) -> Reading:
    """The reading with whom its people speak for, where other reports tell."""
    if not any(s.id in acts for s in reading.sources):
        return reading
    sources = (replace(s, acts_for=s.acts_for or acts.get(s.id)) for s in reading.sources)
    return replace(reading, sources=tuple(sources))


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


def _groups(readings: Sequence[Reading], local: dict[str, Source]) -> tuple[list[list[str]], dict[str, str]]:
    """The ids of local sources that are one, in groups of two or more; and for whom people speak, as others tell."""
    forms = [form for reading in readings for form in _forms(reading)]
    sets = Sets(sorted(forms, key=lambda f: f.id))
    sets.join_pairs(sure_keys, same)
    sets.join_unique(short_keys, shortens)
    groups = [sorted(f.id for f in group) for group in sets.groups()]
    groups = voices.bodies_of_one_voice(groups, local)
    near = standing.nearness(groups, readings)
    groups, acts = offices.held(groups, readings, local, near)
    groups = voices.spoken_for(groups, local)
    known = [[i for i in group if i in local] for group in groups]
    return sorted(group for group in known if len(group) > 1), acts


def _forms(reading: Reading) -> Iterator[Form]:
    for source in reading.sources:
        if source.kind in NAMED:
            forms = _of_one(source, frozenset(fold(name) for name in _names(source)))
            if forms:
                yield Form(source.id, source.name, source.kind is SourceKind.PERSON, forms, _gender(source))
    report = reading.report
    if report.outlet:
        yield Form(content_id("o", report.outlet), report.outlet, False, frozenset(_outlet_forms(report)), outlet=True)


def _of_one(source: Source, forms: frozenset[str]) -> frozenset[str]:
    """The forms of a source, of a line that was taken for one name only that line: 'Fenn Observatory Oskwire'.

    Where two forms have no word in common and neither stands for the other, two names were read as one: neither may
    tie those who bear it.
    """
    if source.kind is SourceKind.PERSON:
        return forms
    own = [_parts(form) for form in sorted(forms)]
    apart = any(not set(a) & set(b) and not _letters(a, b) for a, b in combinations(own, 2))
    return frozenset({_plain(source.name)}) if apart or len(_parts(source.name)) > LONGEST else forms


def _parts(name: str) -> tuple[str, ...]:
    return parted(name).parts


def _letters(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True where one of two names may be the letters of the other."""
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and len(short[0]) <= LONGEST and abbreviates(short[0], " ".join(long))


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


# --- names and ids


def _group_id(group: Sequence[str], local: dict[str, Source]) -> str:
    """A shared id from the folded names of the group's sources and the least of their ids."""
    return content_id("src", *sorted({fold(local[i].name) for i in group}), min(group))


def _of_one_language(group: Sequence[str], langs: Mapping[str, str]) -> list[str]:
    """The sources of a group in the language of most: an English ministry bears no French name."""
    held = Counter(langs[i] for i in group)
    most = min(held, key=lambda lang: (-held[lang], lang))
    return [i for i in group if langs[i] == most]


def _canonical(
    group: Sequence[str], local: dict[str, Source], outlets: Mapping[str, Counter[str]]
) -> tuple[str, SourceKind]:
    """The fullest name and the most usual kind of a group; `outlets` holds reports' outlets by forms of their name."""
    found = [local[i] for i in group]
    kinds = Counter(s.kind for s in found if s.kind in NAMED)
    kind = min(kinds, key=lambda k: (-kinds[k], k)) if kinds else found[0].kind
    if any(s.kind is SourceKind.PERSON and len(parted(s.name).parts) > 1 for s in found):
        kind = SourceKind.PERSON  # a surname alone may have been taken for a body's name; a given name is a person's
    # 'police' twice with one spokesman is a body of no proper name
    names = Counter(s.name for s in found if s.kind in NAMED) or Counter(s.name for s in found)
    if kind is not SourceKind.PERSON:
        for form in {fold(name) for s in found for name in _names(s)}:
            names.update(outlets.get(form, Counter()))
    rare = {n for n in names if names[n] * RARE < names.total()}  # a line that was taken for a name
    words_of = {n: len(set(parted(n).parts) - SMALL) for n in names}
    best = min(names, key=lambda n: (is_acronym(n), n in rare or words_of[n] > LONGEST, -words_of[n], -names[n], n))
    return best, kind
