"""What changed between two clauses that say the same: each change with the words that show it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rashomon.claims.match import Clause, core, holding
from rashomon.claims.score import same
from rashomon.claims.slots import same_scope, slots
from rashomon.model import Change, Figure, SourceKind, Statement
from rashomon.text.compare import keys, negations, stem, terms
from rashomon.text.headlines import attribution
from rashomon.text.strength import caveats, hedges, strength, stronger_act, vague

PEOPLE = frozenset(
    ["people", "man", "woman", "child", "soldier", "fighter", "police", "civilian", "member", "prisoner"]
)
LOADED = frozenset(["fighter", "soldier", "member", "civilian"])
"""Families in which one word says more than another: fighters, militants, terrorists."""
NUMERIC = frozenset(
    [
        "almost",
        "nearly",
        "about",
        "around",
        "some",
        "roughly",
        "approximately",
        "at least",
        "maybe",
        "up to",
        "as many as",
        "estimated",
    ]
)
PRONOUN = re.compile(r"^(?:he|she|it|they|we|i|who|the|a|an|his|her|its|their)$", re.IGNORECASE)
PARTLY = 0.45
"""... and share of the attributed one's that it must hold, where no number ties the two."""
NEAR = 12
"""So many characters of 'that the' may stand between two sources of a chain."""
NEARLY = 0.7
ALIKE = 3
"""The least share of the shorter clause's terms, and how many, that both hold where one noun is counted in both."""
SAME = 0.8
"""From this share of common terms on, what somebody unnamed says is what the named one said."""
MOSTLY = 0.5
"""Share of a clause's terms that the attributed one must hold for its attribution to be missed."""
THROUGH = re.compile(
    r"\b(?:(?:obtained|seen|reviewed|gathered|released|filmed) by|citing)\s+(?P<who>(?:the\s+)?[A-Z]\w+)"
)
"""Through whom a thing is known: 'obtained by', 'citing'."""
OUTLET = re.compile(r"\bthis (?:newspaper|paper|programme|website|reporter|site)\b|\bunderstands\b", re.IGNORECASE)


FOUND = re.compile(
    r"\b(?:has |have |had |can )?(?:learn(?:ed|t)|understands?|found|established|reveal(?:s|ed)?|can report)\b",
    re.IGNORECASE,
)
"""How an outlet calls something its own finding."""
ASIDE = re.compile(
    r"\b(?:without|sans|sin)\b|\b(?:who|whom|whose|which)\b(?:\s+\w+){0,3}?\s+(?:not|never|no|cannot)\b", re.IGNORECASE
)
"""What these deny is no part of what a clause says: 'a group without an order', 'a man who would not be named'."""
CONDITION = re.compile(
    r"\s(?P<words>(?:without|unless|if|until|except|provided|as long as|sans|sauf|sin|salvo)\s[^\"“”’]{2,60})[,.]?[\"”]"
)
"""A limit at the end of a quotation: who leaves it out makes the speaker say more."""
QUOTED_END = re.compile(r"\w[,.]?[\"”]")
KEPT = 15
"""So many letters before the limit must end the quotation that was cut."""
ASKED = re.compile(r"\?\W*$")
INDEFINITE = re.compile(r"^(?:an?|one|some|several|two|three|un|une|una|unos|des)\b", re.IGNORECASE)
NAMED = re.compile(r"\b[A-ZÀ-Þ][^\W\d_]+(?:\s+[A-ZÀ-Þ][^\W\d_]+)*")
"""A name, or the first word of a description: 'Witnesses' is read by its article or as vague."""


@dataclass(frozen=True, slots=True)
class Found:
    """One change: what kind, the words before and after, how much it matters (0 to 1)."""

    change: Change
    words: str
    weight: float


Name = Callable[[Statement], tuple[str, SourceKind | None]]
"""Who a statement's speaker is: a name and a kind."""


def changes(
    parent: Clause,
    child: Clause,
    name: Name,
    *,
    carried: bool = False,
    facts_only: bool = False,
    own: frozenset[str] = frozenset(),
) -> list[Found]:
    """The changes from one clause to another, the weightiest first; `own` are the words of both outlets.

    `carried` where words were copied; `facts_only` compares figures and the families of nouns, and no more.
    """
    found: dict[Change, Found] = {}
    if (
        any(ASKED.search(clause.sentence) for clause in (parent, child))
        or other_count(parent, child)
        or (not carried and other_voice(parent, child, name, own))
    ):
        return []
    if facts_only:
        made = [*figure_changes(parent, child), *family_changes(parent, child)]
    else:
        made = list(all_changes(parent, child, name, own))
    for one in made:
        if one.change not in found or found[one.change].weight < one.weight:
            found[one.change] = one
    return sorted(found.values(), key=lambda f: (-f.weight, f.change))


