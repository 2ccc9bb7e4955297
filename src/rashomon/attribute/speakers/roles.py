"""The roles that stand beside a name: 'ministry spokesman X', 'X, a spokeswoman for Y', 'the harbour master, X'."""

from __future__ import annotations

import re
from collections.abc import Iterable

from spacy.tokens import Doc, Token

from rashomon.attribute.speakers.page import end_of
from rashomon.attribute.speakers.runs import Run, doc_before
from rashomon.text.bodies import body
from rashomon.text.names import is_person_noun, words
from rashomon.text.parse import text_of

POINTING = {"the", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "said"}
"""Words that open a description of what the reader knows."""
OF_A_PLACE = {
    "resident",
    "villager",
    "citizen",
    "native",
    "inhabitant",
    "man",
    "woman",
    "local",
    "survivor",
    "witness",
    "victim",
}
"""Who is of a place or a thing, and speaks for nobody else."""
CALLED = re.compile(
    r"\b(?:named|(?<!so-)(?<!so - )called|known as"
    r"|(?:identified|identifies) (?:(?:him|her|them)sel(?:f|ves) )?(?:only |simply )?as"
    r"|names? (?:only |simply )?as|first names?(?: only)?,?)\s*$"
)
"""Before a name that a description gives: 'a miller named X', 'a woman who gave her name only as X'."""
UTTERED = frozenset(
    [
        "report",
        "statement",
        "figure",
        "datum",
        "data",
        "statistic",
        "estimate",
        "announcement",
        "bulletin",
        "communique",
    ]
)
"""What a body says in writing: 'police figures' are the police's word."""
FIGHTING = frozenset(
    ["army", "navy", "marines", "brigade", "militia", "guard", "guards", "team", "squad", "state", "party"]
)
"""Sorts of bodies whose people speak for themselves."""
MATTERS = frozenset(
    [
        "aid",
        "relief",
        "project",
        "campaign",
        "business",
        "order",
        "side",
        "line",
        "lines",
        "front",
        "initiative",
        "forum",
        "service",
    ]
)
"""Words for bodies that say before 'chief' what somebody deals with: an 'aid chief' heads no aid."""
LONGEST = 9
"""Tokens after a name in which its role may stand."""


def beside(doc: Doc, run: Run) -> list[Token]:
    """The nouns that say what a name is, nearest first."""
    return [*_before(doc, run), *_apposed(doc, run), *_after(doc, run), *_called(doc, run), *_behind(doc, run)]


def _behind(doc: Doc, run: Run) -> list[Token]:
    """'Brell Vale airport', 'the Amaranth ferry': a thing that bears the name."""
    noun = doc[run.end] if run.end < len(doc) else None
    thing = noun is not None and noun.is_lower and noun.pos_ == "NOUN" and noun.lemma_ in words().things
    return [noun] if thing and noun is not None and run.label != "PERSON" else []


def _called(doc: Doc, run: Run) -> list[Token]:
    """'a miller named X', 'a listener who gave her name only as X': the noun, whatever the parser made of it."""
    start = max(doc[run.first].sent.start, run.first - 12)
    before = doc[start : run.first]
    if not len(before) or not CALLED.search(before.text + " "):
        return []
    nouns = [t for t in before if t.pos_ == "NOUN" and is_person_noun(t.lemma_)]
    return nouns[-1:]


def _before(doc: Doc, run: Run) -> list[Token]:
    """'ministry spokesman X', 'the ferry X'."""
    noun = doc[run.first - 1] if run.first else None
    if noun is None or not (noun.pos_ in {"NOUN", "PROPN", "ADJ"} or (noun.is_lower and noun.text in words().heads)):
        return []
    return [noun] if describes(noun) or noun.lemma_.casefold() in words().things else []


def _apposed(doc: Doc, run: Run) -> list[Token]:
    """'The operator, X', 'its first mate, X'."""
    noun = doc[run.first - 2] if run.first > 1 and doc[run.first - 1].text == "," else None
    if noun is not None and describes(noun) and _definite(noun):
        return [noun]
    role = _role_before(doc, run)
    if role is not None:
        return [role]
    head = doc[run.end - 1].head
    near = doc[run.end - 1].dep_ == "appos" and 0 < run.first - head.i < 12 and head.pos_ == "NOUN"
    if near and describes(head) and not any(t.pos_ in {"VERB", "AUX"} for t in doc[head.i : run.first]):
        return [head]
    return []


