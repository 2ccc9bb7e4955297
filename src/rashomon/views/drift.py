"""How the words changed: drifts in the order of their weight, chained from hand to hand, changed words marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rashomon.model import Drift, Span
from rashomon.views.index import Index
from rashomon.views.words import CHANGES

TOKEN = re.compile(r"\w+(?:[.,’'-]\w+)*|\s+|[^\w\s]")
WORD = re.compile(r"\w")
QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’", "'"))
NAMED = re.compile(r"(?<!\w)'(.+?)'(?!\w)")
"""The words that a reason quotes."""
HANDS = 12  # a chain longer than this goes on in a card of its own
LEAD = 10  # of so many weightiest chains those come first in which words can be marked: they tell at a glance
ALIKE = 0.25  # under this share of common words two sentences are set side by side without marks: all would be marked


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, changed or kept."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One drift: the words before and after, and where it went on."""

    drift: Drift
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    compared: bool
    """False where the two are too far apart, or in two languages, for words to be marked."""
    onward: tuple[Card, ...] = ()
    """What the child's words became in the next hands."""

    @property
    def weight(self) -> float:
        """The weight of the drift that matters most along the way."""
        return max([self.drift.weight, *(card.weight for card in self.onward)])


def changed_words(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...], bool]:
    """Both texts in pieces, the words that only one of them has marked; False where too little is common to mark."""
    left, right = TOKEN.findall(before), TOKEN.findall(after)
    matcher = SequenceMatcher(None, [_plain(t) for t in left], [_plain(t) for t in right], autojunk=False)
    common = sum(len("".join(left[m.a : m.a + m.size]).strip()) for m in matcher.get_matching_blocks())
    if common < ALIKE * min(len(before), len(after)):
        return (Piece(before, False),), (Piece(after, False),), False
    codes = matcher.get_opcodes()
    return (
        _pieces([("".join(left[a:b]), tag != "equal") for tag, a, b, _, _ in codes]),
        _pieces([("".join(right[c:d]), tag != "equal") for tag, _, _, c, d in codes]),
        True,
    )


def _plain(token: str) -> str:
    """A token as it is compared: its case and the shape of its quotation marks and spaces do not count."""
    return " " if token.isspace() else token.casefold().translate(QUOTES)


def _pieces(runs: Sequence[tuple[str, bool]]) -> tuple[Piece, ...]:
    """Runs in which a word changed, marked; joined where white space only stands between two of them."""
    pieces: list[Piece] = []
    for text, changed in (run for run in runs if run[0]):
        changed = (changed and bool(WORD.search(text))) or (text.isspace() and bool(pieces) and pieces[-1].changed)
        if pieces and pieces[-1].changed == changed:
            pieces[-1] = Piece(pieces[-1].text + text, changed)
        else:
            pieces.append(Piece(text, changed))
    return tuple(pieces)


def explained(drift: Drift) -> tuple[tuple[str, str], ...]:
    """The changes in words, each reason once: the drift's reason in parts where it names every change, else as one."""
    named = [(drift.reason.find(f"{CHANGES[change]}: "), CHANGES[change]) for change in drift.changes]
    if not named or any(place < 0 for place, _ in named):
        return ((", ".join(word for _, word in named), drift.reason),)
    order = sorted(named)
    ends = [place for place, _ in order[1:]] + [len(drift.reason)]
    told: dict[str, list[str]] = {}
    for (place, word), end in zip(order, ends, strict=True):
        told.setdefault(drift.reason[place + len(word) + 2 : end].strip(" ;"), []).append(word)
    return tuple((", ".join(words), reason) for reason, words in told.items())


@dataclass(frozen=True, slots=True)
class Chain:
    """A drift and the drifts that go on from it, before any word is compared."""

    drift: Drift
    onward: tuple[Chain, ...]
    weight: float
    """That of the drift that matters most along the way."""


def cards(index: Index) -> list[Card]:
    """Every drift once, under the drift it goes on from, the weightiest chain first."""
    return [card(index, chain) for chain in chains(index)]


