"""What a printed body is, by its words alone: its sort, and which of that sort. Language on a string, no reports.

'Tavoria's defence ministry', 'Ministerio de Defensa de Tavoria' and 'the ministry' are of one sort; the first two say
which. The words are in `names.toml`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rashomon.text.names import ARTICLES, SMALL, fold, is_body_word, tokens, words

NATION = 5
"""Letters that a country's name and its adjective share at least: 'Tavoria', 'Tavorian'."""
ALIKE = frozenset(["niger", "nigeri", "austr", "guine", "congo", "domin", "dominic"])
"""Stems that two countries share."""
ANY = frozenset([
    "a", "an", "one", "another", "some", "any", "un", "une", "una", "several", "two", "three", "other", "no", "every",
    "each",
])  # fmt: skip
"""Words that open a description of one among several: 'a union' is not said to be the one that is known."""
OTHER = frozenset(["other", "second", "another", "rival", "neighbouring", "neighboring", "autre", "otro", "otra"])
BEHIND = frozenset(["of", "for", "de", "des", "du", "del"])
WHERE = re.compile(r"\s+(?:in|en|à)\s+([A-Z][\w’'-]+).*$")
CLAUSE = re.compile(r"\s+(?:with|targeting|which|that|who)\s.*$")
LEGAL = frozenset(
    ["inc", "ltd", "llc", "plc", "corp", "co", "gmbh", "sa", "ag", "nv", "bv", "ab", "asa", "spa", "pty", "limited"]
)
COMMON = frozenset(["police", "army", "navy", "government", "state", "authorities", "authority", "court", "hospital"])
"""Sorts of which each place has its own: a branch of one ('railway police') is not what 'the police' means."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it is called: `sort`, the folded words that say which, and whether they are a name of its own."""

    sort: str
    which: frozenset[str]
    named: bool
    at: str = ""
    """Where it is, as said behind it: 'police in Brell'."""
    branch: bool = False
    """True where only common words say which: 'the railway police'."""


@cache
def _table() -> tuple[dict[tuple[str, ...], str], dict[str, str], frozenset[str]]:
    table = tomllib.loads((files("rashomon.text") / "names.toml").read_text(encoding="utf-8"))
    rows = table["sorts"]["rows"]
    sorts = {tuple(tokens(word)): row[0] for row in rows for word in row}
    return sorts, {fold(w): e for w, e in table["english"].items()}, frozenset(table["sorts"]["loose"])


@cache
def body(name: str) -> Body | None:
    """The body that a name or a description stands for; None where no word in it is one for a body."""
    name = CLAUSE.sub("", name)
    where = WHERE.search(name)
    whole = WHERE.sub("", name).split(",")[0]
    if sum(_sort(tokens(part))[1] not in {"", "company"} for part in re.split(r"\s+(?:and|et|y)\s+", whole)) > 1:
        return None  # 'the Arvian government and the Belmian army' are two
    parts = tokens(whole)
    head, found = _sort(parts)
    if found == "company" and head <= words().marks - words().bodies:
        head = head & LEGAL  # 'the tram company' is Osk Trams
    opens = fold(name.split()[0]) if name.split() else ""
    if not found or opens in ANY or OTHER & set(tokens(name)) or parts[-1] in words().documents:
        return None
    _, known, placing = _table()
    rest = [w for w in tokens(whole) if w not in head and w not in SMALL | ARTICLES and len(w) > 1]
    which = frozenset(stem(known.get(w, w)) for w in rest if w not in placing)
    named = _own_name(whole, head)
    branch = bool(which) and not named and not _proper(whole) & set(rest)
    return Body(found, which, named, stem(fold(where[1])) if where else "", branch)


def _proper(name: str) -> set[str]:
    """The folded words that are written as names: 'norrin' of "Norrin's regional police", not the first word else."""
    parts = name.split()
    owners = [w for w in parts[:2] if w[:1].isupper() and re.search(r"['’]s?$", w)]
    return {token for w in [*owners, *(w for w in parts[1:] if w[:1].isupper())] for token in tokens(w)}


def _sort(parts: list[str]) -> tuple[set[str], str]:
    """The words that say of what sort a body is, and the sort: of the last such word, or the first before 'of'."""
    sorts, _, _ = _table()
    for size in (2, 1):
        for at in range(len(parts) - size, -1, -1):
            if tuple(parts[at : at + size]) in sorts and (size == 2 or not _inside(parts, at)):
                if size == 1 and parts[at] in {"fire", "ambulance"}:
                    continue
                return set(parts[at : at + size]), sorts[tuple(parts[at : at + size])]
    for at in range(len(parts) - 1, -1, -1):
        if is_body_word(parts[at]) and not _inside(parts, at):
            return {parts[at]}, "company" if parts[at] in words().marks - words().bodies else parts[at]
    return set(), ""


def _inside(parts: list[str], at: int) -> bool:
    """True for a word behind 'of': the workers of 'Union of Army Workers' are a union."""
    behind = next((n for n, word in enumerate(parts) if word in BEHIND), at)
    return behind < at and any(is_body_word(word) for word in parts[:behind])


def _own_name(name: str, head: set[str]) -> bool:
    """True where a capitalised word that no common list holds is part of a name: 'St Aldous Hospital'."""
    common = words().portfolios | words().bodies | words().organizations
    owner = re.match(r"^(?:the\s+)?([A-Z][\w-]*)['’]s?\s+(?=[a-z])", name)
    told = name[owner.end() :] if owner else name
    capitals = [w for w in told.split() if w[:1].isupper() and fold(w) not in ARTICLES | head]
    return any(fold(w).strip(",.") not in common for w in capitals)


@cache
def stem(word: str) -> str:
    """A word without what makes an adjective of a country's name: 'tavor' of Tavoria, Tavorian, tavorien, tavoriano."""
    word = word[:-1] if len(word) > 4 and word.endswith("s") and word[-2] not in "su" else word
    if is_body_word(word) or word in _table()[1].values() or word in words().portfolios or len(word) < NATION + 1:
        return {"defense": "defence", "labor": "labour"}.get(word, word)
    cut = re.sub(r"(?:i?ennes?|i?ens?|i?ans?|i?an[oa]s?|ese|ais(?:es?)?|esas?|is|ia|ie|[aeo])$", "", word)
    return cut if len(cut) >= NATION and cut not in ALIKE else word


def english(word: str) -> str:
    """A folded word of a body's name in English, where it is known in another language."""
    sorts, table, _ = _table()
    return table.get(word) or (sorts[word,] if (word,) in sorts and " " not in sorts[word,] else word)


def loose() -> frozenset[str]:
    """Words that place a body or size it, and name none."""
    return _table()[2]


def called(sort: str) -> frozenset[str]:
    """The words for a sort of body, in every language."""
    return frozenset({sort, *(" ".join(parts) for parts, row in _table()[0].items() if row == sort)})
