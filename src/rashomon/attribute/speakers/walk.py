"""One walk through a report, from its start: each description and pronoun is tied to one of the cast, or to none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rashomon.attribute.speakers.cast import Member
from rashomon.attribute.speakers.mentions import Mention
from rashomon.attribute.speakers.page import Page
from rashomon.model import SourceKind
from rashomon.text.names import fold, is_person_noun, tokens, words

REACH = 3
"""Paragraphs back in which a pronoun's antecedent may stand."""
MARGIN = 0.4
"""By how much the best antecedent must lead the next one."""
COLLECTIVE = {"company": "organization", "firm": "organization", "organisation": "organization", "organization": "organization",
              "group": "organization", "charity": "organization", "ngo": "organization", "operator": "organization",
              "body": "body", "institution": "body", "union": "organization", "party": "organization", "club": "organization",
              "agency": "outlet", "broadcaster": "outlet", "newspaper": "outlet", "paper": "outlet", "station": "outlet",
              "network": "outlet", "channel": "outlet", "magazine": "outlet", "outlet": "outlet", "daily": "outlet", "weekly": "outlet",
              "website": "outlet", "site": "outlet", "publication": "outlet", "newswire": "outlet", "tabloid": "outlet"}  # fmt: skip
HUMAN = {"man", "woman", "boy", "girl", "official", "person"}


@dataclass(frozen=True, slots=True)
class Step:
    """A mention that was tied to a member, as later ones look back on it."""

    mention: Mention
    member: Member
    speaks: bool


