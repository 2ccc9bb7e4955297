"""Verbs as cues: what they take for content, who their subject is."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.lexicon import Cue, Frames
from rashomon.attribute.rules import content, sources
from rashomon.attribute.rules.page import Page, children, end_of

CERTAIN = {
    "clause": 0.85, "quote": 0.9, "infinitive": 0.7, "gerund": 0.75, "object": 0.6, "object-as": 0.6, "object-of": 0.75,
    "object-infinitive": 0.7, "passive": 0.7, "aside": 0.85,
}  # fmt: skip
"""How often each frame was right on PolNeAR's train part, rounded: content at token IoU .5."""


def verbs(page: Page) -> Iterator[Draft]:
    """An attribution for every verb of the lexicon that has what it takes."""
    for token in page.doc:
        if token.pos_ in {"VERB", "AUX"}:
            lemma, frames = frames_of(page, token)
            if frames:
                draft = _draft(page, token, lemma, frames)
                if draft:
                    yield draft


def frames_of(page: Page, verb: Token) -> tuple[str, Frames]:
    """The lexicon's entry for a verb, with its particle if that is known."""
    lemma = verb.lemma_.lower()
    for particle in children(verb, "prt", "prep", "acomp", "advmod"):
        longer = f"{lemma} {particle.lower_}"
        if longer in page.words.verbs:
            return longer, page.words.verbs[longer]
    return lemma, page.words.verbs.get(lemma, {})


def _draft(page: Page, verb: Token, lemma: str, frames: Frames) -> Draft | None:
    if children(verb, "auxpass") or children(verb, "nsubjpass"):
        return _passive(page, verb, lemma, frames)
    who = sources.subject(verb)
    source = sources.place_of(page, who, away_from=verb) if who is not None else None
    cue = content.cue_place(verb)
    for frame, whole in _wholes(page, verb, frames):
        holes = [cue, *([source] if source else []), *_listener(page, verb, whole)]
        found = content.pieces(page, whole, verb, holes)
        if found and frame in frames:
            return _made(found, source, cue, frames[frame], frame, lemma)
    return None


def _made(found: tuple[Place, ...], source: Place | None, cue: Place, entry: Cue, frame: str, lemma: str) -> Draft:
    sure = CERTAIN.get(frame, 0.65)
    return Draft(found, source, cue, lemma, cue_kind=entry.kind, confidence=sure if source else sure * 0.8)


def _wholes(page: Page, verb: Token, frames: Frames) -> Iterator[tuple[str, Place]]:
    """Each stretch that may be the verb's content, the likeliest frame first."""
    for clause in children(verb, "ccomp"):
        if clause.pos_ in {"VERB", "AUX"} or clause.i > verb.i or len(list(clause.subtree)) > 2:
            if not clause.children or clause.i < verb.i or clause.left_edge.i > verb.i:
                if clause.i < verb.i and not _speech_before(clause, verb):
                    continue
                yield _clause_frame(clause, frames), content.reach(clause)
    yield from _aside(verb)
    yield from _noun_frames(verb, frames)


def _speech_before(clause: Token, verb: Token) -> bool:
    """True where a clause before the verb is what was said."""
    return True


def _clause_frame(clause: Token, frames: Frames) -> str:
    to = [t for t in clause.children if t.dep_ == "aux" and t.lower_ == "to"]
    if to and "clause" not in frames:
        return "infinitive" if "infinitive" in frames else "object-infinitive"
    return "clause"


def _aside(verb: Token) -> Iterator[tuple[str, Place]]:
    """The clause round an interposed cue: 'About 30, he said, were members'."""
    if verb.dep_ in {"parataxis", "intj"} and verb.head.i != verb.i and not children(verb, "ccomp", "dobj"):
        whole = content.reach(verb.head)
        hole = content.reach(verb)
        low = whole[0] if whole[0] < hole[0] else hole[1]
        high = whole[1] if whole[1] > hole[1] else hole[0]
        if low < high:
            yield "clause", (low, high)


