"""Which statement of a parent a child's statement repeats: by the passage that holds it, else by what it says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from rashomon.lineage.facts import facts
from rashomon.model import Derivation, Passage, Reading, Stance, Statement
from rashomon.text.compare import keys, negated

TERMS = 3
SAME = 0.6
"""Two statements say the same: the least terms that they share, and the part of the shorter one's."""
FACTS = 2
"""In another language: the least figures and names."""


def repeated(
    statement: Statement, edge: Derivation, parent: Reading, lang: str, *, least: float = SAME
) -> Statement | None:
    """The statement of a parent that one of its child's repeats; None where no passage and no content ties them."""
    places = beside(statement, edge)
    match = nearest(places, statement, parent) if places else None
    other = like(statement, parent.statements, lang, parent.report.lang, least=least)
    if match and other and lang == parent.report.lang:
        # a passage may run through a remark beside what is said
        return max((match, other), key=lambda m: alike(statement.text, m.text, 0.0))
    return match or other


def like(
    statement: Statement, others: Iterable[Statement], lang: str, other_lang: str, *, least: float = SAME
) -> Statement | None:
    """The statement whose content is most like one's, where they say the same."""
    best, score = None, 0.0
    for other in others:
        one = lang == other_lang
        found = alike(statement.text, other.text, least) if one else shared(statement, other, lang, other_lang)
        if found > score and against(statement) == against(other):
            best, score = other, found
    return best


def against(statement: Statement) -> bool:
    """True where the speaker says that it is not so: whoever says that it is does not repeat him."""
    return (statement.stance is Stance.DENIES) != negated(statement.text)


def alike(left: str, right: str, least: float = SAME) -> float:
    """How much of the shorter of two texts of one language the other says, 0 where that is too little."""
    a, b = _told(left), _told(right)
    common = len(a & b)
    part = common / max(1, min(len(a), len(b)))
    return part + 0.001 * common if common >= TERMS and part >= least else 0.0


@lru_cache(maxsize=20_000)
def _told(text: str) -> frozenset[str]:
    return keys(text) | {f"#{figure}" for figure in facts(text, "en").figures}


def shared(left: Statement, right: Statement, lang: str, other_lang: str) -> float:
    """How many figures and names two statements of two languages share, 0 where they are too few or half at most."""
    a, b = (
        {*(f"#{n}" for n in made.figures), *made.names}
        for made in (facts(left.text, lang), facts(right.text, other_lang))
    )
    common = len(a & b)
    return float(common) if common >= FACTS and 2 * common > min(len(a), len(b)) else 0.0


def beside(statement: Statement, edge: Derivation) -> list[tuple[int, int]]:
    """Where in the parent a statement's content stands, as near as the passages tell; nothing unless they hold most."""
    total = sum(span.end - span.start for span in statement.content)
    held, places = 0, []
    for passage in edge.passages:
        for span in statement.content:
            start, end = max(span.start, passage.child[0]), min(span.end, passage.child[1])
            if start < end:
                held += end - start
                places.append((_across(start, passage), _across(end, passage)))
    return places if 2 * held >= total else []


def _across(place: int, passage: Passage) -> int:
    """A place in the child's passage, carried over to the parent's in proportion."""
    (start, end), (first, last) = passage.child, passage.parent
    return first + round((place - start) * (last - first) / max(1, end - start))


def nearest(places: Sequence[tuple[int, int]], statement: Statement, parent: Reading) -> Statement | None:
    """The parent's statement that covers the places best, by at least half of the shorter; None where none does."""
    best, score = None, 0.5
    wanted = sum(end - start for start, end in places)
    for other in parent.statements:
        size = sum(span.end - span.start for span in other.content)
        common = sum(
            max(0, min(end, span.end) - max(start, span.start)) for start, end in places for span in other.content
        )
        part = common / max(1, min(wanted, size)) if wanted and against(other) == against(statement) else 0.0
        # of two that hold it, one inside the other, the one of its own length
        part += 0.02 * common / max(1, wanted, size) + 0.01 * (other.own_voice == statement.own_voice)
        if part > score:
            best, score = other, part
    return best
