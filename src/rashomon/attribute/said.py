"""What a content by itself says of its speaker's stand: denials, admissions and hedges inside what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span, Token

from rashomon.attribute.lexicon import Lexicon
from rashomon.model import Stance

NOT = {"not", "n't", "n’t", "never", "neither", "nor"}
NONE = {"no", "none", "nobody", "nothing", "neither", "no-one", "noone"}
NO = re.compile(
    r"[\s“\"‘'(]*(?:\(\w+\)\s*)?(?:no|never|not (?:true|so|at all)|absolutely not|of course not|nonsense|rubbish)"
    r"(?:[.!]|,? (?:no|never)[.!])(?!\s*\d)",
    re.IGNORECASE,
)
"""An answer that is a denial by itself: '“No. Nobody closed anything.”'"""
ANSWERED = re.compile(r"(?<=[.!?)]) (?:No|(?:It|That)(?: is|’s|'s) not true|Never|None|Not one)\.(?!\s*\d)")
"""The same after a first sentence."""
SELF = {"i", "we", "he", "she", "it", "they", "nobody", "none"}
WHETHER = {"who", "what", "where", "when", "why", "how", "which", "whether", "if", "whom", "whose"}
HELD = {"attr", "oprd", "acomp", "ROOT", "ccomp", "xcomp", "conj"}
"""How a word hangs on a clause that it is said of: 'is a lie', 'called it false'."""
SPOKEN = {
    "remark",
    "word",
    "statement",
    "claim",
    "allegation",
    "accusation",
    "comment",
    "charge",
    "report",
    "story",
    "apology",
}
FAULT = {
    "responsibility",
    "blame",
    "fault",
    "mistake",
    "error",
    "finding",
    "criticism",
    "figure",
    "guilt",
    "liability",
    "failing",
}
"""What somebody admits who accepts it."""
CHANCES = {
    "rise", "mean", "take", "become", "lead", "cause", "face", "happen", "fall", "increase", "last", "bring", "spread",
    "worsen", "collapse", "fail", "hide", "indicate", "affect", "follow", "grow", "exceed", "suggest",
}  # fmt: skip
"""Verbs of which 'could' tells a chance, not what somebody is able to do."""


def said(content: Span, words: Lexicon) -> Stance:
    """The stance that the content itself shows, where the cue only says that it was said."""
    root = content.root
    if _silent(root, words):
        return Stance.NO_COMMENT
    inner = _inner(root, words)
    if inner is not None:
        return inner
    if _open(content, words):
        return Stance.HEDGED
    if denies(content, words):
        return Stance.DENIES
    return Stance.HEDGED if _hedged(content, words) else Stance.ASSERTS


def _silent(root: Token, words: Lexicon) -> bool:
    """True for 'we would not comment', 'it will make no further comment', 'she declined to say'."""
    lemma = root.lemma_.lower()
    if lemma == "comment":
        return negated(root)
    if lemma in words.refusals or (lemma == "go" and negated(root)):
        return any(c.dep_ == "xcomp" and c.lemma_.lower() in words.speaking for c in root.children)
    return lemma in {"make", "have"} and any(
        c.dep_ == "dobj" and c.lemma_ == "comment" and any(d.lower_ == "no" for d in c.children) for c in root.children
    )


def _inner(root: Token, words: Lexicon) -> Stance | None:
    """The stance of a cue that the content's own verb is: 'said it regretted', 'said that he now accepted'."""
    entry = words.verbs.get(root.lemma_.lower(), {}).get("clause")
    if entry is None or negated(root) or any(c.dep_ == "auxpass" for c in root.children):
        return None
    if entry.stance is Stance.DENIES:
        return entry.stance
    clause = any(c.dep_ in {"ccomp", "xcomp"} and not any(t.lower_ == "to" for t in c.lefts) for c in root.children)
    objects = {c.lemma_.lower() for c in root.children if c.dep_ == "dobj"}
    if entry.stance is Stance.ADMITS:
        strong = entry.lemma in {"admit", "concede", "acknowledge", "confess", "own up", "apologize", "apologise"}
        return entry.stance if strong or clause or objects & (SPOKEN | FAULT) else None
    mine = any(c.dep_ == "nsubj" and c.lower_ in SELF for c in root.children)
    return entry.stance if entry.stance is Stance.HEDGED and clause and mine else None


def denies(content: Span, words: Lexicon) -> bool:
    """True where the first clause of the content negates a fact or calls another's words false."""
    if any(_false(t, content, words) for t in content) and not negated(content.root):
        return True
    return negates(content, words)


def negates(content: Span, words: Lexicon) -> bool:
    """True where the first clause of the content says that something is not so."""
    root = content.root
    if phrases(words.said.get("never", ())).search(content.text) and not negated(root):
        return True
    if negated(root):
        return not _mere(root, words)
    return any(_negates(token, root) and not _harmless(token, words) for token in content)


def negated(root: Token) -> bool:
    """True for a verb with 'not' or 'never'; 'not yet' and 'not only' deny nothing."""
    return any(
        child.dep_ == "neg"
        and not (child.i + 1 < len(child.doc) and child.nbor().lower_ in {"yet", "only", "just"})
        and not corrects(child, root)
        for child in root.children
    )


def corrects(token: Token, root: Token) -> bool:
    """True for the 'not' of 'a pump, not a valve': it puts one thing right and denies no fact."""
    return token.lower_ == "not" and token.i > root.i and token.nbor(-1).text in {",", "–", "—", "-", "("}


