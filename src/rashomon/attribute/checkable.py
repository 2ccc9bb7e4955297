"""Which words of a report state something that could be checked, as a model sees it; how likely a place is a statement.

The model reads a report in rows of paragraphs and says of every word piece how likely it stands in a statement and
begins one (`models.statement`). Training cuts its text here, too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rashomon.attribute.draft import Place
from rashomon.model import Report
from rashomon.models import statement
from rashomon.text.quotes import paragraphs

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LANGUAGES = ("en",)
"""What the model reads."""
CLS, SEP = 101, 102
ROW = 250
"""Word pieces of a row, its marks and the report's name counted in."""
NAME = 40
"""Word pieces of outlet and headline before each row: who writes tells what 'we' is."""
BOUNDS = ((0.5, 0.4), (0.3, 0.3), (0.35, 0.6))
"""From which chance on a piece is inside, and begins another: each gives statements, the likelier ones are taken."""
SURE = 0.99
"""No chance counts as higher, none as lower than what is left of one."""
SAID, OWN, NEW = "said", "own", "new"
"""A draft of somebody's words, one of the outlet's, and what only the model sees."""
WEIGHTS: Mapping[str, Mapping[str, float]] = {
    "said": {"always": -3.29, "inside": 0.11, "begins": 0.09, "ends": 0.09, "agrees": 2.32, "words": 0.89},
    "own": {"always": -0.3, "inside": 0.52, "begins": -0.08, "ends": 0.04, "agrees": 0.76, "words": 0.05},
    "new": {"always": -2.93, "inside": 0.39, "begins": 0.08, "ends": 0.16, "agrees": 0.0, "words": 1.13},
}
"""Log-odds that a place is a statement, by kind and feature; fitted (training/fit_statement.py) on marked cases that
taught the model nothing."""
WORD = re.compile(r"\w+")
ENTRY = re.compile(r"\n[ \t]*(?=(?:[-–—•*>]|\d{1,3}[.)])\s)")
"""Where an entry of a list opens in the line below."""
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a report in order: where they stand, and the model's chances; rows of one length."""

    starts: Ints
    ends: Ints
    inside: Floats
    begins: Floats
    opens: NDArray[np.bool_]
    """True where a paragraph opens."""

    def among(self, start: int, end: int) -> slice:
        """Which pieces touch a stretch of text."""
        return slice(int(np.searchsorted(self.ends, start, "right")), int(np.searchsorted(self.starts, end, "left")))

    def spans(self, inside: float, begins: float) -> Iterator[Place]:
        """The runs of pieces that are inside a statement, parted where another begins or a paragraph opens."""
        held = self.inside >= inside
        opens = held & (self.opens | (self.begins > begins))
        opens[1:] |= held[1:] & ~held[:-1]
        opens[:1] = held[:1]
        for first in np.flatnonzero(opens).tolist():
            last = first
            while last + 1 < len(held) and held[last + 1] and not opens[last + 1]:
                last += 1
            yield int(self.starts[first]), int(self.ends[last])


@dataclass(frozen=True, slots=True)
class Row:
    """Word pieces that the model reads together, with the place of each; None for what is no text of the report's."""

    ids: tuple[int, ...]
    places: tuple[Place | None, ...]