def _role_before(doc: Doc, run: Run) -> Token | None:
    """'The mayor of Grell, X': the noun with 'of …' before the comma, whatever the parser made of it."""
    if run.first < 4 or doc[run.first - 1].text != ",":
        return None
    found: Token | None = None
    for at in range(run.first - 2, max(-1, run.first - 2 - LONGEST), -1):
        token = doc[at]
        if token.pos_ in {"VERB", "AUX", "PUNCT", "PRON", "SPACE"} or token.sent != doc[run.first].sent:
            break
        if token.pos_ == "NOUN" and is_person_noun(token.lemma_) and doc[at + 1].lower_ in {"of", "for", "at"}:
            found = token
        if token.is_sent_start:
            break
    return found if found is not None and _definite(found) else None


def _definite(noun: Token) -> bool:
    first = noun.left_edge
    return first.lower_ in POINTING or first.dep_ == "poss" or any(c.dep_ == "poss" for c in noun.children)


def _after(doc: Doc, run: Run) -> list[Token]:
    """', a spokeswoman for X', ', 45, gatekeeper on the mole'."""
    if run.end >= len(doc) or doc[run.end].text not in {",", "–", "—"}:
        return []
    start = run.end + 1
    if start + 1 < len(doc) and doc[start].like_num and doc[start + 1].text == ",":
        start += 2
    best: Token | None = None
    for token in doc[start : start + LONGEST]:
        if token.is_sent_start or not _in_role(token):
            break
        if token.pos_ in {"NOUN", "PROPN"} and describes(token):
            best = token
    return [best] if best is not None and not _clause_follows(doc, best) else []


def _in_role(token: Token) -> bool:
    """True for a word that may stand in a role before its noun's complement."""
    if token.tag_ == "WP$":
        return False
    if token.tag_ in {"VBG", "VBN", "PRP$"} or token.text in {"-", "'s", "’s", "’", "'"}:
        return True
    return token.pos_ in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADV"}


def _clause_follows(doc: Doc, noun: Token) -> bool:
    """True where the noun after the comma is a new subject: 'after Pell, the minister said'."""
    for token in doc[noun.i + 1 : noun.sent.end]:
        if token.pos_ in {"VERB", "AUX"} and token.tag_ not in {"VBG", "VBN"}:
            return True
        if (
            token.text in {",", ".", "–", "—", ";", ")"}
            or token.lower_ in {"who", "whose", "which", "and"}
            or token.is_quote
        ):
            return False
    return False


def describes(token: Token) -> bool:
    """True for a noun that says what a name is: a person's role or a kind of body."""
    noun = token.lemma_.casefold()
    table = words()
    return is_person_noun(noun) or noun in table.institutions | table.outlets | table.groups


def printed(noun: Token) -> str:
    """The role as printed: 'first mate of the ferry'."""
    doc = noun.doc
    left = min(
        (c.left_edge.i for c in noun.children if c.dep_ in {"amod", "compound", "nmod", "poss"} and c.i < noun.i),
        default=noun.i,
    )
    right = noun.i
    for child in noun.children:
        if child.dep_ == "prep" and child.i > noun.i and child.lower_ in {"of", "for", "at", "in"}:
            edge = child.right_edge.i
            right = edge if edge - child.i < 8 and "," not in doc[child.i : edge + 1].text else right
            break
    return " ".join(doc[left : right + 1].text.split())


def body_of(noun: Token) -> str:
    """For whom somebody in this role speaks or works: 'the ministry's spokesman', 'spokeswoman for the League'."""
    word = noun.lemma_.casefold()
    if not is_person_noun(word) or word in OF_A_PLACE:
        return ""
    speaks = word in words().spokes
    for other in (*_complements(noun), *_owners(noun)):
        if speaks or _is_body(other):
            return _phrase(other)
        for inner in _complements(other):  # 'head of the children's ward at St Verena Hospital'
            if _is_body(inner):
                return _phrase(inner)
    return _capitals_before(noun) or (_noun_before(noun) if speaks else "")


def speaks_for_body(nouns: Iterable[str]) -> bool:
    """True for the role of one who speaks for a body: its spokesman, who heads it, whom it sends."""
    table = words()
    return any(noun in table.spokes | table.heads | table.envoys for noun in nouns)


