"""Attribution without a parser: quotation marks, listed verb forms and commas, from a lexicon alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.lexicon import Cue, Lexicon, lexicon
from rashomon.attribute.nesting import nested
from rashomon.model import Report
from rashomon.text.quotes import Quotation, paragraphs, quotations

EDGES = " \t\r\n\u00a0\u202f,;:.–—-"
SURE = 0.6
LONGEST_SOURCE = 14
"""Words of a source at most; a longer stretch before a verb is no noun phrase."""

BETWEEN = 8
"""Words between a cue and its 'that' at most: 'a affirmé à la radio que'."""


CITED = re.compile(
    r",?\s+(?:cit(?:é|ée|és|ées)|citad[oa]s?)\s+(?:par|por)\s+(?P<who>[^,.;«»“”\"]{2,60})(?=[,.;]|$|\s*\n)"
)
"""'…, citée par l’agence X': through whom the source is quoted."""


NAMED = re.compile(
    r",\s+[A-ZÀ-Þ][\w’'-]+(?:\s+(?:(?:de|del|di|van|von|al|la|le|el)\s+)*[A-ZÀ-Þ][\w’'-]+){0,3}(?:,\s+\d{1,2}\s+(?:ans|años))?"
    r"(?=\s*(?:[,;.]|$))"
)
"""'le porte-parole de la compagnie, [Ivo Penhallow], …': who is described is named after a comma."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with what its attributions need: a quotation is never cut."""

    text: str
    start: int
    end: int
    quotes: tuple[Quotation, ...]
    words: Lexicon

    def trim(self, start: int, end: int) -> Place | None:
        """The place without spaces and punctuation at its edges; None where no letter or digit is left."""
        while start < end and self.text[start] in EDGES:
            start += 1
        while start < end and self.text[end - 1] in EDGES:
            end -= 1
        return (start, end) if start < end and any(c.isalnum() for c in self.text[start:end]) else None

    def quoted(self, at: int) -> bool:
        """True for a place inside a quotation."""
        return any(q.start <= at < q.end for q in self.quotes)


def extract(report: Report, doc: Doc) -> list[Draft]:
    """The attributions of a report in a language without a parser, in order of content."""
    found: list[Draft] = []
    for sentence in sentences(report.text, lexicon(report.lang)):
        found += _by_verb(sentence)
        found += _by_preposition(sentence)
        found += _inverted(sentence, found)
    held = report.furniture
    return nested(d for d in found if not any(f.start < b and a < f.end for f in held for a, b in d.content))


def sentences(text: str, words: Lexicon) -> Iterator[Sentence]:
    """The sentences of a text; the full stop of an abbreviation or inside a quotation ends none."""
    quotes = tuple(q for q in quotations(text) if q.depth == 0)
    stop = _stop(words.light.get("abbreviations", ()))
    for start, end in paragraphs(text):
        at = start
        for match in stop.finditer(text, start, end):
            inside = any(q.start < match.start() < q.end - 1 for q in quotes)
            if not inside and match.end() > at:
                yield Sentence(text, at, match.end(), tuple(q for q in quotes if at <= q.start < match.end()), words)
                at = match.end()
        if text[at:end].strip():
            yield Sentence(text, at, end, tuple(q for q in quotes if at <= q.start < end), words)


@cache
def _stop(abbreviations: tuple[str, ...]) -> re.Pattern[str]:
    short = "".join(rf"(?<!\b{re.escape(a)})" for a in abbreviations)
    return re.compile(rf"{short}[.!?…]+\s*[»”\"’]?(?=\s+[\"“«‘—A-ZÀ-Ý])")


@cache
def _cues(lang: str) -> re.Pattern[str]:
    words = lexicon(lang)
    forms = sorted(words.forms, key=len, reverse=True)
    auxiliary = "|".join(map(re.escape, words.light.get("auxiliaries", ())))
    form = "|".join(map(re.escape, forms))
    return re.compile(rf"(?<!\w)(?:(?P<aux>{auxiliary})(?:-t)?(?:-\w+)?\s+)?(?P<form>{form})(?![\w’'])", re.IGNORECASE)


