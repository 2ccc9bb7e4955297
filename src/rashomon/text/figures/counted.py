"""What a number counts and what befell it: from the parse where there is one, else from the words beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from rashomon.text.figures.table import Table, either

FAR = 5
"""A noun further than so many tokens behind its number is not what it counts."""
TIMES = frozenset({"DATE", "TIME"})
"""'wounded 40 Tuesday' counts no Tuesdays."""
NEAR = 60
"""Characters on either side in which a word says what befell the counted."""
WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?![\w-])")
SUBJECT_BEFORE = re.compile(r"(?:\band|,|\bet|\by)\s*\Z", re.IGNORECASE)
VERB_AFTER = re.compile(
    r"\s+(?:(?:more|others?|autres|d['’]autres|otros)\s+)?(?:(?:have|has|had|were|was|are|is|forced)\b|(\w+))"
)
"""'… were killed and [30] were …': a subject of its own."""
CLAUSE = re.compile(r"[.;:!?\n]|,\s+(?:and|but|while|with|who|which)\b|\s+and\s+(?:left|forced|that)\b")
OUTER = re.compile(r"\b(?:admitted|counted|denied|confirmed)\b(?:\s+\w+){0,3}\s+(?:that|que)\b")
"""'admitted on Monday that one of the 12 …': a verb of saying, which befalls nobody."""

TOLL = re.compile(
    r"(?:\btoll\b|\bnumber\s+of\s+(?:the\s+)?(?:[\w-]+\s+){0,2}?(?P<who>[^\W\d_]+)\b)[^.;!?\n]{0,160}?"
    r"\b(?:is|was|were|are|at|to|reached|reaches|hit|hits|stood|stands|exceeded|exceeds|passed|of|now)\s+\Z",
    re.IGNORECASE,
)
"""'the toll from the attack has risen to [70]', 'the number of injured was [30]': counted by a noun far before."""
NO_NOUN = re.compile(
    "(?:ont|sont|était|étaient|avaient|seraient|auraient|furent|restent|eux|elles|resultaron|murieron|fallecieron|fueron|"
    "perdieron|quedaron|siguen|permanecen|están|estaban|han|habían|son|eran|ellos|ellas)",
    re.IGNORECASE,
)
"""Words after a number that are not what it counts, for a text without a parse: '43 resultaron heridas'."""
HOMES = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:from|out\s+of)\s+(?:their|his|her)\s+(?:homes?|houses?|villages?|towns?)\b", re.I
)
"""'drove [200,000] from their homes'."""
NUMBER_BEFORE = r"(?:\d[\d,.]*|(?:{values}))\s+(?:[^\W\d_]+\s+){{0,2}}\Z"
"""'Seven killed, [37] others injured': what befell the seven is theirs."""


@dataclass(frozen=True, slots=True)
class Context:
    """What stands round a number; `end` is where the counted noun ends, 0 where none follows at once."""

    counted: str = ""
    end: int = 0
    fate: str = ""


def context(text: str, doc: Doc | None, known: Table, start: int, end: int) -> Context:
    """What is counted by the number between two places."""
    parsed = doc if doc is not None and doc.has_annotation("DEP") else None
    noun = _from_parse(parsed, end) if parsed else _from_words(text, end)
    stop = noun[1] or end
    subject = parsed is not None and _is_subject(parsed, stop)
    return Context(noun[0], noun[1], fate(text, known, start, stop, subject=subject))


def _is_subject(doc: Doc, end: int) -> bool:
    """True where the counted noun is the subject of a verb after it: 'two died and [20] felt unwell'."""
    span = doc.char_span(end - 1, end, alignment_mode="expand")
    if span is None or not len(span):
        return False
    return span[-1].dep_ in {"nsubj", "nsubjpass"} and span[-1].head.i > span[-1].i


def _from_parse(doc: Doc, end: int) -> tuple[str, int]:
    """The counted noun with its adjectives, and where it ends; ('', 0) where the number stands alone."""
    span = doc.char_span(end - 1, end, alignment_mode="expand")
    if span is None or not len(span):
        return "", 0
    last = span[-1]
    head = _head(last)
    if head is None or head.i - last.i > FAR or head.ent_type_ in TIMES:
        return "", 0
    between = doc[last.i + 1 : head.i]
    if any(t.text in ',;:.–—()"“”' or (t.pos_ == "ADP" and t.lower_ != "of") for t in between):
        return "", 0
    words = doc[last.i + 1 : head.i + 1].text
    plain = re.sub(
        r"^(?:of\s+)?(?:(?:the|these|those|them|its|their|his|her|our|other|more|further|additional|some)\s+)*",
        "",
        words,
    )
    return plain, head.idx + len(head)


def _head(number: Token) -> Token | None:
    """The noun a number counts: the one it modifies, or the object of 'of' after it."""
    head = number.head
    if (
        head.i > number.i
        and head.pos_ in {"NOUN", "PROPN", "ADJ"}
        and number.dep_ in {"nummod", "compound", "amod", "quantmod", "nmod", "det"}
    ):
        return head
    for prep in number.rights:
        if prep.lower_ == "of" and prep.i - number.i <= 2:
            objects = [t for t in prep.rights if t.dep_ == "pobj" and t.pos_ in {"NOUN", "PROPN"}]
            return objects[0] if objects else None
    if number.i + 1 < len(number.doc):
        following = number.nbor(1)
        if following.pos_ == "NOUN" and following.dep_ != "npadvmod" and following.tag_ in {"NNS", "NN"}:
            return following
    return None


def _from_words(text: str, end: int) -> tuple[str, int]:
    """The word that follows, for a text without a parse."""
    match = re.compile(r"\s+(?:(?:de|of|autres|otros|otras)\s+)?([^\W\d_]{3,})").match(text, end)
    if not match or match[1][0].isupper() or NO_NOUN.fullmatch(match[1]):
        return "", 0
    return match[1], match.end()


def fate(text: str, known: Table, start: int, end: int, *, subject: bool = False) -> str:
    """What befell the counted, by the nearest word for it in the clause; '' where none is near."""
    left = OUTER.split(CLAUSE.split(text[max(0, start - NEAR) : start])[-1])[-1]
    right = CLAUSE.split(text[end : end + NEAR])[0]
    if SUBJECT_BEFORE.search(left) and (subject or _verb_after(right, known)):
        left = ""
    if HOMES.match(right):
        return "displaced" if "displaced" in known.fates else ""
    if _others_fate(left, right, known):
        left = ""
    if head := [word for word in WORD.findall(text[start:end])[-1:] if word.casefold() in known.fates]:
        return known.fates[head[0].casefold()]  # '40 blessées': the noun itself says it
    found = [
        *((at, 1, word) for at, word in _fates(text[start:end], known)),
        *((at, 1, word) for at, word in _fates(_own_verb(right, known), known)),
        *((len(left) - at - len(word), 0, word) for at, word in _fates(left, known)),
    ]
    return known.fates[min(found)[2]] if found else _toll(text, known, start)


def _toll(text: str, known: Table, start: int) -> str:
    """What a noun far before says of a number: a toll, 'the number of injured'."""
    counted = TOLL.search(text, max(0, start - 200), start)
    if not counted:
        return ""
    who = (counted["who"] or "toll").casefold()
    return known.fates.get(who) or known.fates.get(who + "s", "")


def _others_fate(left: str, right: str, known: Table) -> bool:
    """True where the word for it before the number is another number's, and one of its own follows."""
    told, after = _fates(left, known), _fates(right, known)
    if not told or not after or re.search(r"[^\W\d_]+\s+[^\W\d_]+", right[: after[0][0]]):
        return False
    return bool(_number_before(known).search(left[: told[-1][0]]))


