"""Time expressions as ranges of days, resolved against the report's date.

What cannot be resolved without a date is left out where the report has none; `text.days` says what each means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from rashomon.text import days
from rashomon.text.days import Clock, Rule, Words, day_range

WEEKDAYS = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
}
MONTHS = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
SHORT = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10} | {
    "nov": 11,
    "dec": 12,
}
ALONE = "January|February|July|August|September|October|November|December"
"""Months that are no verb and no first name: they need no preposition."""
NEAR = {
    "en": {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "last night": -1, "this morning": 0,
           "this afternoon": 0, "this evening": 0},
    "fr": {"hier soir": -1, "hier": -1, "aujourd'hui": 0, "aujourd’hui": 0, "demain": 1, "ce matin": 0, "ce soir": 0,
           "la nuit dernière": -1},
    "es": {"ayer por la noche": -1, "anoche": -1, "ayer": -1, "hoy": 0, "mañana": 1, "esta mañana": 0, "esta noche": 0},
}  # fmt: skip
AMOUNTS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze",
    "es": "cero un dos tres cuatro cinco seis siete ocho nueve diez once doce",
}
ONE = {"en": ("a", "an"), "fr": ("une",), "es": ("una",)}
UNITS = {
    "en": {
        "day": "day",
        "week": "week",
        "fortnight": "fortnight",
        "month": "month",
        "year": "year",
        "decade": "decade",
    },
    "fr": {"jour": "day", "semaine": "week", "mois": "month", "an": "year", "année": "year"},
    "es": {"día": "day", "semana": "week", "mes": "month", "año": "year"},
}
PLURALS = {"en": "s", "fr": "s", "es": "s"}
WHICH = {
    "en": {"last": -1, "past": -1, "this": 0, "the": 0, "next": 1},
    "fr": {"dernier": -1, "dernière": -1, "ce": 0, "cet": 0, "cette": 0, "prochain": 1, "prochaine": 1},
    "es": {"pasado": -1, "pasada": -1, "este": 0, "esta": 0, "próximo": 1, "próxima": 1},
}
LATER = frozenset({"later", "after that", "afterwards", "plus tard", "après", "después", "más tarde"})
AGO = frozenset({"ago", "il y a", "hace", "atrás"})
PART = r"(?:morning|afternoon|evening|night)"
YEAR = r"(?P<year>(?:19|20)\d\d)"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?"
ISO = r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
FIRST = r"(?P<first>\d{1,2})"

Shapes = dict[str, tuple[str, Rule]]


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: code points, end excluded; ISO 8601 days, both included."""

    start: int
    end: int
    earliest: str
    latest: str
    precision: str


def find(text: str, published: str = "", lang: str = "en") -> tuple[Time, ...]:
    """Every time expression that can be resolved, in order; none in a language without words of time."""
    if lang not in MONTHS:
        return ()
    known = day_range(published)
    exact = known[0] if known and known[0] == known[1] else None
    return tuple(_found(text, lang, Clock(exact, exact, words(lang))))


def _found(text: str, lang: str, clock: Clock) -> Iterator[Time]:
    pattern, handlers = rules(lang)
    for match in pattern.finditer(text):
        shape, rule = handlers[str(match.lastgroup)]
        inner = shape.fullmatch(match.group())
        try:
            made = rule(inner, clock) if inner else None
        except (ValueError, OverflowError):  # 31 February, the year 12000
            made = None
        if made:
            first, last, precision = made
            if precision in ("day", "part-of-day"):
                clock.spoken = first
            yield Time(match.start(), match.end(), first.isoformat(), last.isoformat(), precision)


@cache
def words(lang: str) -> Words:
    """The words of time of a language."""
    units = UNITS[lang]
    plurals = {name + PLURALS[lang]: unit for name, unit in units.items()} | {"meses": "month"}
    amounts = {name: number for number, name in enumerate(AMOUNTS[lang].split())}
    return Words(
        months={name: n for n, name in enumerate(MONTHS[lang].split(), 1)} | (SHORT if lang == "en" else {}),
        weekdays={name: n for n, name in enumerate(WEEKDAYS[lang].split())},
        near=NEAR[lang],
        amounts=amounts | dict.fromkeys(ONE[lang], 1),
        units=units | plurals,
        which=WHICH[lang],
        later=LATER,
        ago=AGO,
    )


@cache
def rules(lang: str) -> tuple[re.Pattern[str], dict[str, tuple[re.Pattern[str], Rule]]]:
    """One pattern of all rules, the more exact first, and what each means."""
    made = _english(words(lang)) if lang == "en" else _romance(lang, words(lang))
    compiled = {name: (re.compile(shape, re.IGNORECASE), rule) for name, (shape, rule) in made.items()}
    named = "|".join(f"(?P<{name}>{re.sub(r'[(][?]P<[a-z]+>', '(?:', shape)})" for name, (shape, _) in made.items())
    return re.compile(rf"(?<![\w-])(?:{named})(?![\w])", re.IGNORECASE), compiled


def _any(names: Mapping[str, object]) -> str:
    return "|".join(sorted(names, key=lambda name: (-len(name), name)))