def _by_verb(sentence: Sentence) -> Iterator[Draft]:
    last: Place | None = None
    cues = cues_of(sentence)
    for n, match in enumerate(cues):
        limit = cues[n + 1].start() if n + 1 < len(cues) else sentence.end
        draft = _draft(sentence, match, limit, last, cues[n - 1].end() if n else None)
        if draft:
            last = draft.source or last
            yield draft


def cues_of(sentence: Sentence) -> list[re.Match[str]]:
    """The listed verbs of saying in a sentence, outside of quotations."""
    found = _cues(sentence.words.lang).finditer(sentence.text, sentence.start, sentence.end)
    return [m for m in found if _counts(sentence, m)]


def _counts(sentence: Sentence, match: re.Match[str]) -> bool:
    """True for a cue outside quotations; a participle needs its auxiliary."""
    form = match["form"].lower()
    needs = form in sentence.words.participles and form not in sentence.words.present
    if sentence.quoted(match.start()):
        return False
    return bool(match["aux"] or not needs) or _shares_auxiliary(sentence, match.start())


def _shares_auxiliary(sentence: Sentence, start: int) -> bool:
    """True for the second participle of 'a nié … et affirmé …'."""
    joined = "|".join(re.escape(word) for word in sentence.words.light["and"])
    before = sentence.text[sentence.start : start]
    if not re.search(rf"\s(?:{joined})\s+$", before, re.IGNORECASE):
        return False
    return any(m["aux"] for m in _cues(sentence.words.lang).finditer(before))


def _draft(
    sentence: Sentence, match: re.Match[str], limit: int, last: Place | None, last_cue: int | None
) -> Draft | None:
    lemma = sentence.words.forms[match["form"].lower()]
    frames = sentence.words.verbs[lemma]
    cue = match.span()
    before = _before(sentence, cue[0]) if last_cue is None else _joined(sentence, last_cue, cue[0], last)
    for frame, content, place in _contents(sentence, cue, limit):
        if frame in frames:
            source = _after(sentence, cue[1]) if place == "after" else before
            entry: Cue = frames[frame]
            clear = source if source and not any(a < source[1] and source[0] < b for a, b in content) else None
            return Draft(content, clear, cue, lemma, cue_kind=entry.kind, confidence=SURE if clear else SURE * 0.75)
    return None


def _contents(sentence: Sentence, cue: Place, limit: int) -> Iterator[tuple[str, tuple[Place, ...], str]]:
    """Each stretch that may be the content, with its frame and where the source then stands."""
    text, (start, end) = sentence.text, cue
    ahead = [q for q in sentence.quotes if q.end <= start and not text[q.end : start].strip(" ,\u00a0")]
    if ahead:
        after = [(q.start, q.end) for q in sentence.quotes if q.start >= end and not _words(text[end : q.start])[6:]]
        yield "quote", ((ahead[-1].start, ahead[-1].end), *after[:1]), "after"
    low = text.rfind(";", sentence.start, start) + 1 or sentence.start
    phrase = text[low:start].rstrip()
    # one comma, right before the cue: with two it is an apposition to the subject
    if phrase.endswith(",") and phrase.count(",") == 1 and len(_words(phrase)) > 3:
        whole = sentence.trim(low, start)
        if whole and not _that(sentence, end, limit):
            yield "clause", (whole,), "after"
    that = _that(sentence, end, limit)
    if that:
        whole = sentence.trim(that, _ended(sentence, that, limit))
        if whole:
            yield "clause", (whole,), "before"
    behind = [q for q in sentence.quotes if q.start >= end and q.start <= limit]
    if behind and len(_words(text[end : behind[0].start])) < BETWEEN:
        yield "quote", ((behind[0].start, behind[0].end),), "before"
    skip = re.compile(rf"\s*(?:(?:{'|'.join(map(re.escape, sentence.words.light['skip']))})\s+)*", re.IGNORECASE)
    skipped = skip.match(text, end, limit)
    whole = sentence.trim(skipped.end() if skipped else end, _ended(sentence, end, limit))
    if whole and not _sourced(sentence, whole[0]):
        infinitive = re.match(r"\w+(?:er|ir|oir|re|ar)\b", text[whole[0] : whole[1]])
        yield ("infinitive" if infinitive else "object"), (whole,), "before"
        yield "object", (whole,), "before"


