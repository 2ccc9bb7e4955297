"""Which sentences say nothing that others could deny: background, what may be, and the making of a report."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from rashomon.attribute.rules.page import children

REPORTING = re.compile(
    r"\b(?:could|can|did|does|do|has|have|had|was|were) ?n[o’']t (?:\w+ly |yet |be |been )*"
    r"(?:reach|verif|confirm|respond|repl(?:y|ied)|return|answer|comment|identif|available)"
    r"|\bg(?:a|i)ve(?:s|n)? no (?:further |other |more )*(?:detail|reason|explanation|information)"
    r"|\b(?:no|not (?:give|provide|specify)) (?:immediate |further |a |any |other )*"
    r"(?:details?|claims? of responsibility|casualty|figures?)\b"
    r"|\b(?:not |im)possible to (?:\w+ly )?(?:verify|confirm|reach)"
    r"|\b(?:no|any) (?:\w+ )?(?:reply|response|comment|answer)\b"
    r"|\b(?:unable|able) to (?:\w+ly )?(?:verify|confirm|reach)\b|\bremain(?:s|ed)? unclear\b",
    re.IGNORECASE,
)
"""What a report says of its own making: 'it was not possible to verify', 'the mayor could not be reached'."""
WILL = {"will", "shall", "’ll", "'ll", "wo"}
BESIDE = {"as", "amid", "after", "before", "with", "while", "when", "ahead"}
LYING = {"lie", "belong"}
"""Verbs that say in the present where a place is, or whose: 'the village lies a day from the road'."""
TALK = {"talk", "speculation", "doubt", "question", "word", "story", "reason", "way", "need", "time", "sign", "point"}
"""Of which 'there was' tells nothing that happened."""
READER = {"you", "your", "yours"}
METHOD = {
    "interview", "speak", "spend", "visit", "travel", "talk", "review", "look", "ask", "put", "inform", "publish",
    "issue", "serve", "thank", "congratulate", "welcome", "call", "wish", "urge", "invite", "analyse", "analyze",
    "meet", "hope", "want", "mourn", "grieve", "regret", "share", "pay", "apologise", "apologize", "offer", "state",
}  # fmt: skip
"""What a body does for its release, or says to its readers, and no claim: 'we spoke with 38 witnesses'."""
FOR_YEARS = re.compile(
    r"(?<!has )(?<!have )(?<!had )\bsince\b|\bfor (?:\w+ ){1,3}(?:years|decades|generations)\b"
    r"|\bevery (?:year|spring|summer)\b"
)
"""How long something has been so: what tells the background of an event."""


def background(sentence: Span, *, personal: bool) -> bool:
    """True for what may be, has long been so or goes on beside the event; in a column, for what its writer thinks."""
    root = sentence.root
    who = next(iter(children(root, "nsubj", "nsubjpass", "expl")), None)
    if possible(root) or commanded(root) or _going_on(root):
        return True
    if any(t.lower_ in READER for t in sentence) or (root.lemma_.lower() in LYING and not past(root)):
        return True
    if who is None:
        return False
    if who.dep_ == "expl" or root.lemma_.lower() == "have":
        return any(c.lemma_.lower() in TALK for c in children(root, "attr", "nsubj", "dobj"))
    somebody = who.pos_ == "PRON" or any(t.ent_type_ in {"PERSON", "ORG"} for t in who.subtree)
    return _placed(root, who) or (personal and not past(root)) or (somebody and for_years(root))


def work(root: Token, outlet: str) -> bool:
    """True for what a body did for its release: 'we spoke with 38 witnesses'."""
    who = next(iter(children(root, "nsubj", "nsubjpass")), None)
    itself = who is not None and (who.lower_ in {"we", "mission", "team"} or who.text in outlet.split())
    return itself and root.lemma_.lower() in METHOD


def past(root: Token) -> bool:
    """True for what happened, was, or has happened."""
    forms = [root, *children(root, "aux", "auxpass")]
    return any(t.tag_ == "VBD" or (t.lemma_ == "have" and t.dep_ == "aux") for t in forms) and not any(
        t.tag_ == "MD" for t in forms
    )


def possible(root: Token) -> bool:
    """True for what may, could or should be; what will be is a plan, and what could not be is so."""
    modals = [c for c in children(root, "aux") if c.tag_ == "MD" and c.lower_ not in WILL]
    had = root.tag_ == "VBN" and all(c.lower_ in {"'d", "’d"} for c in modals)
    return bool(modals) and not had and not children(root, "neg")


def commanded(root: Token) -> bool:
    """True for what the reader is told to do."""
    return root.tag_ == "VB" and not children(root, "nsubj", "nsubjpass", "aux", "expl")


def _placed(root: Token, who: Token) -> bool:
    """True for what only puts an event beside others: 'the attack came as talks went on', 'amid unrest'."""
    if root.lemma_.lower() not in {"come", "coincide"} or who.pos_ in {"PRON", "PROPN"}:
        return False
    beside = [c.lower_ for c in root.children if c.dep_ == "prep"]
    beside += [m.lower_ for c in children(root, "advcl") for m in children(c, "mark", "advmod")]
    return bool(set(beside) & BESIDE)


def _going_on(root: Token) -> bool:
    """True for what has been going on: 'have been trying', the scene of an event."""
    return root.tag_ == "VBG" and any(c.lemma_ == "have" and c.dep_ == "aux" for c in root.children)


def for_years(root: Token) -> bool:
    """True for what has been so for long: the background of a report."""
    held = any(c.lemma_ == "have" and c.dep_ == "aux" for c in root.children)
    return held and bool(FOR_YEARS.search(root.sent.text))
