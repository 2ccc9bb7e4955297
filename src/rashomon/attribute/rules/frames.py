"""Where a verb's content may stand: clause, infinitive, object, preposition, and the clause round an interposed cue."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from rashomon.attribute.draft import Place
from rashomon.attribute.lexicon import Frames
from rashomon.attribute.rules.content import reach
from rashomon.attribute.rules.page import Page, children

COMMAS = {",", "–", "—", "-", "--", ";", "”", '"', "''", "’", "'"}
OF = {"of", "for", "over", "about", "as"}


def wholes(page: Page, verb: Token, entry: Frames) -> Iterator[tuple[str, Place]]:
    """Each frame of the entry that the verb fills here, with its stretch of text, the likeliest first."""
    found = (
        *_clauses(page, verb, entry),
        *_aside(verb),
        *_colon(verb),
        *_stray(verb),
        *_as_said(verb),
        *_infinitives(verb),
        *_prepositions(verb, entry),
        *_of_the_object(verb),
        *_objects(verb, entry),
    )
    for frame, whole in found:
        if frame in entry:
            yield frame, whole


def _clauses(page: Page, verb: Token, entry: Frames) -> Iterator[tuple[str, Place]]:
    for clause in sorted(children(verb, "ccomp"), key=lambda c: (c.i < verb.i and page.quoted(c) is None, c.i)):
        if clause.i < verb.i and not ("quote" in entry and _parted_by_comma(page, clause, verb)):
            continue
        if clause.i > verb.i and clause.left_edge.nbor(-1).text == ";":
            continue
        if clause.i > verb.i and "quote" in entry and _interposed(clause, verb):
            yield "clause", (clause.sent.start_char, reach(clause)[1])
            continue
        if clause.pos_ not in {"VERB", "AUX"} and clause.i > verb.i and clause.left_edge.i == clause.right_edge.i:
            continue
        frame = "clause"
        if frame not in entry:
            to = any(t.dep_ == "aux" and t.lower_ == "to" for t in clause.children)
            frame = "object-infinitive" if to else "object-as"
        elif not {"infinitive", "object-infinitive"} & set(entry) and any(
            t.dep_ == "aux" and t.lower_ == "to" for t in clause.children
        ):
            continue  # 'would allow it to determine' says nothing
        yield frame, _ended(page, clause)
    for clause in children(verb, "advcl", "acl", "relcl", "xcomp"):
        marks = {t.lower_ for t in clause.lefts if t.dep_ == "mark"}
        if clause.i > verb.i and "that" in marks:
            yield "clause", _ended(page, clause)


def _interposed(clause: Token, verb: Token) -> bool:
    """True where cue and subject stand between commas, the clause's subject before them: 'Some, he said, were'."""
    subjects = children(verb, "nsubj")
    if not subjects or children(clause, "nsubj", "nsubjpass", "expl", "mark"):
        return False
    edge = min(subjects[-1].left_edge.i, verb.i)
    return edge > verb.sent.start and verb.doc[edge - 1].text == "," and clause.left_edge.nbor(-1).text == ","


def _parted_by_comma(page: Page, clause: Token, verb: Token) -> bool:
    """True where a clause before its verb ends in a comma, a dash or a quotation: 'They left, he said'."""
    end = clause.right_edge
    after = end.nbor() if end.i + 1 < len(end.doc) else end
    return {end.text, after.text} & COMMAS != set() or page.quoted(clause) is not None


def _ended(page: Page, clause: Token) -> Place:
    """A clause up to where another cue takes the word: ', telling reporters that …', ', though one man conceded'."""
    start, end = reach(clause)
    for token in clause.subtree:
        if (
            token.i > clause.i
            and token.dep_ in {"advcl", "conj"}
            and "quote" in page.words.verbs.get(token.lemma_.lower(), {})
        ):
            edge = token.left_edge
            comma = edge.i > 0 and (edge.nbor(-1).text in COMMAS or edge.nbor(-1).dep_ == "cc")
            if comma and page.quoted(token) is None and (token.tag_ == "VBG" or children(token, "nsubj")):
                end = min(end, edge.idx)
    return start, end


def _aside(verb: Token) -> Iterator[tuple[str, Place]]:
    """The clause round an interposed cue: 'About 30, he said, were members'."""
    head = verb.head.head if verb.head.dep_ in {"aux", "auxpass"} else verb.head
    if verb.dep_ in {"parataxis", "intj"} and head.i != verb.i and not children(verb, "ccomp", "dobj"):
        yield "clause", reach(head)


def _infinitives(verb: Token) -> Iterator[tuple[str, Place]]:
    objects = children(verb, "dobj", "dative")
    for clause in children(verb, "xcomp"):
        if any(t.lower_ == "to" for t in clause.lefts):
            start, end = reach(clause)
            if objects and objects[0].i < clause.i:
                yield "object-infinitive", (objects[0].left_edge.idx, end)
            else:
                yield "infinitive", (start, end)
    for clause in children(verb, "xcomp", "pcomp", "advcl"):
        if clause.tag_ == "VBG" and clause.i > verb.i and clause.dep_ != "advcl":
            yield "gerund", reach(clause)


