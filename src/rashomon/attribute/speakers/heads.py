"""What the source of a draft is: a name, a pronoun or a description, as one mention."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from spacy.tokens import Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.speakers.mentions import PRONOUNS, Mention, described, pronoun, speaks_in_writing
from rashomon.attribute.speakers.page import Page, end_of, head_of
from rashomon.attribute.speakers.roles import CALLED, describes
from rashomon.text.names import words
from rashomon.text.parse import text_of

TAIL = re.compile(
    r"\s*(?:[,;:(–—\"“]|\b(?:who|whom|whose|which|that|speaking|citing|quoted|when|while|asked|told|identified)\b).*$",
    re.DOTALL,
)
"""What of a printed source is no part of its description."""
CLOCK = re.compile(r"\d{1,2}[.:h]\d{2}\s*(?:[ap]\.?m\.?)?\s*[-–—:]?\s*(?=[A-ZÀ-Þ])")


def head(page: Page, draft: Draft, taken: Mapping[int, Mention]) -> Mention | None:
    """The mention that a draft's source is; `taken` gives the printed name at a token."""
    inside = page.tokens(draft.source) if draft.source else []
    inside = [t for t in inside if not t.is_punct or t.text in {",", "(", "-", "'s", "’s"}]
    if not inside or draft.source is None:
        return None
    root = head_of(inside)
    if inside[0].lower_ in {"any", "such", "no"} and not (describes(root) or root.pos_ in {"PRON", "PROPN"}):
        return None  # 'denied that it had used | any such weapons': things say nothing
    if inside[0].pos_ == "ADP" and root.dep_ == "pobj" and inside[0].head.pos_ in {"NOUN", "PROPN"}:
        above = inside[0].head  # 'Reyl | of the opposition group said': the source was cut short
        inside, root = [above, *inside], above
    name = _name(inside, root, taken)
    if name is not None:
        return name
    if root.lower_ in PRONOUNS and root.pos_ in {"PRON", "DET", "SCONJ"}:
        return pronoun(page, root)
    given = _given_after(page, root, taken)
    if given is not None:
        return given
    noun = _noun(inside, root)
    return _printed(page, described(page, noun), draft.source)


def _name(inside: list[Token], root: Token, taken: Mapping[int, Mention]) -> Mention | None:
    """The printed name that a source is: 'Vasterby', 'X, a spokeswoman for Y', 'the harbour master, X'."""
    if root.pos_ == "NOUN" and root.lemma_.casefold() in words().products:
        return None
    names = list({id(taken[t.i]): taken[t.i] for t in inside if t.i in taken}.values())
    for mention in names:
        following = next((t for t in inside if t.idx >= mention.end), None)
        leads = not any(
            t.i not in taken and t.pos_ in {"NOUN", "PROPN", "PRON"} for t in inside if t.idx < mention.start
        )
        if taken.get(root.i) is mention and (following is None or following.text not in {"'s", "’s", "'"}):
            return mention
        beside = any(t.i in mention.beside and t.idx < mention.start and _touching(t, mention) for t in inside)
        named_so = leads and following is not None and following.pos_ == "NOUN" and describes(following)
        if named_so and mention.label == "PERSON":  # 'Rami Vell head of the Observatory', where commas were lost
            return mention
        if (leads or beside) and (
            following is None or following.text in {",", "("} or following.lower_ in {"of", "who", "for"}
        ):
            return mention
    for mention in names:
        before = [t for t in inside if t.idx < mention.start]
        if before and before[0].lower_ == "one" and before[-1].text == ",":  # 'one of them, Jana Orl, a dentist'
            return mention
        if before and any(t.pos_ == "NOUN" for t in before) and CALLED.search(" ".join(t.text for t in before)):
            return mention
        following = next((t for t in inside if t.idx >= mention.end), None)
        commas = [t for t in before if t.text == ","]
        apposed = commas and commas[-1].i >= before[-1].i - len(mention.title.split())
        if apposed and any(describes(t) for t in before) and (following is None or following.text == ","):
            return mention
    return None


def _given_after(page: Page, root: Token, taken: Mapping[int, Mention]) -> Mention | None:
    """The name that stands behind a source that was cut short: 'A man who identified | himself only as X'."""
    for mention in {id(m): m for m in taken.values() if root.i in m.beside}.values():
        between = text_of(page.doc)[end_of(root) : mention.start]
        if root.idx < mention.start and len(between) < 60 and CALLED.search(between):
            return mention
    return None


def _touching(noun: Token, mention: Mention) -> bool:
    """True where a noun stands right before a name: 'the charity Open Door'."""
    return mention.start - end_of(noun) <= 1


def _noun(inside: list[Token], root: Token) -> Token:
    """'One of them, a crane operator' is the operator."""
    if root.pos_ in {"NUM", "PRON", "DET"}:
        apposed = [t for t in inside if t.dep_ == "appos" and t.pos_ == "NOUN"]
        after = [t for t in inside if t.i > root.i and t.pos_ == "NOUN" and describes(t)]
        comma = next((t.i for t in inside if t.text == ","), None)
        return next((t for t in apposed or after if comma is not None and t.i > comma), root)
    return root


def _printed(page: Page, mention: Mention, source: Place) -> Mention:
    """The same with the description as the source prints it, without clauses."""
    text = text_of(page.doc)
    start = max(mention.start, source[0])
    start = source[0] if mention.start <= source[0] + 1 or "," not in text[source[0] : start] else start
    if clock := CLOCK.match(text, start, source[1]):  # the hour that opens an entry of a live page
        start = clock.end()
    whole = text[start : source[1]]
    short = TAIL.sub("", whole)
    end = (
        start + len(short)
        if len(short) >= 2 and start + len(short) >= end_of(page.doc[mention.at])
        else end_of(page.doc[mention.at])
    )
    end = min(end, source[1])
    if speaks_in_writing(page.doc[mention.at]):  # 'records seen by the agency' are records
        clauses = [c.left_edge.idx for c in page.doc[mention.at].rights if c.dep_ in {"acl", "relcl"}]
        end = min([end, *(start + len(text[start:at].rstrip()) for at in clauses if at > start)])
    return replace(mention, start=start, end=end, text=" ".join(text[start:end].split())) if end > start else mention
