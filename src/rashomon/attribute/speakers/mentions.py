"""Where people, bodies and documents are mentioned: names with their roles, descriptions, pronouns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from rashomon.attribute.speakers.page import Page, end_of
from rashomon.attribute.speakers.roles import (
    POINTING,
    affiliation,
    beside,
    body_of,
    describes,
    owner_of,
    printed,
    speaks_for_body,
)
from rashomon.attribute.speakers.runs import CLOCK, Run
from rashomon.text.names import fold, is_person_noun, noun_gender, title_gender, words
from rashomon.text.parse import text_of

SUBJECT = {"nsubj", "nsubjpass", "csubj", "agent"}
INDEFINITE = frozenset(
    [
        "a",
        "an",
        "one",
        "another",
        "some",
        "several",
        "many",
        "other",
        "few",
        "any",
        "each",
        "most",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "dozens",
        "various",
        "multiple",
        "both",
        "no",
        "neither",
        "none",
        "every",
    ]
)
"""Words that open a description of somebody new."""
WHERE = frozenset(
    [
        "in",
        "at",
        "near",
        "from",
        "outside",
        "inside",
        "across",
        "around",
        "into",
        "through",
        "off",
        "toward",
        "towards",
        "to",
    ]
)
PRONOUNS = {
    **dict.fromkeys(["he", "him", "himself"], "m"),
    **dict.fromkeys(["she", "her", "herself"], "f"),
    **dict.fromkeys(["it", "they", "them", "who", "which", "that", "i", "we", "you", "me", "us"], ""),
}
"""Pronouns that may be a source, with the gender they tell."""
FOLLOWING = {
    **dict.fromkeys(["he", "she", "his", "her", "him", "who", "whose"], "person"),
    **dict.fromkeys(["it", "its", "which"], "thing"),
}


@dataclass(frozen=True, slots=True)
class Mention:
    """One phrase that stands for somebody or something; `at` is its head token."""

    start: int
    end: int
    at: int
    text: str
    sentence: int
    paragraph: int
    name: str = ""
    title: str = ""
    label: str = ""
    noun: str = ""
    """The head noun of a description, dictionary form."""
    nouns: tuple[str, ...] = ()
    """Nouns that describe a named one: its roles, what kind of body it is."""
    role: str = ""
    acts_for: str = ""
    owner: int = -1
    """The token of the possessor ('the ministry's spokesman', 'its spokesman')."""
    pronoun: str = ""
    gender: str = ""
    plural: bool = False
    indefinite: bool = False
    pointing: bool = False
    subject: bool = False
    main: bool = False
    """True for the subject of its sentence's main clause."""
    quoted: bool = False
    beside: tuple[int, ...] = ()
    """The tokens of a named one's role nouns."""
    followed: str = ""
    """'person' or 'thing' by the next pronoun of its sentence, where no other name stands between."""
    located: bool = False
    """True after 'in', 'at', 'near': a place where something is."""


def lemma(token: Token) -> str:
    """The dictionary form in lower case, of a capitalised plural as well."""
    word = str(token.lemma_).casefold()
    if token.tag_ in {"NNPS", "NNP"} and word.endswith("s") and is_person_noun(word[:-1]):
        return word[:-1]
    return word


def is_main(token: Token) -> bool:
    """True for the subject of a sentence's main clause."""
    while token.dep_ in {"conj", "appos"} and token.head.i != token.i:
        token = token.head
    verb = token.head
    return token.dep_ in SUBJECT and (verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT"))


def is_subject(token: Token) -> bool:
    """True for a subject and what is coordinated with one."""
    while token.dep_ in {"conj", "appos"} and token.head.i != token.i:
        token = token.head
    return token.dep_ in SUBJECT


def named(page: Page, run: Run) -> Mention:
    """The mention that a printed name is, with the roles that stand beside it."""
    doc = page.doc
    head, title = _head(doc, run), run.title(doc)
    found = beside(doc, run)
    role = next((phrase for phrase in map(printed, found) if phrase), title)
    nouns = tuple(dict.fromkeys([*(n.lemma_.casefold() for n in found), *fold(title).replace(".", "").split()]))
    nouns += ("chief",) if any(c.lower_ in {"chief", "managing"} for n in found for c in n.lefts) else ()
    gives, whose = affiliation(doc, run, heads=speaks_for_body(nouns))
    nouns += ("representative",) if gives or whose else ()
    gender = title_gender(title) or next((g for n in found if (g := noun_gender(n.lemma_))), "")
    start, end = doc[run.core].idx, end_of(doc[run.end - 1])
    return Mention(
        start, end, head.i, run.text(doc), page.sentence(start), page.paragraph(start), name=run.text(doc), title=title,
        label=run.label, nouns=nouns, role=role, acts_for=next((b for n in found if (b := body_of(n))), gives),
        owner=next((o.i for n in (*found, *_titles(doc, run)) if (o := owner_of(n))), whose.i if whose else -1),
        gender=gender, subject=is_subject(head) and not _dateline(doc, run),
        main=is_main(head) and not _dateline(doc, run), quoted=page.quote(start) is not None,
        pointing=run.first > 0 and fold(doc[run.first - 1].text) == "the",
        beside=tuple(n.i for n in found), followed=_followed(doc, run) if is_subject(head) else "",
        located=_dateline(doc, run) or (head.dep_ == "pobj" and _stands_in(head.head)),
    )  # fmt: skip


def _titles(doc: Doc, run: Run) -> list[Token]:
    """The nouns of a capitalised role before a name: 'Union leader Pell'."""
    return [t for t in doc[run.first : run.core] if is_person_noun(t.lemma_.casefold())]


def _head(doc: Doc, run: Run) -> Token:
    """The word of a name that the rest of its sentence hangs on: 'Ministry' of the Ministry of Coasts."""
    inside = range(run.core, run.end)
    return next((t for t in doc[run.core : run.end] if t.head.i not in inside), doc[run.end - 1])


def _stands_in(word: Token) -> bool:
    """True for 'in', 'at', 'to' before a place; 'according to' tells who speaks."""
    return word.lower_ in WHERE and not (word.lower_ == "to" and word.head.lower_ == "according")


def _dateline(doc: Doc, run: Run) -> bool:
    """True for the place in capitals that opens a report: 'VESSARIN –', 'ALDERMERE, May 2 (HYA) –'."""
    if not doc[run.core].is_upper or run.end >= len(doc) or len(doc[run.core]) < 3:
        return False
    opens = run.first == 0 or doc[run.first - 1].is_space or doc[run.first - 1].text == "/"
    return opens and doc[run.end].text in {"–", "—", "-", ",", "/", "("}


def _followed(doc: Doc, run: Run) -> str:
    """What the next pronoun in the sentence says of a name; '' where another name or nothing comes first."""
    for token in doc[run.end : doc[run.end - 1].sent.end]:
        if token.lower_ in FOLLOWING:
            return FOLLOWING[token.lower_] if token.lower_ != "it" or token.dep_ == "nsubj" else ""
        if token.pos_ == "PROPN":
            return ""
    return ""


def described(page: Page, head: Token) -> Mention:
    """The mention that a description is: 'a defence official', 'the ministry', 'passengers'."""
    doc = page.doc
    left = head.left_edge
    while left.i < head.i and (
        left.is_punct or left.is_space or CLOCK.fullmatch(left.text) or left.dep_ in {"cc", "mark", "advmod"}
    ):
        left = doc[left.i + 1]
    first = left.lower_
    start, end = left.idx, end_of(head)
    owner = next((c.i for c in head.children if c.dep_ == "poss"), -1)
    plural = head.tag_ in {"NNS", "NNPS"} or (lemma(head) != head.lower_ and head.lower_.endswith("s"))
    return Mention(
        start, end, head.i, " ".join(text_of(doc)[start:end].split()), page.sentence(start), page.paragraph(start),
        noun=lemma(head), acts_for=body_of(head), owner=owner, gender=noun_gender(head.lemma_), plural=plural,
        indefinite=first in INDEFINITE or left.like_num or (plural and first not in POINTING and owner < 0),
        pointing=first in POINTING or owner >= 0, subject=is_subject(head), main=is_main(head),
        quoted=page.quote(start) is not None,
    )  # fmt: skip


def pronoun(page: Page, token: Token) -> Mention:
    """The mention that a pronoun is."""
    word = token.lower_
    return Mention(
        token.idx, end_of(token), token.i, token.text, page.sentence(token.idx), page.paragraph(token.idx),
        pronoun=word, gender=PRONOUNS.get(word, ""), plural=word in {"they", "them", "we", "us"},
        subject=is_subject(token), main=is_main(token), quoted=page.quote(token.idx) is not None,
    )  # fmt: skip


def descriptions(page: Page, taken: set[int]) -> Iterator[Mention]:
    """Every description of somebody or something that may speak, heads in `taken` left out."""
    for chunk in page.doc.noun_chunks:
        head = chunk.root
        if (
            head.i not in taken
            and head.lemma_.casefold() not in words().things
            and head.pos_ in {"NOUN", "PROPN"}
            and (describes(head) or speaks_in_writing(head))
        ):
            yield described(page, head)


def speaks_in_writing(token: Token) -> bool:
    """True for a document or what an outlet makes ('report', 'film', 'log')."""
    noun = token.lemma_.casefold()
    return noun in words().documents | words().products | words().makers
