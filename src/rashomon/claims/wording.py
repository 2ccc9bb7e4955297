"""How sure and how strong the words are: doubts, verbs, denials, the ends of quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.claims.found import Found
from rashomon.claims.match import SENTENCE, Clause
from rashomon.claims.swaps import swaps
from rashomon.claims.voices import one_matter
from rashomon.model import Change, Figure
from rashomon.text.compare import NEGATION, negations, terms
from rashomon.text.strength import caveats, hedges, left_open, strength, stronger_act

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
ASIDE = re.compile(
    r"\b(?:without|sans|sin)\b|\b(?:who|whom|whose|which)\b(?:\s+\w+){0,3}?\s+(?:not|never|no|cannot)\b", re.IGNORECASE
)
"""What these deny is no part of what a clause says: 'a group without an order', 'a man who would not be named'."""
QUOTE = re.compile(r"[\"“](?P<words>[^\"“”]{8,})[\"”]")
LIMIT = re.compile(
    r"^\W*(?:(?:and\s+)?(?:but|though|although|however|without|unless|if|until|except|provided|as long as|or so|"
    r"i think|we think|i believe|we believe|i am not sure|sans|sauf|mais|sin|salvo|pero)\b)",
    re.IGNORECASE,
)
"""How the rest of a quotation takes back a part of it: who leaves it out makes the speaker say more."""
REST = 80
"""So many letters of what was cut are printed."""
SIGN = 4
"""So many last words of a quotation tell where it was cut."""
WORD = re.compile(r"\w+")
UNSURE = re.compile(r"\b(?:think|believe|guess|sure|certain)\b", re.IGNORECASE)
QUOTED_FIRST = re.compile(r"\s*[\"“«]")
EXPECTED = re.compile(r"\b(?:expected|feared|set) to\b|\bwhether\b", re.IGNORECASE)
"""What leaves open that it is so, as words of doubt do."""
BLANK, SPACES = r"\ ", r"\s+"
SCORN = "so-called"
"""Set before a name it doubts whom it names, not what is said: left out, nothing is surer."""
NEXT = 3
"""So many terms after a word of denial are what it denies."""
EITHER_WAY = re.compile(
    r"\bneither\s+confirm\w*\s+nor\s+den\w+|\bn(?:ot|ever)\s+(?:confirm\w*\s+or\s+den\w+|den\w+\s+or\s+confirm\w*)",
    re.IGNORECASE,
)
ONE_WAY = re.compile(r"\b(?:confirm|den(?:y|ie))", re.IGNORECASE)
ARTICLE = re.compile(r"\b(?:an?|the|this|that|these|those|his|her|its|their|our|my|air|no|any)\s+$", re.IGNORECASE)
CONDITIONAL = re.compile(
    r"\b(?:aur|ser)(?:ait|aient)\b(?:-\w+)?(?:\s+\w+){1,3}|\bhabr[ií]an?\s+(?:\w+\s+)?\w+[aiío]d?[ao]s?\b",
    re.IGNORECASE,
)
"""How French and Spanish news marks what it only heard: 'aurait-il déclaré', 'habría muerto'."""
NOUN_BEFORE = re.compile(
    r"\b(?:an?|the|this|that|these|those|his|her|its|their|our|my|air|no|any|in|of|by|after|during|from|for|with|under)\s+$",
    re.IGNORECASE,
)
CONCEDES = frozenset(["acknowledge", "acknowledged", "concede", "conceded", "admit", "admitted", "accept", "accepted"])
"""Verbs of one who owns up to something: one for another is no change."""
TOLD_TO = re.compile(r"\b(told|asked|advised|urged|requested)\s+(?:\w+\s+){1,3}(?:not\s+)?to\b", re.IGNORECASE)
ORDERED_TO = re.compile(r"\b(?P<verb>ordered|forced|compelled|commanded)\b[^.;]{0,40}?\bto\b", re.IGNORECASE)
KILLED_BY = re.compile(r"\bkill(?:ed|ing|s)\b[^.;]*\bby\s+(?:the\s+|an?\s+)?[a-z]", re.IGNORECASE)
CONFESSES = frozenset(["confess", "confessed"])
EXACT = frozenset(["estimate", "estimated"])


def hedge_changes(parent: Clause, child: Clause) -> Iterator[Found]:
    """A word of doubt, or a sentence that marks something as unproved, that went or came."""
    old, new = [h for h in doubts(parent.span.exact) if h != SCORN], doubts(child.sentence)
    if not new and (gone := next((h for h in old if on_common(h, parent, child)), "")):
        yield Found(Change.HEDGE_DROPPED, f"'{gone}' is left out", 0.8)
    here = [h for h in doubts(child.span.exact) if not EXPECTED.fullmatch(h)]
    sure = not doubts(parent.sentence) and not left_open(parent.sentence)
    if sure and (come := next((h for h in here if on_common(h, child, parent)), "")):
        yield Found(Change.HEDGE_ADDED, f"'{come}' is put in", 0.4)
    alike = 2 * len(parent.keys & child.keys) >= min(len(parent.keys), len(child.keys))
    told = parent.said is not None and alike
    doubt = caveats(parent.sentence + following(parent.after)) if told else ()
    if doubt and not caveats(child.sentence + child.after) and not new:
        yield Found(Change.HEDGE_DROPPED, f"'{doubt[0]}' is left out", 0.5, reach(parent, doubt[0]))


def reach(clause: Clause, words: str) -> int:
    """Where the sentence ends that has some words, in the clause's own sentence or after it."""
    text = clause.sentence + clause.after
    at = folded(text).find(words)
    end = SENTENCE.match(text, at) if at >= 0 else None
    return clause.sentence_start + end.end() if end else 0