def all_changes(parent: Clause, child: Clause, name: Name, own: frozenset[str] = frozenset()) -> Iterator[Found]:
    """Every change between two clauses of one language; of two with the same words, none of voice or verb."""
    yield from figure_changes(parent, child)
    yield from hedge_changes(parent, child)
    if plain(parent.span.exact) == plain(child.span.exact):
        return
    yield from attribution_changes(parent, child, name, own)
    yield from noun_changes(parent, child)
    yield from verb_changes(parent, child)
    yield from meaning_changes(parent, child)


def plain(text: str) -> str:
    """The words of a text alone."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def other_count(parent: Clause, child: Clause) -> bool:
    """True when the two count the same thing and the numbers lie too far apart for one to have become the other."""
    ours, theirs = slots(child.span, child.figures), slots(parent.span, parent.figures)
    pairs = [(a, b) for a in theirs for b in ours if same_scope(a, b)]
    return bool(pairs) and not any(comparable(core(a.figure), core(b.figure)) for a, b in pairs)


def other_voice(parent: Clause, child: Clause, name: Name, own: frozenset[str] = frozenset()) -> bool:
    """True when two named speakers say the two clauses: that is two claims, not one that changed."""
    theirs, ours = parent.said, child.said
    if not (theirs and ours and theirs.source and ours.source and theirs.speaker and ours.speaker):
        return False
    if parent.voices & child.voices or vague(ours.source.exact):
        return False
    unnamed = bool(INDEFINITE.match(ours.source.exact)) or keys(ours.source.exact) <= own
    if unnamed and len(parent.keys & child.keys) >= SAME * len(parent.keys | child.keys):
        return False
    # 'a defence official' has no name that could be linked from report to report
    before, after = (keys(s.source.exact if s.source else "") | keys(name(s)[0]) for s in (theirs, ours))
    return not before & after


def figure_changes(parent: Clause, child: Clause) -> Iterator[Found]:
    """A number of the same thing with other bounds: 'almost 900' and '900', 880 and 1,000."""
    kept = {(f.low, f.high, f.unit) for f in parent.figures}
    still = {(f.low, f.high, f.unit) for f in child.figures}
    before = [f for f in parent.figures if (f.low, f.high, f.unit) not in still]
    for figure in child.figures:
        if (figure.low, figure.high, figure.unit) in kept:
            continue
        other = partner(figure, before, parent, child)
        if other is None:
            continue
        before.remove(other)
        words = f"'{other.span.exact}' became '{figure.span.exact}'"
        same = core(other) == core(figure)
        yield Found(Change.FIGURE_CHANGED, words, 0.7 if same else 0.9)
        if same or not figure.modifier:
            if other.modifier and not figure.modifier:
                yield Found(Change.HEDGE_DROPPED, words, 0.7)
            elif figure.modifier and not other.modifier and same:
                yield Found(Change.HEDGE_ADDED, words, 0.4)


def partner(figure: Figure, before: list[Figure], parent: Clause, child: Clause) -> Figure | None:
    """The one number of the parent that a number of the child can stand for: in digits, or in what it counts."""
    same_unit = [f for f in before if f.unit == figure.unit]
    # 'two nautical miles' and 'two miles' are a change, 'two men' and 'two miles' are two things
    printed = [f for f in before if core(f) == core(figure) and bool(f.unit) == bool(figure.unit)]
    if len(printed) == 1:
        return printed[0]
    ours = next(iter(slots(child.span, (figure,))), None)
    theirs = [s for s in slots(parent.span, parent.figures) if s.figure in same_unit]
    alike = [s.figure for s in theirs if ours and (same(s, ours) or (figure.unit and s.part == ours.part))]
    alike = alike or [f for f in same_unit if counts_the_same(f, figure, parent, child)]
    alike = alike or of_one_total(figure, same_unit, parent, child)
    near = [f for f in alike if comparable(core(f), core(figure))]
    return near[0] if len(near) == 1 and len(parent.keys & child.keys) >= 2 else None


def counts_the_same(before: Figure, after: Figure, parent: Clause, child: Clause) -> bool:
    """True for one noun counted in two clauses that are nearly the same."""
    noun = {stem(word) for word in before.counted.split()} & {stem(word) for word in after.counted.split()}
    common, least = len(parent.keys & child.keys), min(len(parent.keys), len(child.keys))
    return bool(noun) and common >= max(ALIKE, NEARLY * least)


def of_one_total(figure: Figure, before: Sequence[Figure], parent: Clause, child: Clause) -> list[Figure]:
    """The one other number of a clause that shares its total with the child's: 31 of 48, 47 of 48."""
    totals = {core(f) for f in parent.figures} & {core(f) for f in child.figures}
    was, now = ([f for f in found if core(f) not in totals] for found in (before, child.figures))
    alike = len(parent.keys & child.keys) >= ALIKE
    return was if totals and alike and len(was) == 1 and now == [figure] else []


