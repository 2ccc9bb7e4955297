"""Names of people and bodies, and the nouns that stand for them: language on a string, no reports.

The words are in `names.toml`, which a desk may edit.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

ARTICLES = frozenset(["the", "a", "an", "le", "la", "les", "l", "un", "une", "el", "los", "las", "una"])
SMALL = frozenset(
    ["of", "and", "for", "in", "on", "the", "de", "des", "du", "del", "la", "le", "les", "et", "y", "&", "to", "al"]
)
KINDS = frozenset(
    [
        "agencia",
        "agence",
        "diario",
        "journal",
        "quotidien",
        "hebdomadaire",
        "cadena",
        "chaine",
        "periodico",
        "revista",
        "agency",
        "newspaper",
        "broadcaster",
        "channel",
        "station",
        "charity",
        "group",
        "company",
        "organisation",
        "organization",
        "organizacion",
        "asociacion",
        "grupo",
        "groupe",
        "compagnie",
        "empresa",
        "portal",
    ]
)
"""Words that say of what kind the name after them is: 'la agencia X', 'the charity X'."""
WORD = re.compile(r"[^\W_](?:[\w'’&-]*[^\W_])?\.?|&")
ACRONYM = re.compile(r"(?:[A-Z]\.?){2,7}s?|[A-Z][A-Za-z]?[A-Z]{1,5}")
PERSON_ENDING = re.compile(
    r"(?:man|woman|person|maker|keeper|monger|worker|fighter|holder|goer|ologist|ist|ician|eer|men|women)$"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of `names.toml`, ready to look up."""

    titles: dict[str, str]
    suffixes: frozenset[str]
    persons: dict[str, str]
    spokes: frozenset[str]
    heads: frozenset[str]
    """Who heads a body, and speaks for it."""
    envoys: frozenset[str]
    not_persons: frozenset[str]
    groups: frozenset[str]
    organizations: frozenset[str]
    marks: frozenset[str]
    bodies: frozenset[str]
    always_bodies: frozenset[str]
    institutions: frozenset[str]
    """Organizations and bodies: every noun that may stand in the name of one."""
    portfolios: frozenset[str]
    """What a ministry, a minister or a chief is of: by itself the name of nobody."""
    outlets: frozenset[str]
    outlet_names: frozenset[str]
    products: frozenset[str]
    makers: frozenset[str]
    documents: frozenset[str]
    things: frozenset[str]


@cache
def words() -> Words:
    """The word lists, read once."""
    table = tomllib.loads((files("rashomon.text") / "names.toml").read_text(encoding="utf-8"))
    persons = _gendered(table["persons"])
    organizations, bodies = _folded(table["organizations"]["nouns"]), _folded(table["bodies"]["nouns"])
    return Words(
        titles=_gendered(table["titles"]),
        suffixes=frozenset(table["titles"]["suffixes"]),
        persons=persons,
        spokes=frozenset(table["persons"]["spokes"]),
        heads=frozenset(table["persons"]["heads"]),
        envoys=frozenset(table["persons"]["envoys"]),
        not_persons=frozenset(table["persons"]["not"]),
        groups=_folded(table["groups"]["nouns"]),
        organizations=organizations,
        marks=frozenset(table["organizations"]["marks"]),
        bodies=bodies,
        institutions=organizations | bodies,
        always_bodies=_folded(table["bodies"]["always"]),
        portfolios=frozenset(table["bodies"]["portfolios"]),
        outlets=_folded(table["outlets"]["nouns"]),
        outlet_names=_folded(table["outlets"]["names"]),
        products=frozenset(table["outlets"]["products"]),
        makers=frozenset(table["outlets"]["makers"]),
        documents=frozenset(table["documents"]["nouns"]),
        things=frozenset(table["things"]["nouns"]),
    )


def _folded(listed: list[str]) -> frozenset[str]:
    """Words as listed, and as names are compared: 'ministère' and 'ministere'."""
    return frozenset(listed) | frozenset(map(fold, listed))


def _gendered(table: dict[str, Any]) -> dict[str, str]:
    return {word: gender for gender, key in (("", "any"), ("m", "m"), ("f", "f")) for word in table[key]}


@cache
def fold(text: str) -> str:
    """The text without case, accents, dots of initials and curly apostrophes, white space made single."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    plain = plain.replace("’", "'").replace("‘", "'")
    return " ".join(re.sub(r"(?<=\b\w)\.(?=\w?\b|\s|$)", "", plain).split())


def tokens(name: str) -> list[str]:
    """The folded words of a name, a possessive ending and the dot of an abbreviation dropped."""
    return [re.sub(r"('s|')?\.?$", "", word) for word in WORD.findall(fold(name))]


@cache
def is_body_word(word: str) -> bool:
    """True for a word for a body, in the singular or the plural ('Committee', 'Committees')."""
    table, word = words(), fold(word)
    listed = table.institutions | table.always_bodies | table.marks
    return word in listed or (word.endswith("s") and word[:-1] in listed) or word.removesuffix("ies") + "y" in listed


def is_title(word: str) -> bool:
    """True for a title that may stand before a person's name ('Dr', 'Colonel')."""
    return fold(word).rstrip(".") in words().titles


