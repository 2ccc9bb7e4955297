"""Through whom a statement came: what quotes it, who was told, and the agency whose text the page prints."""

from __future__ import annotations

import re
from collections.abc import Set

from spacy.tokens import Token

from rashomon.attribute.draft import Draft, Place
from rashomon.attribute.speakers.page import Page
from rashomon.model import Credit, Report
from rashomon.text.credits import AGENCIES, COMMON
from rashomon.text.names import fold, is_acronym, same_outlet
from rashomon.text.parse import text_of

AUDIENCE = frozenset(
    [
        "tell",
        "inform",
        "brief",
        "write",
        "admit",
        "confirm",
        "confess",
        "explain",
        "complain",
        "speak",
        "talk",
        "say",
        "give",
        "reveal",
        "disclose",
        "describe",
        "quote",
        "cite",
        "report",
        "interview",
        "carry",
        "publish",
        "add",
        "warn",
        "assure",
        "deny",
        "insist",
        "claim",
        "concede",
        "acknowledge",
        "relay",
    ]
)
SHOWING = frozenset(["show", "feature", "interview", "quote", "cite", "film", "follow", "present", "include"])
AIRED = frozenset(["film", "documentary", "programme", "podcast", "broadcast"])
"""In what somebody is shown speaking: 'in the film, a deckhand says …'."""
TALKS = frozenset(["interview", "conversation", "remark", "comment", "statement", "call", "programme", "broadcast"])
"""In or on what somebody speaks to an outlet: 'in an interview with X'."""
SHARED = re.compile(
    r"(?:inputs?|files|contributions?|additional reporting|reporting)\s+(?:from|by)|©|\(c\)|copyright|photo|image",
    re.IGNORECASE,
)
"""Before a credit: what says that only a part is the agency's."""


def listener(page: Page, draft: Draft) -> list[Token]:
    """The nouns that name who was told or by whom it was quoted: candidates, not yet known to be outlets."""
    if draft.cue is None:
        return []
    found: list[Token] = _quoted_by(page, draft)
    for token in page.tokens(draft.cue):
        if token.pos_ in {"VERB", "AUX", "NOUN"}:
            found += _told(token)
            found += _shown_by(token)
            for above in token.ancestors:
                if above.sent != token.sent or above.pos_ not in {"VERB", "AUX"}:
                    break
                if token.dep_ in {"pcomp", "xcomp", "advcl"} and above.lemma_ in {
                    "quote",
                    "cite",
                    "report",
                    "say",
                    "tell",
                }:
                    found += _told(above)
                break
    return found


def _quoted_by(page: Page, draft: Draft) -> list[Token]:
    """'Witnesses quoted by Radio X said': who quotes the source."""
    if draft.source is None or draft.cue is None:
        return []
    verbs = [c for t in page.tokens(draft.source) for c in t.children if c.dep_ == "acl" and c.tag_ == "VBN"]
    near = [v for v in verbs if v.lemma_ in SHOWING and abs(v.idx - draft.source[1]) < 60]
    return [noun for verb in near for noun in _objects(verb, {"by"})]


def _shown_by(verb: Token) -> list[Token]:
    """'The film shows an engineer, who says …': what shows, interviews or quotes the one who speaks."""
    if verb.dep_ != "relcl" or verb.head.dep_ != "dobj" or verb.head.head.lemma_ not in SHOWING:
        return []
    return [c for c in verb.head.head.children if c.dep_ == "nsubj"]


def _told(verb: Token) -> list[Token]:
    """Whom a verb names as its hearers, and who does it in a passive."""
    found = _objects(verb, {"to", "by", "with"})
    for child in verb.children:
        if child.dep_ == "advcl" and child.tag_ == "VBG" and child.lemma_ in {"speak", "talk"}:
            found += _objects(child, {"to", "with", "on"})
        if child.dep_ in {"dobj", "dative", "iobj"} and verb.lemma_ in AUDIENCE:
            found += [child, *_objects(child, {"with", "by", "to"})]
    for thing in _objects(verb, {"in", "on", "during"}):
        if thing.lemma_.casefold() in AIRED:
            found.append(thing)
        if thing.lemma_.casefold() in TALKS:
            found += [c for c in thing.children if c.dep_ in {"compound", "poss"}]
            found += _objects(thing, {"with", "to", "by", "on"})
    return found


