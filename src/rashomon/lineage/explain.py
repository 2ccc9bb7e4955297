"""Which of its possible parents a report comes from: the best explains what it can, the next only what is left.

So no edge stands on words that a better parent already accounts for: the reprint of a
wire story is no second parent beside the wire story itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from rashomon.lineage.credit import as_medium, in_credits, links_to, mentions, same_name, same_page
from rashomon.lineage.dates import apart
from rashomon.lineage.likeness import Likeness, Match, rarities
from rashomon.lineage.page import Page
from rashomon.model import Derivation, DerivationKind, Passage
from rashomon.text.align import SEED, Run

COPIED = 8
"""So many telling words outside quotation marks, in shared runs, are no chance."""
COPIED_AT_ONCE = 4
"""So many in one run of at least eight words are none either."""
QUOTED = 6
"""The shortest quotation, in words, that says where it was read."""
LATER = timedelta(hours=30)
"""Two reports that print a quotation within this time may both have heard it."""
SAME_FACTS = 1.1
SAME_PART = 0.45
"""A sentence of the child says what one of the parent's says: the weight of the shared facts, their part of its facts."""
REWRITTEN = 0.25
"""The part of the child that must be said by the parent for a rewrite without a credit."""


@dataclass(frozen=True)
class Option:
    """A possible parent with what is known beforehand."""

    like: Likeness
    names: tuple[str, ...]
    known: bool = True
    """False where the child may as well be the parent."""

    @property
    def parent(self) -> Page:
        """The possible parent."""
        return self.like.parent

    @property
    def child(self) -> Page:
        """The child."""
        return self.like.child

    @cached_property
    def credited(self) -> bool:
        """True where the child's credits or links name the parent's outlet."""
        return in_credits(self.child.report, self.names) or links_to(self.child.report, self.parent.report)

    @cached_property
    def own(self) -> bool:
        """True for two reports of one outlet."""
        return same_name(self.child.report.outlet, self.parent.report.outlet)

    @cached_property
    def named(self) -> tuple[int, ...]:
        """The sentences of the child that name the parent's outlet, each with the next one."""
        if self.own:
            return ()
        spots = mentions(self.child.report.text, self.names)
        found = {n for n, s in enumerate(self.child.sentences) for at in spots if s.start <= at < s.end}
        return tuple(sorted(found))

    @cached_property
    def translated(self) -> bool:
        """True where the two are in different languages."""
        return self.child.report.lang != self.parent.report.lang


@dataclass(frozen=True, slots=True)
class Found:
    """What a parent explains of the words that are still free: counted in words, and the sentences."""

    plain: int
    telling: int
    at_once: int
    """The most telling words in one run of at least eight."""
    quoted: int
    longest_quote: int
    matches: tuple[Match, ...]
    matched: float

    @property
    def gain(self) -> float:
        """How much of the child it explains, in words."""
        return self.plain + 0.7 * self.quoted + 0.6 * self.matched


def explain(child: Page, options: Sequence[Option]) -> list[Derivation]:
    """The edges of one child, the strongest first."""
    free = bytearray(b"\1" * len(child.words))
    left = list(options)
    edges: list[Derivation] = []
    while left:
        found = [(option, look(option, free)) for option in left]
        option, best = max(found, key=lambda f: standing(f[0], f[1], found))
        left.remove(option)
        edge = judge(option, best, free)
        if edge:
            edges.append(edge)
            use(option, best, free)
    return sorted(edges, key=lambda e: (-e.share, e.parent or ""))


def standing(option: Option, found: Found, among: Sequence[tuple[Option, Found]]) -> tuple[float, ...]:
    """What makes one parent better than another: what it explains; where that is nearly equal, credit, hedges, age."""
    top = max(f.gain for _, f in among)
    near = found.gain >= 0.97 * top - 0.5
    age = -option.parent.published[0].timestamp() if option.parent.published[0].year > 1 else float("-inf")
    return float(near), float(option.credited), float(option.like.faithful), age, found.gain


def look(option: Option, free: bytearray) -> Found:
    """What a parent explains of the free words."""
    child, like = option.child, option.like
    plain = telling = at_once = quoted = longest = 0
    for run in strong(option, free):
        inside = [i for i in range(run.left, run.left + run.length) if free[i]]
        spoken = sum(child.quoted[i] for i in inside)
        plain += len(inside) - spoken
        quoted += spoken
        longest = max(longest, spoken)
        said = sum(like.telling(i, i + 1) for i in inside if not child.quoted[i])
        telling += said
        if len(inside) >= 8:
            at_once = max(at_once, said)
    matches = tuple(m for m in like.matches if says_same(m, translated=option.translated) and open_(child, m, free))
    matched = sum(m.part * child.sentences[m.child].length for m in matches)
    return Found(plain, telling, at_once, quoted, longest, matches, matched)


