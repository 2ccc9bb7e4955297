"""Which statements of a claim one denies: by its verb, by what its words negate, or by 'the allegation' before it.

A shared noun is no denial: what is negated must be what the other says. What denies a statement denies those that say
the same, and so do those that deny it in like words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from rashomon.claims.facets import ANAPHOR, LIGHT, Facet
from rashomon.claims.lean import ALL, NEAR
from rashomon.model import Stance
from rashomon.text.causes import CAUSAL, causal
from rashomon.text.compare import keys
from rashomon.text.kindred import kin
from rashomon.text.opposites import kinds
from rashomon.text.silence import wished
from rashomon.text.strength import denial_words

OPEN = frozenset({Stance.HEDGED, Stance.NO_COMMENT, Stance.DENIES})
CORE = 0.2
"""Share of a claim's statements that use a word for it to be what the claim is about."""
SAME = 0.34
"""Share of all terms that two facets must have in common to say the same."""
MANY = 3
"""Terms in common with which a denial is about what another says, whatever it negates."""
HALF = 0.5
"""Share of what a denial speaks of that the denied statement must speak of, where they share one term only; of a
denial's words that must be what the claim is about, where its verb alone denies; of one side's words on the claim's
matter that the other must use."""
VERB = re.compile(
    r"^\W*(?:(?:ever|having|being|been|\w+ly)\s+)*(?P<act>\w+ing)\b|"
    r"\b(?:was|were|is|are|be|been|being|has|had|have|did|would|will|could)\s+(?:(?:ever|be|been|being|have|\w+ly)\s+)*"
    r"(?P<verb>[a-z]+)",
    re.IGNORECASE,
)
"""What was done: 'insulting' the fans, the ship had been 'overloaded'."""
EVERY = re.compile(r"^\W*(?:everything|all|both)\b", re.IGNORECASE)
"""What denies all, whoever says it and wherever; 'the claims' are those that were named before."""
NO_DOER = re.compile(
    r"^\W*(?:that\s+)?(?:no|none\s+of\s+(?:the|our|its|his))\s+(?:members?|soldiers?|marines?|officers?|policem[ae]n|guards?|workers?|"
    r"employees?|agents?|m[ae]n|wom[ae]n|fans?|protesters?|students?|nurses?|doctors?|pilots?|drivers?|crew|one\s+(?:of|from)\s+(?:us|our|the))\b",
    re.IGNORECASE,
)
"""Who denies that some people did it denies who says that they did: 'no soldier touched the gate'."""
PASSIVE = re.compile(
    r"\b(?:was|were|been)\s+(?:\w+ly\s+)?(?:\w+ed|\w+en|shut|cut|put|hit|shot|made|sent|held|left|kept|lost|built|burnt|done)\b(?!.*\bby\b)",
    re.IGNORECASE,
)
ASKING = keys("ask asked request requested demand demanded order ordered wish plea appeal urged recommended proposed")
"""Words of one who wants something."""
PLACED = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Oo]n|[Nn]ear|[Ii]nside|[Oo]utside|[Aa]round|[Oo]ver|[Aa]bove|[Oo]ff)\s+(?:the\s+|(?:[a-z]+\s+){0,2}of\s+)?"
    r"(?P<place>(?:[A-Z][\w’'-]*\s*)+)"
)
"""A place that is named: where it was not so."""


def denied(members: Sequence[Facet]) -> dict[tuple[int, int], frozenset[str]]:
    """The pairs of facets, the denying one first, with the terms that both hold."""
    nos = [n for n, f in enumerate(members) if f.denies]
    yes = [n for n, f in enumerate(members) if not f.denies]
    found = {(n, y): shared(members[n], members[y]) for n in nos for y in yes if plain(members[n], members[y])}
    replies = {n for n, _ in found}
    found.update({pair: frozenset() for pair in answers(members, nos, yes, replies)})
    for n, y in sides(members):
        found.setdefault((n, y), shared(members[n], members[y]))
    every = widened(members, found, alike(members, nos), added(members, yes, alike(members, yes)))
    return {(n, y): terms for (n, y), terms in every.items() if answered(members[n], members[y])}


def answered(no: Facet, yes: Facet) -> bool:
    """False where the other only asks for what is denied, or does not say who did it where that is what is denied."""
    if asked_for(no, yes):
        return False
    other = no.statement.speaker is None or no.statement.speaker != yes.statement.speaker
    return not (other and NO_DOER.match(no.span.exact) and nobody(yes))


def nobody(facet: Facet) -> bool:
    """True for what was done by whom it does not say: 'the gate had been locked'."""
    words = facet.span.exact
    return bool(PASSIVE.search(words)) and not any("people" in kinds(m.group()) for m in re.finditer(r"\w+", words))


def asked_for(no: Facet, yes: Facet) -> bool:
    """True where the other only asks for what is denied, or says that it should be; the asking can be denied."""
    return wished(yes.span.exact) and not no.keys & ASKING