@dataclass(slots=True)
class Walk:
    """The state of one walk: who was mentioned where so far."""

    page: Page
    members: list[Member]
    own: Member | None = None
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

    def describe(self, mention: Mention, *, speaks: bool) -> Member:
        """Who a description is: a member it fits, else a new one."""
        known = None if mention.indefinite else self._known(mention)
        maker = self._maker(mention)
        if maker:
            maker.products.add(mention.noun)
            return self.tie(mention, maker, speaks=speaks)
        return self.tie(mention, known or self._new(mention), speaks=speaks)

    def _maker(self, mention: Mention) -> Member | None:
        """The outlet that made what is described: 'a BBC documentary', 'the makers of the film', 'the film'."""
        table, head = words(), self.page.doc[mention.at]
        if mention.noun in table.makers and not mention.indefinite:
            made = {id(m): m for m in self.members if m.products}
            return next(iter(made.values())) if len(made) == 1 else None
        if mention.noun not in table.products:
            return None
        for child in head.children:
            if (
                child.dep_ in {"compound", "poss", "nmod", "amod"}
                and (named := self.at.get(child.i))
                and not named.person
            ):
                return named
        if mention.indefinite:
            return None
        made = {id(s.member): s.member for s in self.steps if mention.noun in s.member.products}
        made = made or {id(m): m for m in self.members if m.products}
        return next(iter(made.values())) if len(made) == 1 else None

    def _known(self, mention: Mention) -> Member | None:
        """The one member that a definite description fits; the nearest of several where it leads clearly."""
        exact = [m for m in self._recent() if self._fits(mention, m)]
        if exact:
            return exact[0]
        return self._collective(mention)

    def _recent(self) -> list[Member]:
        """Members mentioned so far, the last first."""
        return list({id(s.member): s.member for s in reversed(self.steps)}.values())

    def _fits(self, mention: Mention, member: Member) -> bool:
        noun = fold(mention.noun)
        if mention.gender and member.gender and mention.gender != member.gender:
            return False
        if mention.plural and member.person:
            return False
        if mention.acts_for and member.acts_for and not _same_body(mention.acts_for, member.acts_for):
            return False
        if noun in member.nouns:
            return not mention.plural or member.plural or not member.person
        if is_person_noun(noun):
            return noun in words().spokes and bool(member.nouns & words().spokes)
        return not member.person and noun in tokens(member.name)

    def _collective(self, mention: Mention) -> Member | None:
        """'the company', 'the broadcaster': the last body of this sort that was mentioned near."""
        wanted = COLLECTIVE.get(mention.noun)
        if not wanted or not mention.pointing or mention.owner >= 0:
            return None
        for step in reversed(self.steps):
            if mention.paragraph - step.mention.paragraph > REACH:
                break
            member = step.member
            if member.kind is SourceKind.ORGANIZATION and member.named and member.outlet == (wanted == "outlet"):
                return member
        return None

    def _new(self, mention: Mention) -> Member:
        table = words()
        noun = mention.noun
        if is_person_noun(noun):
            kind = SourceKind.GROUP if mention.plural else SourceKind.UNNAMED
        elif noun in table.always_bodies or (noun in table.bodies and noun not in table.organizations):
            kind = SourceKind.PUBLIC_BODY
        elif noun in table.documents or noun in table.products:
            kind = SourceKind.DOCUMENT
        elif noun in table.groups:
            kind = SourceKind.GROUP
        else:
            kind = (
                SourceKind.ORGANIZATION
                if noun in table.organizations | table.outlets
                else SourceKind.GROUP
                if mention.plural
                else SourceKind.UNNAMED
            )
        member = Member(mention.text, kind, {noun} if noun else set(), mention.gender, mention.plural, mention.acts_for, named=False,
                        outlet=noun in table.outlets)  # fmt: skip
        self.members.append(member)
        return member

    def refer(self, mention: Mention, *, speaks: bool, quoter: Member | None) -> Member | None:
        """Who a pronoun is: the antecedent that leads clearly, else None."""
        word = mention.pronoun
        if word in {"i", "we", "me", "us"}:
            found = quoter or (self.own if not mention.quoted else None)
        elif word in {"who", "which", "that"}:
            found = self._relative(mention)
        else:
            found = self._antecedent(mention)
        if found is None:
            return None
        return self.tie(mention, found, speaks=speaks)

    def _relative(self, mention: Mention) -> Member | None:
        """The noun that 'who' takes up."""
        verb = self.page.doc[mention.at].head
        while verb.dep_ not in {"relcl", "acl"} and verb.head.i != verb.i:
            verb = verb.head
        return self.at.get(verb.head.i)

    def _antecedent(self, mention: Mention) -> Member | None:
        scores: dict[int, tuple[float, Member]] = {}
        for step in self.steps:
            away = mention.paragraph - step.mention.paragraph
            if away < 0 or away > REACH or not _agrees(mention, step.member):
                continue
            score = _salience(mention, step)
            if id(step.member) not in scores or scores[id(step.member)][0] <= score:
                scores[id(step.member)] = (score, step.member)
        ranked = sorted(scores.values(), key=lambda pair: -pair[0])
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < MARGIN):
            return None
        return ranked[0][1]


def _salience(mention: Mention, step: Step) -> float:
    """How near and prominent an earlier mention is, seen from a pronoun: subjects and speakers count more, quoted ones less."""
    before = step.mention
    score = -1.0 * min(4, mention.sentence - before.sentence) - 0.8 * (mention.paragraph - before.paragraph)
    score += 2.0 * step.speaks + 1.5 * before.subject - 3.0 * (before.quoted and not mention.quoted)
    score += 0.5 * bool(mention.gender and step.member.gender == mention.gender)
    return score + before.start * 1e-6


def _agrees(mention: Mention, member: Member) -> bool:
    """True where number, gender and being a person or not allow it."""
    word = mention.pronoun
    if word in {"he", "she", "him", "her", "himself", "herself"}:
        return member.person and not member.plural and member.gender in {"", mention.gender}
    if word == "it":
        return not member.person and not member.plural and member.kind is not SourceKind.GROUP
    return member.plural or not member.person


def _same_body(left: str, right: str) -> bool:
    """True when the words of one name are among the other's."""
    a, b = set(tokens(left)) - {"the", "a"}, set(tokens(right)) - {"the", "a"}
    return a <= b or b <= a


def ordered(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions in the order in which a reader meets them."""
    return sorted(mentions, key=lambda m: (m.start, m.end))