@cache
def _number_before(known: Table) -> re.Pattern[str]:
    return re.compile(NUMBER_BEFORE.format(values=either(known.values)), re.IGNORECASE)


def _verb_after(right: str, known: Table) -> bool:
    """True where a verb, or what befell somebody, follows at once."""
    match = VERB_AFTER.match(right)
    return match is not None and (match[1] is None or match[1].casefold() in known.fates)


def _fates(part: str, known: Table) -> list[tuple[int, str]]:
    """The words for what befell somebody in a part of the clause; none inside 'rebel-held'."""
    words = ((m.start(), m.group().casefold()) for m in WORD.finditer(part))
    return [(at, word) for at, word in words if word in known.fates and not _another_sense(part, at, word)]


def _another_sense(part: str, at: int, word: str) -> bool:
    """True for 'the accident board said 31' and 'carried out 12 raids', where nobody is on board or carried."""
    if word == "board":
        return re.search(r"\bon\s+\Z", part[:at], re.IGNORECASE) is None
    return word in ("carried", "carrying") and re.match(r"\s+out\b", part[at + len(word) :]) is not None


def _own_verb(right: str, known: Table) -> str:
    """What follows up to another verb that has its own object: '12 people and wounded 30 others'."""
    found = (pattern.search(right) for pattern in _other_verbs(known))
    return right[: min((m.start() for m in found if m), default=len(right))]


@cache
def _other_verbs(known: Table) -> tuple[re.Pattern[str], ...]:
    """How another verb begins: with a number in figures, with one in words, and in '…, killing 31'."""
    fates, values = either(known.fates), either(known.values)
    shapes = (
        rf"\s+(?:and|et|y)\s+(?:{fates})\s+(?:\w+\s+){{0,2}}?\d",
        rf"\s+(?:and|et|y)\s+(?:{fates})\s+(?:{values})\b",
        # 'hit three buses, killing 31': it is not the buses that were killed
        rf"\b(?=\w+ing\b)(?:{fates})\s+(?:\w+\s+){{0,2}}?(?:\d|(?:{values})\b|\Z)",
    )
    return tuple(re.compile(shape, re.IGNORECASE) for shape in shapes)
