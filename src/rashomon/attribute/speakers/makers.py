"""What an outlet makes stands for the outlet: 'the film', 'the BBC report', 'the makers of the documentary'."""

from __future__ import annotations

from rashomon.attribute.speakers.cast import Member
from rashomon.attribute.speakers.mentions import Mention
from rashomon.attribute.speakers.scene import Scene
from rashomon.model import SourceKind
from rashomon.text.names import tokens, words

BROADCAST = frozenset(
    [
        "film",
        "documentary",
        "programme",
        "program",
        "report",
        "investigation",
        "broadcast",
        "article",
        "story",
        "series",
        "podcast",
        "episode",
        "reportage",
        "exposé",
        "piece",
        "editorial",
    ]
)
"""What is made to be published, so that its one maker may be looked for."""
AIRED = frozenset(
    [
        "film",
        "documentary",
        "programme",
        "program",
        "film-maker",
        "filmmaker",
        "programme-maker",
        "podcast",
    ]
)
STATIONS = frozenset(
    [
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
    ]
)


def settle(scene: Scene) -> None:
    """Tie what an outlet made and what was mentioned before its maker was: 'a television report', of the one maker."""
    known = [m for m in scene.members if m.products and m is not scene.own]
    if len(known) != 1:
        return
    for step in list(scene.steps):
        loose = not step.member.named and step.member.kind is SourceKind.DOCUMENT
        if loose and step.member.nouns & BROADCAST and step.member.body is None and not step.mention.plural:
            scene.at[step.mention.at] = known[0]
            known[0].mentions.append(step.mention)


def maker(scene: Scene, mention: Mention) -> Member | None:
    """The outlet that made what is described: 'a BBC documentary', 'the makers of the film', 'the film'."""
    table = words()
    if mention.noun in table.makers and not mention.indefinite and not mention.acts_for:
        return only_maker(scene) or _own_product(scene, mention)
    if mention.noun not in table.products:
        return None
    named = _credited(scene, mention)
    if named is not None or mention.indefinite:
        return named
    made = {id(s.member): s.member for s in scene.steps if mention.noun in s.member.products}
    return next(iter(made.values())) if len(made) == 1 else only_maker(scene) or _own_product(scene, mention)


def _credited(scene: Scene, mention: Mention) -> Member | None:
    """Who the phrase or its sentence says made it: 'the BBC report', 'Holmlight, in a film broadcast on Saturday'."""
    head = scene.page.doc[mention.at]
    for child in head.children:
        if child.dep_ in {"compound", "poss", "nmod", "amod"}:
            named = scene.at.get(child.i)
            if named and not named.person and not named.place:
                return named
    made = [
        c for c in head.children if c.dep_ in {"acl", "relcl"} and c.lemma_ in {"make", "produce", "air", "broadcast"}
    ]
    for by in (
        c for h in (head, *made) for c in h.children if c.dep_ in {"prep", "agent"} and c.lower_ in {"by", "from"}
    ):
        nouns = [n for c in by.children if c.dep_ == "pobj" for n in (c, *(a for a in c.children if a.dep_ == "appos"))]
        made_by = next((named for n in nouns if (named := scene.at.get(n.i)) and named.named), None)
        if made_by and made_by.named and not made_by.person and not made_by.place:
            return made_by
    told_in = head.dep_ == "pobj" and head.head.lower_ in {"in", "on", "with"}
    if not told_in or not (mention.indefinite or mention.owner >= 0) or mention.noun not in BROADCAST:
        return None
    near = [s for s in scene.steps if s.mention.sentence == mention.sentence and not s.member.place]
    bodies = [s for s in near if s.member.kind is SourceKind.ORGANIZATION]
    close = [s.member for s in bodies if s.mention.subject or head.head.idx - s.mention.end <= 2]
    return close[-1] if close else None


def only_maker(scene: Scene) -> Member | None:
    """The one outlet whose work the report tells of; None where there are several."""
    made = {id(m): m for m in scene.members if m.products}
    return next(iter(made.values())) if len(made) == 1 else None


def _own_product(scene: Scene, mention: Mention) -> Member | None:
    """'told the programme' on a broadcaster's own page."""
    if scene.own is None or any(m.products for m in scene.members) or not mention.pointing or mention.owner >= 0:
        return None
    return scene.own if set(tokens(scene.own.name)) & STATIONS and mention.noun in AIRED else None
