"""Which earlier mention a pronoun takes up: agreement, then nearness and prominence, one clear leader or none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import takewhile

from rashomon.attribute.speakers.cast import Member
from rashomon.attribute.speakers.mentions import Mention
from rashomon.attribute.speakers.scene import Step
from rashomon.model import SourceKind

BODIES = {SourceKind.ORGANIZATION, SourceKind.PUBLIC_BODY}
REACH = 3
"""Paragraphs back in which an antecedent may stand."""
MARGIN = 0.4
"""By how much the best antecedent must lead the next one."""


def antecedent(mention: Mention, steps: Sequence[Step], barred: Collection[Member] = ()) -> Member | None:
    """Who a pronoun is, among those mentioned before: the one that leads clearly, else None.

    `steps` stand in the order of the text; `barred` are those whom the pronoun's own words name, since nobody speaks
    of himself by name.
    """
    scores: dict[int, tuple[float, Member]] = {}
    for step in reversed(steps):
        away = mention.paragraph - step.mention.paragraph
        if away > REACH:
            break
        if away >= 0 and step.member not in barred and agrees(mention, step.member):
            best, _ = scores.get(id(step.member), (float("-inf"), step.member))
            scores[id(step.member)] = (max(best, salience(mention, step)), step.member)
    if mention.pronoun == "it" and (beside := _in_sentence(mention, steps, barred)):
        return beside
    ranked = sorted(scores.values(), key=lambda pair: -pair[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
        return None
    return ranked[0][1]


def _in_sentence(mention: Mention, steps: Sequence[Step], barred: Collection[Member]) -> Member | None:
    """The one body named before 'it' in its sentence: 'blamed the government, though it denied it'."""
    before = takewhile(lambda s: s.mention.sentence >= mention.sentence, reversed(steps))
    near = [s for s in before if s.mention.sentence == mention.sentence and s.mention.start < mention.start]
    told = [s.member for s in near if not s.mention.quoted and not s.member.place]
    fits = {id(m): m for m in told if m not in barred and m.kind in BODIES and agrees(mention, m)}
    return next(iter(fits.values())) if len(fits) == 1 and not mention.quoted else None


def salience(mention: Mention, step: Step) -> float:
    """How near and prominent an earlier mention is, seen from a pronoun: speakers and subjects more, quoted ones less.

    The weights are in sentences: being the speaker outweighs standing two sentences nearer.
    """
    before = step.mention
    away = mention.sentence - before.sentence
    score = -1.0 * min(4, away) - 0.8 * (mention.paragraph - before.paragraph)
    score += step.speaks * (3.0 if mention.paragraph == before.paragraph else 2.0)
    score += 1.0 * (before.subject or step.speaks) + 0.7 * before.main + 0.5 * (before.subject and away == 1)
    score += 0.5 * bool(mention.gender and step.member.gender == mention.gender)
    score -= 3.0 * (mention.pronoun == "they" and step.member.kind is SourceKind.DOCUMENT)
    return score - 3.0 * (before.quoted and not mention.quoted) - 2.0 * step.member.place + before.start * 1e-6


def agrees(mention: Mention, member: Member) -> bool:
    """True where number, gender and being a person or not allow it."""
    word = mention.pronoun
    if word in {"he", "she", "him", "her", "himself", "herself"}:
        return member.person and not member.plural and member.gender in {"", mention.gender}
    if word == "it":
        if "source" in member.nouns and not member.plural:  # 'A regime source denied it. It said …'
            return True
        return not member.person and not member.plural and member.kind is not SourceKind.GROUP
    return member.plural or member.kind in {SourceKind.ORGANIZATION, SourceKind.PUBLIC_BODY, SourceKind.GROUP}
