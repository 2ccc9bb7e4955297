"""How much a word claims: reporting verbs, hedges, caveats, vague sources. The table is `strength.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from rashomon.text.compare import stem


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("rashomon.text").joinpath("strength.toml").read_text(encoding="utf-8"))


@cache
def _levels() -> dict[str, int]:
    """Every form and its stem -> its level."""
    levels: dict[str, int] = {}
    for level, verbs in _table()["verbs"].items():
        for verb in verbs:
            levels.setdefault(verb, int(level))
            levels.setdefault(stem(verb), int(level))
    return levels


def strength(verb: str) -> int | None:
    """0 (thought) to 4 (shown as fact) for a reporting verb, None for any other word."""
    low = verb.casefold()
    return _levels().get(low, _levels().get(stem(low)))


@cache
def denial_words() -> frozenset[str]:
    """The verbs of denial, all forms listed."""
    return frozenset(_table()["denial"]["words"])


@cache
def _pattern(section: str) -> re.Pattern[str]:
    words = sorted(_table()[section]["words"], key=lambda w: (-len(w), w))
    either = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in words)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def hedges(text: str) -> tuple[str, ...]:
    """The words of doubt in a text, folded, in order; 'more than 900' has none, 'almost 900' one."""
    return tuple(re.sub(r"\s+", " ", m.group().casefold()) for m in _pattern("hedges").finditer(text))


def caveats(text: str) -> tuple[str, ...]:
    """The phrases that mark something as unproved, in order."""
    return tuple(re.sub(r"\s+", " ", m.group().casefold()) for m in _pattern("caveats").finditer(text))


def vague(text: str) -> bool:
    """True when a source is named by such words alone that nobody can check it ('reports', 'several sources')."""
    return bool(_pattern("vague").search(text)) and not re.search(r"\b[A-Z][a-z]+\b", text[1:])


@cache
def _steps() -> tuple[dict[str, int], ...]:
    """For every scale of acts: form, and its stem -> its step."""
    scales = _table()["acts"]["scales"]
    return tuple(
        {form: n for n, step in enumerate(scale) for word in step.split() for form in (word, stem(word))}
        for scale in scales
    )


def stronger_act(before: str, after: str) -> tuple[str, str] | None:
    """The two words, where the second text names an act by a stronger word of one scale than the first does."""
    old, new = (re.findall(r"[^\W\d_]+", text.casefold()) for text in (before, after))
    for steps in _steps():
        was = [(steps.get(w, steps.get(stem(w), -1)), w) for w in old if w in steps or stem(w) in steps]
        now = [(steps.get(w, steps.get(stem(w), -1)), w) for w in new if w in steps or stem(w) in steps]
        if was and now and max(now)[0] > max(was)[0] and max(was)[1] not in new:
            return max(was)[1], max(now)[1]
    return None


@cache
def _open() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_table()['open']['patterns'])})(?!\w)", re.IGNORECASE)


def left_open(text: str) -> tuple[str, ...]:
    """The words that leave open whether it is so, folded, in order: 'compatible with', 'being examined', 'aurait'."""
    found = _open().finditer(re.sub(r"\bMay\b", "   ", text))
    return tuple(re.sub(r"\s+", " ", m.group().casefold()) for m in found)
