"""Numbers in digits and words: where they stand and what they are worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rashomon.text.figures.table import Table, either, table


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed, without modifier or unit: code points, end excluded."""

    start: int
    end: int
    value: float
    spelled: bool


def numbers(text: str, lang: str) -> Iterator[Number]:
    """Every number in order: '1.2 million', 'twenty-three', 'three hundred and fifty', 'a hundred'."""
    known = table(lang)
    for match in pattern(lang).finditer(text):
        value = worth(match.group(), known)
        if value is not None:
            yield Number(match.start(), match.end(), value, not match.group()[0].isdigit())


@cache
def pattern(lang: str) -> re.Pattern[str]:
    """What a number looks like in a language."""
    known = table(lang)
    thousands = "," if known.decimal == "." else r"[.\u00a0\u202f ]"
    decimals = re.escape(known.decimal)
    spaced = r"\d{1,3}(?:[ \u00a0\u202f]000)+(?!\d)"
    digits = spaced + rf"|\d{{1,3}}(?:{thousands}\d{{3}})+(?!\d)(?:{decimals}\d+)?|\d+(?:{decimals}\d+)?"
    scale, word = either(s for s in known.scales if len(s) > 2), either([*known.values, *known.scales])
    joins = rf"(?:[\s-]+|\s+(?:{either(known.joins)})\s+)"
    plain = either(known.values)
    spelled = rf"(?:{plain})(?:{joins}(?:{word})\b)*"
    article = rf"(?:{either(known.articles)})\s+(?:{either(s for s in known.scales if len(s) > 3 and s != 'dozen')})\b"
    article += rf"(?:{joins}(?:{word})\b)*"
    before_letters = [rf"(?<={_edge(sign)}{re.escape(sign)})" for sign in known.signs if sign[-1].isalpha()]
    glued = "|".join([r"(?<=\bsub-)", r"(?<=\bminus-)", r"(?<=[a-z]\s-)", *before_letters])
    before = rf"(?:(?<![\w.,:/@#’'])(?<![^\W\d]-)(?<!\s-)|{glued})"
    after = rf"(?:(?=(?:{either(known.units)})(?!\w))|(?![\w/]|[.,:]\d))"
    letters = either(s for s in known.scales if len(s) < 3)
    scaled = rf"(?:(?:{letters})(?!\w|\.\w)|[\s-]?(?:{scale})\b)?"
    return re.compile(rf"{before}(?:(?:{digits}){scaled}|\b(?:{article}|{spelled})){after}", re.IGNORECASE)


def _edge(sign: str) -> str:
    """A word boundary before a sign that begins in a letter: 'USD' but not '$US'."""
    return r"\b" if sign[0].isalpha() else ""


def worth(printed: str, known: Table) -> float | None:
    """What a number is worth; None for words that are no number together ('two three')."""
    parts = re.findall(r"\d[\d.,\u00a0\u202f ]*\d|\d|[^\W\d_]+", printed.casefold().strip())
    total = current = 0.0
    last = 1e18
    for part in _joined(parts, known):
        if part in known.joins or (part in known.articles and part not in known.values):
            continue
        if part[0].isdigit():
            current = _digits(part, known)
        elif part in known.scales:
            scale = known.scales[part]
            if scale <= 100:
                current = (current or 1) * scale
            else:
                total, current = total + (current or 1) * scale, 0.0
            last = scale
        elif part in known.values:
            value = known.values[part]
            if value >= last or (0 < current % 100 < 20 and current >= 1):
                return None
            current, last = current + value, value
        else:
            return None
    return total + current


def _joined(parts: list[str], known: Table) -> Iterator[str]:
    """The words, those of a hyphened number word ('dix-sept', 'quatre-vingt-dix') as one."""
    at = 0
    while at < len(parts):
        for size in (3, 2):
            whole = "-".join(parts[at : at + size])
            if len(parts[at : at + size]) == size and whole in known.values:
                yield whole
                at += size
                break
        else:
            yield parts[at]
            at += 1


def _digits(part: str, known: Table) -> float:
    if known.decimal == ".":
        return float(re.sub(r"[,\s]", "", part))
    whole = re.sub(r"[.\u00a0\u202f ](?=\d{3}(?!\d))", "", part)
    return float(whole.replace(",", "."))
