"""The word lists of lineage, from `words.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded words: what they are for stands beside them in `words.toml`."""

    stopped: frozenset[str]
    pale: frozenset[str]
    common: frozenset[str]
    """Stopped and pale together."""
    approximate: frozenset[str]
    nobody: frozenset[str]
    no_name: frozenset[str]
    agencies: frozenset[str]
    outlet_word: re.Pattern[str]
    opinion: re.Pattern[str]
    opinion_address: re.Pattern[str]
    opinion_note: re.Pattern[str]
    gathered: re.Pattern[str]
    gathered_note: re.Pattern[str]
    vague: dict[str, str]
    times: dict[str, int]
    numbers: dict[str, dict[str, int]]


@cache
def lexicon() -> Lexicon:
    """The lists, read once."""
    table = tomllib.loads(files("rashomon.lineage").joinpath("words.toml").read_text(encoding="utf-8"))
    sets = {name: frozenset(table[name].split()) for name in ("stopped", "pale", "approximate", "nobody", "no_name")}
    return Lexicon(
        **sets,
        common=sets["stopped"] | sets["pale"],
        agencies=frozenset(_listed(table["agencies"])),
        outlet_word=re.compile(rf"\b(?:{'|'.join(map(re.escape, _listed(table['outlet_word'])))})\b", re.IGNORECASE),
        opinion=_marks(table["opinion"]),
        opinion_address=_marks(table["opinion_address"]),
        opinion_note=_marks(table["opinion_note"]),
        gathered=_marks(table["gathered"]),
        gathered_note=_marks(table["gathered_note"]),
        vague=table["vague"],
        times=table["times"],
        numbers=table["numbers"],
    )


def _listed(names: str) -> list[str]:
    return [" ".join(name.split()) for name in names.split("|") if name.strip()]


def _marks(lines: str) -> re.Pattern[str]:
    """One pattern from regular expressions, one a line, for a text in small letters: that halves what it costs."""
    return re.compile("|".join(f"(?:{line.strip()})" for line in lines.splitlines() if line.strip()))
