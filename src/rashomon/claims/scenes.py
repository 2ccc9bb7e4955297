"""Where, when and by what the counted came to harm, as a figure's own sentence says it: two scenes are two events.

Silent where a sentence says nothing: only two places, days or weapons that are both named can be apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from rashomon.claims.sentences import ANOTHER, BEFORE, CLAUSE, DAYS, PLACED, STOP, days_between, sentence
from rashomon.model import Figure, Place, Reading, Report, Span
from rashomon.text.compare import keys
from rashomon.text.names import is_body_word
from rashomon.text.places import Entry, choose, countries_named, gazetteer, normal, region
from rashomon.text.translit import key as sounds

PROVINCE, CITY, DISTRICT = "province", "city", "district"
TOWNS = frozenset({PROVINCE, CITY})
LEAD = 300
"""Characters of a first sentence that say where a report plays."""
SORTS = {
    PROVINCE: "province|governorate|countryside|region|county|state|oblast|prefecture|canton",
    CITY: "town|village|city|camp|hamlet|settlement",
    DISTRICT: "district|neighbou?rhood|quarter|suburb",
}
"""Words that say what sort of place a name is."""
NAME = r"(?:(?:al|el|as|ash|ar|an|at|az|ad)-)?[A-ZÀ-Þ][\w’'-]+(?:[\s-][A-ZÀ-Þ][\w’'-]+){0,2}"
PREPOSED = r"(?i:in|at|near|outside|inside|on|into|onto|over|around|of|hit|struck|targeted|shelled|bombed|and)"
SORTED = {
    sort: re.compile(
        rf"\b(?i:{words})s?\s+of\s+({NAME})|"
        rf"\b{PREPOSED}\s+(?:the\s+)?(?:[\w-]*[a-z]\s+){{0,3}}?({NAME})\s+(?:{words})s?\b"
    )
    for sort, words in SORTS.items()
}
OPEN = re.compile(
    r"\b(?:(?i:including|includes|among\s+them|such\s+as)\s+(?:(?i:in|the)\s+)*(?:[a-z]{2}-)?[A-ZÀ-Þ]|(?i:across|parts\s+of|"
    r"(?:two|three|four|five|other|several|various|many|multiple|different)\s+(?:[\w-]+\s+){0,2}?(?:districts|towns|villages|"
    r"neighbou?rhoods|suburbs|quarters|areas|places|cities|parts|camps))\b)"
)
"""A list of places that is not whole: another place may be one of them."""
ADJECTIVE = re.compile(r"(?:[a-z]{2}(?:ian|ish|ese|can)|-[a-zß-ÿ]\w*)$")
"""'Turkish', 'Kurdish-majority': of a place, and no place."""
TOLD = re.compile(
    r"\b(?:said|says|told|reported|speaking|spoke|statement|press|conference|based|headed|bound|heading|spokes\w+|office)\b"
    r"(?:\s+[\w’'-]+){0,6}?\s*\Z|\b(?:response\s+to|retaliat\w+|revenge|reprisal|blam\w+|accus\w+|similar\s+to|like\s+the)\b"
    r"[^.;]{0,80}\Z|\b(?:from|to|towards|for|with|by)\s+(?:the\s+)?(?:\w+\s+)?\Z",
    re.IGNORECASE,
)
"""Before a place: where somebody speaks, or where the counted came from or go to, is not where they came to harm."""
VOWELS = re.compile(r"[aeiou]")
LARGER = 5
"""How many times as many people the seat of a region has, that a place near it is named after."""

WEAPONS = {
    "air": r"air\s?-?strikes?|air\s?-?raids?|war\s?planes?|jets|barrel\s+bombs?|aircraft|drones?",
    "planted": r"(?:car|truck|vehicle|motor\w+|suicide|roadside|lorry|van)[\s-]+(?:bomb\w*|blasts?|attack\w*|explosion)"
    r"|booby\W?trapped|land\s?mines?|mines?|improvised\s+explosive|explosives?[\s-](?:laden|packed|rigged|device)\w*|IEDs?|"
    r"explosive\s+(?:belts?|vests?|devices?)",
    "guns": r"shell(?:s|ed|ing|fire)|mortars?|artillery|rockets?|howitzers?",
    "gas": r"gas|chemicals?|sarin|chlorine|nerve\s+agents?",
    "fight": r"clash(?:es|ed)?|battles?|fighting|offensive|gun\s?battle|fire\s?fight",
    "shot": r"snipers?|gunm[ae]n|gunfire|shot|shooting|stabb\w+|beheaded|executed",
}
WEAPON = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in WEAPONS.items()}


MOVED = frozenset({"aboard", "leave", "board", "arrive", "rescue", "count"})
"""What befalls people who are under way, and a bus, which is no other bus wherever it goes."""
LEFT = re.compile(
    rf"\b(?i:from|left|leave|leaving|departed|departing|fled|fleeing|quit|quitting|out\s+of)\s+(?i:the\s+)?(?:[\w-]*[a-z]\s+)"
    rf"{{0,5}}?({NAME}(?:(?:,\s+|\s+(?:and|or)\s+){NAME})*)"
)
"""Where those who are under way come from: people out of two places are two groups."""
MORE = re.compile(rf"(?:,\s+|,?\s+(?:and|or)\s+)({NAME})(?!\s+(?:said|says|told|reported)\b)")
"""A place goes on with a second: 'in Tarn and Vell'."""


LOOSE = re.compile(rf"\b(?i:in|at|near|outside|inside|on)\s+({NAME})")
"""Where a name stands that the gazetteer knows, whatever follows it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One named place: its name as it sounds, what sort of place it is said to be, and what the gazetteer knows."""

    name: str
    sort: str
    """'province', 'city' or 'district'; '' where no word says it and the gazetteer does not know it."""
    entry: Entry | None = None
    said: bool = False
    """True where a word says what sort of place it is: 'the village of Ambry'."""
    printed: str = field(default="", compare=False)
    beside: frozenset[str] = field(default=frozenset(), compare=False)
    """The names that some report puts beside it as another place: 'in Tarn and Vell'."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sentence says of where and by what."""

    spots: frozenset[Spot] = frozenset()
    weapons: frozenset[str] = frozenset()
    open: bool = False
    """True where it names only some of the places."""
    left: frozenset[str] = frozenset()
    """Where people who are under way come from, as it sounds."""
    joint: bool = False
    """True where it counts what befell people in two places far apart: 'in Tarn and Vell'."""
    several: bool = False
    """True where it names two places side by side, however far apart."""
    near: frozenset[Spot] = frozenset()
    """Where it names none, the places just before it or where its report plays: weak, two countries alone part them."""

    @property
    def words(self) -> frozenset[str]:
        """The terms of the names of its places."""
        return frozenset(key for s in self.spots for key in keys(s.printed))

    @property
    def towns(self) -> frozenset[Spot]:
        """Its towns and regions."""
        return frozenset(s for s in self.spots if s.sort in TOWNS)

    def of(self, sort: str) -> frozenset[Spot]:
        """Its places of one sort."""
        return frozenset(s for s in self.spots if s.sort == sort)