def owner_of(noun: Token) -> Token | None:
    """The noun or pronoun that says whose head or spokesman one is: 'its director', 'union leader'."""
    word = noun.lemma_.casefold()
    if not speaks_for_body([word]) and word not in UTTERED:
        return None
    possessors = [c for c in noun.children if c.dep_ == "poss" and c.tag_ != "WP$"]
    bodies = [c for c in _complements(noun) if _is_body_noun(c)]
    before = doc_before(noun) if noun.i and not noun.is_sent_start else None
    if before is not None and before.dep_ in {"compound", "nmod", "amod"} and _is_body_noun(before):
        bodies.append(before)
    return next(iter([*possessors, *bodies]), None)


def affiliation(doc: Doc, run: Run, *, heads: bool = False) -> tuple[str, Token | None]:
    """The body behind a name: 'Edda Marn of the Carers' Union', ', who speaks for the league'; as printed, or its noun.

    A soldier of an army speaks for himself. With `heads` the bearer has a role that heads some body.
    """
    at = run.end
    if run.label != "PERSON" and run.core == run.first and run.end - run.core < 2:
        return "", None
    if at + 3 < len(doc) and [t.lower_ for t in doc[at : at + 3]] in ([",", "who", "speaks"], [",", "who", "spoke"]):
        at += 3
        told = doc[at].lower_ == "for"
    else:
        told = at < len(doc) and doc[at].lower_ == "of"
    noun = next((c for c in doc[at].children if c.dep_ == "pobj" and c.i > at), None) if told else None
    made = body(_phrase(noun)) if noun is not None else None
    if made is None and noun is not None and heads and noun.pos_ == "PROPN":
        return _phrase(noun), None  # 'chief engineer X of Stonegate'
    if noun is None or made is None or made.sort in FIGHTING:
        return "", None
    return ("", noun) if _is_body_noun(noun) else (_phrase(noun), None)


def _is_body_noun(noun: Token) -> bool:
    """True for a common noun for a body: 'union', 'police'; written small, or at the start of a sentence."""
    word = noun.lemma_.casefold()
    small = noun.text.islower() or bool(noun.is_sent_start)
    bodies = (words().institutions | words().always_bodies) - MATTERS
    return small and word in bodies and (word not in words().portfolios or word in words().always_bodies)


def _complements(noun: Token) -> list[Token]:
    """'spokeswoman for the League', 'director of the hospital'."""
    prepositions = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"for", "of", "at", "with", "from"}]
    return [o for p in prepositions if p.i > noun.i for o in p.children if o.dep_ == "pobj"]


def _owners(noun: Token) -> list[Token]:
    return [c for c in noun.children if c.dep_ == "poss" and c.tag_ not in {"PRP$", "WP$"}]


def _capitals_before(noun: Token) -> str:
    """'Ministry of Coasts spokesman': the capitalised words before the role."""
    found: list[str] = []
    before = noun
    while before.i and not before.is_sent_start:
        before = doc_before(before)
        joined = before.lower_ in {"of", "and"} and found and before.i and doc_before(before).text[0].isupper()
        if not (before.text[0].isupper() and before.pos_ in {"PROPN", "NOUN", "ADJ"}) and not joined:
            break
        found.insert(0, before.text)
    return " ".join(found)


def _noun_before(noun: Token) -> str:
    """'the ministry spokesman': the body's word before the role."""
    if noun.is_sent_start or not noun.i:
        return ""
    before = doc_before(noun)
    return before.text if before.pos_ in {"NOUN", "PROPN"} and describes(before) else ""


def _is_body(noun: Token) -> bool:
    """True for a noun that may be a body: a name, or a word for one."""
    return noun.pos_ == "PROPN" or noun.lemma_.casefold() in words().institutions | words().outlets


def _phrase(token: Token) -> str:
    """A noun with what stands before it, as printed; a coordination and 'of …' kept, clauses left out."""
    doc, last = token.doc, token.i
    for child in token.rights:
        joined = child.dep_ == "conj" or (child.dep_ in {"prep", "cc"} and child.lower_ in {"of", "and"})
        if joined and child.right_edge.i - token.i < 8:
            last = max(last, child.right_edge.i)
    text = text_of(doc)[token.left_edge.idx : end_of(doc[last])].split(",")[0]
    return " ".join(text.split())
