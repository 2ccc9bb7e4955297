"""Lines that name where a text came from: datelines, agency tags, 'Reporting by', 'first appeared in'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

Place = tuple[int, int]
"""Start and end in a text: code points, end excluded."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name credited, and where it stands; `place` None where only the page's metadata has it."""

    name: str
    place: Place | None = None


AGENCIES = (
    "Agence France-Presse", "Agence France Presse", "Agencia EFE", "Al Jazeera", "Anadolu Agency", "Anadolu", "ANSA",
    "Asian News International", "Associated Press", "The Associated Press", "Australian Associated Press", "Belga",
    "Bernama", "Bloomberg News", "Bloomberg", "Canadian Press", "The Canadian Press", "China News Service", "CNA",
    "CTK", "Deutsche Presse-Agentur", "Europa Press", "Fars News Agency", "IANS", "Interfax", "IRNA", "ISNA",
    "Jiji Press", "KCNA", "Kyodo News", "Kyodo", "Lusa", "Maan News Agency", "MENA", "NTB", "PA Media", "Petra",
    "Press Association", "Press Trust of India", "Reuters", "RIA Novosti", "Ritzau", "SANA", "Saudi Press Agency",
    "Sputnik", "TASS", "ITAR-TASS", "Thomson Reuters Foundation", "Ukrinform", "Unian", "United Press International",
    "WAFA", "Xinhua", "Xinhua News Agency", "Yonhap", "Yonhap News Agency",
)  # fmt: skip
"""News agencies by the names under which they are credited; any acronym in a dateline's brackets counts as well."""

COMMON = ("Agencies", "Agencias", "Agences", "Wires", "Wire services", "News agencies", "Agency reports")
"""Credits that name no one: kept as they are printed."""

_common = frozenset(name.casefold() for name in COMMON)
_known = "|".join(sorted((re.escape(name) for name in (*AGENCIES, *COMMON)), key=len, reverse=True))
# atomic: a long row of capitals in a stranger's text must not be tried in every way
_acronym = r"(?>[A-Z][A-Z.]{1,6}[A-Z]?(?:/[A-Z]{2,6})?)"
_word = r"[^\W\d_a-z][\w&’'-]*"
_name = rf"{_word}(?:[ ](?:of|the|and|de|du|des|la|le|del|for|{_word})){{0,5}}"
_month = r"[^\W\d_]{3,9}\.?"
_date = rf"(?:{_month}\s\d{{1,2}}(?:,\s\d{{4}})?|\d{{1,2}}(?:\sde)?\s{_month}(?:(?:\sde)?\s\d{{4}})?)"

_dash = r"[^\S\n]*(?:[-–—:]+|\.[-–—])"
_place = r"[^\n()–—“”\"]"
DATELINES = tuple(
    re.compile(rf"^[^\S\n]*{opening}[\s,.]*\((?P<name>{name})\){_dash}", re.MULTILINE)
    for opening, name in (
        (rf"[^\W\d_a-z]{{3}}{_place}{{0,70}}?", rf"{_known}|{_acronym}|[^\W\d_a-z][\w. ]{{1,25}}"),
        (rf"[^\W\d_a-z]{_place}{{1,50}}?", _known),
        (rf"[^\W\d_a-z]{_place}{{1,40}}?,?\s{_date}", _acronym),
    )
)
"""'TOWN, Country, March 13 (AGENCY) –', at the start of a paragraph: after a place in capitals any name, after others
a known agency, or an acronym that a date precedes ('The Harbour League (HL) – …' is no dateline)."""

ALONE = re.compile(rf"^[^\S\n]*\((?P<name>{_known}|{_acronym})\)[^\S\n]*(?:[-–—:]|$)", re.MULTILINE)
"""'(Reuters) -' or '(AFP)' on its own, at the start of a paragraph."""

_agency = rf"(?>(?:{_known})\b|{_acronym})"
ENDING = re.compile(rf"(?<=[.!?”\"»]) ?\((?P<name>{_agency}(?:[,/] ?{_agency})*+)\)\.?[^\S\n]*$", re.MULTILINE)
"""'… he said. (AFP)' at the end of a paragraph."""