def strong(option: Option, free: bytearray) -> Iterable[Run]:
    """The shared runs of passages that hold a seeded run with something of its own."""
    for block in option.like.blocks:
        seeded = [r for r in block.runs if r.length >= SEED]
        if any(option.like.telling(r.left, r.left + r.length) >= 2 for r in seeded):
            yield from block.runs


def says_same(match: Match, *, translated: bool = False) -> bool:
    """True when a sentence holds enough of another's facts, figures or names among them."""
    kinds = {key[0] for key in match.shared}
    if translated:
        return match.weight >= 0.8 and match.part >= SAME_PART
    return match.weight >= SAME_FACTS and match.part >= SAME_PART and len(match.shared) >= 3 and kinds != {"p"}


def open_(child: Page, match: Match, free: bytearray) -> bool:
    """True when most of the sentence is not yet explained."""
    sentence = child.sentences[match.child]
    return 2 * sum(free[sentence.first : sentence.last]) > sentence.length


def use(option: Option, found: Found, free: bytearray) -> None:
    """Take the words that a parent explains."""
    for run in strong(option, free):
        free[run.left : run.left + run.length] = bytes(run.length)
    for match in found.matches:
        sentence = option.child.sentences[match.child]
        free[sentence.first : sentence.last] = bytes(sentence.length)


def judge(option: Option, found: Found, free: bytearray) -> Derivation | None:
    """The edge to one possible parent, or None where what they share may be chance or a common source."""
    for rule in (page_again, copied, translated, cited, rewritten, quoted):
        edge = rule(option, found, free)
        if edge:
            return edge
    return None


def edge(option: Option, found: Found, kind: DerivationKind, share: float, reason: str, *, credited: bool) -> Derivation:
    """A derivation with its passages."""
    return Derivation(
        child=option.child.id,
        parent=option.parent.id,
        outside=None,
        kind=kind,
        share=round(min(1.0, share), 4),
        reason=reason,
        passages=passages(option, found),
        credited=credited,
        direction_known=option.known,
    )


def passages(option: Option, found: Found) -> tuple[Passage, ...]:
    """The shared passages as offsets, and the sentences that say the same beside them."""
    child, parent = option.child, option.parent
    made = [
        Passage(child.place(*block.left), parent.place(*block.right))
        for block in option.like.blocks
        if block.shared >= SEED
    ]
    for match in found.matches:
        ours, theirs = child.sentences[match.child], parent.sentences[match.parent]
        if not any(p.child[0] < ours.end and ours.start < p.child[1] for p in made):
            made.append(Passage((ours.start, ours.end), (theirs.start, theirs.end)))
    return tuple(sorted(made, key=lambda p: (p.child, p.parent)))


def page_again(option: Option, found: Found, free: bytearray) -> Derivation | None:
    """Two captures of one address: versions of a page, not two sources."""
    if not same_page(option.child.report, option.parent.report):
        return None
    share = (found.plain + found.quoted) / len(option.child.words)
    kind = DerivationKind.REPRINT if share > 0.97 else DerivationKind.LIGHT_EDIT
    return edge(option, found, kind, share, "a later version of the same page", credited=True)


def copied(option: Option, found: Found, free: bytearray) -> Derivation | None:
    """Words of the parent's own, printed again."""
    if not (found.telling >= COPIED or found.at_once >= COPIED_AT_ONCE):
        return None
    child = option.child
    same = found.plain + found.quoted
    share = same / len(child.words)
    inherited = same / max(1, len(option.parent.words))
    if share >= 0.93 and inherited >= 0.5:
        kind = DerivationKind.REPRINT
    elif share >= 0.5 or found.telling >= 3 * COPIED:
        kind = DerivationKind.LIGHT_EDIT
    else:
        kind = DerivationKind.REWRITE
        share = (same + 0.6 * found.matched) / len(child.words)
    known = acknowledged(option)
    how = "with credit" if known else "without a credit"
    if kind is DerivationKind.REWRITE:
        if known and option.named and share < 0.3:
            return None
        reason = f"repeats {same} of its {len(child.words)} words from {title(option.parent)} in short runs, {how}"
    else:
        reason = f"{round(100 * share)} % of its words stand in {title(option.parent)}, {how}"
    return edge(option, found, kind, share, reason, credited=known)


def translated(option: Option, found: Found, free: bytearray) -> Derivation | None:
    """The same figures and names in the same order, in another language."""
    if not option.translated:
        return None
    child = option.child
    part = sum(child.sentences[m.child].length for m in found.matches) / len(child.words)
    figures = {k for m in found.matches for k in m.shared if k.startswith("n:")}
    credit = acknowledged(option)
    if len(found.matches) < 3 or part < (0.25 if credit else 0.4) or len(figures) < 3:
        return None
    names = {k for m in found.matches for k in m.shared if k.startswith("p:")}
    reason = (
        f"{len(figures)} figures and {len(names)} names in the order of {title(option.parent)}, "
        f"which is in another language ({option.parent.report.lang})"
    )
    return edge(option, found, DerivationKind.TRANSLATION, part, reason, credited=credit)


