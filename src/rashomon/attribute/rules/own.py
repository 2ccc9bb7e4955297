"""The outlet's own voice: sentences that carry a claim and are attributed to nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from spacy.tokens import Span, Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.nesting import without
from rashomon.attribute.rules import event
from rashomon.attribute.rules.deeds import dropped, idle
from rashomon.attribute.rules.page import Page, children, end_of
from rashomon.text.releases import ALONE, is_party, unquoted

SHORTEST = 5
"""Words of a sentence that can carry a claim."""
LONG = 8
"""Words of a sentence that is read as one even where the parser finds no subject in it."""
SHORTEST_SURE = 4
"""The same in a body's own release, or where something is denied: 'He found no rope.'"""
LABEL = re.compile(r"\s*[A-Z][A-Z.'’ -]*:\s")
"""'HOST: ' opens what somebody asks in a transcript."""
BESIDE = {"conj", "advcl", "parataxis"}
"""How a clause that holds what is attributed may hang on a main clause that is the outlet's own."""
BULLETS = " \t\r\n-–—•*"
"""What may stand behind a sentence where the next entry of a list begins."""
ASKING = {"please", "thank", "thanks"}
READER = {"you", "your", "yours"}
SELF = {"i", "we", "us", "our", "my", "me"}
FINDING = {
    "find", "establish", "count", "see", "measure", "verify", "confirm", "identify", "document", "record", "obtain",
    "trace", "follow", "locate", "match", "estimate", "observe", "detect", "name", "discover", "determine", "read",
    "hear", "register",
}  # fmt: skip
"""What an outlet itself does that is a claim: 'we counted 14 graves'."""
METHOD = {
    "interview", "speak", "spend", "visit", "travel", "talk", "review", "look", "ask", "put", "inform", "publish",
    "issue", "serve", "thank", "congratulate", "welcome", "call", "wish", "urge", "invite", "analyse", "analyze",
    "meet", "hope", "want", "mourn", "grieve", "regret", "share", "pay", "apologise", "apologize", "offer", "state",
}  # fmt: skip
"""What a body does for its release, or says to its readers, and no claim: 'we spoke with 38 witnesses'."""


def own_voice(page: Page, drafts: Sequence[Draft]) -> tuple[list[Draft], list[Draft]]:
    """The drafts that stay, and one without source and cue for each sentence in which the outlet itself makes a claim.

    A draft that tells a deed and nobody's words gives way to the sentence that it stands in.
    """
    report = page.report
    ours = is_party(report.outlet, report.url, report.headline, report.text)
    deeds = dropped(page, drafts, ours=ours)
    taken = _places(drafts, deeds)
    found = []
    for sentence in page.doc.sents:
        place = page.trim(*page.within_paragraph((sentence.start_char, sentence.end_char), sentence[0]))
        clause = _clause(page, sentence, place, taken) if place else None
        deed = any(_touches(c, [(sentence.start_char, sentence.end_char)]) for n in deeds if (c := drafts[n].cue))
        if clause and _carries_claim(page, sentence, clause, ours=ours, deed=deed):
            start = _opening(page.text, clause)
            end = clause[1] + 1 if page.text[clause[1] : clause[1] + 1] == "." else clause[1]
            found.append(Draft(((start, end),), confidence=0.5))
    gone = {
        n
        for n in deeds
        if ours or idle(page, drafts[n]) or any(_touches(d.content[0], _places([drafts[n]], set())) for d in found)
    }
    return without(drafts, gone), found


def _clause(page: Page, sentence: Span, place: Place, taken: Sequence[Place]) -> Place | None:
    """What of a sentence is the outlet's own: all, or its main clause where another clause holds what is attributed."""
    touched = [low for low, high in taken if low < place[1] and place[0] < high]
    if not touched:
        return place
    root = sentence.root
    other = next((t for t in sentence if t.idx >= min(touched)), None)
    while other is not None and other.head.i not in {root.i, other.i}:
        other = other.head
    if other is None or other.head.i != root.i or other.dep_ not in BESIDE or root.i >= other.left_edge.i:
        return None
    end = other.left_edge.i
    while end > root.i + 1 and (page.doc[end - 1].dep_ in {"cc", "punct"} or page.doc[end - 1].is_space):
        end -= 1
    clause = page.trim(place[0], end_of(page.doc[end - 1]))
    return clause if clause and not _touches(clause, taken) else None


def _places(drafts: Sequence[Draft], but: set[int]) -> list[Place]:
    kept = (d for n, d in enumerate(drafts) if n not in but)
    return sorted(place for d in kept for place in (*d.content, *(p for p in (d.cue, d.source) if p)))