def widened(
    members: Sequence[Facet],
    found: Mapping[tuple[int, int], frozenset[str]],
    nos: Mapping[int, Sequence[int]],
    yes: Mapping[int, Sequence[int]],
) -> dict[tuple[int, int], frozenset[str]]:
    """The pairs with those of who denies, and then of who says, the same: all four at once would be their square."""
    wider = dict(found)
    for (n, y), terms in found.items():
        for m in nos[n]:
            if (m, y) not in wider:
                wider[m, y] = shared(members[m], members[y]) or terms
    out = dict(wider)
    for (n, y), terms in wider.items():
        for z in yes[y]:
            if (n, z) not in out:
                out[n, z] = shared(members[n], members[z]) or terms
    return out


def answers(
    members: Sequence[Facet], nos: Sequence[int], yes: Sequence[int], replies: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Whom denials of few words deny: who stands before them, and 'the allegation' all who make it outright."""
    core = central(members)
    for n in nos:
        before = antecedent(members, n) if members[n].thin else None
        if before is None or charged(members, n, before, replies):
            continue
        yield n, before
        blanket = bool(ANAPHOR.match(members[n].span.exact)) and members[n].statement.stance is Stance.DENIES
        if blanket or asserted(members[before], core):
            alike = (y for y in yes if asserted(members[y], core, least=2))
            # 'everything', 'the claims': not one of them only
            yield from ((n, y) for y in alike if meant(members, n, before, y, core))


def meant(members: Sequence[Facet], n: int, before: int, y: int, core: frozenset[str]) -> bool:
    """True for what a denial of few words means: 'everything' is all, 'the claims' what was said before it."""
    words = members[n].span.exact
    if members[n].statement.stance is Stance.DENIES and ALL.match(words) and ANAPHOR.match(words):
        return bool(EVERY.match(words)) or any(of_one(members[b], members[y], core) for b in before_it(members, n))
    return one_matter(members[before], members[y], core)


def before_it(members: Sequence[Facet], n: int) -> list[int]:
    """What others say before a facet in its report: what 'the claims' can mean."""
    no = members[n]
    return [
        m
        for m, other in enumerate(members)
        if other.span.report_id == no.span.report_id
        and other.span.end <= no.span.start
        and not other.denies
        and other.statement.speaker != no.statement.speaker
    ]


def of_one(said: Facet, other: Facet, core: frozenset[str]) -> bool:
    """True where one says, of a claim's matter, what another said, with two words of it."""
    return len(shared(said, other)) >= 2 and one_matter(said, other, core)


def charged(members: Sequence[Facet], n: int, before: int, replies: Collection[int]) -> bool:
    """True where between the two somebody says that something is not so, in reply to nobody: that is what is denied."""
    low, no = members[before].span, members[n]
    return any(
        other.denies and not (other.thin or by_verb(other) or m in replies)
        for m, other in enumerate(members)
        if other.span.report_id == low.report_id
        and low.end <= other.span.start
        and other.span.end <= no.span.start
        and other.statement.speaker != no.statement.speaker
    )


def added(members: Sequence[Facet], yes: Sequence[int], likes: Mapping[int, list[int]]) -> dict[int, list[int]]:
    """Those alike, and beside each what its speaker adds: 'It was about nine' says nothing without what it adds to."""
    out = {n: list(others) for n, others in likes.items()}
    for n in yes:
        before = antecedent(members, n, own=True) if members[n].thin else None
        if before is not None:
            out[before].append(n)
    return out


def sides(members: Sequence[Facet]) -> Iterator[tuple[int, int]]:
    """The pairs of who says outright that it is not so and who says outright that it is, of one yes-or-no question."""
    core = central(members)
    near = core | frozenset(k for t in core for k in kin(t))
    nos = [n for n, f in enumerate(members) if f.denies and outright(f, near)]
    yes = [n for n, f in enumerate(members) if not f.denies and asserted(f, core)]
    return (
        (n, y)
        for n in nos
        for y in yes
        if linked(members[n], members[y])
        and (
            (refused(members[n], members[y]) and one_matter(members[n], members[y], core))
            or (says(members[n], members[y]) and not elsewhere(members[n], members[y]))
        )
    )


def elsewhere(no: Facet, yes: Facet) -> bool:
    """True where it is denied of a place that the other does not name: 'no strikes near Kelba', 'strikes since May'."""
    named = frozenset(k for m in PLACED.finditer(no.span.exact) for k in keys(m["place"]))
    return bool(named) and not named & yes.keys and len(shared(no, yes) - named) < 2


def linked(no: Facet, yes: Facet) -> bool:
    """False where one denies that a thing brought about another, and the other speaks of one of the two only."""
    link = CAUSAL.search(no.span.exact)
    if link is None or causal(yes.span.exact):
        return True
    ends = (keys(no.span.exact[: link.start()]), keys(no.span.exact[link.end() :]))
    near = yes.keys | frozenset(k for t in yes.keys for k in kin(t))
    return all(end & near for end in ends)


def one_matter(left: Facet, right: Facet, core: frozenset[str]) -> bool:
    """True where one speaks of half of what the other says of a claim's matter: a claim may hold two."""
    least = min(len(left.keys & core), len(right.keys & core))
    return len(shared(left, right)) >= HALF * least


def central(members: Sequence[Facet]) -> frozenset[str]:
    """The terms of what a claim is about: those that a fifth of its facets use."""
    held = Counter(term for f in members for term in f.keys)
    return frozenset(t for t, n in held.items() if n >= max(2, CORE * len(members)))


def says(no: Facet, yes: Facet) -> bool:
    """True when the other says a word that the denial negates, or one kindred to it; a name is denied of nobody.

    Of what was not done it must say the act: 'did not use such weapons' denies nobody who destroyed them.
    """
    if no.undone and not said_of(no.undone, yes) and len(shared(no, yes)) < MANY:
        return False
    return said_of(no.negated - no.names, yes)


def said_of(found: frozenset[str], yes: Facet) -> bool:
    """True where a facet holds one of some terms, or a word kindred to it."""
    return any(term in yes.keys or kin(term).keys() & yes.keys for term in found)


def outright(facet: Facet, core: frozenset[str]) -> bool:
    """True for a denial in so many words of what its claim is about, and of little else where only its verb denies."""
    about = len(facet.keys & core)
    enough = about >= HALF * len(facet.keys) if by_verb(facet) else about > 0
    return facet.statement.stance is Stance.DENIES and not facet.thin and enough


def asserted(facet: Facet, core: frozenset[str], least: int = 1) -> bool:
    """True for a statement that says it is so, of what its claim is about, in so many of its words at least."""
    if facet.statement.stance in OPEN or facet.thin:
        return False
    return len(facet.keys & core) >= max(least, min(2, len(facet.keys), len(core)))


def plain(no: Facet, yes: Facet) -> bool:
    """True when a denial is about what the other says: by its verb, or by the words that it negates."""
    held = shared(no, yes)
    if no.thin or not held:
        return False
    if not linked(no, yes):
        return False
    enough = len(held) >= 2 or len(held) > HALF * len(no.keys)
    return (enough and (refused(no, yes) or says(no, yes))) or (done_by(no, yes) and yes.statement.stance not in OPEN)


def done_by(no: Facet, yes: Facet) -> bool:
    """True where the other says that what a verb denies was done: 'denied that the firm had paid', 'we paid half'."""
    act = acts(no) if by_verb(no) else frozenset()
    return bool(act & yes.keys)


def acts(facet: Facet) -> frozenset[str]:
    """The term of what was done, by the words of a facet; none where it is not told, or by a verb that says little."""
    done = VERB.search(facet.span.exact)
    if done is None:
        return frozenset()
    light = LIGHT.match(facet.span.exact, done.start("act") if done["act"] else done.start("verb"))
    return frozenset() if light else keys(done["act"] or done["verb"])


def by_verb(facet: Facet) -> bool:
    """True for 'denied', 'dismissed', 'called … a lie'."""
    cue = facet.statement.cue.exact.casefold().split() if facet.statement.cue else []
    return any(word.strip(".,;:") in denial_words() for word in cue)


def refused(no: Facet, yes: Facet) -> bool:
    """True when a verb denies what the other says was done, and not only to whom: 'denied insulting the fans'."""
    if not by_verb(no):
        return False
    act = acts(no)
    held = shared(no, yes)
    return not act or said_of(act, yes) or len(held) >= MANY


def shared(left: Facet, right: Facet) -> frozenset[str]:
    """The terms of the first that the other holds, or a word kindred to them."""
    near = {t for t in left.keys - right.keys - left.names if kin(t).keys() & (right.keys - right.names)}
    return frozenset((left.keys & right.keys) | near)


def antecedent(members: Sequence[Facet], n: int, *, own: bool = False) -> int | None:
    """The statement of another voice that stands last before a facet in its report: what 'the allegation' is.

    With `own` the speaker's own: what he adds to. None where nobody knows who speaks: 'she' may be either; and where
    it stands further off, unless all before is denied.
    """
    facet = members[n]
    near = None if ALL.match(facet.span.exact) else NEAR
    if not (facet.statement.speaker or facet.statement.own_voice):
        return None
    before = [
        m
        for m, other in enumerate(members)
        if other.span.report_id == facet.span.report_id
        and other.span.end <= facet.span.start
        and (near is None or facet.span.start - other.span.end <= near)
        and not other.denies
        and (other.statement.speaker == facet.statement.speaker) is own
    ]
    return max(before, key=lambda m: members[m].span.start, default=None)


def alike(members: Sequence[Facet], numbers: Sequence[int]) -> dict[int, list[int]]:
    """For each facet those of the same side that say the same: most of their words are shared."""
    at: dict[str, list[int]] = defaultdict(list)
    for n in numbers:
        for term in members[n].keys:
            at[term].append(n)
    return {n: sorted(same(members, n, at)) for n in numbers}


def same(members: Sequence[Facet], n: int, at: dict[str, list[int]]) -> Iterator[int]:
    """The facets that share enough with one, by the terms they hold."""
    own = members[n].keys
    for m in {m for term in own for m in at[term]} - {n}:
        if len(own & members[m].keys) >= SAME * len(own | members[m].keys):
            yield m