def _noun_frames(verb: Token, frames: Frames) -> Iterator[tuple[str, Place]]:
    objects = children(verb, "dobj")
    infinitives = [x for x in children(verb, "xcomp") if any(t.lower_ == "to" for t in x.lefts)]
    gerunds = [x for x in children(verb, "xcomp", "pcomp", "advcl") if x.tag_ == "VBG" and x.i > verb.i]
    if infinitives:
        start, end = content.reach(infinitives[0])
        if objects and objects[0].i < infinitives[0].i:
            yield "object-infinitive", (objects[0].left_edge.idx, end)
        else:
            yield "infinitive", (start, end)
    if gerunds and "gerund" in frames:
        yield "gerund", content.reach(gerunds[0])
    for prep in children(verb, "prep"):
        inside = children(prep, "pobj", "pcomp")
        if not inside or prep.i < verb.i:
            continue
        if "object-of" in frames and prep.lower_ in {"of", "for", "over", "about", "as"}:
            start = objects[0].left_edge.idx if objects and objects[0].i > verb.i else prep.idx
            yield "object-of", (start, content.reach(prep)[1])
        elif "object-as" in frames and prep.lower_ in {"as", "at"}:
            start = objects[0].left_edge.idx if objects and objects[0].i > verb.i else prep.idx
            yield "object-as", (start, content.reach(prep)[1])
        yield f"prep:{prep.lower_}", content.reach(inside[0])
    predicates = children(verb, "oprd")
    if "object-as" in frames and predicates and predicates[0].i > verb.i:
        start = objects[0].left_edge.idx if objects and objects[0].i > verb.i else predicates[0].left_edge.idx
        yield "object-as", (start, content.reach(predicates[0])[1])
    if objects and objects[0].i > verb.i:
        yield "object", content.reach(objects[0])


def _listener(page: Page, verb: Token, whole: Place) -> list[Place]:
    """Whom it was told, where that lies inside the content's stretch."""
    return [
        content.reach(t) for t in children(verb, "dative") if t.pos_ != "ADP" and whole[0] <= t.idx < whole[1] and t.i > verb.i
    ]


def _passive(page: Page, verb: Token, lemma: str, frames: Frames) -> Draft | None:
    """'was quoted as saying X', 'is said to have', 'it is understood that X': the source is an agent, or left out."""
    cue = content.cue_place(verb)
    subjects = children(verb, "nsubjpass")
    by = sources.agent(verb)
    source = sources.place_of(page, by, away_from=verb) if by is not None else None
    quoted_as = _as_saying(verb)
    if quoted_as is not None:
        who = subjects[-1] if subjects else sources.subject(verb.head)
        cue = cue[0], end_of(quoted_as)
        place = sources.place_of(page, who, away_from=verb) if who is not None else None
        for clause in children(quoted_as, "ccomp"):
            found = content.pieces(page, content.reach(clause), quoted_as, [cue])
            if found:
                return Draft(found, place, cue, "say", cue_kind=frames["clause"].kind if "clause" in frames else None, confidence=0.9)
        whole = content.reach(verb)
        for clause in children(verb, "ccomp"):
            found = content.pieces(page, content.reach(clause), verb, [cue, *([place] if place else [])])
            if found:
                return Draft(found, place, cue, "say", confidence=0.9)
        del whole
        return None
    entry = frames.get("clause") or frames.get("infinitive")
    if entry is None:
        return None
    clauses = [c for c in children(verb, "ccomp") if c.i > verb.i]
    if clauses and lemma not in {"tell", "inform", "assure", "remind", "notify", "ask"}:
        found = content.pieces(page, content.reach(clauses[0]), verb, [cue])
        return Draft(found, source, cue, lemma, cue_kind=entry.kind, confidence=0.75) if found else None
    if clauses:
        found = content.pieces(page, content.reach(clauses[0]), verb, [cue])
        return Draft(found, source, cue, lemma, cue_kind=entry.kind, confidence=0.65) if found else None
    raised = [x for x in children(verb, "xcomp") if any(t.lower_ == "to" for t in x.lefts)]
    if raised and subjects and lemma not in {"tell", "ask", "order", "urge", "allow", "force"}:
        low, high = content.reach(subjects[-1]), content.reach(raised[0])
        found = (*content.pieces(page, low, verb, [cue]), *content.pieces(page, high, verb, [cue]))
        return Draft(found, source, cue, lemma, cue_kind=entry.kind, confidence=0.65) if found else None
    return None


def _as_saying(verb: Token) -> Token | None:
    for prep in children(verb, "prep"):
        if prep.lower_ == "as":
            for inside in children(prep, "pcomp", "pobj"):
                if inside.tag_ == "VBG":
                    return inside
    return None
