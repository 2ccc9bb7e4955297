"""What the noun of a description tells: what sort of source it stands for, and what it may take up."""

from __future__ import annotations

import re

from rashomon.attribute.speakers.mentions import Mention
from rashomon.model import SourceKind
from rashomon.text.names import is_person_noun, words

COLLECTIVE = {
    **dict.fromkeys(
        [
            "company",
            "firm",
            "organisation",
            "organization",
            "group",
            "charity",
            "ngo",
            "operator",
            "union",
            "party",
            "club",
            "carmaker",
            "automaker",
            "drugmaker",
            "chipmaker",
            "steelmaker",
            "planemaker",
            "airline",
            "carrier",
            "bank",
            "lender",
            "retailer",
            "insurer",
            "manufacturer",
            "watchdog",
            "foundation",
            "federation",
            "association",
            "institute",
        ],
        "organization",
    ),
    **dict.fromkeys(
        [
            "agency",
            "broadcaster",
            "newspaper",
            "paper",
            "station",
            "channel",
            "magazine",
            "outlet",
            "daily",
            "weekly",
        ],
        "outlet",
    ),
    **dict.fromkeys(["website", "site", "publication", "newswire", "tabloid"], "outlet"),
    **dict.fromkeys(["body", "institution"], "body"),
}
"""Words that take up a body by its sort alone."""


ANYBODY = frozenset(
    ["man", "woman", "person", "people", "men", "women", "boy", "girl", "teenager", "youth", "pair", "couple"]
)
"""Words that say of somebody only that it is one."""
UNLIKE = frozenset(["union", "party", "company", "firm", "operator", "charity", "bank", "club", "university"])
"""Words that take up no body whose name says that it is of another sort: no union is a company."""
PLAIN = ANYBODY | {"official", "officer", "source", "diplomat", "witness", "resident", "soldier", "fighter", "worker"}
"""Words that take up who was described just before: 'a defence official … the official'."""


OTHER = frozenset(["other", "second", "third", "rival", "another", "neighbouring", "neighboring"])
"""Words that say of a body that it is none of those spoken of."""
WHICH = OTHER | {"regional", "federal", "local", "municipal", "provincial", "national", "county", "district"}
"""Adjectives that say which of several bodies one is."""


ARMED = frozenset(["army", "navy", "military", "police", "marines", "forces", "guard", "guards"])
RUNS = re.compile(r"(?:the|its|[\w’'-]+['’]s)\s+operator\b", re.IGNORECASE)
"""'The operator of the trams' is a company, 'a crane operator' a person."""


def kind_of_noun(mention: Mention) -> SourceKind:
    """What a description stands for, by its noun."""
    table, noun = words(), mention.noun
    if mention.indefinite and mention.plural and noun not in table.always_bodies:  # 'Police said' speaks of a body
        return SourceKind.UNNAMED
    if noun == "operator" and mention.text.split()[-1] != mention.text and RUNS.match(mention.text):
        return SourceKind.ORGANIZATION
    if is_person_noun(noun):
        return SourceKind.GROUP if mention.plural else SourceKind.UNNAMED
    if noun in table.always_bodies or noun in table.bodies - table.organizations:
        return SourceKind.PUBLIC_BODY
    if noun in table.documents | table.products:
        return SourceKind.DOCUMENT
    if noun in table.organizations | table.outlets and noun not in table.groups:
        return SourceKind.ORGANIZATION
    return SourceKind.GROUP if mention.plural or noun in table.groups else SourceKind.UNNAMED