def folded(text: str) -> str:
    """A text of the same length in small letters, every white space a blank."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in re.sub(r"\s", " ", text))


def on_common(doubt: str, clause: Clause, other: Clause) -> bool:
    """True when a word of doubt stands by a word that the other clause has: 'a likely accomplice' doubts no more."""
    text = clause.span.exact
    at = re.search(rf"(?<!\w){re.escape(doubt).replace(BLANK, SPACES)}(?!\w)", text, re.IGNORECASE)
    if at is None:
        return True
    found = terms(text)
    after = [t.key for t in found if t.start >= at.end()][:2]
    near = after or [t.key for t in found if t.end <= at.start()][-2:]
    return any(key in other.keys for key in near)


def following(rest: str) -> str:
    """The next sentence of a paragraph; after one that is a quotation, the one after it too."""
    text = ""
    for m in SENTENCE.finditer(rest):
        text += m.group()
        if not QUOTED_FIRST.match(m.group()):
            break
    return text


def doubts(text: str) -> list[str]:
    """The words of doubt in a text that belong to no number; the month of May is none."""
    found = [h for h in hedges(re.sub(r"\bMay\b", " ", text)) if h not in NUMERIC]
    return found or [m.group().casefold() for m in EXPECTED.finditer(text)]


def verb_changes(parent: Clause, child: Clause, pairs: Sequence[tuple[Figure, Figure]]) -> Iterator[Found]:
    """A stronger verb of saying ('believes' to 'has proved') or of doing ('left' to 'fled')."""
    theirs, ours = parent.said, child.said
    if theirs and ours and theirs.cue and ours.cue and one_matter(theirs, ours):
        old, new = cue_strength(theirs.cue.exact), cue_strength(ours.cue.exact)
        unsure = old is not None and old[1] <= 1
        if old and new and stronger(old, new, pairs) and not (unsure and doubts(child.sentence)):
            words = f"'{old[0]}' became '{new[0]}'"
            yield Found(Change.VERB_STRENGTHENED, words, 0.75 if new[1] > 2 else 0.5)
            if unsure:
                yield Found(Change.HEDGE_DROPPED, words, 0.7)
    found = (stronger_act(*swap) for swap in acts(parent.span.exact, child.span.exact))
    act = next((act for act in found if act and not plain_death(act, parent, child)), None)
    if act is None and TOLD_TO.search(parent.sentence) and (forced := ORDERED_TO.search(child.span.exact)):
        act = None if ORDERED_TO.search(parent.sentence) else (TOLD_TO.findall(parent.sentence)[-1], forced["verb"])
    if act:
        yield Found(Change.VERB_STRENGTHENED, f"'{act[0]}' became '{act[1]}'", 0.7, reach(parent, act[0].casefold()))


def plain_death(act: tuple[str, str], parent: Clause, child: Clause) -> bool:
    """True where 'died' became 'killed' and nobody is named who killed: news puts one for the other."""
    if not act[1].startswith("kill"):
        return False
    return not KILLED_BY.search(child.span.exact) or bool(KILLED_BY.search(parent.span.exact))


def stronger(old: tuple[str, int], new: tuple[str, int], pairs: Sequence[tuple[Figure, Figure]]) -> bool:
    """True for a verb of saying that claims more; an estimate that is still a range is one."""
    if old[0] in CONCEDES and new[0] in CONFESSES:
        return True
    if {old[0], new[0]} <= CONCEDES or new[1] <= old[1]:
        return False
    if old[0] in EXACT and not any(now.low == now.high for _, now in pairs):
        return False
    return new[1] == 4 or old[1] <= 1


def acts(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The words that were put one for another, as texts; 'the chain' is no act."""
    for swap in swaps(before, after):
        old = " ".join(before[t.start : t.end] for t in swap.before if not NOUN_BEFORE.search(before[: t.start]))
        new = " ".join(after[t.start : t.end] for t in swap.after if not ARTICLE.search(after[: t.start]))
        if old and new:
            yield old, new