def card(index: Index, chain: Chain) -> Card:
    """A chain with its words compared."""
    before, after, compared = _compared(index, chain.drift)
    onward = tuple(card(index, further) for further in chain.onward)
    return Card(chain.drift, _begun(before), _begun(after), compared, onward)


def _begun(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces from the first word on: a clause cut out of its sentence may begin with the comma before it."""
    if not pieces:
        return pieces
    first = pieces[0].text.lstrip(" ,;:.–—\n")
    return (Piece(first, pieces[0].changed), *pieces[1:]) if first else _begun(pieces[1:])


def chains(index: Index) -> list[Chain]:
    """The drifts, each under the one it goes on from, in the order of the cards."""
    drifts = sorted(index.dossier.drifts, key=lambda d: (-d.weight, d.parent, d.child))
    into: dict[str, list[int]] = {}
    for i, drift in enumerate(drifts):
        into.setdefault(drift.child.report_id, []).append(i)
    onward: dict[int, list[int]] = {i: [] for i in range(len(drifts))}
    depth = dict.fromkeys(onward, 0)
    for i, drift in enumerate(drifts):
        earlier = into.get(drift.parent.report_id, ())
        before = next((j for j in earlier if j != i and _goes_on(drifts[j].child, drift.parent)), None)
        if before is not None and depth[before] + 1 < HANDS and not _reaches(onward, i, before):
            onward[before].append(i)
            _sink(onward, depth, i, depth[before] + 1)

    def chain(i: int) -> Chain:
        further = tuple(chain(j) for j in onward[i])
        return Chain(drifts[i], further, max([drifts[i].weight, *(c.weight for c in further)]))

    made = sorted((chain(i) for i in range(len(drifts)) if not depth[i]), key=lambda c: -c.weight)
    return sorted(made[:LEAD], key=lambda c: not _compared(index, c.drift)[2]) + made[LEAD:]


def _with_marks(text: str, named: Sequence[str]) -> tuple[Piece, ...]:
    """A text in pieces, the words marked that stand in it as they are named."""
    if not named:
        return (Piece(text, False),)
    either = "|".join(r"\s+".join(map(re.escape, words.split())) for words in named)
    runs, at = [], 0
    for m in re.finditer(rf"(?<!\w)(?:{either})(?!\w)", text, re.IGNORECASE):
        runs += [Piece(text[at : m.start()], False), Piece(m.group(), True)]
        at = m.end()
    return tuple(piece for piece in (*runs, Piece(text[at:], False)) if piece.text)


def _goes_on(child: Span, parent: Span) -> bool:
    """True when most of one span is the other: the next hand took up these very words."""
    shared = min(child.end, parent.end) - max(child.start, parent.start)
    return child.report_id == parent.report_id and 2 * shared > max(child.end - child.start, parent.end - parent.start)


def _sink(onward: dict[int, list[int]], depth: dict[int, int], start: int, level: int) -> None:
    """Set how deep a card and all that hang on it stand."""
    depth[start] = level
    for step in onward[start]:
        _sink(onward, depth, step, level + 1)


def _reaches(onward: dict[int, list[int]], start: int, goal: int) -> bool:
    return start == goal or any(_reaches(onward, step, goal) for step in onward[start])


def _compared(index: Index, drift: Drift) -> tuple[tuple[Piece, ...], tuple[Piece, ...], bool]:
    """Both sides with the words marked that the reason names; where it names none of them, all that differ."""
    named = sorted({m.group(1) for m in NAMED.finditer(drift.reason)}, key=lambda w: (-len(w), w))
    before, after = (_with_marks(span.exact, named) for span in (drift.parent, drift.child))
    if any(piece.changed for piece in (*before, *after)):
        return before, after, True
    languages = {index.reports[s.report_id].lang for s in (drift.parent, drift.child) if s.report_id in index.reports}
    if len(languages) > 1:
        return (Piece(drift.parent.exact, False),), (Piece(drift.child.exact, False),), False
    return changed_words(drift.parent.exact, drift.child.exact)