def comparable(before: float | None, after: float | None) -> bool:
    """True when one number may have become the other on the way: at most twice or half of it."""
    if not before or not after:
        return False
    return 0.5 <= after / before <= 2.0


def hedge_changes(parent: Clause, child: Clause) -> Iterator[Found]:
    """A word of doubt, or a sentence that marks something as unproved, that went or came."""
    old = [h for h in hedges(parent.span.exact) if h not in NUMERIC]
    new = [h for h in hedges(child.sentence) if h not in NUMERIC]
    if old and not new:
        yield Found(Change.HEDGE_DROPPED, f"'{old[0]}' went", 0.8)
    new_here = [h for h in hedges(child.span.exact) if h not in NUMERIC]
    if new_here and not [h for h in hedges(parent.sentence) if h not in NUMERIC]:
        yield Found(Change.HEDGE_ADDED, f"'{new_here[0]}' came", 0.4)
    doubt = caveats(parent.sentence + parent.after)
    if doubt and not caveats(child.sentence + child.after) and not new:
        yield Found(Change.HEDGE_DROPPED, f"'{doubt[0]}' went", 0.5)


def attribution_changes(parent: Clause, child: Clause, name: Name, own: frozenset[str]) -> Iterator[Found]:
    """Whose words they are: nobody's any more, or somebody else's."""
    through = THROUGH.search(parent.span.exact)
    if through and through["who"] not in child.sentence and through["who"] not in child.before:
        yield Found(Change.ATTRIBUTION_DROPPED, f"'{through.group()}' went", 0.7)
    ours, theirs = child.said, parent.said
    if theirs is None or theirs.source is None:
        return
    who, _ = name(theirs)
    if ours is None:
        held = len(parent.keys & child.keys)
        enough = held >= MOSTLY * len(child.keys) and (
            counted_alike(parent, child) or held >= PARTLY * len(parent.keys)
        )
        if enough and not child.attributed and not attribution(child.sentence):
            yield Found(Change.ATTRIBUTION_DROPPED, f"said by '{who}'; now nobody's word", 0.85)
        return
    if ours.speaker != theirs.speaker and child.who != keys(theirs.source.exact):
        yield from laundered(theirs, ours, child, name, own)
    elif (first := outermost(parent)) and first.source and passes_on(first, theirs):
        last = outermost(child)
        if last and last is not ours and last.speaker != first.speaker:
            yield from laundered(first, last, child, name, own)
        elif last is ours and not keys(first.source.exact) & keys(child.before + child.sentence):
            yield outer_lost(first.source.exact, child, own)


def outer_lost(source: str, child: Clause, own: frozenset[str]) -> Found:
    """Who passed it on is gone; or an outlet gives it as what it found itself."""
    if FOUND.search(child.sentence) and own & keys(child.sentence):
        return Found(Change.ATTRIBUTION_LAUNDERED, f"said by '{source}'; now an outlet's own finding", 0.9)
    return Found(Change.ATTRIBUTION_DROPPED, f"'{source}' said that it was said; now nobody does", 0.7)


def counted_alike(parent: Clause, child: Clause) -> bool:
    """True when both print one count: no clock time, no measure."""
    first, second = ({core(f) for f in clause.figures if not f.unit} - {None} for clause in (parent, child))
    return bool(first & second)


def laundered(before: Statement, after: Statement, child: Clause, name: Name, own: frozenset[str]) -> Iterator[Found]:
    """Words of somebody who could be asked that are now those of nobody in particular, or the outlet's own finding."""
    source = before.source.exact if before.source else ""
    if vague(source):
        return
    here = after.source.exact if after.source else ""
    itself = bool(here) and keys(here) <= own and bool(FOUND.search(child.sentence))
    person = name(before)[1] is SourceKind.PERSON and bool(NAMED.search(source))
    described = person and bool(INDEFINITE.match(here)) and not NAMED.search(here)
    if not here or itself or described or OUTLET.search(child.sentence) or vague(here):
        words = f"said by '{name(before)[0]}'; now by '{here or 'nobody named'}'"
        yield Found(Change.ATTRIBUTION_LAUNDERED, words, 0.9)


def passes_on(outer: Statement, inner: Statement) -> bool:
    """True where what the outer source says begins with who said it: no remark within a longer sentence."""
    start = inner.source.start if inner.source else inner.start
    return outer is not inner and 0 <= start - outer.start <= NEAR


