"""A claim's name: its most central statement's words, cut as a person would."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rashomon.claims.facets import Facet
from rashomon.model import Form, Stance
from rashomon.text.asides import FEW, OPENING
from rashomon.text.compare import keys

LONG = 90
"""Characters of a label at most."""
SHORT = 30
"""Characters that a label keeps at least where it is cut at a clause."""
NAMED = 0.95
"""Weight of words whose first pronoun is put into words: their own are better."""
NEAR = 50
"""Characters in which it is said whose words they are, so that they are not cut off."""
TRAILS = re.compile(r"[\s,]+(?:and|or|but|that|because|as|of|to|the|an?)$", re.IGNORECASE)
"""A word at the end that wants another."""
TOLD = 0.5
"""Weight of words with who says them: a claim is named by what is said, where that is a sentence."""
LEAD = re.compile(
    r"^(?:(?-i:[A-Z][A-Z.’' -]{1,30}:)|"
    r"that|and|but|because|so|then|as(?!\s+(?:many|much|few|little|long|late|high)\b)|also)\s+",
    re.IGNORECASE,
)
"""What a sentence can do without at its start: a conjunction; who speaks, in a transcript ('DENE: I came')."""
BREAK = re.compile(
    r"(?:[.!?][\"”’']?\s+(?=\W*[A-ZÀ-Þ])|[;:–—]\s|,\s+(?=(?:which|who|whose|where|while|when|after|before|as|but|and|according|with|"
    r"including|among|\w+ing)\b)|\s+(?=(?:after|because|while|when|where|although|whereas|who|which|in\s+which|so\s+that)\b))"
)
"""Where a sentence may end that goes on."""
PHRASE = re.compile(r"\s+(?=(?:on|in|at|from|against|with|by|for|to|under|over|about|through|into|and)\b)|,\s+")
"""Where one is cut that has no such place."""
PRONOUN = re.compile(
    r"^\W*(?:he|she|it|they|we|i|this|that|these|those|his|her|its|their|our|my|your|everything|nothing|"
    r"the (?:former|latter|same)|(?:none|some|many|all|most|one|two|both|any|each) of "
    r"(?:its|their|his|her|them|us|our|those))\b"
    r"(?!\s+(?:was|were|is|are|had been|has been)\s+no\b)",
    re.IGNORECASE,
)
OWNED = re.compile(r"^(?:that\s+)?(?P<own>its|their)\s+(?=[a-z])", re.IGNORECASE)
SELF = re.compile(
    r"^(?:that\s+)?(?P<self>it|they)\s+(?!(?:is|are|was|were|has\s+been|had\s+been|have\s+been|would\s+be|will\s+be|may\s+be|"
    r"could\s+be|must\s+be|seem\w*|appear\w*|take\w*|took)\b)(?=[a-z])",
    re.IGNORECASE,
)
MANY = re.compile(r"(?:\b(?:people|police|men|women|children|crew)|(?<![sui])s)$", re.IGNORECASE)
"""The last word of those who are 'they'."""
FRAGMENT = re.compile(
    r"^\W*(?:(?:(?-i:a|al|à|aux?)\s+)?\S+(?:\s+\S+){0,6}\s+d(?:e\s+haber|['’]avoir|e\s+n['’]avoir)\b|"
    r"(?:while|although|though|unless)\s)|"
    r"^\W*(?:that\s+)?(?:(?:to|as|not to|having|being|of|who|whom|whether|which|where|why|what|how|when|avoir|haber|"
    r"que|has|have|had|is|are|was|were|been|did|does|would|could|may|might|must|should|any|from|with|by|for|me|him|them|us)\b|"
    r"(?:(?!(?:will|would|should|could|can|may|might|must|to|not)\b)[\w’'-]+\s+){1,4}be\s|(?:(?!(?:is|are|was|were|has|have|had|will|would|did)\b)[\w’',-]+\s+){1,9}(?:of|as)\s+\w+ing\b|"
    r"(?:(?!(?:is|are|was|were|has|have|had|will|would|went|came|began|\w+ed|\w+s)\b)[\w’'-]+\s+){0,2}"
    r"(?!(?:is|are|was|were|has|have|had|will|would|went|came|began|\w+ed)\b)[\w’'-]+\s+to\s+"
    r"(?!(?:the|a|an|be|have)\b)[a-z]+\s+(?:the|a|an|its|their|[a-z]{3,}s)\b)",
    re.IGNORECASE,
)
"""What is no sentence of its own: 'to have counted 612 people', 'had been held', 'marines of chaining the gate'."""
BARE = re.compile(
    r"^(?:[a-z]+ed|[a-z]+ing|left|led|met|put|set|cut|hit|kept|made|took|told|saw|held|sent|spoke|gave|went)\s"
)
"""A verb in small letters at the start: its subject stands elsewhere."""
BROKEN = re.compile(r"^[^\"“]*[\"”](?:[^\"“”]*)$")
"""A quotation mark without its other half: words that were cut out of a sentence."""
VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|did|does|will|would|could|may|might|must|can|\w{3,}ed|"
    r"\w{2,}s(?=\s+(?:the|an?|it|its|his|her|their|him|them)\b)|fell|rose|taken|given|shown|seen|known|beaten|broken|driven|"
    r"written|stolen|chosen|hidden|say|speak|spoke|drove|flew|swore|wore|wrote|drew|rang|slept|felt|met|sold|bought|brought|"
    r"built|caught|dug|grew|heard|hid|hung|lay|led|lent|lit|lost|meant|paid|rode|sat|sought|spent|stole|swept|threw|thought|won|"
    r"taken|given|shown|seen|known|beaten|broken|driven|written|stolen|chosen|hidden|"
    r"left|went|came|took|gave|saw|knew|told|said|put|shot|hit|struck|held|kept|broke|burst|sank|fled|began|found|made|ran|"
    r"stood|sent|est|sont|était|étaient|avait|avaient|es|son|era|eran|había|habían|fue|fueron)\b",
    re.IGNORECASE,
)
SHELL = re.compile(
    r"^(?:[\w’'.,-]+\s+){1,9}?(?:said|says|told\s+\w+|called|denied|denies|rejected|dismissed|gave|gives|has\s+changed|changed)\s+"
    r"(?:that\s+)?(?:(?:it|that|this|so|them|everything|(?:the|these|those)\s+(?:\w+\s+)?(?:claims?|allegations?|accusations?|reports?|"
    r"stor(?:y|ies)|charges?))\b.{0,40}|(?:another|a\s+different|its|his|her|their)\s+(?:account|version|story))$",
    re.IGNORECASE,
)
"""Who says something of what stands elsewhere, and nothing of what it is: 'the clerk said that was wrong'."""
LURID = re.compile(
    r"\b(?:carnage|bloodbath|bloodshed|butcher\w*|slaughter\w*|massacre\w*|horror|horrif\w+|maim\w*|thugs?|henchm[ae]n|terroris\w+|"
    r"regime|so-called|outrag\w+|shameful|disgrac\w+|heroic\w*|brutal\w*|savage\w*|cowardly)\b",
    re.IGNORECASE,
)
"""Words that take a side or shout: a claim is named soberly where somebody says it so."""
DATED = re.compile(
    r"^(?:(?:[Pp]ublished|[Pp]osted|[Uu]pdated)\s+(?:on\s+)?)?(?:[A-Z][a-z]+\.?\s+\d{1,2},?|\d{1,2}\s+[A-Z][a-z]+)\s+(?:19|20)\d\d\b[\s:–—-]*|"
    r"^[A-Z][A-Z .,’'-]{2,25}\s*(?:\([^)]{2,20}\)\s*)?[–—-]\s+"
)
"""When and where a report was made, run into its first words: 'Published April 4 2017', 'ORVE (Tarn Press) –'."""
LEAST = re.compile(r"^(least\s+\w)")
"""'At least' without its first word, which stood in the words before."""
STOPPED = re.compile(
    r"\b(?:told|said|says|announced|warned|insisted|acknowledged|confirmed|claimed)\b(?!.*\bthat\b)[^“\"]{0,60}…$"
)
"""Cut before what was said: 'the minister told a committee of parliament …'."""
RELATIVE = re.compile(r"\s(?:that|which|who|whom|whose|where)\s", re.IGNORECASE)
"""What is said of a noun makes no sentence of it: 'the firm twice about the tank that leaked'."""
HALF = 0.5
"""The least share of what a facet speaks of that a label keeps when it is cut."""
MARKS = " \t\n\"“”‘’«»'.,;:–—-("
PAIRS = (("“", "”"), ("«", "»"), ("(", ")"))


def label(group: Sequence[Facet]) -> str:
    """The words of the facet that shares most with the others; an assertion before a denial, names before pronouns."""
    return shortened(named(group)[1])


def named(group: Sequence[Facet]) -> tuple[Facet, str]:
    """The facet that a group is named by, and its words."""
    common = Counter(key for facet in group for key in facet.keys)
    english, no = any(facet.lang == "en" for facet in group), negative(group)
    found = (
        (weight * central(facet, text, common, english=english, no=no), -len(text), text, n)
        for n, facet in enumerate(group)
        for text, weight in wordings(facet)
    )
    _, _, words, n = max(found, key=lambda one: (one[0], one[1], one[2], -one[3]))
    return group[n], words


def negative(group: Sequence[Facet]) -> bool:
    """True for a claim that something is not so: that is what is alleged in it, by more than say the contrary."""
    alleged = {facet.denies for facet in group if facet.statement.stance is Stance.ALLEGES and not facet.thin}
    return alleged == {True} and 2 * sum(facet.denies for facet in group) > len(group)


def wordings(facet: Facet) -> Iterator[tuple[str, float]]:
    """In which words a facet can be put, each with its weight: as it stands, its pronoun named, with who says it."""
    yield facet.span.exact, 1.0
    named = with_name(facet)
    if named:
        yield named, NAMED
    said = facet.statement
    # 'said the clerk. “Those …' begins in the middle
    turned = said.source and said.cue and said.cue.start < said.source.start < facet.span.start
    if facet.told and facet.told != facet.span.exact and facet.told.find(facet.span.exact) <= NEAR and not turned:
        yield facet.told, TOLD


def with_name(facet: Facet) -> str:
    """The words with 'its' or 'they' at their start as their speaker, in brackets as papers do; '' if not sure.

    Sure is 'the ministry said its aircraft …' and 'residents said they heard …': indirect speech that begins so,
    at once after its source and cue.
    """
    said, text = facet.statement, facet.span.exact
    if said.form is not Form.INDIRECT or not said.source or not said.cue or facet.span != said.content[0]:
        return ""
    if not said.source.start < said.cue.start < facet.span.start or facet.span.start - said.cue.end > len(" that "):
        return ""
    who = said.source.exact.strip(MARKS)
    match = OWNED.match(text) or SELF.match(text)
    many = bool(MANY.search(who))
    word = match.group(match.lastgroup or 0).casefold() if match else ""
    if not match or PRONOUN.match(who) or len(who.split()) > 5 or (word in ("they", "their")) != many:
        return ""
    owner = f"{who}’" if many and who.endswith("s") else f"{who}’s"
    return f"[{owner if match.lastgroup == 'own' else who}] {text[match.end() :]}"


def central(facet: Facet, text: str, common: Counter[str], *, english: bool = True, no: bool = False) -> float:
    """How much of what the group speaks of a facet holds, by the length of its words; less for what is no sentence."""
    text = without_lead(text)
    words = len(text.split())
    score = sum(common[key] for key in facet.keys) / (3 + max(len(keys(text)), words / 2))
    bare = text.strip(MARKS)
    score *= 0.35 if facet.denies is not no else 1.0
    score *= 0.4 if BROKEN.search(bare) else 1.0
    score *= 0.4 if PRONOUN.match(text) else 1.0
    score *= 0.2 if FRAGMENT.match(text) or BARE.match(text) else 1.0
    score *= 0.3 if english and facet.lang != "en" else 1.0
    score *= 0.3 if heading(bare) else 1.0  # over a paragraph, or run into it
    score *= 0.8 if LURID.search(text) else 1.0
    score *= 0.7 if text[:1] in '"“‘«' else 1.0  # one voice's own words, not the claim's
    score *= (1.0 if clause(text) else 0.5) if VERB.search(text) else 0.25
    score *= 0.3 if SHELL.match(bare) or facet.silent else 1.0
    score *= 1.0 if kept(facet, text) else 0.3
    return score * (0.4 if words < 4 else 1.0)


def heading(text: str) -> bool:
    """True for words that are printed as a headline is: in capitals, or with a capital for each."""
    long = [word for word in text.split() if len(word) > 3]
    return text.isupper() or (len(long) > 3 and 4 * sum(word[:1].isupper() for word in long) >= 3 * len(long))


def clause(text: str) -> bool:
    """True for words with a verb, beside that of a clause about a noun."""
    return len(VERB.findall(text)) > bool(RELATIVE.search(text))


def tells(text: str) -> bool:
    """True for a label that says something to who reads nothing else."""
    shell = SHELL.match(text) or PRONOUN.match(text) or FRAGMENT.match(text) or BARE.match(text)
    return clause(text) and not shell and len(text.split()) > 2


def kept(facet: Facet, text: str) -> bool:
    """True when a label still says most of what its facet says where it has to be cut: more than who says it."""
    if len(text) <= LONG:
        return True
    label = shortened(text)
    return not STOPPED.search(label) and len(facet.keys & keys(label)) >= HALF * len(facet.keys)


def without_lead(text: str) -> str:
    """A text without the conjunctions it begins with, nor the clause by the way: 'while it rained, guards fled'."""
    text = DATED.sub("", text)
    while LEAD.match(text):
        text = LEAD.sub("", text).lstrip(MARKS)
    opening = OPENING.match(text)
    rest = text[opening.end() :].lstrip(MARKS) if opening else ""
    text = rest if len(keys(rest)) >= FEW and VERB.search(rest) else text
    return LEAST.sub(r"At \1", text)


def shortened(text: str) -> str:
    """A text without marks and leading conjunctions, cut at a clause and begun with a capital, its marks paired."""
    text = re.sub(r"\s+", " ", text)
    if not text.startswith("["):
        text = text.strip(MARKS)
    text = without_lead(text)
    if len(text) > LONG:
        text = cut(text)
    text = paired(TRAILS.sub("", text.rstrip(" ,;:–—-")))
    at = 1 if text.startswith("[") else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def cut(text: str) -> str:
    """The longest start of a text that ends where a clause does; else where a phrase does, with a mark for the rest."""
    whole = [m.start() for m in BREAK.finditer(text) if SHORT <= m.start() <= LONG]
    if whole:
        return text[: whole[-1]]
    phrases = [m.start() for m in PHRASE.finditer(text) if LONG / 2 <= m.start() <= LONG]
    return (text[: phrases[-1]] if phrases else text[:LONG].rsplit(" ", 1)[0]) + " …"


def paired(text: str) -> str:
    """The same with the other half of a mark of which one half alone is left."""
    for first, second in PAIRS:
        more = text.count(first) - text.count(second)
        text = f"{text}{second}" if more > 0 else f"{first}{text}" if more < 0 else text
    if text.count('"') % 2 == 0:
        return text
    return f'"{text}' if re.search(r'\w[,.!?]?"', text) else f'{text}"'
