"""One walk through a report, from its start: each description and pronoun is tied to one of the cast, or to none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Token

from rashomon.attribute.speakers import makers
from rashomon.attribute.speakers.antecedent import REACH, antecedent
from rashomon.attribute.speakers.cast import Member
from rashomon.attribute.speakers.mentions import PRONOUNS, Mention, described
from rashomon.attribute.speakers.nouns import ANYBODY, ARMED, COLLECTIVE, OTHER, PLAIN, UNLIKE, WHICH, kind_of_noun
from rashomon.attribute.speakers.page import Page
from rashomon.attribute.speakers.roles import describes, owner_of
from rashomon.attribute.speakers.scene import Scene
from rashomon.model import SourceKind
from rashomon.text.bodies import body
from rashomon.text.names import ARTICLES, fold, is_person_noun, outlet_like, tokens, words
from rashomon.text.parse import text_of


class Walk(Scene):
    """A scene that is walked through, mention by mention."""

    def __init__(self, page: Page, members: list[Member]) -> None:
        super().__init__(page, members)
        self.owners: dict[tuple[int, int, int], Member | None] = {}
        """By the owner's token, the mention and how far the walk is: whom it stands for."""

    def describe(self, mention: Mention, *, speaks: bool) -> Member:
        """Who a description is: a member it fits, else a new one."""
        known = self._label(mention)
        if known is None and not mention.indefinite:
            known = self._called(mention) or self._known(mention)
        maker = makers.maker(self, mention)
        if maker:
            maker.products.add(mention.noun)
            maker.outlet |= maker.named and maker.kind is SourceKind.ORGANIZATION and mention.noun in makers.AIRED
            return self.tie(mention, maker, speaks=speaks)
        member = known or self._new(mention)
        if member.body is None:
            owner = owner_of(self.page.doc[mention.at])  # 'a company spokesman' too
            member.body = self._possessor(replace(mention, owner=owner.i)) if owner else self._whose(mention)
        return self.tie(mention, member, speaks=speaks)

    def _whose(self, mention: Mention) -> Member | None:
        return self._possessor(mention) if mention.owner >= 0 else None

    def name(self, mention: Mention, member: Member, *, speaks: bool) -> Member:
        """Note a printed name, and for whom its bearer speaks: 'its director, X', 'union leader X'."""
        if member.body is None and mention.owner >= 0 and member.person:
            member.body = self._possessor(mention)
        return self.tie(mention, member, speaks=speaks)

    def _label(self, mention: Mention) -> Member | None:
        """Whose turn a transcript gives in capitals ("TSAAL:"): the one of that surname, or the same again."""
        text = text_of(self.page.doc)
        if not (mention.text.isupper() and text[mention.end : mention.end + 1] == ":"):
            return None
        name = fold(mention.text)
        bearers = [
            m for m in self.members if m.named and m.kind is SourceKind.PERSON and fold(m.name).split()[-1] == name
        ]
        same = [m for m in self.members if not m.named and fold(m.name) == name]
        return bearers[0] if len(bearers) == 1 else next(iter(same), None) if not bearers else None

    def _called(self, mention: Mention) -> Member | None:
        """The body whose name the description holds: 'the Halyard agency', 'Lanternway Relief teams'."""
        table = words()
        if mention.noun not in table.outlets | table.organizations:
            return None
        head = self.page.doc[mention.at]
        for child in (t for c in head.lefts for t in (c, *c.lefts)):
            named = self.at.get(child.i) if child.dep_ in {"compound", "nmod", "amod"} else None
            if named and named.named and not named.person and not named.place:
                named.outlet |= mention.noun in table.outlets
                named.nouns.add(mention.noun)
                return named
        return None

    def _possessor(self, mention: Mention) -> Member | None:
        """Whose 'its spokesman' or 'the ministry's spokesman' is; found once for a mention, not for all it may be."""
        asked = mention.owner, mention.start, len(self.steps)
        if asked not in self.owners:
            self.owners[asked] = self._owner(mention)
        return self.owners[asked]

    def _owner(self, mention: Mention) -> Member | None:
        token = self.page.doc[mention.owner]
        if token.tag_ != "PRP$":
            return self.at.get(token.i) or self._body_before(token)
        stands = {"its": "it", "their": "they", "his": "he", "her": "she"}.get(token.lower_)
        if stands is None:
            return None
        looked_for = replace(mention, pronoun=stands, gender=PRONOUNS[stands], plural=stands == "they")
        near = takewhile(lambda s: s.mention.sentence >= mention.sentence, reversed(self.steps))
        here = [s for s in near if s.mention.sentence == mention.sentence and s.mention.subject][::-1]
        before = [s for s in here if s.mention.start < token.idx and not s.mention.quoted]
        # 'The minister had nothing to add, his spokesman said': who is spoken of in the sentence, not before it
        return antecedent(looked_for, before) or antecedent(looked_for, self.steps)

    def _body_before(self, token: Token) -> Member | None:
        """The body that a noun means inside a role: 'the union's leader', 'union leader'."""
        if not describes(token) or is_person_noun(token.lemma_) or token.pos_ == "PROPN":
            return None
        mention = replace(described(self.page, token), pointing=True, indefinite=False, subject=False, main=False)
        member = self._called(mention) or self._known(mention) or self._new(mention)
        self.at[token.i] = member  # no step of its own: 'it' after 'the union's leader' is seldom the union
        if mention not in member.mentions:
            member.mentions.append(mention)
        return member

    def _known(self, mention: Mention) -> Member | None:
        """The one member that a definite description fits: the nearest so far, or the one that is named later."""
        if mention.noun in PLAIN and mention.pointing and mention.owner < 0:
            return self._plain(mention) or self._again(mention)
        exact = [m for m in self._recent() if self._fits(mention, m)]
        if exact:
            return exact[0]
        if mention.pointing and mention.noun not in words().spokes:
            later = [m for m in self.members if m.named and m.kind is SourceKind.PERSON and self._fits(mention, m)]
            if len(later) == 1:
                return later[0]
        return self._collective(mention) or self._again(mention)

    def _plain(self, mention: Mention) -> Member | None:
        """'the man', 'the official': the one who was described, and not named, just before."""
        near = [
            s
            for s in self.steps
            if not s.member.named and not s.member.place and mention.paragraph - s.mention.paragraph <= 1
        ]
        fits = {id(s.member): s.member for s in near if self._is_plain(mention, s.member)}
        same = [m for m in fits.values() if fold(mention.noun) in m.nouns]
        found = same or list(fits.values())
        return found[0] if len(found) == 1 else None

    def _is_plain(self, mention: Mention, member: Member) -> bool:
        """True for somebody without a name of whom a plain word may be said."""
        if mention.plural != member.plural or not (member.kind is SourceKind.UNNAMED or member.plural):
            return False
        if mention.gender and member.gender and mention.gender != member.gender:
            return False
        people = any(is_person_noun(noun) for noun in member.nouns)
        return people and (mention.noun in ANYBODY or mention.noun in member.nouns)

    def _again(self, mention: Mention) -> Member | None:
        """'the 44-year-old fishmonger': the person just spoken of, of whom nothing else was said."""
        if mention.plural or mention.owner >= 0 or mention.acts_for or not is_person_noun(mention.noun):
            return None
        if not text_of(self.page.doc)[mention.start : mention.end].casefold().startswith("the "):
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
        if not member.named and all(m.indefinite and m.quoted and not m.pronoun for m in member.mentions):
            return False  # "This must not happen in a ministry": any
        if mention.plural != member.plural and not member.named and noun in member.nouns:
            return False
        if mention.gender and member.gender and mention.gender != member.gender:
            return False
        if mention.plural != member.plural and (member.person or is_person_noun(noun)):
            return False
        if mention.acts_for and member.acts_for and not _same_body(mention.acts_for, member.acts_for):
            return False
        if not self._is_said(noun, member) or (mention.owner >= 0 and not self._same_owner(mention, member)):
            return False
        return not self._otherwise(mention, member)

    def _is_said(self, noun: str, member: Member) -> bool:
        """True where a member is, or may be, called by a noun."""
        if noun in member.nouns:
            return True
        if is_person_noun(noun):
            return noun in words().spokes and bool(member.nouns & words().spokes)
        generic = noun in words().institutions or noun in words().outlets
        if member.person or member.place or not generic or noun not in tokens(member.name):
            return False
        made = body(member.name) if noun in ARMED else None
        return made is None or len(made.which) < 2  # 'the army' is the state's, not the Free Hill Army

    def _otherwise(self, mention: Mention, member: Member) -> bool:
        """True where a description tells itself apart: 'the other hospital', 'the Brell police' after Marn's."""
        head = self.page.doc[mention.at]
        if member.person or head.pos_ == "PRON":
            return False
        own = _apart(head)
        if own & OTHER:
            return True
        theirs = {w for m in member.mentions if not m.pronoun for w in _apart(self.page.doc[m.at])}
        theirs |= set(tokens(member.name)) - ARTICLES if member.named else set()
        return bool(own and theirs - {fold(head.text)}) and not own & theirs

    def _same_owner(self, mention: Mention, member: Member) -> bool:
        """True unless the two belong to others: 'their offices' are not 'her office'."""
        body = self._possessor(mention)
        if body is None or body is member or member.body is body:
            return True
        if member.named and member.acts_for:  # 'its spokesman' is not another body's, though one was just named
            return any(_same_body(member.acts_for, name) for name in (body.name, *sorted(body.forms | body.nouns)))
        return member.named or member.body is None

    def _collective(self, mention: Mention) -> Member | None:
        """'the company', 'the broadcaster': the last body of this sort that was mentioned near."""
        wanted = COLLECTIVE.get(mention.noun)
        if not wanted or not mention.pointing or mention.owner >= 0:
            return None
        said = {fold(c.text) for c in self.page.doc[mention.at].children if c.dep_ in {"amod", "compound", "nmod"}}
        near = [
            s
            for s in reversed(self.steps)
            if mention.paragraph - s.mention.paragraph <= REACH and self._is_such(s.member, wanted, mention.noun)
        ]
        near = [s for s in near if self._is_of_sort(s.member, mention.noun)] or near
        prominent = [s for s in near if s.speaks or s.mention.subject]
        if self.own and wanted == "organization" and self.party and not said:
            return self.own  # 'the organisation' of a body's own release
        found = next((s.member for s in prominent or near), None) or self._must_be(mention, wanted)
        known = set(tokens(f"{found.name} {found.role}")) | found.nouns if found else set()
        return found if said <= known else None

    def _must_be(self, mention: Mention, wanted: str) -> Member | None:
        """The one body just named of which nothing else is known, where a word says that it is an outlet."""
        if wanted != "outlet":
            return None
        other = words().institutions | words().always_bodies
        near = [s.member for s in self.steps if mention.paragraph - s.mention.paragraph <= 1 and s.member.named]
        bare = {
            id(m): m
            for m in near
            if m.kind is SourceKind.ORGANIZATION and not m.place and not m.nouns and not set(tokens(m.name)) & other
        }
        if len(bare) != 1:
            return None
        found = next(iter(bare.values()))
        found.outlet = True
        found.nouns.add(mention.noun)
        return found

    def _is_of_sort(self, member: Member, noun: str) -> bool:
        """True where a name tells that it is a broadcaster, or an agency, as the word says."""
        parts = set(tokens(member.name)) | member.nouns
        if noun in {"broadcaster", "station", "channel"}:
            return bool(parts & makers.STATIONS)
        if noun in {"agency", "newswire"}:
            return bool(parts & {"agency", "newswire", "wire", "press"})
        return noun not in {"newspaper", "paper", "tabloid"} or not parts & (makers.STATIONS | {"agency", "newswire"})

    def _is_such(self, member: Member, wanted: str, noun: str) -> bool:
        if not member.named or member.place or member.kind is SourceKind.PERSON:
            return False
        people = sum(m.label == "PERSON" for m in member.mentions)
        if " " not in member.name and not member.nouns and 2 * people > len(member.mentions):
            return False  # 'Lund told the Lantern': a surname by the look of it
        sorts = {made.sort for text in (member.name, noun) if (made := body(text))}
        if len(sorts) > 1 and noun in UNLIKE:
            return False
        if wanted == "body":
            return True
        outlet = member.outlet and (member is not self.own or outlet_like(member.name))
        return member.kind is SourceKind.ORGANIZATION and outlet == (wanted == "outlet")

    def _new(self, mention: Mention) -> Member:
        nouns = {mention.noun} if mention.noun else set()
        member = Member(mention.text, kind_of_noun(mention), nouns, mention.gender, mention.plural, mention.acts_for)
        member.named, member.outlet = False, mention.noun in words().outlets
        self.members.append(member)
        return member

    def refer(
        self, mention: Mention, *, speaks: bool, quoter: Member | None, barred: Collection[Member] = ()
    ) -> Member | None:
        """Who a pronoun is: the antecedent that leads clearly, else None."""
        word = mention.pronoun
        if word == "you":
            return None
        if word in {"i", "we", "me", "us"}:
            found = quoter or (self.own if not mention.quoted else None)
        elif word in {"who", "which", "that"}:
            found = self._relative(mention)
        else:
            found = antecedent(mention, self.steps, barred)
        if found is None:
            return None
        return self.tie(mention, found, speaks=speaks)

    def _relative(self, mention: Mention) -> Member | None:
        """The noun that 'who' takes up."""
        verb = self.page.doc[mention.at].head
        while verb.dep_ not in {"relcl", "acl"} and verb.head.i != verb.i:
            verb = verb.head
        return self.at.get(verb.head.i)


def _apart(head: Token) -> set[str]:
    """The words before a noun that say which one it is: 'railway' police, 'the city's other' hospital."""
    telling = [c for c in head.lefts if c.dep_ in {"compound", "nmod", "poss"} or c.lower_ in WHICH]
    return {fold(c.text) for c in telling if c.tag_ not in {"PRP$", "WP$"}}


def _same_body(left: str, right: str) -> bool:
    """True when the words of one name are among the other's."""
    a, b = set(tokens(left)) - {"the", "a"}, set(tokens(right)) - {"the", "a"}
    return a <= b or b <= a


def ordered(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions in the order in which a reader meets them."""
    return sorted(mentions, key=lambda m: (m.at, m.start))
