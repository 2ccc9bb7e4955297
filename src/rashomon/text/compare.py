"""What two texts have in common: terms, names, negation. Language on strings, no reports.

A term is a stem, or the family of words that it belongs to (`families.toml`): 'killed', 'died' and 'toll' are one term,
'wounded' another. No model and no parse: a thousand statements take some milliseconds, and every match can be shown.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:\.[^\W\d_])*|\d[\d.,:]*", re.UNICODE)
NEGATION = re.compile(
    r"\b(?:no|not|never|none|nobody|neither|nor|nothing|without|denie[sd]|deny|denying|denial|untrue|false|fabrication|baseless|"
    r"unfounded|cannot|pas|aucune?|jamais|nunca|ning[uú]n[ao]?|refute[sd]?|reject(?:s|ed)?)\b|n['’]t\b",
    re.IGNORECASE,
)
NOT_ONLY = re.compile(
    r"not\s+only\b|no\s+to\b|no\s+(?:more|fewer|less|later)\s+than\b|pas\s+plus\b|no\s+más\b", re.IGNORECASE
)
EMPHATIC = re.compile(
    r"(?P<before>[.!?;,–—]\W*)(?:none|never|nothing|nobody|no|no one|not (?:one|a single|any|even)(?: \w+)?)"
    r"(?=\s*(?:[.!?;\"”’]|$))",
    re.IGNORECASE,
)
"""A denial said once more by itself: it cancels nothing."""
BUT_NOT = re.compile(r"\w,\s+not$", re.IGNORECASE)
"""'Two men, not in uniform' asserts the two men."""
DOUBLED = re.compile(r"([bdfgklmnprtvz])\1$")
VOWEL = re.compile(r"[aeiouy]")


class Term(NamedTuple):
    """One word or phrase of a text as it is compared, and where it stands in that text."""

    key: str
    start: int
    end: int
    name: bool
    """True when it is written as a name: a capital that no sentence start explains."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """An English word without its inflection, cut to what its forms share: 'closing' and 'closes' give 'clos'."""
    word = re.sub(r"['’]s?$", "", word.casefold())
    if len(word) < 4:
        return word
    if word.endswith(("ies", "ied")):
        return word[:-3] + "y"
    if word.endswith("ings"):
        word = word[:-1]
    for ending in ("ing", "ed", "es", "s"):
        cut = word[: -len(ending)]
        kept = ending == "s" and cut.endswith(("s", "u", "i"))
        if word.endswith(ending) and len(cut) >= 3 and VOWEL.search(cut) and not kept:
            word = DOUBLED.sub(r"\1", cut)
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


@cache
def _lexicon() -> tuple[dict[str, str], dict[tuple[str, ...], str], frozenset[str]]:
    """Word to family, phrase to family, and the words that are never compared."""
    table = tomllib.loads(files("rashomon.text").joinpath("families.toml").read_text(encoding="utf-8"))
    words: dict[str, str] = {}
    phrases: dict[tuple[str, ...], str] = {}
    for family in table["families"]:
        for entry in family:
            parts = tuple(entry.casefold().split())
            if len(parts) > 1:
                phrases[parts] = family[0]
            else:
                words.setdefault(entry, family[0])
                words.setdefault(stem(entry), family[0])
    stop = set(table["stop"].split())
    for lang, forms in table["other"].items():
        if lang == "stop":
            stop.update(word for listed in forms.values() for word in listed.split() if word not in words)
            continue
        for family, listed in forms.items():
            for word in listed.split():
                words.setdefault(word, family)
    return words, phrases, frozenset(stop)


@cache
def _phrase_starts() -> frozenset[str]:
    """The first words of all phrases: most words start none, and are not looked up as one."""
    return frozenset(parts[0] for parts in _lexicon()[1])


def plain(word: str) -> str:
    """A word in small letters without 's at its end or an elided article before it: 'l’hôpital' is 'hôpital'."""
    return re.sub(r"^(?:[ldnscjm]|qu)['’](?=\w{3})|['’]s?$", "", word.casefold())


def families() -> frozenset[str]:
    """The names of all families."""
    words, phrases, _ = _lexicon()
    return frozenset(words.values()) | frozenset(phrases.values())


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """The term of one word: its family's name, else its stem."""
    words, _, _ = _lexicon()
    low = plain(word)
    return words.get(low) or words.get(stem(low)) or stem(low)


@lru_cache(maxsize=65536)
def _compared(word: str) -> bool:
    """True for a word that carries something to compare: no number, no stop word, no single letter."""
    low = plain(word)
    return not word[0].isdigit() and low not in _lexicon()[2] and len(low) >= 2


@lru_cache(maxsize=65536)
def terms(text: str) -> tuple[Term, ...]:
    """The content terms of a text in order, stop words and numbers left out."""
    found = [(m.group(), m.start(), m.end()) for m in WORD.finditer(text)]
    out: list[Term] = []
    i = 0
    while i < len(found):
        word, start, end = found[i]
        phrase = _phrase(found, i) if word.casefold() in _phrase_starts() else None
        if phrase:
            family, length = phrase
            out.append(Term(family, start, found[i + length - 1][2], False))
            i += length
            continue
        i += 1
        if _compared(word):
            out.append(Term(key(word), start, end, _is_name(text, word, start)))
    return tuple(out)


def _phrase(found: list[tuple[str, int, int]], i: int) -> tuple[str, int] | None:
    """The family of a phrase that starts at word i, and its length in words."""
    _, phrases, _ = _lexicon()
    for length in (4, 3, 2):
        words = tuple(w.casefold() for w, _, _ in found[i : i + length])
        if len(words) == length and words in phrases:
            return phrases[words], length
    return None


def _is_name(text: str, word: str, start: int) -> bool:
    """True for a capitalised word that does not open the text or a sentence."""
    if not word[0].isupper():
        return False
    before = text[max(0, start - 40) : start].rstrip(" \t\"'“”‘’«»([")
    return bool(before) and before[-1] not in ".?!:\n…–—"


def keys(text: str) -> frozenset[str]:
    """The set of a text's terms."""
    return frozenset(term.key for term in terms(text))


@lru_cache(maxsize=65536)
def negations(text: str) -> int:
    """How many words of denial a text has: 'not only', 'no to', 'one, not two' are none, 'No guns. None.' is one."""
    plain = EMPHATIC.sub(lambda m: m["before"] + " " * (m.end() - m.end("before")), text)
    found = (m.start() for m in NEGATION.finditer(plain))
    return sum(1 for at in found if not NOT_ONLY.match(plain, at) and not BUT_NOT.search(plain, 0, at + 3))


def negated(text: str) -> bool:
    """True when an odd number of negations stands in a text: a double negation asserts."""
    return negations(text) % 2 == 1


def common(left: str, right: str) -> frozenset[str]:
    """The terms that both texts hold."""
    return keys(left) & keys(right)