def _touches(place: Place, taken: Sequence[Place]) -> bool:
    return any(low < place[1] and place[0] < high for low, high in taken)


def _carries_claim(page: Page, sentence: Span, place: Place, *, ours: bool, deed: bool) -> bool:
    spoken = [t for t in sentence if not t.is_punct and not t.is_space]
    words = [t for t in spoken if place[0] <= t.idx < place[1]]
    shortest = SHORTEST_SURE if ours or event.counted(sentence) or event.negative(sentence) else SHORTEST
    if len(words) < shortest or not _plain(page, sentence, place) or any(t.lower_ in READER for t in words):
        return False
    root = sentence.root
    if page.voiced(root) or 2 * sum(page.quoted(t) is not None for t in words) > len(words):
        return False
    if (_reports(page, root) and not deed) or event.possible(root) or event.commanded(root):
        return False  # somebody says it, and the rules did not see who; or nobody says that it is so
    who = children(root, "nsubj", "nsubjpass", "expl", "csubj", "csubjpass")
    if not who or root.pos_ not in {"VERB", "AUX"}:
        return _misread(words, ours=ours)
    if len(words) < len(spoken) and not (len(words) > SHORTEST and event.told(sentence, root, who[-1])):
        return False  # a clause beside what is attributed: only what happened
    if ours:
        return _claimed(page, root, who[-1])
    if any(t.lower_ in SELF for t in words):
        return _of_us(page, sentence, who[-1])
    return event.told(sentence, root, who[-1]) or (
        len(words) > SHORTEST and not personal(page.text) and event.plain(sentence, root, who[-1])
    )


def _misread(words: Sequence[Token], *, ours: bool) -> bool:
    """True for a long sentence with a verb in which the parser saw no subject: 'the valve bore fresh marks'."""
    finite = any(t.tag_ in {"VBD", "VBZ", "VBP"} for t in words) and words[0].lower_ not in ASKING
    return len(words) >= LONG and finite and (ours or not any(t.lower_ in SELF for t in words))


def _of_us(page: Page, sentence: Span, who: Token) -> bool:
    """True for what an outlet saw, or says of its own side: 'we found no rope', 'our nearest company stood …'."""
    words = list(sentence)
    if any(t.lower_ in SELF - {"we", "our"} for t in words):
        return False
    if any(t.lower_ == "we" for t in words):
        return _found_by_us(words)
    return not personal(page.text) and event.told(sentence, sentence.root, who)


@lru_cache(maxsize=64)
def personal(text: str) -> bool:
    """True for a column or a letter: one person writes, outside of quotation marks."""
    return bool(ALONE.search(unquoted(text)))


def _reports(page: Page, token: Token) -> bool:
    """True for a verb by which somebody says something: 'it said so', not 'the prosecutor withdrew the charges'."""
    lemma = token.lemma_.lower()
    if token.pos_ != "VERB" or token.dep_ == "amod" or "quote" not in page.words.verbs.get(lemma, {}):
        return False
    thing = children(token, "dobj", "nsubjpass") and not children(token, "ccomp")
    return not thing or lemma in {"say", "tell"}


def _plain(page: Page, sentence: Span, place: Place) -> bool:
    """True for a whole sentence of the report's own that asks nothing and says nothing of the reporting."""
    text = page.text[sentence.start_char : sentence.end_char].rstrip(BULLETS)
    whole = text.endswith((".", "”", '"')) and "?" not in text
    return whole and not LABEL.match(text) and not page.furniture(place) and not event.REPORTING.search(text)


def _claimed(page: Page, root: Token, who: Token) -> bool:
    """True for what a body says in its own release, but of its own work and to its readers."""
    itself = who.lower_ == "we" or who.text in page.report.outlet.split() or who.lower_ in {"mission", "team"}
    if itself and (root.lemma_.lower() in METHOD or event.for_years(root)):
        return False
    return not event.commanded(root)


def _found_by_us(words: Sequence[Token]) -> bool:
    """True for 'we found no rope', 'the cases that we found are …': what the outlet itself saw."""
    verbs = [t.head for t in words if t.lower_ == "we" and t.dep_ == "nsubj"]
    return bool(verbs) and all(v.lemma_.lower() in FINDING and event.past(v) for v in verbs)


OPENING = re.compile(r"(?:\(?\d{1,2}[.)]|[•*–-]|\d{1,2}[.:h]\d{2})\s+(?=[A-Z])")
"""'4. ' before a sentence of a list, '16.10 ' before an entry of a running report."""


def _opening(text: str, place: Place) -> int:
    match = OPENING.match(text, *place)
    return match.end() if match else place[0]