@cache
def is_person_noun(lemma: str) -> bool:
    """True for a noun that means one person ('spokeswoman', 'gatekeeper')."""
    table, lemma = words(), lemma.casefold()
    if lemma in table.persons or lemma in table.spokes:
        return True
    return lemma not in table.not_persons and bool(PERSON_ENDING.search(lemma)) and len(lemma) > 5


def noun_gender(lemma: str) -> str:
    """'m', 'f' or '' as the noun tells it."""
    lemma = lemma.casefold()
    if lemma in words().persons and words().persons[lemma]:
        return words().persons[lemma]
    if lemma.endswith(("woman", "women", "ess")) and lemma != "witness" and is_person_noun(lemma):
        return "f"
    return "m" if lemma.endswith(("man", "men")) and is_person_noun(lemma) and lemma != "human" else ""


@cache
def _given() -> dict[str, str]:
    table = tomllib.loads((files("rashomon.text") / "given.toml").read_text(encoding="utf-8"))
    return {name: gender for gender in ("m", "f") for name in table[gender].split()}


def given_gender(name: str) -> str:
    """'m', 'f' or '' as the first of two names or more tells it ('Ingrid Palk')."""
    first, *rest = tokens(name) or [""]
    return _given().get(first, "") if rest else ""


def title_gender(title: str) -> str:
    """'m', 'f' or '' as the title tells it."""
    table = words().titles
    return next((table[t] for t in tokens(title) if table.get(t)), "")


def is_acronym(name: str) -> bool:
    """True for a name in capitals only ('SDF', 'U.N.')."""
    return bool(ACRONYM.fullmatch(name)) and not name.isdigit()


def stands_for(acronym: str, name: str) -> bool:
    """True when an acronym has a name's initials, small words counted or not, or a run of them from the first."""
    letters = fold(acronym).replace(".", "").replace(" ", "")
    parts = [p for word in tokens(name) for p in word.split("-") if p]
    if len(parts) < 2 or len(letters) < 2:
        return False
    every = "".join(p[0] for p in parts)
    large = "".join(p[0] for p in parts if p not in SMALL)
    return letters in {every, large, "".join(p[0] for p in parts if p != "the")}


def abbreviates(acronym: str, name: str) -> bool:
    """True when an acronym stands for a name, or picks its letters in order from the first ('HYA', 'Halyard')."""
    if stands_for(acronym, name):
        return True
    letters, whole = fold(acronym).replace(".", ""), "".join(t for t in tokens(name) if t not in ARTICLES)
    if len(letters) < 3 or not whole.startswith(letters[0]):
        return False
    rest = iter(whole)
    return all(letter in rest for letter in letters)


@dataclass(frozen=True, slots=True)
class Name:
    """A printed name parted: 'Lt Col Ryan Dillon Jr' -> title 'Lt Col', core 'Ryan Dillon'."""

    title: str
    core: str

    @property
    def parts(self) -> tuple[str, ...]:
        """The folded words of the core, small words left out."""
        found = tokens(self.core)
        return tuple(t for t in found if t not in ARTICLES) or tuple(found)

    @property
    def last(self) -> str:
        """The folded surname: the last word."""
        return self.parts[-1] if self.parts else ""


@cache
def parted(text: str) -> Name:
    """A printed name without its article, titles and suffix; a name of titles only keeps them as its core."""
    found = [w for w in text.replace("\n", " ").split() if w]
    while found and fold(found[0]) in ARTICLES and not is_acronym(found[0]):  # 'UN' is no French article
        found = found[1:]
    if len(found) > 1 and fold(found[0]) in {"ong", "ngo"}:  # says what kind of body it is, as a title does
        found = found[1:]
    if len(found) > 1 and fold(found[0]) in KINDS and found[0].islower() and found[1][:1].isupper():
        found = found[1:]
    title = []
    while len(found) > 1 and is_title(found[0].rstrip(",")):
        title.append(found.pop(0))
    while len(found) > 1 and fold(found[-1]).strip(",.") in words().suffixes:
        found.pop()
    return Name(" ".join(title), re.sub(r"['’]s?$", "", " ".join(found)).strip(" ,.;:"))


def outlet_like(name: str) -> bool:
    """True when a word of the name tells an outlet ('The Aldermere Courier', 'Dunmarrow FM')."""
    found = tokens(name)
    if found and found[-1] in words().outlet_names and "of" not in found:
        return True  # 'State Radio', 'Police Gazette'
    if "news" in found:
        return True  # 'Orrel News Bureau'
    return any(t in words().outlet_names for t in found) and not (set(found) & words().always_bodies)


@cache
def party_like(outlet: str) -> bool:
    """True where what a report is published by is a body concerned ('Ministry of Coasts'), not a news outlet."""
    bodies = words().institutions | words().always_bodies | words().marks
    return not outlet_like(outlet) and bool((bodies - words().outlets) & set(tokens(outlet)))


def same_outlet(a: str, b: str) -> bool:
    """True when two names mean one outlet: the words of one are among the other's, or one abbreviates the other."""
    left, right = (frozenset(tokens(x)) - ARTICLES for x in (a, b))
    if not left or not right:
        return False
    return left <= right or right <= left or abbreviates(a, b) or abbreviates(b, a)