def _english(known: Words) -> Shapes:
    # only with a capital: 'may' and 'march' are verbs
    month = rf"(?P<month>(?-i:{'|'.join(c for n in _any(known.months).split('|') for c in (n.title(), n.upper()))}))\.?"
    weekday = rf"(?P<weekday>{_any(known.weekdays)})"
    at = r"(?:(?:on|in|since|during|until|till|by|of|from|before|after) )?"
    early = r"(?P<early>early(?: in)?|late(?: in)?|mid|the (?:start|beginning|end|middle) of)"
    which = r"(?P<which>last|this|next)"
    return {
        "iso": (ISO, days.iso),
        "span": (
            rf"(?:the night of |from |between )?{FIRST}(?: to | and |[-–]){DAY} {month}(?:,? {YEAR})?",
            days.span_of_days,
        ),
        "daymonth": (rf"{at}(?:the )?{DAY}(?: of)? {month}(?:,? {YEAR})?", days.day_month),
        "monthday": (rf"{at}{month} {DAY}(?![\d:])(?:,? {YEAR})?(?! \w+ of)", days.day_month),
        "part": (rf"(?:in )?{early}[ -]{month}(?: {YEAR})?", days.part_of_month),
        "monthyear": (rf"{at}{month},? (?:of )?{YEAR}", days.month_only),
        "inmonth": (rf"(?:in|since|during|last|until|by|of) {month}(?= (?!\d)|[.,;:)]|$)", days.month_only),
        "alone": (rf"(?P<month>(?-i:{ALONE}))(?= (?!\d)|[.,;:)]|$)", days.month_only),
        "near": (rf"(?:late |early |earlier )?(?P<near>{_any(known.near)})(?: (?P<part>{PART}))?", days.near),
        "weekday": (
            r"(?P<edge>late |early |earlier )?(?:on )?(?:the )?(?P<which>last |next |this |past )?"
            rf"{weekday}(?: (?P<part>{PART}))?",
            days.week_day,
        ),
        "ago": (
            r"(?:about |some |nearly |almost |more than |less than )?"
            rf"(?P<number>\d{{1,3}}|{_any(known.amounts)}) (?P<unit>{_any(known.units)}) "
            r"(?P<then>ago|earlier|later|before that|after that|before|afterwards)(?! than)",
            days.ago,
        ),
        "quarter": (
            r"(?:the )?(?P<nth>first|second|third|fourth|last|final)[ -]quarter"
            rf"(?: of (?:(?:the )?{which} year|{YEAR}))?",
            days.quarter,
        ),
        "partwhich": (rf"(?:at )?{early} (?P<which>the|last|this|next) year", days.part_of_which),
        "which": (r"(?:earlier |later )?(?P<which>last|this|next) (?P<unit>week|month|year|weekend)", days.which),
        "season": (
            rf"(?:{which} |in (?:the )?)(?P<season>{'|'.join(days.SEASONS)})(?: (?:of )?{YEAR})?",
            days.season,
        ),
        "decade": (r"(?:the )?(?:early |mid-?|late )?(?P<decade>(?:19|20)\d0)['’]?s", days.decade),
        "clock": (r"\d{1,2}[:.]\d\d (?:UTC|GMT)", days.of_the_clock),
        "partyear": (rf"(?:in )?{early}[ -]{YEAR}", days.year_only),
        "inyear": (rf"(?:in|since|during|of|by|until|from|before|after|to) {YEAR}", days.year_only),
        "year": (
            rf"(?<![$£€#.,\d])(?<!about )(?<!some )(?<!than ){YEAR}"
            r"(?=[.,;:)\]]|$| (?!(?:\w+s|people|men|women)\b)[a-z])",
            days.year_only,
        ),
    }


def _romance(lang: str, known: Words) -> Shapes:
    month, weekday = rf"(?P<month>{_any(known.months)})", rf"(?P<weekday>{_any(known.weekdays)})"
    number, unit = rf"(?P<number>\d{{1,3}}|{_any(known.amounts)})", rf"(?P<unit>{_any(known.units)})"
    before, behind = ("il y a", "plus tôt|auparavant|plus tard|après|avant") if lang == "fr" else (
        "hace", "antes|después|más tarde|atrás")  # fmt: skip
    of = "(?:de )?" if lang == "es" else ""
    these = "cette|cet|ce|este|esta"
    turned = "|".join(word for word in known.which if word not in these.split("|"))
    return {
        "iso": (ISO, days.iso),
        "daymonth": (rf"{DAY} {of}{month}(?: {of}{YEAR})?", days.day_month),
        "near": (rf"(?P<near>{_any(known.near)})", days.near),
        "weekday": (rf"(?:(?:ce|le|este|el) )?{weekday}(?: (?P<behind>{turned}))?", days.week_day),
        "ago": (rf"(?P<then>{before}) {number} {unit}", days.ago),
        "earlier": (rf"{number} {unit} (?P<then>{behind})", days.ago),
        "which": (rf"(?:(?:le|la|el|l['’]) ?){unit} (?P<behind>{turned})", days.which),
        "this": (rf"(?P<which>{these}) {unit}", days.which),
        "monthyear": (rf"(?:en )?{month} {of}{YEAR}", days.month_only),
        "inmonth": (rf"en {month}(?!\w)", days.month_only),
        "inyear": (rf"(?:en|depuis|desde|hasta) {YEAR}", days.year_only),
    }
