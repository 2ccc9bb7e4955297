"""The lead says who by role, the next paragraph by name: '…, a director said. “We counted them,” said Ana Pell.'"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.attribute.speakers.cast import Member
from rashomon.attribute.speakers.scene import Scene, Step
from rashomon.model import SourceKind
from rashomon.text.bodies import body
from rashomon.text.names import ARTICLES, fold, is_title, parted, tokens
from rashomon.text.parse import text_of

OF = re.compile(r"\s+(?:of|from|at)\s+((?:the\s+)?[A-Z]\w*(?:\s+[A-Z]\w*)*)")
NEAR = 2
"""Paragraphs after the lead in which the name comes."""


def settle(scene: Scene) -> None:
    """Tie the unnamed person of the lead to the first named one after it, of whom no other role is said."""
    spoken = sorted((s for s in scene.steps if s.speaks and not s.mention.pronoun), key=lambda s: s.mention.start)
    _company(scene, spoken)
    if len(spoken) < 2 or not _unnamed(spoken[0].member) or spoken[0].mention.text.isupper():  # 'HOST:' asks
        return
    lead, after = spoken[0], spoken[1]
    if after.mention.paragraph - lead.mention.paragraph in range(1, NEAR + 1) and _may_be(scene, lead, after):
        _join(scene, lead.member, after.member)


def _company(scene: Scene, spoken: Sequence[Step]) -> None:
    """Tie the company of the lead to the body that speaks next: 'the operator said … Fenport spokeswoman X told'."""
    after = next((s.member for s in spoken[1:] if s.member.named), None)
    if after is None:
        return
    lead = spoken[0].member
    said, whose = body(lead.name), after.body or _for_whom(scene, after) or after
    if lead.named or said is None or said.sort != "company" or said.which or not whose.named or whose.person:
        return
    made = body(whose.name)
    first = whose.first > spoken[0].mention.start
    if first and not (whose.place or whose.outlet) and (made is None or made.sort == "company"):
        _join(scene, lead, whose)


def _for_whom(scene: Scene, member: Member) -> Member | None:
    """The named body that a role names: 'Fenport spokeswoman'."""
    name = fold(parted(member.acts_for).core) if member.acts_for else ""
    return next((m for m in scene.members if m.named and not m.person and name in m.forms), None)


def _unnamed(member: Member) -> bool:
    return not member.named and not member.plural and member.kind is SourceKind.UNNAMED and bool(member.nouns)


def _may_be(scene: Scene, lead: Step, after: Step) -> bool:
    """True where a name may be that of the person in the lead: not named before, in no role, or in the same one."""
    one, other = lead.member, after.member
    if not other.named or other.kind is not SourceKind.PERSON or other.first < lead.mention.start:
        return False
    if of := OF.match(text_of(scene.page.doc), after.mention.end):
        return bool((set(tokens(of[1])) - ARTICLES) & set(tokens(one.name)))  # 'Ana Pell of the clinic'
    if one.gender and other.gender and one.gender != other.gender:
        return False
    roles = {n for n in other.nouns if not is_title(n)}
    return not roles or bool(one.nouns & roles)


def _join(scene: Scene, one: Member, other: Member) -> None:
    for step in scene.steps:
        if step.member is one:
            scene.at[step.mention.at] = other
            if not step.mention.pronoun:
                other.mentions.append(step.mention)
    other.nouns |= one.nouns
    other.role = other.role if other.role and not is_title(other.role) else one.name
    other.body = other.body or one.body
    other.acts_for = other.acts_for or one.acts_for
