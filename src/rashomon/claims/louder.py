"""What a retelling in other words made surer or larger than it was: a doubt that went, a number that grew.

Two clauses that only are about the same differ in most words, so that only such changes count as no other reading of
the pair explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.claims.found import Found
from rashomon.claims.match import SENTENCE, Clause, core, holding
from rashomon.claims.numbers import reached
from rashomon.claims.voices import INDEFINITE, Setting, same_source
from rashomon.claims.wording import doubts
from rashomon.model import Change, Statement
from rashomon.text.compare import NEGATION, keys, terms
from rashomon.text.kindred import nearness
from rashomon.text.strength import left_open, strength, vague

NAME = re.compile(r"(?<=\W)[A-ZÀ-Þ]\w+")
CLOSE = 0.8
"""So near are two clauses that say the same, whatever words they have in common."""
KIN = 0.5
"""How near two words are in meaning that stand for one another."""
PRESSED = 0.45
"""So near are two clauses of which one asks what the other orders."""
GOVERNED = 3
"""So many words after a word of doubt are what it doubts."""
SHARED = 2
"""So many words two clauses share otherwise."""
SHOWN = 4
"""From this level on a verb says that a thing is shown as fact."""
NUMBERED = re.compile(
    r"\s*(?:an?\s+)?(?:\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|dozens?|hundred|"
    r"thousand|million)\b)",
    re.IGNORECASE,
)
"""A number after a word of doubt: the word belongs to it."""
ASKED = re.compile(
    r"\b(?:ask(?:s|ed)?|request(?:s|ed)?|prefer(?:s|red)?|want(?:s|ed)?|wish(?:es|ed)?|suggest(?:s|ed)?|tells?|told)\b",
    re.IGNORECASE,
)
BEGGED = re.compile(
    r"\b(?:beg(?:s|ged|ging)?|plead(?:s|ed)?|implor\w+|order(?:s|ed)|demand(?:s|ed)|forced)\b", re.IGNORECASE
)
BACKWARD = re.compile(r"being\b|under\s+investigation|if\s+my|as\s+far\s+as", re.IGNORECASE)
NO_BOUND = re.compile(r"\b(?:further|other|another|just|only|total)\b", re.IGNORECASE)
UNDECIDED = re.compile(
    r"\btoo (?:early|soon)\b|\brul(?:e|ed|ing) out\b|\bcan ?not\b|\bcan['’]t\b|\bcould(?:n['’]t| not)\b|"
    r"\bnot (?:been )?able\b|"
    r"\b(?:witness|t[ée]moin|testigo)\b|\bwhether\b|\bunclear\b|\bnot (?:yet )?(?:known|clear|settled|established)\b|"
    r"\bif\b|\b(?:den(?:y|ies|ied)|withdr[ae]w\w*|retract\w*|admit\w*|acknowledg\w*)\b",
    re.IGNORECASE,
)
"""What leaves open, or says of another, that it is so."""
NO_VIEW = re.compile(
    r"\b(?:declined\s+to|did\s+not\s+(?:answer|know|reply|respond)|(?:had|has|have)\s+no\s+(?:record|measurements?|knowledge|information)|"
    r"(?:was|is|were|are)\s+not\s+aware|could\s+not\s+(?:say|confirm)|not\s+(?:yet\s+)?(?:settled|decided)|unable\s+to\s+say)\b",
    re.IGNORECASE,
)
REFUSED = re.compile(
    r"\b(?:den(?:y|ies|ied)|refus(?:e|es|ed)|never|no\s+\w+\s+(?:had|has|was|were)|there\s+(?:is|are|was|were)\s+no|"
    r"dément\w*|desm[ie]nt\w+|niegan?|neg[oó]|jamais|n['’]a\s+pas)\b",
    re.IGNORECASE,
)


def retold_changes(parent: Clause, child: Clause, setting: Setting, near: float) -> list[Found]:
    """What became of a clause that another report tells in other words, the weightiest first."""
    if any("?" in clause.sentence for clause in (parent, child)) or new_voice(parent, child, setting.outlet):
        return []
    found = [*settled(parent, child, near, setting), *counts(parent, child), *unsaid(parent, child)]
    if near >= CLOSE:
        found += proven(parent, child)
    if near >= PRESSED:
        found += pressed(parent, child, setting)
    if found and (lost := nameless(parent, child)):
        found.append(lost)
    kinds: dict[Change, Found] = {}
    for one in found:
        kinds.setdefault(one.change, one)
    return sorted(kinds.values(), key=lambda f: (-f.weight, f.change))


def new_voice(parent: Clause, child: Clause, outlet: frozenset[str]) -> bool:
    """True for the words of somebody named who is not the parent's speaker: he tells what he knows himself."""
    said = child.said
    if said is None or said.source is None or parent.voices & child.voices or keys(said.source.exact) & outlet:
        return False
    return bool(NAME.search(said.source.exact)) and not keys(said.source.exact) & parent.who


def nameless(parent: Clause, child: Clause) -> Found | None:
    """Who said it is told no more."""
    said = parent.said
    if said is None or said.source is None or child.said or child.attributed or said.own_voice:
        return None
    return Found(Change.ATTRIBUTION_DROPPED, f"said by '{said.source.exact}', now given without a source", 0.6)


def settled(parent: Clause, child: Clause, near: float, setting: Setting) -> Iterator[Found]:
    """What was left open is now so."""
    told = " ".join([child.sentence, *cues(child)])
    if other_teller(parent, child, setting.outlet) or doubts(told) or left_open(told) or UNDECIDED.search(told):
        return
    mark = open_mark(parent, child)
    alike = near >= CLOSE or common(parent, child) >= min(SHARED, len(parent.keys - keys(mark)))
    if mark and alike and not open_elsewhere(mark, parent, setting.after):
        yield Found(Change.HEDGE_DROPPED, f"'{mark}' is left out", 0.7)