def _aside(sentence: Sentence) -> re.Pattern[str]:
    """'…, pour sa part,' at the end of a source, which it is no part of."""
    skipped = "|".join(re.escape(words) for words in sentence.words.light["skip"] if " " in words)
    return re.compile(rf",?\s*\b(?:{skipped}),?\s*$", re.IGNORECASE)


def _sourced(sentence: Sentence, at: int) -> bool:
    """True where 'selon …' begins, which names another source and is no content."""
    prepositions = "|".join(map(re.escape, sentence.words.light["sources"]))
    return re.compile(rf"(?:{prepositions})\s", re.IGNORECASE).match(sentence.text, at) is not None


def _words(text: str) -> list[str]:
    return text.split()


def _that(sentence: Sentence, start: int, limit: int) -> int | None:
    """Where the clause after the next 'that' starts."""
    that = "|".join(
        re.escape(word) if word[-1] in "’'" else rf"{re.escape(word)}\b" for word in sentence.words.light["that"]
    )
    match = re.compile(rf"(?<!\w)(?:{that})\s*", re.IGNORECASE).search(sentence.text, start, max(limit, start))
    if match is None or sentence.quoted(match.start()) or len(_words(sentence.text[start : match.start()])) > BETWEEN:
        return None
    return match.end() if not set(sentence.text[start : match.start()]) & set(",;:.") else None


def _ended(sentence: Sentence, start: int, limit: int) -> int:
    """Where the content ends: before ', et' and the next cue, or with the sentence."""
    if limit >= sentence.end:
        return sentence.end
    joined = "|".join(map(re.escape, sentence.words.light["and"]))
    pattern = re.compile(rf"[,;]?\s+(?:{joined})\s+(?:\w+[’']?\s*){{0,3}}$|[,;]\s[^,;]*$", re.IGNORECASE)
    match = pattern.search(sentence.text[start:limit])
    return start + match.start() if match else limit


def _before(sentence: Sentence, end: int) -> Place | None:
    """The noun phrase before a cue: from the sentence's start, a semicolon or a quotation on."""
    text = sentence.text
    low = max(
        [sentence.start, text.rfind(";", sentence.start, end) + 1, *(q.end for q in sentence.quotes if q.end <= end)]
    )
    relatives = "|".join(map(re.escape, sentence.words.light["relatives"]))
    clause = re.compile(rf",\s+(?:{relatives})\b").search(text, low, end)
    phrase = text[low : clause.start() if clause else end]
    joined = re.compile(rf"(?:^|.*,)\s*(?:{'|'.join(sentence.words.light['and'])})\s+(?=\S)", re.IGNORECASE).match(
        phrase
    )
    if joined and not clause:
        low, phrase = low + joined.end(), phrase[joined.end() :]
    phrase = _aside(sentence).sub("", phrase)
    place = sentence.trim(low, low + len(phrase))
    while place and (last := re.search(r"(?:^|\s)(\S+?)\s*$", text[slice(*place)])) and _clitic(sentence, last[1]):
        place = sentence.trim(place[0], place[0] + last.start())
    return place if place and len(_words(text[slice(*place)])) <= LONGEST_SOURCE else None


def _joined(sentence: Sentence, low: int, end: int, last: Place | None) -> Place | None:
    """The subject of a further cue of a sentence: its own after 'et' or a semicolon, else the one before."""
    words = sentence.words.light
    between = sentence.text[low:end]
    relative = re.search(rf"(\w+)\s+(?:{'|'.join(words['relatives'])})\s*$", between, re.IGNORECASE)
    if relative:
        return low + relative.start(1), low + relative.end(1)
    edge = re.search(rf"(?:;|[,\s](?:{'|'.join(words['and'])})\s|[«»“”\"])([^;«»“”\"]*)$", between, re.IGNORECASE)
    if edge is None:
        return None
    place = sentence.trim(low + edge.start(1), end)
    if place is None or all(_clitic(sentence, word) for word in _words(sentence.text[slice(*place)])):
        return last
    return place if len(_words(sentence.text[slice(*place)])) <= LONGEST_SOURCE // 2 else None