def _mere(root: Token, words: Lexicon) -> bool:
    """True for a 'not' that denies no fact: 'could not enter', 'was not able to', 'do not go', 'we didn't want it'."""
    modal = any(c.dep_ == "aux" and c.lower_ in words.said.get("modal", ()) for c in root.children)
    perfect = any(c.dep_ == "aux" and c.lower_ in {"have", "'ve", "’ve"} for c in root.children)
    never = any(c.dep_ == "neg" and c.lower_ == "never" for c in root.children)
    told = root.tag_ == "VB" and not any(
        c.dep_ in {"nsubj", "nsubjpass", "expl"} or c.lower_ == "to" for c in root.children
    )
    able = any(c.dep_ in {"acomp", "attr"} and c.lemma_.lower() in words.said.get("unable", ()) for c in root.children)
    return able or told or (modal and not perfect and not never) or _unknowing(root, words)


def _false(token: Token, content: Span, words: Lexicon) -> bool:
    """True for a word that calls something false, where it is said of the clause: no 'signed the false logs'."""
    after = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    if token.lower_ == "wrong" and after in {"before", "with", "in", "on"}:
        return False
    lying = (
        token.lower_ in {"lied", "lying"} and token.pos_ == "VERB" and not any(c.dep_ == "prep" for c in token.children)
    )
    if not lying and token.lower_ not in words.said.get("false", ()):
        return False
    at = token
    while at.i != content.root.i and content.start <= at.head.i < content.end:
        noun = at.dep_ == "amod" and at.head.dep_ in {"attr", "oprd", "ROOT", "pobj"}
        said_as = at.dep_ == "pobj" and at.head.lower_ in {"as", "of"}
        predicate = at.dep_ in HELD - ({"conj"} if at.pos_ in {"VERB", "AUX"} and at.i != token.i else set())
        if not (noun or said_as or predicate or (at.dep_ == "prep" and at.lower_ in {"as", "of"})):
            return False
        if at.head.i == at.i:
            return False  # a later sentence of the content calls it so
        at = at.head
    return at.i == content.root.i or at.dep_ in HELD


def _negates(token: Token, root: Token) -> bool:
    """True for the 'no' of the clause's subject or object, or of 'there was no …'; also in 'Not one crown'."""
    not_one = token.lower_ == "not" and token.i + 1 < len(token.doc) and token.nbor().lower_ in {"one", "a"}
    if (token.lower_ not in NONE and not not_one) or corrects(token, root):
        return False
    if token.dep_ not in {
        "nsubj",
        "nsubjpass",
        "attr",
        "dobj",
        "det",
        "neg",
        "advmod",
        "preconj",
        "predet",
        "quantmod",
        "nummod",
        "ROOT",
    }:
        return False
    head = token if token.dep_ in {"nsubj", "nsubjpass", "attr", "dobj"} else token.head
    while head.dep_ in {"nummod", "quantmod", "det"} and head.head.i != head.i:
        head = head.head
    if head.i == root.i or head.head.i != root.i:
        return head.i == root.i
    return head.dep_ in {"nsubj", "nsubjpass", "dobj"} or (
        head.dep_ == "attr" and any(c.dep_ == "expl" for c in root.children)
    )


def _harmless(token: Token, words: Lexicon) -> bool:
    after = token.doc[token.i : token.i + 3].text.lower()
    return any(after.startswith(phrase) for phrase in words.said.get("harmless", ()))


def _open(content: Span, words: Lexicon) -> bool:
    """True where the speaker leaves it open: 'I can't rule it out', 'I don't know who', 'it is not clear whether'."""
    root = content.root
    out = f"{root.lemma_.lower()} {next((c.lower_ for c in root.children if c.dep_ == 'prt'), '')}".strip()
    if out in {"rule out", "exclude"} and (negated(root) or any(c.dep_ == "auxpass" for c in root.children)):
        return negated(root)
    if _unknowing(root, words, "knowing"):
        return True
    asks = root.lemma_.lower() in {"know", "say", "tell"} and negated(root)
    return asks and any(t.lower_ in WHETHER and t.i > root.i for c in root.children if c.i > root.i for t in _edge(c))


def _edge(clause: Token) -> Iterator[Token]:
    yield clause
    yield clause.left_edge


def _unknowing(root: Token, words: Lexicon, *kinds: str) -> bool:
    """True for 'I don't know' and, without kinds, for 'we didn't want it': neither denies a fact."""
    memory = root.lemma_.lower() in {"recall", "remember"}
    me = any(c.dep_ == "nsubj" and c.lower_ in (SELF if memory else {"i", "we"}) for c in root.children)
    lemmas = {lemma for kind in kinds or ("knowing", "wishing") for lemma in words.said.get(kind, ())}
    return me and negated(root) and root.lemma_.lower() in lemmas


def _hedged(content: Span, words: Lexicon) -> bool:
    root = content.root
    if phrases(words.said.get("hedges", ())).search(content.text) or root.lemma_.lower() in {"seem", "appear"}:
        return True
    if any(c.dep_ == "aux" and c.lower_ == "could" for c in root.children) and root.lemma_.lower() in CHANCES:
        return True
    opening = content.text.lstrip("“\"'‘ ").lower().removeprefix("that ").lstrip()
    return any(opening.startswith(f"{word} ") for word in words.said.get("approximate", ()))


@cache
def phrases(listed: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases as whole words; nothing where there are none."""
    longest = "|".join(map(re.escape, sorted(listed, key=len, reverse=True)))
    return re.compile(rf"(?<![\w-])(?:{longest})(?![\w-])" if longest else r"(?!)", re.IGNORECASE)
