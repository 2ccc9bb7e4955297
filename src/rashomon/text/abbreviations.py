"""After which words that end in a full stop no sentence begins: 'St. Odile', 'J. K. Rowe', 'No. 7', 'Mme. Vell'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spacy.tokens import Doc, Token

TITLES = {
    "en": """adm asst atty brig capt cdr cmdr col comdr cpl cpt det dr drs esq ft fr gen gov hon insp lt lieut
        maj messrs mr mrs ms mt mx pfc pres prof pvt rep reps rev sec sen sens sgt spc spec sr sra st ste supt treas""",
    "fr": "bd cdt cie col dr drs gal gén lt me mgr mlle mlles mm mme mmes mr pr prof s st ste",
    "es": """alm arq av cap cmdte cnel col da dña dr dra dres excmo fr fray gral ing insp lic lcdo mons prof profa sgto
        sr sra sres srta sta sto tte""",
}
"""By language: what stands before a name, so that a capital after it opens nothing."""
COUNTED = {
    "en": "art ch fig no nos p para pp sec vol jan feb mar apr jun jul aug sep sept oct nov dec",
    "fr": "art chap fig janv févr avr juil sept oct nov déc n no nos p pp vol",
    "es": "art cap fig n no nro núm núms p pág págs pp vol ene feb mar abr jun jul ago sept oct nov dic",
}
"""By language: what stands before a number."""
BETWEEN = frozenset(["vs", "v", "cf", "eg", "ie", "approx", "ca", "al"])
"""What never ends a sentence of news."""


def _words(table: Mapping[str, str]) -> str:
    return "|".join(sorted({word for row in table.values() for word in row.split() if len(word) > 1}))


def _capitals(table: Mapping[str, str]) -> str:
    return "|".join(word.capitalize() for word in _words(table).split("|"))


INITIAL = re.compile(r"[A-ZÀ-Þ](?:[.-][A-ZÀ-Þ])*")
OPENERS = frozenset(
    [
        *("a", "an", "and", "as", "at", "but", "by", "for", "from", "he", "her", "his", "if", "in", "is", "it", "its"),
        *("no", "not", "of", "on", "one", "our", "she", "so", "that", "the", "their", "there", "these", "they", "this"),
        *("those", "to", "was", "we", "were", "what", "when", "where", "which", "while", "who", "why", "with", "yet"),
        *("you", "after", "before", "all", "both", "some", "many"),
    ]
)
"""Words that more often open a sentence than follow an initial as a name: 'vitamin C. The …'."""

OPENING = "|".join(word.capitalize() for word in sorted(OPENERS))
DOT = re.compile(
    rf"(?<!\w)(?:(?:{_capitals(TITLES)})\.(?=\s+[A-ZÀ-Þ])|(?:{_capitals(COUNTED)}|{_words(COUNTED)})\.(?=\s+\d)"
    rf"|(?:{'|'.join(sorted(BETWEEN))})\.(?=\s)|(?:[A-ZÀ-Þ]|[ap]\.m)\.(?=\s+(?!(?:{OPENING})\b)[A-ZÀ-Þ]))"
)
"""An abbreviation whose full stop ends no sentence, in the languages read."""


STOP = re.compile(r"\.(?=\s)")
BEFORE = re.compile(r"\w+\Z")
LONGEST = max(map(len, f"{_words(TITLES)}|{_words(COUNTED)}|{'|'.join(BETWEEN)}".split("|")))


def unstopped(text: str) -> str:
    """The text with a space for every full stop of an abbreviation: as long as before, so that places hold."""
    # only what stands before a full stop and a space is looked at: that costs a tenth of a search for every word
    stops = [match.start() for match in STOP.finditer(text) if _abbreviated(text, match.start())]
    bounds = zip([0, *(stop + 1 for stop in stops)], [*stops, len(text)], strict=True)
    return " ".join(text[start:end] for start, end in bounds) if stops else text


def _abbreviated(text: str, stop: int) -> bool:
    """True where the full stop at a place is an abbreviation's."""
    word = BEFORE.search(text[max(0, stop - LONGEST - 1) : stop])
    starts = (stop - len(word.group()) if word else stop, stop - len("a.m"))
    return any(start >= 0 and (m := DOT.match(text, start)) and m.end() == stop + 1 for start in starts)


def unbroken(doc: Doc) -> Iterator[Token]:
    """The tokens that follow a full stop and begin no sentence."""
    titles = frozenset(TITLES.get(doc.lang_, "").split())
    counted = frozenset(COUNTED.get(doc.lang_, "").split())
    for at in range(1, len(doc)):
        word = _before(doc, at)
        if word and _goes_on(word, doc[at], titles, counted):
            yield doc[at]


def _before(doc: Doc, at: int) -> str:
    """The word that a full stop right before the token belongs to, without it; '' where none does."""
    last = doc[at - 1].text
    if not last.endswith("."):
        return ""
    if last != ".":
        return last[:-1]
    joined = at > 1 and not doc[at - 2].whitespace_
    return doc[at - 2].text if joined else ""


def _goes_on(word: str, token: Token, titles: frozenset[str], counted: frozenset[str]) -> bool:
    bare = word.replace(".", "").lower()
    if token.is_space:
        return False
    if token.text[:1].islower():
        return bare in titles or bare in counted or bare in BETWEEN or "." in word or len(word) == 1
    if token.text[:1].isdigit():
        return bare in counted or bare in BETWEEN
    if token.lower_ in OPENERS:
        return False
    if bare in BETWEEN or (bare in titles and word[:1].isupper()):
        return True
    return bool(INITIAL.fullmatch(word)) and len(bare) == 1 and token.text[:1].isupper()
