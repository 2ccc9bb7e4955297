"""Who is named as where a report came from: outlets under the names they are cited by, credit lines, links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rashomon.model import Report
from rashomon.text.address import address, page
from rashomon.text.shingles import fold

KIND = re.compile(
    r"\s+(?:news\s+agency|press\s+agency|news\s+service|agency|newswire|wires?|television|broadcasting)$", re.IGNORECASE
)
STATION = re.compile(r"^([A-Z]{2,6})\s+(?:news|tv|radio|fm|online|media|network|website)$", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:the|le|la|les|el|los|las|l['’]|der|die|das)\s*\b", re.IGNORECASE)
NO_NAME = re.compile(
    r"^(?:agenc(?:y|ies)|wires?|staff|news\s?desk|desk|correspondent|reporter|none|n/?a|redacci[oó]n|la r[ée]daction|"
    r"multiple (?:outlets|sources)|various|with agencies|wire (?:reports|services))$",
    re.IGNORECASE,
)
PARTS = re.compile(r"\s*(?:[;/|,]|\band\b|\bavec\b|\bcon\b|\bet\b|\by\b|\bwith\b|&)\s*")
MEDIUM = (
    r"(?:(?:told|quoting|citing|quoted(?:\s+\w+){{0,3}}\s+by|according to|interview with|seen by|obtained by|said by"
    r"|saying by|spoke(?:\s+\w+)?\s+to|speaking to|as reported by|by"
    r"|cit[ée]e?s? par|selon|d['’]après|(?:d[ée]clar|confi|indiqu|expliqu|racont)[ée] [àa]|(?:a )?dit [àa]"
    r"|inform[óa]|seg[úu]n|citad[oa]s? por|(?:dijo|declar[óo]|cont[óo]|explic[óo]) a)"
    r"\s+(?:[Tt]he\s+|l['’]agence\s+|la agencia\s+|les?\s+|las?\s+|el\s+|los\s+|l['’])?{name}"
    r"|{name}(?:['’]s)?(?:\s+(?:news|agency|television|tv|newspaper|daily|website|radio|film|documentary|report))*"
    r",?(?:\s+\w+){{0,2}}\s*(?:report|quot|cit|broadcast|film|show|publish|air|wrote|documentary|investigation"
    r"|rapport|r[ée]v[èée]l|inform|revel|public))"
)
TO_ITSELF = (
    r"\b(?:told|spoke(?:\s+\w+)?\s+to|speaking\s+to|interview\s+with|(?:seen|obtained)\s+by|(?:déclaré|confié|dit)\s+(?:à|au)"
    r"|(?:dijo|declaró|contó)\s+al?)\s+(?:[Tt]he\s+|la\s+|l['’])?{name}\b"
)
CORRECTS = re.compile(
    r"^\W*(?:corrects?|correction|corrected|clarifies|removes|editor['’]s note|updates?|updated|recasts|refiles)\b",
    re.IGNORECASE,
)


@cache
def forms(outlet: str) -> tuple[str, ...]:
    """The names an outlet is cited under: in full without its article, and without the word for its kind."""
    bare = ARTICLE.sub("", outlet.strip())
    if not bare:
        return ()
    # 'Dunmarrow FM' without its kind is a town, 'BBC News' is still the BBC
    station = STATION.match(bare)
    short = station.group(1) if station and station.group(1).isupper() else KIND.sub("", bare)
    return tuple(dict.fromkeys(name for name in (bare, short) if len(name) > 2 and name[:1].isupper()))


def is_short(name: str) -> bool:
    """True for the letters that an agency signs with: 'HYA', 'AfP'."""
    return re.fullmatch(r"[A-Z][A-Za-z]?[A-Z]{1,4}", name) is not None


def is_short_for(short: str, name: str) -> bool:
    """True when the letters of an acronym stand in a name in order, the first one first: HYA, Halyard News Agency."""
    if not is_short(short):
        return False
    letters = iter(fold(re.sub(r"\W", "", name)))
    return name[:1].upper() == short[0] and all(letter in letters for letter in short.casefold())


def is_own(name: str, outlet: str) -> bool:
    """True when a name in an outlet's own credit is its acronym, or the first words of its name ('Kest')."""
    if is_short_for(name, outlet):
        return True
    short, whole = (fold(ARTICLE.sub("", text.strip())).split() for text in (name, outlet))
    return 0 < len(short) < len(whole) and whole[: len(short)] == short


