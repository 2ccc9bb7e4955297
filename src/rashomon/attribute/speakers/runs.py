"""Runs of capitalised words that are one printed name: 'Lt Col Ryan Dillon', 'Ministry of Coasts and Transport'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from itertools import takewhile

from spacy.tokens import Doc, Token

from rashomon.attribute.speakers.page import end_of
from rashomon.text.names import fold, given_gender, is_body_word, is_person_noun, is_title, words
from rashomon.text.parse import text_of

NAMED = {"PERSON", "ORG", "GPE", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LOC", "NORP", "LAW"}
NEVER = {"ADP", "CCONJ", "SCONJ", "DET", "PRON", "AUX", "PART", "PUNCT", "SPACE", "INTJ", "SYM", "NUM"}
DATES = {"DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY"}
HEADLINE = frozenset(
    [
        "Says",
        "Said",
        "Tells",
        "Told",
        "Reveals",
        "Claims",
        "Denies",
        "Admits",
        "Warns",
        "Vows",
        "Urges",
        "Calls",
        "Blames",
        "Accuses",
        "Slams",
        "Rips",
        "Backs",
        "Hits",
        "Wants",
        "Seeks",
        "Asks",
        "Confirms",
        "Rejects",
        "Insists",
        "Thinks",
        "Believes",
        "Kills",
        "Killed",
        "Dies",
        "Dead",
        "Faces",
        "Gets",
        "Makes",
        "Takes",
        "Has",
        "Have",
        "Is",
        "Are",
        "Was",
        "Were",
        "Will",
        "Would",
        "Could",
        "After",
        "Before",
        "Over",
        "Amid",
        "His",
        "Her",
        "Their",
        "Its",
        "He",
        "She",
        "They",
        "Who",
        "Why",
        "How",
        "What",
        "When",
        "Where",
    ]
)
"""Words with a capital in a headline that are no part of a name."""
COMMON = {
    "prime",
    "vice",
    "foreign",
    "interior",
    "defence",
    "defense",
    "chief",
    "fire",
    "police",
    "home",
    "first",
    "press",
    "general",
}
"""Words that stand before a title without naming anybody."""
ALSO = {
    "local",
    "general",
    "major",
    "private",
    "marine",
    "master",
    "minor",
    "human",
    "native",
    "host",
    "peer",
    "chief",
    "national",
    "royal",
}
"""Words for people that also say what sort of body it is: 'Local Coordination Committees'."""
PARTIES = {
    "republican",
    "democrat",
    "democratic",
    "labour",
    "conservative",
    "tory",
    "liberal",
    "socialist",
    "communist",
}
"""Words for a politician's party before his name."""
PARTICLES = {
    "al",
    "bin",
    "ibn",
    "bint",
    "van",
    "von",
    "der",
    "den",
    "de",
    "del",
    "della",
    "di",
    "da",
    "du",
    "des",
    "la",
    "le",
    "el",
    "ul",
    "abu",
    "ben",
    "ter",
}


@dataclass(frozen=True, slots=True)
class Run:
    """One printed name as token indices, end excluded; `core` is where the name starts after titles and roles."""

    first: int
    core: int
    end: int
    label: str = ""
    """What the entity recogniser calls it."""

    def text(self, doc: Doc) -> str:
        """The name without its titles, as printed."""
        return text_of(doc)[doc[self.core].idx : end_of(doc[self.end - 1])]

    def title(self, doc: Doc) -> str:
        """Titles and capitalised roles before the name."""
        return text_of(doc)[doc[self.first].idx : end_of(doc[self.core - 1])] if self.core > self.first else ""


def runs(doc: Doc) -> tuple[Run, ...]:
    """The names of a text in order; none overlaps another."""
    first_found = [_run(doc, first, end) for first, end in _stretches(doc, frozenset())]
    # 'Wrench told …' opens a sentence, where a capital says nothing: but 'Silas Wrench' stands elsewhere
    known = frozenset(doc[run.end - 1].text for run in first_found if run.end - run.core > 1)
    known -= {token.text.capitalize() for token in doc if token.is_lower}
    found = [_run(doc, first, end) for first, end in _stretches(doc, known)] if known else first_found
    found = [run for run in _parted(doc, found) if not (_title_only(doc, run) or _modifies(doc, run))]
    inside = {run.text(doc) for run in found if not opens_sentence(doc[run.first])}
    small = {token.text.capitalize() for token in doc if token.is_lower}
    return tuple(run for run in found if not (_opens_role(doc, run) or _common(doc, run, inside, small)))