def outermost(clause: Clause) -> Statement | None:
    """The statement of somebody else that holds the others of a clause."""
    return max(holding(clause), default=None, key=lambda s: (len(s.text), s.id))


def noun_changes(parent: Clause, child: Clause) -> Iterator[Found]:
    """Those it is about under another noun: people become fighters; or an actor who was not there."""
    old, new = people(parent), people(child)
    gone = {w: f for w, f in old.items() if w not in new and (f in LOADED or f not in new.values())}
    come = {w: f for w, f in new.items() if w not in old and (f in LOADED or f not in old.values())}
    for word, family in sorted(come.items()):
        for before, was in sorted(gone.items()):
            if LOADED & {was, family}:
                words = f"'{printed(parent, before)}' became '{printed(child, word)}'"
                yield Found(Change.NOUN_CHANGED, words, 0.8 if family in LOADED else 0.5)
                return
    if len(come) == 1 and not gone and parent.keys and len(parent.keys & child.keys) >= 0.6 * len(parent.keys):
        word, family = next(iter(come.items()))
        if family in LOADED and not re.search(re.escape(word), parent.sentence, re.IGNORECASE):
            yield Found(Change.ACTOR_ADDED, f"'{printed(child, word)}' came", 0.6)


def family_changes(parent: Clause, child: Clause) -> Iterator[Found]:
    """As noun_changes, by the families of the words alone: between two languages, and in a correction."""
    old, new = people(parent), people(child)
    gone = sorted((f, w) for w, f in old.items() if f not in new.values())
    come = sorted((f, w) for w, f in new.items() if f not in old.values())
    if gone and come and LOADED & {gone[0][0], come[0][0]}:
        words = f"'{printed(parent, gone[0][1])}' became '{printed(child, come[0][1])}'"
        yield Found(Change.NOUN_CHANGED, words, 0.8)


def people(clause: Clause) -> dict[str, str]:
    """The words for people in a clause, by stem, with their family."""
    text = clause.span.exact
    return {stem(text[t.start : t.end]): t.key for t in terms(text) if t.key in PEOPLE}


def printed(clause: Clause, word: str) -> str:
    """The word of a clause that has a stem, as it stands there."""
    text = clause.span.exact
    found = (text[t.start : t.end] for t in terms(text) if t.key in PEOPLE)
    return next((surface for surface in found if stem(surface) == word), word)


def verb_changes(parent: Clause, child: Clause) -> Iterator[Found]:
    """A stronger verb of saying ('believes' to 'has proved') or of doing ('left' to 'fled')."""
    theirs, ours = parent.said, child.said
    if theirs and ours and theirs.cue and ours.cue:
        old, new = cue_strength(theirs.cue.exact), cue_strength(ours.cue.exact)
        if old and new and new[1] > old[1] and (new[1] == 4 or old[1] <= 1):
            yield Found(Change.VERB_STRENGTHENED, f"'{old[0]}' became '{new[0]}'", 0.75)
    act = stronger_act(parent.span.exact, child.span.exact)
    if act:
        yield Found(Change.VERB_STRENGTHENED, f"'{act[0]}' became '{act[1]}'", 0.5)


def cue_strength(cue: str) -> tuple[str, int] | None:
    """The strongest verb of a cue and its level."""
    levels = [(level, word) for word in re.findall(r"[^\W\d_]+", cue) if (level := strength(word)) is not None]
    return (max(levels)[1], max(levels)[0]) if levels else None


def words_said(clause: Clause) -> str:
    """The words of a clause without its source: why somebody is not named is no part of what he says."""
    source = clause.said.source if clause.said else None
    text, start = clause.span.exact, clause.span.start
    if source is None or not clause.span.holds(source):
        return text
    return text[: source.start - start] + text[source.end - start :]


def meaning_changes(parent: Clause, child: Clause) -> Iterator[Found]:
    """A denial that is one no more, or the other way round."""
    old, new = (negations(ASIDE.sub(" ", words_said(clause))) % 2 for clause in (parent, child))
    if old != new and len(parent.keys & child.keys) >= 0.7 * len(parent.keys | child.keys):
        yield Found(Change.MEANING_CHANGED, "one says that it is so, the other that it is not", 0.9)
    if condition := cut_off(parent.span.exact, child.span.exact):
        yield Found(Change.MEANING_CHANGED, f"'{condition}' was cut from the quotation", 0.8)


def cut_off(before: str, after: str) -> str:
    """The condition on which a quotation ends in the first text, where the second ends it before; '' for none."""
    for match in CONDITION.finditer(before):
        kept = plain(before[: match.start()])[-KEPT:]
        quoted = QUOTED_END.search(after)
        if quoted and len(kept) == KEPT and plain(after[: quoted.start() + 1]).endswith(kept):
            return match["words"].rstrip(" ,.")
    return ""