def abroad(parent: Clause, child: Clause) -> Iterator[Found]:
    """Between two languages: a conditional of hearsay ('aurait déclaré'), and one act of a scale put for another."""
    hearsay = CONDITIONAL.search(child.span.exact)
    if hearsay and not doubts(parent.sentence) and not CONDITIONAL.search(parent.sentence):
        yield Found(Change.HEDGE_ADDED, f"'{hearsay.group()}' is put in", 0.4)
    act = stronger_act(parent.span.exact, child.span.exact)
    if act:
        yield Found(Change.VERB_STRENGTHENED, f"'{act[0]}' became '{act[1]}'", 0.7)


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
    """A denial that is one no more, or the other way round; a quotation cut before what limits it."""
    old, new = (negations(ASIDE.sub(" ", words_said(clause))) % 2 for clause in (parent, child))
    end = parent.sentence_start + len(parent.sentence)
    if EITHER_WAY.search(parent.sentence):
        if not EITHER_WAY.search(child.sentence) and ONE_WAY.search(child.span.exact):
            yield Found(Change.MEANING_CHANGED, "neither confirmed nor denied, now one of the two", 0.8, end)
    elif old != new and len(parent.keys & child.keys) >= 0.7 * len(parent.keys | child.keys) and turned(parent, child):
        yield Found(Change.MEANING_CHANGED, "one says that it is so, the other that it is not", 0.9)
    if rest := cut_off(parent.sentence, child.sentence, child.after):
        yield Found(Change.MEANING_CHANGED, f"'{rest}' is cut from the quotation", 0.8, end)
        if doubts(rest) or UNSURE.search(rest):
            yield Found(Change.HEDGE_DROPPED, f"'{rest}' is cut from the quotation", 0.8, end)


def turned(parent: Clause, child: Clause) -> bool:
    """True when a word that both have stands after a word of denial in one of them alone."""
    first, second = denied(parent), denied(child)
    return bool((first ^ second) & parent.keys & child.keys)


def denied(clause: Clause) -> frozenset[str]:
    """The terms that stand right after a word of denial."""
    text = words_said(clause)
    found = terms(text)
    ends = [m.end() for m in NEGATION.finditer(text)]
    return frozenset(t.key for end in ends for t in [t for t in found if t.start >= end][:NEXT])


def cut_off(before: str, after: str, following: str = "") -> str:
    """What limits a quotation at its end in the first text, where the second ends it before that; '' for none."""
    told = plain(f"{after} {following}")
    for old in QUOTE.finditer(before):
        words = list(WORD.finditer(old["words"]))
        for new in QUOTE.finditer(after):
            end = last_kept([m.group().casefold() for m in words], plain(new["words"]).split())
            rest = old["words"][words[end - 1].end() :].strip(" ,.;") if 0 < end < len(words) else ""
            if rest and (LIMIT.match(rest) or doubts(rest)) and " ".join(plain(rest).split()[:SIGN]) not in told:
                return rest if len(rest) <= REST else f"{rest[:REST].rsplit(' ', 1)[0]} …"
    return ""


def last_kept(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words stand before the cut: where the last words of the new quotation end in the old; 0 for nowhere."""
    sign = list(new[-SIGN:])
    if len(sign) < 2:
        return 0
    return next((n + len(sign) for n in range(len(old) - len(sign) + 1) if list(old[n : n + len(sign)]) == sign), 0)


def plain(text: str) -> str:
    """The words of a text alone."""
    return " ".join(m.group().casefold() for m in WORD.finditer(text))