@dataclass(frozen=True, slots=True)
class Atlas:
    """What the reports of a case let one know of names: the countries they speak of, and places looked up already."""

    countries: frozenset[str] = frozenset()
    known: dict[str, Entry | None] = field(default_factory=dict)
    beside: Mapping[str, set[str]] = field(default_factory=dict)
    """For a name, as it sounds, the names that a report puts beside it: they are two places."""
    sorts: Mapping[str, str] = field(default_factory=dict)
    """For a name, as it sounds, what sort of place some report says it is, and none says otherwise."""

    found: Mapping[str, Place] = field(default_factory=dict)
    """The places that were found in the reports, by name."""
    read: dict[str, Scene] = field(default_factory=dict)
    """The stretches of text that were read for places already: a sentence is read for each of its figures."""

    @classmethod
    def of(cls, readings: Collection[Reading]) -> Atlas:
        """What some reports say of names."""
        beside: dict[str, set[str]] = defaultdict(set)
        sorts: dict[str, set[str]] = defaultdict(set)
        countries: set[str] = set()
        for told in (named_in(r.report.text) for r in readings):
            countries |= told.countries
            for one, other in told.pairs:
                beside[one].add(other)
                beside[other].add(one)
            for name, sort in told.sorts:
                sorts[name].add(sort)
        places = {p.span.exact: p for r in readings for p in r.places}
        countries |= {p.country for p in places.values()}
        plain = {name: next(iter(found)) for name, found in sorts.items() if len(found) == 1}
        return cls(frozenset(countries), beside=beside, sorts=plain, found=places)

    def entry(self, name: str) -> Entry | None:
        """The one place that a name means in this case; None where there is doubt."""
        key = normal(name)
        if key not in self.known:
            place = self.found.get(name)
            self.known[key] = choose(name, gazetteer(), self.countries) or (as_entry(place) if place else None)
        return self.known[key]


