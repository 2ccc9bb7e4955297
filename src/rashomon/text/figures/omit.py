"""Numbers that are no quantities: dates, years, ages, ordinals, numbers in names, 'one' as a determiner."""

from __future__ import annotations

import re

from rashomon.text.figures.numbers import Number
from rashomon.text.figures.scan import Quantity, Scan
from rashomon.text.figures.table import Unit
from rashomon.text.names import is_person_noun

OLDEST = 120
"""Years: what is older is no person."""
LONE_BEFORE = re.compile(r"(?:\A|[.!?…-]\s+|\n\s*|\(\s*)\Z")
LONE_AFTER = re.compile(r"\s*(?:\Z|\n|\))")
"""A number that stands in a line, a sentence or brackets by itself: a count of readers, a note."""
AGED = re.compile(
    r"\b(?:aged|ages?(?: of)?|âgée?s? de|de edad de)\s(?:(?:under|over|below|above|between|from|about|just)\s)*\Z"
)
SOMEBODY_OF = re.compile(r"\b(?:an?|the|one)\s(?:[\w-]+\s){0,2}?(?P<noun>[\w-]+)\sof\s\Z", re.IGNORECASE)
"""'a man of', 'a widowed baker of': what follows may be the age of one person."""
LETTERS = re.compile(r"(?<!\w)\w*[A-Z&/][\w&/]*[A-Z&/]\w*\s\Z")
"""Letters as in 'S&P' and 'TA': what follows them is their number."""
JOINED_LETTERS = re.compile(r"(?<!\w)[A-Z]\w*[&/][A-Z]\w*\s\Z")
"""'S&P 500'."""
POINTED = re.compile(r"\b(?:the same|this|that|which|every|each|any|no)\s\Z", re.IGNORECASE)
"""'the same one', 'each one': a pronoun."""
YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|by|since|until|from|en|desde|hasta|depuis)|\b[AB]\.?[DC]\.?|\b[12]\d{3}\s(?:and|to|et|y|a|à))\s\Z",
    re.I,
)
NUMBERED = re.compile(
    r"\b(?:no|nos|page|paragraph|article|chapter|section|room|line|resolution|flight|(?<!by\s)train|tram|route|gate|regiment|brigade|"
    r"battalion|division|squadron|hill|gallery|shaft|platform|reactor|ward|pier|berth|lane|camp|cell|"
    r"(?<!\d\s)points?)\.?\s\Z",
    re.IGNORECASE,
)
"""Nouns that a number names: 'Shed 9' needs a capital, 'page 34' does not."""
HARMED = frozenset({"killed", "injured", "missing", "detained"})
NAMES = frozenset({"ORG", "PRODUCT", "FAC", "EVENT", "LAW", "WORK_OF_ART", "GPE", "LOC", "PERSON", "NORP"})
"""Labels of named entities that hold a number as a part of their name."""
FUNCTION = (
    "on|in|at|by|for|of|to|from|with|and|or|but|as|is|are|was|were|has|have|had|will|would|which|who|that|when|where|after|"
    "before|near|into|over|under|during|until|since|contained|said|says|left|killed"
)
"""A lower-case word after 'Shed 9' that shows the number to be a name: it is no noun."""


def left_out(scan: Scan, first: Number, last: Number, unit: Unit) -> bool:
    """True for a date, a year, a score, an ordinal or a number in a name."""
    before, after = around(scan, first, last)
    if scan.see.month_before.search(before) and not many_follow(scan, last, after):
        return True
    if scan.see.month_after.match(after) and last.value <= 31:
        return True
    if is_score(scan, first, before, after):
        return True
    return is_year(scan, first, before, after, unit) or is_name(scan, first, before, after, unit)


def many_follow(scan: Scan, number: Number, after: str) -> bool:
    """True where a plural follows: 'in May 21 soldiers died' counts them, 'the May 21 gas attack' does not."""
    word = re.match(r"\s+([^\W\d_]+)s\b", after)
    if not word or word[1].endswith(("s", "u", "i")):
        return False
    span = scan.doc.char_span(number.end + 1, number.end + word.end()) if scan.doc is not None else None
    tagged = span is not None and len(span) == 1 and span[0].tag_
    return span[0].tag_ not in {"NN", "NNP"} if span is not None and tagged else True


def around(scan: Scan, first: Number, last: Number) -> tuple[str, str]:
    """What stands before and after a number or range, as far as it matters."""
    return scan.text[max(0, first.start - 40) : first.start], scan.text[last.end : last.end + 30]


