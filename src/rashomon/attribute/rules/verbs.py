"""Verbs as cues: who their subject is, and which frame of theirs holds the content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.lexicon import Cue, Frames
from rashomon.attribute.rules import content, frames, sources
from rashomon.attribute.rules.page import Page, children, end_of
from rashomon.model import CueKind, Stance

CERTAIN = {
    "clause": 0.85,
    "quote": 0.85,
    "infinitive": 0.6,
    "gerund": 0.7,
    "object": 0.55,
    "object-as": 0.65,
    "object-at": 0.9,
    "object-of": 0.75,
    "object-infinitive": 0.7,
    "figure": 0.5,
    "raised": 0.7,
}
"""How often each frame's content was right on PolNeAR's train part (839 articles, token IoU .5), to .05."""

OWN = {"i", "we", "you"}
NOBODY = {"anyone", "anybody", "whoever", "everyone", "everybody", "someone", "somebody", "nobody"}
"""Subjects that are nobody in particular: 'anyone who claims to know'."""


def verbs(page: Page) -> Iterator[Draft]:
    """An attribution for every verb of the lexicon that has what it takes."""
    for token in page.doc:
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        lemma, entry = frames_of(page, token)
        entry = _here(token, entry)
        if entry and not _ruled_out(page, token, entry):
            passive = bool(children(token, "auxpass", "nsubjpass"))
            draft = _passive(page, token, lemma, entry) if passive else _active(page, token, lemma, entry)
            if draft:
                yield draft
                yield from _through(page, token)


def frames_of(page: Page, verb: Token) -> tuple[str, Frames]:
    """The lexicon's entry for a verb, with its particle or object if that is known: 'rule out', 'see no evidence'."""
    lemma = page.words.lemma(verb.lemma_.lower(), verb.lower_)
    for particle in children(verb, "prt", "prep", "acomp", "advmod", "ccomp"):
        longer = f"{lemma} {particle.lower_}"
        if longer in page.words.verbs:
            return longer, page.words.verbs[longer]
    for noun in children(verb, "dobj"):
        no = "no " if any(t.lower_ == "no" for t in noun.lefts) else ""
        longer = f"{lemma} {no}{noun.lemma_.lower()}"
        if longer in page.words.verbs:
            return longer, page.words.verbs[longer]
    return lemma, page.words.verbs.get(lemma, {})


def _here(verb: Token, entry: Frames) -> Frames:
    """The frames without 'figure' where a pronoun counts: 'said it had registered 612' is one statement, not two."""
    if "figure" not in entry or not any(t.pos_ == "PRON" for t in children(verb, "nsubj")):
        return entry
    return {frame: cue for frame, cue in entry.items() if frame != "figure"}


def _ruled_out(page: Page, verb: Token, entry: Frames) -> bool:
    """True for what looks like a cue and is none: 'known as', 'I think' in a quotation, the verb of a refusal."""
    if (
        verb.dep_ in {"acl", "amod"}
        and verb.tag_ == "VBN"
        and sources.agent(verb) is None
        and not frames.as_saying(verb)
    ):
        return True
    if verb.dep_ == "xcomp" and frames.refusal(page, verb.head) is verb:
        return True
    who = sources.subject(verb)
    if who is None and verb.tag_ in {"VB", "VBP"} and verb.dep_ == "ROOT" and not children(verb, "aux", "auxpass"):
        return True  # an imperative: 'Read more', 'Ask yourself'
    if who is not None and who.lower_ in NOBODY:
        return True
    if _leans(page, verb) or (verb.dep_ == "pcomp" and verb.head.lower_ == "as"):
        return True
    reporting = any(cue.kind is CueKind.REPORTING for cue in entry.values())
    if who is not None and who.lower_ in OWN:
        return not reporting or (page.voiced(verb) and verb.tag_ != "VBD")
    return page.voiced(verb) and who is None


def _active(page: Page, verb: Token, lemma: str, entry: Frames) -> Draft | None:
    who = sources.subject(_speaks_with(page, verb))
    source = sources.place_of(page, who, away_from=verb) if who is not None else None
    cue = content.cue_place(verb)
    refused = frames.refusal(page, verb)
    if refused is not None:
        return _refused(page, verb, refused, source, lemma)
    for frame, whole in frames.wholes(page, verb, entry):
        holes = [cue, *([source] if source else []), *frames.listener(verb, whole), *content.asides(page, whole, verb)]
        found = content.pieces(page, whole, verb, holes)
        if found and not anonymous(page, found) and _enough(page, found, frame, lemma, entry[frame]):
            return made(found, source, cue, entry[frame], frame, lemma)
    return None