class Told(NamedTuple):
    """What one text says of names, as they sound: side by side, of which sort; and the countries it names."""

    pairs: tuple[tuple[str, str], ...]
    sorts: tuple[tuple[str, str], ...]
    countries: frozenset[str]


@lru_cache(maxsize=4096)
def named_in(text: str) -> Told:
    """What one text says of names: asked again for every page of a case."""
    named = list(PLACED.finditer(text))
    beside = [(m[1], more[1]) for m in named if (more := MORE.match(text, m.end(1)))]
    sorts = [
        (sound(next(group for group in m.groups() if group)), sort)
        for sort, pattern in SORTED.items()
        for m in pattern.finditer(text)
    ]
    pairs = ((sound(a), sound(b)) for a, b in beside)
    return Told(tuple(pairs), tuple(s for s in sorts if s[0]), countries_named((m[1] for m in named), gazetteer()))


def as_entry(place: Place) -> Entry:
    """A place of a reading as the gazetteer has it; a desk's own has no number there."""
    held = region(place.name, place.geonames_id) if place.geonames_id else ""
    return Entry(place.name, place.country, place.latitude, place.longitude, 0, place.geonames_id, held)


def home_of(report: Report, atlas: Atlas) -> Scene:
    """Where a report plays, as its headline and its first sentence say it."""
    first = STOP.split(report.text, maxsplit=1)[0]
    spots = scene(report.headline, atlas).spots | scene(first[:LEAD], atlas).spots
    return Scene(frozenset(s for s in spots if s.sort in TOWNS))


def scene_of(text: str, figure: Figure, fates: frozenset[str], atlas: Atlas, home: Scene) -> Scene:
    """What a figure's clause, else its sentence, says of its scene; where neither names a town, what is near it."""
    start, end = sentence(text, figure)
    first = max((m.end() for m in CLAUSE.finditer(text, start, figure.span.start)), default=start)
    after = CLAUSE.search(text, figure.span.end, end)
    told = scene(text[first : after.start() if after else end], atlas)
    whole = scene(text[start:end], atlas)
    weapons = told.weapons or whole.weapons
    if not told.spots:
        told = whole
    near: frozenset[Spot] = frozenset()
    if not told.towns and not ANOTHER.search(text[start:end]):
        before = [part for part in STOP.split(text[max(0, start - BEFORE) : start]) if part.strip()]
        near = (scene(before[-1], atlas).towns if before else near) or home.towns
    left = origins(text, first, figure.span, end) if fates & MOVED else frozenset()
    return replace(told, weapons=weapons, left=left, near=near)


def origins(text: str, start: int, figure: Span, end: int) -> frozenset[str]:
    """The words, as they sound, of the places that the counted left: those named after them, else before them."""
    after, before = LEFT.search(text, figure.end, end), list(LEFT.finditer(text, start, figure.start))
    found = after or (before[-1] if before else None)
    return frozenset(filter(None, map(sounds, re.split(r"\W+|\band\b|\bor\b", found[1])))) if found else frozenset()


def scene(text: str, atlas: Atlas) -> Scene:
    """The places and the weapons that a stretch of text names."""
    if text not in atlas.read:
        atlas.read[text] = _scene(text, atlas)
    return atlas.read[text]


def _scene(text: str, atlas: Atlas) -> Scene:
    sorts: dict[str, str] = {}
    pairs: list[tuple[str, str]] = []
    for sort, pattern in SORTED.items():
        for match in pattern.finditer(text):
            name = next(group for group in match.groups() if group)
            sorts.setdefault(name, sort)
    for match in PLACED.finditer(text):
        if not TOLD.search(text[: match.start(1)]):
            sorts.setdefault(match[1], "")
            if more := MORE.match(text, match.end(1)):
                sorts.setdefault(more[1], "")
                pairs.append((match[1], more[1]))
    for match in LOOSE.finditer(text):
        words = match[1].split()
        known = next((n for k in range(len(words), 0, -1) if atlas.entry(n := " ".join(words[:k]))), "")
        if known and not any(known in name for name in sorts) and not TOLD.search(text[: match.start(1)]):
            sorts[known] = ""
    spots = {name: found for name, sort in sorts.items() if (found := spot(name, sort, atlas))}
    joint = any(a in spots and b in spots and known_far(spots[a], spots[b]) for a, b in pairs)
    weapons = frozenset(kind for kind, pattern in WEAPON.items() if pattern.search(text))
    several = any(a in spots and b in spots and other_name(spots[a], spots[b]) for a, b in pairs)
    return Scene(frozenset(spots.values()), weapons, bool(OPEN.search(text)), joint=joint, several=several)