SLASHED = re.compile(r"^[^\S\n]*(?P<name>EFE|AFP|AP|DPA|ANSA|UPI|TASS|ANI|PTI|IANS)/[^\W\d_a-z]\w+", re.MULTILINE)
"""'EFE/Madrid' opens a paragraph."""

REPORTING = re.compile(
    r"\(\s*(?:Additional )?(?:[Rr]eport|[Ww]rit|[Ee]dit|[Cc]ompil|[Tt]ranslat)(?:ing|ten|ed) by [^()]{2,300}\)"
    r"|^[^\S\n]*(?:Additional reporting|Reporting|Writing|Editing|Compiled|Written) by [^\n]{2,200}$",
    re.MULTILINE,
)
"""'(Reporting by …; Editing by …)': a line of staff, which names no agency."""

_label = r"Sources?|Credits?|Agency|News source|Via|Courtesy|Text|Story|Fuentes?|Agences?|Agencias?|Crédits?|Créditos?"
_lead = (
    r"Articles? by:?|Stor(?:y|ies) by|Text by|Courtesy of|Compiled from|Adapted from|"
    r"Reprinted (?:with permission )?from|"
    r"[Ww]ith (?:agency )?(?:inputs?|files|material|reports?) (?:from|by)|Agency inputs? from|"
    r"(?:Additional reporting|Information) from|With agencies|Con agencias|Avec agences|"
    r"This (?:article|story|report|piece|post|interview|text)[^.\n]{0,40}? (?:was )?(?:first |originally )+"
    r"(?:appeared|published|ran|posted)(?: (?:in|on|by|at|with))?|"
    r"(?:First|Originally) (?:appeared|published|posted)(?: (?:in|on|by|at))?|"
    r"(?:Re)?[Pp]ublished (?:with permission from|by arrangement with|courtesy of)|"
    r"Avec(?= (?:[A-Z]{2,6}\b|[Aa]gences?\b|Reuters\b))|"
    r"D[’']après(?= [A-Z]{2,6}\b)|Con (?:información|datos|informaciones) de"
)
LINE = re.compile(
    rf"^[^\S\n]*[(\[]?(?:(?:{_label})\s?:|(?:{_lead}))[^\S\n]*(?:[Tt]he )?"
    r"(?P<names>[^\n:]{2,120}?)[)\]]?\.?[^\S\n]*$",
    re.MULTILINE,
)
"""A line of its own that credits: 'Articles by: …', 'With inputs from …', 'Avec AFP', 'Fuente: …'."""

_no_name = r"(?!(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)[a-z]*\b)"
APPEARED = re.compile(
    r"\b(?:article|story|report|piece|post|interview|text|essay|investigation)\b[^.\n]{0,40}?"
    rf" (?:first|originally) (?:appeared|published|posted|ran)(?: in {_word})?"
    rf" (?:in|on|by|at|with) (?:[Tt]he )?(?P<name>{_no_name}{_name})(?=[.,;)]|[^\S\n]+(?:on|in)\s|[^\S\n]*$)",
    re.MULTILINE,
)
"""'This article was first published in Georgian by Mtavari Ambebi on 12 May', in a line that goes on."""

TAIL = re.compile(
    rf"(?:(?<=[.!?”\"»])|(?<=[.!?”\"»] ))\s*(?:[-–—]\s?(?P<name>(?i:{_known})|{_acronym})"
    r"|Sources?:?[ ](?P<names>[^\W\d_a-z][^.:\n]{1,60}))\.?[^\S\n]*$",
    re.MULTILINE,
)
"""'… he said. - REUTERS' or '… he said. Source: Northern Wire and agencies', where line breaks were lost."""

CONTRIBUTED = re.compile(
    rf"^[^\S\n]*(?:[-–—(]+[^\S\n]*)?(?P<name>{_agency}(?:(?:, | and |, and ){_agency})*+)"
    r" (?:also )?contributed to (?:this|the) (?:report|story|article)[^\n]{0,40}$",
    re.MULTILINE,
)
"""'AFP contributed to this report.' A person who did is staff and no origin."""