def _speaks_with(page: Page, verb: Token) -> Token:
    """The verb whose subject speaks: in 'said they had left, adding that …' it is the one who said."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.left_edge.i == 0 or verb.left_edge.nbor(-1).text != ",":
        return verb
    above = verb.head
    while above.dep_ in {"ccomp", "conj"} and above.head.i < verb.i:
        above = above.head
        if "quote" in frames_of(page, above)[1] and above.tag_ != "VBG":
            return above
    return verb


def _enough(page: Page, found: tuple[Place, ...], frame: str, lemma: str, entry: Cue) -> bool:
    """True unless the content says too little to be one: a lone word as the object of a plain cue."""
    words = " ".join(page.text[slice(*place)] for place in found).split()
    sure = frame in {"clause", "quote", "figure"} or " " in lemma or entry.stance in {Stance.DENIES, Stance.ADMITS}
    return len(words) > 1 or sure


ANONYMOUS = re.compile(r"\banonym|\b(?:to be|not be|not being) (?:named|identified|quoted)\b")


def anonymous(page: Page, found: tuple[Place, ...]) -> bool:
    """True for 'asked not to be named': that says why a source has no name, and is no statement."""
    return any(ANONYMOUS.search(page.text, *place) and place[1] - place[0] < 60 for place in found)


def _through(page: Page, verb: Token) -> Iterator[Draft]:
    """Whom a report quotes: 'quoted passengers as saying X'."""
    saying = frames.as_saying(verb)
    quoted = [o for o in children(verb, "dobj") if o.i > verb.i]
    if saying is not None and quoted and not children(verb, "nsubjpass"):
        source = sources.place_of(page, quoted[0], away_from=saying)
        for clause in children(saying, "ccomp", "dobj"):
            cue = saying.head.idx, end_of(saying)
            found = content.pieces(page, content.reach(clause), saying, [cue])
            if found and source:
                lemma, entry = frames_of(page, saying)
                kind = next(iter(entry.values())).kind if entry else CueKind.REPORTING
                yield Draft(found, source, cue, lemma, cue_kind=kind, confidence=0.8)


def leaning(page: Page, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """'…, citing police reports': the same content again, with whom the speaker leans on as its source."""
    spots = {at: draft for draft in drafts if draft.cue and draft.source for at in range(*draft.cue)}
    for token in page.doc:
        if not _leans(page, token):
            continue
        whole = [t for t in children(token, "dobj", "ccomp") if t.right_edge.i - t.left_edge.i < 8]
        head = token.head
        while head.head.i != head.i and head.idx not in spots:
            head = head.head
        draft = spots.get(head.idx)
        place = page.trim(*content.reach(whole[0])) if whole else None
        if draft and place and not any(low < place[1] and place[0] < high for low, high in draft.content):
            cue = content.cue_place(token)
            yield Draft(draft.content, place, cue, token.lemma_.lower(), cue_kind=CueKind.REPORTING, confidence=0.6)


def _leans(page: Page, token: Token) -> bool:
    return token.tag_ == "VBG" and token.dep_ in {"advcl", "acl"} and token.lemma_.lower() in page.words.leaning


def made(found: tuple[Place, ...], source: Place | None, cue: Place, entry: Cue, frame: str, lemma: str) -> Draft:
    """A draft; it is less sure where nobody is named."""
    sure = CERTAIN.get(frame, 0.65)
    return Draft(found, source, cue, lemma, cue_kind=entry.kind, confidence=round(sure if source else sure * 0.8, 2))


def _refused(page: Page, verb: Token, inner: Token, source: Place | None, lemma: str) -> Draft | None:
    """'declined to say what it was': the cue runs over both verbs where something follows."""
    low = content.cue_place(verb)[0]
    inside = [c for c in inner.rights if c.dep_ in {"ccomp", "dobj", "prep", "xcomp", "advcl"}]
    start = inside[0].left_edge.idx if inside else content.reach(inner)[0]
    cue = low, end_of(inner) if inside else end_of(verb)
    found = content.pieces(page, (start, content.reach(inner)[1]), verb, [cue, *([source] if source else [])])
    entry = next(iter(page.words.verbs[lemma].values()))
    if not found or anonymous(page, found):
        return None
    return Draft(found, source, cue, lemma, cue_kind=entry.kind, confidence=0.75)


def _passive(page: Page, verb: Token, lemma: str, entry: Frames) -> Draft | None:
    """'was quoted as saying X', 'is said to have', 'it is understood that X': the source is an agent, or left out."""
    saying = frames.as_saying(verb)
    if saying is not None:
        return _quoted_as(page, verb, saying)
    cue, by = content.cue_place(verb), sources.agent(verb)
    source = sources.place_of(page, by, away_from=verb) if by is not None else None
    for frame, places in frames.raised(verb):
        if frame not in entry:
            continue
        found = tuple(
            p for whole in places for p in content.pieces(page, whole, verb, [cue, *([source] if source else [])])
        )
        if found:
            return made(found, source, cue, entry[frame], frame, lemma)
    return None


def _quoted_as(page: Page, verb: Token, saying: Token) -> Draft | None:
    subjects = children(verb, "nsubjpass")
    who = subjects[-1] if subjects else verb.head if verb.dep_ == "acl" else sources.subject(verb)
    source = sources.place_of(page, who, away_from=verb) if who is not None else None
    cue = content.cue_place(verb)[0], end_of(saying)
    for clause in (*children(saying, "ccomp", "dobj"), *children(verb, "ccomp")):
        found = content.pieces(page, content.reach(clause), verb, [cue, *([source] if source else [])])
        if found:
            return Draft(found, source, cue, "say", cue_kind=page.words.verbs["say"]["clause"].kind, confidence=0.9)
    return None
