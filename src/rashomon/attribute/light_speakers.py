"""Who speaks, in a language without a parser: the name a source prints, or the one named source a pronoun can mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.lexicon import Lexicon
from rashomon.attribute.light import CITED
from rashomon.attribute.speakers import Resolved
from rashomon.model import Report, Source, SourceKind, Unresolved, content_id
from rashomon.text.bodies import body
from rashomon.text.names import words as listed

WORD = r"[A-ZÀ-Ý][\w’'.-]*"
RUN = rf"{WORD}(?:\s+{WORD})+"
ROLE = re.compile(rf"(?:[a-zà-ÿA-Z’'-]+\s+){{1,4}}?(?<!\bde )(?<!\bdes )(?<!\bdu )(?<!\bdel )(?<!\bla )({RUN})")
"""'la docteure Sunniva Pell': a name after what its bearer is."""

ARTICLE = re.compile(r"^(?:l[’']|(?:les?|la|une?|des|el|l[ao]s|un[ao]s?)\s+)", re.IGNORECASE)
TITLE = re.compile(r"^(?:MM?|Mme|Mlle|Dra?|Pr|Sra?)\.?\s+")


NOBODY = "no named source stands before it"


def resolve(report: Report, drafts: Sequence[Draft], words: Lexicon) -> Resolved:
    """The sources as printed, one name one source; a pronoun is the last named source before it, else nobody."""
    pronouns = set(words.light.get("pronouns", ()))
    named: list[tuple[int, str]] = []
    unresolved: list[Unresolved] = []
    order = sorted((d.source[0], at) for at, d in enumerate(drafts) if d.source)
    chosen: dict[int, str] = {}
    for start, at in order:
        source = drafts[at].source
        printed = " ".join(report.text[slice(*source)].split()) if source else ""
        if printed.lower() in pronouns:
            if named:
                chosen[at] = named[-1][1]
            else:
                unresolved.append(Unresolved(report.id, f"speaker {printed!r}", NOBODY))
            continue
        chosen[at] = _known(name(printed), [n for _, n in named])
        named.append((start, chosen[at]))
    chosen = {at: _fuller(n, chosen.values()) for at, n in chosen.items()}
    chosen |= _dropped(report, drafts, chosen)
    names = [chosen.get(at) for at in range(len(drafts))]
    quoting = [_quoting(report.text, d) for d in drafts]
    by = [name(report.text[slice(*place)]) if place else None for place in quoting]
    sources = _sources(report, [*(d.source for d in drafts), *quoting], [*names, *by])
    ids = {source.name: source.id for source in sources}
    speakers = tuple(ids[n] if n else None for n in names)
    vias = _vias(drafts, speakers)
    vias = tuple((ids[n], *way) if n and ids[n] not in way else way for n, way in zip(by, vias, strict=True))
    return Resolved(sources, speakers, vias, tuple(unresolved))


def _fuller(found: str, others: Iterable[str]) -> str:
    """'le ministère' is the only ministry that the report names in full."""
    said = body(found)
    if said is None or said.which:
        return found
    full = {n for n in others if (other := body(n)) and other.sort == said.sort and other.which and not ROLES.match(n)}
    return full.pop() if len(full) == 1 else found


def _dropped(report: Report, drafts: Sequence[Draft], chosen: dict[int, str]) -> dict[int, str]:
    """Who speaks where a verb has no subject: 'Añadió que …' goes on in the paragraph, in French in the sentence."""
    found = {}
    stop = "\n\n" if report.lang == "es" else ". "
    for at, draft in enumerate(drafts):
        if draft.source is not None or draft.cue is None:
            continue
        before = [(d.cue, n) for n, d in enumerate(drafts) if n in chosen and d.cue and d.cue < draft.cue]
        if before:
            cue, last = max(before)
            between = report.text[cue[1] : draft.cue[0]]
            if stop not in between and "\n\n" not in between:
                found[at] = chosen[last]
    return found


def _quoting(text: str, draft: Draft) -> Place | None:
    """Where who quotes a source stands: 'selon X, citée par l’agence Y'."""
    cited = CITED.match(text, draft.source[1]) if draft.source else None
    return cited.span("who") if cited else None


def name(printed: str) -> str:
    """The name in a printed source, else its first phrase without the article: 'el portavoz, Corin Vasterby'."""
    parts = [TITLE.sub("", ARTICLE.sub("", part.strip())) for part in printed.split(",")]
    for part in parts:
        if re.fullmatch(RUN, part):
            return part
    for part in parts:
        role = ROLE.fullmatch(part)
        if role:
            return role[1]
    return parts[0] or printed


def _known(found: str, earlier: Sequence[str]) -> str:
    """The fuller name that stood before and ends in this one."""
    fuller = {n for n in earlier if n != found and n.split()[-1] == found}
    return fuller.pop() if len(fuller) == 1 else found


def _sources(report: Report, printed: Sequence[Place | None], names: Sequence[str | None]) -> tuple[Source, ...]:
    made: dict[str, list[tuple[int, int]]] = {}
    for place, found in zip(printed, names, strict=True):
        if found and place:
            made.setdefault(found, []).append(place)
    sources = {
        found: Source(
            content_id("p", report.id, found),
            found,
            _kind(found),
            mentions=tuple(report.span(*place) for place in sorted(set(places))),
        )
        for found, places in made.items()
    }
    for found, places in made.items():
        for start, end in sorted(set(places)):
            if role := acting(report.text[start:end]):
                of = start + role.start("body"), start + len(role.string[: role.end("body")].rstrip())
                printed_body = ARTICLE.sub("", report.text[slice(*of)])
                called = _fuller(printed_body, made)
                its = sources.setdefault(called, _of(report, printed_body, of))
                sources[found] = replace(sources[found], role=" ".join(role.group().split()), acts_for=its.id)
    return tuple(sources.values())


def _of(report: Report, called: str, place: Place) -> Source:
    """The body that a role names."""
    end = place[1]
    return Source(
        content_id("p", report.id, called), called, _kind(called), mentions=(report.span(end - len(called), end),)
    )


ROLES = re.compile(
    r"(?P<role>(?:le|la|el|leur|sa|su|sus?|un|une|una)?\s*"
    r"(?P<noun>porte-parole|portavoz|direct(?:eur|rice|ora?)|president[ea]?|président[e]?|ministr[eoa]|ministre|alcalde(?:sa)?|maire|"
    r"chef|jefe|jefa|secrétaire|secretari[oa]|responsable)(?:\s+[a-zà-ÿ]+){0,1}?)\s+"
    r"(?P<of>(?:du|des|de la|de l[’']|del|de los|de las|de|d[’'])\s*(?P<body>[^,;()]+))",
    re.IGNORECASE,
)
"""'la directrice du principal hôpital de la ville': a role, and of which body."""


def acting(printed: str) -> re.Match[str] | None:
    """The role and the body in a printed source, where a word of the body says that it is one."""
    found = ROLES.search(printed)
    return found if found and body(ARTICLE.sub("", found["body"].strip())) else None


def _kind(found: str) -> SourceKind:
    if acting(found):
        return SourceKind.UNNAMED
    if (said := body(found)) and not ROLES.match(found):
        return SourceKind.PUBLIC_BODY if said.sort in listed().bodies else SourceKind.ORGANIZATION
    capitals = [word for word in found.split() if word[:1].isupper()]
    return SourceKind.UNNAMED if not capitals else SourceKind.ORGANIZATION if len(capitals) != 2 else SourceKind.PERSON


def _vias(drafts: Sequence[Draft], speakers: Sequence[str | None]) -> tuple[tuple[str, ...], ...]:
    """For each draft the speakers of those it lies within, from the inside outwards, no one twice in a row."""
    ways = []
    for at, draft in enumerate(drafts):
        way: list[str | None] = [speakers[at]]
        holder = draft.within
        while holder is not None:
            way.append(speakers[holder])
            holder = drafts[holder].within
        ways.append(tuple(b for a, b in pairwise(way) if b and a != b))
    return tuple(ways)
