"""One walk through a report, from its start: each description and pronoun is tied to one of the cast, or to none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rashomon.attribute.speakers.cast import Member
from rashomon.attribute.speakers.mentions import PRONOUNS, Mention
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
              "channel": "outlet", "magazine": "outlet", "outlet": "outlet", "daily": "outlet", "weekly": "outlet",
              "website": "outlet", "site": "outlet", "publication": "outlet", "newswire": "outlet", "tabloid": "outlet"}  # fmt: skip
BROADCAST = {"film", "documentary", "programme", "program", "report", "investigation", "broadcast", "article", "story", "series", "podcast",
             "episode", "reportage", "exposé", "piece", "editorial"}  # fmt: skip
STATIONS = {
    "television",
    "tv",
    "radio",
    "fm",
    "broadcasting",
    "broadcaster",
    "channel",
    "films",
    "bbc",
    "cnn",
    "itv",
    "pbs",
}
AIRED = {"film", "documentary", "programme", "program", "film-maker", "filmmaker", "programme-maker", "podcast"}


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
        known = None if mention.indefinite else self._called(mention) or self._known(mention)
        maker = self._maker(mention)
        if maker:
            maker.products.add(mention.noun)
            return self.tie(mention, maker, speaks=speaks)
        member = known or self._new(mention)
        if member.body is None and mention.owner >= 0:
            member.body = self._possessor(mention)
        return self.tie(mention, member, speaks=speaks)

    def _called(self, mention: Mention) -> Member | None:
        """The body whose name the description holds: 'the Halyard agency', 'Lanternway Relief teams'."""
        table = words()
        if mention.noun not in table.outlets | table.organizations:
            return None
        for child in self.page.doc[mention.at].children:
            named = self.at.get(child.i) if child.dep_ in {"compound", "nmod", "amod"} else None
            if named and named.named and not named.person and not named.place:
                named.outlet |= mention.noun in table.outlets
                named.nouns.add(mention.noun)
                return named
        return None

    def _possessor(self, mention: Mention) -> Member | None:
        """Whose 'its spokesman' or 'the ministry's spokesman' is."""
        token = self.page.doc[mention.owner]
        if token.tag_ != "PRP$":
            return self.at.get(token.i)
        stands = {"its": "it", "their": "they", "his": "he", "her": "she"}.get(token.lower_)
        return (
            self._antecedent(replace(mention, pronoun=stands, gender=PRONOUNS[stands], plural=stands == "they"))
            if stands
            else None
        )

    def settle(self) -> None:
        """Tie what an outlet made and what was mentioned before its maker was: 'a television report', of the one maker."""
        makers = {id(m): m for m in self.members if m.products and m is not self.own}
        maker = next(iter(makers.values())) if len(makers) == 1 else None
        if maker is None:
            return
        for step in list(self.steps):
            loose = (
                not step.member.named and step.member.kind in {SourceKind.DOCUMENT} and step.member.nouns & BROADCAST
            )
            if loose and step.member.body is None and not step.mention.plural:
                self.at[step.mention.at] = maker
                maker.mentions.append(step.mention)

    def _maker(self, mention: Mention) -> Member | None:
        """The outlet that made what is described: 'a BBC documentary', 'the makers of the film', 'the film'."""
        table = words()
        if mention.noun in table.makers and not mention.indefinite and not mention.acts_for:
            return self.only_maker() or self._own_product(mention)
        if mention.noun not in table.products:
            return None
        named = self._credited(mention)
        if named is not None or mention.indefinite:
            return named
        made = {id(s.member): s.member for s in self.steps if mention.noun in s.member.products}
        return next(iter(made.values())) if len(made) == 1 else self.only_maker() or self._own_product(mention)

    def _credited(self, mention: Mention) -> Member | None:
        """Who the phrase or its sentence says made it: 'the BBC report', 'Holmlight, in a film broadcast on Saturday'."""
        head = self.page.doc[mention.at]
        for child in head.children:
            if child.dep_ in {"compound", "poss", "nmod", "amod"}:
                named = self.at.get(child.i)
                if named and not named.person and not named.place:
                    return named
        if (
            head.dep_ == "pobj"
            and head.head.lower_ in {"in", "on", "with"}
            and (mention.indefinite or mention.owner >= 0)
        ):
            near = [s for s in self.steps if s.mention.sentence == mention.sentence and not s.member.place]
            bodies = [
                s.member
                for s in near
                if s.member.kind is SourceKind.ORGANIZATION
                and (s.mention.subject or head.head.idx - s.mention.end <= 2)
            ]
            return bodies[-1] if bodies and mention.noun in BROADCAST else None
        return None

    def only_maker(self) -> Member | None:
        """The one outlet whose work the report tells of; None where there are several."""
        made = {id(m): m for m in self.members if m.products}
        return next(iter(made.values())) if len(made) == 1 else None

    def _own_product(self, mention: Mention) -> Member | None:
        """'told the programme' on a broadcaster's own page."""
        if self.own is None or any(m.products for m in self.members) or not mention.pointing or mention.owner >= 0:
            return None
        return self.own if set(tokens(self.own.name)) & STATIONS and mention.noun in AIRED else None

    def _known(self, mention: Mention) -> Member | None:
        """The one member that a definite description fits: the nearest so far, or the one that is named later."""
        exact = [m for m in self._recent() if self._fits(mention, m)]
        if exact:
            return exact[0]
        if mention.pointing and mention.noun not in words().spokes:
            later = [m for m in self.members if m.named and m.kind is SourceKind.PERSON and self._fits(mention, m)]
            if len(later) == 1:
                return later[0]
        return self._collective(mention) or self._again(mention)

    def _again(self, mention: Mention) -> Member | None:
        """'the 44-year-old fishmonger': the person just spoken of, of whom nothing else was said."""
        if mention.plural or mention.owner >= 0 or mention.acts_for or not is_person_noun(mention.noun):
            return None
        if not self.page.doc.text[mention.start : mention.end].casefold().startswith("the "):
            return None
        near = [
            s
            for s in self.steps
            if s.member.person and mention.sentence - s.mention.sentence <= 2 and not s.mention.quoted
        ]
        people = {id(s.member): s.member for s in near if mention.paragraph - s.mention.paragraph <= 1}
        if len(people) != 1:
            return None
        one = next(iter(people.values()))
        agrees = one.gender == mention.gender or not (one.gender and mention.gender)
        return one if one.named and not one.nouns and agrees else None

    def _recent(self) -> list[Member]:
        """Members mentioned so far, the last first."""
        return list({id(s.member): s.member for s in reversed(self.steps)}.values())

    def _fits(self, mention: Mention, member: Member) -> bool:
        noun = fold(mention.noun)
        if mention.gender and member.gender and mention.gender != member.gender:
            return False
        if mention.plural != member.plural and (member.person or is_person_noun(noun)):
            return False
        if mention.acts_for and member.acts_for and not _same_body(mention.acts_for, member.acts_for):
            return False
        if noun in member.nouns:
            return True
        if is_person_noun(noun):
            return noun in words().spokes and bool(member.nouns & words().spokes)
        generic = words().organizations | words().bodies | words().outlets
        return not member.person and not member.place and noun in generic and noun in tokens(member.name)

    def _collective(self, mention: Mention) -> Member | None:
        """'the company', 'the broadcaster': the last body of this sort that was mentioned near."""
        wanted = COLLECTIVE.get(mention.noun)
        if not wanted or not mention.pointing or mention.owner >= 0:
            return None
        said = {fold(c.text) for c in self.page.doc[mention.at].children if c.dep_ in {"amod", "compound", "nmod"}}
        near = [
            s
            for s in reversed(self.steps)
            if mention.paragraph - s.mention.paragraph <= REACH and self._is_such(s.member, wanted)
        ]
        prominent = [s for s in near if s.speaks or s.mention.subject]
        found = next((s.member for s in prominent or near), None)
        known = set(tokens(f"{found.name} {found.role}")) | found.nouns if found else set()
        return found if said <= known else None

    def _is_such(self, member: Member, wanted: str) -> bool:
        if not member.named or member.place or member.kind is SourceKind.PERSON:
            return False
        if wanted == "body":
            return True
        return member.kind is SourceKind.ORGANIZATION and member.outlet == (wanted == "outlet")

    def _new(self, mention: Mention) -> Member:
        table = words()
        noun = mention.noun
        if mention.indefinite and mention.plural:
            kind = SourceKind.UNNAMED
        elif is_person_noun(noun):
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
        if word == "you":
            return None
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
    score += (
        2.0 * step.speaks
        + 1.0 * (step.speaks and mention.paragraph == before.paragraph)
        + 1.0 * before.subject
        + 0.7 * before.main
        - 3.0 * (before.quoted and not mention.quoted)
    )
    score += 0.5 * (before.subject and mention.sentence - before.sentence == 1)
    score += 0.5 * bool(mention.gender and step.member.gender == mention.gender) - 2.0 * step.member.place
    return score + before.start * 1e-6


def _agrees(mention: Mention, member: Member) -> bool:
    """True where number, gender and being a person or not allow it."""
    word = mention.pronoun
    if word in {"he", "she", "him", "her", "himself", "herself"}:
        return member.person and not member.plural and member.gender in {"", mention.gender}
    if word == "it":
        return not member.person and not member.plural and member.kind is not SourceKind.GROUP
    return member.plural or member.kind in {SourceKind.ORGANIZATION, SourceKind.PUBLIC_BODY, SourceKind.GROUP}


def _same_body(left: str, right: str) -> bool:
    """True when the words of one name are among the other's."""
    a, b = set(tokens(left)) - {"the", "a"}, set(tokens(right)) - {"the", "a"}
    return a <= b or b <= a


def ordered(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions in the order in which a reader meets them."""
    return sorted(mentions, key=lambda m: (m.at, m.start))