def is_age(scan: Scan, first: Number, number: Number) -> bool:
    """True for '65-year-old', 'aged 12', 'a man of 34', 'Aldo Renn, 34, said'; no person is older than that."""
    before, after = around(scan, first, number)
    if re.match(r"[\s-]+(?:years?|months?|weeks?|days?)[\s-]olds?\b|[\s-](?:ans|años)\b(?=[,.)])", after):
        return number.value <= OLDEST
    if re.search(AGED, before):
        return True
    somebody = SOMEBODY_OF.search(before)
    if somebody and is_person_noun(somebody["noun"]) and number.value <= OLDEST:
        return True
    named = re.search(r"[A-ZÀ-Þ][\w’'-]+,\s\Z", before) and re.match(r"(?:\s(?:ans|años))?[,.](?!\d)", after)
    return bool(named) and 0 < number.value <= OLDEST and not number.spelled


def is_score(scan: Scan, number: Number, before: str, after: str) -> bool:
    """True for either end of '2-1': what is joined and does not rise is a result, or a number in a name."""
    joined = re.match(r"[-–](\d{1,3})\b(?![\w.,-]*\d)", after)
    if joined:
        return float(joined[1]) <= number.value < 1000
    ending = re.search(r"(?<![\w.,/-])(\d{1,3})[-–]\Z", before)
    return bool(ending) and float(ending[1]) >= number.value if ending else False


def is_year(scan: Scan, number: Number, before: str, after: str, unit: Unit) -> bool:
    """True for a four-digit year: one that counts nothing."""
    printed = scan.text[number.start : number.end]
    if re.match(r"\s(?:BCE?|AD|CE)\b", after) and not unit.name:
        return True
    alone = not re.match(r"\s+[^\W\d_]", after) or re.match(rf"\s+(?:{FUNCTION})\b", after)
    if not unit.name and re.fullmatch(r"1\d{3}|2[01]\d\d", printed) and YEAR_BEFORE.search(before) and alone:
        return True
    if unit.name or not re.fullmatch(r"(?:19|20)\d\d", printed):
        return False
    return not re.match(r"\s+(?:people|civilians|fighters|soldiers|families|homes|troops|men|women)\b", after) and not (
        scan.see.modifier_before.search(before) and re.match(r"\s+[a-z]+s\b", after)
    )


def is_name(scan: Scan, number: Number, before: str, after: str, unit: Unit) -> bool:
    """True for 'Shed 9', 'page 34', 'No. 5', '98.3 FM'."""
    if NUMBERED.search(before):
        return True
    if not number.spelled and (LONE_BEFORE.search(before) and LONE_AFTER.match(after)):
        return True
    if JOINED_LETTERS.search(before) or (number.value == 1 and number.spelled and POINTED.search(before)):
        return True
    if not unit.name and (in_entity(scan, number) or (LETTERS.search(before) and verb_follows(scan, number))):
        return True
    named = re.search(r"(?:\A|[^.!?…:\n\s“\"‘'(])\s(?:\w*[A-Z][\w&/’'.-]*)\s\Z", before) and not number.spelled
    counts = re.match(rf"\s+(?!(?:{FUNCTION})\b)[a-zà-ÿ]", after) or unit.name or re.match(r"%", after)
    if named and not counts:
        return True
    return bool(re.match(r"(?:st|nd|rd|th|er|e|º|ª)\b", after))


def in_entity(scan: Scan, number: Number) -> bool:
    """True where the parser takes the number and the word before it for one name."""
    span = scan.doc.char_span(number.start, number.end, alignment_mode="expand") if scan.doc is not None else None
    if span is None or not len(span) or span[0].i == 0 or number.spelled:
        return False
    token, before = span[0], span[0].nbor(-1)
    return (
        token.ent_type_ in NAMES and token.ent_iob_ == "I" and before.text[:1].isalpha() and not before.text.islower()
    )


def verb_follows(scan: Scan, number: Number) -> bool:
    """True where the parser sees no noun after the number."""
    span = scan.doc.char_span(number.start, number.end, alignment_mode="expand") if scan.doc is not None else None
    if span is None or not len(span) or span[-1].i + 1 >= len(scan.doc or ()):
        return False
    return span[-1].nbor(1).pos_ in {"VERB", "AUX", "ADP", "PUNCT", "CCONJ", "SCONJ", "DET", "ADV"}


def bare_one(scan: Scan, first: Number, last: Number, quantity: Quantity) -> bool:
    """True for 'one' as a mere determiner: it counts before a unit, after a modifier, and of people come to harm."""
    printed = scan.text[first.start : last.end].casefold()
    if printed not in {"one", "un", "une", "uno", "una", "a", "an"}:
        return False
    if quantity.unit or quantity.kind != "exact":
        return False
    person = quantity.counted.casefold().rsplit(" ", 1)[-1] in scan.known.people
    return not (person and (quantity.modifier or quantity.scope in HARMED))
