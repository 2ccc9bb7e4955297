"""Whether a sentence says that something happened, is so now, or did not happen: what an outlet's own claim does."""

from __future__ import annotations

import re

from spacy.tokens import Span, Token

from rashomon.attribute.rules.page import children

ACTORS = {"PERSON", "ORG", "NORP", "GPE", "FAC", "PRODUCT"}
NUMBERS = {"CARDINAL", "QUANTITY", "MONEY", "PERCENT"}
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
FATES = {
    "dead", "alive", "missing", "injured", "wounded", "ill", "sick", "homeless", "free", "closed", "shut", "open",
    "safe", "intact", "empty", "lost", "gone", "unharmed", "unhurt", "destroyed", "damaged", "guilty", "innocent",
    "responsible",
}  # fmt: skip
"""How things stand after an event, said in the present tense: 'three people are dead'."""
WHERE = {"hospital", "hand", "custody", "prison", "jail", "ruin", "care", "detention", "flame"}
LYING = {"lie", "belong"}
"""Verbs that say in the present where a place is, or whose: 'the village lies a day from the road'."""
WILL = {"will", "shall", "’ll", "'ll", "wo"}
NONE = {"no", "none", "nobody", "nothing", "neither", "never"}
PRONOUNS = {"he", "she", "they"}
NOBODY = {"you", "one", "this", "that", "what", "which", "who", "these", "those", "such"}
BESIDE = {"as", "amid", "after", "before", "with", "while", "when", "ahead"}
EACH = {"each", "all", "both", "most", "some", "many", "several"}
TALK = {"talk", "speculation", "doubt", "question", "word", "story", "reason", "way", "need", "time", "sign", "point"}
"""Of which 'there was' tells nothing that happened."""
SURFACING = {"emerge", "transpire", "turn", "become"}
"""'It has emerged that …', 'it turns out that …'."""
FOR_YEARS = re.compile(
    r"(?<!has )(?<!have )(?<!had )\bsince\b|\bfor (?:\w+ ){1,3}(?:years|decades|generations)\b"
    r"|\bevery (?:year|spring|summer)\b"
)
"""How long something has been so: what tells the background of an event."""


def told(sentence: Span, root: Token, who: Token) -> bool:
    """True for a sentence that says of the event what happened, did not happen, or is so."""
    if root.lemma_.lower() in SURFACING and who.lower_ == "it":
        return any(past(c) for c in children(root, "ccomp", "csubj"))
    if not past(root):
        return _stands(root, who)
    if for_years(root) or _going_on(root) or _placed(root, who):
        return False
    if _acted(who) or any(e.label_ in NUMBERS for e in sentence.ents):
        return True
    if who.dep_ == "expl":
        held = children(root, "attr", "nsubj", "dobj")
        return bool(held) and held[-1].lemma_.lower() not in TALK
    if who.lower_ in PRONOUNS:
        return _happened(root) and (negative(sentence) or any(e.label_ in ACTORS for e in sentence.ents))
    if (who.pos_ not in {"NOUN", "PROPN", "NUM"} and who.lower_ not in EACH) or who.lower_ in NOBODY:
        return negative(sentence) and who.lower_ in NONE
    return _happened(root) or negative(sentence)


def _happened(root: Token) -> bool:
    """True for a verb that tells an event, and no state: 'burst', 'were held', not 'had every reason', 'was sad'."""
    return root.lemma_.lower() not in {"be", "seem", "become", "remain", "look", "feel", "have"}


def _stands(root: Token, who: Token) -> bool:
    """True for the present state that an event has left: 'three are dead', 'the files are in their hands'."""
    if root.lemma_.lower() not in {"be", "remain", "lie"} or not (_acted(who) or _counted(who) or _definite(who)):
        return False
    states = {c.lower_ for c in children(root, "acomp", "attr", "oprd")}
    places = {o.lemma_.lower() for p in children(root, "prep") for o in children(p, "pobj")}
    return bool(states & FATES) or bool(places & WHERE)


def _definite(who: Token) -> bool:
    return any(c.lower_ == "the" or c.dep_ == "poss" for c in who.children)


def _counted(who: Token) -> bool:
    return who.pos_ == "NUM" or any(c.dep_ == "nummod" for c in who.subtree)


def _acted(who: Token) -> bool:
    return any(t.ent_type_ in ACTORS for t in who.subtree)


def negative(sentence: Span) -> bool:
    """True where the sentence has a word that negates."""
    return any(t.dep_ == "neg" or t.lower_ in NONE for t in sentence)


def past(root: Token) -> bool:
    """True for what happened, was, or has happened."""
    forms = [root, *children(root, "aux", "auxpass")]
    return any(t.tag_ == "VBD" or (t.lemma_ == "have" and t.dep_ == "aux") for t in forms) and not any(
        t.tag_ == "MD" for t in forms
    )


def plain(sentence: Span, root: Token, who: Token) -> bool:
    """True for what is said to be so, or to be planned: 'the ward has no sink', 'a hearing is set for May'."""
    if _placed(root, who) or who.lower_ in NOBODY or who.dep_ in {"csubj", "csubjpass"}:
        return False
    if _going_on(root) or root.lemma_.lower() in LYING:
        return False
    if who.dep_ == "expl":
        held = children(root, "attr", "nsubj", "dobj")
        return bool(held) and held[-1].lemma_.lower() not in TALK
    if any(t.ent_type_ == "PERSON" for t in who.subtree):
        return not for_years(root) and (counted(sentence) or negative(sentence))  # else it says who somebody is
    return who.pos_ in {"NOUN", "NUM", "PROPN", "ADJ"} or who.lower_ in PRONOUNS | {"it"} or negative(sentence)


def counted(sentence: Span) -> bool:
    """True where the sentence gives a number."""
    return any(e.label_ in NUMBERS for e in sentence.ents)


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
    if root.lemma_.lower() not in {"come", "coincide"} or who.lower_ in PRONOUNS or _acted(who):
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