def _parted(doc: Doc, found: list[Run]) -> list[Run]:
    """The runs, a long one that ends in a name which stands elsewhere cut to that: 'Lawmakers Rip Ivo Reyl'."""
    alone = {run.text(doc) for run in found if run.end - run.core in {2, 3} and run.label == "PERSON"}
    done = []
    for run in found:
        length = run.end - run.core
        cuts = [n for n in (3, 2) if n < length and Run(run.first, run.end - n, run.end).text(doc) in alone]
        joined = any(t.lower_ in {"of", "for", "and", "&"} for t in doc[run.core : run.end])
        done.append(replace(run, core=run.end - cuts[0], label="PERSON") if cuts and not joined else run)
    return done


def _title_only(doc: Doc, run: Run) -> bool:
    """True for 'the Minister', 'Prime Minister', 'Fire chief': a description in capitals, not a name."""
    parts = [fold(t.text) for t in doc[run.first : run.end] if t.text[0].isalpha()]
    if parts and all(p in words().products | words().documents for p in parts):
        return True
    if any(p in words().outlet_names for p in parts) or not parts:
        return not parts
    described = is_title(parts[-1]) or is_person_noun(doc[run.end - 1].lemma_.casefold())
    return described and all(is_title(p) or is_person_noun(p) or p in COMMON for p in parts)


def _common(doc: Doc, run: Run, inside: Set[str], small: Set[str]) -> bool:
    """True for the first word of a sentence that only a capital makes a name: 'Cleaning had been cut'."""
    name = run.text(doc)
    if run.label or run.end - run.first > 1 or not opens_sentence(doc[run.first]) or name in inside:
        return False
    return name.endswith("ing") or name in small


CLOCK = re.compile(r"\d{1,2}[.:h]\d{2}")


def opens_sentence(token: Token) -> bool:
    """True for the first word of a sentence, and for the one after the hour that opens an entry of a live page."""
    if token.is_sent_start:
        return True
    before = doc_before(token)
    return bool(before.is_sent_start and CLOCK.fullmatch(before.text))


def _opens_role(doc: Doc, run: Run) -> bool:
    """True for the first word of a sentence that only says of what one is: 'District nurse X', 'Ferry company'."""
    word = doc[run.first]
    if run.end - run.first > 1 or not opens_sentence(word) or run.end >= len(doc):
        return False
    after, table = doc[run.end], words()
    generic = table.portfolios | table.things | table.bodies | table.organizations | table.groups
    told = is_person_noun(after.lemma_.casefold()) or is_body_word(after.text)
    return after.is_lower and fold(word.text) in generic and told


def _modifies(doc: Doc, run: Run) -> bool:
    """True for a lone people's name before a plain noun ('Tavorian state television'): it names nobody by itself."""
    word = doc[run.core]
    if run.end - run.core > 1 or not (word.ent_type_ == "NORP" or word.pos_ == "ADJ") or word.is_upper:
        return False
    return word.dep_ in {"amod", "compound", "nmod"} and word.head.i >= run.end and word.head.is_lower


