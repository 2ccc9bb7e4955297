"""Cues that are no verbs: 'according to X', 'the claim that …', 'allegedly'."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.rules import content, sources
from rashomon.attribute.rules.page import Page, children, end_of
from rashomon.model import CueKind


def phrases(page: Page) -> Iterator[Draft]:
    """Every attribution by a preposition, a noun or an adverb."""
    for token in page.doc:
        last = _preposition(page, token)
        if last is not None:
            yield from _according(page, token, last)
        elif token.pos_ == "ADV" and token.lower_ in page.words.adverbs:
            yield from _adverb(page, token)
        elif token.pos_ == "NOUN" and token.lemma_.lower() in page.words.nouns:
            yield from _noun(page, token)


def _preposition(page: Page, token: Token) -> Token | None:
    """The last word of a preposition of several words that starts here: 'according to', 'in the words of'."""
    for phrase in page.words.prepositions:
        words = phrase.split()
        if token.lower_ == words[0] and [t.lower_ for t in token.doc[token.i : token.i + len(words)]] == words:
            return token.doc[token.i + len(words) - 1]
    return None


def _according(page: Page, token: Token, last: Token) -> Iterator[Draft]:
    nouns = children(last, "pobj", "pcomp")
    source = sources.place_of(page, nouns[-1], away_from=last) if nouns else None
    if source is None:
        return
    cue = (token.idx, end_of(last))
    found = content.pieces(page, _clause_round(token, source), token, [(cue[0], source[1])])
    if found:
        lemma = page.text[slice(*cue)].lower()
        yield Draft(found, source, cue, lemma, cue_kind=CueKind.REPORTING, confidence=0.8)


def _clause_round(token: Token, source: Place) -> Place:
    """The sentence, or the coordinated clause of it, that the phrase qualifies."""
    start, end = content.sentence(token)
    head = token.head
    told = [c for c in children(head, "ccomp") if c.i < token.i] if head.pos_ == "VERB" else []
    if told and head.i > token.i:
        return content.reach(told[0])  # 'They left, according to him, the agency reports'
    while head.dep_ not in {"ROOT"} and head.head.i != head.i:
        if (
            head.dep_ in {"ccomp", "conj", "advcl"}
            and head.pos_ in {"VERB", "AUX"}
            and children(head, "nsubj", "nsubjpass")
        ):
            low, high = content.reach(head)
            if high - low > 20:
                return min(low, token.idx), max(high, source[1])
        head = head.head
    return start, end


def _adverb(page: Page, token: Token) -> Iterator[Draft]:
    head = token.head
    clause = head
    while clause.pos_ not in {"VERB", "AUX"} and clause.head.i != clause.i:
        clause = clause.head
    whole = content.reach(clause if clause.pos_ in {"VERB", "AUX"} else head)
    cue = (token.idx, end_of(token))
    found = content.pieces(page, whole, token, [cue])
    if found:
        yield Draft(found, None, cue, token.lower_, cue_kind=CueKind.REPORTING, confidence=0.4)


def _noun(page: Page, token: Token) -> Iterator[Draft]:
    frames = page.words.nouns[token.lemma_.lower()]
    cue = (token.idx, end_of(token))
    if token.dep_ == "ROOT" and not children(token, "det", "poss") and children(token, "compound", "nsubj"):
        yield from _verb_after_all(page, token)
        return
    owner = _owner(token)
    source = sources.place_of(page, owner, away_from=token) if owner is not None else None
    for clause in children(token, "acl", "ccomp", "relcl"):
        marks = {t.lower_ for t in clause.lefts if t.dep_ in {"mark", "aux"}}
        frame = (
            "clause"
            if "that" in marks
            and not {"that"} & {t.lower_ for t in clause.children if t.dep_ in {"nsubj", "dobj", "nsubjpass"}}
            else "infinitive"
            if "to" in marks
            else ""
        )
        if frame in frames:
            found = content.pieces(page, content.reach(clause), token, [cue])
            if found:
                yield Draft(found, source, cue, token.lemma_.lower(), cue_kind=frames[frame].kind, confidence=0.55)
                return


def _verb_after_all(page: Page, token: Token) -> Iterator[Draft]:
    """'Posts on social media claim that …': a verb that the tagger took for a noun."""
    entry = page.words.verbs.get(token.lemma_.lower(), {})
    source = page.trim(token.left_edge.idx, token.idx)
    for clause in children(token, "ccomp", "acl"):
        found = content.pieces(page, content.reach(clause), token, []) if "clause" in entry else ()
        if found and clause.i > token.i:
            cue = (token.idx, end_of(token))
            yield Draft(found, source, cue, token.lemma_.lower(), cue_kind=entry["clause"].kind, confidence=0.7)
            return


def _owner(noun: Token) -> Token | None:
    """Whose claim it is: 'his claim', 'the ministry's claim', 'a claim by the ministry'."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from", "of"}:
            inside = children(child, "pobj")
            if inside:
                return inside[0]
    if noun.dep_ == "dobj":
        return sources.subject(noun.head)
    return None