def _prepositions(verb: Token, entry: Frames) -> Iterator[tuple[str, Place]]:
    objects = [o for o in children(verb, "dobj") if o.i > verb.i]
    for prep in children(verb, "prep"):
        inside = children(prep, "pobj", "pcomp")
        if not inside or prep.i < verb.i:
            continue
        start = objects[0].left_edge.idx if objects else prep.idx
        if "object-of" in entry and objects and prep.lower_ in OF:
            yield "object-of", (start, reach(prep)[1])
        if objects and prep.lower_ == "at" and any(map(_number, inside)):
            yield "object-at", (start, reach(prep)[1])
        if "object-as" in entry and prep.lower_ in {"as", "at"}:
            yield "object-as", (start, reach(prep)[1])
        yield f"prep:{prep.lower_}", reach(inside[0])


def _number(token: Token) -> bool:
    """True for '31' and '300 metres', not for '10 Vine Street'."""
    return token.pos_ != "PROPN" and (token.like_num or any(c.dep_ == "nummod" for c in token.children))


def _of_the_object(verb: Token) -> Iterator[tuple[str, Place]]:
    """What hangs on the object of a two-word cue: 'seen no evidence of weapons', 'issued a statement saying …'."""
    for noun in children(verb, "dobj"):
        for child in noun.rights:
            if child.dep_ == "prep":
                for inside in children(child, "pobj", "pcomp"):
                    yield f"prep:{child.lower_}", reach(inside)
            elif child.dep_ in {"acl", "ccomp", "relcl"} and any(t.lower_ == "that" for t in child.lefts):
                yield "clause", reach(child)


def _objects(verb: Token, entry: Frames) -> Iterator[tuple[str, Place]]:
    objects = [o for o in children(verb, "dobj") if o.i > verb.i]
    predicates = [p for p in children(verb, "oprd", "xcomp", "acomp") if p.i > verb.i]
    if predicates:
        start = min(reach(objects[0])[0] if objects else 1 << 40, reach(predicates[0])[0])
        yield "object-as", (start, reach(predicates[0])[1])
    if objects:
        if any(t.like_num or t.pos_ == "NUM" for t in objects[0].subtree):
            yield "figure", (reach(objects[0])[0], _last(verb))
        yield "object-of", reach(objects[0])
        yield "object", reach(objects[0])


def _last(verb: Token) -> int:
    """Where the verb's own phrase ends: before a clause that says something else."""
    end = reach(verb)[1]
    for child in verb.rights:
        if child.dep_ in {"conj", "cc", "advcl", "parataxis", "ccomp"}:
            end = min(end, child.left_edge.idx)
    return end


def _stray(verb: Token) -> Iterator[tuple[str, Place]]:
    """A that-clause that the parser hung on a noun between: 'admitted for the first time that …'."""
    if children(verb, "ccomp", "dobj"):
        return
    for token in verb.subtree:
        if token.i > verb.i and token.lower_ == "that" and _hangs_on_noun(token):
            yield "clause", (token.idx, reach(verb)[1])
            return


def _hangs_on_noun(that: Token) -> bool:
    clause = that.head
    noun = clause.head
    whole = clause.dep_ in {"relcl", "acl"} and bool(children(clause, "nsubj", "nsubjpass"))
    return whole and noun.dep_ == "pobj" and noun.i + 1 == that.i


def _colon(verb: Token) -> Iterator[tuple[str, Place]]:
    """What follows a colon right after the cue: 'has confessed: nine hundred had been on board'."""
    sentence = verb.sent
    if verb.i + 1 < sentence.end and verb.nbor().text == ":" and verb.i + 3 < sentence.end:
        yield "clause", (verb.nbor(2).idx, sentence.end_char)


def _as_said(verb: Token) -> Iterator[tuple[str, Place]]:
    """All of 'passengers as saying they had paid': what the one who quotes them is made responsible for."""
    saying = as_saying(verb)
    objects = [o for o in children(verb, "dobj") if o.i > verb.i]
    if saying is not None and objects:
        yield "clause", (objects[0].left_edge.idx, reach(saying)[1])


def raised(verb: Token) -> Iterator[tuple[str, tuple[Place, ...]]]:
    """The content of a passive, in pieces: 'it is understood that X', 'A cutter … to have been there'."""
    for clause in children(verb, "ccomp"):
        yield "clause", (reach(clause),)
    subjects = children(verb, "nsubjpass")
    for clause in children(verb, "xcomp"):
        if subjects and any(t.lower_ == "to" for t in clause.lefts):
            yield "raised", (reach(subjects[-1]), reach(clause))
    if verb.dep_ == "parataxis" and verb.head.i != verb.i:
        yield "raised", (reach(verb.head),)


def as_saying(verb: Token) -> Token | None:
    """The participle of 'quoted as saying'."""
    for prep in children(verb, "prep"):
        if prep.lower_ == "as":
            for inside in children(prep, "pcomp", "pobj"):
                if inside.tag_ == "VBG":
                    return inside
    return None


def refusal(page: Page, verb: Token) -> Token | None:
    """The verb of speaking that 'declined to …' or 'refused to …' holds back."""
    if verb.lemma_.lower() in page.words.refusals:
        for inner in children(verb, "xcomp"):
            if inner.lemma_.lower() in page.words.speaking:
                return inner
    return None


def listener(verb: Token, whole: Place) -> list[Place]:
    """Whom it was told, where that lies inside the content's stretch."""
    return [
        reach(t) for t in children(verb, "dative") if t.pos_ != "ADP" and whole[0] <= t.idx < whole[1] and t.i > verb.i
    ]