def credit_names(report: Report) -> tuple[str, ...]:
    """Every name in the credit lines, the credit field and the byline, the vague ones ('Agencies') left out."""
    listed = [c.name for c in report.credits] + PARTS.split(report.credit) + PARTS.split(report.byline)
    named = (name.strip() for name in listed)
    return tuple(dict.fromkeys(n for n in named if n and not NO_NAME.match(n)))


@dataclass(frozen=True, slots=True)
class Outlets:
    """The outlets of some reports and the names each is cited under."""

    names: Mapping[str, tuple[str, ...]]
    folded: frozenset[str]
    """All these names, folded."""

    def of(self, outlet: str) -> tuple[str, ...]:
        """The names of one outlet."""
        return self.names.get(outlet, ())


def outlets_of(reports: Iterable[Report]) -> Outlets:
    """The outlets of the reports, with the short names that their own credit lines give them."""
    found: dict[str, dict[str, None]] = {}
    held = list(reports)
    for report in held:
        names = found.setdefault(report.outlet, dict.fromkeys(forms(report.outlet)))
        names.update(dict.fromkeys(n for n in credit_names(report) if is_own(n, report.outlet)))
    ends = Counter(last_word(outlet) for outlet in found)
    for report in held:
        short = last_word(report.outlet)
        if ends[short] == 1 and short not in found and calls_itself(report.text, short):
            found[report.outlet][short] = None
    made = {outlet: tuple(sorted(names)) for outlet, names in found.items() if outlet}
    return Outlets(made, frozenset(fold(name) for names in made.values() for name in names))


def last_word(outlet: str) -> str:
    """The last word of an outlet's name of several, by which a paper calls itself: 'the Echo'; '' where it has none."""
    words = ARTICLE.sub("", outlet.strip()).split()
    return words[-1] if len(words) > 1 and len(words[-1]) > 2 and words[-1][0].isupper() else ""


def calls_itself(text: str, short: str) -> bool:
    """True where somebody told a text's own outlet something, under a short name."""
    return bool(short) and short in text and bool(re.search(TO_ITSELF.format(name=re.escape(short)), text))


@lru_cache(maxsize=10_000)
def _pattern(names: tuple[str, ...], medium: bool) -> re.Pattern[str]:
    joined = "(?:" + "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True)) + ")"
    inner = rf"\b{joined}\b"
    return re.compile(MEDIUM.format(name=inner) if medium else inner)


def mentions(text: str, names: tuple[str, ...]) -> list[int]:
    """Where an outlet is named in a text."""
    # an archive has thousands of outlets: a pattern is made for those alone that stand in the text
    return [m.start() for m in _pattern(names, False).finditer(text)] if any(n in text for n in names) else []


def as_medium(text: str, names: tuple[str, ...]) -> bool:
    """True when an outlet is named as the one that others spoke to, or that reported it."""
    return any(n in text for n in names) and bool(_pattern(names, True).search(text))


def same_name(a: str, b: str) -> bool:
    """True for one outlet under two names: equal but for article, case and the word for its kind."""
    return bool(name_forms(a) & name_forms(b)) or is_short_for(a, b) or is_short_for(b, a)


@lru_cache(maxsize=10_000)
def name_forms(name: str) -> frozenset[str]:
    """A name folded, without its article, without the word for its kind: two that share one are one."""
    return frozenset({fold(ARTICLE.sub("", name.strip())), *map(fold, forms(name))} - {""})


def in_credits(report: Report, names: Sequence[str]) -> bool:
    """True when a credit line, the credit or the byline names one of these."""
    wanted = {fold(n) for n in names}
    return any(fold(f) in wanted for credit in credit_names(report) for f in (credit, *forms(credit)))


def links_to(report: Report, other: Report) -> bool:
    """True when a report links to the other's address."""
    return bool(other.url) and address(other.url) in {address(link) for link in report.links}


def same_page(a: Report, b: Report) -> bool:
    """True for two captures of one address."""
    return bool(page(a.url)) and page(a.url) == page(b.url)


def corrects(report: Report) -> bool:
    """True when a report says that it corrects or updates an earlier one."""
    opening = report.text.lstrip()[:300]
    return bool(CORRECTS.match(opening.lstrip("(")) or re.match(r"\W*(?:CORRECT|UPDATE|REFILE)", report.headline))