def _clitic(sentence: Sentence, word: str) -> bool:
    return word.lower() in sentence.words.light["clitics"]


def _after(sentence: Sentence, start: int) -> Place | None:
    """The noun phrase after a cue: days and listeners are skipped, and it ends before where and when."""
    text = sentence.text[start : sentence.end]
    skip = "|".join(map(re.escape, sentence.words.light["skip"]))
    opening = re.match(rf"(?:-\w+)?\s*(?:(?:{skip})\s+(?=\w+))*(?:(?:a|à)\s+[A-ZÀ-Ý]\S*\s+)?", text, re.IGNORECASE)
    low = opening.end() if opening else 0
    stops = "|".join(map(re.escape, sentence.words.light["stops"]))
    ends = re.compile(rf"\s(?:{stops})\s|[;:«“\"]|,(?!\s[A-ZÀ-Ý]|\s(?:la|le|el)\s)|$").search(text, low)
    return sentence.trim(start + low, start + (ends.start() if ends else len(text)))


INVERTED = re.compile(
    r",?\s+(?P<cue>(?:s[e’'] ?)?[a-zà-ÿ]{3,}(?:-t)?(?:-(?P<who>ils?|elles?)\b)?)"
    r"(?=\s+(?:[A-ZÀ-Ý]|(?:les?|la|un|une|el|los|las|una)\s|l[’'])|-|\s*[.,])"
)
"""'« … », grogne Odile Marsk': behind a quotation and before a name, any verb is a word for speaking."""


def _inverted(sentence: Sentence, found: Sequence[Draft]) -> Iterator[Draft]:
    for quotation in sentence.quotes:
        match = INVERTED.match(sentence.text, quotation.end, sentence.end)
        taken = any(a < quotation.end and quotation.start < b for d in found for a, b in d.content)
        if match is None or taken or match["cue"] in sentence.words.light["and"]:
            continue
        source = match.span("who") if match["who"] else _after(sentence, match.end("cue"))
        if source and len(_words(sentence.text[slice(*source)])) <= LONGEST_SOURCE:
            yield Draft(((quotation.start, quotation.end),), source, match.span("cue"), match["cue"], confidence=SURE)


def _by_preposition(sentence: Sentence) -> Iterator[Draft]:
    """'Selon X, …', '…, selon X, …': the source stands between the preposition and a comma."""
    prepositions = "|".join(map(re.escape, sentence.words.light["sources"]))
    for match in re.compile(rf"(?<!\w)(?:{prepositions})\s", re.IGNORECASE).finditer(
        sentence.text, sentence.start, sentence.end
    ):
        if sentence.quoted(match.start()):
            continue
        comma = re.compile(r"[,;.]|$").search(sentence.text, match.end(), sentence.end)
        end = comma.start() if comma else sentence.end
        named = NAMED.match(sentence.text, end, sentence.end)
        if named and sentence.text[match.end() : match.end() + 1].islower():
            end = named.end()
        cited = CITED.search(sentence.text, match.end(), sentence.end)
        stop = end
        if cited and cited.start() <= end:  # 'selon X, citée par Y, …': Y is no part of X and of what was said
            stop, end = cited.start(), cited.end()
        source, cue = sentence.trim(match.end(), stop), (match.start(), match.end() - 1)
        # 'L'entreprise le nie : selon X, …': what stands before the colon is another's
        low = max(sentence.text.rfind(mark, sentence.start, match.start()) + 1 for mark in ":;")
        around = (sentence.trim(max(low, sentence.start), match.start()), sentence.trim(end, sentence.end))
        content = tuple(place for place in around if place)
        if source and content and len(_words(sentence.text[slice(*source)])) <= LONGEST_SOURCE:
            yield Draft(content, source, cue, match.group().strip().lower(), confidence=SURE)