def _stretches(doc: Doc, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(doc):
        if not (_opens(doc[at]) or (doc[at].is_sent_start and doc[at].text in known)):
            at += 1
            continue
        end = _extend(doc, at)
        yield at, end
        at = end


def _opens(token: Token) -> bool:
    """True for a token that may be the first or a later word of a name."""
    text = token.text
    if (
        not text[0].isupper()
        or text in HEADLINE
        or text.rstrip(".") == "I"
        or token.pos_ in NEVER
        or (token.ent_type_ in DATES and token.pos_ != "PROPN")
    ):
        return False
    if token.ent_type_ in {"DATE", "TIME"} or fold(text) in {"the", "a", "an"}:
        return False
    if token.is_sent_start or (token.i and doc_before(token).is_punct and doc_before(token).text in "\"“‘'«"):
        return token.pos_ == "PROPN" or token.ent_type_ in NAMED
    return token.pos_ in {"PROPN", "NOUN", "ADJ", "X", "VERB"} or token.ent_type_ in NAMED


def doc_before(token: Token) -> Token:
    """The token before this one."""
    return token.doc[token.i - 1]


def _extend(doc: Doc, first: int) -> int:
    """Where a name that opens at `first` ends: joined by hyphens, particles, and 'of … and' in a body's name."""
    end = first + 1
    while end < len(doc):
        step = _step(doc, first, end)
        if not step:
            break
        end += step
    return end


def _step(doc: Doc, first: int, end: int) -> int:
    token = doc[end]
    if _opens(token) and not token.is_sent_start:
        return 1
    if end + 1 >= len(doc) or doc[end + 1].is_sent_start:
        return 0
    after = doc[end + 1]
    if token.pos_ == "ADP" and token.text.istitle() and not token.is_sent_start and _opens(after):
        return 2  # 'Doctors Without Borders'
    touching = not doc[end - 1].whitespace_ and not token.whitespace_
    if token.text in {"-", "–", "&", "'", "’"} and (touching or token.text == "&") and after.text[0].isupper():
        return 2
    if _of_its_members(token, after):
        return 2
    if token.lower_ in PARTICLES and _opens(after) and token.lower_ not in {"la", "le", "el"}:
        return 2
    if token.lower_ in {"al", "el", "ul"} and after.text == "-" and end + 2 < len(doc):
        return 3
    body = any(fold(t.text) in words().institutions for t in doc[max(0, first - 1) : end])
    if token.lower_ in {"of", "for"} and body:
        skip = 1 if after.lower_ in {"the", "its"} and end + 2 < len(doc) else 0
        return 2 + skip if _opens(doc[end + 1 + skip]) else 0
    if step := _of_the(doc, first, end):
        return step
    joined = token.lower_ in {"and", ","} and body and any(t.lower_ in {"of", "for"} for t in doc[first:end])
    return 2 if joined and token.lower_ == "and" and _opens(after) and not _verb_follows(doc, end + 2) else 0


def _of_the(doc: Doc, first: int, end: int) -> int:
    """How many tokens 'of the Marsh' adds to 'the Brotherhood': one word after 'the', no title, person or place."""
    if doc[end].lower_ not in {"of", "for"} or end != first + 1 or not first or doc[first - 1].lower_ != "the":
        return 0
    if doc[first].pos_ != "PROPN" or is_title(doc[first].text) or is_person_noun(doc[first].text):
        return 0
    the = doc[end + 1].lower_ == "the" and end + 2 < len(doc)
    named = doc[first].ent_type_ in {"ORG", "", "NORP"} and _opens(doc[end + 2 if the else end + 1])
    return (3 if the else 2) if named else 0


def _of_its_members(mark: Token, after: Token) -> bool:
    """True for the apostrophe in a body's name ('the Miners' Union', 'Women's Council'), not in 'Spain's Ministry'."""
    if mark.lower_ not in {"'", "’", "'s", "’s"} or not _opens(after):
        return False
    owner = doc_before(mark)
    members = owner.text.endswith("s") or fold(owner.text) in {"people", "children", "women", "men"}
    if not members or not owner.text[0].isupper() or owner.ent_type_ in {"GPE", "PERSON", "NORP", "LOC", "FAC"}:
        return False
    named = words().institutions | words().marks
    return any(fold(t.text) in named for t in takewhile(_opens, mark.doc[after.i : after.i + 4]))


def _verb_follows(doc: Doc, at: int) -> bool:
    """True for 'the Ministry of Defence and Vasterby said': a second subject, not a longer name."""
    return at < len(doc) and doc[at - 1].ent_type_ == "PERSON"


def _given(doc: Doc, core: int, end: int) -> int:
    """Where a person's name starts after the name of a people or a party: 'Republican | Donald Reyl'."""
    for at in range(core + 1, end - 1):
        people = doc[at - 1].ent_type_ == "NORP" or fold(doc[at - 1].text) in PARTIES
        if people and (doc[at].ent_type_ == "PERSON" or given_gender(doc[at : at + 2].text)):
            return at
    return core


def _run(doc: Doc, first: int, end: int) -> Run:
    core = first
    for at in range(first, end - 1):
        word = doc[at].text
        if is_title(word) or (is_person_noun(fold(word)) and fold(word) not in words().organizations):
            core = at + 1
    rest = [fold(t.text) for t in doc[core:end]]
    if core > first and (all(map(is_body_word, rest)) or (is_body_word(rest[-1]) and fold(doc[first].text) in ALSO)):
        core = first
    core = max(core, _given(doc, core, end))
    if core < end and not any(c.isalpha() for c in rest[0]):
        core = first
    labels = [t.ent_type_ for t in doc[core:end] if t.ent_type_]
    return Run(first, core, end, max(sorted(set(labels)), key=labels.count) if labels else "")