def cited(option: Option, found: Found, free: bytearray) -> Derivation | None:
    """The child names the parent's outlet, and what it gives on that name stands in the parent."""
    child, like = option.child, option.like
    near = {m for n in option.named for m in (n, n + 1)}
    held = [m for m in like.matches if m.child in near and m.weight >= 0.8 and len(m.shared) >= 2]
    words = sum(r.length for r in strong(option, free) if any(inside(child, n, r) for n in near))
    if not option.named or not (held or words >= SEED) or foreign_quote(option, near):
        return None
    text = " ".join(child.report.text[child.sentences[n].start : child.sentences[n].end] for n in option.named)
    explained = found.plain + found.quoted + found.matched
    share = explained / len(child.words)
    own_release = not as_medium(text, option.names)
    kind = DerivationKind.REWRITE if own_release or share >= 0.3 else DerivationKind.CREDITS
    reason = f"names {option.parent.report.outlet} for what {title(option.parent)} says"
    made = Found(found.plain, found.telling, found.at_once, found.quoted, found.longest_quote, (*found.matches, *(m for m in held if m not in found.matches)), found.matched)
    return edge(option, made, kind, share, reason, credited=True)


def foreign_quote(option: Option, near: Iterable[int]) -> bool:
    """True when the sentences that name the outlet quote words that its report does not have."""
    theirs = " ".join(option.parent.words.folded)
    for number in near:
        if number >= len(option.child.sentences) or number not in option.named:
            continue
        sentence = option.child.sentences[number]
        words = [option.child.words.folded[i] for i in range(sentence.first, sentence.last) if option.child.quoted[i]]
        if len(words) >= 5 and " ".join(words[:3]) not in theirs and " ".join(words[-3:]) not in theirs:
            return True
    return False


def inside(child: Page, sentence: int, run: Run) -> bool:
    """True when a run lies in a sentence."""
    if sentence >= len(child.sentences):
        return False
    place = child.sentences[sentence]
    return place.first < run.left + run.length and run.left < place.last


def rewritten(option: Option, found: Found, free: bytearray) -> Derivation | None:
    """Many facts from many sentences of the parent, without its words and without its name."""
    if option.translated:
        return None
    child = option.child
    words = sum(child.sentences[m.child].length for m in found.matches)
    part = words / len(child.words)
    spread = {m.parent for m in found.matches}
    if len(spread) < 4 or part < REWRITTEN or not ordered(found.matches):
        return None
    known = acknowledged(option)
    reason = (
        f"{len(found.matches)} of its sentences give the facts of {len(spread)} sentences of {title(option.parent)}, "
        f"nearly in its order, {'with credit' if known else 'without a credit'}"
    )
    share = (found.plain + found.quoted + 0.6 * found.matched) / len(child.words)
    return edge(option, found, DerivationKind.REWRITE, share, reason, credited=known)


def ordered(matches: Sequence[Match]) -> bool:
    """True when most pairs of matches stand in the same order on both sides."""
    pairs = [(a.parent - b.parent) for n, a in enumerate(matches) for b in matches[:n]]
    return sum(p > 0 for p in pairs) >= 0.6 * len(pairs)


def quoted(option: Option, found: Found, free: bytearray) -> Derivation | None:
    """A quotation that was in print before, and that nobody else had."""
    child, parent = option.child, option.parent
    later = apart(child.published, parent.published) >= LATER
    enough = found.longest_quote >= QUOTED or (found.longest_quote >= SEED and bool(option.named))
    if not enough or not (later or option.named):
        return None
    share = (found.plain + found.quoted) / len(child.words)
    known = acknowledged(option)
    reason = f"repeats a quotation of {found.longest_quote} words that {title(parent)} had printed earlier"
    return edge(option, found, DerivationKind.QUOTES, share, reason, credited=known)


def acknowledged(option: Option) -> bool:
    """True where the child says in any way that it has this from the parent, or they are one outlet's."""
    return option.credited or bool(option.named) or option.own


def title(page: Page) -> str:
    """A report in a reason: its outlet and its date."""
    report = page.report
    day = re.match(r"\d{4}(?:-\d\d){0,2}", report.published)
    return " of ".join(x for x in (report.outlet or f"report {report.id}", day.group() if day else "") if x)


def options(child: Page, parents: Sequence[tuple[Page, bool]], names: Mapping[str, tuple[str, ...]]) -> list[Option]:
    """The possible parents of a child, with how rare each fact is among them."""
    rare = rarities(parent for parent, _ in parents)
    return [
        Option(Likeness(child, parent, rare), names.get(parent.report.outlet, ()), known) for parent, known in parents
    ]