def rows(name: str, text: str, tokenizer: Tokenizer) -> Iterator[Row]:
    """A report in rows of whole paragraphs, its name (outlet and headline) before each; training cuts it so too.

    A paragraph that is longer than a row is cut.
    """
    head = tokenizer.encode(name, add_special_tokens=False).ids[:NAME]
    room = ROW - len(head) - 3
    held: list[tuple[int, Place | None]] = []
    for start, end in paragraphs(text):
        coded = tokenizer.encode(text[start:end], add_special_tokens=False)
        told = [(i, (start + a, start + b)) for i, (a, b) in zip(coded.ids, coded.offsets, strict=True)]
        if held and len(held) + 1 + len(told) > room:
            yield _row(head, held)
            held = []
        for at in range(0, max(0, len(told) - room), room):
            yield _row(head, told[at : at + room])
        rest = told[max(0, -(-len(told) // room) - 1) * room :]
        held += [*([(SEP, None)] if held else []), *rest]
    if held:
        yield _row(head, held)


def _row(head: Sequence[int], held: Sequence[tuple[int, Place | None]]) -> Row:
    ids = (CLS, *head, SEP, *(i for i, _ in held), SEP)
    return Row(ids, (*(None for _ in range(len(head) + 2)), *(place for _, place in held), None))


def named(report: Report) -> str:
    """What stands before each row: whose words they are."""
    return f"{report.outlet}. {report.headline}"


def read(report: Report) -> Pieces:
    """The word pieces of a report with the model's chances."""
    model = statement.load()
    cut = rows(named(report), report.text, model.tokenizer)
    pieces = pieces_of((row, model.chances(np.array(row.ids, dtype=np.int64))) for row in cut)
    entries = np.array([m.end() for m in ENTRY.finditer(report.text)], dtype=np.int64)
    pieces.opens[np.searchsorted(pieces.starts, entries[entries <= pieces.starts.max(initial=-1)])] = True
    return pieces


def pieces_of(read_rows: Iterable[tuple[Row, Floats]]) -> Pieces:
    """The pieces of some rows that are text, with their chances; shape (pieces of the row, 2) for each row."""
    found = []
    for row, chances in read_rows:
        opening = True
        for place, (inside, begins) in zip(row.places, chances.tolist(), strict=True):
            if place is not None:
                found.append((*place, inside, begins, opening))
            opening = place is None
    starts, ends, inside, begins, opens = zip(*found, strict=True) if found else ((),) * 5
    return Pieces(
        np.array(starts, dtype=np.int64),
        np.array(ends, dtype=np.int64),
        np.array(inside, dtype=np.float32),
        np.array(begins, dtype=np.float32),
        np.array(opens, dtype=bool),
    )


def seen(pieces: Pieces) -> list[Place]:
    """The places that the model sees statements in, in order; several bounds of one may be among them."""
    return sorted({place for bounds in BOUNDS for place in pieces.spans(*bounds)})


# --- how likely a place is a statement


def features(text: str, places: Sequence[Place], pieces: Pieces, beside: Sequence[Place]) -> dict[str, float]:
    """What tells whether some places are together a statement; `beside` is what the model sees near them."""
    own = [n for place in places for n in range(*pieces.among(*place).indices(len(pieces.starts)))]
    if not own:
        return {}
    after = slice(own[-1] + 1, own[-1] + 3)
    begun = float(pieces.begins[own[:2]].max())
    ends = max([1.0 - float(held) for held in pieces.inside[after][:1]] + pieces.begins[after].tolist(), default=1.0)
    words = in_words(text, places)
    agrees = max((shared(words, in_words(text, [place])) for place in beside), default=0.0)
    return {
        "always": 1.0,
        "inside": odds(float(pieces.inside[own].mean())),
        "begins": odds(begun),
        "ends": odds(ends),
        "agrees": agrees,
        "words": math.log1p(len(words)),
    }


def odds(chance: float) -> float:
    """The log-odds of a chance that is neither nought nor one."""
    held = min(SURE, max(1 - SURE, chance))
    return math.log(held / (1 - held))


def likely(found: Mapping[str, float], kind: str) -> float:
    """The chance of a place with such features, by its kind in `WEIGHTS`; nought for one without words."""
    if not found:
        return 0.0
    return 1 / (1 + math.exp(-math.fsum(weight * found[name] for name, weight in WEIGHTS[kind].items())))


def in_words(text: str, places: Sequence[Place]) -> frozenset[int]:
    """Where the words of some places begin."""
    return frozenset(a + m.start() for a, b in places for m in WORD.finditer(text[a:b]))


def shared(one: frozenset[int], other: frozenset[int]) -> float:
    """The part that two sets of words share of all of theirs."""
    return len(one & other) / max(1, len(one | other))