def spot(name: str, sort: str, atlas: Atlas) -> Spot | None:
    """A named place; None for a country, a day, a people or a body. One that is no district is looked up."""
    known = normal(name) in gazetteer().countries
    if known or DAYS.match(name) or ADJECTIVE.search(name) or any(map(is_body_word, name.split())):
        return None
    key = sound(name)
    sort = sort or atlas.sorts.get(key, "")
    entry = atlas.entry(name) if sort != DISTRICT else None
    told = frozenset(atlas.beside.get(key, ()))
    return Spot(key, sort or (CITY if entry else ""), entry, bool(sort), name, told) if key else None


def sound(name: str) -> str:
    """The words of a name as they sound."""
    return " ".join(filter(None, map(sounds, name.split())))


def elsewhere(left: Scene, right: Scene) -> bool:
    """True when both name places, and none of one can be, hold or lie in a place of the other."""
    if left.left and right.left and not left.left & right.left:
        return True
    if two_countries(left, right):
        return True
    a, b = left.of(DISTRICT), right.of(DISTRICT)
    if a and b and not (left.open or right.open) and all(other_name(x, y) for x in a for y in b):
        return True
    pairs = [(x, y) for x in left.spots for y in right.spots if not x.sort == y.sort == DISTRICT]
    return any(two_places(x, y) for x, y in pairs) and not any(one_place(x, y) for x, y in pairs)


def two_countries(left: Scene, right: Scene) -> bool:
    """True when what one names, or what stands near it, lies in another country than the other's."""
    first, second = left.towns or left.near, right.towns or right.near
    return bool(first and second) and all(abroad(x, y) for x in first for y in second)


def two_places(left: Spot, right: Spot) -> bool:
    """True for names that a report puts side by side, two places that lie apart, or two that are said to be towns."""
    if not other_name(left, right):
        return False
    if any(bones(right.name) & bones(name) for name in left.beside):
        return True
    known = left.entry and right.entry
    return known_far(left, right) if known else left.sort == right.sort == CITY and left.said and right.said


def one_place(left: Spot, right: Spot) -> bool:
    """True for one name, and for a place and the region or the far larger town that it may lie in."""
    return not other_name(left, right) or bool(left.entry and right.entry and not known_far(left, right))


def known_far(left: Spot, right: Spot) -> bool:
    """True for two places that the gazetteer knows to lie apart."""
    return bool(left.entry and right.entry and far(left, right, left.entry, right.entry))


def abroad(left: Spot, right: Spot) -> bool:
    """True for two known places of two countries."""
    return bool(left.entry and right.entry and left.entry.country != right.entry.country)


def far(left: Spot, right: Spot, a: Entry, b: Entry) -> bool:
    """True for two known places of two countries or regions, or two towns of one region, none far larger."""
    if a.id is not None and a.id == b.id:
        return False
    if a.country != b.country or (a.region and b.region and a.region != b.region):
        return True
    larger = max(a.population, b.population) >= LARGER * max(1, min(a.population, b.population))
    return not (larger or PROVINCE in {left.sort, right.sort})


def other_names(left: Scene, right: Scene) -> bool:
    """True when both name places, and no place of one may be a place of the other."""
    pairs = [(x, y) for x in left.spots for y in right.spots]
    return bool(pairs) and not (left.open or right.open) and not any(one_place(x, y) for x, y in pairs)


def other_name(left: Spot, right: Spot) -> bool:
    """True when two names share no word, however they are written."""
    return not bones(left.name) & bones(right.name)


def bones(name: str) -> frozenset[str]:
    """The words of a name as it sounds, their vowels left out: one name is written in many ways."""
    return frozenset(VOWELS.sub("", word) or word for word in name.split())


def another_attack(left: Scene, right: Scene) -> bool:
    """True when another weapon struck places of other names: a dispute about a weapon is about one place."""
    if not (left.weapons and right.weapons) or left.weapons & right.weapons:
        return False
    return bool(left.spots and right.spots) and all(other_name(a, b) for a in left.spots for b in right.spots)


def days_apart(left: tuple[str, str] | None, right: tuple[str, str] | None) -> int:
    """Full days between two ranges of days; 0 where they meet or one is not known."""
    if left is None or right is None:
        return 0
    first, second = sorted((left, right))
    return max(0, days_between(first[1], second[0]))