def other_teller(parent: Clause, child: Clause, outlet: frozenset[str]) -> bool:
    """True for the words of another speaker who can be told from others: 'the coastguard', and not 'a survivor'."""
    said = child.said
    if said is None or said.source is None or parent.voices & child.voices or parent.who & child.who:
        return False
    who = said.source.exact
    return not (keys(who) & outlet or INDEFINITE.match(who) or vague(who) or len(who.split()) == 1)


def open_mark(parent: Clause, child: Clause) -> str:
    """The first words in a clause, else in the verb of who says it, that leave it open; '' for none."""
    text = parent.span.exact.casefold()
    for mark in left_open(parent.span.exact):
        at = re.search(re.escape(mark).replace(r"\ ", r"\s+"), text)
        counted = at and (mark == "give or take" or NUMBERED.match(text, at.end()))
        if same_number(parent, child) if counted else at and governs(at, parent, child):
            return mark
    return next((mark for cue in cues(parent) for mark in left_open(cue)), "")


def governs(mark: re.Match[str], parent: Clause, child: Clause) -> bool:
    """True where one of the words that a word of doubt stands by is in the child, or one for it."""
    found = doubted(mark, parent)
    return any(k in child.keys or any(nearness(k, other) >= KIN for other in child.keys) for k in found)


def doubted(mark: re.Match[str], clause: Clause) -> list[str]:
    """The words that a word of doubt stands before; behind, of what is being examined or remembered."""
    found = terms(clause.span.exact)
    after = [t.key for t in found if t.start >= mark.end()][:GOVERNED]
    before = [t.key for t in found if t.end <= mark.start()][-GOVERNED:]
    return before if not after or BACKWARD.match(mark.group()) else after


def open_elsewhere(mark: str, parent: Clause, text: str) -> bool:
    """True where another sentence of a text leaves open what the words by a word of doubt say."""
    at = re.search(re.escape(mark).replace(r"\ ", r"\s+"), parent.span.exact.casefold())
    words = frozenset(doubted(at, parent)) if at else frozenset[str]()
    least = min(SHARED, len(words))
    sentences = (m.group() for m in SENTENCE.finditer(text)) if words else ()
    return any(left_open(sentence) and len(keys(sentence) & words) >= least for sentence in sentences)


def cues(clause: Clause) -> list[str]:
    """The verbs of those who say a clause."""
    return [s.cue.exact for s in holding(clause) if s.cue]


def same_number(parent: Clause, child: Clause) -> bool:
    """True when two clauses print one number."""
    first, second = ({core(f) for f in clause.figures} - {None} for clause in (parent, child))
    return bool(first & second)


def common(parent: Clause, child: Clause) -> int:
    """How many words that are no names two clauses share, or have one for another of nearly the same meaning."""
    names = parent.names | child.names
    ours, theirs = child.keys - names, parent.keys - names
    kin = sum(any(nearness(a, b) >= KIN for b in theirs) for a in ours - theirs)
    return len(ours & theirs) + kin + same_number(parent, child)


def proven(parent: Clause, child: Clause) -> Iterator[Found]:
    """Somebody is now said to have shown what another only said."""
    theirs, ours = parent.said, child.said
    if not (theirs and ours and ours.cue) or same_source(ours, theirs) or NEGATION.search(child.span.exact):
        return
    shown = next((w for w in words(ours) if (strength(w) or 0) >= SHOWN), "")
    if not shown or any((strength(w) or 0) >= SHOWN for w in words(theirs)):
        return
    was = theirs.cue.exact if theirs.cue else "said"
    yield Found(Change.VERB_STRENGTHENED, f"'{was}' became '{shown}'", 0.75)
    if theirs.source and ours.source:
        said = f"said by '{theirs.source.exact}', now '{shown}' by '{ours.source.exact}'"
        yield Found(Change.ATTRIBUTION_LAUNDERED, said, 0.85)


def pressed(parent: Clause, child: Clause, setting: Setting) -> Iterator[Found]:
    """What was asked or wished for is begged for or ordered, in a report whose parent has no such word."""
    asked, begged = ASKED.search(parent.sentence), BEGGED.search(child.span.exact)
    if asked and begged and not BEGGED.search(setting.before):
        yield Found(Change.VERB_STRENGTHENED, f"'{asked.group()}' became '{begged.group()}'", 0.75)


def words(statement: Statement) -> list[str]:
    """The words of its cue."""
    return re.findall(r"[^\W\d_]+", statement.cue.exact) if statement.cue else []


def counts(parent: Clause, child: Clause) -> Iterator[Found]:
    """A number that has lost its bound."""
    for was in parent.figures:
        for now in child.figures:
            same = core(was) is not None and core(was) == core(now) and was.unit == now.unit
            bound = was.modifier and not reached(was, parent) and hedged(was.modifier)
            if same and bound and not now.modifier.removeprefix("exactly"):
                found = f"'{was.span.exact}' became '{now.span.exact}'"
                yield Found(Change.FIGURE_CHANGED, found, 0.7)
                yield Found(Change.HEDGE_DROPPED, found, 0.7)


def hedged(modifier: str) -> bool:
    """True for a bound: 'a further' is none."""
    return not NO_BOUND.search(modifier)


def unsaid(parent: Clause, child: Clause) -> Iterator[Found]:
    """Who gave no view is now said to deny or refuse."""
    silent = NO_VIEW.search(parent.sentence)
    refused = REFUSED.search(child.sentence)
    if silent and refused and not NO_VIEW.search(child.sentence) and common(parent, child):
        yield Found(Change.MEANING_CHANGED, f"'{silent.group()}' became '{refused.group()}'", 0.8)