SPLIT = re.compile(r"(?<!\s)\s*(?:;|,|/|&| and | et | y | with | avec | con )\s*")
BYLINE = re.compile(
    rf"^[^\S\n]*(?:By|Par|Por)[ ](?:the[ ])?(?P<name>(?i:{_known})|[^\W\d_a-z]\w+ Wires?)[^\S\n]*$", re.MULTILINE
)
_desk = r"[^\W\d_a-z]\w+ (?i:wires?|wire services?|agencies)"
HANDED = re.compile(rf"(?:(?i:{_known})|{_acronym}|{_desk})(?: (?i:staff|news|reporters?))?")
"""A part of a byline that is no person: an agency, an acronym, a paper's wire desk."""

RIGHTS = re.compile(
    r"(?:©|\(c\)|Copyright)\s*+(?:©|\(c\))?\s*+(?:\d{4}(?:\s*[-–]\s*\d{2,4})?,?\s*)?(?:by )?"
    rf"(?P<name>{_name})", re.MULTILINE
)  # fmt: skip


def credits(text: str, *, byline: str = "", credit: str = "") -> tuple[Named, ...]:
    """The names that a text and its metadata credit, each once: those with a place first, in order of it."""
    kept: dict[str, Named] = {}
    placed = sorted(_in_text(text), key=lambda n: n.place or (0, 0))
    for named in (*placed, *_in_metadata(byline, credit)):
        kept.setdefault(named.name.casefold().removeprefix("the "), named)
    return tuple(kept.values())


def credit_lines(text: str) -> tuple[Place, ...]:
    """Where whole lines and bracketed notes stand that only credit; a dateline opens a paragraph and is none."""
    found = [_stripped(text, m.span()) for m in REPORTING.finditer(text)]
    found += [_stripped(text, m.span()) for m in LINE.finditer(text) if _names(text, m)]
    for pattern in (BYLINE, ENDING, CONTRIBUTED, TAIL):
        found += [_stripped(text, m.span()) for m in pattern.finditer(text)]
    return tuple(sorted(set(found)))


@lru_cache(maxsize=8)
def datelines(text: str) -> tuple[Place, ...]:
    """Where datelines and agency tags stand that open a paragraph, as far as its first word."""
    found = {m.start(): m.end() for pattern in (*DATELINES, ALONE) for m in pattern.finditer(text)}
    return tuple((start, _to_word(text, found[start])) for start in sorted(found))


def _to_word(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\u00a0":
        at += 1
    return at


def _in_text(text: str) -> Iterator[Named]:
    for pattern in (*DATELINES, ALONE, ENDING, SLASHED, BYLINE, CONTRIBUTED, RIGHTS, APPEARED):
        for match in pattern.finditer(text):
            yield from _split(text, match.span("name"))
    for match in TAIL.finditer(text):
        yield from _split(text, match.span("name" if match["name"] else "names"))
    for match in LINE.finditer(text):
        yield from _names(text, match)


def _names(text: str, match: re.Match[str]) -> list[Named]:
    """The names on a credit line; none where it is a sentence that only opens like one."""
    found = list(_split(text, match.span("names")))
    proper = [n for n in found if re.match(r"[^\W\d_a-z]|[\w-]+\.\w", n.name) or n.name in _common]
    return proper if found and len(proper) == len(found) and all(len(n.name.split()) <= 6 for n in found) else []


def _split(text: str, place: Place) -> Iterator[Named]:
    """The names in a stretch of text, parted by commas and 'and'."""
    start = place[0]
    for gap in (*SPLIT.finditer(text, *place), None):
        end = gap.start() if gap else place[1]
        left, right = _stripped(text, (start, end))
        if right > left:
            yield Named(text[left:right], (left, right))
        start = gap.end() if gap else end


def _in_metadata(byline: str, credit: str) -> Iterable[Named]:
    """Names that the page's metadata credits: all of a credit, of a byline what is no person."""
    parts = (part.strip(" .()") for part in SPLIT.split(byline.replace("(", ", ")))
    handed = [part for part in parts if HANDED.fullmatch(part)]
    return [Named(name) for name in (*(part.strip() for part in re.split(r"[;|]", credit)), *handed) if name]


def _stripped(text: str, place: Place) -> Place:
    start, end = place
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ","):
        end -= 1
    return start, end
