"""Where people, bodies and documents are mentioned: names with their roles, descriptions, pronouns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from rashomon.attribute.speakers.page import Page, end_of
from rashomon.attribute.speakers.runs import Run, doc_before
from rashomon.text.names import fold, is_person_noun, noun_gender, title_gender, words

SUBJECT = {"nsubj", "nsubjpass", "csubj", "agent"}
INDEFINITE = {"a", "an", "one", "another", "some", "several", "many", "other", "few", "any", "each", "most", "two", "three", "four",
              "five", "six", "seven", "eight", "nine", "ten", "dozens", "various", "multiple", "both"}  # fmt: skip
POINTING = {"the", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "said"}
PRONOUNS = {"he": "m", "him": "m", "she": "f", "her": "f", "it": "", "they": "", "them": "", "who": "", "which": "", "that": "",
            "i": "", "we": "", "you": "", "me": "", "us": "", "himself": "m", "herself": "f"}  # fmt: skip


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


WHERE = {
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
}


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
    head, title = doc[run.end - 1], run.title(doc)
    found = [*_left(doc, run), *_right(doc, run)]
    roles = [phrase for phrase in (_role(noun) for noun in found) if phrase]
    nouns = tuple(dict.fromkeys([*(n.lemma_.casefold() for n in found), *fold(title).replace(".", "").split()]))
    gender = title_gender(title) or next((g for n in found if (g := noun_gender(n.lemma_))), "")
    start, end = doc[run.core].idx, end_of(head)
    return Mention(
        start, end, head.i, run.text(doc), page.sentence(start), page.paragraph(start), name=run.text(doc), title=title,
        label=run.label, nouns=nouns, role=roles[0] if roles else title, acts_for=next((b for n in found if (b := body_of(n))), ""),
        gender=gender, plural=False, subject=is_subject(head), main=is_main(head), quoted=page.quote(start) is not None,
        pointing=run.first > 0 and fold(doc[run.first - 1].text) == "the",
        beside=tuple(n.i for n in found), followed=_followed(doc, run) if is_subject(head) else "",
        located=head.dep_ == "pobj" and head.head.lower_ in WHERE,
    )  # fmt: skip


FOLLOWING = {"he": "person", "she": "person", "his": "person", "her": "person", "him": "person", "who": "person", "whose": "person",
             "it": "thing", "its": "thing", "which": "thing"}  # fmt: skip


def _followed(doc: Doc, run: Run) -> str:
    """What the next pronoun in the sentence says of a name; '' where another name or nothing comes first."""
    for token in doc[run.end : doc[run.end - 1].sent.end]:
        if token.lower_ in FOLLOWING:
            return FOLLOWING[token.lower_] if token.lower_ != "it" or token.dep_ == "nsubj" else ""
        if token.pos_ == "PROPN":
            return ""
    return ""


def _left(doc: Doc, run: Run) -> list[Token]:
    """Role nouns before a name: 'ministry spokesman X', 'aid group X', 'The operator, X'."""
    found = []
    if run.first and (before := doc[run.first - 1]).pos_ in {"NOUN", "PROPN", "ADJ"}:
        if describes(before) or before.lemma_.casefold() in words().things:
            found.append(before)
    before = doc[run.first - 2] if run.first > 1 and doc[run.first - 1].text == "," else None
    head = doc[run.end - 1]
    if before is not None and describes(before) and _definite(before):
        found.append(before)
    elif (
        head.dep_ == "appos" and 0 < run.first - head.head.i < 12 and head.head.pos_ == "NOUN" and describes(head.head)
    ):
        if not any(t.pos_ in {"VERB", "AUX"} for t in doc[head.head.i : run.first]):
            found.append(head.head)
    return found


def _definite(noun: Token) -> bool:
    first = noun.left_edge
    return first.lower_ in POINTING or first.dep_ == "poss" or any(c.dep_ == "poss" for c in noun.children)


def _right(doc: Doc, run: Run) -> list[Token]:
    """Role nouns after a name: ', a spokeswoman for X', ', 45, gatekeeper on the mole'."""
    at, steps = run.end, 0
    if at < len(doc) and doc[at].text == "(":
        return []
    if at >= len(doc) or doc[at].text not in {",", "–", "—"}:
        return []
    at += 1
    if at + 1 < len(doc) and doc[at].like_num and doc[at + 1].text == ",":
        at += 2
    best: Token | None = None
    while at < len(doc) and steps < 9 and not doc[at].is_sent_start:
        token = doc[at]
        if token.pos_ in {"NOUN", "PROPN"} and describes(token):
            best = token
        elif (
            token.tag_ not in {"VBG", "VBN"}
            and token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADV"}
            and token.text not in {"-", "'s", "’s", "’", "'"}
            and token.tag_ != "PRP$"
        ):
            break
        at, steps = at + 1, steps + 1
    return [best] if best is not None and not _clause_follows(doc, best) else []


def _clause_follows(doc: Doc, noun: Token) -> bool:
    """True where the noun after the comma is a new subject: 'after Pell, the minister said'."""
    for token in doc[noun.i + 1 : noun.sent.end]:
        if token.pos_ in {"VERB", "AUX"} and "Part" not in token.morph.get("VerbForm"):
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
    lemma = token.lemma_.casefold()
    table = words()
    return is_person_noun(lemma) or lemma in table.organizations | table.bodies | table.outlets | table.groups


def _role(noun: Token) -> str:
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
    doc = noun.doc
    if not is_person_noun(noun.lemma_.casefold()):
        return ""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {"for", "of", "at", "with", "from"} and child.i > noun.i:
            objects = [c for c in child.children if c.dep_ == "pobj"]
            if objects and (noun.lemma_.casefold() in words().spokes or _body(objects[0])):
                return _phrase(objects[0])
    for child in noun.children:
        if (
            child.dep_ == "poss"
            and child.tag_ not in {"PRP$", "WP$"}
            and (noun.lemma_.casefold() in words().spokes or _body(child))
        ):
            return _phrase(child)
    words_before: list[str] = []
    before = noun
    while (
        before.i
        and (before := doc_before(before)).dep_ in {"compound", "amod", "nmod", "pobj", "conj", "nsubj"}
        and before.text[0].isupper()
    ):
        words_before.insert(0, before.text)
        if before.is_sent_start:
            break
    if words_before and noun.lemma_.casefold() in words().spokes:
        return " ".join(words_before)
    if words_before or noun.lemma_.casefold() not in words().spokes:
        return " ".join(words_before)
    before = doc_before(noun) if noun.i else noun
    return (
        before.text
        if before.i < noun.i and before.pos_ in {"NOUN", "PROPN"} and describes(before) and not noun.is_sent_start
        else ""
    )


def _body(noun: Token) -> bool:
    """True for a noun that may be a body: a name, or a word for one."""
    return noun.pos_ == "PROPN" or noun.lemma_.casefold() in words().organizations | words().bodies | words().outlets


def _phrase(token: Token) -> str:
    """A noun with what stands before it, as printed; a coordination and 'of …' kept, clauses left out."""
    doc = token.doc
    last = token.i
    for child in token.children:
        if (
            child.i > token.i
            and child.dep_ in {"prep", "conj", "cc"}
            and child.lower_ in {"of", "and"}
            or child.dep_ == "conj"
        ):
            last = max(last, child.right_edge.i) if child.right_edge.i - token.i < 8 else last
    text = doc.text[token.left_edge.idx : end_of(doc[last])].split(",")[0]
    return " ".join(text.split())


def described(page: Page, head: Token) -> Mention:
    """The mention that a description is: 'a defence official', 'the ministry', 'passengers'."""
    doc = page.doc
    left = head.left_edge
    while left.i < head.i and (left.is_punct or left.is_space or left.dep_ in {"cc", "mark", "advmod"}):
        left = doc[left.i + 1]
    first = left.lower_
    start, end = left.idx, end_of(head)
    owner = next((c.i for c in head.children if c.dep_ == "poss"), -1)
    plural = head.tag_ in {"NNS", "NNPS"} or (lemma(head) != head.lower_ and head.lower_.endswith("s"))
    return Mention(
        start, end, head.i, " ".join(doc.text[start:end].split()), page.sentence(start), page.paragraph(start),
        noun=lemma(head), acts_for=body_of(head), owner=owner, gender=noun_gender(head.lemma_), plural=plural,
        indefinite=first in INDEFINITE or left.like_num or (plural and first not in POINTING and owner < 0),
        pointing=first in POINTING or owner >= 0, subject=is_subject(head), main=is_main(head), quoted=page.quote(start) is not None,
    )  # fmt: skip


def pronoun(page: Page, token: Token) -> Mention:
    """The mention that a pronoun is."""
    word = token.lower_
    return Mention(
        token.idx, end_of(token), token.i, token.text, page.sentence(token.idx), page.paragraph(token.idx), pronoun=word,
        gender=PRONOUNS.get(word, ""), plural=word in {"they", "them", "we", "us"}, subject=is_subject(token), main=is_main(token),
        quoted=page.quote(token.idx) is not None,
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
    lemma = token.lemma_.casefold()
    return lemma in words().documents or lemma in words().products or lemma in words().makers
