"""Which of its possible parents a report comes from: the best explains what it can, the next only what is left.

So no edge stands on words that a better parent already accounts for: the reprint of a
wire story is no second parent beside the wire story itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.lineage.drawn import drawn
from rashomon.lineage.echoes import Echoes
from rashomon.lineage.gathered import gathered
from rashomon.lineage.judge import judge, possible
from rashomon.lineage.option import Found, Option, Rest, look
from rashomon.lineage.page import Page
from rashomon.model import Derivation

SLACK = 0.01
"""Two parents that explain most of a child alike, but for so small a part of it, are told apart by other signs."""


def explain(
    child: Page, options: Sequence[Option], copies: Mapping[str, str], echoes: Echoes | None = None
) -> list[Derivation]:
    """The edges of one child, the strongest first; `copies` are the reports known to be another's, and whose."""
    if not options or not child.words:
        return []
    free = bytearray(b"\1" * len(child.words))
    words = Rest(child, free)
    found = [(option, look(option, words)) for option in options if possible(option, words)]
    edges: list[Derivation] = []
    while found:
        option, best = choose(found, copies)
        found = [(o, f) for o, f in found if o is not option]
        edge = judge(option, best, free)
        if edge:
            edges.append(edge)
            use(option, best, free)
            words = Rest(child, free)
            left = [told(o, option) for o, _ in found]
            found = [(o, look(o, words)) for o in left]
    made = [*edges, *gathered(child, options, edges, copies)]
    if echoes:
        made += drawn(options, made, copies, echoes)
    return sorted(made, key=lambda e: (-e.share, e.parent or ""))


def told(option: Option, taken: Option) -> Option:
    """An option once another is a parent: sentences that name both tell of the one through the other."""
    second_hand = frozenset(n for n in option.named if n in taken.named)
    return replace(option, again=option.again or option.names == taken.names, through=option.through | second_hand)


def choose(found: Sequence[tuple[Option, Found]], copies: Mapping[str, str]) -> tuple[Option, Found]:
    """The best parent; a wire story before its copies where the child is no copy itself and resembles both alike."""
    if len(found) == 1:
        return found[0]
    race = Race.of(found)
    option, best = max(found, key=lambda f: race.standing(*f))
    if best.plain + best.quoted >= 0.5 * len(option.child.words):
        return option, best
    above = copies.get(option.parent.id)
    for other, seen in found:
        if other.parent.id != above or option.one_outlet(other):
            continue
        alike = other.like.resemblance >= 0.9 * option.like.resemblance and seen.gain >= 0.7 * best.gain
        if alike and other.like.faithful >= option.like.faithful:
            return other, seen
    return option, best


@dataclass(frozen=True, slots=True)
class Race:
    """What the parents that a child may have are measured by, known once for all of them."""

    top: float
    """What one must explain to lead."""
    asked: bool
    """True where several lead, and their wording has not said it all."""
    resemblance: float
    """That of the leader that resembles the child most."""

    @classmethod
    def of(cls, found: Sequence[tuple[Option, Found]]) -> Race:
        """The race of some parents of one child."""
        words = len(found[0][0].child.words)
        top = max(f.gain for _, f in found)
        slack = SLACK * words if top >= 0.5 * words else 0.0
        top -= max(0.5, slack)
        # among copies the wording has said it all, and of one alone nothing need be asked: facts would only cost time
        leaders = [o for o, f in found if f.gain >= top]
        asked = not slack and len(leaders) > 1
        return cls(top, asked, max(o.like.resemblance for o in leaders) if asked else 0.0)

    def standing(self, option: Option, found: Found) -> tuple[float, ...]:
        """What makes one better than another: what it explains; where that is equal, credit, hedges, facts, age."""
        resembles = not (self.asked and found.gain >= self.top) or option.like.resemblance >= self.resemblance
        age = -option.parent.published[0].timestamp() if option.parent.published[0].year > 1 else float("-inf")
        signs = (float(option.credited), float(option.like.faithful), float(resembles))
        return float(found.gain >= self.top), *signs, age, found.gain


def use(option: Option, found: Found, free: bytearray) -> None:
    """Take the words that a parent explains."""
    for run in (run for block in option.like.strong for run in block.runs):
        free[run.left : run.left + run.length] = bytes(run.length)
    for match in found.matches:
        sentence = option.child.sentences[match.child]
        free[sentence.first : sentence.last] = bytes(sentence.length)