def _objects(token: Token, prepositions: Set[str]) -> list[Token]:
    """The nouns that hang on a word by one of these prepositions."""
    hanging = [c for c in token.children if c.dep_ in {"prep", "agent", "dative"} and c.lower_ in prepositions]
    return [noun for preposition in hanging for noun in preposition.children if noun.dep_ == "pobj"]


def agency(report: Report) -> Credit | None:
    """The one agency whose text another outlet's page prints; None where there is none, several, or only a share."""
    if not report.outlet:
        return None
    fits = [c for c in report.credits if _is_agency(c.name) and not _shares(report, c) and not _a_person(report, c)]
    if any(same_outlet(c.name, report.outlet) for c in fits):
        return None
    names = {fold(c.name) for c in fits}
    return fits[0] if len(names) == 1 else None


def _a_person(report: Report, credit: Credit) -> bool:
    """True for a name in the byline that goes on: 'Petra Lund' is no agency."""
    return credit.span is None and bool(re.search(rf"\b{re.escape(credit.name)}\s+[A-Z][a-z]", report.byline))


def _is_agency(name: str) -> bool:
    if name in COMMON:
        return False
    known = any(fold(name) == fold(known) for known in AGENCIES)
    return (
        known
        or is_acronym(name)
        or bool(re.search(r"\b(?:news agency|press agency|wire|newswire)\b", name, re.IGNORECASE))
    )


def _shares(report: Report, credit: Credit) -> bool:
    """True where the credit says that only a part comes from it."""
    if credit.span is None:
        return False
    line = report.text.rfind("\n", 0, credit.span.start) + 1
    return bool(SHARED.search(report.text[line : credit.span.start]))


def shared_subject(page: Page, draft: Draft) -> Token | None:
    """The subject of a cue that has none of its own: "denied this, saying …", "said A and conceded B"."""
    if draft.cue is None:
        return None
    for verb in (t for t in page.tokens(draft.cue) if t.pos_ in {"VERB", "AUX"}):
        quoted = _as_said(verb)
        if quoted is not None:
            return quoted
        while True:
            subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
            if _raised(verb):
                return None
            if subjects:
                return None if subjects[0].lower_ in {"it", "there"} else subjects[0]
            if verb.dep_ not in {"advcl", "conj", "xcomp", "pcomp", "prep"} or verb.head.i == verb.i:
                break
            verb = verb.head
    return None


def _as_said(verb: Token) -> Token | None:
    """Who is quoted: 'marines' of 'quoted marines as saying'."""
    above = verb.head.head
    if verb.dep_ != "pcomp" or verb.head.lower_ != "as" or above.lemma_ not in {"quote", "cite", "describe", "report"}:
        return None
    return next((c for c in above.children if c.dep_ in {"dobj", "nsubjpass"}), None)


def joined(page: Page, cue: Place) -> bool:
    """True for a cue that is coordinated and has no subject of its own: '… and denied that', '… but could not say'."""
    verbs = [t for t in page.tokens(cue) if t.pos_ in {"VERB", "AUX"}]
    own = any(c.dep_ in {"nsubj", "nsubjpass", "expl"} for v in verbs for c in v.children)
    return any(v.dep_ == "conj" for v in verbs) and not own and not any(_raised(v) for v in verbs)


def _raised(verb: Token) -> bool:
    """True for a passive that names nobody: 'was arrested and is believed to have left'."""
    return verb.lemma_ not in {"quote", "cite"} and any(c.dep_ == "auxpass" for c in verb.children)


def refuses(page: Page, draft: Draft) -> bool:
    """True for a refusal to comment: it was this report's own outlet that asked."""
    if draft.lemma in {"decline", "refuse", "comment", "respond"}:
        return True
    return draft.cue is not None and bool({t.lower_ for t in page.tokens(draft.cue)} & {"neither", "nor"})


def passes_on(page: Page, draft: Draft) -> bool:
    """True for the cue of one who hands on others' news: 'the agency reports'."""
    if draft.cue is None or draft.source is None:
        return False
    return bool(re.search(r"\breport(?:s|ed)$", text_of(page.doc)[draft.cue[0] : draft.cue[1]].rstrip(), re.IGNORECASE))


def is_quoted(page: Page, draft: Draft) -> bool:
    """True for 'was quoted as saying' without a word of who quotes."""
    if listener(page, draft):
        return False
    for token in page.tokens(draft.cue) if draft.cue else ():
        if token.lemma_ in {"quote", "cite"} and any(c.dep_ == "auxpass" for c in token.children):
            return not any(c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ in {"by", "in"}) for c in token.children)
    return False
