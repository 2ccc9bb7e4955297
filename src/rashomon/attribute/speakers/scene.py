"""What a reader knows at one place of a report: who was mentioned so far, where, and who speaks."""

from __future__ import annotations

from dataclasses import dataclass, field

from rashomon.attribute.speakers.cast import Member
from rashomon.attribute.speakers.mentions import Mention
from rashomon.attribute.speakers.page import Page


@dataclass(frozen=True, slots=True)
class Step:
    """A mention that was tied to a member, as later ones look back on it."""

    mention: Mention
    member: Member
    speaks: bool


@dataclass(slots=True)
class Scene:
    """The state of one walk: who was mentioned where so far."""

    page: Page
    members: list[Member]
    own: Member | None = None
    """Who publishes the report."""
    party: bool = False
    """True where that is a body concerned, whose own release this is."""
    steps: list[Step] = field(default_factory=list)
    at: dict[int, Member] = field(default_factory=dict)
    """Head token -> who it is."""

    def tie(self, mention: Mention, member: Member, *, speaks: bool) -> Member:
        """Note that a mention is this member."""
        self.at[mention.at] = member
        self.steps.append(Step(mention, member, speaks))
        if mention not in member.mentions and not mention.pronoun:
            member.mentions.append(mention)
        if mention.gender and not member.gender:
            member.gender = mention.gender
        return member
