"""The source of a cue: the noun phrase that speaks, as printed."""

from __future__ import annotations

from spacy.tokens import Token

from rashomon.attribute.draft import Place
from rashomon.attribute.rules.page import Page, children, end_of

LONGEST_CLAUSE = 6
"""Tokens of a relative clause or participle that a source keeps; a longer one tells a story and names nobody."""

SUBJECTS = ("nsubj", "csubj")
SUBJECTLESS = {"xcomp", "advcl", "conj", "acl", "relcl", "ccomp", "pcomp", "dep"}


def subject(verb: Token, *, depth: int = 0) -> Token | None:
    """The token that does what the verb says: its own subject, or the one it shares with the clause above."""
    own = children(verb, *SUBJECTS) or [s for aux in children(verb, "aux") for s in children(aux, *SUBJECTS)]
    if own:
        return None if own[-1].lower_ in {"there"} else own[-1]
    if children(verb, "nsubjpass") or depth > 4:
        return None
    return _shared(verb, depth)


def _shared(verb: Token, depth: int) -> Token | None:
    head = verb.head
    if verb.dep_ == "pcomp" and head.dep_ == "prep" and head.head.pos_ in {"VERB", "AUX"}:
        accused = children(head.head, "dobj") if head.lower_ in {"of", "for", "from"} else []
        return accused[-1] if accused else subject(head.head, depth=depth + 1)
    if verb.dep_ not in SUBJECTLESS or head.i == verb.i:
        return None
    if verb.dep_ in {"acl", "relcl"} and head.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}:
        return head
    if head.pos_ in {"VERB", "AUX"}:
        passive = children(head, "nsubjpass")
        return passive[-1] if passive and verb.dep_ != "conj" else subject(head, depth=depth + 1)
    return None


def speaker(verb: Token) -> Token | None:
    """Who speaks with this verb, active or passive: 'he said', 'he was quoted as saying', 'said by him'."""
    passive = children(verb, "nsubjpass")
    if passive and children(verb, "prep") and verb.lemma_ in {"quote", "cite", "report"}:
        return passive[-1]
    return agent(verb) if passive else subject(verb)


def agent(verb: Token) -> Token | None:
    """Who does it in a passive: "was reported by the agency"."""
    for by in children(verb, "agent", "prep"):
        if by.lower_ == "by":
            objects = children(by, "pobj")
            if objects:
                return objects[-1]
    return None


def place_of(page: Page, noun: Token, *, away_from: Token | None = None) -> Place | None:
    """The noun phrase as printed, with its role and a short relative clause, without what lies across the cue."""
    start, end = noun.left_edge.idx, _end(noun)
    if away_from is not None:
        if away_from.i > noun.i:
            end = min(end, away_from.idx)
        else:
            start = max(start, end_of(away_from))
    for quotation in page.quotes:  # a source never runs into the words it speaks, but may hold a nickname
        if start < quotation.start < end and not (
            quotation.end < end and len(page.text[quotation.start : quotation.end].split()) < 4
        ):
            end = quotation.start
        elif quotation.start <= start < quotation.end < end:
            start = quotation.end if noun.idx >= quotation.end else start
    return page.trim(start, end)


def _end(noun: Token) -> int:
    """Where the phrase ends: before a long clause, a second description, or a clause that the parser hung on it."""
    last, edge = noun, noun.right_edge.i
    for token in noun.subtree:
        if noun.i < token.i <= edge and _too_much(noun, token):
            edge = min(edge, token.left_edge.i - 1)
    for token in noun.subtree:
        if noun.i < token.i <= edge and not token.is_punct:
            last = token if token.i > last.i else last
    return end_of(last)


def _too_much(noun: Token, token: Token) -> bool:
    length = token.right_edge.i - token.left_edge.i + 1
    if token.dep_ in {"relcl", "acl", "advcl"}:
        return length > LONGEST_CLAUSE
    if token.dep_ == "appos":
        second = token.head.i != noun.i or any(c.dep_ == "appos" and c.i < token.i for c in noun.children)
        return second and (token.head.pos_ != "PROPN" or length > 2 * LONGEST_CLAUSE)
    return token.dep_ in {"parataxis", "ccomp"} and token.head.i == noun.i
