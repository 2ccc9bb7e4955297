"""Figures put together by what they count, of which time and which event, each group with its name."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rashomon.claims.axes import parted, settled
from rashomon.claims.scenes import ADJECTIVE, TOWNS
from rashomon.claims.scopes import Question, Sight
from rashomon.claims.things import OBJECTS
from rashomon.model import Figure
from rashomon.text.compare import keys
from rashomon.text.names import is_body_word
from rashomon.views import words
from rashomon.views.safe import line

FATES = {"crush": "killed", "die": "killed", "injure": "injured", "aboard": "aboard", "missing": "missing"} | {
    "displace": "displaced", "arrest": "detained", "abduct": "abducted", "rescue": "rescued", "survive": "who survived",
}  # fmt: skip
"""What befell the counted, in a word of the title, where no figure has one of its own."""

SPEEDS = frozenset({"km/h", "mph", "knots"})
MONEY = re.compile(r"[A-Z]{3}")
RUINED = frozenset({"", "destroyed", "damaged"})
"""What a thing can be: 'treated in two hospitals' counts no injured hospitals."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures that can stand on one axis, and what they count."""

    sights: tuple[Sight, ...]
    title: str


def answers(
    figures: Sequence[Figure], seen: Mapping[str, Sight], rivals: Mapping[str, set[str]], *, claim: bool
) -> Iterator[Counted]:
    """Figures by the question they answer, then by time and event; what was found to contradict is one question.

    Those of one claim settle among themselves what a number counts of which nothing is said.
    """
    groups: dict[Question, list[Sight]] = defaultdict(list)
    found = [seen[figure.id] for figure in figures if figure.id in seen]
    for sight in settled(found) if claim else found:
        groups[sight.question].append(sight)
    for group in facing(groups, rivals):
        for parts in parted(group):
            yield from events(parts)


def facing(groups: Mapping[Question, list[Sight]], rivals: Mapping[str, set[str]]) -> list[list[Sight]]:
    """The groups; one whose figures contradict those of another, a total's or a part's alike, is one with it."""
    merged: dict[Question, list[Sight]] = {}
    for question, group in groups.items():
        foes = set().union(*(rivals.get(s.figure.id, set()) for s in group))
        near = (q for q, m in merged.items() if q.limits == question.limits and any(s.figure.id in foes for s in m))
        merged.setdefault(next(near, question), []).extend(group)
    return list(merged.values())


def events(parts: Sequence[Sequence[Sight]]) -> Iterator[Counted]:
    """The figures of each event, named by the place where there are several."""
    for number, part in enumerate(parts):
        others = [sight for other in parts if other is not part for sight in other]
        where = place_of(part, others) if others else ""
        longer = "over a longer time" if part[0].question.years else ""
        together = "in all" if part[0].question.whole else ""
        notes = together, longer or time_of(part), where or ("another event" if number else "")
        name = title([s.figure for s in part], part[0].question)
        yield Counted(tuple(part), ", ".join(filter(None, (name, *notes))))


def title(figures: Sequence[Figure], question: Question | None = None) -> str:
    """'How many people killed': the unit or the word most often counted, and what most often befell it."""
    things = Counter(line(f.unit or f.counted, 60) for f in figures if f.unit or f.counted)
    scopes = Counter(line(f.scope, 60) for f in figures if f.scope)
    thing, scope = (next(iter(c.most_common(1)), ("", 0))[0] for c in (things, scopes))
    who, fate = (question.who, question.fate) if question and not question.unit else ("", "")
    scope = scope or FATES.get(fate, "")
    said = {keys(t) for t in things}
    if who == "people" and (len(said) != 1 or said & {frozenset(), keys("people")} or keys(thing) & keys(scope)):
        thing = "people"
    if who in OBJECTS and scope not in RUINED:
        scope = ""
    if thing in SPEEDS or MONEY.fullmatch(thing):
        return f"How {'fast' if thing in SPEEDS else 'much'}, in {thing}"
    if not thing:
        return f"How many {scope}" if scope else "How many of something not stated"
    return f"How many {thing}{', ' if ' ' in scope else ' '}{scope}".rstrip(", ")


def time_of(part: Sequence[Sight]) -> str:
    """The time of what was counted long before its reports: 'in August 2013'; '' for their own days."""
    if not all(sight.long_ago for sight in part):
        return ""
    days = sorted(day for sight in part if sight.when for day in sight.when)
    if not days or not all(sight.when for sight in part):
        return "earlier"
    first, last = days[0], days[-1]
    same = next((size for size in (10, 7, 4) if first[:size] == last[:size]), 0)
    if not same:
        return f"{first[:4]}–{last[:4]}"
    return f"{'on' if same == 10 else 'in'} {words.day(first[:same])}"


def is_place(name: str) -> bool:
    """False for 'Turkish' and for 'Harl Police'."""
    return not ADJECTIVE.search(name) and not any(map(is_body_word, name.split()))


def place_of(part: Sequence[Sight], others: Sequence[Sight]) -> str:
    """The place that tells the figures of one event from those of others; '' where none does."""
    elsewhere = {key for sight in others for key in sight.places | sight.scene.words}
    spots = {s.printed: s.sort for sight in part for s in sorted(sight.scene.spots, key=lambda s: s.printed)}
    told = Counter(name for sight in part for name in {s.printed for s in sight.scene.spots} | set(sight.named))
    own = [name for name in sorted(told) if not keys(name) & elsewhere and is_place(name)]
    best = max(own, key=lambda n: (bool(spots.get(n)), spots.get(n) in TOWNS, told[n]), default="")
    return line(best, 40)
